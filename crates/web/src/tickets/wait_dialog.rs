//! Waiting for an answer, perhaps until a time.

use domain::problem::FieldError;
use domain::tickets::TicketStatus;
use domain::tickets::wire::TransitionTicketRequest;
use domain::{ErrorCode, Timestamp};
use js_sys::Date;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use wasm_bindgen::JsValue;

use super::handle::TicketHandle;
use super::transition_form::TransitionForm;
use crate::form::DialogForm;
use crate::i18n::t;
use crate::reactive::RwSignal;
use crate::shell::now;
use crate::ui::{Dialog, TextArea, TextInput};

const HOUR_MS: f64 = 3_600_000.0;

/// The dialog before a ticket waits.
#[component]
pub(super) fn WaitDialog(handle: TicketHandle, open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog open=open title=t::wait_title close_label=t::common_close>
            <Form handle=handle open=open />
        </Dialog>
    }
}

#[component]
fn Form(handle: TicketHandle, open: RwSignal<bool>) -> impl IntoView {
    let (until, comment) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let form = TransitionForm::new(handle, open);
    let submit = move || {
        form.errors.clear();
        let typed = until.get_untracked();
        let moment = local_time(&typed);
        if !typed.is_empty() && moment.is_none_or(|moment| moment <= untrack(now)) {
            form.errors.show(vec![FieldError::new("/until", ErrorCode::NotInTheFuture)]);
            return;
        }
        let comment = Some(comment.get_untracked()).filter(|comment| !comment.trim().is_empty());
        form.submit(TransitionTicketRequest {
            to: TicketStatus::Waiting,
            until: moment,
            resolution: None,
            comment,
        });
    };
    let in_hours = move |hours: f64| {
        until.set(input_value(&Date::new(&JsValue::from_f64(Date::now() + hours * HOUR_MS))));
    };
    let tomorrow = move || {
        let date = Date::new(&JsValue::from_f64(Date::now() + 24.0 * HOUR_MS));
        date.set_hours(9);
        date.set_minutes(0);
        until.set(input_value(&date));
    };
    view! {
        <DialogForm open=open text=t::wait_confirm busy=form.pending() on_submit=submit>
            <p class="muted">{t::wait_text}</p>
            <TextInput
                label=t::wait_until
                kind="datetime-local"
                value=until
                error=form.errors.of("/until")
                hint=TextProp::from(t::wait_until_hint)
            />
            <div class="chips">
                <button prop:type="button" class="chip" on:click=move |_| in_hours(1.0)>
                    {t::wait_hour}
                </button>
                <button prop:type="button" class="chip" on:click=move |_| in_hours(4.0)>
                    {t::wait_four_hours}
                </button>
                <button prop:type="button" class="chip" on:click=move |_| tomorrow()>
                    {t::wait_tomorrow}
                </button>
            </div>
            <TextArea label=t::transition_comment value=comment error=form.errors.of("/comment") rows=3 />
        </DialogForm>
    }
}

/// What a `datetime-local` field holds, in the time zone of the person.
fn local_time(text: &str) -> Option<Timestamp> {
    let millis = Date::new(&JsValue::from_str(text)).get_time();
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds of a date are whole and small")]
    (!text.is_empty() && millis.is_finite()).then(|| Timestamp::from_millis(millis as i64))
}

/// A date as a `datetime-local` field wants it.
fn input_value(date: &Date) -> String {
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes()
    )
}
