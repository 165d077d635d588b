//! Choosing tickets of a list.

use domain::TicketId;
use domain::bulk::wire::BulkSelect;
use domain::tickets::query::{Directory, of_list};
use leptos::prelude::*;

use super::dialog::{CommandDialog, Kind};
use crate::format::utc_offset;
use crate::i18n::t;
use crate::reactive::{Memo, RwSignal, derived};
use crate::session::{Session, use_session};
use crate::task::on_change;
use crate::tickets::query::Asked;
use crate::ui::{Button, ButtonKind, Show, Symbol, dynamic};

/// The tickets of a list that are chosen.
#[derive(Clone, Copy)]
pub(crate) struct Selection {
    /// Whether tickets are being chosen.
    is_on: RwSignal<bool>,
    ids: RwSignal<Vec<TicketId>>,
    /// Whether all tickets of the list are meant, shown or not.
    all: RwSignal<bool>,
    /// The tickets that are shown.
    shown: StoredValue<Vec<TicketId>>,
    asked: Memo<Asked>,
    session: Session,
}

impl Selection {
    /// Nothing is chosen. What was chosen of one list does not belong to another.
    pub(crate) fn new(asked: Memo<Asked>) -> Self {
        let selection = Self {
            is_on: RwSignal::new(false),
            ids: RwSignal::new(Vec::new()),
            all: RwSignal::new(false),
            shown: StoredValue::new(Vec::new()),
            asked,
            session: use_session(),
        };
        // A count of the view is no other list.
        let list =
            move || asked.with(|asked| (asked.query.clone(), asked.saved.as_ref().map(|view| view.id)));
        on_change(list, move |_| selection.end());
        selection
    }

    /// Begins to choose.
    pub(crate) fn begin(self) {
        self.is_on.set(true);
    }

    /// Nothing is chosen any more.
    pub(super) fn end(self) {
        self.is_on.set(false);
        self.ids.set(Vec::new());
        self.all.set(false);
    }

    fn has(self, id: TicketId) -> bool {
        self.all.get() || self.ids.with(|ids| ids.contains(&id))
    }

    /// The tickets that are shown now; what is not shown is not chosen.
    pub(crate) fn show(self, shown: Vec<TicketId>) {
        if self.ids.with_untracked(|ids| ids.iter().any(|id| !shown.contains(id))) {
            self.ids.update(|ids| ids.retain(|id| shown.contains(id)));
        }
        self.shown.set_value(shown);
    }

    fn choose(self, id: TicketId, is_chosen: bool) {
        if self.all.get_untracked() {
            self.all.set(false);
            self.ids.set(self.shown.get_value());
        }
        self.ids.update(|ids| {
            ids.retain(|other| *other != id);
            if is_chosen {
                ids.push(id);
            }
        });
    }

    /// Chooses a ticket or not; begins to choose.
    pub(crate) fn toggle(self, id: TicketId) {
        self.begin();
        self.choose(id, !untrack(|| self.has(id)));
    }

    fn is_empty(self) -> bool {
        !self.all.get() && self.ids.with(Vec::is_empty)
    }

    /// What is chosen, for the server; `None` when nothing is.
    pub(super) fn select(self) -> Option<BulkSelect> {
        if !self.all.get_untracked() {
            let ids = self.ids.get_untracked();
            return (!ids.is_empty()).then(|| BulkSelect { ids: Some(ids), ..BulkSelect::default() });
        }
        let own = self.session.me.with_untracked(|me| me.as_ref().map(|me| me.department_id))?;
        // By numbers: a name may mean several people.
        let query = self.asked.with_untracked(|asked| of_list(&asked.query, own, &Directory::default()))?;
        Some(BulkSelect { ids: None, query: Some(query), utc_offset: Some(utc_offset()) })
    }
}

/// The box before a ticket, while tickets are being chosen.
#[component]
pub(crate) fn SelectBox(id: TicketId, selection: Selection) -> impl IntoView {
    dynamic(move || {
        selection.is_on.get().then(|| {
            view! {
                <label class="row-box">
                    <input
                        prop:type="checkbox"
                        prop:ariaLabel=move || t::bulk_choose(id)
                        prop:checked=move || selection.has(id)
                        on:change:target=move |event| selection.choose(id, event.target().checked())
                    />
                </label>
            }
            .into_any()
        })
    })
}

/// What can be done with the chosen tickets; under the list.
#[component]
pub(crate) fn SelectionBar(selection: Selection) -> impl IntoView {
    let (open, kind) = (RwSignal::new(false), RwSignal::new(Kind::Take));
    let none = derived(move || selection.is_empty().then(|| t::bulk_choose_first().to_owned()));
    let ask = move |now: Kind| {
        kind.set(now);
        open.set(true);
    };
    let count = move || match selection.all.get() {
        true => t::bulk_all_chosen().to_owned(),
        false => t::bulk_chosen(selection.ids.with(|ids| i64::try_from(ids.len()).unwrap_or(i64::MAX))),
    };
    view! {
        <Show when=move || selection.is_on.get()>
            <div class="select-bar" prop:role="group" prop:ariaLabel=t::bulk_label>
                <div class="select-line">
                    <span prop:role="status">{dynamic(count)}</span>
                    <button prop:type="button" class="chip" prop:ariaPressed=move || selection.all.get().to_string()
                        on:click=move |_| selection.all.update(|all| *all = !*all)>
                        {t::bulk_all}
                    </button>
                    <Button
                        kind=ButtonKind::Ghost
                        icon=Symbol::Close
                        label=t::bulk_end
                        on_press=move || selection.end()
                    />
                </div>
                <div class="select-line">
                    <Button disabled_reason=none on_press=move || ask(Kind::Take)>{t::action_take}</Button>
                    <Button disabled_reason=none on_press=move || ask(Kind::Redirect)>{t::action_redirect}</Button>
                    <Button disabled_reason=none on_press=move || ask(Kind::Transition)>{t::field_status}</Button>
                    <Button disabled_reason=none on_press=move || ask(Kind::Edit)>{t::bulk_edit}</Button>
                </div>
            </div>
        </Show>
        <CommandDialog open=open kind=kind selection=selection />
    }
}
