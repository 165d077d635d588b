//! What is wrong with a form: found here before sending, or said by the server.

use client::ClientError;
use domain::ErrorCode;
use domain::problem::FieldError;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::i18n::{error_text, field_text};
use crate::ui::{Icon, Symbol};

/// The errors of one form.
#[derive(Clone, Copy)]
pub(crate) struct FormErrors {
    fields: RwSignal<Vec<FieldError>>,
    whole: RwSignal<Option<ClientError>>,
}

impl FormErrors {
    /// No errors.
    pub(crate) fn new() -> Self {
        Self { fields: RwSignal::new(Vec::new()), whole: RwSignal::new(None) }
    }

    /// Forgets the errors, before the form is sent again.
    pub(crate) fn clear(self) {
        self.fields.set(Vec::new());
        self.whole.set(None);
    }

    /// The value, or `None` and the errors are shown.
    pub(crate) fn check<T>(self, parsed: Result<T, Vec<FieldError>>) -> Option<T> {
        self.clear();
        match parsed {
            Ok(value) => Some(value),
            Err(errors) => {
                self.show_fields(errors);
                None
            }
        }
    }

    /// Adds an error that only this form knows of.
    pub(crate) fn add(self, pointer: &str, code: ErrorCode) {
        self.show_fields(vec![FieldError::new(pointer, code)]);
    }

    /// Whether there are errors.
    pub(crate) fn any(self) -> bool {
        self.fields.with_untracked(|fields| !fields.is_empty()) || self.whole.with_untracked(Option::is_some)
    }

    /// Shows what the server said. `places` says which field a code is about, for refusals that name no field.
    pub(crate) fn refused(self, error: &ClientError, places: &[(ErrorCode, &str)]) {
        let place = places.iter().find(|(code, _)| error.code() == Some(*code));
        match place {
            Some((code, pointer)) => self.add(pointer, *code),
            None if error.field_errors().is_empty() => {
                self.whole.try_set(Some(error.clone()));
            }
            None => {
                self.whole.try_set(Some(error.clone()));
                self.show_fields(error.field_errors().to_vec());
            }
        }
    }

    /// The text under the field with this JSON pointer.
    pub(crate) fn at(self, pointer: &'static str) -> Signal<Option<String>> {
        self.find(move |error| error.pointer == pointer)
    }

    /// The first text of the fields below this JSON pointer.
    pub(crate) fn below(self, pointer: &'static str) -> Signal<Option<String>> {
        self.find(move |error| error.pointer.starts_with(pointer))
    }

    fn find(self, wanted: impl Fn(&FieldError) -> bool + Send + Sync + 'static) -> Signal<Option<String>> {
        Signal::derive(move || self.fields.with(|fields| fields.iter().find(|error| wanted(error)).map(field_text)))
    }

    fn show_fields(self, errors: Vec<FieldError>) {
        self.fields.try_update(|fields| fields.extend(errors));
        request_animation_frame(focus_first_wrong);
    }
}

/// The first field that is wrong gets the focus.
fn focus_first_wrong() {
    let wrong = document().query_selector("form [aria-invalid=true]").ok().flatten();
    if let Some(element) = wrong.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// What is wrong with the form as a whole; always there, so that screen readers notice it.
#[component]
pub(crate) fn FormAlert(
    /// The errors of the form.
    errors: FormErrors,
) -> impl IntoView {
    let text = move || errors.whole.with(|error| error.as_ref().map(error_text));
    view! {
        <div role="alert" class="form-alert">
            {move || text().map(|text| view! { <Alert text=text /> })}
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

