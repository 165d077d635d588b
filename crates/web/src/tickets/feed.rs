//! The rows of a query, kept fresh: what a list shows, and a column of a board.

use std::ops::Range;

use client::ClientError;
use domain::tickets::list::TicketListQuery;

use super::query;
use super::rows::{Question, Rows};
use crate::api::use_api;
use crate::loaded::Loaded;
use crate::reactive::{Memo, RwSignal, Signal, memo};
use crate::task::{effect, on_change};

/// Rows that load themselves, piece by piece.
#[derive(Clone, Copy)]
pub(super) struct Feed {
    rows: Loaded<Rows>,
    wants_more: RwSignal<bool>,
}

impl Feed {
    /// Nothing is loaded yet.
    pub(super) fn new() -> Self {
        Self { rows: Loaded::new(), wants_more: RwSignal::new(false) }
    }

    /// Asks when the query changes, when tickets in `sight` are older than `turn`, and when more is wanted; nothing while
    /// there is no query.
    pub(super) fn follow(
        self,
        query: Memo<Option<TicketListQuery>>,
        turn: RwSignal<u32>,
        sight: impl Fn() -> Range<usize> + 'static,
    ) {
        on_change(move || query.get(), move |_| self.wants_more.set(false));
        effect(move || {
            let Some(query) = query.get() else { return };
            let (turn, wants_more) = (turn.get(), self.wants_more.get());
            let known = self.rows.value();
            let question =
                known.with(|rows| Question::next(rows.as_ref(), &query, turn, &sight(), wants_more));
            if let Some(question) = question {
                self.rows.ask(self.answer(question, query, turn));
            }
        });
    }

    /// The rows with the answer to a question.
    async fn answer(
        self,
        question: Question,
        query: TicketListQuery,
        turn: u32,
    ) -> Result<Rows, ClientError> {
        let known = self.rows.value();
        let page = known.with_untracked(|rows| question.page(rows.as_ref(), &query));
        let page = use_api().list_tickets(&query::here(page)).await?;
        if question == Question::More {
            self.wants_more.set(false);
        }
        Ok(Rows::answered(known.try_get_untracked().flatten(), query, question, page, turn))
    }

    /// Loads what follows.
    pub(super) fn more(self) {
        self.wants_more.set(true);
    }

    /// What is loaded.
    pub(super) fn rows(self) -> RwSignal<Option<Rows>> {
        self.rows.value()
    }

    /// How many rows are loaded.
    pub(super) fn count(self) -> Memo<usize> {
        memo(move || self.rows.value().with(|rows| rows.as_ref().map_or(0, Rows::len)))
    }

    /// Shows other rows until the server has said what is there.
    pub(super) fn change(self, change: impl FnOnce(Rows) -> Rows) {
        if let Some(rows) = self.rows.value().get_untracked() {
            self.rows.foresee(change(rows));
        }
    }

    /// Why the last question has no answer.
    pub(super) fn error(self) -> Option<ClientError> {
        self.rows.error()
    }

    /// Whether a question is on its way.
    pub(super) fn is_busy(self) -> Signal<bool> {
        self.rows.is_busy()
    }
}
