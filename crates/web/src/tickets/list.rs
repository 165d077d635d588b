//! A list of tickets, kept fresh by the live stream.

use std::ops::Range;
use std::time::Duration;

use client::{ClientError, LiveMessage};
use domain::authz::Action;
use domain::live::LiveKind;
use domain::problem::FieldError;
use domain::tickets::list::{TicketListQuery, View};
use domain::tickets::query::wrong_part;
use domain::tickets::wire::TicketRow;
use domain::views::wire::SavedView;
use domain::{ErrorCode, TicketId};
use leptos::prelude::*;

use super::board::TicketBoard;
use super::feed::Feed;
use super::filters::Filters;
use super::layout::Looks;
use super::list_keys;
use super::list_menu::ListMenu;
use super::query::{self, Asked, filter_count};
use super::row::Row;
use super::rows::Rows;
use super::scroll::Scroll;
use crate::address::use_address;
use crate::bulk::{SelectBox, Selection, SelectionBar};
use crate::directory::use_directory;
use crate::i18n::{error_text, field_text, t};
use crate::live::use_live;
use crate::notifications::Bell;
use crate::paths;
use crate::reactive::{Memo, RwSignal, memo};
use crate::session::use_session;
use crate::task::{Soon, effect, on_change};
use crate::ui::{Empty, ErrorView, Icon, Item, Pager, Show, Skeleton, Symbol, dynamic, each};
use crate::views::use_views;

/// A busy desk changes often; the list follows at most this often.
const PAUSE: Duration = Duration::from_millis(700);

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
    let (address, saved) = (use_address(), use_views());
    let known = memo(move || query::asked(address, saved));
    let asked = memo(move || known.get().unwrap_or_default());
    let query = memo(move || asked.with(|asked| asked.query.clone()));
    // The saved view at the address is somebody else's, or was deleted.
    let is_missing = memo(move || known.with(Option::is_none) && saved.get().is_some());
    let selection = Selection::new(asked);
    list_keys::offer(selection);
    let (list, turn) = (Feed::new(), RwSignal::new(0_u32));
    let loaded = list.rows();
    let scroll = Scroll::new();
    let count = memo(move || loaded.with(|rows| rows.as_ref().map_or(0, Rows::len)));
    let drawn = memo(move || scroll.drawn(count.get()));
    let wanted = memo(move || known.with(|known| known.as_ref().map(|asked| asked.query.clone())));
    list.follow(wanted, turn, move || drawn.get());
    hear(turn);
    on_change(move || query.get(), move |_| scroll.to_begin());
    effect(move || {
        count.track();
        looks.compact.track();
        request_animation_frame(move || scroll.look());
    });
    effect(move || {
        selection.show(loaded.with(|rows| rows.as_ref().map(Rows::ids)).unwrap_or_default());
    });
    let title = move || title(&asked.get());
    use_list_title(open, title);
    let is_old =
        move || loaded.with(|loaded| loaded.as_ref().is_some_and(|loaded| loaded.query != query.get()));
    let rows = move || {
        let drawn = drawn.get();
        let rows = loaded.with(|rows| rows.as_ref().map(|rows| rows.range(drawn)).unwrap_or_default());
        rows.into_iter().map(|row| item(row, asked, open, selection)).collect()
    };
    let is_empty = memo(move || {
        loaded.with(|rows| rows.as_ref().is_some_and(|rows| rows.len() == 0 && rows.query == query.get()))
    });
    let has_more = memo(move || loaded.with(|rows| rows.as_ref().is_some_and(Rows::has_more)));
    effect(move || {
        let Range { start, end } = drawn.get();
        scroll.pad(start, count.get().saturating_sub(end));
    });
    view! {
        <section class="desk-list" prop:ariaLabel=title>
            <header class="top">
                {dynamic(move || {
                    if open.get().is_some() { view! { <h2>{dynamic(title)}</h2> }.into_any() } else { view! { <h1>{dynamic(title)}</h1> }.into_any() }
                })} <div class="top-actions">
                    <ListMenu asked=asked selection=selection looks=looks />
                    <a class="button button-ghost button-icon" prop:href=paths::SEARCH prop:ariaLabel=t::search_title prop:title=t::search_title>
                        <Icon symbol=Symbol::Search />
                    </a>
                    <Bell />
                </div>
            </header>
            <Filters query=query />
            <div
                class="rows"
                class:rows-old=is_old
                prop:hidden=move || is_missing.get() || is_board.get()
                node_ref=scroll.element
                on:scroll=move |_| scroll.look()
            >
                <Show when=move || loaded.with(Option::is_none) && list.error().is_none()>
                    <Skeleton rows=8 label=t::common_loading />
                </Show>
                {dynamic(move || {
                    list.error()
                        .map(|error| {
                            if error.code() == Some(ErrorCode::InvalidQuery) {
                                return view! { <Empty symbol=Symbol::Search title=t::list_wrong_query text=mistakes(&error, &query.get()) /> }
                                    .into_any();
                            }
                            view! {
                                <ErrorView
                                    text=error_text(&error)
                                    retry_label=t::common_retry
                                    on_retry=move || turn.update(|turn| *turn += 1)
                                />
                            }
                            .into_any()
                        })
                })}
                <ul>{each(rows)}</ul>
                <Show when=move || is_empty.get()>
                    <NothingThere query=query />
                </Show>
                <Show when=move || has_more.get()>
                    <Pager
                        label=t::common_show_more
                        busy=list.is_busy()
                        on_more=move || list.more()
                    />
                </Show>
            </div>
            <Show when=move || is_board.get() && !is_missing.get()>
                <TicketBoard asked=asked turn=turn />
            </Show>
            <Show when=move || is_missing.get()>
                <Empty symbol=Symbol::Bookmark title=t::view_missing text=t::view_missing_text>
                    <a class="button" prop:href=paths::VIEWS>{t::nav_views}</a>
                </Empty>
            </Show>
            <SelectionBar selection=selection />
        </section>
    }
}

/// A row that is drawn again when the ticket changed.
fn item(row: TicketRow, asked: Memo<Asked>, open: Memo<Option<TicketId>>, selection: Selection) -> Item {
    let id = row.id;
    let columns = |view: &SavedView| view.columns.iter().map(|column| column.as_str()).collect::<String>();
    let columns = asked.with_untracked(|asked| asked.saved.as_ref().map_or("usual".to_owned(), columns));
    let key = format!("{id}/{}/{columns}", row.version);
    Item::new(key, move || {
        view! {
            <li class="row-line">
                <SelectBox id=id selection=selection />
                <Row row=row asked=asked open=open />
            </li>
        }
    })
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
    use_live().on(move |message| {
        let matters = match message {
            LiveMessage::Event(event) => {
                matches!(event.kind, LiveKind::TicketCreated | LiveKind::TicketChanged | LiveKind::TicketGone)
            }
            LiveMessage::Reset(_) => true,
            LiveMessage::Bulk(_) | LiveMessage::Presence(_) | LiveMessage::Heartbeat => false,
        };
        if matters {
            soon.run(move || {
                turn.update(|turn| *turn += 1);
            });
        }
    });
}

/// Which parts of the query are wrong, and why.
fn mistakes(error: &ClientError, query: &TicketListQuery) -> String {
    let text = query.query.as_deref().unwrap_or_default();
    let errors = error.problem().map(|problem| problem.errors.as_slice()).unwrap_or_default();
    let part = |error: &FieldError| format!("«{}»: {}", wrong_part(text, error), field_text(error));
    errors.iter().map(part).collect::<Vec<_>>().join(" ")
}

/// Why the list is empty, and what to do.
#[component]
fn NothingThere(query: Memo<TicketListQuery>) -> impl IntoView {
    let (session, directory) = (use_session(), use_directory());
    dynamic(move || {
        let query = query.get();
        let view = query.view.unwrap_or_default();
        if filter_count(&query) > 0 || query.query.is_some() {
            return view! {
                <Empty symbol=Symbol::Search title=t::list_nothing_found text=t::list_nothing_found_text>
                    <a class="button" prop:href=paths::tickets(&query::write(&query::unfiltered(&query)))>
                        {t::list_reset}
                    </a>
                </Empty>
            }
            .into_any();
        }
        match session.can(Action::ManageEmployees).then(|| directory.employees().len()) {
            // Nobody knows yet whether the desk is empty, too.
            Some(0) => return ().into_any(),
            Some(1) => return view! { <FirstSteps /> }.into_any(),
            Some(_) | None => {}
        }
        let new_ticket = || view! { <a class="button" prop:href=paths::NEW_TICKET>{t::nav_new_ticket}</a> };
        let to_queue = || view! { <a class="button" prop:href=paths::QUEUE>{t::page_home}</a> };
        match view {
            View::Queue => {
                view! { <Empty symbol=Symbol::Inbox title=t::list_queue_empty text=t::list_queue_empty_text>{new_ticket()}</Empty> }
                    .into_any()
            }
            View::Mine => {
                view! { <Empty symbol=Symbol::Person title=t::list_mine_empty text=t::list_mine_empty_text>{to_queue()}</Empty> }
                    .into_any()
            }
            View::Created => {
                view! { <Empty symbol=Symbol::Pen title=t::list_created_empty text=t::list_created_empty_text>{new_ticket()}</Empty> }
                    .into_any()
            }
            View::All => {
                view! { <Empty symbol=Symbol::List title=t::list_all_empty text=t::list_all_empty_text>{new_ticket()}</Empty> }
                    .into_any()
            }
        }
    })
}

/// A desk with nobody but its first administrator.
#[component]
fn FirstSteps() -> impl IntoView {
    view! {
        <Empty symbol=Symbol::Inbox title=t::first_title text=t::first_text>
            <a class="button" prop:href=paths::DEPARTMENTS>{t::nav_departments}</a>
            <a class="button" prop:href=paths::EMPLOYEES>{t::nav_employees}</a>
            <a class="button button-primary" prop:href=paths::NEW_TICKET>{t::nav_new_ticket}</a>
        </Empty>
    }
}
