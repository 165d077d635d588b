//! Getting in and the own account: login, invitation, first-run set-up, profile.

mod entrance;
mod invite_page;
mod login_page;
mod password;
mod profile_page;
mod setup_model;
mod setup_page;

pub(crate) use invite_page::InvitePage;
pub(crate) use login_page::LoginPage;
pub(crate) use profile_page::ProfilePage;
pub(crate) use setup_page::SetupPage;

use domain::accounts::UpdateMeRequest;

use crate::api::use_api;
use crate::i18n::{self, t};
use crate::session::Session;
use crate::task::{effect, on_change, spawn};
use crate::ui::{ToastKind, use_toasts};

/// Keeps the language of the browser and that of the account the same: a choice of the person goes to the account, and
/// without one the account decides. Says so when the texts of a language cannot be loaded.
pub(crate) fn follow_locale(session: Session) {
    effect(move || {
        let locale = i18n::locale();
        let Some(of_account) = session.me.with(|me| me.as_ref().map(|me| me.locale)) else { return };
        if of_account == locale {
            i18n::take_chosen();
        } else if i18n::take_chosen() {
            session.me.update(|me| {
                if let Some(me) = me {
                    me.locale = locale;
                }
            });
            spawn(async move {
                let request = UpdateMeRequest { locale: Some(locale), ..UpdateMeRequest::default() };
                if let Err(error) = use_api().update_me(&request).await {
                    session.notice(&error);
                }
            });
        } else {
            i18n::follow(of_account);
        }
    });
    let toasts = use_toasts();
    on_change(i18n::failures, move |_| toasts.show(ToastKind::Failed, t::error_network()));
}
