//! Tickets with words in their texts, newest first.

use domain::search::Needle;
use domain::{Actor, TicketId};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult};

use super::index::{ORDINAL_BITS, Texts, question};
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
