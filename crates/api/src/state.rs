//! What every handler can reach.

use std::sync::Arc;

use sea_orm::DatabaseConnection;

use crate::attachments::store::FileStore;
use crate::auth::password::Passwords;
use crate::auth::throttle::Throttle;
use crate::auth::token::Tokens;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::live::feed::Feed;
use crate::openapi::Methods;
use crate::telemetry::Metrics;

/// The parts of a running desk; clones share them.
#[derive(Clone)]
pub struct AppState {
    /// How it was started.
    pub config: Arc<Config>,
    /// The time.
    pub clock: Clock,
    /// The database.
    pub db: Db,
    /// Access tokens.
    pub tokens: Arc<Tokens>,
    /// Password hashing, bounded.
    pub passwords: Passwords,
    /// Failed logins.
    pub throttle: Arc<Throttle>,
    /// The live stream.
    pub feed: Feed,
    /// The content of attachments.
    pub files: FileStore,
    /// Numbers for operators.
    pub metrics: Metrics,
    /// Which methods a path has.
    pub methods: Arc<Methods>,
    /// Asked for by the first set-up; printed at start.
    pub setup_token: Arc<str>,
}

impl AppState {
    /// For queries outside of a command.
    pub fn read(&self) -> &DatabaseConnection {
        self.db.read()
    }
}
