//! Notifications outside of the page, by the Notifications API of the browser.

use std::time::Duration;

use client::LiveMessage;
use domain::NotificationId;
use domain::live::LiveKind;
use domain::notifications::{NotificationListQuery, NotificationView};
use js_sys::Date;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationOptions, NotificationPermission};

use super::model;
use crate::api::use_api;
use crate::directory::use_directory;
use crate::live::use_live;
use crate::task::{Soon, spawn};

/// What comes at once is shown together.
const PAUSE: Duration = Duration::from_millis(500);
/// No more at once: whoever was away finds the rest in the bell.
const MOST: u64 = 3;

/// Whether the browser may show notifications; asks when nobody has decided yet.
pub(super) async fn ask() -> bool {
    if Notification::permission() == NotificationPermission::Default
        && let Ok(answer) = Notification::request_permission()
    {
        // Whatever the answer is, it is read below.
        let _ = JsFuture::from(answer).await;
    }
    Notification::permission() == NotificationPermission::Granted
}

/// Shows what is new while the person looks elsewhere; once per page.
pub(crate) fn show_new() {
    let (soon, last) = (Soon::new(PAUSE), StoredValue::new(Option::<NotificationId>::None));
    use_live().on(move |message| {
        if let LiveMessage::Event(event) = message
            && event.kind == LiveKind::NotificationCreated
            && document().hidden()
            && Notification::permission() == NotificationPermission::Granted
        {
            soon.run(move || spawn(show(last)));
        }
    });
}

async fn show(last: StoredValue<Option<NotificationId>>) {
    // What fails now is in the bell all the same.
    let Ok(settings) = use_api().get_notification_settings().await else { return };
    let query = NotificationListQuery { unread: Some(true), limit: Some(MOST), after: None };
    let Ok(page) = use_api().list_notifications(&query).await else { return };
    let shown = last.get_value();
    if let Some(newest) = page.items.first() {
        last.set_value(Some(newest.id));
    }
    let is_new = |one: &&NotificationView| shown.is_none_or(|shown| shown < one.id);
    let minute = minute_of_day();
    let wanted = |one: &&NotificationView| settings.shows(one.relation, one.kind, minute);
    page.items.iter().filter(is_new).filter(wanted).for_each(|one| pop_up(one, settings.sound));
}

#[expect(clippy::cast_possible_truncation, reason = "a minute of a day")]
fn minute_of_day() -> u16 {
    let now = Date::new_0();
    (now.get_hours() * 60 + now.get_minutes()) as u16
}

fn pop_up(one: &NotificationView, sound: bool) {
    let directory = use_directory();
    let headline = untrack(|| model::headline(one, |place| directory.place_name(place)));
    let options = NotificationOptions::new();
    options.set_body(&headline);
    options.set_tag(&one.ticket_id.to_string());
    options.set_silent(Some(!sound));
    // On phones only a service worker may show them.
    drop(Notification::new_with_options(&format!("#{} {}", one.ticket_id, one.ticket_subject), &options));
}
