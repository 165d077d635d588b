//! The wrong fields of a form, from the rules in the browser or from the server.

use client::ClientError;
use domain::problem::FieldError;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::i18n::field_text;
use crate::reactive::{RwSignal, Signal, derived};

/// The wrong fields of a form.
#[derive(Clone, Copy)]
pub(crate) struct FormErrors(RwSignal<Vec<FieldError>>);

impl FormErrors {
    /// None.
    pub(crate) fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    /// Shows the errors and leads to the first wrong field.
    pub(crate) fn show(self, errors: Vec<FieldError>) {
        self.0.set(errors);
        request_animation_frame(focus_first);
    }

    /// Nothing is wrong any more.
    pub(crate) fn clear(self) {
        self.0.set(Vec::new());
    }

    /// Shows what the server found wrong; `false` when the error is not about fields.
    pub(crate) fn show_answer(self, error: &ClientError) -> bool {
        let errors = error.field_errors().to_vec();
        let is_about_fields = !errors.is_empty();
        if is_about_fields {
            self.show(errors);
        }
        is_about_fields
    }

    /// What is wrong with a field, by its pointer or one inside of it.
    pub(crate) fn of(self, pointer: &'static str) -> Signal<Option<String>> {
        derived(move || {
            self.0.with(|errors| {
                let is_here = |error: &&FieldError| {
                    error
                        .pointer
                        .strip_prefix(pointer)
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                };
                errors.iter().find(is_here).map(field_text)
            })
        })
    }
}

fn focus_first() {
    let field =
        document().query_selector("dialog[open] [aria-invalid=true], [aria-invalid=true]").ok().flatten();
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        // A field that cannot take the focus leaves it where it is.
        let _ = field.focus();
    }
}
