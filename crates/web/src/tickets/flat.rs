//! A list as one row after the other; only those on the screen are drawn.

use std::ops::Range;

use leptos::prelude::*;

use super::feed::Feed;
use super::layout::Looks;
use super::list::List;
use super::nothing::{NothingThere, trouble};
use super::rows::Rows;
use super::scroll::Scroll;
use crate::i18n::t;
use crate::reactive::memo;
use crate::task::{effect, on_change};
use crate::ui::{Pager, Show, Skeleton, dynamic, each};

/// The rows.
#[component]
pub(super) fn FlatList(list: List, looks: Looks) -> impl IntoView {
    let (feed, scroll, query) = (Feed::new(), Scroll::new(), list.query);
    let loaded = feed.rows();
    let count = feed.count();
    let drawn = memo(move || scroll.drawn(count.get()));
    feed.follow(list.wanted, list.turn, move || drawn.get());
    on_change(move || query.get(), move |_| scroll.to_begin());
    effect(move || {
        count.track();
        looks.compact.track();
        request_animation_frame(move || scroll.look());
    });
    effect(move || list.selection.show(loaded.with(|rows| rows.as_ref().map(Rows::ids)).unwrap_or_default()));
    effect(move || {
        let Range { start, end } = drawn.get();
        scroll.pad(start, count.get().saturating_sub(end));
    });
    let is_old =
        move || loaded.with(|loaded| loaded.as_ref().is_some_and(|loaded| loaded.query != query.get()));
    let rows = move || {
        let drawn = drawn.get();
        let rows = loaded.with(|rows| rows.as_ref().map(|rows| rows.range(drawn)).unwrap_or_default());
        rows.into_iter().map(|row| list.item(row)).collect()
    };
    let is_empty = memo(move || {
        loaded.with(|rows| rows.as_ref().is_some_and(|rows| rows.len() == 0 && rows.query == query.get()))
    });
    let has_more = memo(move || loaded.with(|rows| rows.as_ref().is_some_and(Rows::has_more)));
    view! {
        <div class="rows" class:rows-old=is_old node_ref=scroll.element on:scroll=move |_| scroll.look()>
            <Show when=move || loaded.with(Option::is_none) && feed.error().is_none()>
                <Skeleton rows=8 label=t::common_loading />
            </Show>
            {dynamic(move || feed.error().map(|error| trouble(&error, list)))}
            <ul>{each(rows)}</ul>
            <Show when=move || is_empty.get()>
                <NothingThere query=query />
            </Show>
            <Show when=move || has_more.get()>
                <Pager label=t::common_show_more rows=feed.count() busy=feed.is_busy() on_more=move || feed.more() />
            </Show>
        </div>
    }
}
