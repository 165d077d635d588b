//! A list without rows: empty, or not loaded.

use client::ClientError;
use domain::ErrorCode;
use domain::authz::Action;
use domain::problem::FieldError;
use domain::tickets::list::{TicketListQuery, View};
use domain::tickets::query::wrong_part;
use leptos::prelude::*;

use super::list::List;
use super::query::{self, filter_count};
use crate::directory::use_directory;
use crate::i18n::{error_text, field_text, t};
use crate::paths;
use crate::reactive::Memo;
use crate::session::use_session;
use crate::ui::{Empty, ErrorView, Symbol, dynamic};

/// Why a list could not be loaded.
pub(super) fn trouble(error: &ClientError, list: List) -> AnyView {
    if error.code() == Some(ErrorCode::InvalidQuery) {
        let text = list.query.with(|query| mistakes(error, query));
        return view! { <Empty symbol=Symbol::Search title=t::list_wrong_query text=text /> }.into_any();
    }
    view! {
        <ErrorView
            text=error_text(error)
            retry_label=t::common_retry
            on_retry=move || list.turn.update(|turn| *turn += 1)
        />
    }
    .into_any()
}

/// Which parts of the query are wrong, and why.
fn mistakes(error: &ClientError, query: &TicketListQuery) -> String {
    let text = query.query.as_deref().unwrap_or_default();
    let errors = error.problem().map(|problem| problem.errors.as_slice()).unwrap_or_default();
    let part = |error: &FieldError| format!("«{}»: {}", wrong_part(text, error), field_text(error));
    errors.iter().map(part).collect::<Vec<_>>().join(" ")
}

/// Why the list is empty, and what to do.
#[component]
pub(super) fn NothingThere(query: Memo<TicketListQuery>) -> impl IntoView {
    let (session, directory) = (use_session(), use_directory());
    dynamic(move || {
        let query = query.get();
        let view = query.view.unwrap_or_default();
        if filter_count(&query) > 0 || query.query.is_some() {
            return view! {
                <Empty symbol=Symbol::Search title=t::list_nothing_found text=t::list_nothing_found_text>
                    <a class="button" prop:href=paths::tickets(&query::write(&query::unfiltered(&query)))>
                        {t::list_reset}
                    </a>
                </Empty>
            }
            .into_any();
        }
        match session.can(Action::ManageEmployees).then(|| directory.employees().len()) {
            // Nobody knows yet whether the desk is empty, too.
            Some(0) => return ().into_any(),
            Some(1) => return view! { <FirstSteps /> }.into_any(),
            Some(_) | None => {}
        }
        let new_ticket = || view! { <a class="button" prop:href=paths::NEW_TICKET>{t::nav_new_ticket}</a> };
        let to_queue = || view! { <a class="button" prop:href=paths::QUEUE>{t::page_home}</a> };
        match view {
            View::Queue => {
                view! { <Empty symbol=Symbol::Inbox title=t::list_queue_empty text=t::list_queue_empty_text>{new_ticket()}</Empty> }
                    .into_any()
            }
            View::Mine => {
                view! { <Empty symbol=Symbol::Person title=t::list_mine_empty text=t::list_mine_empty_text>{to_queue()}</Empty> }
                    .into_any()
            }
            View::Created => {
                view! { <Empty symbol=Symbol::Pen title=t::list_created_empty text=t::list_created_empty_text>{new_ticket()}</Empty> }
                    .into_any()
            }
            View::All => {
                view! { <Empty symbol=Symbol::List title=t::list_all_empty text=t::list_all_empty_text>{new_ticket()}</Empty> }
                    .into_any()
            }
        }
    })
}

/// A desk with nobody but its first administrator.
#[component]
fn FirstSteps() -> impl IntoView {
    view! {
        <Empty symbol=Symbol::Inbox title=t::first_title text=t::first_text>
            <a class="button" prop:href=paths::DEPARTMENTS>{t::nav_departments}</a>
            <a class="button" prop:href=paths::EMPLOYEES>{t::nav_employees}</a>
            <a class="button button-primary" prop:href=paths::NEW_TICKET>{t::nav_new_ticket}</a>
        </Empty>
    }
}
