//! The command line: what goes wrong is told in one clear line, with an exit code and never with a panic.

use std::fs;
use std::net::TcpListener;
use std::path::Path;

use api::db::Db;
use client::Client;
use domain::accounts::LoginRequest;
use domain::employees::Role;
use sea_orm::ConnectionTrait;

use crate::binary::{self, Served, fail, succeed};
use crate::support::PASSWORD;

const ADMIN: [&str; 8] = [
    "admin",
    "create",
    "--email",
    " Admin@Example.COM ",
    "--full-name",
    "Мельник Андрій",
    "--department",
    "Адміністрація",
];

#[test]
fn wrong_options_are_refused_in_one_line() {
    let directory = tempfile::tempdir().unwrap();
    let here = directory.path();
    for (arguments, expected) in [
        (vec!["serve", "--prot", "8080"], "--prot"),
        (vec!["sevre"], "sevre"),
        (vec!["serve", "--listen"], "--listen"),
        (vec!["serve", "--max-upload-mib", "many"], "many"),
        (vec!["serve", "--listen", "somewhere"], "somewhere"),
        (vec!["serve", "--listen", "127.0.0.1:99999"], "127.0.0.1:99999"),
        (vec!["serve", "--database-url", "mysql://localhost/desk"], "sqlite:// or postgres://"),
        (vec!["admin", "create", "--email", "a@example.com"], "--full-name"),
        (vec!["--log-json"], "subcommand"),
        (vec!["demo", "--tickets", "-3"], "-3"),
    ] {
        let line = fail(here, &arguments, "");
        assert!(line.contains(expected), "{arguments:?}: {line}");
    }
    assert!(!here.join("data").exists(), "a refused command made files");
}

#[test]
fn help_and_version_are_no_errors() {
    let here = tempfile::tempdir().unwrap();
    let help = succeed(here.path(), &["--help"], "");
    for command in ["serve", "migrate", "openapi", "admin", "demo", "check", "keys"] {
        assert!(help.contains(command), "{help}");
    }
    assert!(succeed(here.path(), &["--version"], "").starts_with("desk "));
}

#[test]
fn an_unreadable_configuration_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let here = directory.path();
    let line = fail(here, &["serve", "--config", "missing.toml"], "");
    assert!(line.contains("missing.toml"), "{line}");
    for (text, expected) in [
        ("listen = ", "line 1"),
        ("data_dir = \"data\"\nlistne = \"127.0.0.1:1\"", "listne"),
        ("data_dir = \"data\"\nmax_upload_mib = \"many\"", "line 2"),
        ("listen = 8080", "8080"),
    ] {
        fs::write(here.join("desk.toml"), text).unwrap();
        let line = fail(here, &["migrate"], "");
        assert!(line.contains("desk.toml") && line.contains(expected), "{text:?}: {line}");
    }
    fs::write(here.join("desk.toml"), [0xff, 0xfe, 0x00]).unwrap();
    assert!(fail(here, &["migrate"], "").contains("desk.toml"));
    assert!(!here.join("data").exists());
}

#[test]
fn options_win_over_the_environment_and_that_over_the_file() {
    let directory = tempfile::tempdir().unwrap();
    let here = directory.path();
    fs::write(here.join("desk.toml"), "data_dir = \"from-file\"").unwrap();
    succeed(here, &["migrate"], "");
    assert!(here.join("from-file/desk.sqlite3").exists());
    let migrate = |arguments: &[&str]| {
        let status = binary::desk(here, arguments).env("DESK_DATA_DIR", "from-environment").status();
        assert!(status.unwrap().success());
    };
    migrate(&["migrate"]);
    assert!(here.join("from-environment/desk.sqlite3").exists());
    migrate(&["migrate", "--data-dir", "from-option"]);
    assert!(here.join("from-option/desk.sqlite3").exists());
}

#[test]
fn a_busy_port_is_refused_before_the_database_is_touched() {
    let directory = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let line = fail(directory.path(), &["serve", "--listen", &address], "");
    assert!(line.contains(&address), "{line}");
    assert!(!directory.path().join("data").exists());
}

#[test]
fn a_data_directory_that_cannot_be_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("data"), "a file").unwrap();
    assert!(fail(directory.path(), &["migrate"], "").contains("data"));
    let line = fail(
        directory.path(),
        &["migrate", "--data-dir", "d", "--database-url", "postgres://127.0.0.1:1/desk"],
        "",
    );
    assert!(line.contains("PostgreSQL"), "{line}");
}

#[test]
fn a_database_that_is_none_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(
        directory.path().join("desk.sqlite3"),
        "not a database, but long enough to look like one".repeat(99),
    )
    .unwrap();
    let line = fail(directory.path(), &["check", "--data-dir", "."], "");
    assert!(line.contains("desk.sqlite3") || line.contains("database"), "{line}");
}

#[test]
fn keys_that_are_none_are_refused() {
    let directory = tempfile::tempdir().unwrap();
    succeed(directory.path(), &["keys", "rotate"], "");
    let keys = directory.path().join("data/signing-keys.json");
    fs::write(&keys, "[]").unwrap();
    assert!(fail(directory.path(), &["check"], "").contains("signing key"));
    fs::write(&keys, "{").unwrap();
    assert!(fail(directory.path(), &["check"], "").contains("signing-keys.json"));
}

#[test]
fn a_newer_schema_is_refused_and_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    let here = directory.path();
    succeed(here, &["migrate"], "");
    let url = format!("sqlite://{}", here.join("data/desk.sqlite3").display());
    execute(&url, "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29991231_000001_future', 0)");
    for command in [vec!["migrate"], vec!["check"], vec!["serve", "--listen", "127.0.0.1:0"]] {
        let line = fail(here, &command, "");
        assert!(line.contains("newer"), "{line}");
    }
}

#[test]
fn migrate_can_be_repeated() {
    let directory = tempfile::tempdir().unwrap();
    succeed(directory.path(), &["migrate"], "");
    succeed(directory.path(), &["migrate"], "");
    assert_eq!(succeed(directory.path(), &["check"], "").trim_end(), "The desk is consistent.");
}

#[test]
fn check_fails_on_a_desk_that_is_wrong() {
    let directory = tempfile::tempdir().unwrap();
    let here = directory.path();
    succeed(here, &["migrate"], "");
    let url = format!("sqlite://{}", here.join("data/desk.sqlite3").display());
    execute(&url, "INSERT INTO counters (name, ref_id, value) VALUES ('mine', 7, 3)");
    let output = binary::run(here, &["check"], "");
    let told = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(told.contains("counter mine of 7 is 3, counted 0"), "{told}");
    assert!(binary::one_line(&output, &["check"]).contains("1 problem"));
}

#[test]
fn openapi_prints_the_document() {
    let directory = tempfile::tempdir().unwrap();
    let printed = succeed(directory.path(), &["openapi"], "");
    assert_eq!(printed, api::openapi::spec_json().unwrap());
    assert!(!directory.path().join("data").exists());
}

#[test]
fn an_administrator_is_created_with_a_password_from_standard_input() {
    actix_web::rt::System::new().block_on(async {
        let directory = tempfile::tempdir().unwrap();
        let here = directory.path();
        let told = succeed(here, &ADMIN, &format!("{PASSWORD}\n"));
        assert!(told.contains("admin@example.com") && !told.contains(PASSWORD), "{told}");
        let again = fail(here, &ADMIN, PASSWORD);
        assert!(again.contains("admin@example.com"), "{again}");
        let served = Served::start(here, &[]);
        assert!(!served.greeting.iter().any(|line| line.contains("token")), "{:?}", served.greeting);
        let request = LoginRequest { email: "admin@example.com".to_owned(), password: PASSWORD.to_owned() };
        let employee = Client::new(&served.base).login(&request).await.unwrap().employee;
        assert_eq!((employee.role, employee.department_name.as_str()), (Role::Admin, "Адміністрація"));
        assert_eq!(employee.full_name, "Мельник Андрій");
    });
}

#[test]
fn wrong_administrators_are_refused() {
    let directory = tempfile::tempdir().unwrap();
    let here = directory.path();
    assert!(fail(here, &ADMIN, "short").contains("password"));
    assert!(fail(here, &ADMIN, "").contains("password"));
    let nameless = ["admin", "create", "--email", "a@example.com", "--full-name", "  ", "--department", "D"];
    assert!(fail(here, &nameless, PASSWORD).contains("full-name"));
    let homeless = ["admin", "create", "--email", "a@example.com", "--full-name", "A", "--department", ""];
    assert!(fail(here, &homeless, PASSWORD).contains("department"));
    let unreachable = ["admin", "create", "--email", "a", "--full-name", "A", "--department", "D"];
    assert!(fail(here, &unreachable, PASSWORD).contains("email"));
    assert!(is_empty(here));
}

#[test]
fn an_empty_desk_prints_its_set_up_token() {
    let directory = tempfile::tempdir().unwrap();
    let served = Served::start(directory.path(), &[]);
    let token =
        served.greeting.iter().find_map(|line| line.split_once("token: ").map(|(_, token)| token.to_owned()));
    assert!(token.is_some_and(|token| token.len() >= 20), "{:?}", served.greeting);
}

#[test]
fn rotated_keys_keep_sessions() {
    actix_web::rt::System::new().block_on(async {
        let directory = tempfile::tempdir().unwrap();
        let here = directory.path();
        succeed(here, &ADMIN, PASSWORD);
        let request = LoginRequest { email: "admin@example.com".to_owned(), password: PASSWORD.to_owned() };
        let token = {
            let served = Served::start(here, &[]);
            let client = Client::new(&served.base);
            client.login(&request).await.unwrap().access_token
        };
        succeed(here, &["keys", "rotate"], "");
        let served = Served::start(here, &[]);
        let client = Client::new(&served.base);
        client.set_access_token(Some(token.clone()));
        client.get_me().await.unwrap();
        let fresh = client.login(&request).await.unwrap().access_token;
        let header = |token: &str| token.split('.').next().unwrap_or_default().to_owned();
        assert_ne!(header(&token), header(&fresh), "the new key has another id");
    });
}

/// Whether no person was ever added.
fn is_empty(here: &Path) -> bool {
    if !here.join("data/desk.sqlite3").exists() {
        return true;
    }
    let served = Served::start(here, &[]);
    served.greeting.iter().any(|line| line.contains("token"))
}

fn execute(url: &str, sql: &str) {
    let run = async {
        let db = Db::connect(url).await.unwrap();
        db.write().execute_unprepared(sql).await.unwrap();
        db.read().clone().close().await.unwrap();
        db.write().clone().close().await.unwrap();
    };
    actix_web::rt::System::new().block_on(run);
}
