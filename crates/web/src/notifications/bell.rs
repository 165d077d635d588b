//! The bell: how many are unread, and the latest at one press.

use leptos::html;
use leptos::prelude::*;

use super::inbox::Inbox;
use super::row::Rows;
use crate::i18n::{error_text, t};
use crate::paths;
use crate::reactive::memo;
use crate::ui::{ErrorView, Icon, Show, Skeleton, Symbol, dynamic, hide, next_id};

const ROWS: u64 = 8;
/// Nobody needs to know which number above it.
const MOST: i64 = 99;

/// The bell in the head of a page.
#[component]
pub(crate) fn Bell() -> impl IntoView {
    let id = next_id("bell");
    let panel = NodeRef::<html::Div>::new();
    let inbox = Inbox::new(|| false, ROWS);
    let unread = inbox.unread();
    let is_open =
        move || panel.get_untracked().is_some_and(|panel| panel.matches(":popover-open").unwrap_or_default());
    let opened = move |_| {
        if is_open() {
            inbox.list.reload();
        }
    };
    inbox.follow(is_open);
    let hide = move || hide(panel);
    view! {
        <button
            prop:type="button"
            class="button button-ghost button-icon bell"
            popovertarget=id.clone()
            prop:ariaLabel=move || t::notification_bell(unread.get())
            prop:title=t::nav_notifications
        >
            <Icon symbol=Symbol::Bell />
            {dynamic(move || {
                let number = unread.get();
                let text = if number > MOST { format!("{MOST}+") } else { number.to_string() };
                (number > 0).then(|| view! { <span class="bell-count" aria-hidden="true">{text}</span> }.into_any())
            })}
        </button>
        <div prop:id=id class="menu bell-panel" prop:popover="auto" node_ref=panel on:toggle=opened>
            <div class="bell-head">
                <h2>{t::nav_notifications}</h2>
                <Show when=move || { unread.get() > 0 }>
                    <button prop:type="button" class="link" on:click=move |_| inbox.read(None)>
                        {t::notification_mark_all_read}
                    </button>
                </Show>
            </div>
            {dynamic(move || content(inbox, hide.into()))}
            <a class="menu-item bell-all" prop:href=paths::NOTIFICATIONS on:click=move |_| hide()>
                {t::notification_show_all}
            </a>
        </div>
    }
}

fn content(inbox: Inbox, hide: UnsyncCallback<()>) -> AnyView {
    let list = inbox.list;
    let is_empty = memo(move || list.rows().map(|rows| rows.is_empty()));
    dynamic(move || match (is_empty.get(), list.error()) {
        (None, Some(error)) => {
            let retry = move || list.reload();
            view! { <ErrorView text=move || error_text(&error) retry_label=t::common_retry on_retry=retry /> }
                .into_any()
        }
        (None, None) => view! { <Skeleton rows=3 label=t::common_loading /> }.into_any(),
        (Some(true), _) => view! { <p class="bell-empty muted">{t::notification_none}</p> }.into_any(),
        (Some(false), _) => view! { <Rows inbox=inbox on_open=hide /> }.into_any(),
    })
    .into_any()
}
