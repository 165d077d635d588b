//! A list of tickets, kept fresh by the live stream: as rows, as groups or as a board.

use std::time::Duration;

use client::LiveMessage;
use domain::TicketId;
use domain::live::LiveKind;
use domain::tickets::list::{TicketListQuery, View};
use domain::tickets::wire::TicketRow;
use domain::views::wire::Column;
use leptos::prelude::*;

use super::board::TicketBoard;
use super::filters::Filters;
use super::flat::FlatList;
use super::groups::GroupedList;
use super::layout::Looks;
use super::list_keys;
use super::list_menu::ListMenu;
use super::query::{self, Asked};
use super::row::Row;
use crate::address::use_address;
use crate::bulk::{SelectBox, Selection, SelectionBar};
use crate::i18n::t;
use crate::live::use_live;
use crate::notifications::Bell;
use crate::paths;
use crate::reactive::{Memo, RwSignal, memo};
use crate::task::{Soon, effect};
use crate::ui::{Empty, Icon, Item, Symbol, dynamic};
use crate::views::use_views;

/// A busy desk changes often; the list follows at most this often.
const PAUSE: Duration = Duration::from_millis(700);

/// What is listed.
#[derive(Clone, Copy)]
pub(super) struct List {
    /// The list at the address.
    pub(super) asked: Memo<Asked>,
    pub(super) query: Memo<TicketListQuery>,
    /// The same once it is known, and what is loaded is kept fresh.
    pub(super) wanted: Memo<Option<TicketListQuery>>,
    /// The ticket that is open beside it.
    pub(super) open: Memo<Option<TicketId>>,
    /// What rows show; the usual when there is none.
    columns: Memo<Vec<Column>>,
    pub(super) selection: Selection,
    /// Counts changes of tickets.
    pub(super) turn: RwSignal<u32>,
}

/// How a list is drawn.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Flat,
    Grouped,
    Board,
    /// The saved view at the address is somebody else's, or was deleted.
    Missing,
}

/// The list that the address describes.
#[component]
pub(super) fn TicketList(
    /// The ticket that is open beside it.
    open: Memo<Option<TicketId>>,
    /// How lists look.
    looks: Looks,
    /// Whether this one is a board now.
    is_board: Memo<bool>,
) -> impl IntoView {
    let (address, saved, live) = (use_address(), use_views(), use_live());
    let known = memo(move || query::asked(address, saved));
    let asked = memo(move || known.get().unwrap_or_default());
    let columns = move || asked.with(|asked| asked.saved.as_ref().map(|view| view.columns.clone()));
    let list = List {
        asked,
        query: memo(move || asked.with(|asked| asked.query.clone())),
        wanted: memo(move || known.get().filter(|_| live.has_begun()).map(|asked| asked.query)),
        open,
        columns: memo(move || columns().unwrap_or_else(|| looks.columns.get())),
        selection: Selection::new(asked),
        turn: RwSignal::new(0_u32),
    };
    let shape = memo(move || match (looks.group_by(), is_board.get()) {
        _ if known.with(Option::is_none) && saved.get().is_some() => Shape::Missing,
        (_, true) => Shape::Board,
        (Some(_), false) => Shape::Grouped,
        (None, false) => Shape::Flat,
    });
    list_keys::offer(list.selection);
    hear(list.turn);
    let title = move || title(&asked.get());
    use_list_title(open, title);
    view! {
        <section class="desk-list" prop:ariaLabel=title>
            <header class="top">
                {dynamic(move || {
                    if open.get().is_some() { view! { <h2>{dynamic(title)}</h2> }.into_any() } else { view! { <h1>{dynamic(title)}</h1> }.into_any() }
                })} <div class="top-actions">
                    <ListMenu asked=asked selection=list.selection looks=looks />
                    <a class="button button-ghost button-icon" prop:href=paths::SEARCH prop:ariaLabel=t::search_title prop:title=t::search_title>
                        <Icon symbol=Symbol::Search />
                    </a>
                    <Bell />
                </div>
            </header>
            <Filters query=list.query />
            {dynamic(move || match shape.get() {
                Shape::Flat => view! { <FlatList list=list looks=looks /> }.into_any(),
                Shape::Grouped => view! { <GroupedList list=list looks=looks /> }.into_any(),
                Shape::Board => view! { <TicketBoard asked=asked turn=list.turn /> }.into_any(),
                Shape::Missing => view! {
                    <Empty symbol=Symbol::Bookmark title=t::view_missing text=t::view_missing_text>
                        <a class="button" prop:href=paths::VIEWS>{t::nav_views}</a>
                    </Empty>
                }
                .into_any(),
            })}
            <SelectionBar selection=list.selection />
        </section>
    }
}

impl List {
    /// A row that is drawn again when the ticket changed.
    pub(super) fn item(self, row: TicketRow) -> Item {
        let columns = self.columns.get();
        let mut key = format!("{}/{}", row.id, row.version);
        for column in &columns {
            key.push_str(column.as_str());
        }
        Item::new(key, move || {
            view! {
                <li class="row-line">
                    <SelectBox id=row.id selection=self.selection />
                    <Row row=row asked=self.asked open=self.open columns=columns />
                </li>
            }
        })
    }
}

/// The name of a list.
fn title(asked: &Asked) -> String {
    let name = match (&asked.saved, asked.query.view.unwrap_or_default()) {
        (Some(view), _) => return view.name.clone(),
        (None, View::Queue) => t::nav_queue(),
        (None, View::Mine) => t::nav_mine(),
        (None, View::Created) => t::nav_created(),
        (None, View::All) => t::nav_all(),
    };
    name.to_owned()
}

/// The tab carries the name of the list while no ticket is open; an open ticket writes its own.
fn use_list_title(open: Memo<Option<TicketId>>, title: impl Fn() -> String + 'static) {
    effect(move || {
        if open.get().is_none() {
            document().set_title(&format!("{} · {}", title(), t::app_name()));
        }
    });
}

/// Loads the list again when something happened to any ticket in sight.
fn hear(turn: RwSignal<u32>) {
    let soon = Soon::new(PAUSE);
    let another = move || turn.update(|turn| *turn += 1);
    use_live().on(move |message| match message {
        LiveMessage::Event(event) => {
            if matches!(event.kind, LiveKind::TicketCreated | LiveKind::TicketChanged | LiveKind::TicketGone)
            {
                soon.run(another);
            }
        }
        LiveMessage::Reset(_) => another(),
        LiveMessage::Bulk(_) | LiveMessage::Presence(_) | LiveMessage::Heartbeat => {}
    });
}
