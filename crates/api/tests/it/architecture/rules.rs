//! What may not enter which room.

/// Text that some files may not hold.
pub struct Rule {
    /// The rule, and what to do instead.
    pub sentence: &'static str,
    /// The files it is about.
    pub room: fn(&str) -> bool,
    /// What may not stand in their code.
    pub forbidden: &'static [&'static str],
    /// Lines that hold one of these are fine.
    pub spared: &'static [&'static str],
    /// Files that may, and why.
    pub except: &'static [(&'static str, &'static str)],
}

const RULE: Rule = Rule { sentence: "", room: |_| false, forbidden: &[], spared: &[], except: &[] };

/// All rules.
pub const RULES: &[Rule] = &[
    Rule {
        sentence: "The domain crate is pure: no async, I/O, clock, randomness, database, server or browser. \
            Take what you need as an argument.",
        room: |path| path.starts_with("crates/domain/src/"),
        forbidden: &[
            "async",
            "await",
            "sea_orm",
            "actix_web",
            "leptos",
            "regex",
            "tokio",
            "rand",
            "std::fs",
            "std::net",
            "std::env",
            "std::process",
            "std::thread",
            "SystemTime",
            "Instant",
            "Utc::now",
            "target_arch",
            "println!",
        ],
        ..RULE
    },
    Rule {
        sentence: "The policy is one exhaustive match; no wildcard grants, and it loads nothing.",
        room: |path| path == "crates/domain/src/authz/policy.rs",
        forbidden: &["_ => Ok", "_ => grant", "fn load"],
        ..RULE
    },
    Rule {
        sentence: "http.rs extracts, calls a service and maps: no database, no entities, no transactions, no roles.",
        room: is_http,
        forbidden: &["sea_orm", "entities", "db.begin(", "Work", "Role", "ConnectionTrait"],
        ..RULE
    },
    Rule {
        sentence: "A service knows rules and transactions, not HTTP, and asks its repo for rows.",
        room: is_service,
        forbidden: &[
            "actix_web",
            "HttpRequest",
            "HttpResponse",
            "StatusCode",
            "entities",
            "Statement",
            "EntityTrait",
            "QueryFilter",
            "DbBackend",
        ],
        ..RULE
    },
    Rule {
        sentence: "A repo holds queries: it decides nothing and calls no service.",
        room: is_repo,
        forbidden: &["service", "authz::can", "authz::Action", "actix_web", "ErrorCode::AdminOnly"],
        ..RULE
    },
    Rule {
        sentence: "Entities are named by repos only.",
        room: |path| in_api(path) && !is_repo(path) && !path.starts_with("crates/api/src/entities"),
        forbidden: &["entities"],
        except: &[
            ("crates/api/src/lib.rs", "lists the modules"),
            ("crates/api/src/work.rs", "writes events and notifications of every slice in one place"),
            ("crates/api/src/check.rs", "compares rows with the log, whatever the services think"),
            ("crates/api/src/jobs.rs", "removes old idempotency keys, which have no slice"),
            ("crates/api/src/http/idempotency.rs", "keeps its keys itself; no slice knows of them"),
        ],
        ..RULE
    },
    Rule {
        sentence: "Only repos speak SQL; a service may at most pass a `ConnectionTrait` on.",
        room: |path| in_api(path) && !is_repo(path) && !path.starts_with("crates/api/src/entities"),
        forbidden: &["sea_orm"],
        spared: &["use sea_orm::ConnectionTrait;"],
        except: &[
            ("crates/api/src/db.rs", "opens the connections"),
            ("crates/api/src/state.rs", "holds them"),
            ("crates/api/src/error.rs", "turns database errors into answers"),
            ("crates/api/src/work.rs", "owns the transaction of a command"),
            ("crates/api/src/check.rs", "compares rows with the log, whatever the services think"),
            ("crates/api/src/counters.rs", "is one query with its handler"),
            ("crates/api/src/jobs.rs", "removes old idempotency keys, which have no slice"),
            ("crates/api/src/live/feed.rs", "listens to PostgreSQL"),
            ("crates/api/src/http/idempotency.rs", "keeps its keys itself; no slice knows of them"),
        ],
    },
    Rule {
        sentence: "Rows of tickets are read through crates/api/src/tickets/repo, where every query starts from \
            `visible_to(actor)`.",
        room: |path| in_api(path) && !path.starts_with("crates/api/src/tickets/repo"),
        forbidden: &["entities::tickets", "tickets::Entity", "FROM tickets", "JOIN tickets"],
        except: &[
            ("crates/api/src/check.rs", "verifies all tickets, on behalf of nobody"),
            ("crates/api/src/demo/repo.rs", "writes an invented history into an empty database"),
        ],
        ..RULE
    },
    Rule {
        sentence: "`.route(..)` would be served undocumented: register handlers with `.service(..)`.",
        room: in_api,
        forbidden: &[".route(", "web::resource("],
        // It serves nothing: it says which methods are right.
        spared: &[".to(fallback)"],
        ..RULE
    },
    Rule {
        sentence: "error.rs is the single place where an error becomes a status: return an `ApiError`.",
        room: in_api,
        forbidden: &[
            "HttpResponse::BadRequest",
            "HttpResponse::Unauthorized",
            "HttpResponse::Forbidden",
            "HttpResponse::NotFound",
            "HttpResponse::Conflict",
            "HttpResponse::UnprocessableEntity",
            "HttpResponse::InternalServerError",
            "StatusCode::BAD_REQUEST",
            "StatusCode::INTERNAL_SERVER_ERROR",
            "actix_web::error::ErrorBadRequest",
        ],
        except: &[("crates/api/src/error.rs", "is that place")],
        ..RULE
    },
    Rule {
        sentence: "No wildcard decides a status: a new code must say what it is.",
        room: |path| path == "crates/api/src/error.rs",
        forbidden: &["_ => StatusCode"],
        ..RULE
    },
    Rule {
        sentence: "Jobs are schedules that call services; they hold no rules.",
        room: |path| path == "crates/api/src/jobs.rs",
        forbidden: &["domain::authz", "decide", "apply", "TicketStatus", ".evolve("],
        ..RULE
    },
    Rule {
        sentence: "Time comes from Clock (crates/api/src/clock.rs), so that tests can move it.",
        room: |path| in_api(path) || path.starts_with("crates/domain/src/"),
        forbidden: &["SystemTime", "Utc::now", "Local::now"],
        except: &[("crates/api/src/clock.rs", "is the clock")],
        ..RULE
    },
    Rule {
        sentence: "Migrations are history: they must not change when code does.",
        room: |path| path.starts_with("migrations/src/"),
        forbidden: &["domain::", "api::", "entities"],
        ..RULE
    },
    Rule {
        sentence: "The kit is dumb: text and handlers are passed in; it knows no slice, no session and no API.",
        room: |path| path.starts_with("crates/web/src/ui"),
        forbidden: &[
            "client::",
            "domain::",
            "crate::api",
            "crate::session",
            "crate::i18n",
            "crate::tickets",
            "crate::employees",
            "crate::departments",
            "crate::notifications",
            "crate::accounts",
            "crate::shell",
        ],
        ..RULE
    },
    Rule {
        sentence: "model.rs is view logic without Leptos types, tested natively.",
        room: |path| path.starts_with("crates/web/src/") && path.ends_with("model.rs"),
        forbidden: &["leptos", "web_sys"],
        ..RULE
    },
    Rule {
        sentence: "The browser speaks to the server through crates/client, and addresses are made in paths.rs.",
        room: |path| path.starts_with("crates/web/src/"),
        forbidden: &["gloo_net", "\"/api/v1"],
        ..RULE
    },
    Rule {
        sentence: "Who may do what is asked of `domain::authz::can`, never of a role.",
        room: |path| path.starts_with("crates/web/src/") || in_api(path),
        forbidden: &["== Role::", "!= Role::"],
        except: &[
            ("crates/api/src/employees/service.rs", "counts administrators: the last one must stay one"),
            ("crates/web/src/employees/row.rs", "shows a badge"),
        ],
        ..RULE
    },
    Rule {
        sentence: "`#[expect(lint, reason = \"…\")]`, never `#[allow]`; no stubs, no ignored or serial tests.",
        room: |path| !path.contains("/architecture"),
        forbidden: &["#[allow(", "#![allow(", "todo!(", "unimplemented!(", "#[ignore", "#[serial", "dbg!("],
        ..RULE
    },
];

fn in_api(path: &str) -> bool {
    path.starts_with("crates/api/src/")
}

/// Handlers of a slice.
pub fn is_http(path: &str) -> bool {
    in_api(path)
        && (path.ends_with("/http.rs") || path.contains("/http/"))
        && !path.starts_with("crates/api/src/http")
}

fn is_service(path: &str) -> bool {
    in_api(path) && (path.ends_with("/service.rs") || path.contains("/service/"))
}

fn is_repo(path: &str) -> bool {
    in_api(path) && (path.ends_with("/repo.rs") || path.contains("/repo/"))
}
