//! How many open tickets a list holds, without counting them all.

use domain::Actor;
use domain::tickets::list::{Clause, Test, TicketFilter};
use domain::views::COUNT_MAX;
use sea_orm::{ConnectionTrait, DbErr, Statement};

use super::plan::{self, Start};
use super::sql::{Builder, needles};

/// How many tickets of each stream are looked at, the newest first: so long a count takes at most, however rare what is
/// counted is.
const LOOKED_AT: u64 = 2_000;
/// So few tickets with a word or a station are all looked at. To know that there are more costs as much as to find them.
const FEW: i64 = 1_000;

/// How many there are, at most [`COUNT_MAX`], and whether there are exactly so many, else at least. The filter holds no
/// closed tickets.
pub async fn probe(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &TicketFilter,
) -> Result<(u64, bool), DbErr> {
    let Some(statement) = statement(db, actor, filter, FEW).await? else { return Ok((0, true)) };
    let Some(row) = db.query_one_raw(statement).await? else { return Ok((0, true)) };
    let (found, looked_at): (i64, i64) = (row.try_get("", "found")?, row.try_get("", "looked_at")?);
    let (found, looked_at) = (found.unsigned_abs(), looked_at.unsigned_abs());
    Ok((found.min(COUNT_MAX), found <= COUNT_MAX && looked_at < LOOKED_AT))
}

/// The query of [`probe`]; `None` when nothing can match.
pub async fn statement(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &TicketFilter,
    few: i64,
) -> Result<Option<Statement>, DbErr> {
    let Some(starts) = plan::starts(db, actor, filter, few).await? else { return Ok(None) };
    let mut query = Builder::new(db.get_database_backend());
    let candidates: Vec<String> =
        starts.iter().map(|start| candidates(&mut query, start, &filter.clauses)).collect();
    query.since = Some("SELECT MIN(id) FROM c");
    let conditions = query.conditions(actor, filter, &common(&starts, filter)).join(" AND ");
    let sql = format!(
        "WITH c AS ({}) SELECT \
         (SELECT COUNT(*) FROM c) AS looked_at, \
         (SELECT COUNT(*) FROM (SELECT 1 FROM c JOIN tickets t ON t.id = c.id WHERE {conditions} LIMIT {}) AS f) AS found",
        candidates.join(" UNION "),
        COUNT_MAX + 1
    );
    Ok(Some(query.statement(sql)))
}

/// The newest tickets that a stream can hold.
fn candidates(query: &mut Builder, start: &Start<'_>, clauses: &[Clause]) -> String {
    let newest = match start {
        Start::All | Start::Equal(..) => {
            let ground = match start {
                Start::Equal(column, id) => format!("t.{column} = {} AND ", query.bind(*id)),
                _ => String::new(),
            };
            format!(
                "SELECT t.id FROM tickets t WHERE {ground}t.closed_at IS NULL ORDER BY t.created_at DESC, t.id DESC"
            )
        }
        Start::Found(test) => {
            // The plus keeps SQLite from reading all tickets in this order.
            let found = query.found(test, clauses);
            format!("SELECT DISTINCT id FROM ({found}) AS f ORDER BY +id DESC")
        }
        Start::Texts => {
            format!("{} ORDER BY {}", query.texts(&needles(clauses)), query.document_order("DESC"))
        }
    };
    format!("SELECT DISTINCT id FROM ({newest} LIMIT {LOOKED_AT}) AS s")
}

/// What the conditions need not say again: the texts, when the streams start from them.
fn common<'a>(starts: &[Start<'_>], filter: &'a TicketFilter) -> Start<'a> {
    let from_texts = matches!(starts, [Start::Texts | Start::Found(Test::Text(_))]);
    let is_text = |clause: &&Clause| !clause.is_negated && matches!(clause.test, Test::Text(_));
    match filter.clauses.iter().find(is_text) {
        Some(text) if from_texts => Start::Found(&text.test),
        _ => Start::All,
    }
}
