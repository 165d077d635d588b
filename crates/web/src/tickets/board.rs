//! A list as a board: a column for each status. A card is dragged, or moved with Shift and an arrow; only columns that the
//! rules reach accept it, the others say why not.

use client::idempotency_key;
use domain::tickets::list::TicketListQuery;
use domain::tickets::wire::{TicketRow, TransitionTicketRequest};
use domain::tickets::{Resolution, TicketAction, TicketStatus};
use domain::{ErrorCode, TicketId};
use leptos::prelude::*;
use web_sys::{KeyboardEvent, PointerEvent};

use super::board_model::{action_to, refusal};
use super::feed::Feed;
use super::query::Asked;
use super::rows::Rows;
use super::{PriorityIcon, undo};
use crate::api::use_api;
use crate::format::{initials, joined, short_time};
use crate::i18n::{code_text, error_text, status_name, t};
use crate::paths;
use crate::reactive::{Memo, RwSignal, memo};
use crate::session::use_session;
use crate::shell::use_reporter;
use crate::task::Task;
use crate::ui::{Avatar, Icon, Item, Pager, Show, Symbol, dynamic, each, focus, views};

/// What is on the board.
#[derive(Clone, Copy)]
struct Board {
    asked: Memo<Asked>,
    /// Counts changes of tickets.
    turn: RwSignal<u32>,
    columns: StoredValue<Vec<Column>>,
    /// The card that is being dragged.
    dragged: RwSignal<Option<TicketRow>>,
    /// What is said when a card was moved.
    said: RwSignal<String>,
    /// One move after the other.
    task: Task,
}

/// The tickets of the list that have one status.
#[derive(Clone, Copy)]
struct Column {
    status: TicketStatus,
    feed: Feed,
}

/// The board of the list at the address.
#[component]
pub(super) fn TicketBoard(
    asked: Memo<Asked>,
    /// Counts changes of tickets.
    turn: RwSignal<u32>,
) -> impl IntoView {
    let columns = TicketStatus::ALL.map(|status| Column { status, feed: Feed::new() });
    let board = Board {
        asked,
        turn,
        columns: StoredValue::new(columns.to_vec()),
        dragged: RwSignal::new(None),
        said: RwSignal::new(String::new()),
        task: Task::new(),
    };
    columns.iter().for_each(|column| board.follow(*column));
    view! {
        <p class="spoken" prop:id="board-hint">{t::board_hint}</p>
        <p class="spoken" prop:role="status">{dynamic(move || board.said.get())}</p>
        <div class="board" on:pointerdown=move |_| board.dragged.set(None)>
            {views(columns.into_iter().map(|column| view! { <ColumnView board=board column=column /> }))}
        </div>
    }
}

impl Board {
    /// Loads a column whole and keeps it fresh, but not while what the server says would undo the move that is shown, or
    /// take the card out of the hand.
    fn follow(self, column: Column) {
        let query = memo(move || {
            let is_still = !self.task.pending().get() && self.dragged.with(Option::is_none);
            let status = Some(column.status.as_str().to_owned());
            is_still.then(|| self.asked.with(|asked| TicketListQuery { status, ..asked.query.clone() }))
        });
        column.feed.follow(query, self.turn, || 0..usize::MAX);
    }

    fn column(self, status: TicketStatus) -> Option<Column> {
        self.columns.with_value(|columns| columns.iter().find(|column| column.status == status).copied())
    }

    /// Whether the list asks for this status.
    fn shows(self, status: TicketStatus) -> bool {
        let list = self.asked.with(|asked| asked.query.status.clone());
        list.is_none_or(|list| list.split(',').any(|one| one == status.as_str()))
    }

    /// Puts the card in the hand into the column at this place of the screen, if there is one.
    fn drop_at(self, event: &PointerEvent) {
        let Some(row) = self.dragged.get_untracked() else { return };
        self.dragged.set(None);
        let below = document().element_from_point(event.client_x() as f32, event.client_y() as f32);
        let column = below.and_then(|element| element.closest(".board-column").ok().flatten());
        if let Some(status) = column.and_then(|column| TicketStatus::parse(&column.id())) {
            self.shift(row, status);
        }
    }

    /// Why the column does not accept the card.
    fn refusal(self, row: &TicketRow, to: TicketStatus) -> Option<ErrorCode> {
        use_session().actor().and_then(|actor| refusal(row, &actor, to))
    }

    /// Shows the card in its new column at once, and asks the server.
    fn shift(self, row: TicketRow, to: TicketStatus) {
        if row.status == to {
            return;
        }
        let reporter = use_reporter();
        if let Some(code) = untrack(|| self.refusal(&row, to)) {
            reporter.info(untrack(|| code_text(code)));
            return;
        }
        let id = row.id;
        let action = action_to(row.status, to);
        let from = row.status;
        self.said.set(untrack(|| t::board_moved(&row.subject, status_name(to))));
        if let (Some(old), Some(new)) = (self.column(from), self.column(to)) {
            old.feed.change(|rows| rows.without(id));
            let mut row = TicketRow { status: to, ..row };
            if action == Some(TicketAction::Take) {
                row.assignee_name =
                    use_session().me.with_untracked(|me| me.as_ref().map(|me| me.full_name.clone()));
            }
            new.feed.change(|rows| rows.with_first(row));
        }
        self.task.run_next(async move {
            let key = idempotency_key();
            let answer = match action {
                Some(TicketAction::Take) => use_api().take_ticket(id, &key).await,
                _ => {
                    let resolution = (to == TicketStatus::Closed).then_some(Resolution::Solved);
                    let request = TransitionTicketRequest { to, until: None, resolution, comment: None };
                    use_api().transition_ticket(id, &request, &key).await
                }
            };
            match answer {
                Ok(ticket) => undo::offer(reporter, id, ticket.version),
                Err(error) => {
                    reporter.failed(&error);
                    // What is kept stays as it is shown.
                    if error.is_unsent() {
                        return;
                    }
                }
            }
            self.turn.update(|turn| *turn += 1);
        });
    }
}

#[component]
fn ColumnView(board: Board, column: Column) -> impl IntoView {
    let Column { status, feed } = column;
    let rows = feed.rows();
    let refused = move || {
        board.dragged.with(|row| {
            let row = row.as_ref().filter(|row| row.status != status)?;
            board.refusal(row, status)
        })
    };
    let accepts = memo(move || {
        board.dragged.with(|row| row.as_ref().is_some_and(|row| row.status != status)) && refused().is_none()
    });
    let title = move || status_name(status);
    let cards = move || {
        let rows: Vec<TicketRow> = rows.with(|rows| rows.as_ref().map(Rows::all)).unwrap_or_default();
        rows.into_iter().map(|row| card(board, row)).collect()
    };
    let is_empty = move || rows.with(|rows| rows.as_ref().is_some_and(|rows| rows.len() == 0));
    let has_more = move || rows.with(|rows| rows.as_ref().is_some_and(Rows::has_more));
    view! {
        <section
            class="board-column"
            prop:id=status.as_str()
            class:board-accepts=move || accepts.get()
            class:board-refuses=move || refused().is_some()
            prop:ariaLabel=title
            prop:hidden=move || !board.shows(status)
            on:dragover=move |event| {
                if accepts.get_untracked() {
                    event.prevent_default();
                }
            }
            on:drop=move |event| {
                event.prevent_default();
                if let Some(row) = board.dragged.get_untracked() {
                    board.dragged.set(None);
                    board.shift(row, status);
                }
            }
        >
            <h2>{dynamic(title)}</h2>
            {dynamic(move || refused().map(|code| view! { <p class="board-why small">{code_text(code)}</p> }.into_any()))}
            {dynamic(move || feed.error().map(|error| view! { <p class="board-why small">{error_text(&error)}</p> }.into_any()))}
            <ul>{each(cards)}</ul>
            <Show when=is_empty>
                <p class="muted small">{t::board_empty}</p>
            </Show>
            <Show when=has_more>
                <Pager
                    label=t::common_show_more
                    rows=feed.count()
                    busy=feed.is_busy()
                    on_more=move || feed.more()
                />
            </Show>
        </section>
    }
}

fn card(board: Board, row: TicketRow) -> Item {
    let (id, status) = (row.id, row.status);
    let TicketRow { subject, priority, station_number, assignee_name, .. } = &row;
    let texts = [Some(subject.as_str()), station_number.as_deref(), assignee_name.as_deref()];
    let key = format!(
        "{id}/{}/{}/{}",
        status.as_str(),
        priority.as_str(),
        texts.map(Option::unwrap_or_default).join("/")
    );
    // Drawn anew only when it looks otherwise: the focus stays when the server says what was foreseen.
    Item::new(key, move || {
        let (dragged, touched, moved) = (row.clone(), row.clone(), row.clone());
        let name = row.assignee_name.clone();
        let shown_name = move || name.clone().unwrap_or_else(|| t::ticket_nobody().to_owned());
        let facts = [Some(format!("#{id}")), row.station_number.clone(), Some(short_time(row.created_at))];
        let on_key = move |event: KeyboardEvent| {
            let all = TicketStatus::ALL.into_iter();
            let mut beyond: Vec<_> = match event.key().as_str() {
                "ArrowRight" if event.shift_key() => all.filter(|one| *one > status).collect(),
                "ArrowLeft" if event.shift_key() => all.rev().filter(|one| *one < status).collect(),
                _ => return,
            };
            event.prevent_default();
            beyond.retain(|to| untrack(|| board.shows(*to)));
            // The next column that accepts it; when there is none, the next says why not.
            let next = beyond.first().copied();
            beyond.retain(|to| untrack(|| board.refusal(&moved, *to)).is_none());
            if let Some(to) = beyond.first().copied().or(next) {
                board.shift(moved.clone(), to);
                request_animation_frame(move || follow(id));
            }
        };
        view! {
            <li>
                <a
                    class="board-card"
                    prop:href=move || paths::ticket_in_list(id, &board.asked.with(Asked::address))
                    prop:draggable=true
                    prop:id=card_id(id)
                    aria-describedby="board-hint"
                    on:dragstart=move |_| board.dragged.set(Some(dragged.clone()))
                    on:dragend=move |_| board.dragged.set(None)
                    on:keydown=on_key
                >
                    <span class="board-subject">{row.subject}</span>
                    <span
                        class="board-grip"
                        aria-hidden="true"
                        on:pointerdown=move |event| {
                            // The board behind it lets go of what is held.
                            event.stop_propagation();
                            board.dragged.set(Some(touched.clone()));
                        }
                        on:pointermove=move |event| scroll_at_edge(&event)
                        on:pointerup=move |event| board.drop_at(&event)
                        on:click=|event| event.prevent_default()
                    >
                        <Icon symbol=Symbol::List />
                    </span>
                    <span class="board-facts">
                        <PriorityIcon priority=row.priority />
                        <span>{joined(&facts, " · ")}</span>
                        <Avatar initials=row.assignee_name.as_deref().map(initials) name=shown_name />
                    </span>
                </a>
            </li>
        }
    })
}

/// How near to the edge of the screen a finger shows what is beyond it, and how fast, in pixels.
const EDGE: i32 = 48;
const STEP: f64 = 16.0;

/// Where a finger holds a card at the edge, the columns beyond it come.
fn scroll_at_edge(event: &PointerEvent) {
    let Some(board) = document().query_selector(".board").ok().flatten() else { return };
    let (x, width) = (event.client_x(), board.client_width());
    if x < EDGE || x > width - EDGE {
        board.scroll_by_with_x_and_y(if x < EDGE { -STEP } else { STEP }, 0.0);
    }
}

fn card_id(id: TicketId) -> String {
    format!("card-{id}")
}

/// The focus goes with a card that is drawn anew elsewhere, unless the person has gone elsewhere himself.
fn follow(id: TicketId) {
    if document().active_element().is_none_or(|focused| focused.tag_name() == "BODY") {
        focus(&card_id(id));
    }
}
