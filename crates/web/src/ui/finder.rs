//! Finding something in a list by typing: a modal field with what fits under it.

use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use web_sys::KeyboardEvent;

use super::{Icon, Item, Show, Symbol, each, find, next_id};
use crate::reactive::{Memo, RwSignal};
use crate::task::effect;

/// Something that can be chosen.
#[derive(Clone, PartialEq)]
pub(crate) struct Found {
    /// What it says.
    pub(crate) text: String,
    /// Less important, such as why it cannot be chosen.
    pub(crate) note: Option<String>,
    /// Its key.
    pub(crate) key: Option<&'static str>,
    /// Whether it cannot be chosen.
    pub(crate) is_refused: bool,
}

/// The field and its list; Escape closes it.
#[component]
pub(crate) fn Finder(
    /// Whether it is open; it sets it to `false` when it is closed.
    open: RwSignal<bool>,
    /// What can be found.
    #[prop(into)]
    label: TextProp,
    /// What is typed.
    text: RwSignal<String>,
    /// What fits, in the order in which it is shown.
    found: Memo<Vec<Found>>,
    /// Shown when nothing fits.
    #[prop(into)]
    nothing: TextProp,
    /// Gets the number of what was chosen, when the field is closed.
    #[prop(into)]
    on_choose: UnsyncCallback<usize>,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    let nothing = StoredValue::new(nothing);
    let id = next_id("finder");
    let at = RwSignal::new(0_usize);
    effect(move || {
        let Some(dialog) = element.get() else { return };
        if !open.get() {
            dialog.close();
        } else if !dialog.open() {
            // Fails only for an element that is not in the document.
            let _ = dialog.show_modal();
        }
    });
    effect(move || {
        text.track();
        at.set(0);
    });
    let choose = UnsyncCallback::new(move |number: usize| {
        if found.with_untracked(|found| number < found.len()) {
            // First closed, so that the focus is where it was.
            if let Some(dialog) = element.get_untracked() {
                dialog.close();
            }
            on_choose.run(number);
        }
    });
    let on_key = move |event: KeyboardEvent| {
        let count = found.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if count > 0 => at.update(|at| *at = (*at + count - 1) % count),
            "Enter" => choose.run(at.get_untracked()),
            _ => return,
        }
        event.prevent_default();
    };
    let options = id.clone();
    let option = move |(number, one): (usize, Found)| {
        let id = format!("{options}-{number}");
        let note = one.note.as_deref().unwrap_or_default();
        Item::new(format!("{number}/{}/{note}", one.text), move || option(id, number, one, at, choose))
    };
    // It may have been opened again before it hears that it was closed.
    let closed = move |_| {
        if element.get_untracked().is_none_or(|dialog| !dialog.open()) {
            open.set(false);
        }
    };
    let (controls, active) = (id.clone(), id.clone());
    let active = move || format!("{active}-{}", at.get());
    let chosen = active.clone();
    effect(move || {
        let id = chosen();
        request_animation_frame(move || {
            if let Some(option) = find::<web_sys::Element>(&id) {
                option.scroll_into_view_with_bool(false);
            }
        });
    });
    let label = StoredValue::new(label);
    let label = move || label.with_value(TextProp::get);
    view! {
        <dialog node_ref=element class="dialog finder" prop:ariaLabel=label on:close=closed>
            <div class="finder-field">
                <Icon symbol=Symbol::Search />
                <input
                    prop:type="text"
                    prop:role="combobox"
                    prop:autofocus=true
                    prop:autocomplete="off"
                    prop:spellcheck=false
                    prop:ariaExpanded="true"
                    aria-controls=controls
                    aria-activedescendant=active
                    prop:ariaLabel=label
                    prop:placeholder=label
                    prop:value=move || text.get()
                    on:input:target=move |event| text.set(event.target().value())
                    on:keydown=on_key
                />
            </div>
            <ul prop:id=id class="finder-list" prop:role="listbox" prop:ariaLabel=label>
                {each(move || found.get().into_iter().enumerate().map(option.clone()).collect())}
            </ul>
            <Show when=move || open.get() && found.with(Vec::is_empty)>
                <p class="finder-nothing" prop:role="status">
                    {nothing.get_value().get()}
                </p>
            </Show>
        </dialog>
    }
}

fn option(
    id: String,
    number: usize,
    found: Found,
    at: RwSignal<usize>,
    choose: UnsyncCallback<usize>,
) -> impl IntoView {
    let is_at = move || at.get() == number;
    let Found { text, note, key, is_refused } = found;
    view! {
        <li
            prop:id=id
            prop:role="option"
            class="menu-item"
            prop:ariaSelected=move || is_at().to_string()
            prop:ariaDisabled=is_refused.then_some("true")
            on:click=move |_| choose.run(number)
        >
            <span class="finder-text">{text}</span>
            {note.map(|note| view! { <span class="finder-note">{note}</span> }.into_any())}
            {key.map(|key| view! { <kbd>{key}</kbd> }.into_any())}
        </li>
    }
}
