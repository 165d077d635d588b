//! Comments and history in one line of time, oldest first.

use domain::tickets::EventData;
use domain::tickets::wire::{CommentView, EventView};
use leptos::prelude::*;

use super::event_line::EventLine;
use super::files::Files;
use super::handle::TicketHandle;
use super::past::Past;
use crate::directory::use_directory;
use crate::format::initials;
use crate::i18n::t;
use crate::reactive::RwSignal;
use crate::shell::Ago;
use crate::ui::{Avatar, Item, Rich, dynamic, each, views};

/// What happened to the ticket.
#[component]
pub(super) fn Timeline(handle: TicketHandle, past: Past) -> impl IntoView {
    let filter = RwSignal::new(Filter::All);
    let entries = move || {
        let (filter, last) = (filter.get(), past.last_entry());
        handle.history().with(|history| {
            let Some(history) = history else { return Vec::new() };
            let is_shown =
                |event: &&EventView| filter.shows(&event.data) && last.is_none_or(|last| event.id <= last);
            let entry = |event: &EventView| match &event.data {
                EventData::Commented { comment_id, .. } => {
                    let comment = history.comments.iter().find(|comment| comment.id == *comment_id)?.clone();
                    Some(Item::new(event.id, move || view! { <li><Comment comment=comment /></li> }))
                }
                _ => {
                    let event = event.clone();
                    Some(Item::new(event.id, move || view! { <li><EventLine event=event /></li> }))
                }
            };
            history.events.iter().filter(is_shown).filter_map(entry).collect()
        })
    };
    view! {
        <section prop:ariaLabel=t::timeline_label>
            <FilterChoice filter=filter />
            <ol class="timeline">{each(entries)}</ol>
        </section>
    }
}

/// Which entries are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Filter {
    All,
    Comments,
    Changes,
}

impl Filter {
    /// Redirects belong to what people say: each has a comment.
    fn shows(self, data: &EventData) -> bool {
        match self {
            Self::All => true,
            Self::Comments => matches!(data, EventData::Commented { .. } | EventData::Redirected(_)),
            Self::Changes => !matches!(data, EventData::Commented { .. }),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::All => t::timeline_all(),
            Self::Comments => t::timeline_comments(),
            Self::Changes => t::timeline_changes(),
        }
    }
}

#[component]
fn FilterChoice(filter: RwSignal<Filter>) -> impl IntoView {
    let choices = [Filter::All, Filter::Comments, Filter::Changes].map(|one| {
        view! {
            <button
                prop:type="button"
                class="chip"
                prop:ariaPressed=move || (filter.get() == one).to_string()
                on:click=move |_| filter.set(one)
            >
                {dynamic(move || one.name())}
            </button>
        }
        .into_any()
    });
    view! {
        <div class="chips timeline-filter" prop:role="group" prop:ariaLabel=t::timeline_filter>
            {views(choices)}
        </div>
    }
}

#[component]
fn Comment(comment: CommentView) -> impl IntoView {
    let CommentView { author, body_html, created_at, attachments, .. } = comment;
    let directory = use_directory();
    let department = move || directory.employee(author.id).map(|employee| employee.department_name);
    view! {
        <article class="card comment">
            <Avatar initials=Some(initials(&author.full_name)) name=author.full_name.clone() large=true />
            <header>
                <b>{author.full_name}</b>
                <span>{dynamic(department)}</span>
                <Ago at=created_at />
            </header>
            <Rich html=body_html />
            <Files files=attachments />
        </article>
    }
}
