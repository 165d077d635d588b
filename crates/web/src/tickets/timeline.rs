//! Comments and history in one line of time, oldest first.

use domain::tickets::EventData;
use domain::tickets::wire::{CommentView, EventView};
use domain::{CommentId, EventId};
use leptos::prelude::*;

use super::event_line::EventLine;
use super::files::Files;
use super::handle::TicketHandle;
use crate::directory::use_directory;
use crate::format::initials;
use crate::i18n::t;
use crate::shell::Ago;
use crate::ui::Avatar;

/// One thing in the line.
#[derive(Clone, PartialEq)]
enum Entry {
    Event(EventView),
    Comment(EventId, CommentView),
}

impl Entry {
    fn key(&self) -> (EventId, Option<CommentId>) {
        match self {
            Self::Event(event) => (event.id, None),
            Self::Comment(event, comment) => (*event, Some(comment.id)),
        }
    }
}

/// What happened to the ticket.
#[component]
pub(super) fn Timeline(handle: TicketHandle) -> impl IntoView {
    let entries = move || {
        handle.history.with(|history| {
            let entry = |event: &EventView| match &event.data {
                EventData::Commented { comment_id } => {
                    let comment = history.comments.iter().find(|comment| comment.id == *comment_id)?;
                    Some(Entry::Comment(event.id, comment.clone()))
                }
                _ => Some(Entry::Event(event.clone())),
            };
            history.events.iter().filter_map(entry).collect::<Vec<_>>()
        })
    };
    view! {
        <section aria-label=t::timeline_label>
            <ol class="timeline">
                <For each=entries key=Entry::key let:entry>
                    <li>
                        {match entry {
                            Entry::Event(event) => view! { <EventLine event=event /> }.into_any(),
                            Entry::Comment(_, comment) => view! { <Comment comment=comment /> }.into_any(),
                        }}
                    </li>
                </For>
            </ol>
        </section>
    }
}

#[component]
fn Comment(comment: CommentView) -> impl IntoView {
    let CommentView { author, body, created_at, attachments, .. } = comment;
    let directory = use_directory();
    let department = move || directory.employee(author.id).map(|employee| employee.department_name);
    view! {
        <article class="card comment">
            <Avatar initials=Some(initials(&author.full_name)) name=author.full_name.clone() large=true />
            <header>
                <b>{author.full_name}</b>
                <span>{department}</span>
                <Ago at=created_at />
            </header>
            <p class="comment-body">{body}</p>
            <Files files=attachments />
        </article>
    }
}
