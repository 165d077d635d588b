//! One notification.

use domain::notifications::NotificationView;
use leptos::prelude::*;

use super::inbox::Inbox;
use super::model::{self, Group};
use crate::directory::use_directory;
use crate::format::{full_time, short_time};
use crate::i18n::t;
use crate::paths;
use crate::ui::{Button, ButtonKind, Icon, Item, Symbol, dynamic, each};

/// A line that leads to the ticket and is read by that.
#[component]
pub(super) fn Row(
    /// What there is to hear of one ticket.
    group: Group,
    /// Where it lies.
    inbox: Inbox,
    /// Called when the person follows it.
    on_open: Option<UnsyncCallback<()>>,
) -> impl IntoView {
    let directory = use_directory();
    let Group { newest: notification, older, is_unread } = group;
    let NotificationView { id, kind, ticket_id, at, .. } = notification;
    let subject = format!("#{ticket_id} · {}", notification.ticket_subject);
    let actor = notification.actor.as_ref().map(|actor| actor.full_name.clone());
    let headline = move || model::headline(&notification, |place| directory.place_name(place));
    let older = move || i64::try_from(older).ok().filter(|older| *older > 0).map(t::notification_more);
    let open = move |_| {
        if is_unread {
            inbox.read(Some(ticket_id));
        }
        if let Some(on_open) = on_open {
            on_open.run(());
        }
    };
    view! {
        <li class="notification" class:notification-unread=is_unread>
            <a class="notification-link" prop:href=paths::ticket(ticket_id) on:click=open>
                <Icon symbol=model::symbol(kind) />
                <span class="notification-text">
                    <span class="notification-head">
                        {is_unread.then(|| view! { <span class="spoken">{t::notification_unread}</span> }.into_any())} {dynamic(headline)}
                    </span>
                    <span class="notification-subject">{subject}</span>
                    {dynamic(move || older().map(|older| view! { <span class="muted small">{older}</span> }.into_any()))}
                    <span class="notification-foot">
                        <span>{dynamic(move || actor.clone().unwrap_or_else(|| t::notification_system().to_owned()))}</span>
                        <time prop:dateTime=at.to_rfc3339() prop:title=move || full_time(at)>
                            {dynamic(move || short_time(at))}
                        </time>
                    </span>
                </span>
            </a>
            <Button
                kind=ButtonKind::Ghost
                icon=if is_unread { Symbol::Check } else { Symbol::Mail }
                label=if is_unread { t::notification_mark_read } else { t::notification_mark_unread }
                on_press=move || if is_unread { inbox.read(Some(ticket_id)) } else { inbox.keep(id) }
            />
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
                let groups = model::grouped(inbox.list.rows().unwrap_or_default()).into_iter();
                groups.map(|group| item(group, inbox, on_open)).collect()
            })}
        </ul>
    }
}

/// The row of a ticket, drawn anew when something is new or was read.
fn item(group: Group, inbox: Inbox, on_open: Option<UnsyncCallback<()>>) -> Item {
    let key = format!("{}/{}/{}", group.newest.id, group.older, group.is_unread);
    Item::new(key, move || view! { <Row group=group inbox=inbox on_open=on_open /> })
}
