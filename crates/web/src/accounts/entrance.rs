//! The frame of the pages before login: the brand, a card, the languages.

use domain::employees::Locale;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::i18n::{self, locale_name, t};
use crate::shell::use_title;
use crate::ui::{Icon, Symbol, dynamic, views};

/// A page before login.
#[component]
pub(super) fn Entrance(
    /// What the person shall do here.
    #[prop(into)]
    title: TextProp,
    /// More room, for longer forms.
    #[prop(optional)]
    wide: bool,
    /// The form.
    children: Children,
) -> impl IntoView {
    let tab = title.clone();
    use_title(move || tab.get());
    view! {
        <div class="entrance">
            <main class="entrance-card card" class:entrance-wide=wide>
                <p class="entrance-brand">
                    <span class="brand-mark">
                        <Icon symbol=Symbol::Bolt />
                    </span>
                    <strong>{t::app_name}</strong>
                </p>
                <h1 class="page-title">{dynamic(move || title.get())}</h1>
                {children()}
            </main>
            <Languages />
        </div>
    }
}

#[component]
fn Languages() -> impl IntoView {
    let choices = Locale::ALL.map(|locale| {
        view! {
            <button
                prop:type="button"
                class="entrance-language"
                prop:lang=locale.as_str()
                prop:ariaPressed=move || if i18n::locale() == locale { "true" } else { "false" }
                on:click=move |_| i18n::set_locale(locale)
            >
                {locale_name(locale)}
            </button>
        }
        .into_any()
    });
    view! {
        <footer>
            <div class="entrance-languages" prop:role="group" prop:ariaLabel=t::user_language>
                {views(choices)}
            </div>
        </footer>
    }
}
