//! A new password, typed twice.

use domain::problem::{FieldError, FieldErrors};
use domain::text::{PASSWORD_MIN, password};
use leptos::prelude::*;

use crate::form::FormProblems;
use crate::i18n::t;
use crate::reactive::{RwSignal, derived};
use crate::ui::TextInput;

/// A new password and its repetition.
#[derive(Clone, Copy)]
pub(super) struct NewPassword {
    typed: RwSignal<String>,
    repeated: RwSignal<String>,
    differs: RwSignal<bool>,
    pointer: &'static str,
}

impl NewPassword {
    /// `pointer` is where the server finds the password in the request.
    pub(super) fn new(pointer: &'static str) -> Self {
        let text = || RwSignal::new(String::new());
        Self { typed: text(), repeated: text(), differs: RwSignal::new(false), pointer }
    }

    /// The password, when it is good and typed twice; keeps the error otherwise.
    pub(super) fn take(self, errors: &mut FieldErrors) -> Option<String> {
        let typed = self.typed.get_untracked();
        let differs = typed != self.repeated.get_untracked();
        let good = errors.take(password(self.pointer, &typed));
        self.differs.set(good.is_some() && differs);
        if differs && good.is_some() {
            errors.push(FieldError::new("", domain::ErrorCode::NotApplicable));
        }
        good.filter(|_| !differs).map(|_| typed)
    }

    /// Empties both fields.
    pub(super) fn clear(self) {
        self.typed.set(String::new());
        self.repeated.set(String::new());
    }
}

/// The two fields.
#[component]
pub(super) fn NewPasswordFields(
    /// What is typed.
    password: NewPassword,
    /// The errors of the form around them.
    errors: FormProblems,
) -> impl IntoView {
    let NewPassword { typed, repeated, differs, pointer } = password;
    let minimum = i64::try_from(PASSWORD_MIN).unwrap_or_default();
    view! {
        <TextInput
            label=t::account_new_password
            value=typed
            kind="password"
            autocomplete="new-password"
            hint=move || t::error_too_short(minimum)
            error=errors.of(pointer)
            required=true
        />
        <TextInput
            label=t::account_repeat_password
            value=repeated
            kind="password"
            autocomplete="new-password"
            error=derived(move || differs.get().then(|| t::account_passwords_differ().to_owned()))
            required=true
        />
    }
}
