//! What this desk is and where its parts are administered.

use leptos::prelude::*;

use crate::api::use_api;
use crate::i18n::t;
use crate::paths;
use crate::shell::PageHead;
use crate::ui::{Icon, Symbol};

/// Version, documentation of the API, and the way to the other pages of administration.
#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    view! {
        <PageHead title=t::nav_settings />
        <div class="page page-narrow">
            <section class="card card-body">
                <h2>{t::settings_desk}</h2>
                <dl class="facts">
                    <div>
                        <dt>{t::settings_version}</dt>
                        <dd>{env!("CARGO_PKG_VERSION")}</dd>
                    </div>
                    <div>
                        <dt>{t::settings_api}</dt>
                        <dd>{api_address()}</dd>
                    </div>
                </dl>
                <p class="form-actions">
                    <a class="button" prop:href="/api/docs" prop:rel="external" prop:target="_blank">
                        <Icon symbol=Symbol::Bolt />
                        {t::settings_docs}
                    </a>
                    <a class="button" prop:href="/api/openapi.json" prop:rel="external" prop:target="_blank">
                        <Icon symbol=Symbol::Download />
                        "OpenAPI"
                    </a>
                </p>
            </section>
            <section class="card card-body">
                <h2>{t::nav_admin}</h2>
                <p class="form-actions">
                    <a class="button" prop:href=paths::DEPARTMENTS>
                        <Icon symbol=Symbol::House />
                        {t::nav_departments}
                    </a>
                    <a class="button" prop:href=paths::EMPLOYEES>
                        <Icon symbol=Symbol::People />
                        {t::nav_employees}
                    </a>
                </p>
            </section>
            <section class="card card-body">
                <h2>{t::settings_personal}</h2>
                <p>{t::settings_personal_text}</p>
                <p class="form-actions">
                    <a class="button" prop:href=paths::PROFILE>
                        <Icon symbol=Symbol::Person />
                        {t::user_profile}
                    </a>
                </p>
            </section>
        </div>
    }
}

/// The full address of the API, as integrations need it.
fn api_address() -> String {
    let address = use_api().url("");
    if address.starts_with('/') {
        let origin = window().location().origin().unwrap_or_default();
        return format!("{origin}{address}");
    }
    address
}
