//! More rows: by a button, or by scrolling to it.

use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{IntersectionObserver, IntersectionObserverEntry};

use super::Button;
use super::dynamic;
use crate::reactive::Signal;
use crate::task::effect;

/// The end of a list that has more rows.
#[component]
pub(crate) fn Pager(
    /// The text of the button.
    #[prop(into)]
    label: TextProp,
    /// How many rows there are.
    #[prop(into)]
    rows: Signal<usize>,
    /// More rows are being loaded.
    #[prop(into)]
    busy: Signal<bool>,
    /// Loads more rows.
    #[prop(into)]
    on_more: UnsyncCallback<()>,
) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    // The end came into sight while rows were loaded for another reason.
    let waits = StoredValue::new(false);
    effect(move || {
        if !busy.get() && waits.get_value() {
            waits.set_value(false);
            on_more.run(());
        }
    });
    effect(move || {
        let Some(element) = element.get() else { return };
        let seen = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let visible = entries
                .iter()
                .any(|entry| entry.unchecked_into::<IntersectionObserverEntry>().is_intersecting());
            let is_busy = busy.try_get_untracked().unwrap_or(true);
            waits.try_set_value(visible && is_busy);
            if visible && !is_busy {
                on_more.run(());
            }
        });
        let Ok(observer) = IntersectionObserver::new(seen.as_ref().unchecked_ref()) else { return };
        // The closure lives as long as the observer may call it.
        let kept = StoredValue::new_local((observer, seen));
        on_cleanup(move || {
            kept.try_with_value(|(observer, _)| observer.disconnect());
        });
        // An end that is in sight again before anybody looked is no news to the observer.
        effect(move || {
            rows.with(|_| {});
            kept.with_value(|(observer, _)| {
                observer.unobserve(&element);
                observer.observe(&element);
            });
        });
    });
    view! {
        <div class="pager" node_ref=element>
            <Button busy=busy on_press=move || on_more.run(())>
                {dynamic(move || label.get())}
            </Button>
        </div>
    }
}
