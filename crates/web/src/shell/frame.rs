//! Navigation and the page beside it.

use leptos::prelude::*;

use super::nav::Navigation;
use crate::bulk::JobBar;
use crate::i18n::t;
use crate::keys::{Palette, offer_everywhere};
use crate::outbox::Connection;

/// The frame of all pages of people who are logged in.
#[component]
pub(super) fn Frame(
    /// The page beside the navigation.
    children: Children,
) -> impl IntoView {
    offer_everywhere();
    view! {
        <div class="app">
            <a class="button skip" prop:href="#main">
                {t::nav_skip}
            </a>
            <Navigation />
            <main class="app-main" prop:id="main" prop:tabIndex=-1>
                <Connection />
                {children()}
                <JobBar />
            </main>
            <Palette />
        </div>
    }
}
