//! A field that searches while one types.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::{Button, ButtonKind, Icon, Show, Symbol};
use crate::reactive::{RwSignal, Signal, memo};
use crate::task::{effect, on_pause};

/// A search field: it searches after a pause, on Enter, and when it is cleared.
#[component]
pub(crate) fn SearchField(
    /// What is searched for now; it changes without typing too: back, another list, "reset".
    #[prop(into)]
    asked: Signal<String>,
    /// What can be searched for.
    #[prop(into)]
    label: TextProp,
    /// The text of the button that clears it.
    #[prop(into)]
    clear_label: TextProp,
    /// The most characters.
    max: usize,
    /// Gets the text when it is another one, trimmed.
    #[prop(into)]
    on_search: UnsyncCallback<String>,
) -> impl IntoView {
    let text = RwSignal::new(asked.get_untracked());
    // What is being typed stays when something else of the list changes.
    let asked = memo(move || asked.get());
    effect(move || {
        let asked = asked.get();
        if text.with_untracked(|text| text.trim() != asked) {
            text.set(asked);
        }
    });
    let search = move || {
        let wanted = text.with_untracked(|text| text.trim().to_owned());
        if wanted != asked.get_untracked() {
            on_search.run(wanted);
        }
    };
    on_pause(move || text.track(), search);
    let placeholder = label.clone();
    view! {
        <form
            class="search"
            on:submit=move |event| {
                event.prevent_default();
                search();
            }
        >
            <Icon symbol=Symbol::Search />
            <input
                prop:type="search"
                prop:ariaLabel=move || label.get()
                prop:placeholder=move || placeholder.get()
                prop:autocomplete="off"
                prop:maxLength=max.to_string()
                prop:value=move || text.get()
                on:input:target=move |event| text.set(event.target().value())
            />
            <Show when=move || text.with(|text| !text.is_empty())>
                <Button
                    kind=ButtonKind::Ghost
                    icon=Symbol::Close
                    label=clear_label.clone()
                    on_press=move || {
                        text.set(String::new());
                        search();
                    }
                />
            </Show>
        </form>
    }
}
