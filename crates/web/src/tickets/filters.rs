//! Search and filters of a list; all of them live in the address.

use domain::tickets::list::{Sort, TicketListQuery, View};
use domain::tickets::query::QUERY_MAX;
use domain::tickets::{ClientType, TicketStatus};
use leptos::prelude::*;

use super::query::{self, filter_count, has_status, toggle_status};
use crate::address::{Address, use_address};
use crate::choices;
use crate::directory::use_directory;
use crate::i18n::{status_name, t};
use crate::paths::with_query;
use crate::reactive::{Memo, RwSignal, derived, memo};
use crate::task::effect;
use crate::ui::{Choice, Icon, Item, SearchField, Select, Show, Symbol, dynamic, each, next_id};

/// The list at the address; an open ticket stays open.
#[derive(Clone, Copy)]
struct ListAddress(Address);

impl ListAddress {
    /// A step that "back" undoes.
    fn go(self, query: TicketListQuery) {
        self.0.go(&self.with(query));
    }

    /// A step in the middle of typing.
    fn replace(self, query: TicketListQuery) {
        self.0.replace(&self.with(query));
    }

    #[expect(clippy::needless_pass_by_value, reason = "queries are made for the call")]
    fn with(self, query: TicketListQuery) -> String {
        untrack(|| self.0.with_path(|path| with_query(path, &query::write(&query))))
    }
}

/// Search, the filters that are used most as chips, all others in a panel.
#[component]
pub(super) fn Filters(query: Memo<TicketListQuery>) -> impl IntoView {
    let address = ListAddress(use_address());
    let shown = RwSignal::new(false);
    let count = memo(move || query.with(filter_count));
    let panel = next_id("filters");
    let controls = panel.clone();
    let nobody = move || query.with(|query| query.assignee_id.as_deref() == Some("none"));
    let statuses = move || {
        let view = query.with(|query| query.view.unwrap_or_default());
        let open_only = matches!(view, View::Queue | View::Mine);
        TicketStatus::ALL.into_iter().filter(move |status| !open_only || *status != TicketStatus::Closed)
    };
    let toggle_nobody = move |_| {
        let assignee_id = (!nobody()).then(|| "none".to_owned());
        address.go(TicketListQuery { assignee_id, ..query.get_untracked() });
    };
    let has_nobody = move || query.with(|query| query.view != Some(View::Mine));
    view! {
        <div class="filters" prop:role="search">
            <div class="filters-line">
                <SearchField
                    asked=derived(move || query.with(|query| query.query.clone().unwrap_or_default()))
                    label=t::list_search
                    clear_label=t::list_search_clear
                    max=QUERY_MAX
                    on_search=move |text: String| {
                        let text = (!text.is_empty()).then_some(text);
                        address.replace(TicketListQuery { query: text, ..query.get_untracked() });
                    }
                />
                <button
                    prop:type="button"
                    class="button button-ghost filters-more"
                    prop:ariaExpanded=move || shown.get().to_string()
                    aria-controls=controls
                    prop:title=t::filter_more
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    <Icon symbol=Symbol::Filter />
                    <span class="spoken">{t::filter_more}</span>
                    {dynamic(move || (count.get() > 0).then(|| view! { <span class="badge">{count.get()}</span> }.into_any()))}
                </button>
            </div>
            <div class="chips">
                <Show when=has_nobody>
                    <button prop:type="button" class="chip" prop:ariaPressed=move || nobody().to_string() on:click=toggle_nobody>
                        {t::filter_nobody}
                    </button>
                </Show>
                {each(move || statuses().map(|status| status_chip(query, address, status)).collect())}
                <Show when=move || { count.get() > 0 }>
                    <button
                        prop:type="button"
                        class="chip chip-reset"
                        on:click=move |_| address.go(query::unfiltered(&query.get_untracked()))
                    >
                        <Icon symbol=Symbol::Close />
                        {t::list_reset}
                    </button>
                </Show>
            </div>
            <div prop:id=panel>
                <Show when=move || shown.get()>
                    <Panel query=query address=address />
                </Show>
            </div>
        </div>
    }
}

fn status_chip(query: Memo<TicketListQuery>, address: ListAddress, status: TicketStatus) -> Item {
    Item::new(status.as_str(), move || {
        view! {
            <button
                prop:type="button"
                class="chip"
                prop:ariaLabel=move || t::filter_status(status_name(status))
                prop:ariaPressed=move || query.with(|query| has_status(query, status)).to_string()
                on:click=move |_| address.go(toggle_status(&query.get_untracked(), status))
            >
                {dynamic(move || status_name(status))}
            </button>
        }
    })
}

/// The filters that are used less.
#[component]
fn Panel(query: Memo<TicketListQuery>, address: ListAddress) -> impl IntoView {
    let directory = use_directory();
    let any = || Choice::new("", t::filter_any());
    let departments = move || choices::after(any(), choices::departments(directory));
    let people = move || {
        let mut all = vec![any(), Choice::new("me", t::filter_me()), Choice::new("none", t::filter_nobody())];
        all.extend(choices::employees(directory));
        all
    };
    let priorities = move || choices::after(any(), choices::priorities_down());
    let clients = move || choices::after(any(), choices::client_types());
    let in_queue = move || query.with(|query| query.view == Some(View::Queue));
    let of_mine = move || query.with(|query| query.view == Some(View::Mine));
    let filter = move |name: &'static str| bound(query, address, name);
    view! {
        <div class="filter-panel">
            <Show when=move || !in_queue()>
                <Select label=t::field_department value=filter("department_id") choices=derived(departments) />
            </Show>
            <Show when=move || !of_mine()>
                <Select label=t::field_assignee value=filter("assignee_id") choices=derived(people) />
            </Show>
            <Select label=t::field_priority value=filter("priority") choices=derived(priorities) />
            <Select label=t::field_client_type value=filter("client_type") choices=derived(clients) />
            <Station query=query address=address />
            <Select label=t::filter_sort value=filter("sort") choices=derived(choices::sorts) />
            <p class="filter-help">{t::list_query_help}</p>
        </div>
    }
}

/// A filter as a signal for a select: it follows the address, and choosing changes the address.
fn bound(query: Memo<TicketListQuery>, address: ListAddress, name: &'static str) -> RwSignal<String> {
    let read = move || query.with(|query| value_of(query, name));
    let value = RwSignal::new(untrack(read));
    effect(move || {
        let asked = read();
        if value.with_untracked(|value| *value != asked) {
            value.set(asked);
        }
    });
    effect(move || {
        let chosen = value.get();
        let now = query.get_untracked();
        if chosen != value_of(&now, name) {
            address.go(with_value(&now, name, &chosen));
        }
    });
    value
}

fn value_of(query: &TicketListQuery, name: &str) -> String {
    match name {
        "department_id" => query.department_id.map(|id| id.to_string()).unwrap_or_default(),
        "assignee_id" => query.assignee_id.clone().unwrap_or_default(),
        "priority" => query.priority.clone().unwrap_or_default(),
        "client_type" => query.client_type.map(|one| one.as_str().to_owned()).unwrap_or_default(),
        _ => query.sort.unwrap_or_default().as_str().to_owned(),
    }
}

fn with_value(query: &TicketListQuery, name: &str, value: &str) -> TicketListQuery {
    let text = (!value.is_empty()).then(|| value.to_owned());
    let mut query = query.clone();
    match name {
        "department_id" => query.department_id = value.parse().ok(),
        "assignee_id" => query.assignee_id = text,
        "priority" => query.priority = text,
        "client_type" => query.client_type = ClientType::parse(value),
        _ => query.sort = Sort::parse(value),
    }
    query
}

/// The filter for exactly one station; applied when the person leaves the field or presses Enter.
#[component]
fn Station(query: Memo<TicketListQuery>, address: ListAddress) -> impl IntoView {
    let id = next_id("station");
    let value = move || query.with(|query| query.station_number.clone().unwrap_or_default());
    let apply = move |text: String| {
        let text = text.trim().to_owned();
        let station_number = (!text.is_empty()).then_some(text);
        address.go(TicketListQuery { station_number, ..query.get_untracked() });
    };
    view! {
        <div class="field">
            <label prop:htmlFor=id.clone()>{t::field_station}</label>
            <input
                class="input"
                prop:id=id
                prop:type="text"
                prop:autocomplete="off"
                prop:value=value
                on:change:target=move |event| apply(event.target().value())
            />
        </div>
    }
}
