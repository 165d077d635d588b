//! One command, one transaction: rows, then counters, events and notifications, then commit, then the live stream hears.
//!
//! Events are written last. On PostgreSQL their ids are assigned under a lock that is held until the commit, so ids
//! become visible in their order and a reader that resumes after an id can never miss a slower transaction.

use std::collections::{BTreeMap, HashMap};

use domain::counters::{self, CounterKey};
use domain::notifications::settings::{Following, NotificationSettings};
use domain::notifications::{self, Audience, NotificationKind, Recipient};
use domain::tickets::{EventData, Ticket, TicketEvent, TicketFacts};
use domain::{EmployeeId, EventId, TicketId, Timestamp};
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, Statement,
};
use serde_json::Value;

use crate::entities::{notifications as notification_rows, ticket_events};
use crate::error::{ApiError, ApiResult};
use crate::live::feed::{CHANNEL, EVENTS};
use crate::notifications::repo as notifications_repo;
use crate::state::AppState;
use crate::{employees, tickets};

/// Any number: all instances must use the same.
const EVENT_LOCK: i64 = 0x6465_736b;

/// An open transaction with what has to be written before its commit.
pub struct Work {
    tx: DatabaseTransaction,
    counters: BTreeMap<CounterKey, i64>,
    events: Vec<Pending>,
}

struct Pending {
    ticket_id: TicketId,
    subject: String,
    actor_id: Option<EmployeeId>,
    at: Timestamp,
    data: EventData,
    before: Option<TicketFacts>,
    after: TicketFacts,
    recipients: Vec<Recipient>,
}

impl Work {
    /// Begins.
    pub async fn begin(state: &AppState) -> ApiResult<Self> {
        Ok(Self { tx: state.db.begin().await?, counters: BTreeMap::new(), events: Vec::new() })
    }

    /// For the queries of the command.
    pub fn tx(&self) -> &DatabaseTransaction {
        &self.tx
    }

    /// Remembers an event that led from `before` to `after`, and who shall hear of it.
    pub async fn record(
        &mut self,
        actor_id: Option<EmployeeId>,
        before: Option<TicketFacts>,
        after: &Ticket,
        data: EventData,
    ) -> ApiResult<()> {
        let facts = after.facts();
        for (key, delta) in counters::deltas(before.as_ref(), &facts) {
            self.count(key, delta);
        }
        let audiences = notifications::audiences(&data, before.as_ref(), &facts);
        let recipients = self.recipients(&audiences, actor_id, after).await?;
        for one in &recipients {
            self.count(CounterKey::Unread(one.employee_id), 1);
        }
        self.events.push(Pending {
            ticket_id: after.id,
            subject: after.subject.clone(),
            actor_id,
            at: after.updated_at,
            data,
            before,
            after: facts,
            recipients,
        });
        Ok(())
    }

    /// Changes a counter at the commit.
    pub fn count(&mut self, key: CounterKey, delta: i64) {
        *self.counters.entry(key).or_default() += delta;
    }

    /// Writes what is pending and commits.
    pub async fn commit(self, state: &AppState) -> ApiResult<()> {
        let Self { tx, counters, events } = self;
        // In the order of the keys, so that two transactions cannot wait for each other.
        for (key, delta) in counters.into_iter().filter(|(_, delta)| *delta != 0) {
            add(&tx, key, delta).await?;
        }
        let wrote = !events.is_empty();
        if wrote && tx.get_database_backend() == DbBackend::Postgres {
            let lock = "SELECT pg_advisory_xact_lock($1), pg_notify($2, $3)";
            let values = [EVENT_LOCK.into(), CHANNEL.into(), EVENTS.into()];
            tx.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, lock, values)).await?;
        }
        for pending in events {
            write(&tx, pending).await?;
        }
        tx.commit().await?;
        if wrote {
            state.feed.wake();
        }
        Ok(())
    }

    async fn recipients(
        &self,
        audiences: &[(Audience, NotificationKind)],
        actor_id: Option<EmployeeId>,
        ticket: &Ticket,
    ) -> ApiResult<Vec<Recipient>> {
        if audiences.is_empty() {
            return Ok(Vec::new());
        }
        let following = notifications_repo::following::of_ticket(&self.tx, ticket.id).await?;
        let mut people = HashMap::new();
        for (audience, _) in audiences {
            people.insert(*audience, self.people(*audience, ticket, &following).await?);
        }
        let all = people.values().flatten().copied();
        let settings = notifications_repo::settings::of_people(&self.tx, all).await?;
        let usual = NotificationSettings::default();
        let wants = |one: Recipient| {
            let following = following.get(&one.employee_id).copied().unwrap_or(Following::Usual);
            settings.get(&one.employee_id).unwrap_or(&usual).tells(following, one.relation, one.kind)
        };
        let people = |audience| people.get(&audience).cloned().unwrap_or_default();
        Ok(notifications::recipients(audiences, actor_id, people, wants))
    }

    async fn people(
        &self,
        audience: Audience,
        ticket: &Ticket,
        following: &HashMap<EmployeeId, Following>,
    ) -> ApiResult<Vec<EmployeeId>> {
        Ok(match audience {
            Audience::Members(department) => employees::repo::active_members(&self.tx, department).await?,
            Audience::Person(id) => employees::repo::active_only(&self.tx, vec![id]).await?,
            Audience::Commenters => tickets::repo::witnesses::commenters(&self.tx, ticket).await?,
            Audience::Watchers => {
                let watching = following.iter().filter(|(_, one)| **one == Following::Watching);
                let watchers: Vec<_> = watching.map(|(id, _)| *id).collect();
                tickets::repo::witnesses::among(&self.tx, ticket, &watchers).await?
            }
        })
    }
}

async fn add(tx: &DatabaseTransaction, key: CounterKey, delta: i64) -> Result<(), DbErr> {
    let (name, id) = key.parts();
    let sql = "INSERT INTO counters (name, ref_id, value) VALUES ($1, $2, $3) \
               ON CONFLICT (name, ref_id) DO UPDATE SET value = counters.value + excluded.value";
    let values = [name.into(), id.into(), delta.into()];
    tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), sql, values)).await?;
    Ok(())
}

async fn write(tx: &DatabaseTransaction, pending: Pending) -> ApiResult<()> {
    let Pending { ticket_id, subject, actor_id, at, data, before, after, recipients } = pending;
    let event = TicketEvent { id: EventId(0), ticket_id, actor_id, at, data };
    let row = event_row(&event, before.as_ref(), &after)?;
    let id = ticket_events::Entity::insert(row).exec(tx).await?.last_insert_id;
    if !recipients.is_empty() {
        let brief = brief(&event.data)?;
        let rows = recipients.iter().map(|one| notification_rows::ActiveModel {
            employee_id: Set(one.employee_id.0),
            event_id: Set(id),
            kind: Set(one.kind.as_str().to_owned()),
            relation: Set(one.relation.as_str().to_owned()),
            ticket_id: Set(ticket_id.0),
            ticket_subject: Set(subject.clone()),
            actor_id: Set(actor_id.map(|id| id.0)),
            at: Set(at.millis()),
            data: Set(brief.to_string()),
            read_at: Set(None),
            ..Default::default()
        });
        notification_rows::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The row of an event; the database assigns the id.
pub fn event_row(
    event: &TicketEvent,
    before: Option<&TicketFacts>,
    after: &TicketFacts,
) -> ApiResult<ticket_events::ActiveModel> {
    let json = |value: Value| value.to_string();
    let data = serde_json::to_value(&event.data).map_err(ApiError::internal)?;
    let before = before.map(serde_json::to_value).transpose().map_err(ApiError::internal)?;
    Ok(ticket_events::ActiveModel {
        ticket_id: Set(event.ticket_id.0),
        actor_id: Set(event.actor_id.map(|id| id.0)),
        at: Set(event.at.millis()),
        kind: Set(event.data.kind().to_owned()),
        data: Set(json(data.get("data").cloned().unwrap_or(Value::Null))),
        before: Set(before.map(json)),
        after: Set(json(serde_json::to_value(after).map_err(ApiError::internal)?)),
        ..Default::default()
    })
}

/// The data of an event in a notification: without the texts that only the ticket page shows.
pub fn brief(data: &EventData) -> ApiResult<Value> {
    let value = serde_json::to_value(data).map_err(ApiError::internal)?;
    let mut brief = value.get("data").cloned().unwrap_or(Value::Null);
    if let Some(members) = brief.as_object_mut() {
        members.remove("description");
        members.remove("comment");
    }
    Ok(brief)
}
