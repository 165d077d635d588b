//! Searching the whole desk: the best matches first, each with the place where it was found.

use domain::search::wire::{SearchHit, SearchQuery};
use domain::search::{SEARCH_MAX, pieces};
use leptos::prelude::*;

use super::query::Asked;
use super::row::Row;
use crate::address::use_address;
use crate::api::use_api;
use crate::i18n::t;
use crate::paged::Paged;
use crate::reactive::memo;
use crate::shell::{PageHead, paged_rows};
use crate::task::on_change;
use crate::ui::{Empty, Item, SearchField, Symbol, dynamic, each, views};

/// The search; what is searched for stands in the address.
#[component]
pub(crate) fn SearchPage() -> impl IntoView {
    let address = use_address();
    let q = memo(move || address.query("q").unwrap_or_default());
    let list = Paged::new(move |after| {
        let query = SearchQuery { q: q.get_untracked(), limit: None, after };
        async move { use_api().search(&query).await }
    });
    let ask = move || {
        if !q.with_untracked(String::is_empty) {
            list.reload();
        }
    };
    ask();
    on_change(move || q.get(), move |_| ask());
    let content = move || {
        if q.with(String::is_empty) {
            return view! { <Empty symbol=Symbol::Search title=t::search_begin text=t::search_begin_text /> }
                .into_any();
        }
        let nothing = || {
            view! { <Empty symbol=Symbol::Search title=t::list_nothing_found text=t::search_nothing_text /> }
                .into_any()
        };
        let hits = move || list.rows().unwrap_or_default().into_iter().map(hit).collect();
        paged_rows(list, nothing, move || view! { <ul class="hits">{each(hits)}</ul> }.into_any())
    };
    view! {
        <PageHead title=t::search_title />
        <div class="page">
            <SearchField
                asked=q
                label=t::search_field
                clear_label=t::list_search_clear
                max=SEARCH_MAX
                on_search=move |text: String| address.set_query("q", (!text.is_empty()).then_some(&text))
            />
            <div class="card">{dynamic(content)}</div>
        </div>
    }
}

fn hit(hit: SearchHit) -> Item {
    let SearchHit { ticket, snippet, .. } = hit;
    let key = format!("{}/{}/{snippet}", ticket.id, ticket.version);
    Item::new(key, move || {
        let asked = memo(Asked::default);
        let parts = pieces(&snippet).into_iter().map(|piece| match piece.is_mark {
            true => view! { <mark>{piece.text}</mark> }.into_any(),
            false => piece.text.into_any(),
        });
        view! {
            <li>
                <Row row=ticket asked=asked open=memo(|| None) columns=Vec::new() />
                <p class="hit-place">{views(parts)}</p>
            </li>
        }
    })
}
