//! Who can be mentioned, over the field in which one types.

use domain::authz::sees;
use domain::employees::wire::EmployeeView;
use domain::tickets::TicketAction;
use domain::{Actor, EmployeeId};
use leptos::html;
use leptos::prelude::*;
use web_sys::{HtmlTextAreaElement, KeyboardEvent};

use super::actions::Actions;
use super::draft::PlaceDraft;
use super::mention::{complete, fitting, linked, typed};
use crate::directory::use_directory;
use crate::i18n::t;
use crate::reactive::RwSignal;
use crate::task::effect;
use crate::ui::{Item, Show, dynamic, each};

/// Somebody who is offered.
#[derive(Clone, PartialEq)]
struct Candidate {
    id: EmployeeId,
    name: String,
    department: String,
    /// Who does not see the ticket cannot be mentioned; it can be redirected to him.
    sees: bool,
}

/// What is being completed.
#[derive(Clone, Copy)]
pub(super) struct Mentions {
    actions: Actions,
    text: RwSignal<String>,
    candidates: RwSignal<Vec<Candidate>>,
    /// Which one Enter takes.
    at: RwSignal<usize>,
    field: NodeRef<html::Textarea>,
}

impl Mentions {
    /// For a text about the ticket.
    pub(super) fn new(actions: Actions, text: RwSignal<String>) -> Self {
        let (candidates, at) = (RwSignal::new(Vec::new()), RwSignal::new(0));
        let mentions = Self { actions, text, candidates, at, field: NodeRef::new() };
        effect(move || {
            text.track();
            untrack(|| mentions.look());
        });
        mentions
    }

    /// The field in which one types.
    pub(super) fn field(self) -> NodeRef<html::Textarea> {
        self.field
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
        let field = self.field.get_untracked()?;
        let caret = field.selection_start().ok()??;
        Some((field, caret))
    }

    fn look(self) {
        let found = self.caret().and_then(|(_, caret)| {
            let people = use_directory().employees();
            let facts =
                self.actions.handle.latest().with_untracked(|ticket| Some(ticket.as_ref()?.facts()))?;
            let candidate = |one: EmployeeView| {
                let actor = Actor::Employee { id: one.id, department_id: one.department_id, role: one.role };
                Candidate {
                    sees: sees(&actor, &facts),
                    id: one.id,
                    name: one.full_name,
                    department: one.department_name,
                }
            };
            self.text.with_untracked(|text| {
                let (_, typed) = typed(text, caret)?;
                Some(fitting(typed, &people, |one| &one.full_name).into_iter().map(candidate).collect())
            })
        });
        self.at.set(0);
        self.candidates.set(found.unwrap_or_default());
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
        let (Some(chosen), Some((field, caret))) = (chosen, self.caret()) else { return };
        if !chosen.sees {
            if untrack(|| self.can_redirect()) {
                self.candidates.set(Vec::new());
                self.actions.redirect(PlaceDraft::person(chosen.id));
            }
            return;
        }
        let text = self.text.get_untracked();
        let Some((at, typed)) = typed(&text, caret) else { return };
        let (text, caret) = complete(&text, at, typed, &chosen.name);
        self.text.set(text);
        self.candidates.set(Vec::new());
        request_animation_frame(move || {
            // A field that is gone has no caret.
            let _ = field.focus();
            let _ = field.set_selection_range(caret, caret);
        });
    }
}

/// The list; nothing while nothing is being completed.
#[component]
pub(super) fn MentionList(mentions: Mentions) -> impl IntoView {
    let item = move |(number, one): (usize, Candidate)| {
        let key = format!("{number} {} {}", one.id, one.sees);
        Item::new(key, move || {
            let Candidate { name, department, sees, .. } = one;
            let is_refused = move || !sees && !mentions.can_redirect();
            let note = move || match (sees, is_refused()) {
                (true, _) => department.clone(),
                (false, false) => t::mention_redirect().to_owned(),
                (false, true) => t::mention_unseen().to_owned(),
            };
            view! {
                <button
                    type="button"
                    role="option"
                    class="menu-item"
                    aria-selected=move || (mentions.at.get() == number).to_string()
                    aria-disabled=move || is_refused().then_some("true")
                    on:click=move |_| mentions.take(number)
                >
                    <span>{name}</span>
                    <small>{dynamic(note)}</small>
                </button>
            }
        })
    };
    view! {
        <Show when=move || mentions.candidates.with(|all| !all.is_empty())>
            <div class="menu mentions" role="listbox" aria-label=t::mention_label>
                {each(move || mentions.candidates.get().into_iter().enumerate().map(item).collect())}
            </div>
        </Show>
    }
}
