//! Text that the server has made of Markdown.

use leptos::prelude::*;

use crate::reactive::Signal;

/// HTML of the API, which is safe to show.
#[component]
pub(crate) fn Rich(
    /// The HTML.
    #[prop(into)]
    html: Signal<String>,
) -> impl IntoView {
    view! { <div class="rich" inner_html=move || html.get()></div> }
}
