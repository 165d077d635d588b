//! Searching all texts of the tickets that somebody sees.
//!
//! What is found in subjects comes first, then what is found in the rest of a ticket, then what is found in comments; the
//! newest tickets first in each. So a page reads as many texts as it shows, however many there are.

use std::collections::HashMap;

use domain::page::{Page, PageInfo};
use domain::search::wire::{SearchHit, SearchQuery};
use domain::search::{Matched, Needle, snippet, ticket_text, words};
use domain::tickets::Ticket;
use domain::{Actor, TicketId};

use super::repo;
use super::repo::index::Texts;
use super::repo::search::Hit;
use crate::error::{ApiError, ApiResult};
use crate::http::cursor::CursorScope;
use crate::state::AppState;

/// Texts that are searched together, and what was found before them.
struct Pass {
    matched: Matched,
    wanted: Texts,
    unwanted: Option<Texts>,
}

/// In the order in which they are searched, that of [`Matched`].
const PASSES: [Pass; 3] = [
    Pass { matched: Matched::Subject, wanted: Texts::Subject, unwanted: None },
    Pass { matched: Matched::Description, wanted: Texts::Ticket, unwanted: Some(Texts::Subject) },
    Pass { matched: Matched::Comment, wanted: Texts::Comment, unwanted: None },
];
/// How often more texts are read for one page, when most of them are of tickets that were found before.
const ROUNDS: usize = 10;

/// Where and in which ticket the last one was found; a pass that only begins has no ticket.
type Position = (Matched, Option<TicketId>);

/// A page of what is found.
pub async fn search(state: &AppState, actor: &Actor, query: SearchQuery) -> ApiResult<Page<SearchHit>> {
    let (q, needles) = query.parse().map_err(|error| ApiError::invalid(vec![error]))?;
    let scope = CursorScope::new("search", &q);
    let after: Option<Position> = scope.open(query.after.as_deref())?;
    let limit = usize::try_from(query.page_limit()).unwrap_or(usize::MAX);
    let search = Search { state, actor, needles: &needles };
    let mut found = Vec::new();
    if after.is_none() {
        found.extend(search.numbered(&q).await?);
    }
    let mut next = (!needles.is_empty()).then(|| after.unwrap_or((Matched::Subject, None)));
    for _ in 0..ROUNDS {
        let Some(position) = next.filter(|_| found.len() < limit) else { break };
        next = search.round(position, limit, &mut found).await?;
    }
    let next = next.map(|position| scope.seal(position));
    Ok(Page { items: shown(state, found, &needles).await?, page: PageInfo { next } })
}

/// A ticket and where in it something was found.
struct Found {
    ticket: Ticket,
    matched: Matched,
    /// The comment.
    comment: Option<String>,
}

/// What somebody looks for.
struct Search<'a> {
    state: &'a AppState,
    actor: &'a Actor,
    needles: &'a [Needle],
}

impl Search<'_> {
    /// The ticket whose number was typed.
    async fn numbered(&self, q: &str) -> ApiResult<Option<Found>> {
        let Ok(number) = q.trim_start_matches('#').parse() else { return Ok(None) };
        let ticket = repo::find(self.state.read(), self.actor, TicketId(number)).await?;
        Ok(ticket.map(|ticket| Found { ticket, matched: Matched::Number, comment: None }))
    }

    /// Reads `limit` texts from a position on and adds their tickets until there are `limit`; the position to go on from,
    /// unless that was all.
    async fn round(
        &self,
        (matched, before): Position,
        limit: usize,
        found: &mut Vec<Found>,
    ) -> ApiResult<Option<Position>> {
        let Some(pass) = PASSES.iter().find(|pass| pass.matched >= matched) else { return Ok(None) };
        let texts = (pass.wanted, pass.unwanted);
        let hits =
            repo::search::hits(self.state.read(), self.actor, self.needles, texts, before, limit as u64)
                .await?;
        let is_end = hits.len() < limit;
        let mut last = before;
        for hit in hits {
            let id = TicketId(hit.ticket_id);
            // Of several comments of a ticket the newest is shown.
            if last == Some(id) {
                continue;
            }
            last = Some(id);
            found.extend(self.checked(pass.matched, hit, found).await?);
            if found.len() >= limit {
                return Ok(Some((pass.matched, last)));
            }
        }
        if is_end {
            let next = PASSES.iter().find(|next| next.matched > pass.matched);
            return Ok(next.map(|next| (next.matched, None)));
        }
        Ok(Some((pass.matched, last)))
    }

    /// The ticket of a hit, unless it was found before: by its number, or in what it says of itself.
    async fn checked(&self, matched: Matched, hit: Hit, found: &[Found]) -> ApiResult<Option<Found>> {
        let id = TicketId(hit.ticket_id);
        let is_numbered = found.first().is_some_and(|first| first.ticket.id == id);
        let ticket = repo::find(self.state.read(), self.actor, id).await?;
        let Some(ticket) = ticket.filter(|_| !is_numbered) else { return Ok(None) };
        if matched != Matched::Comment {
            return Ok(Some(Found { ticket, matched, comment: None }));
        }
        let (subject, body) = (words(&ticket.subject), words(&text(&ticket)));
        let is_there =
            |needle: &Needle| [&subject, &body].iter().any(|words| !needle.occurs(words).is_empty());
        if self.needles.iter().all(is_there) {
            return Ok(None);
        }
        let comment = repo::comments::nth(self.state.read(), id, hit.ordinal).await?;
        Ok(Some(Found { ticket, matched, comment }))
    }
}

async fn shown(state: &AppState, found: Vec<Found>, needles: &[Needle]) -> ApiResult<Vec<SearchHit>> {
    let ids: Vec<TicketId> = found.iter().map(|found| found.ticket.id).collect();
    let rows = repo::list::of(state.read(), &ids).await?;
    let mut rows: HashMap<TicketId, _> = rows.into_iter().map(|row| (row.id, row)).collect();
    let hit = |Found { ticket, matched, comment }: Found| {
        let text = match matched {
            Matched::Number | Matched::Subject => ticket.subject.clone(),
            Matched::Description if occurs(needles, &ticket.description) => ticket.description.clone(),
            // Station and car.
            Matched::Description => text(&ticket),
            Matched::Comment => comment.unwrap_or_default(),
        };
        Some(SearchHit { ticket: rows.remove(&ticket.id)?, matched, snippet: snippet(&text, needles) })
    };
    Ok(found.into_iter().filter_map(hit).collect())
}

/// Whether one of the needles is in the text.
fn occurs(needles: &[Needle], text: &str) -> bool {
    let words = words(text);
    needles.iter().any(|needle| !needle.occurs(&words).is_empty())
}

fn text(ticket: &Ticket) -> String {
    ticket_text(ticket.id, &ticket.description, ticket.station_number.as_deref(), ticket.car_model.as_deref())
}
