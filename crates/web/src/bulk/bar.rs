//! How far the job is, on every page: cancel it, undo it, see what was refused.

use domain::BulkJobId;
use domain::bulk::wire::{BulkJobQuery, BulkProgress, BulkResult, BulkState};
use domain::page::{MAX_LIMIT, Page};
use leptos::prelude::*;

use super::now::use_bulk;
use crate::api::use_api;
use crate::i18n::{code_text, error_text, t};
use crate::loaded::Loaded;
use crate::paths;
use crate::reactive::{RwSignal, memo};
use crate::shell::use_reporter;
use crate::task::Task;
use crate::ui::{Button, ButtonKind, Dialog, Skeleton, Symbol, dynamic, views};

/// The bar; nothing while there is no job.
#[component]
pub(crate) fn JobBar() -> impl IntoView {
    let bulk = use_bulk();
    let (reporter, task) = (use_reporter(), Task::new());
    let details = RwSignal::new(false);
    let is_there = memo(move || bulk.get().is_some());
    let ended = memo(move || bulk.get().is_some_and(|now| now.state != BulkState::Running));
    let refused = memo(move || bulk.get().is_some_and(|now| now.refused > 0));
    let can_undo = memo(move || {
        !bulk.is_undo()
            && bulk.get().is_some_and(|now| now.state != BulkState::Running && now.done > now.refused)
    });
    let act = move |undo: bool| {
        let Some(now) = untrack(|| bulk.get()) else { return };
        task.run(async move {
            let answer = if undo { bulk.undo(now.job).await } else { bulk.cancel(now.job).await };
            if let Err(error) = answer {
                reporter.failed(&error);
            }
        });
    };
    let share = move || {
        let now = bulk.get()?;
        (now.total > 0 && now.state == BulkState::Running)
            .then(|| (now.done.to_string(), now.total.to_string()))
    };
    view! {
        // How far it is, is not read aloud every moment; how it ended is.
        <div prop:role="status" prop:ariaLive=move || if ended.get() { "polite" } else { "off" }>
            {dynamic(move || {
                is_there
                    .get()
                    .then(|| {
                        view! {
                            <div class="job">
                                <span class="job-text">{dynamic(move || bulk.get().map(|now| text(now, bulk.is_undo())))}</span>
                                {dynamic(move || share().map(|(done, total)| view! { <progress prop:value=done prop:max=total></progress> }.into_any()))}
                                {dynamic(move || {
                                    refused
                                        .get()
                                        .then(|| view! { <Button on_press=move || details.set(true)>{t::bulk_details}</Button> })
                                })}
                                {dynamic(move || {
                                    if can_undo.get() {
                                        view! { <Button busy=task.pending() on_press=move || act(true)>{t::bulk_undo}</Button> }.into_any()
                                    } else if ended.get() {
                                        ().into_any()
                                    } else {
                                        view! { <Button busy=task.pending() on_press=move || act(false)>{t::bulk_cancel}</Button> }.into_any()
                                    }
                                })}
                                {dynamic(move || {
                                    ended
                                        .get()
                                        .then(|| {
                                            view! {
                                                <Button
                                                    kind=ButtonKind::Ghost
                                                    icon=Symbol::Close
                                                    label=t::common_close
                                                    on_press=move || bulk.put_aside()
                                                />
                                            }
                                        })
                                })}
                            </div>
                        }.into_any()
                    })
            })}
        </div>
        <Dialog open=details title=t::bulk_details_title close_label=t::common_close>
            <div class="dialog-body">
                {untrack(|| bulk.get()).map(|now| view! { <Refused job=now.job open=details /> })}
            </div>
        </Dialog>
    }
}

fn text(now: BulkProgress, is_undo: bool) -> String {
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let (done, changed) = (number(now.done), number(now.done - now.refused.min(now.done)));
    let mut text = match now.state {
        BulkState::Running if now.total == 0 => t::bulk_begins().to_owned(),
        BulkState::Running => t::bulk_running(done.to_string(), now.total.to_string()),
        BulkState::Done if is_undo => t::bulk_undone(changed),
        BulkState::Done => t::bulk_done(changed),
        BulkState::Cancelled => t::bulk_cancelled(changed),
        BulkState::Stopped => t::bulk_stopped(changed),
    };
    if now.refused > 0 {
        text.push_str(" · ");
        text.push_str(&t::bulk_refused(number(now.refused)));
    }
    text
}

/// The tickets that the command was refused for, and why.
#[component]
fn Refused(job: BulkJobId, open: RwSignal<bool>) -> impl IntoView {
    let list = Loaded::<Page<BulkResult>>::new();
    list.ask(async move {
        let query = BulkJobQuery { refused: Some(true), limit: Some(MAX_LIMIT), after: None };
        Ok(use_api().get_bulk_job(job, &query).await?.results)
    });
    let row = move |result: BulkResult| {
        let reason = result.code.map(code_text);
        view! {
            <li>
                <a prop:href=paths::ticket(result.ticket_id) on:click=move |_| open.set(false)>
                    {format!("#{}", result.ticket_id)}
                </a>
                " "
                {reason}
            </li>
        }
    };
    dynamic(move || match (list.error(), list.value().get()) {
        (Some(error), _) => view! { <p class="notice notice-error">{error_text(&error)}</p> }.into_any(),
        (None, None) => view! { <Skeleton rows=3 label=t::common_loading /> }.into_any(),
        (None, Some(page)) => {
            let more = page.page.next.is_some();
            view! {
                <ul class="job-results">{views(page.items.into_iter().map(row))}</ul>
                {more.then(|| view! { <p class="muted small">{t::bulk_details_more}</p> })}
            }
            .into_any()
        }
    })
}
