//! Where the browser is, and going elsewhere without loading the application again.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlAnchorElement, MouseEvent, UrlSearchParams};

use crate::paths::{self, with_query};
use crate::reactive::RwSignal;
use crate::single::single;

/// What the address line says.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Location {
    path: String,
    /// Without the question mark.
    query: String,
}

single! {
    /// The address of the page, reactive.
    Address of Parts
}

pub(crate) struct Parts {
    location: RwSignal<Location>,
}

/// The address of the page.
pub(crate) fn use_address() -> Address {
    Address
}

impl Address {
    /// Follows the address line, and links of the application; called once at the start.
    pub(crate) fn start() -> Self {
        let address = Self::begin(Parts { location: RwSignal::new(here()) });
        // Both listeners live as long as the page.
        let _ = window_event_listener(ev::popstate, move |_| {
            address.follow();
        });
        let _ = window_event_listener(ev::click, move |event: MouseEvent| address.click(&event));
        address
    }

    /// What the function makes of the path, such as `/tickets/42`.
    pub(crate) fn with_path<T>(self, read: impl FnOnce(&str) -> T) -> T {
        self.location.with(|location| read(&location.path))
    }

    /// A value of the query.
    pub(crate) fn query(self, name: &str) -> Option<String> {
        self.location.with(|location| params(location)?.get(name))
    }

    /// Path and query, as `go` takes them; not reactive.
    pub(crate) fn now(self) -> String {
        self.location.with_untracked(|location| with_query(&location.path, &location.query))
    }

    /// Goes to a path with a query; "back" returns.
    pub(crate) fn go(self, to: &str) {
        self.change(to, to == self.now());
    }

    /// Goes to a path with a query instead of where it is: "back" skips it.
    pub(crate) fn replace(self, to: &str) {
        self.change(to, true);
    }

    /// Changes one value of the query, or removes it.
    pub(crate) fn set_query(self, name: &str, value: Option<&str>) {
        let to = self.location.with_untracked(|location| {
            let params = params(location)?;
            match value {
                Some(value) => params.set(name, value),
                None => params.delete(name),
            }
            Some(with_query(&location.path, &String::from(params.to_string())))
        });
        if let Some(to) = to {
            self.replace(&to);
        }
    }

    fn change(self, to: &str, replace: bool) {
        let Ok(history) = window().history() else { return };
        let changed = if replace {
            history.replace_state_with_url(&JsValue::NULL, "", Some(to))
        } else {
            history.push_state_with_url(&JsValue::NULL, "", Some(to))
        };
        // Browsers refuse only foreign addresses and thousands of steps in a minute: then the page stays.
        if changed.is_ok() && self.follow() {
            // The window before login, the main part afterwards.
            window().scroll_to_with_x_and_y(0.0, 0.0);
            if let Some(main) = document().get_element_by_id("main") {
                main.set_scroll_top(0);
            }
        }
    }

    /// Whether it is another path.
    fn follow(self) -> bool {
        let (old, new) = (self.location.get_untracked(), here());
        let is_other = old.path != new.path;
        if old != new {
            self.location.set(new);
        }
        is_other
    }

    /// Links of the application are followed here; all others are left to the browser.
    fn click(self, event: &MouseEvent) {
        let has_modifier = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        if event.default_prevented() || event.button() != 0 || has_modifier {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
        let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) else { return };
        let is_ours = window().location().origin().is_ok_and(|origin| origin == link.origin())
            && link.hash().is_empty()
            && link.target().is_empty()
            && !link.has_attribute("download")
            && paths::is_page(&link.pathname());
        if is_ours {
            event.prevent_default();
            self.go(&format!("{}{}", link.pathname(), link.search()));
        }
    }
}

fn here() -> Location {
    let location = window().location();
    Location {
        path: location.pathname().unwrap_or_default(),
        query: location.search().unwrap_or_default().trim_start_matches('?').to_owned(),
    }
}

fn params(location: &Location) -> Option<UrlSearchParams> {
    UrlSearchParams::new_with_str(&location.query).ok()
}
