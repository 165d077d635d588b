//! First-run set-up: departments and the first administrator.

use domain::ErrorCode;
use domain::accounts::SetupRequest;
use domain::departments::SAMPLE;
use domain::problem::{FieldError, FieldErrors};
use leptos::prelude::*;

use super::entrance::Entrance;
use super::password::{NewPassword, NewPasswordFields};
use super::setup_model::{self, SetupDraft};
use crate::api::use_api;
use crate::form::{FormAlert, FormProblems};
use crate::i18n::t;
use crate::paths;
use crate::reactive::{RwSignal, derived};
use crate::session::use_session;
use crate::task::{Task, effect, spawn};
use crate::ui::{Button, ButtonKind, Choice, Select, TextArea, TextInput, dynamic, views};

/// The page of a desk that has nobody yet.
#[component]
pub(crate) fn SetupPage() -> impl IntoView {
    let is_done = RwSignal::new(false);
    spawn(async move {
        if use_api().get_setup().await.is_ok_and(|state| !state.needed) {
            is_done.set(true);
        }
    });
    view! {
        <Entrance title=t::setup_title wide=true>
            {dynamic(move || if is_done.get() { view! { <SetupDone /> }.into_any() } else { view! { <SetupForm /> }.into_any() })}
        </Entrance>
    }
}

#[component]
fn SetupDone() -> impl IntoView {
    view! {
        <p>{t::setup_done}</p>
        <p>
            <a class="button button-primary" prop:href=paths::LOGIN>
                {t::login_submit}
            </a>
        </p>
    }
}

#[component]
fn SetupForm() -> impl IntoView {
    let session = use_session();
    let text = || RwSignal::new(String::new());
    let (token, full_name, email, own, department) = (text(), text(), text(), text(), text());
    let sample = RwSignal::new([true; SAMPLE.len()]);
    let password = NewPassword::new("/admin/password");
    let errors = FormProblems::new();
    let choices = derived(move || {
        let names = sample.with(|sample| own.with(|own| setup_model::departments(sample, own)));
        names.into_iter().map(|name| Choice::new(name.clone(), name)).collect::<Vec<_>>()
    });
    // Without a choice the last one is meant; the select shall show it.
    effect(move || {
        let names: Vec<String> = choices.get().into_iter().map(|choice| choice.value).collect();
        let shown = setup_model::chosen(&names, &department.get()).unwrap_or_default();
        if department.with_untracked(|department| *department != shown) {
            department.set(shown);
        }
    });
    let task = Task::new();
    let setup = move |request: SetupRequest| {
        task.run(async move {
            match use_api().setup(&request).await {
                Ok(answer) => session.login(answer),
                Err(error) => errors.refused(&error, &[(ErrorCode::InvalidSetupToken, "/token")]),
            }
        });
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let mut wrong = FieldErrors::default();
        let draft = SetupDraft {
            token: token.get_untracked(),
            full_name: full_name.get_untracked(),
            email: email.get_untracked(),
            password: password.take(&mut wrong).unwrap_or_default(),
            sample: sample.get_untracked(),
            own: own.get_untracked(),
            department: department.get_untracked(),
        };
        if let Some(request) = errors.check(checked(draft.request(), wrong)) {
            setup(request);
        }
    };
    view! {
        <p class="muted">{t::setup_text}</p>
        <form class="form" prop:noValidate=true on:submit=submit>
            <FormAlert errors=errors />
            <TextInput
                label=t::setup_token
                value=token
                hint=t::setup_token_hint
                error=errors.of("/token")
                required=true
                autofocus=true
            />
            <fieldset class="form">
                <legend class="legend entrance-legend">{t::setup_departments}</legend>
                <SampleList sample=sample />
                <TextArea
                    label=t::setup_own_departments
                    value=own
                    hint=t::setup_own_departments_hint
                    error=errors.of("/departments")
                    rows=2
                />
            </fieldset>
            <fieldset class="form">
                <legend class="legend entrance-legend">{t::setup_admin}</legend>
                <TextInput
                    label=t::account_full_name
                    value=full_name
                    autocomplete="name"
                    error=errors.of("/admin/full_name")
                    required=true
                />
                <div class="form-row">
                    <TextInput
                        label=t::account_email
                        value=email
                        kind="email"
                        autocomplete="username"
                        error=errors.of("/admin/email")
                        required=true
                    />
                    <Select
                        label=t::account_department
                        value=department
                        choices=choices
                        error=errors.of("/admin/department")
                    />
                </div>
                <div class="form-row">
                    <NewPasswordFields password=password errors=errors />
                </div>
            </fieldset>
            <Button kind=ButtonKind::Primary submit=true busy=task.pending()>
                {t::setup_submit}
            </Button>
        </form>
    }
}

/// The departments of the specification's example, with what they do.
#[component]
fn SampleList(sample: RwSignal<[bool; SAMPLE.len()]>) -> impl IntoView {
    let rows = SAMPLE.iter().enumerate().map(|(index, (name, description))| {
        let toggle = move |event: leptos::ev::Targeted<web_sys::Event, web_sys::HtmlInputElement>| {
            let wanted = event.target().checked();
            sample.update(|sample| sample[index] = wanted);
        };
        view! {
            <label class="setup-department">
                <input prop:type="checkbox" prop:checked=move || sample.with(|sample| sample[index]) on:change:target=toggle />
                <span>
                    {*name} <span class="setup-department-text">{*description}</span>
                </span>
            </label>
        }
    });
    view! { <div class="setup-departments">{views(rows)}</div> }
}

/// The request when nothing is wrong with it nor with what was found before.
fn checked(request: SetupRequest, found: FieldErrors) -> Result<SetupRequest, Vec<FieldError>> {
    let mut wrong = found.into_vec();
    let is_repetition_wrong = !wrong.is_empty();
    if request.token.is_empty() {
        wrong.push(FieldError::new("/token", ErrorCode::Required));
    }
    if let Err(errors) = request.clone().parse() {
        // A password that was typed twice differently is left out of the request, which is not an error of its own.
        wrong.extend(
            errors.into_iter().filter(|error| !(is_repetition_wrong && error.pointer == "/admin/password")),
        );
    }
    if wrong.is_empty() { Ok(request) } else { Err(wrong) }
}
