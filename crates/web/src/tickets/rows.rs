//! The rows of a list that is longer than the screen: they are loaded piece by piece as one scrolls, and pieces in sight
//! are loaded again when tickets change. What is not in sight waits until it is.

use std::ops::Range;
use std::sync::Arc;

use domain::TicketId;
use domain::page::{MAX_LIMIT, Page};
use domain::tickets::list::TicketListQuery;
use domain::tickets::wire::TicketRow;

/// Rows that are loaded first.
const FIRST: u64 = 50;
/// Rows of each further piece: fewer than a page may hold, so that it is loaded again with what came between.
const MORE: u64 = 150;

/// What is loaded.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Rows {
    /// What the rows are the answer to.
    pub(super) query: TicketListQuery,
    pieces: Vec<Arc<Piece>>,
    /// The cursor of what follows.
    next: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
struct Piece {
    after: Option<String>,
    rows: Vec<TicketRow>,
    /// When it was loaded, counted in changes of tickets.
    turn: u32,
}

/// What the server is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// For the beginning of the list.
    First,
    /// For a piece, again.
    Again(usize),
    /// For the piece after the last.
    More,
}

impl Question {
    /// The next one, when there is one: nothing is loaded of this query, something in sight is old, or more is wanted.
    pub(super) fn next(
        rows: Option<&Rows>,
        query: &TicketListQuery,
        turn: u32,
        sight: &Range<usize>,
        wants_more: bool,
    ) -> Option<Self> {
        let Some(rows) = rows.filter(|rows| rows.query == *query) else { return Some(Self::First) };
        let mut begin = 0;
        for (number, piece) in rows.pieces.iter().enumerate() {
            let end = begin + piece.rows.len();
            // An empty list is in sight, too.
            let is_in_sight = (begin < sight.end && sight.start < end) || rows.pieces.len() == 1;
            if is_in_sight && piece.turn < turn {
                return Some(Self::Again(number));
            }
            begin = end;
        }
        (wants_more && rows.next.is_some()).then_some(Self::More)
    }

    /// The query of the page that answers it.
    pub(super) fn page(self, rows: Option<&Rows>, query: &TicketListQuery) -> TicketListQuery {
        let (after, limit) = match (self, rows) {
            (Self::Again(number), Some(rows)) => match rows.pieces.get(number) {
                Some(piece) if number + 1 < rows.pieces.len() => (piece.after.clone(), MAX_LIMIT),
                Some(piece) => (piece.after.clone(), (piece.rows.len() as u64).clamp(FIRST, MAX_LIMIT)),
                None => (None, FIRST),
            },
            (Self::More, Some(rows)) => (rows.next.clone(), MORE),
            (Self::First | Self::Again(_) | Self::More, _) => (None, FIRST),
        };
        TicketListQuery { after, limit: Some(limit), ..query.clone() }
    }
}

impl Rows {
    /// The rows after the answer to a question that was asked in this turn.
    pub(super) fn answered(
        rows: Option<Self>,
        query: TicketListQuery,
        question: Question,
        page: Page<TicketRow>,
        turn: u32,
    ) -> Self {
        let Page { items, page } = page;
        match (question, rows.filter(|rows| rows.query == query)) {
            (Question::Again(number), Some(rows)) if number < rows.pieces.len() => {
                rows.refreshed(number, items, page.next, turn)
            }
            (Question::More, Some(mut rows)) => {
                rows.forget(&items, rows.pieces.len());
                rows.pieces.push(Arc::new(Piece { after: rows.next.take(), rows: items, turn }));
                rows.next = page.next;
                rows
            }
            _ => Self {
                query,
                pieces: vec![Arc::new(Piece { after: None, rows: items, turn })],
                next: page.next,
            },
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.pieces.iter().map(|piece| piece.rows.len()).sum()
    }

    /// Whether there are more on the server.
    pub(super) fn has_more(&self) -> bool {
        self.next.is_some()
    }

    /// All of them.
    pub(super) fn all(&self) -> Vec<TicketRow> {
        self.range(0..self.len())
    }

    /// Their tickets.
    pub(super) fn ids(&self) -> Vec<TicketId> {
        let mut ids = Vec::with_capacity(self.len());
        for piece in &self.pieces {
            ids.extend(piece.rows.iter().map(|row| row.id));
        }
        ids
    }

    /// Some of them; pieces before them are stepped over whole.
    pub(super) fn range(&self, Range { start, end }: Range<usize>) -> Vec<TicketRow> {
        let (mut rows, mut begin) = (Vec::with_capacity(end - start), 0);
        for piece in &self.pieces {
            let count = piece.rows.len();
            let here = start.saturating_sub(begin).min(count)..end.saturating_sub(begin).min(count);
            rows.extend_from_slice(piece.rows.get(here).unwrap_or_default());
            begin += count;
        }
        rows
    }

    /// The same without a ticket.
    pub(super) fn without(mut self, id: TicketId) -> Self {
        for piece in &mut self.pieces {
            Arc::make_mut(piece).rows.retain(|row| row.id != id);
        }
        self
    }

    /// The same with a ticket before all others.
    pub(super) fn with_first(mut self, row: TicketRow) -> Self {
        if let Some(piece) = self.pieces.first_mut() {
            Arc::make_mut(piece).rows.insert(0, row);
        }
        self
    }

    /// A piece that was loaded again reaches to the piece after it; when that has moved, what follows is loaded anew.
    fn refreshed(
        mut self,
        number: usize,
        mut items: Vec<TicketRow>,
        next: Option<String>,
        turn: u32,
    ) -> Self {
        let follows = self.pieces.get(number + 1).and_then(|piece| piece.rows.first()).map(|row| row.id);
        match follows.and_then(|id| items.iter().position(|row| row.id == id)) {
            Some(end) => items.truncate(end),
            None => {
                self.pieces.truncate(number + 1);
                self.next = next;
            }
        }
        self.forget(&items, number);
        if let Some(piece) = self.pieces.get_mut(number) {
            *piece = Arc::new(Piece { after: piece.after.clone(), rows: items, turn });
        }
        self
    }

    /// A ticket that has moved is where it was seen last.
    fn forget(&mut self, seen: &[TicketRow], but: usize) {
        let seen: Vec<TicketId> = seen.iter().map(|row| row.id).collect();
        for (number, piece) in self.pieces.iter_mut().enumerate() {
            if number != but && piece.rows.iter().any(|row| seen.contains(&row.id)) {
                Arc::make_mut(piece).rows.retain(|row| !seen.contains(&row.id));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::page::PageInfo;
    use domain::tickets::testing::ticket_row;

    use super::*;

    fn row(id: i64) -> TicketRow {
        TicketRow { id: TicketId(id), ..ticket_row() }
    }

    fn page(ids: Range<i64>, next: Option<&str>) -> Page<TicketRow> {
        Page { items: ids.rev().map(row).collect(), page: PageInfo { next: next.map(str::to_owned) } }
    }

    fn query() -> TicketListQuery {
        TicketListQuery::default()
    }

    fn answered(rows: Option<Rows>, question: Question, page: Page<TicketRow>, turn: u32) -> Rows {
        Rows::answered(rows, query(), question, page, turn)
    }

    /// Tickets 100 to 51 and 50 to 1, the newest first.
    fn two_pieces() -> Rows {
        let first = answered(None, Question::First, page(51..101, Some("51")), 1);
        answered(Some(first), Question::More, page(1..51, None), 1)
    }

    fn ids(rows: &Rows) -> Vec<i64> {
        rows.ids().into_iter().map(|id| id.0).collect()
    }

    #[test]
    fn what_is_in_sight_is_loaded_again_and_nothing_else() {
        let rows = two_pieces();
        let next =
            |sight: Range<usize>, turn, more| Question::next(Some(&rows), &query(), turn, &sight, more);
        assert_eq!(Question::next(None, &query(), 1, &(0..0), false), Some(Question::First));
        assert_eq!(next(0..20, 1, true), None, "there is no more");
        assert_eq!(next(0..20, 2, false), Some(Question::Again(0)));
        assert_eq!(next(60..80, 2, false), Some(Question::Again(1)));
        let other = TicketListQuery { sort: Some(domain::tickets::list::Sort::CreatedAscending), ..query() };
        assert_eq!(Question::next(Some(&rows), &other, 1, &(0..20), false), Some(Question::First));
    }

    #[test]
    fn a_range_goes_over_the_pieces() {
        let rows = two_pieces();
        let ids = |range| rows.range(range).iter().map(|row| row.id.0).collect::<Vec<_>>();
        assert_eq!(ids(48..52), [52, 51, 50, 49]);
        assert_eq!(ids(98..120), [2, 1]);
        assert_eq!(ids(0..0), [0; 0]);
    }

    #[test]
    fn a_new_ticket_comes_in_without_a_gap() {
        let rows = two_pieces();
        assert_eq!(Question::Again(0).page(Some(&rows), &query()).limit, Some(MAX_LIMIT));
        let rows = answered(Some(rows), Question::Again(0), page(1..102, None), 2);
        assert_eq!(ids(&rows), (1..102).rev().collect::<Vec<_>>());
        assert_eq!(Question::next(Some(&rows), &query(), 2, &(0..20), false), None);
    }

    #[test]
    fn a_ticket_that_has_gone_leaves_no_trace() {
        let rows = two_pieces();
        let mut page = page(1..101, None);
        page.items.retain(|row| row.id.0 != 77);
        let rows = answered(Some(rows), Question::Again(0), page, 2);
        assert_eq!(rows.len(), 99);
        assert!(!ids(&rows).contains(&77));
    }

    #[test]
    fn a_ticket_that_has_moved_stands_in_one_place() {
        let mut again = page(51..101, Some("51"));
        again.items.insert(0, row(20));
        again.items.push(row(50));
        let rows = answered(Some(two_pieces()), Question::Again(0), again, 2);
        let ids = ids(&rows);
        assert_eq!((ids[0], ids.iter().filter(|id| **id == 20).count(), ids.len()), (20, 1, 100));
    }

    #[test]
    fn when_what_follows_has_moved_it_is_loaded_anew() {
        let rows = answered(Some(two_pieces()), Question::Again(0), page(201..401, Some("201")), 2);
        assert_eq!((rows.len(), rows.has_more()), (200, true));
        assert_eq!(Question::More.page(Some(&rows), &query()).after.as_deref(), Some("201"));
    }
}
