//! What can be done now by a key.

use std::rc::Rc;

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::model::{self, Shortcut};
use crate::address::use_address;
use crate::listeners::Listeners;
use crate::reactive::RwSignal;
use crate::single::single;
use crate::storage;
use crate::ui::{ToastKind, dynamic, use_toasts};

/// Keeps `off`.
const PREFERENCE: &str = "keys";
/// So long after "go" a key says where.
const GO_MS: f64 = 2_000.0;

/// Something that can be done.
#[derive(Clone)]
pub(crate) struct Command {
    shortcut: Shortcut,
    /// Why it cannot be done now.
    refusal: Option<String>,
    run: Rc<dyn Fn()>,
}

impl Command {
    /// A command that can be done.
    pub(crate) fn new(shortcut: Shortcut, run: impl Fn() + 'static) -> Self {
        Self { shortcut, refusal: None, run: Rc::new(run) }
    }

    /// Perhaps refused.
    pub(crate) fn refused(self, refusal: Option<String>) -> Self {
        Self { refusal, ..self }
    }
}

single! {
    /// The commands of all that is on the screen.
    Commands of Parts
}

pub(crate) struct Parts {
    sources: Listeners<dyn Fn() -> Vec<Command>>,
    is_on: RwSignal<bool>,
    /// Until when a key says where to go, in milliseconds of the browser's clock.
    goes_until: StoredValue<f64>,
}

/// The commands.
pub(crate) fn use_commands() -> Commands {
    Commands
}

impl Commands {
    /// No commands yet; keys are heard until the owner is gone.
    pub(crate) fn start() {
        let commands = Self::begin(Parts {
            sources: Listeners::new(),
            is_on: RwSignal::new(storage::preference(PREFERENCE).is_none()),
            goes_until: StoredValue::new(0.0),
        });
        let keys = window_event_listener(leptos::ev::keydown, move |event| commands.hear(&event));
        on_cleanup(move || keys.remove());
    }

    /// Offers what `source` says at the moment it is asked, until the owner of the calling component is gone. Of two
    /// commands with one key the one that was offered later is meant.
    pub(crate) fn offer(self, source: impl Fn() -> Vec<Command> + 'static) {
        self.sources.add(Rc::new(source));
    }

    /// Whether single keys do something.
    pub(super) fn is_on(self) -> bool {
        self.is_on.get()
    }

    /// Switches single keys on or off, for good.
    pub(super) fn switch(self, is_on: bool) {
        storage::set_preference(PREFERENCE, (!is_on).then_some("off"));
        self.is_on.set(is_on);
    }

    /// The next key says where to go, for a moment.
    pub(super) fn go(self) {
        self.goes_until.set_value(js_sys::Date::now() + GO_MS);
    }

    fn find(self, shortcut: Shortcut) -> Option<Command> {
        untrack(|| {
            let mut all = self.sources.all().into_iter().rev().flat_map(|source| source());
            all.find(|command| command.shortcut == shortcut)
        })
    }

    fn hear(self, event: &KeyboardEvent) {
        let is_plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
        if !is_plain || event.default_prevented() || !self.is_on.get_untracked() || is_typing() {
            return;
        }
        let (code, key) = (event.code(), event.key());
        let Some(name) = model::name(&code, &key, event.shift_key()) else { return };
        if js_sys::Date::now() < self.goes_until.get_value() {
            self.goes_until.set_value(0.0);
            if super::everywhere::go_to(use_address(), name) {
                event.prevent_default();
            }
            // A key that says no place is a slip, not a command.
            return;
        }
        let walks = matches!(Shortcut::of(name), Some(Shortcut::Next | Shortcut::Previous));
        let Some(command) =
            Shortcut::of(name).filter(|_| walks || !event.repeat()).and_then(|one| self.find(one))
        else {
            return;
        };
        event.prevent_default();
        match command.refusal {
            Some(reason) => use_toasts().show(ToastKind::Info, reason),
            None => (command.run)(),
        }
    }
}

/// Whether a key would be a letter, or belongs to a dialog.
fn is_typing() -> bool {
    let typed_in = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
    if document().query_selector("dialog[open]").ok().flatten().is_some() {
        return true;
    }
    let focused = document().active_element();
    focused.is_some_and(|element| element.closest(typed_in).ok().flatten().is_some())
}

/// The key of something that is pressed too, for the eye only.
#[component]
pub(crate) fn KeyHint(shortcut: Shortcut) -> impl IntoView {
    let commands = use_commands();
    let hint = move || commands.is_on().then(|| view! { <kbd class="key-hint">{shortcut.key()}</kbd> });
    view! { <span aria-hidden="true">{dynamic(hint)}</span> }
}
