//! What a list that comes page by page shows: an error, that it is loading, that nothing is there, or rows and a way to
//! more of them.

use client::ClientError;
use leptos::prelude::*;

use crate::i18n::{error_text, t};
use crate::paged::Paged;
use crate::reactive::{Memo, Signal, derived, memo};
use crate::ui::{ErrorView, Pager, Show, Skeleton, dynamic};

type Part = Box<dyn Fn() -> AnyView + Send + Sync>;

/// The rows, or what is shown while there are none. Errors stand above rows that are there already.
pub(crate) fn paged_rows<T: Clone + PartialEq + Send + Sync>(
    list: Paged<T>,
    empty: impl Fn() -> AnyView + Send + Sync + 'static,
    rows: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    State {
        count: memo(move || list.rows().map(|rows| rows.len())),
        error: derived(move || list.error()),
        has_more: derived(move || list.has_more()),
        busy: list.busy(),
        reload: UnsyncCallback::new(move |()| list.reload()),
        more: UnsyncCallback::new(move |()| list.more()),
    }
    .view(Box::new(empty), Box::new(rows))
}

/// A list whatever its rows are, because the bundle is small.
struct State {
    count: Memo<Option<usize>>,
    error: Signal<Option<ClientError>>,
    has_more: Signal<bool>,
    busy: Signal<bool>,
    reload: UnsyncCallback<()>,
    more: UnsyncCallback<()>,
}

impl State {
    fn view(self, empty: Part, rows: Part) -> AnyView {
        let Self { count, error, has_more, busy, reload, more } = self;
        let failed = move || {
            error.get().map(|error| {
                view! { <ErrorView text=move || error_text(&error) retry_label=t::common_retry on_retry=reload /> }
            })
        };
        let content = move || match count.get() {
            None if error.with(Option::is_some) => ().into_any(),
            None => view! { <Skeleton rows=6 label=t::common_loading /> }.into_any(),
            Some(0) => empty(),
            Some(_) => rows(),
        };
        view! {
            {dynamic(failed)}
            {dynamic(content)}
            <Show when=move || has_more.get()>
                <Pager
                    label=t::common_show_more
                    rows=derived(move || count.get().unwrap_or(0))
                    busy=busy
                    on_more=more
                />
            </Show>
        }
        .into_any()
    }
}
