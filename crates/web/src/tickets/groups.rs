//! A list as groups: tickets of one status, priority or assignee under one heading.

use domain::tickets::groups::{GroupBy, TicketGroup, TicketGroups};
use domain::tickets::list::TicketListQuery;
use domain::tickets::{Priority, TicketStatus};
use leptos::prelude::*;

use super::feed::Feed;
use super::layout::Looks;
use super::list::List;
use super::nothing::{NothingThere, trouble};
use super::query;
use super::rows::Rows;
use crate::api::use_api;
use crate::i18n::{error_text, priority_name, status_name, t};
use crate::loaded::Loaded;
use crate::reactive::{RwSignal, memo};
use crate::task::effect;
use crate::ui::{Icon, Item, Pager, Show, Skeleton, Symbol, dynamic, each};

/// So many groups are unfolded in the beginning; each loads its own rows.
const UNFOLDED: usize = 6;

/// The groups of a list.
#[derive(Clone, Copy)]
struct Groups {
    list: List,
    found: Loaded<(GroupBy, TicketGroups)>,
    /// The rows of each that is drawn.
    feeds: RwSignal<Vec<(String, Feed)>>,
}

/// The groups.
#[component]
pub(super) fn GroupedList(list: List, looks: Looks) -> impl IntoView {
    let groups = Groups { list, found: Loaded::new(), feeds: RwSignal::new(Vec::new()) };
    let found = groups.found.value();
    effect(move || {
        list.turn.track();
        if let (Some(by), Some(query)) = (looks.group_by(), list.wanted.get()) {
            groups.found.ask(async move {
                let found = use_api().list_ticket_groups(by, &query::here(query)).await?;
                Ok((by, found))
            });
        }
    });
    effect(move || {
        let mut ids = Vec::new();
        groups.feeds.with(|feeds| {
            for (_, feed) in feeds {
                ids.extend(feed.rows().with(|rows| rows.as_ref().map(Rows::ids)).unwrap_or_default());
            }
        });
        list.selection.show(ids);
    });
    let sections = move || {
        let Some((by, found)) = found.get() else { return Vec::new() };
        found.items.into_iter().enumerate().map(|(number, group)| groups.section(by, group, number)).collect()
    };
    let is_empty =
        memo(move || found.with(|found| found.as_ref().is_some_and(|(_, found)| found.items.is_empty())));
    let is_cut = memo(move || found.with(|found| found.as_ref().is_some_and(|(_, found)| !found.complete)));
    view! {
        <div class="rows">
            <Show when=move || found.with(Option::is_none) && groups.found.error().is_none()>
                <Skeleton rows=8 label=t::common_loading />
            </Show>
            {dynamic(move || groups.found.error().map(|error| trouble(&error, list)))}
            {each(sections)}
            <Show when=move || is_empty.get()>
                <NothingThere query=list.query />
            </Show>
            <Show when=move || is_cut.get()>
                <p class="group-note muted small">{t::group_cut}</p>
            </Show>
        </div>
    }
}

impl Groups {
    fn section(self, by: GroupBy, group: TicketGroup, number: usize) -> Item {
        let TicketGroup { key, name, .. } = group;
        Item::new(format!("{}/{key}", by.as_str()), move || {
            let is_unfolded = RwSignal::new(number < UNFOLDED);
            let feed = self.feed(by, key.clone(), is_unfolded);
            let rows = feed.rows();
            let counted = key.clone();
            let heading = move || heading(by, &key, name.as_deref());
            let items = move || {
                let rows = rows.with(|rows| rows.as_ref().map(Rows::all)).unwrap_or_default();
                rows.into_iter().map(|row| self.list.item(row)).collect()
            };
            let has_more = memo(move || rows.with(|rows| rows.as_ref().is_some_and(Rows::has_more)));
            view! {
                <section class="group">
                    <h2>
                        <button
                            prop:type="button"
                            prop:ariaExpanded=move || is_unfolded.get().to_string()
                            on:click=move |_| is_unfolded.update(|is_on| *is_on = !*is_on)
                        >
                            <Icon symbol=Symbol::Down />
                            <span>{dynamic(heading)}</span>
                            <span class="badge">{dynamic(move || self.count(&counted))}</span>
                        </button>
                    </h2>
                    <Show when=move || is_unfolded.get()>
                        <ul>{each(items)}</ul>
                        {dynamic(move || feed.error().map(|error| view! { <p class="group-note">{error_text(&error)}</p> }.into_any()))}
                        <Show when=move || has_more.get()>
                            <Pager label=t::common_show_more rows=feed.count() busy=feed.is_busy() on_more=move || feed.more() />
                        </Show>
                    </Show>
                </section>
            }
        })
    }

    /// The rows of a group, while it is unfolded.
    fn feed(self, by: GroupBy, key: String, is_unfolded: RwSignal<bool>) -> Feed {
        let feed = Feed::new();
        self.feeds.update(|feeds| feeds.push((key.clone(), feed)));
        let gone = key.clone();
        on_cleanup(move || self.feeds.update(|feeds| feeds.retain(|(key, _)| *key != gone)));
        let wanted = self.list.wanted;
        let query =
            memo(move || wanted.get().filter(|_| is_unfolded.get()).map(|list| within(list, by, &key)));
        feed.follow(query, self.list.turn, || 0..usize::MAX);
        feed
    }

    /// How many tickets it holds, or holds at least.
    fn count(self, key: &str) -> String {
        self.found.value().with(|found| {
            let Some((_, found)) = found else { return String::new() };
            let count = found.items.iter().find(|group| group.key == key).map_or(0, |group| group.count);
            format!("{count}{}", if found.complete { "" } else { "+" })
        })
    }
}

/// The tickets of a list that are of one group.
fn within(list: TicketListQuery, by: GroupBy, key: &str) -> TicketListQuery {
    let key = Some(key.to_owned());
    match by {
        GroupBy::Status => TicketListQuery { status: key, ..list },
        GroupBy::Priority => TicketListQuery { priority: key, ..list },
        GroupBy::Assignee => TicketListQuery { assignee_id: key, ..list },
    }
}

fn heading(by: GroupBy, key: &str, name: Option<&str>) -> String {
    let word = match by {
        GroupBy::Status => TicketStatus::parse(key).map(status_name),
        GroupBy::Priority => Priority::parse(key).map(priority_name),
        GroupBy::Assignee => None,
    };
    word.or(name).unwrap_or_else(t::ticket_nobody).to_owned()
}
