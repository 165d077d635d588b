//! Starting a desk: [`open`] everything behind it, then [`bind`] a server.

use std::collections::BTreeSet;
use std::net::TcpListener;
use std::sync::Arc;

use actix_cors::Cors;
use actix_web::dev::Server;
use actix_web::middleware::{Condition, from_fn};
use actix_web::{App, HttpServer, web};
use anyhow::Context;
use migrations::{Migrator, MigratorTrait};
use utoipa_actix_web::AppExt;
use utoipa_swagger_ui::SwaggerUi;

use crate::attachments::store::FileStore;
use crate::auth::password::Passwords;
use crate::auth::throttle::Throttle;
use crate::auth::token::{Tokens, random_token};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::http::extract::BODY_LIMIT;
use crate::http::frame::frame;
use crate::live::feed::Feed;
use crate::openapi::Methods;
use crate::state::AppState;
use crate::telemetry::Metrics;
use crate::{assets, bulk, copy, jobs, openapi, routes, tickets};

/// Opens the database (migrating it when asked for), keys and files.
pub async fn open(config: Config) -> anyhow::Result<AppState> {
    std::fs::create_dir_all(&config.data_dir)
        .with_context(|| format!("cannot make the data directory {}", config.data_dir.display()))?;
    let db = Db::connect(&config.database_url).await?;
    migrate(&db).await?;
    let files = FileStore::new(config.data_dir.join("attachments"));
    files.clear_incoming().await.context("cannot clear interrupted uploads")?;
    let clock = Clock::default();
    Ok(AppState {
        tokens: Arc::new(Tokens::load(&config.data_dir.join("signing-keys.json"))?),
        passwords: Passwords::new(config.password_cost)?,
        throttle: Arc::new(Throttle::default()),
        feed: Feed::new(db.clone(), clock.clone()),
        clock,
        files,
        metrics: Metrics::new()?,
        methods: Arc::new(Methods::new()?),
        setup_token: random_token(16).into(),
        config: Arc::new(config),
        db,
    })
}

/// Applies missing migrations; refuses a database that a newer version has migrated, and a copy that is not finished.
pub async fn migrate(db: &Db) -> anyhow::Result<()> {
    anyhow::ensure!(
        !copy::repo::ledger::is_unfinished(db.read()).await.context("cannot read the database")?,
        "the database is an unfinished copy: finish it with desk migrate --to"
    );
    Migrator::install(db.write()).await.context("cannot prepare the database")?;
    let applied =
        Migrator::get_migration_models(db.write()).await.context("cannot read the schema version")?;
    let known = known_migrations();
    anyhow::ensure!(
        applied.iter().all(|row| known.contains(&row.version)),
        "the database has a newer schema than this version of desk knows ({} steps applied, {} known): update desk",
        applied.len(),
        known.len()
    );
    Migrator::up(db.write(), None).await.context("cannot migrate the database")?;
    tickets::repo::index::refresh(db).await.context("cannot make the index of texts")
}

/// The steps of the schema that this version has.
pub fn known_migrations() -> BTreeSet<String> {
    Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect()
}

/// A server on the listener; it runs when awaited. Timers and the live stream begin at once.
pub fn bind(state: AppState, listener: TcpListener, workers: usize) -> anyhow::Result<Server> {
    tokio::spawn(state.feed.clone().run());
    tokio::spawn(jobs::run(state.clone()));
    tokio::spawn(bulk::worker::run(state.clone()));
    let document = openapi::spec();
    let factory = move || {
        let cors = cors(&state.config.cors_origins);
        let (app, _) = App::new()
            .into_utoipa_app()
            .openapi(openapi::base())
            .app_data(web::Data::new(state.clone()))
            .app_data(web::PayloadConfig::new(BODY_LIMIT))
            .configure(routes::documented)
            .split_for_parts();
        app.service(SwaggerUi::new("/api/docs/{_:.*}").url("/api/openapi.json", document.clone()))
            .service(web::redirect("/api/docs", "/api/docs/"))
            .default_service(web::to(assets::serve))
            .wrap(from_fn(frame))
            .wrap(Condition::new(!state.config.cors_origins.is_empty(), cors))
    };
    let server = HttpServer::new(factory)
        .workers(workers)
        .shutdown_timeout(5)
        .listen(listener)
        .context("cannot listen")?
        .run();
    Ok(server)
}

fn cors(origins: &[String]) -> Cors {
    let cors = Cors::default()
        .allowed_methods(["GET", "POST", "PUT", "PATCH", "DELETE"])
        .allowed_headers(["authorization", "content-type", "if-match", "idempotency-key", "last-event-id"])
        .expose_headers(["etag", "location", "retry-after", "x-request-id"])
        .supports_credentials()
        .max_age(3600);
    origins.iter().fold(cors, |cors, origin| cors.allowed_origin(origin))
}
