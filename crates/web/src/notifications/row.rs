//! One notification.

use domain::notifications::NotificationView;
use domain::tickets::Place;
use leptos::prelude::*;

use super::inbox::Inbox;
use super::model;
use crate::directory::use_directory;
use crate::format::{full_time, short_time};
use crate::i18n::t;
use crate::paths;
use crate::ui::{Button, ButtonKind, Icon, Item, Symbol, dynamic, each};

/// A line that leads to the ticket and is read by that.
#[component]
pub(super) fn Row(
    /// What it says.
    notification: NotificationView,
    /// Where it lies.
    inbox: Inbox,
    /// Called when the person follows it.
    on_open: Option<UnsyncCallback<()>>,
) -> impl IntoView {
    let directory = use_directory();
    let NotificationView { id, kind, ticket_id, at, .. } = notification;
    let is_unread = notification.read_at.is_none();
    let subject = format!("#{ticket_id} · {}", notification.ticket_subject);
    let actor = notification.actor.as_ref().map(|actor| actor.full_name.clone());
    let name_of = move |place: &Place| match place.assignee_id {
        Some(person) => directory.employee_name(person),
        None => directory.department_name(place.department_id),
    };
    let headline = move || model::headline(&notification, name_of);
    let open = move |_| {
        if is_unread {
            inbox.read(id);
        }
        if let Some(on_open) = on_open {
            on_open.run(());
        }
    };
    view! {
        <li class="notification" class:notification-unread=is_unread>
            <a class="notification-link" href=paths::ticket(ticket_id) on:click=open>
                <Icon symbol=model::symbol(kind) />
                <span class="notification-text">
                    <span class="notification-head">
                        {is_unread.then(|| view! { <span class="spoken">{t::notification_unread}</span> })} {dynamic(headline)}
                    </span>
                    <span class="notification-subject">{subject}</span>
                    <span class="notification-foot">
                        <span>{dynamic(move || actor.clone().unwrap_or_else(|| t::notification_system().to_owned()))}</span>
                        <time datetime=at.to_rfc3339() title=move || full_time(at)>
                            {dynamic(move || short_time(at))}
                        </time>
                    </span>
                </span>
            </a>
            {is_unread
                .then(|| {
                    view! {
                        <Button
                            kind=ButtonKind::Ghost
                            icon=Symbol::Check
                            label=t::notification_mark_read
                            on_press=move || inbox.read(id)
                        />
                    }
                })}
        </li>
    }
}

/// Rows, newest first.
#[component]
pub(super) fn Rows(
    /// Where they lie.
    inbox: Inbox,
    /// Called when the person follows one.
    #[prop(optional, into)]
    on_open: Option<UnsyncCallback<()>>,
) -> impl IntoView {
    view! {
        <ul class="notifications">
            {each(move || {
                let rows = inbox.list.rows().unwrap_or_default().into_iter();
                rows.map(|row| item(row, inbox, on_open)).collect()
            })}
        </ul>
    }
}

/// The row of a notification, drawn anew when it was read.
fn item(notification: NotificationView, inbox: Inbox, on_open: Option<UnsyncCallback<()>>) -> Item {
    let key = format!("{}/{}", notification.id, notification.read_at.is_some());
    Item::new(key, move || view! { <Row notification=notification inbox=inbox on_open=on_open /> })
}
