//! What a comment will look like, as the server makes it of Markdown.

use leptos::prelude::*;

use super::handle::TicketHandle;
use crate::drafts::use_drafts;
use crate::i18n::t;
use crate::reactive::{RwSignal, derived};
use crate::task::{Task, on_change};
use crate::ui::{Button, ButtonKind, Rich, Show, Symbol};

/// Shows the comment as it will be, instead of the field.
#[derive(Clone, Copy)]
pub(super) struct Preview {
    handle: TicketHandle,
    text: RwSignal<String>,
    html: RwSignal<Option<String>>,
    task: Task,
}

impl Preview {
    /// Of this text; whoever goes on writing, or sends it, sees the field again.
    pub(super) fn new(handle: TicketHandle, text: RwSignal<String>) -> Self {
        let html = RwSignal::new(None);
        on_change(move || text.get(), move |_| html.set(None));
        Self { handle, text, html, task: Task::new() }
    }

    /// Whether it is shown.
    pub(super) fn is_shown(self) -> bool {
        self.html.with(Option::is_some)
    }

    fn toggle(self) {
        if untrack(|| self.is_shown()) {
            self.html.set(None);
            return;
        }
        let (id, text) = (self.handle.id, self.text.get_untracked());
        self.task.run(async move {
            match use_drafts().preview(id, &text).await {
                // Whoever has gone on writing sees what he writes.
                Ok(html) if self.text.try_get_untracked() == Some(text) => self.html.set(Some(html)),
                Ok(_) => {}
                Err(error) => self.handle.reporter.failed(&error),
            }
        });
    }
}

/// Between writing and looking.
#[component]
pub(super) fn PreviewButton(preview: Preview) -> impl IntoView {
    let icon = move || if preview.is_shown() { Symbol::Pen } else { Symbol::Eye };
    let label = move || if preview.is_shown() { t::comment_write() } else { t::comment_preview() };
    view! {
        <Button
            kind=ButtonKind::Ghost
            icon=derived(icon)
            label=label
            busy=preview.task.pending()
            on_press=move || preview.toggle()
        />
    }
}

/// The comment as it will be; nothing while one writes.
#[component]
pub(super) fn PreviewText(preview: Preview) -> impl IntoView {
    view! {
        <div prop:role="status">
            <Show when=move || preview.is_shown()>
                <Rich html=derived(move || preview.html.get().unwrap_or_default()) />
            </Show>
        </div>
    }
}
