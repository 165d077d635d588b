//! The own account.

use domain::ErrorCode;
use domain::accounts::{ChangePasswordRequest, UpdateMeRequest};
use domain::employees::Locale;
use domain::problem::{FieldError, FieldErrors};
use leptos::prelude::*;

use super::password::{NewPassword, NewPasswordFields};
use crate::api::use_api;
use crate::directory::use_directory;
use crate::form::{FormAlert, FormProblems};
use crate::i18n::{self, locale_name, role_name, t};
use crate::keys::KeyList;
use crate::notifications::NotificationForm;
use crate::reactive::{RwSignal, derived};
use crate::session::use_session;
use crate::shell::{PageHead, use_reporter};
use crate::task::{Task, effect, on_change};
use crate::theme::{self, Theme};
use crate::ui::{Button, ButtonKind, Choice, Select, Symbol, TextInput, dynamic};

/// The own account: name, language, theme, password, leaving.
#[component]
pub(crate) fn ProfilePage() -> impl IntoView {
    let session = use_session();
    view! {
        <PageHead title=t::profile_title />
        <div class="page page-narrow">
            <Person />
            <Preferences />
            <NotificationForm />
            <KeyList />
            <Password />
            <div>
                <Button icon=Symbol::Leave on_press=move || session.logout()>
                    {t::user_logout}
                </Button>
            </div>
        </div>
    }
}

#[component]
fn Person() -> impl IntoView {
    let (session, reporter, directory) = (use_session(), use_reporter(), use_directory());
    let full_name = RwSignal::new(
        session.me.with_untracked(|me| me.as_ref().map(|me| me.full_name.clone())).unwrap_or_default(),
    );
    let errors = FormProblems::new();
    let task = Task::new();
    let save = move |request: UpdateMeRequest| {
        task.run(async move {
            match use_api().update_me(&request).await {
                Ok(me) => {
                    full_name.set(me.full_name.clone());
                    session.me.set(Some(me));
                    directory.reload();
                    reporter.done(untrack(t::common_saved));
                }
                Err(error) => errors.refused(&error, &[]),
            }
        });
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let request =
            UpdateMeRequest { full_name: Some(full_name.get_untracked()), ..UpdateMeRequest::default() };
        if let Some(request) = errors.check(request.parse()) {
            save(request);
        }
    };
    let fact = move |fact: fn(&domain::employees::wire::EmployeeView) -> String| {
        dynamic(move || session.me.with(|me| me.as_ref().map(fact)))
    };
    view! {
        <section class="card card-body">
            <form class="form" prop:noValidate=true on:submit=submit>
                <FormAlert errors=errors />
                <TextInput
                    label=t::account_full_name
                    value=full_name
                    autocomplete="name"
                    error=errors.of("/full_name")
                    required=true
                />
                <dl class="facts">
                    <div>
                        <dt>{t::account_email}</dt>
                        <dd>{fact(|me| me.email.clone())}</dd>
                    </div>
                    <div>
                        <dt>{t::account_department}</dt>
                        <dd>{fact(|me| me.department_name.clone())}</dd>
                    </div>
                    <div>
                        <dt>{t::account_role}</dt>
                        <dd>{fact(|me| role_name(me.role).to_owned())}</dd>
                    </div>
                </dl>
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary submit=true busy=task.pending()>
                        {t::common_save}
                    </Button>
                </div>
            </form>
        </section>
    }
}

#[component]
fn Preferences() -> impl IntoView {
    let language = RwSignal::new(untrack(i18n::locale).as_str().to_owned());
    let theme = RwSignal::new(theme::saved().as_str().to_owned());
    effect(move || {
        let shown = i18n::locale().as_str();
        language.set(shown.to_owned());
    });
    let choose_language = |chosen: String| {
        if let Some(locale) = Locale::parse(&chosen).filter(|locale| *locale != i18n::wanted()) {
            i18n::set_locale(locale);
        }
    };
    on_change(move || language.get(), choose_language);
    let choose_theme = |chosen: String| {
        if let Some(theme) = Theme::ALL.into_iter().find(|theme| theme.as_str() == chosen) {
            theme::choose(theme);
        }
    };
    on_change(move || theme.get(), choose_theme);
    let languages = Locale::ALL.map(|locale| Choice::new(locale.as_str(), locale_name(locale))).to_vec();
    let themes = move || {
        let name = |theme| match theme {
            Theme::System => t::theme_system(),
            Theme::Light => t::theme_light(),
            Theme::Dark => t::theme_dark(),
        };
        Theme::ALL.map(|theme| Choice::new(theme.as_str(), name(theme))).to_vec()
    };
    view! {
        <section class="card card-body">
            <h2>{t::profile_look}</h2>
            <div class="form-row">
                <Select label=t::user_language value=language choices=languages />
                <Select label=t::user_theme value=theme choices=derived(themes) />
            </div>
        </section>
    }
}

#[component]
fn Password() -> impl IntoView {
    let reporter = use_reporter();
    let current = RwSignal::new(String::new());
    let new = NewPassword::new("/new_password");
    let errors = FormProblems::new();
    let task = Task::new();
    let change = move |request: ChangePasswordRequest| {
        task.run(async move {
            match use_api().change_password(&request).await {
                Ok(()) => {
                    current.set(String::new());
                    new.clear();
                    reporter.done(untrack(t::profile_password_changed));
                }
                Err(error) => errors.refused(&error, &[(ErrorCode::WrongPassword, "/current_password")]),
            }
        });
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let mut wrong = FieldErrors::default();
        let current_password = current.get_untracked();
        if current_password.is_empty() {
            wrong.push(FieldError::new("/current_password", ErrorCode::Required));
        }
        let request =
            new.take(&mut wrong).map(|new_password| ChangePasswordRequest { current_password, new_password });
        if let Some(request) = errors.check(wrong.finish(request)) {
            change(request);
        }
    };
    view! {
        <section class="card card-body">
            <h2>{t::profile_password}</h2>
            <form class="form" prop:noValidate=true on:submit=submit>
                <FormAlert errors=errors />
                <TextInput
                    label=t::account_current_password
                    value=current
                    kind="password"
                    autocomplete="current-password"
                    error=errors.of("/current_password")
                    required=true
                />
                <div class="form-row">
                    <NewPasswordFields password=new errors=errors />
                </div>
                <p class="muted small">{t::profile_password_hint}</p>
                <div class="form-actions">
                    <Button submit=true busy=task.pending()>
                        {t::profile_change_password}
                    </Button>
                </div>
            </form>
        </section>
    }
}
