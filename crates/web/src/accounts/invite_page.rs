//! An invitation: the person sets his password and is in.

use domain::accounts::AcceptInviteRequest;
use domain::problem::FieldErrors;
use leptos::prelude::*;

use super::entrance::Entrance;
use super::password::{NewPassword, NewPasswordFields};
use crate::address::use_address;
use crate::api::use_api;
use crate::form::{FormAlert, FormProblems};
use crate::i18n::t;
use crate::paths;
use crate::session::use_session;
use crate::task::Task;
use crate::ui::{Button, ButtonKind};

/// The page behind an invitation's link.
#[component]
pub(crate) fn InvitePage() -> impl IntoView {
    let session = use_session();
    let address = use_address();
    let token = untrack(|| address.with_path(|path| paths::invitation(path).unwrap_or_default().to_owned()));
    let password = NewPassword::new("/password");
    let errors = FormProblems::new();
    let task = Task::new();
    let accept = move |request: AcceptInviteRequest| {
        task.run(async move {
            match use_api().accept_invite(&request).await {
                Ok(answer) => {
                    session.login(answer);
                    address.replace(paths::QUEUE);
                }
                Err(error) => errors.refused(&error, &[]),
            }
        });
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let mut wrong = FieldErrors::default();
        let chosen = password.take(&mut wrong);
        if let Some(password) = errors.check(wrong.finish(chosen)) {
            accept(AcceptInviteRequest { token: token.clone(), password });
        }
    };
    view! {
        <Entrance title=t::invite_title>
            <p class="muted">{t::invite_text}</p>
            <form class="form" prop:noValidate=true on:submit=submit>
                <FormAlert errors=errors />
                <NewPasswordFields password=password errors=errors />
                <Button kind=ButtonKind::Primary submit=true busy=task.pending()>
                    {t::invite_submit}
                </Button>
            </form>
        </Entrance>
    }
}
