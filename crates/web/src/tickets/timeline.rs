//! Comments and history in one line of time, oldest first.

use domain::tickets::EventData;
use domain::tickets::wire::{CommentView, EventView};
use leptos::prelude::*;

use super::event_line::EventLine;
use super::files::Files;
use super::handle::TicketHandle;
use crate::directory::use_directory;
use crate::format::initials;
use crate::i18n::t;
use crate::shell::Ago;
use crate::ui::{Avatar, Item, dynamic, each};

/// What happened to the ticket.
#[component]
pub(super) fn Timeline(handle: TicketHandle) -> impl IntoView {
    let entries = move || {
        handle.history().with(|history| {
            let Some(history) = history else { return Vec::new() };
            let entry = |event: &EventView| match &event.data {
                EventData::Commented { comment_id } => {
                    let comment = history.comments.iter().find(|comment| comment.id == *comment_id)?.clone();
                    Some(Item::new(event.id, move || view! { <li><Comment comment=comment /></li> }))
                }
                _ => {
                    let event = event.clone();
                    Some(Item::new(event.id, move || view! { <li><EventLine event=event /></li> }))
                }
            };
            history.events.iter().filter_map(entry).collect()
        })
    };
    view! {
        <section aria-label=t::timeline_label>
            <ol class="timeline">{each(entries)}</ol>
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
                <span>{dynamic(department)}</span>
                <Ago at=created_at />
            </header>
            <p class="comment-body">{body}</p>
            <Files files=attachments />
        </article>
    }
}
