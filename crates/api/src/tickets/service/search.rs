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

/// The texts, in the order in which they are searched, and what was found before.
const PASSES: [(Matched, Texts, Option<Texts>); 3] = [
    (Matched::Subject, Texts::Subject, None),
    (Matched::Description, Texts::Ticket, Some(Texts::Subject)),
    (Matched::Comment, Texts::Comment, None),
];
/// How often more texts are read for one page, when most of them are of tickets that were found before.
const ROUNDS: usize = 10;

/// Pass and ticket of the last row.
type Position = (usize, i64);

/// A page of what is found.
pub async fn search(state: &AppState, actor: &Actor, query: SearchQuery) -> ApiResult<Page<SearchHit>> {
    let (q, needles) = query.parse().map_err(|error| ApiError::invalid(vec![error]))?;
    let scope = CursorScope::new("search", &q);
    let after: Option<Position> = scope.open(query.after.as_deref())?;
    let limit = usize::try_from(query.page_limit()).unwrap_or(usize::MAX);
    let mut found = Vec::new();
    if after.is_none() {
        found.extend(numbered(state, actor, &q).await?);
    }
    let last = if needles.is_empty() {
        None
    } else {
        find(state, actor, &needles, after, limit, &mut found).await?
    };
    let next = last.map(|position| scope.seal(position));
    Ok(Page { items: shown(state, found, &needles).await?, page: PageInfo { next } })
}

/// A ticket and where in it something was found.
struct Found {
    ticket: Ticket,
    matched: Matched,
    /// The comment.
    comment: Option<String>,
}

/// The ticket whose number was typed.
async fn numbered(state: &AppState, actor: &Actor, q: &str) -> ApiResult<Option<Found>> {
    let Ok(number) = q.trim_start_matches('#').parse() else { return Ok(None) };
    let ticket = repo::find(state.read(), actor, TicketId(number)).await?;
    Ok(ticket.map(|ticket| Found { ticket, matched: Matched::Number, comment: None }))
}

/// Adds up to `limit` tickets; the position to go on from, unless that was all.
async fn find(
    state: &AppState,
    actor: &Actor,
    needles: &[Needle],
    after: Option<Position>,
    limit: usize,
    found: &mut Vec<Found>,
) -> ApiResult<Option<Position>> {
    let (first, mut before) = after.map_or((0, None), |(pass, id)| (pass, Some(TicketId(id))));
    let mut rounds = 0;
    for (pass, (matched, wanted, unwanted)) in PASSES.into_iter().enumerate().skip(first) {
        loop {
            let hits =
                repo::search::hits(state.read(), actor, needles, (wanted, unwanted), before, limit as u64)
                    .await?;
            let is_end = hits.len() < limit;
            for hit in hits {
                // Of several comments of a ticket the newest is shown.
                if before.is_some_and(|before| hit.ticket_id >= before.0) {
                    continue;
                }
                before = Some(TicketId(hit.ticket_id));
                found.extend(checked(state, actor, needles, matched, hit, found).await?);
                if found.len() >= limit {
                    return Ok(Some((pass, hit.ticket_id)));
                }
            }
            rounds += 1;
            match before {
                _ if is_end => break,
                Some(id) if rounds >= ROUNDS => return Ok(Some((pass, id.0))),
                _ => {}
            }
        }
        before = None;
    }
    Ok(None)
}

/// The ticket of a hit, unless it was found before: by its number, or in what it says of itself.
async fn checked(
    state: &AppState,
    actor: &Actor,
    needles: &[Needle],
    matched: Matched,
    hit: Hit,
    found: &[Found],
) -> ApiResult<Option<Found>> {
    let id = TicketId(hit.ticket_id);
    let is_numbered = found.first().is_some_and(|first| first.ticket.id == id);
    let Some(ticket) = repo::find(state.read(), actor, id).await?.filter(|_| !is_numbered) else {
        return Ok(None);
    };
    if matched != Matched::Comment {
        return Ok(Some(Found { ticket, matched, comment: None }));
    }
    let (subject, body) = (words(&ticket.subject), words(&text(&ticket)));
    if needles.iter().all(|needle| !needle.occurs(&subject).is_empty() || !needle.occurs(&body).is_empty()) {
        return Ok(None);
    }
    let comment = repo::comments::nth(state.read(), id, hit.ordinal).await?;
    Ok(Some(Found { ticket, matched, comment }))
}

async fn shown(state: &AppState, found: Vec<Found>, needles: &[Needle]) -> ApiResult<Vec<SearchHit>> {
    let ids: Vec<TicketId> = found.iter().map(|found| found.ticket.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
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
