//! A choice of one.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::Field;
use super::dynamic;
use super::field::described_by;
use super::next_id;
use crate::reactive::{RwSignal, Signal};

/// An option of a [`Select`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    /// What is stored.
    pub(crate) value: String,
    /// What is shown.
    pub(crate) text: String,
    /// The heading under which it stands; blank for none. Choices of one group must be neighbours.
    pub(crate) group: String,
}

impl Choice {
    /// A choice without a group.
    pub(crate) fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self { value: value.into(), text: text.into(), group: String::new() }
    }

    /// The same under a heading.
    #[must_use]
    pub(crate) fn under(mut self, group: impl Into<String>) -> Self {
        self.group = group.into();
        self
    }
}

/// A native select.
#[component]
pub(crate) fn Select(
    /// What it is.
    #[prop(into)]
    label: TextProp,
    /// The chosen value.
    value: RwSignal<String>,
    /// What can be chosen.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// What to know before choosing.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// What is wrong.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Must be chosen.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let id = next_id("select");
    let described = described_by(&id, hint.is_some(), error);
    view! {
        <Field id=id.clone() label=label hint=hint error=error>
            <select
                class="input"
                prop:id=id
                prop:ariaRequired=required.then_some("true")
                prop:ariaInvalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
                on:change:target=move |event| value.set(event.target().value())
            >
                {dynamic(move || options(choices.get(), value))}
            </select>
        </Field>
    }
}

/// The options of a select, grouped under their headings.
fn options(choices: Vec<Choice>, value: RwSignal<String>) -> Vec<AnyView> {
    let mut views = Vec::new();
    let mut rest = choices.into_iter().peekable();
    while let Some(first) = rest.next() {
        if first.group.is_empty() {
            views.push(option(first, value));
            continue;
        }
        let group = first.group.clone();
        let mut members = vec![option(first, value)];
        while let Some(next) = rest.next_if(|next| next.group == group) {
            members.push(option(next, value));
        }
        views.push(view! { <optgroup prop:label=group>{members}</optgroup> }.into_any());
    }
    views
}

fn option(choice: Choice, value: RwSignal<String>) -> AnyView {
    let Choice { value: own, text, .. } = choice;
    let compared = own.clone();
    view! { <option prop:value=own prop:selected=move || value.with(|value| *value == compared)>{text}</option> }
        .into_any()
}
