//! What can be put into a comment, over the field in which one types: people after "@", quick texts after ";".

use domain::EmployeeId;
use domain::authz::sees;
use domain::employees::wire::EmployeeView;
use domain::quick_texts::wire::QuickText;
use domain::tickets::TicketAction;
use leptos::prelude::*;
use web_sys::{HtmlTextAreaElement, KeyboardEvent};

use super::actions::Actions;
use super::draft::PlaceDraft;
use super::mention::{Mark, Typed, complete, fitting, linked, typed};
use crate::address::use_address;
use crate::directory::use_directory;
use crate::i18n::t;
use crate::paths;
use crate::quick_texts::use_quick_texts;
use crate::reactive::RwSignal;
use crate::task::effect;
use crate::ui::{Item, Show, dynamic, each, find};

/// The id of the field in which one types.
pub(super) const FIELD: &str = "comment";

/// Something that is offered.
#[derive(Clone, PartialEq)]
struct Candidate {
    name: String,
    /// The department of a person, the beginning of a text.
    note: String,
    kind: Kind,
}

#[derive(Clone, PartialEq)]
enum Kind {
    Person(EmployeeId),
    /// Who does not see the ticket cannot be mentioned; it can be redirected to him.
    Stranger(EmployeeId),
    /// What takes the place of what was typed.
    Text(String),
    /// There are no quick texts: where they are added.
    NoTexts,
}

/// What is being completed.
#[derive(Clone, Copy)]
pub(super) struct Completion {
    actions: Actions,
    text: RwSignal<String>,
    candidates: RwSignal<Vec<Candidate>>,
    /// Which one Enter takes.
    at: RwSignal<usize>,
}

impl Completion {
    /// For a text about the ticket.
    pub(super) fn new(actions: Actions, text: RwSignal<String>) -> Self {
        let (candidates, at) = (RwSignal::new(Vec::new()), RwSignal::new(0));
        let completion = Self { actions, text, candidates, at };
        effect(move || {
            text.track();
            use_quick_texts().track();
            untrack(|| completion.look());
        });
        completion
    }

    /// The text as the server shall have it.
    pub(super) fn linked(self) -> String {
        let people = untrack(|| use_directory().employees());
        let people: Vec<_> = people.into_iter().map(|one| (one.id, one.full_name)).collect();
        self.text.with_untracked(|text| linked(text, &people))
    }

    /// Whether the ticket can go to who does not see it.
    fn can_redirect(self) -> bool {
        self.actions.allows(TicketAction::Redirect)
    }

    fn caret(self) -> Option<(HtmlTextAreaElement, u32)> {
        let field = find::<HtmlTextAreaElement>(FIELD)?;
        let caret = field.selection_start().ok()??;
        Some((field, caret))
    }

    fn look(self) {
        let found = self.caret().and_then(|(_, caret)| {
            self.text.with_untracked(|text| match typed(text, caret)? {
                Typed { mark: Mark::Person, word, .. } => self.people(word),
                Typed { mark: Mark::Text, word, .. } => Some(texts(word)),
            })
        });
        self.at.set(0);
        self.candidates.set(found.unwrap_or_default());
    }

    fn people(self, word: &str) -> Option<Vec<Candidate>> {
        let facts = self.actions.handle.latest().with_untracked(|ticket| Some(ticket.as_ref()?.facts()))?;
        let candidate = |one: EmployeeView| {
            let kind = if sees(&one.actor(), &facts) { Kind::Person(one.id) } else { Kind::Stranger(one.id) };
            Candidate { name: one.full_name, note: one.department_name, kind }
        };
        let people = use_directory().employees();
        Some(fitting(word, &people, |one| &one.full_name).into_iter().map(candidate).collect())
    }

    /// Whether the key was for the list.
    pub(super) fn hear(self, event: &KeyboardEvent) -> bool {
        let count = self.candidates.with_untracked(Vec::len);
        if count == 0 || event.ctrl_key() || event.meta_key() {
            return false;
        }
        match event.key().as_str() {
            "ArrowDown" => self.at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" => self.at.update(|at| *at = (*at + count - 1) % count),
            "Enter" | "Tab" => self.take(self.at.get_untracked()),
            "Escape" => self.candidates.set(Vec::new()),
            _ => return false,
        }
        event.prevent_default();
        true
    }

    fn take(self, number: usize) {
        let chosen = self.candidates.with_untracked(|all| all.get(number).cloned());
        let (Some(Candidate { name, kind, .. }), Some((field, caret))) = (chosen, self.caret()) else {
            return;
        };
        let inserted = match kind {
            Kind::Person(_) => format!("@{name} "),
            Kind::Text(text) => text,
            Kind::Stranger(id) => {
                if untrack(|| self.can_redirect()) {
                    self.candidates.set(Vec::new());
                    self.actions.redirect(PlaceDraft::person(id));
                }
                return;
            }
            Kind::NoTexts => {
                use_address().go(paths::TEXTS);
                return;
            }
        };
        let text = self.text.get_untracked();
        let Some(typed) = typed(&text, caret) else { return };
        let (text, caret) = complete(&text, &typed, &inserted);
        self.text.set(text);
        self.candidates.set(Vec::new());
        request_animation_frame(move || {
            // A field that is gone has no caret.
            let _ = field.focus();
            let _ = field.set_selection_range(caret, caret);
        });
    }
}

/// The quick texts that fit, or where to add the first.
fn texts(word: &str) -> Vec<Candidate> {
    let Some(texts) = use_quick_texts().get() else { return Vec::new() };
    if texts.is_empty() {
        let (name, note) = (t::quick_none().to_owned(), t::quick_new().to_owned());
        return vec![Candidate { name, note, kind: Kind::NoTexts }];
    }
    let candidate =
        |one: QuickText| Candidate { name: one.name, note: one.body.clone(), kind: Kind::Text(one.body) };
    fitting(word, &texts, |one| &one.name).into_iter().map(candidate).collect()
}

/// The list; nothing while nothing is being completed.
#[component]
pub(super) fn CompletionList(completion: Completion) -> impl IntoView {
    let item = move |(number, one): (usize, Candidate)| {
        let Candidate { name, note, kind } = one;
        let is_stranger = matches!(kind, Kind::Stranger(_));
        let key = format!("{number} {name} {is_stranger} {note}");
        Item::new(key, move || {
            let is_refused = move || is_stranger && !completion.can_redirect();
            let note = move || match (is_stranger, is_refused()) {
                (false, _) => note.clone(),
                (true, false) => t::mention_redirect().to_owned(),
                (true, true) => t::mention_unseen().to_owned(),
            };
            view! {
                <button
                    prop:type="button"
                    prop:role="option"
                    class="menu-item"
                    prop:ariaSelected=move || (completion.at.get() == number).to_string()
                    prop:ariaDisabled=move || is_refused().then_some("true")
                    on:click=move |_| completion.take(number)
                >
                    <span>{name}</span>
                    <small>{dynamic(note)}</small>
                </button>
            }
        })
    };
    view! {
        <Show when=move || completion.candidates.with(|all| !all.is_empty())>
            <div class="menu mentions" prop:role="listbox" prop:ariaLabel=t::completion_label>
                {each(move || completion.candidates.get().into_iter().enumerate().map(item).collect())}
            </div>
        </Show>
    }
}
