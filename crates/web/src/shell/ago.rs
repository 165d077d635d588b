//! Times that grow older while one looks at them.

use std::sync::LazyLock;
use std::time::Duration;

use domain::Timestamp;
use leptos::prelude::*;

use crate::format::{full_time, short_time};
use crate::ui::dynamic;

static TICK: LazyLock<ArcRwSignal<u32>> = LazyLock::new(|| ArcRwSignal::new(0));

/// Starts the clock; called once at the start.
pub(crate) fn start_clock() {
    set_interval(|| TICK.update(|tick| *tick = tick.wrapping_add(1)), Duration::from_secs(30));
}

/// The time now; a closure that reads it runs again twice a minute.
pub(crate) fn now() -> Timestamp {
    TICK.track();
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds of a date are whole and small")]
    Timestamp::from_millis(js_sys::Date::now() as i64)
}

/// A time for lists: short for the eye, exact on hover and for screen readers.
#[component]
pub(crate) fn Ago(
    /// When.
    at: Timestamp,
) -> impl IntoView {
    view! {
        <time prop:dateTime=at.to_rfc3339() prop:title=move || full_time(at)>
            {dynamic(move || {
                now();
                short_time(at)
            })}
        </time>
    }
}
