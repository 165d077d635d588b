//! What is wrong with a form: found here before sending, or said by the server.

use client::ClientError;
use domain::ErrorCode;
use domain::problem::FieldError;
use leptos::prelude::*;

use crate::i18n::error_text;
use crate::shell::FormErrors;
use crate::ui::{Icon, Symbol, dynamic};

/// What is wrong with the fields of a form and with the form as a whole.
#[derive(Clone, Copy)]
pub(crate) struct FormProblems {
    fields: FormErrors,
    whole: RwSignal<Option<ClientError>>,
}

impl FormProblems {
    /// Nothing.
    pub(crate) fn new() -> Self {
        Self { fields: FormErrors::new(), whole: RwSignal::new(None) }
    }

    /// The value, or `None` and the errors are shown.
    pub(crate) fn check<T>(self, parsed: Result<T, Vec<FieldError>>) -> Option<T> {
        self.fields.clear();
        self.whole.set(None);
        parsed.map_err(|errors| self.fields.show(errors)).ok()
    }

    /// Shows what the server said. `places` says which field a code is about, for refusals that name no field.
    pub(crate) fn refused(self, error: &ClientError, places: &[(ErrorCode, &str)]) {
        // The dialog was closed before the answer came.
        if self.whole.is_disposed() {
            return;
        }
        match places.iter().find(|(code, _)| error.code() == Some(*code)) {
            Some((code, pointer)) => self.fields.show(vec![FieldError::new(*pointer, *code)]),
            None => {
                self.whole.set(Some(error.clone()));
                self.fields.show_answer(error);
            }
        }
    }

    /// The text under the field with this JSON pointer.
    pub(crate) fn of(self, pointer: &'static str) -> Signal<Option<String>> {
        self.fields.of(pointer)
    }
}

/// What is wrong with the form as a whole; always there, so that screen readers notice it.
#[component]
pub(crate) fn FormAlert(
    /// The errors of the form.
    errors: FormProblems,
) -> impl IntoView {
    let text = move || errors.whole.with(|error| error.as_ref().map(error_text));
    view! {
        <div role="alert" class="form-alert">
            {dynamic(move || text().map(|text| view! { <Alert text=text /> }))}
        </div>
    }
}

#[component]
fn Alert(text: String) -> impl IntoView {
    view! {
        <p class="notice notice-error">
            <Icon symbol=Symbol::Warning />
            <span>{text}</span>
        </p>
    }
}
