//! The whole list.

use leptos::prelude::*;

use super::inbox::Inbox;
use super::row::Rows;
use crate::address::use_address;
use crate::i18n::t;
use crate::reactive::memo;
use crate::shell::{PageHead, paged_rows};
use crate::task::effect;
use crate::ui::{Button, Empty, Show, Symbol};

const ROWS: u64 = 50;

/// All notifications, or the unread ones.
#[component]
pub(crate) fn NotificationsPage() -> impl IntoView {
    let address = use_address();
    let only_unread = memo(move || address.query("unread").as_deref() == Some("true"));
    let inbox = Inbox::new(move || only_unread.get_untracked(), ROWS);
    let unread_count = inbox.unread();
    inbox.follow(|| true);
    effect(move || {
        only_unread.track();
        inbox.list.reload();
    });
    let choice = move |wanted: bool, text: fn() -> &'static str| {
        view! {
            <label>
                <input
                    prop:type="radio"
                    prop:name="notifications"
                    prop:checked=move || only_unread.get() == wanted
                    on:change=move |_| address.set_query("unread", wanted.then_some("true"))
                />
                {text}
            </label>
        }
    };
    view! {
        <PageHead title=t::nav_notifications>
            <Show when=move || { unread_count.get() > 0 }>
                <Button icon=Symbol::Check on_press=move || inbox.read(None)>
                    <span class="top-text">{t::notification_mark_all_read}</span>
                </Button>
            </Show>
        </PageHead>
        <div class="page">
            <fieldset class="segments notification-filter" prop:ariaLabel=t::notification_filter>
                {choice(false, t::notification_all)}
                {choice(true, t::notification_only_unread)}
            </fieldset>
            <div class="card">
                {paged_rows(
                    inbox.list,
                    move || empty(only_unread.get()),
                    move || view! { <Rows inbox=inbox /> }.into_any(),
                )}
            </div>
        </div>
    }
}

fn empty(only_unread: bool) -> AnyView {
    if only_unread {
        return view! { <Empty symbol=Symbol::Check title=t::notification_none_unread /> }.into_any();
    }
    view! { <Empty symbol=Symbol::Bell title=t::notification_none text=t::notification_none_text /> }
        .into_any()
}
