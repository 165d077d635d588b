//! What can be done now by a key.

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::model::{self, Shortcut};
use crate::address::{Address, use_address};
use crate::reactive::RwSignal;
use crate::storage;
use crate::ui::{ToastKind, Toasts, dynamic, use_toasts};

/// Keeps `off`.
const PREFERENCE: &str = "keys";
/// So long after "go" a key says where.
const GO: Duration = Duration::from_secs(2);

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

type Source = Rc<dyn Fn() -> Vec<Command>>;

/// The commands of all that is on the screen.
#[derive(Clone, Copy)]
pub(crate) struct Commands {
    sources: StoredValue<Vec<(u32, Source)>, LocalStorage>,
    next_source: StoredValue<u32>,
    is_on: RwSignal<bool>,
    /// Whether the next key says where to go.
    goes: RwSignal<bool>,
    address: Address,
    toasts: Toasts,
}

/// The commands.
pub(crate) fn use_commands() -> Commands {
    expect_context()
}

impl Commands {
    /// No commands yet; keys are heard until the owner is gone.
    pub(crate) fn start() -> Self {
        let commands = Self {
            sources: StoredValue::new_local(Vec::new()),
            next_source: StoredValue::new(0),
            is_on: RwSignal::new(storage::preference(PREFERENCE).is_none()),
            goes: RwSignal::new(false),
            address: use_address(),
            toasts: use_toasts(),
        };
        let keys = window_event_listener(leptos::ev::keydown, move |event| commands.hear(&event));
        on_cleanup(move || keys.remove());
        commands
    }

    /// Offers what `source` says at the moment it is asked, until the owner of the calling component is gone. Of two
    /// commands with one key the one that was offered later is meant.
    pub(crate) fn offer(self, source: impl Fn() -> Vec<Command> + 'static) {
        let id = self.next_source.get_value();
        self.next_source.set_value(id + 1);
        self.sources.update_value(|all| all.push((id, Rc::new(source))));
        on_cleanup(move || {
            self.sources.try_update_value(|all| all.retain(|(other, _)| *other != id));
        });
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
        self.goes.set(true);
        set_timeout(move || self.goes.set(false), GO);
    }

    fn find(self, shortcut: Shortcut) -> Option<Command> {
        let sources: Vec<Source> =
            self.sources.with_value(|all| all.iter().rev().map(|(_, source)| source.clone()).collect());
        untrack(|| {
            let mut all = sources.iter().flat_map(|source| source());
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
        if self.goes.get_untracked() {
            self.goes.set(false);
            if super::everywhere::go_to(self.address, name) {
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
            Some(reason) => self.toasts.show(ToastKind::Info, reason),
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
