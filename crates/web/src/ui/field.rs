//! Fields of forms: label, hint and error belong to the control for screen readers too.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::dynamic;
use super::{focus, next_id};
use crate::reactive::{RwSignal, Signal};

/// The frame of a control: its label above, its hint or error below.
#[component]
pub(crate) fn Field(
    /// The id of the control; hint and error get `<id>-hint` and `<id>-error`.
    id: String,
    /// What it is.
    #[prop(into)]
    label: TextProp,
    /// What to know before typing.
    #[prop(optional_no_strip)]
    hint: Option<TextProp>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The control.
    children: Children,
) -> impl IntoView {
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    view! {
        <div class="field" class:field-wrong=move || error.with(Option::is_some)>
            <label prop:htmlFor=id>{dynamic(move || label.get())}</label>
            {children()}
            {hint.map(|hint| view! { <p class="field-hint" prop:id=hint_id>{dynamic(move || hint.get())}</p> }.into_any())}
            <p class="field-error" prop:id=error_id>
                {dynamic(move || error.get())}
            </p>
        </div>
    }
}

/// The value of `aria-describedby` for the control with this id.
pub(super) fn described_by(
    id: &str,
    has_hint: bool,
    error: Signal<Option<String>>,
) -> impl Fn() -> Option<String> + use<> {
    let (hint, both, alone) = (format!("{id}-hint"), format!("{id}-error {id}-hint"), format!("{id}-error"));
    move || match (error.with(Option::is_some), has_hint) {
        (true, true) => Some(both.clone()),
        (true, false) => Some(alone.clone()),
        (false, true) => Some(hint.clone()),
        (false, false) => None,
    }
}

/// A text of one line.
#[component]
pub(crate) fn TextInput(
    /// What it is.
    #[prop(into)]
    label: TextProp,
    /// Its text.
    value: RwSignal<String>,
    /// `text`, `email`, `password`, `search`, `datetime-local` …
    #[prop(default = "text")]
    kind: &'static str,
    /// For password managers and phones.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// What to know before typing.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Must be filled.
    #[prop(optional)]
    required: bool,
    /// Gets the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let id = next_id("input");
    let described = described_by(&id, hint.is_some(), error);
    if autofocus {
        let id = id.clone();
        request_animation_frame(move || focus(&id));
    }
    view! {
        <Field id=id.clone() label=label hint=hint error=error>
            <input
                class="input"
                prop:id=id
                prop:type=kind
                prop:autocomplete=autocomplete
                prop:ariaRequired=required.then_some("true")
                prop:ariaInvalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            />
        </Field>
    }
}

/// A text of several lines; grows with its content.
#[component]
pub(crate) fn TextArea(
    /// What it is.
    #[prop(into)]
    label: TextProp,
    /// Its text.
    value: RwSignal<String>,
    /// What to know before typing.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// How many lines it shows when it is empty.
    #[prop(default = 4)]
    rows: u32,
    /// Must be filled.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let id = next_id("input");
    let described = described_by(&id, hint.is_some(), error);
    view! {
        <Field id=id.clone() label=label hint=hint error=error>
            <textarea
                class="input"
                prop:id=id
                prop:rows=rows
                prop:ariaRequired=required.then_some("true")
                prop:ariaInvalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            ></textarea>
        </Field>
    }
}
