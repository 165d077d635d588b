//! Login.

use domain::ErrorCode;
use domain::accounts::LoginRequest;
use domain::problem::{FieldError, FieldErrors};
use leptos::prelude::*;

use super::entrance::Entrance;
use crate::address::use_address;
use crate::api::use_api;
use crate::form::{FormAlert, FormProblems};
use crate::i18n::t;
use crate::paths;
use crate::reactive::RwSignal;
use crate::session::use_session;
use crate::task::{Task, spawn};
use crate::ui::{Button, ButtonKind, TextInput};

/// Login; a desk that has nobody yet leads to its set-up.
#[component]
pub(crate) fn LoginPage() -> impl IntoView {
    let session = use_session();
    let address = use_address();
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let errors = FormProblems::new();
    spawn(async move {
        let is_needed = use_api().get_setup().await.is_ok_and(|state| state.needed);
        // Nothing when the person is elsewhere by now.
        if is_needed && !email.is_disposed() {
            address.replace(paths::SETUP);
        }
    });
    let task = Task::new();
    let login = move |request: LoginRequest| {
        task.run(async move {
            match use_api().login(&request).await {
                Ok(answer) => session.login(answer),
                Err(error) => errors.refused(&error, &[]),
            }
        });
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let request = LoginRequest { email: email.get_untracked(), password: password.get_untracked() };
        if let Some(request) = errors.check(filled(request)) {
            login(request);
        }
    };
    view! {
        <Entrance title=t::login_title>
            <form class="form" prop:noValidate=true on:submit=submit>
                <FormAlert errors=errors />
                <TextInput
                    label=t::account_email
                    value=email
                    kind="email"
                    autocomplete="username"
                    error=errors.of("/email")
                    required=true
                    autofocus=true
                />
                <TextInput
                    label=t::account_password
                    value=password
                    kind="password"
                    autocomplete="current-password"
                    error=errors.of("/password")
                    required=true
                />
                <Button kind=ButtonKind::Primary submit=true busy=task.pending()>
                    {t::login_submit}
                </Button>
            </form>
            <p class="muted small">{t::login_forgot}</p>
        </Entrance>
    }
}

/// Nothing is asked of the server with an empty field.
fn filled(request: LoginRequest) -> Result<LoginRequest, Vec<FieldError>> {
    let mut errors = FieldErrors::default();
    for (pointer, text) in [("/email", &request.email), ("/password", &request.password)] {
        if text.trim().is_empty() {
            errors.push(FieldError::new(pointer, ErrorCode::Required));
        }
    }
    errors.finish(Some(request))
}
