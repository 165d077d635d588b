//! What the person wants to hear of, and when it is quiet.

use client::ClientError;
use domain::notifications::settings::{NotificationRule, NotificationSettings, QuietHours};
use domain::notifications::{NotificationKind, Relation};
use leptos::prelude::*;

use super::desktop;
use crate::api::use_api;
use crate::form::{FormAlert, FormProblems};
use crate::i18n::t;
use crate::reactive::{RwSignal, derived};
use crate::shell::use_reporter;
use crate::task::{Task, spawn};
use crate::ui::{Button, Check, TextInput, dynamic, views};

/// The form, in the profile.
#[component]
pub(crate) fn NotificationForm() -> impl IntoView {
    let reporter = use_reporter();
    let wanted = RwSignal::new(NotificationSettings::default());
    // What is typed before the answer would be lost with it.
    let is_known = RwSignal::new(false);
    let (from, until) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let errors = FormProblems::new();
    let show = move |answer: Result<NotificationSettings, ClientError>| match answer {
        Ok(settings) => {
            let quiet = settings.quiet_hours.as_ref();
            from.set(quiet.map(|quiet| quiet.from.clone()).unwrap_or_default());
            until.set(quiet.map(|quiet| quiet.until.clone()).unwrap_or_default());
            wanted.set(settings);
            is_known.set(true);
            true
        }
        Err(error) => {
            errors.refused(&error, &[]);
            false
        }
    };
    spawn(async move {
        show(use_api().get_notification_settings().await);
    });
    let task = Task::new();
    let save = move |settings: NotificationSettings| {
        task.run(async move {
            if settings.rules.iter().any(|rule| rule.browser) && !desktop::ask().await {
                reporter.info(untrack(t::notify_denied));
            }
            if show(use_api().update_notification_settings(&settings).await) {
                reporter.done(untrack(t::common_saved));
            }
        });
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let quiet = QuietHours { from: from.get_untracked(), until: until.get_untracked() };
        let is_never = quiet.from.is_empty() && quiet.until.is_empty();
        let settings =
            NotificationSettings { quiet_hours: (!is_never).then_some(quiet), ..wanted.get_untracked() };
        if let Some(settings) = errors.check(settings.parse()) {
            save(settings);
        }
    };
    let sound = move |is_on: bool| wanted.update(|wanted| wanted.sound = is_on);
    view! {
        <section class="card card-body">
            <h2>{t::notify_title}</h2>
            <FormAlert errors=errors />
            <form
                class="form"
                prop:noValidate=true
                prop:ariaLabel=t::notify_title
                prop:hidden=move || !is_known.get()
                on:submit=submit
            >
                {dynamic(move || views(Relation::ALL.map(|relation| rules(relation, wanted)).into_iter()))}
                <h3 class="legend">{t::notify_quiet}</h3>
                <div class="form-row">
                    <TextInput label=t::notify_from value=from kind="time" error=errors.of("/quiet_hours/from") />
                    <TextInput label=t::notify_until value=until kind="time" error=errors.of("/quiet_hours/until") />
                </div>
                <p class="muted small">{t::notify_quiet_hint}</p>
                <Check
                    label=t::notify_sound
                    checked=derived(move || wanted.with(|wanted| wanted.sound))
                    on_change=sound
                />
                <div class="form-actions">
                    <Button submit=true busy=task.pending()>
                        {t::common_save}
                    </Button>
                </div>
            </form>
        </section>
    }
}

/// The rules for tickets of one kind.
fn rules(relation: Relation, wanted: RwSignal<NotificationSettings>) -> impl IntoView {
    let legend = match relation {
        Relation::Mine => t::notify_mine(),
        Relation::Department => t::notify_department(),
        Relation::Watched => t::notify_watched(),
    };
    let all = wanted.with_untracked(|wanted| wanted.rules.clone()).into_iter();
    let lines = all.filter(move |rule| rule.relation == relation).map(move |rule| line(rule, wanted));
    view! {
        <fieldset class="rules-of">
            <legend class="legend">{legend}</legend>
            {views(lines)}
        </fieldset>
    }
}

fn line(rule: NotificationRule, wanted: RwSignal<NotificationSettings>) -> impl IntoView {
    let (relation, kind) = (rule.relation, rule.kind);
    let is = move |read: fn(&NotificationRule) -> bool| {
        derived(move || wanted.with(|wanted| wanted.rule(relation, kind).is_some_and(read)))
    };
    let set = move |change: fn(&mut NotificationRule, bool)| {
        move |is_on: bool| {
            wanted.update(|wanted| {
                if let Some(rule) = wanted.rule_mut(relation, kind) {
                    change(rule, is_on);
                }
            });
        }
    };
    let (in_app, browser) = (set(NotificationRule::set_in_app), set(NotificationRule::set_browser));
    view! {
        <div class="rule" prop:role="group" prop:ariaLabel=name(kind)>
            <span>{name(kind)}</span>
            <Check label=t::notify_in_app checked=is(|rule| rule.in_app) on_change=in_app />
            <Check label=t::notify_browser checked=is(|rule| rule.browser) on_change=browser />
        </div>
    }
}

fn name(kind: NotificationKind) -> &'static str {
    match kind {
        NotificationKind::TicketCreated => t::notify_created(),
        NotificationKind::TicketAssigned => t::notify_assigned(),
        NotificationKind::CommentAdded => t::notify_comment(),
        NotificationKind::StatusChanged => t::notify_status(),
        NotificationKind::TicketRedirected => t::notify_redirected(),
        NotificationKind::WaitingOver => t::notify_waiting(),
        NotificationKind::Mentioned => t::notify_mentioned(),
    }
}
