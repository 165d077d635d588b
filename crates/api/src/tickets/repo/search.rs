//! Tickets with words in their texts, newest first.

use domain::search::Needle;
use domain::{Actor, TicketId};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult};

use super::index::{Texts, except, question, question_of_any};
use super::list::{Builder, FEW_OF_POSTGRES, is_few, visible};
use super::words;

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
    let mut needles = needles.to_vec();
    words::name(db, &mut needles).await?;
    let wanted = question(backend, &needles, wanted);
    let asked = match unwanted {
        Some(unwanted) => except(backend, &wanted, &question(backend, &needles, unwanted)),
        None => wanted,
    };
    let mut query = Builder::new(backend);
    let (from, mut conditions) = documents(db, &mut query, asked).await?;
    conditions.extend(before.map(|id| query.documents_after(id.0, "DESC")));
    conditions.extend(visible(actor));
    let sql = format!(
        "SELECT {} AS ticket_id, {} AS ordinal FROM {from} WHERE {} ORDER BY {} LIMIT {limit}",
        query.document_ticket(),
        query.document_ordinal(),
        conditions.join(" AND "),
        query.document_order("DESC")
    );
    Hit::find_by_statement(query.statement(sql)).all(db).await
}

/// Where the texts that answer a question stand as `x`, each with its ticket `t`, and the conditions of that. Of a word
/// that few texts have PostgreSQL reads these first, then their tickets one by one, whatever it thinks of it; else
/// both engines go from the newest text on.
async fn documents(
    db: &impl ConnectionTrait,
    query: &mut Builder,
    question: String,
) -> Result<(String, Vec<String>), DbErr> {
    let answers = query.answers(question);
    let found = format!("SELECT x.* FROM search_texts x WHERE {answers}");
    let is_sqlite = db.get_database_backend() == DbBackend::Sqlite;
    if is_sqlite || !is_few(db, query.clone(), &found, FEW_OF_POSTGRES).await? {
        return Ok((query.documents(), vec![answers]));
    }
    let ticket = "SELECT t.* FROM tickets t WHERE t.id = x.ticket_id OFFSET 0";
    Ok((format!("({found} OFFSET 0) AS x CROSS JOIN LATERAL ({ticket}) AS t"), vec!["1 = 1".to_owned()]))
}

/// The newest open tickets that the actor sees with one of the needles in the subject.
pub async fn open_with_any(
    db: &impl ConnectionTrait,
    actor: &Actor,
    needles: &[Needle],
    limit: u64,
) -> Result<Vec<TicketId>, DbErr> {
    let backend = db.get_database_backend();
    let mut needles = needles.to_vec();
    words::name(db, &mut needles).await?;
    let mut query = Builder::new(backend);
    let asked = question_of_any(backend, &needles, Texts::Subject);
    let (from, mut conditions) = documents(db, &mut query, asked).await?;
    conditions.push("t.closed_at IS NULL".to_owned());
    conditions.extend(visible(actor));
    let sql = format!(
        "SELECT t.id FROM {from} WHERE {} ORDER BY {} LIMIT {limit}",
        conditions.join(" AND "),
        query.document_order("DESC")
    );
    let rows = db.query_all_raw(query.statement(sql)).await?;
    rows.iter().map(|row| row.try_get("", "id").map(TicketId)).collect()
}
