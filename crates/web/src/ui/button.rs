//! Buttons.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::dynamic;
use super::{Icon, Symbol, ToastKind, use_toasts};
use crate::reactive::Signal;

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ButtonKind {
    /// The next sensible action; one per screen.
    Primary,
    /// Any other.
    #[default]
    Plain,
    /// Without a border, for icons and side actions.
    Ghost,
    /// Deletes or ends something.
    Danger,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Plain => "button",
            Self::Ghost => "button button-ghost",
            Self::Danger => "button button-danger",
        }
    }
}

/// A button. With a `disabled_reason` it stays visible and focusable, is dashed and says why when it is pressed.
#[component]
pub(crate) fn Button(
    /// How much it asks for attention.
    #[prop(optional, into)]
    kind: Signal<ButtonKind>,
    /// Submits the form around it.
    #[prop(optional)]
    submit: bool,
    /// Something that it started is running.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Why it cannot be pressed now.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
    /// An icon before the text.
    #[prop(optional, into)]
    icon: MaybeProp<Symbol>,
    /// The accessible name of a button that shows only an icon.
    #[prop(optional, into)]
    label: Option<TextProp>,
    /// What it does.
    #[prop(optional, into)]
    on_press: Option<UnsyncCallback<()>>,
    /// The text.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let toasts = use_toasts();
    let is_icon_only = children.is_none();
    let press = move |event: web_sys::MouseEvent| {
        if let Some(reason) = disabled_reason.get_untracked() {
            event.prevent_default();
            toasts.show(ToastKind::Info, reason);
        } else if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    let (name, tip) = (label.clone(), label);
    view! {
        <button
            prop:type=if submit { "submit" } else { "button" }
            class=move || kind.get().class()
            class:button-icon=is_icon_only
            class:button-busy=move || busy.get()
            prop:ariaLabel=move || name.as_ref().map(|name| name.get().to_string())
            prop:title=move || disabled_reason.get().or_else(|| tip.as_ref().map(|tip| tip.get().to_string())).unwrap_or_default()
            prop:ariaDisabled=move || (disabled_reason.with(Option::is_some) || busy.get()).then_some("true")
            prop:ariaBusy=move || busy.get().then_some("true")
            on:click=press
        >
            {dynamic(move || icon.get().map(|symbol| view! { <Icon symbol=symbol /> }))}
            {children.map(|children| children())}
        </button>
    }
}
