//! Short messages that go away by themselves.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;

use super::{Icon, Item, Symbol, each};
use crate::task::effect;

const SHOWN_FOR: Duration = Duration::from_secs(7);

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ToastKind {
    /// It worked.
    Done,
    /// Good to know.
    Info,
    /// It did not work.
    Failed,
}

#[derive(Clone, Debug)]
struct Toast {
    id: u32,
    kind: ToastKind,
    text: String,
}

/// The messages that are shown now.
#[derive(Clone, Copy)]
pub(crate) struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

/// Where messages are shown.
pub(crate) fn use_toasts() -> Toasts {
    expect_context()
}

impl Toasts {
    /// No messages.
    pub(crate) fn new() -> Self {
        Self { shown: RwSignal::new(Vec::new()), next: StoredValue::new(0) }
    }

    /// Shows a message; the same text twice in a row is shown once.
    pub(crate) fn show(self, kind: ToastKind, text: impl Into<String>) {
        let text = text.into();
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.shown.update(|shown| {
            shown.retain(|toast| toast.text != text);
            shown.push(Toast { id, kind, text });
        });
        set_timeout(move || self.hide(id), SHOWN_FOR);
    }

    fn hide(self, id: u32) {
        self.shown.update(|shown| shown.retain(|toast| toast.id != id));
    }
}

/// The place of the messages; once per page, always there, so that screen readers notice them. As a popover it can
/// stand above a dialog that was opened later.
#[component]
pub(crate) fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    let region = NodeRef::<html::Div>::new();
    effect(move || {
        toasts.shown.track();
        if let Some(region) = region.get() {
            // Showing it again puts it on top; hiding fails when it was never shown.
            let _ = region.hide_popover();
            let _ = region.show_popover();
        }
    });
    view! {
        <div class="toasts" role="status" aria-live="polite" popover="manual" node_ref=region>
            {each(move || toasts.shown.get().into_iter().map(|toast| row(toasts, toast)).collect())}
        </div>
    }
}

fn row(toasts: Toasts, toast: Toast) -> Item {
    let Toast { id, kind, text } = toast;
    Item::new(id, move || {
        view! {
            <div class="toast" class:toast-failed=kind == ToastKind::Failed on:click=move |_| toasts.hide(id)>
                <Icon symbol=symbol(kind) />
                <span>{text}</span>
            </div>
        }
    })
}

fn symbol(kind: ToastKind) -> Symbol {
    match kind {
        ToastKind::Done => Symbol::Check,
        ToastKind::Info => Symbol::Bell,
        ToastKind::Failed => Symbol::Warning,
    }
}
