//! Many rows at once.

use domain::counters::CounterKey;
use domain::notifications::{NotificationKind, Relation};
use domain::tickets::{Ticket, TicketEvent, TicketFacts};
use domain::{CommentId, EmployeeId, Timestamp};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait,
    Iterable, Statement,
};

use super::history::Entry;
use crate::db::Db;
use crate::entities::{comments, counters, notifications, ticket_events, tickets};
use crate::error::ApiResult;
use crate::tickets::repo::index::{self, Document};
use crate::work;

/// SQLite binds at most 32 766 values in one statement.
const BINDS: usize = 32_000;
/// The tables whose ids the demo assigns itself.
const NUMBERED: [&str; 4] = ["tickets", "ticket_events", "comments", "notifications"];

/// Rows that are written together.
#[derive(Default)]
pub struct Rows {
    tickets: Vec<tickets::ActiveModel>,
    comments: Vec<comments::ActiveModel>,
    events: Vec<ticket_events::ActiveModel>,
    notifications: Vec<notifications::ActiveModel>,
    documents: Vec<Document>,
}

/// One notification.
pub struct Notice<'a> {
    /// Its place in the order of all notifications.
    pub id: i64,
    /// For whom.
    pub employee_id: EmployeeId,
    /// What it says.
    pub kind: NotificationKind,
    /// Why he hears of it.
    pub relation: Relation,
    /// Of which event.
    pub event: &'a TicketEvent,
    /// The subject of the ticket.
    pub subject: &'a str,
    /// When it was read.
    pub read_at: Option<Timestamp>,
}

impl Rows {
    /// How many tickets there are.
    pub fn tickets(&self) -> u64 {
        self.tickets.len() as u64
    }

    /// Adds a ticket as it stands.
    pub fn push_ticket(&mut self, ticket: &Ticket) {
        self.tickets.push(crate::tickets::repo::to_row(ticket));
        self.documents.push(Document::of_ticket(ticket));
    }

    /// Adds the text of a comment, the n-th of its ticket.
    pub fn push_comment(&mut self, id: CommentId, ordinal: i64, entry: &Entry, body: String) {
        self.documents.push(Document::of_comment(entry.ticket_id, ordinal, &body));
        self.comments.push(comments::ActiveModel {
            id: Set(id.0),
            ticket_id: Set(entry.ticket_id.0),
            author_id: Set(entry.actor_id.map_or(0, |id| id.0)),
            body: Set(body),
            created_at: Set(entry.at.millis()),
            edited_at: Set(None),
        });
    }

    /// Adds an event.
    pub fn push_event(
        &mut self,
        event: &TicketEvent,
        before: Option<&TicketFacts>,
        after: &TicketFacts,
    ) -> ApiResult<()> {
        let mut row = work::event_row(event, before, after)?;
        row.id = Set(event.id.0);
        self.events.push(row);
        Ok(())
    }

    /// Adds a notification.
    pub fn push_notification(&mut self, notice: &Notice<'_>) -> ApiResult<()> {
        let Notice { id, employee_id, kind, relation, event, subject, read_at } = notice;
        self.notifications.push(notifications::ActiveModel {
            id: Set(*id),
            employee_id: Set(employee_id.0),
            event_id: Set(event.id.0),
            kind: Set(kind.as_str().to_owned()),
            ticket_id: Set(event.ticket_id.0),
            ticket_subject: Set((*subject).to_owned()),
            actor_id: Set(event.actor_id.map(|id| id.0)),
            at: Set(event.at.millis()),
            data: Set(work::brief(&event.data)?.to_string()),
            read_at: Set(read_at.map(Timestamp::millis)),
            relation: Set(relation.as_str().to_owned()),
        });
        Ok(())
    }

    /// Writes all in one transaction.
    pub async fn write(self, db: &Db) -> Result<(), DbErr> {
        let tx = db.begin().await?;
        // What refers to a row comes after it.
        insert::<tickets::Entity, _>(&tx, self.tickets).await?;
        insert::<comments::Entity, _>(&tx, self.comments).await?;
        insert::<ticket_events::Entity, _>(&tx, self.events).await?;
        insert::<notifications::Entity, _>(&tx, self.notifications).await?;
        index::write(&tx, &self.documents).await?;
        tx.commit().await
    }
}

async fn insert<E, A>(tx: &DatabaseTransaction, rows: Vec<A>) -> Result<(), DbErr>
where
    E: EntityTrait,
    A: ActiveModelTrait<Entity = E> + Send,
{
    let at_once = BINDS / E::Column::iter().count().max(1);
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        E::insert_many(rows.by_ref().take(at_once)).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Writes the counters, and makes the engine go on with ids and plans where the demo ends.
pub async fn finish(
    db: &Db,
    values: impl IntoIterator<Item = (CounterKey, i64)>,
    analyze: bool,
) -> Result<(), DbErr> {
    let tx = db.begin().await?;
    let rows = values.into_iter().map(|(key, value)| {
        let (name, id) = key.parts();
        counters::ActiveModel { name: Set(name.to_owned()), ref_id: Set(id), value: Set(value) }
    });
    insert::<counters::Entity, _>(&tx, rows.collect()).await?;
    if tx.get_database_backend() == DbBackend::Postgres {
        for table in NUMBERED {
            let sql = format!(
                "SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT COALESCE(MAX(id), 0) + 1 FROM {table}), false)"
            );
            tx.execute_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
        }
    }
    tx.commit().await?;
    if analyze {
        db.write().execute_unprepared("ANALYZE").await?;
    }
    if db.backend() == DbBackend::Sqlite {
        db.write().execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    }
    Ok(())
}
