//! One reader of the log per instance. It reads by position from the database, whoever wrote, so it misses nothing;
//! commits of this instance wake it at once, commits of other instances through PostgreSQL's NOTIFY.

use std::sync::Arc;
use std::time::Duration;

use domain::bulk::wire::BulkProgress;
use domain::live::Broadcast;
use domain::presence::PresenceView;
use domain::{EmployeeId, EventId, TicketId};
use sea_orm::sqlx::postgres::PgListener;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde::{Deserialize, Serialize};
use tokio::sync::{Notify, broadcast, watch};

use super::repo;
use crate::clock::Clock;
use crate::db::Db;
use crate::presence::rooms::{Rooms, Sign};

/// How many events a slow subscriber may lag behind before he reads from the database again.
const BUFFER: usize = 1024;
/// How many events are read at once.
pub const BATCH: u64 = 500;
/// The reader looks by itself this often, should a wake-up get lost.
const POLL: Duration = Duration::from_secs(5);
/// The channel of PostgreSQL's NOTIFY.
pub const CHANNEL: &str = "desk_events";
/// The payload after new events.
pub const EVENTS: &str = "events";
const PEOPLE: &str = "people";

/// What is told besides the log, without a position; also the payload of PostgreSQL's NOTIFY.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Told {
    /// How far a job is, to its author.
    Progress {
        /// The author of the job.
        to: EmployeeId,
        /// How far it is.
        progress: BulkProgress,
    },
    /// What somebody says of himself, to those who are at the same ticket.
    Presence(Sign),
}

/// The live stream of this instance; clones share it.
#[derive(Clone)]
pub struct Feed {
    db: Db,
    wake: Arc<Notify>,
    sender: broadcast::Sender<Arc<Broadcast>>,
    people: watch::Sender<u64>,
    bulk: Arc<Notify>,
    told: broadcast::Sender<Told>,
    rooms: Rooms,
    clock: Clock,
}

impl Feed {
    /// A feed that nobody drives yet.
    pub fn new(db: Db, clock: Clock) -> Self {
        let (sender, _) = broadcast::channel(BUFFER);
        let (told, _) = broadcast::channel(BUFFER);
        let (wake, bulk) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        Self { db, wake, sender, people: watch::Sender::new(0), bulk, told, rooms: Rooms::default(), clock }
    }

    /// Events as they come, from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Arc<Broadcast>> {
        self.sender.subscribe()
    }

    /// Ticks whenever somebody's rights or sessions may have changed.
    pub fn people(&self) -> watch::Receiver<u64> {
        self.people.subscribe()
    }

    /// After a commit that wrote events; other instances hear of it by the notification in the same transaction.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    /// After a commit that changed somebody's rights or ended sessions.
    pub fn people_changed(&self) {
        self.people.send_modify(|version| *version += 1);
        if self.db.backend() == DbBackend::Postgres {
            tokio::spawn(tell_others(self.db.clone(), PEOPLE.to_owned()));
        }
    }

    /// After a commit that started a job; other instances look for jobs by themselves.
    pub fn wake_bulk(&self) {
        self.bulk.notify_one();
    }

    /// Until a job was started here.
    pub async fn bulk(&self) {
        self.bulk.notified().await;
    }

    /// What is told besides the log, from now on.
    pub fn besides(&self) -> broadcast::Receiver<Told> {
        self.told.subscribe()
    }

    /// Tells of a job to all instances at the commit, where there can be several; then [`Feed::told`].
    pub async fn tell_in(&self, db: &impl ConnectionTrait, told: &Told) -> Result<(), sea_orm::DbErr> {
        if db.get_database_backend() != DbBackend::Postgres {
            return Ok(());
        }
        let payload =
            serde_json::to_string(told).map_err(|error| sea_orm::DbErr::Custom(error.to_string()))?;
        db.execute_raw(notification(&payload)).await?;
        Ok(())
    }

    /// After the commit. PostgreSQL tells this instance, too.
    pub fn told(&self, told: Told) {
        if self.db.backend() != DbBackend::Postgres {
            self.hear(told);
        }
    }

    /// Somebody says where he is; other instances hear of it.
    pub fn sign(&self, sign: Sign) {
        let told = Told::Presence(sign);
        if self.db.backend() == DbBackend::Postgres
            && let Ok(payload) = serde_json::to_string(&told)
        {
            tokio::spawn(tell_others(self.db.clone(), payload));
        }
        self.hear(told);
    }

    /// Who is at a ticket besides a person; `None` when he is not there himself.
    pub fn present(&self, id: EmployeeId, ticket: TicketId) -> Option<PresenceView> {
        self.rooms.seen_by(id, ticket, self.clock.now())
    }

    /// Tells the subscribers of this instance; of a sign only what is new.
    fn hear(&self, told: Told) {
        let is_new = match &told {
            Told::Progress { .. } => true,
            Told::Presence(sign) => self.rooms.note(sign, self.clock.now()),
        };
        if is_new {
            // Nobody listening is fine.
            let _ = self.told.send(told);
        }
    }

    /// Reads the log until the process ends.
    pub async fn run(self) {
        if self.db.backend() == DbBackend::Postgres {
            tokio::spawn(self.clone().listen());
        }
        let mut position = loop {
            match repo::last_position(self.db.read()).await {
                Ok(position) => break position,
                Err(error) => tracing::error!("the live stream waits for the database: {error}"),
            }
            tokio::time::sleep(POLL).await;
        };
        loop {
            // A timeout is the regular look, not an error.
            let _ = tokio::time::timeout(POLL, self.wake.notified()).await;
            if let Err(error) = self.forward(&mut position).await {
                tracing::error!("the live stream could not read the log: {error}");
            }
        }
    }

    async fn forward(&self, position: &mut EventId) -> Result<(), sea_orm::DbErr> {
        loop {
            let batch = repo::after(self.db.read(), *position, BATCH).await?;
            let Some(last) = batch.last() else { return Ok(()) };
            *position = last.id;
            for event in batch {
                // Nobody listening is fine.
                let _ = self.sender.send(Arc::new(event));
            }
        }
    }

    async fn listen(self) {
        loop {
            if let Err(error) = self.listen_once().await {
                tracing::warn!("lost the notifications of PostgreSQL, connecting again: {error}");
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }

    async fn listen_once(&self) -> Result<(), sea_orm::sqlx::Error> {
        let mut listener = PgListener::connect_with(self.db.read().get_postgres_connection_pool()).await?;
        listener.listen(CHANNEL).await?;
        // What happened while nobody listened.
        self.wake.notify_one();
        self.people.send_modify(|version| *version += 1);
        loop {
            let heard = listener.recv().await?;
            match (heard.payload(), serde_json::from_str(heard.payload())) {
                (PEOPLE, _) => self.people.send_modify(|version| *version += 1),
                (_, Ok(told)) => self.hear(told),
                (_, Err(_)) => self.wake.notify_one(),
            }
        }
    }
}

async fn tell_others(db: Db, payload: String) {
    if let Err(error) = db.write().execute_raw(notification(&payload)).await {
        tracing::warn!("other instances hear of this a little later: {error}");
    }
}

fn notification(payload: &str) -> Statement {
    let values = [CHANNEL.into(), payload.into()];
    Statement::from_sql_and_values(DbBackend::Postgres, "SELECT pg_notify($1, $2)", values)
}
