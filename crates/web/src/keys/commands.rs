//! What can be done now, by a key or from the palette.

use std::rc::Rc;

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::model::{self, Keymap, Shortcut};
use crate::address::use_address;
use crate::i18n::t;
use crate::listeners::Listeners;
use crate::reactive::RwSignal;
use crate::single::single;
use crate::storage;
use crate::ui::{ToastKind, dynamic, use_toasts};

/// Keeps `off`.
const PREFERENCE: &str = "keys";
/// Keeps the keys that were exchanged.
const KEYMAP: &str = "keymap";
/// So long after "go" a key says where.
const GO_MS: f64 = 2_000.0;

/// Something that can be done.
#[derive(Clone)]
pub(crate) struct Command {
    /// What the palette calls it.
    pub(super) name: String,
    /// What it is, where its name does not say it.
    pub(super) note: Option<String>,
    pub(super) shortcut: Option<Shortcut>,
    /// Why it cannot be done now.
    pub(super) refusal: Option<String>,
    run: Rc<dyn Fn()>,
}

impl Command {
    /// What a key does.
    pub(crate) fn new(shortcut: Shortcut, run: impl Fn() + 'static) -> Self {
        Self { shortcut: Some(shortcut), ..Self::named(name(shortcut)(), run) }
    }

    /// What has no key of its own.
    pub(crate) fn named(name: impl Into<String>, run: impl Fn() + 'static) -> Self {
        Self { name: name.into(), note: None, shortcut: None, refusal: None, run: Rc::new(run) }
    }

    /// With a word about what it is.
    pub(crate) fn note(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into()), ..self }
    }

    /// Perhaps refused.
    pub(crate) fn refused(self, refusal: Option<String>) -> Self {
        Self { refusal, ..self }
    }

    /// Does it, or says why not.
    pub(super) fn run(&self) {
        match &self.refusal {
            Some(reason) => use_toasts().show(ToastKind::Info, reason.clone()),
            None => (self.run)(),
        }
    }
}

single! {
    /// The commands of all that is on the screen.
    Commands of Parts
}

pub(crate) struct Parts {
    sources: Listeners<dyn Fn() -> Vec<Command>>,
    is_on: RwSignal<bool>,
    keymap: RwSignal<Keymap>,
    /// What can be chosen from in the palette.
    pub(super) asked: StoredValue<Asked, LocalStorage>,
    /// Whether the palette is open.
    pub(super) is_asking: RwSignal<bool>,
    /// Until when a key says where to go, in milliseconds of the browser's clock.
    goes_until: StoredValue<f64>,
}

/// What the palette was opened with.
pub(super) struct Asked {
    pub(super) title: fn() -> &'static str,
    pub(super) choices: Vec<Command>,
    /// Whether tickets are found, too.
    pub(super) is_all: bool,
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
            asked: StoredValue::new_local(Asked {
                title: t::palette_label,
                choices: Vec::new(),
                is_all: false,
            }),
            is_asking: RwSignal::new(false),
            is_on: RwSignal::new(storage::preference(PREFERENCE).is_none()),
            keymap: RwSignal::new(Keymap::parse(&storage::preference(KEYMAP).unwrap_or_default())),
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

    /// The key of a shortcut.
    pub(crate) fn key(self, shortcut: Shortcut) -> &'static str {
        self.keymap.with(|map| map.key(shortcut))
    }

    /// Whether some keys were exchanged.
    pub(super) fn has_other_keys(self) -> bool {
        self.keymap.with(|map| *map != Keymap::default())
    }

    /// Gives a shortcut another key, for good; what had it gets the key before.
    pub(super) fn assign(self, shortcut: Shortcut, name: &str) {
        self.keymap.update(|map| map.assign(shortcut, name));
        storage::set_preference(KEYMAP, Some(&self.keymap.with_untracked(Keymap::text)));
    }

    /// All keys are the usual ones again.
    pub(super) fn reset_keys(self) {
        self.keymap.set(Keymap::default());
        storage::set_preference(KEYMAP, None);
    }

    /// The next key says where to go, for a moment.
    pub(super) fn go(self) {
        self.goes_until.set_value(js_sys::Date::now() + GO_MS);
    }

    /// Opens the palette with some commands.
    pub(crate) fn ask(self, title: fn() -> &'static str, choices: Vec<Command>) {
        self.open(Asked { title, choices, is_all: false });
    }

    /// Opens the palette with everything.
    pub(super) fn ask_all(self) {
        let choices = super::everywhere::choices(self.now());
        self.open(Asked { title: t::palette_label, choices, is_all: true });
    }

    /// Closes the palette: what it offers belongs to a page that is gone.
    pub(crate) fn close(self) {
        self.asked.update_value(|asked| asked.choices.clear());
        self.is_asking.set(false);
    }

    fn open(self, asked: Asked) {
        self.asked.set_value(asked);
        self.is_asking.set(true);
    }

    /// What can be done now; what was offered last comes first.
    fn now(self) -> Vec<Command> {
        let mut now = Vec::new();
        for source in self.sources.all().into_iter().rev() {
            now.append(&mut untrack(|| source()));
        }
        now
    }

    fn find(self, shortcut: Shortcut) -> Option<Command> {
        self.now().into_iter().find(|command| command.shortcut == Some(shortcut))
    }

    fn hear(self, event: &KeyboardEvent) {
        let has_ctrl = event.ctrl_key() || event.meta_key();
        if has_ctrl && event.code() == "KeyK" && !(event.shift_key() || event.alt_key()) {
            // The browser has another meaning for it.
            event.prevent_default();
            if let Some(command) = self.find(Shortcut::Palette).filter(|_| !is_dialog_open()) {
                command.run();
            }
            return;
        }
        let is_plain = !(has_ctrl || event.alt_key());
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
        let meant = self.keymap.with_untracked(|map| map.of(name));
        let walks = matches!(meant, Some(Shortcut::Next | Shortcut::Previous));
        let Some(command) = meant.filter(|_| walks || !event.repeat()).and_then(|one| self.find(one)) else {
            return;
        };
        event.prevent_default();
        command.run();
    }
}

/// Whether a key would be a letter, or belongs to a dialog.
fn is_typing() -> bool {
    let typed_in = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
    let focused = document().active_element();
    is_dialog_open() || focused.is_some_and(|element| element.closest(typed_in).ok().flatten().is_some())
}

fn is_dialog_open() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// What a shortcut does, in words.
pub(super) fn name(shortcut: Shortcut) -> fn() -> &'static str {
    match shortcut {
        Shortcut::Next => t::key_next,
        Shortcut::Previous => t::key_previous,
        Shortcut::Open => t::key_open,
        Shortcut::Select => t::key_select,
        Shortcut::Create => t::nav_new_ticket,
        Shortcut::Reply => t::key_reply,
        Shortcut::Take => t::action_take,
        Shortcut::Redirect => t::action_redirect,
        Shortcut::Status => t::key_status,
        Shortcut::Priority => t::key_priority,
        Shortcut::Assign => t::key_assign,
        Shortcut::Edit => t::ticket_edit,
        Shortcut::Back => t::ticket_to_list,
        Shortcut::Undo => t::key_undo,
        Shortcut::Search => t::key_search,
        Shortcut::Go => t::key_go,
        Shortcut::Help => t::key_help,
        Shortcut::Palette => t::key_palette,
        Shortcut::Send => t::key_send,
    }
}

/// The key of something that is pressed too, for the eye only.
#[component]
pub(crate) fn KeyHint(shortcut: Shortcut) -> impl IntoView {
    let commands = use_commands();
    let hint = move || {
        commands.is_on().then(|| view! { <kbd class="key-hint">{commands.key(shortcut)}</kbd> }.into_any())
    };
    view! { <span prop:ariaHidden="true">{dynamic(hint)}</span> }
}
