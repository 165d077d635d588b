//! Navigation and the page beside it.

use leptos::prelude::*;

use super::nav::Navigation;
use crate::bulk::JobBar;
use crate::i18n::t;
use crate::keys::{Palette, offer_everywhere};
use crate::live::use_live;
use crate::ui::{Icon, Symbol, dynamic};

/// The frame of all pages of people who are logged in.
#[component]
pub(super) fn Frame(
    /// The page beside the navigation.
    children: Children,
) -> impl IntoView {
    let live = use_live();
    offer_everywhere();
    view! {
        <div class="app">
            <a class="button skip" href="#main">
                {t::nav_skip}
            </a>
            <Navigation />
            <main class="app-main" id="main" tabindex="-1">
                <div aria-live="polite">
                    {dynamic(move || {
                        live.is_lost()
                            .then(|| {
                                view! {
                                    <p class="banner">
                                        <Icon symbol=Symbol::Repeat />
                                        {t::live_lost}
                                    </p>
                                }
                            })
                    })}
                </div>
                {children()}
                <JobBar />
            </main>
            <Palette />
        </div>
    }
}
