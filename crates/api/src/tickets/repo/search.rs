//! Tickets with words in their texts, newest first.

use domain::search::Needle;
use domain::{Actor, TicketId, text};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult};

use super::index::{ORDINAL_BITS, Texts, question, question_of_any};
use super::list::{Builder, visible};

/// A text of a ticket that the actor sees, in which all needles occur.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Hit {
    /// Which ticket.
    pub ticket_id: i64,
    /// 0 for what the ticket says of itself, n for its n-th comment.
    pub ordinal: i64,
}

/// The newest texts that fit `wanted` and not `unwanted`, of tickets before one.
pub async fn hits(
    db: &impl ConnectionTrait,
    actor: &Actor,
    needles: &[Needle],
    (wanted, unwanted): (Texts, Option<Texts>),
    before: Option<TicketId>,
    limit: u64,
) -> Result<Vec<Hit>, DbErr> {
    let backend = db.get_database_backend();
    let mut query = Builder::new(backend);
    let (wanted, unwanted) =
        (question(backend, needles, wanted), unwanted.map(|texts| question(backend, needles, texts)));
    let mut conditions = Vec::new();
    let (columns, join, order) = match backend {
        DbBackend::Sqlite => {
            let not = unwanted.map(|unwanted| format!(" NOT ({unwanted})")).unwrap_or_default();
            conditions.push(format!("x.search_texts MATCH {}", query.bind(format!("({wanted}){not}"))));
            conditions.extend(before.map(|id| format!("x.rowid < {}", query.bind(id.0 << ORDINAL_BITS))));
            let (id, ordinal) =
                (format!("x.rowid >> {ORDINAL_BITS}"), format!("x.rowid & {}", (1 << ORDINAL_BITS) - 1));
            // SQLite reads a cross join in the order in which it is written.
            (
                format!("{id} AS ticket_id, {ordinal} AS ordinal"),
                format!("CROSS JOIN tickets t ON t.id = {id}"),
                "x.rowid DESC",
            )
        }
        _ => {
            conditions.push(format!("x.words @@ {}::tsquery", query.bind(wanted)));
            conditions
                .extend(unwanted.map(|unwanted| format!("NOT x.words @@ {}::tsquery", query.bind(unwanted))));
            conditions.extend(before.map(|id| format!("x.ticket_id < {}", query.bind(id.0))));
            let columns = "x.ticket_id, x.ordinal::bigint AS ordinal".to_owned();
            (columns, "JOIN tickets t ON t.id = x.ticket_id".to_owned(), "x.ticket_id DESC, x.ordinal DESC")
        }
    };
    conditions.extend(visible(actor));
    let conditions = conditions.join(" AND ");
    let sql = format!(
        "SELECT {columns} FROM search_texts x {join} WHERE {conditions} ORDER BY {order} LIMIT {limit}"
    );
    Hit::find_by_statement(query.statement(sql)).all(db).await
}

/// The newest open tickets that the actor sees with one of the needles in the subject.
pub async fn open_with_any(
    db: &impl ConnectionTrait,
    actor: &Actor,
    needles: &[Needle],
    limit: u64,
) -> Result<Vec<TicketId>, DbErr> {
    let backend = db.get_database_backend();
    let mut query = Builder::new(backend);
    let question = query.bind(question_of_any(backend, needles, Texts::Subject));
    let (from, found, order) = match backend {
        DbBackend::Sqlite => (
            format!("search_texts x CROSS JOIN tickets t ON t.id = x.rowid >> {ORDINAL_BITS}"),
            format!("x.search_texts MATCH {question}"),
            "x.rowid",
        ),
        _ => (
            "search_texts x JOIN tickets t ON t.id = x.ticket_id".to_owned(),
            format!("x.words @@ {question}::tsquery"),
            "x.ticket_id",
        ),
    };
    let visible = visible(actor).map(|visible| format!(" AND {visible}")).unwrap_or_default();
    let sql = format!(
        "SELECT t.id FROM {from} WHERE {found} AND t.closed_at IS NULL{visible} ORDER BY {order} DESC LIMIT {limit}"
    );
    ids(db, query, sql).await
}

/// The newest open tickets of a station that the actor sees.
pub async fn open_at_station(
    db: &impl ConnectionTrait,
    actor: &Actor,
    station: &str,
    limit: u64,
) -> Result<Vec<TicketId>, DbErr> {
    let mut query = Builder::new(db.get_database_backend());
    let key = query.bind(text::search_key(station));
    let visible = visible(actor).map(|visible| format!(" AND {visible}")).unwrap_or_default();
    let sql = format!(
        "SELECT t.id FROM tickets t WHERE t.station_key = {key} AND t.closed_at IS NULL{visible} \
         ORDER BY t.created_at DESC, t.id DESC LIMIT {limit}"
    );
    ids(db, query, sql).await
}

async fn ids(db: &impl ConnectionTrait, query: Builder, sql: String) -> Result<Vec<TicketId>, DbErr> {
    let rows = db.query_all_raw(query.statement(sql)).await?;
    rows.iter().map(|row| row.try_get("", "id").map(TicketId)).collect()
}
