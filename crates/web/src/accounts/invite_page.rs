//! An invitation: the person sets his password and is in.

use domain::accounts::AcceptInviteRequest;
use domain::problem::FieldErrors;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::entrance::Entrance;
use super::password::{NewPassword, NewPasswordFields};
use crate::api::use_api;
use crate::form::{FormAlert, FormProblems};
use crate::i18n::t;
use crate::paths;
use crate::session::use_session;
use crate::ui::{Button, ButtonKind};

/// The page behind an invitation's link.
#[component]
pub(crate) fn InvitePage() -> impl IntoView {
    let session = use_session();
    let navigate = use_navigate();
    let token = use_params_map().with_untracked(|params| params.get("token")).unwrap_or_default();
    let password = NewPassword::new("/password");
    let errors = FormProblems::new();
    let accept = Action::new_local(move |request: &AcceptInviteRequest| {
        let (request, navigate) = (request.clone(), navigate.clone());
        async move {
            match use_api().accept_invite(&request).await {
                Ok(answer) => {
                    session.login(answer);
                    navigate(paths::QUEUE, NavigateOptions { replace: true, ..NavigateOptions::default() });
                }
                Err(error) => errors.refused(&error, &[]),
            }
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let mut wrong = FieldErrors::default();
        let chosen = password.take(&mut wrong);
        if let Some(password) = errors.check(wrong.finish(chosen)) {
            accept.dispatch(AcceptInviteRequest { token: token.clone(), password });
        }
    };
    view! {
        <Entrance title=t::invite_title>
            <p class="muted">{t::invite_text}</p>
            <form class="form" novalidate on:submit=submit>
                <FormAlert errors=errors />
                <NewPasswordFields password=password errors=errors />
                <Button kind=ButtonKind::Primary submit=true busy=accept.pending()>
                    {t::invite_submit}
                </Button>
            </form>
        </Entrance>
    }
}
