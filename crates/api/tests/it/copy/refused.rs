//! What cannot be copied is refused in one line, and nothing is changed.

use std::fs;
use std::path::Path;

use api::db::Db;
use sea_orm::ConnectionTrait;

use super::{demo, with_target};
use crate::binary::{fail, succeed};

async fn execute(here: &Path, sql: &str) {
    let db = Db::connect(&format!("sqlite://{}", here.join("data/desk.sqlite3").display())).await.unwrap();
    db.write().execute_unprepared(sql).await.unwrap();
    db.write().execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
    db.read().clone().close().await.unwrap();
    db.write().clone().close().await.unwrap();
}

fn content(here: &Path) -> Vec<u8> {
    fs::read(here.join("data/desk.sqlite3")).unwrap()
}

#[test]
fn wrong_use_is_told_in_one_line() {
    let directory = tempfile::tempdir().unwrap();
    let here = directory.path();
    for (arguments, expected) in [
        (vec!["migrate", "--to"], "--to"),
        (vec!["migrate", "--to", "mysql://localhost/desk"], "postgres://"),
        (vec!["migrate", "--to", "sqlite://copy.sqlite3"], "postgres://"),
        (vec!["migrate", "--to", "postgres://x/y", "--database-url", "postgres://a/b"], "PostgreSQL already"),
        (vec!["migrate", "--to", "postgres://x/y"], "there is no database data/desk.sqlite3"),
        (vec!["check", "--to", "postgres://x/y"], "--to"),
    ] {
        let line = fail(here, &arguments, "");
        assert!(line.contains(expected), "{arguments:?}: {line}");
    }
    assert_eq!(fs::read_dir(here).unwrap().count(), 0, "a refused command made files");
}

#[test]
fn a_server_that_does_not_answer_is_told_without_the_password() {
    let directory = tempfile::tempdir().unwrap();
    let here = directory.path();
    demo(here, "5");
    let before = content(here);
    let line = fail(here, &["migrate", "--to", "postgres://desk:geheim@127.0.0.1:1/desk"], "");
    assert!(line.contains("PostgreSQL") && !line.contains("geheim"), "{line}");
    assert_eq!(content(here), before);
}

#[test]
fn sources_that_are_no_desk_of_this_version_are_refused() {
    with_target(async |target, here| {
        fs::create_dir(here.join("data")).unwrap();
        fs::write(here.join("data/desk.sqlite3"), "").unwrap();
        assert!(fail(here, &target.command(), "").contains("the source is no desk"));
        fs::write(here.join("data/desk.sqlite3"), "not a database, but long enough".repeat(99)).unwrap();
        assert!(fail(here, &target.command(), "").contains("database"));
        fs::remove_file(here.join("data/desk.sqlite3")).unwrap();

        demo(here, "5");
        execute(here, "INSERT INTO seaql_migrations VALUES ('m29991231_000001_future', 0)").await;
        let newer = content(here);
        assert!(fail(here, &target.command(), "").contains("newer"));
        assert_eq!(content(here), newer);
        execute(here, "DELETE FROM seaql_migrations WHERE version NOT LIKE '%_core'").await;
        let older = content(here);
        let line = fail(here, &target.command(), "");
        assert!(line.contains("older schema") && line.contains("desk migrate without --to"), "{line}");
        assert_eq!(content(here), older);
        assert_eq!(target.tables().await, Vec::<String>::new());
    });
}

#[test]
fn targets_that_hold_something_else_are_refused_and_left_alone() {
    with_target(async |target, here| {
        demo(here, "5");
        target.execute("CREATE TABLE invoices (id BIGINT)").await;
        let line = fail(here, &target.command(), "");
        assert!(line.contains("invoices"), "{line}");
        assert_eq!(target.tables().await, ["invoices"]);
        target.execute("DROP TABLE invoices").await;

        succeed(here, &["demo", "--tickets", "6", "--data-dir", "other", "--database-url", target.url()], "");
        let line = fail(here, &target.command(), "");
        assert!(line.contains("holds a desk already"), "{line}");
        assert_eq!(target.texts("SELECT COUNT(*) FROM tickets").await, ["6"]);
        succeed(here, &["check", "--data-dir", "other", "--database-url", target.url()], "");
    });
}

#[test]
fn a_finished_copy_is_known_until_it_is_used() {
    with_target(async |target, here| {
        demo(here, "5");
        succeed(here, &target.command(), "");
        let before = target.indexes_and_constraints().await;
        let again = succeed(here, &target.command(), "");
        assert!(again.contains("The target is a copy of this desk already"), "{again}");
        assert_eq!(target.indexes_and_constraints().await, before);
        target.execute("UPDATE departments SET description = 'Інший' WHERE id = 1").await;
        let line = fail(here, &target.command(), "");
        assert!(line.contains("holds a desk already, with other departments"), "{line}");
        assert_eq!(target.texts("SELECT description FROM departments WHERE id = 1").await, ["Інший"]);
    });
}

#[test]
fn values_that_do_not_fit_are_named() {
    with_target(async |target, here| {
        demo(here, "5");
        execute(here, "UPDATE departments SET description = x'00ff' WHERE id = 2").await;
        let line = fail(here, &target.command(), "");
        assert!(line.contains("row 2 of departments has in description"), "{line}");
        execute(here, "UPDATE departments SET description = 'a' || char(0) || 'b' WHERE id = 2").await;
        let line = fail(here, &target.command(), "");
        assert!(line.contains("departments") && line.contains("0x00"), "{line}");
        // All others of ASCII are carried.
        let all: String = (1..128).map(|code| format!("char({code})")).collect::<Vec<_>>().join(" || ");
        execute(here, &format!("UPDATE departments SET description = {all} WHERE id = 2")).await;
        succeed(here, &target.command(), "");
        let kept = target.texts("SELECT description FROM departments WHERE id = 2").await.remove(0);
        assert_eq!(kept.into_bytes(), (1..128).collect::<Vec<u8>>());
    });
}
