//! The head of a page: its title, what can be done, the bell.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::use_counters;
use crate::i18n::t;
use crate::notifications::Bell;
use crate::reactive::memo;
use crate::task::effect;
use crate::ui::dynamic;

/// The head of a page.
#[component]
pub(crate) fn PageHead(
    /// The title of the page; also of the browser's tab.
    #[prop(into)]
    title: TextProp,
    /// Buttons between title and bell.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let tab = title.clone();
    use_title(move || tab.get());
    view! {
        <header class="top">
            <h1>{dynamic(move || title.get())}</h1>
            <div class="top-actions">{children.map(|children| children())} <Bell /></div>
        </header>
    }
}

/// Keeps the title of the browser's tab, with the number of unread notifications before it.
pub(crate) fn use_title(title: impl Into<TextProp>) {
    let title = title.into();
    let counters = use_counters();
    let unread = memo(move || counters.get().map_or(0, |counters| counters.unread_notifications));
    effect(move || {
        let unread = Some(unread.get()).filter(|unread| *unread > 0);
        let unread = unread.map(|unread| format!("({unread}) ")).unwrap_or_default();
        document().set_title(&format!("{unread}{} · {}", title.get(), t::app_name()));
    });
}
