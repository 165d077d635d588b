//! Tickets that may be about the same: open, in sight, at the same station or with the same words in the subject.

use domain::page::Page;
use domain::search::wire::{SimilarRequest, SimilarTicket};
use domain::search::{Needle, words};
use domain::tickets::TicketStatus;
use domain::tickets::list::{Clause, Test, TicketFilter};
use domain::tickets::query::Pattern;
use domain::tickets::wire::TicketRow;
use domain::{Actor, TicketId, text};

use super::repo;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;

/// The most words of a subject that are looked for: the longest, because they say most.
const WORDS: usize = 6;
/// Shorter words say nothing.
const WORD_MIN: usize = 4;
/// How many tickets are compared.
const CANDIDATES: u64 = 100;
/// How many are shown.
const SHOWN: usize = 10;
/// Of 100: how much the same station counts.
const STATION: usize = 33;
/// Tickets that are less alike are not shown.
const SCORE_MIN: usize = 30;

/// Tickets like one that the actor sees.
pub async fn of_ticket(state: &AppState, actor: &Actor, id: TicketId) -> ApiResult<Page<SimilarTicket>> {
    let ticket = repo::find(state.read(), actor, id).await?.ok_or_else(ApiError::not_found)?;
    find(state, actor, &ticket.subject, ticket.station_number.as_deref(), Some(id)).await
}

/// Tickets like one that is being written.
pub async fn of_draft(
    state: &AppState,
    actor: &Actor,
    request: SimilarRequest,
) -> ApiResult<Page<SimilarTicket>> {
    let SimilarRequest { subject, station_number } = request.parse()?;
    find(state, actor, &subject, station_number.as_deref(), None).await
}

async fn find(
    state: &AppState,
    actor: &Actor,
    subject: &str,
    station: Option<&str>,
    except: Option<TicketId>,
) -> ApiResult<Page<SimilarTicket>> {
    let needles = telling(subject);
    let mut rows = Vec::new();
    if let Some(station) = station {
        rows = repo::list::page(state.read(), actor, &open_at(station), None, CANDIDATES).await?;
    }
    if !needles.is_empty() {
        let mut ids = repo::search::open_with_any(state.read(), actor, &needles, CANDIDATES).await?;
        ids.retain(|id| rows.iter().all(|row| row.id != *id));
        rows.extend(repo::list::of(state.read(), &ids).await?);
    }
    let station = station.map(text::search_key);
    let mut similar: Vec<(usize, TicketRow)> = rows
        .into_iter()
        .filter(|row| Some(row.id) != except)
        .map(|row| (score(&row, &needles, station.as_deref()), row))
        .filter(|(score, _)| *score >= SCORE_MIN)
        .collect();
    similar.sort_by_key(|(score, row)| std::cmp::Reverse((*score, row.id)));
    let shown = similar.into_iter().take(SHOWN);
    let tell = |(score, ticket)| SimilarTicket { ticket, score: u8::try_from(score).unwrap_or(u8::MAX) };
    Ok(Page::whole(shown.map(tell).collect()))
}

/// The open tickets of a station, newest first.
fn open_at(station: &str) -> TicketFilter {
    let there = Test::Station(vec![Pattern { text: station.to_owned(), is_prefix: false }]);
    let closed = Clause { is_negated: true, test: Test::Status(vec![TicketStatus::Closed]) };
    TicketFilter { clauses: vec![there.into(), closed], ..TicketFilter::default() }
}

/// What of a subject is looked for.
fn telling(subject: &str) -> Vec<Needle> {
    let mut found = words(subject);
    found.retain(|word| word.key.chars().count() >= WORD_MIN);
    found.sort_by_key(|word| std::cmp::Reverse(word.key.chars().count()));
    found.dedup_by(|one, other| one.key == other.key);
    found.iter().filter_map(|word| Needle::word(&word.key)).take(WORDS).collect()
}

fn score(row: &TicketRow, needles: &[Needle], station: Option<&str>) -> usize {
    let words = words(&row.subject);
    let same = needles.iter().filter(|needle| !needle.occurs(&words).is_empty()).count();
    let is_there =
        station.is_some() && row.station_number.as_deref().map(text::search_key).as_deref() == station;
    let of_words = (100 - STATION) * same / needles.len().max(1);
    of_words + if is_there { STATION } else { 0 }
}
