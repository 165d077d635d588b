//! The browser application.
use leptos::prelude::*;

fn main() {
    mount_to_body(|| view! { <p>"Service Desk"</p> });
}
