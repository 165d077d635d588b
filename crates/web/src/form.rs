//! What is wrong with a form: found here before sending, or said by the server.

use client::ClientError;
use domain::ErrorCode;
use domain::problem::FieldError;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::i18n::{error_text, t};
use crate::reactive::{RwSignal, Signal};
use crate::shell::FormErrors;
use crate::ui::{Button, ButtonKind, Icon, Symbol, dynamic};

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
        <div prop:role="alert" class="form-alert">
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

/// A form in a dialog: its fields, then "cancel" and the button that sends it.
#[component]
pub(crate) fn DialogForm(
    /// Whether the dialog is open.
    open: RwSignal<bool>,
    /// What the button says.
    #[prop(into)]
    text: TextProp,
    /// How much the button asks for attention.
    #[prop(default = ButtonKind::Primary)]
    kind: ButtonKind,
    /// An icon before the text.
    #[prop(optional, into)]
    icon: MaybeProp<Symbol>,
    /// It is being sent.
    #[prop(into)]
    busy: Signal<bool>,
    /// Why it cannot be sent now.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
    /// Checks and sends; follows nothing.
    #[prop(into)]
    on_submit: UnsyncCallback<()>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        untrack(|| on_submit.run(()));
    };
    view! {
        <form prop:noValidate=true on:submit=submit>
            <div class="dialog-body">{children()}</div>
            <div class="dialog-foot">
                <Button on_press=move || open.set(false)>{t::common_cancel}</Button>
                <Button kind=kind submit=true icon=icon busy=busy disabled_reason=disabled_reason>
                    {dynamic(move || text.get())}
                </Button>
            </div>
        </form>
    }
}
