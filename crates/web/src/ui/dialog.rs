//! A modal dialog on the native element: Escape closes it and the focus returns by itself.

use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::dynamic;
use super::{Button, ButtonKind, Symbol, next_id};
use crate::reactive::RwSignal;
use crate::task::effect;

/// A modal dialog. Its content exists only while it is open.
#[component]
pub(crate) fn Dialog(
    /// Whether it is open; the dialog sets it to `false` when it is closed.
    open: RwSignal<bool>,
    /// What it is about.
    #[prop(into)]
    title: TextProp,
    /// The accessible name of the cross.
    #[prop(into)]
    close_label: TextProp,
    /// The content.
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    let id = next_id("dialog");
    let labelled_by = id.clone();
    effect(move || {
        let Some(dialog) = element.get() else { return };
        if !open.get() {
            dialog.close();
        } else if !dialog.open() {
            // Fails only for an element that is not in the document.
            let _ = dialog.show_modal();
        }
    });
    let children = StoredValue::new(children);
    let (title, close_label) = (StoredValue::new(title), StoredValue::new(close_label));
    view! {
        <dialog node_ref=element class="dialog" aria-labelledby=labelled_by on:close=move |_| open.set(false)>
            {dynamic(move || {
                let id = id.clone();
                open.get()
                    .then(move || {
                        view! {
                            <header class="dialog-head">
                                <h2 prop:id=id>{dynamic(move || title.with_value(TextProp::get))}</h2>
                                <Button
                                    kind=ButtonKind::Ghost
                                    icon=Symbol::Close
                                    label=close_label.get_value()
                                    on_press=move || open.set(false)
                                />
                            </header>
                            {children.with_value(|children| children())}
                        }
                    })
            })}
        </dialog>
    }
}
