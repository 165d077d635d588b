//! Short messages that go away by themselves; some can be taken back meanwhile.

use std::sync::Arc;
use std::time::Duration;

use leptos::html;
use leptos::prelude::*;

use super::{Icon, Item, Symbol, each};
use crate::reactive::RwSignal;
use crate::single::single;
use crate::task::effect;

const SHOWN_FOR: Duration = Duration::from_secs(7);
/// So long something can be taken back.
const OFFERED_FOR: Duration = Duration::from_secs(10);

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

/// What can be taken back, and what its button says.
#[derive(Clone)]
struct Undo {
    label: String,
    /// The key that does the same.
    key: &'static str,
    run: Arc<dyn Fn() + Send + Sync>,
}

#[derive(Clone)]
struct Toast {
    id: u32,
    kind: ToastKind,
    text: String,
    undo: Option<Undo>,
}

single! {
    /// The messages that are shown now.
    Toasts of Parts
}

pub(crate) struct Parts {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

/// Where messages are shown.
pub(crate) fn use_toasts() -> Toasts {
    Toasts
}

impl Toasts {
    /// No messages.
    pub(crate) fn start() {
        Self::begin(Parts { shown: RwSignal::new(Vec::new()), next: StoredValue::new(0) });
    }

    /// Shows a message; the same text twice in a row is shown once.
    pub(crate) fn show(self, kind: ToastKind, text: impl Into<String>) {
        self.push(kind, text.into(), None, SHOWN_FOR);
    }

    /// Says that something was done, and offers to take it back by a button with this label, or by this key.
    pub(crate) fn offer_undo(
        self,
        text: String,
        label: String,
        key: &'static str,
        undo: impl Fn() + Send + Sync + 'static,
    ) {
        let undo = Undo { label, key, run: Arc::new(undo) };
        self.push(ToastKind::Done, text, Some(undo), OFFERED_FOR);
    }

    fn push(self, kind: ToastKind, text: String, undo: Option<Undo>, shown_for: Duration) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.shown.update(|shown| {
            shown.retain(|toast| toast.text != text);
            shown.push(Toast { id, kind, text, undo });
        });
        set_timeout(move || self.hide(id), shown_for);
    }

    /// Whether something can be taken back.
    pub(crate) fn can_undo(self) -> bool {
        self.shown.with(|shown| shown.iter().any(|toast| toast.undo.is_some()))
    }

    /// Takes back what can be: what was offered last.
    pub(crate) fn undo_last(self) {
        let last =
            self.shown.with_untracked(|shown| shown.iter().rfind(|toast| toast.undo.is_some()).cloned());
        if let Some(Toast { id, undo: Some(undo), .. }) = last {
            self.hide(id);
            (undo.run)();
        }
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
        <div class="toasts" prop:role="status" prop:ariaLive="polite" prop:popover="manual" node_ref=region>
            {each(move || toasts.shown.get().into_iter().map(|toast| row(toasts, toast)).collect())}
        </div>
    }
}

fn row(toasts: Toasts, toast: Toast) -> Item {
    let Toast { id, kind, text, undo } = toast;
    Item::new(id, move || {
        view! {
            <div class="toast" class:toast-failed=kind == ToastKind::Failed on:click=move |_| toasts.hide(id)>
                <Icon symbol=symbol(kind) />
                <span>{text}</span>
                {undo
                    .map(|Undo { label, key, run }| {
                        view! {
                            <button prop:type="button" class="toast-undo" prop:ariaKeyShortcuts=key on:click=move |_| run()>
                                {label}
                                <kbd>{key}</kbd>
                            </button>
                        }.into_any()
                    })}
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
