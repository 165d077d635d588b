//! How many open tickets a list holds, without counting them all.

use domain::Actor;
use domain::tickets::list::{Clause, Sort, Test, TicketFilter};
use domain::views::COUNT_MAX;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

use super::named;
use super::plan::{self, Few, Start};
use super::sql::{Builder, needles};

/// How many tickets are looked at, the newest first: so long a count takes at most, however rare what is counted is.
/// Fewer at first, which often hold [`COUNT_MAX`].
const LOOKED_AT: &[u64] = &[400, 2_000];
/// Of a word as well; to find its first text costs as much as to find all.
const TEXTS_LOOKED_AT: &[u64] = &[2_000];

/// How many there are, at most [`COUNT_MAX`], and whether there are exactly so many, else at least. The filter holds no
/// closed tickets.
pub async fn probe(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &TicketFilter,
) -> Result<(u64, bool), DbErr> {
    let filter = &TicketFilter { sort: Sort::CreatedDescending, ..named(db, filter).await? };
    let backend = db.get_database_backend();
    let Some(starts) = plan::starts(db, actor, filter, Few::of_count(backend)).await? else {
        return Ok((0, true));
    };
    let mut found = 0;
    for &most in if starts == [Start::Texts] { TEXTS_LOOKED_AT } else { LOOKED_AT } {
        let Some(row) = db.query_one_raw(count(backend, actor, filter, &starts, most)).await? else {
            break;
        };
        let (fit, looked_at): (i64, i64) = (row.try_get("", "found")?, row.try_get("", "looked_at")?);
        found = fit.unsigned_abs();
        if found > COUNT_MAX || looked_at.unsigned_abs() < most {
            return Ok((found.min(COUNT_MAX), found <= COUNT_MAX));
        }
    }
    Ok((found, false))
}

/// A query of [`probe`] that looks at the newest `most`; `None` when nothing can match.
pub async fn statement(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: &TicketFilter,
    few: Few,
    most: u64,
) -> Result<Option<Statement>, DbErr> {
    let starts = plan::starts(db, actor, filter, few).await?;
    Ok(starts.map(|starts| count(db.get_database_backend(), actor, filter, &starts, most)))
}

fn count(
    backend: DbBackend,
    actor: &Actor,
    filter: &TicketFilter,
    starts: &[Start<'_>],
    most: u64,
) -> Statement {
    let mut query = Builder::new(backend);
    let streams: Vec<String> =
        starts.iter().map(|start| candidates(&mut query, start, &filter.clauses, most)).collect();
    query.since = Some("SELECT MIN(id) FROM c");
    let conditions = query.conditions(actor, filter, &common(starts, filter)).join(" AND ");
    // A join would be turned round, or be prepared for more tickets than come.
    let sql = format!(
        "WITH c AS MATERIALIZED (SELECT id FROM ({}) AS u ORDER BY id DESC LIMIT {most}) SELECT \
         (SELECT COUNT(*) FROM c) AS looked_at, \
         (SELECT COUNT(*) FROM (SELECT 1 FROM tickets t WHERE t.id IN (SELECT id FROM c) AND {conditions} \
         LIMIT {}) AS f) AS found",
        streams.join(" UNION "),
        COUNT_MAX + 1
    );
    query.statement(sql)
}

/// The newest tickets that a stream can hold; of texts, a ticket for each.
fn candidates(query: &mut Builder, start: &Start<'_>, clauses: &[Clause], most: u64) -> String {
    let newest = match start {
        Start::All | Start::Equal(..) | Start::Station(_) => {
            let ground = query.begins(start).map(|begins| format!("{begins} AND ")).unwrap_or_default();
            format!(
                "SELECT t.id FROM tickets t WHERE {ground}t.closed_at IS NULL ORDER BY t.created_at DESC, t.id DESC"
            )
        }
        Start::Found(test) => {
            // The plus keeps SQLite from reading all tickets in this order.
            let found = query.found(test, clauses);
            format!("SELECT id FROM (SELECT DISTINCT id FROM ({found}) AS f) AS d ORDER BY +id DESC")
        }
        Start::Texts => {
            format!("{} ORDER BY {}", query.texts(&needles(clauses)), query.document_order("DESC"))
        }
    };
    format!("SELECT id FROM ({newest} LIMIT {most}) AS s")
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
