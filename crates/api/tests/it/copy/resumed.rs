//! A copy that is interrupted goes on where it was.

use std::path::Path;

use sea_orm::ConnectionTrait;

use super::{Target, demo, with_target};
use crate::binary::{fail, succeed};
use crate::support::{connect, eventually};

/// Enough events for more than one batch.
const TICKETS: &str = "1500";
/// The key of the lock at which a copy is caught.
pub const TRAP: i64 = 4711;

impl Target {
    /// A copy that comes to this row stops there until the trap is opened.
    pub async fn set_trap(&self, table: &str, row: &str) {
        let trap = format!(
            "CREATE FUNCTION caught_{table}() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN PERFORM pg_advisory_xact_lock({TRAP}); RETURN NEW; END $$; \
             CREATE TRIGGER caught BEFORE INSERT ON {table} FOR EACH ROW WHEN ({row}) \
             EXECUTE FUNCTION caught_{table}()"
        );
        self.execute(&trap).await;
    }

    /// A copy that comes to this row fails.
    pub async fn forbid(&self, table: &str, row: &str) {
        let rule = format!(
            "CREATE OR REPLACE FUNCTION forbidden() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'copied a second time'; END $$; \
             CREATE TRIGGER forbidden BEFORE INSERT ON {table} FOR EACH ROW WHEN ({row}) EXECUTE FUNCTION forbidden()"
        );
        self.execute(&rule).await;
    }

    /// Waits until a copy is caught; its process on the server.
    pub async fn caught(&self) -> String {
        let sql = format!(
            "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = {TRAP} AND NOT granted \
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        );
        eventually("a copy in the trap", async || self.texts(&sql).await.into_iter().next()).await
    }

    pub async fn close_trap(&self) {
        self.execute(&format!("SELECT pg_advisory_lock({TRAP})")).await;
    }

    pub async fn open_trap(&self) {
        self.execute(&format!("SELECT pg_advisory_unlock({TRAP})")).await;
    }

    pub async fn position(&self, table: &str) -> i64 {
        let sql = format!("SELECT position FROM desk_copy WHERE kind = 'table' AND name = '{table}'");
        self.texts(&sql).await[0].parse().unwrap()
    }
}

#[test]
fn an_interrupted_copy_goes_on() {
    with_target(async |target, here| {
        demo(here, TICKETS);
        succeed(here, &["migrate", "--data-dir", "other", "--database-url", target.url()], "");
        let fresh = target.indexes_and_constraints().await;
        target.set_trap("ticket_events", "NEW.id = 6000").await;
        target.set_trap("search_texts", "NEW.ticket_id = 700 AND NEW.ordinal = 0").await;

        // `kill -9` while rows are copied.
        target.close_trap().await;
        let mut child = target.start(here);
        target.caught().await;
        child.kill().unwrap();
        child.wait().unwrap();
        target.open_trap().await;
        assert_eq!(target.position("ticket_events").await, 5000);
        assert_ne!(target.indexes_and_constraints().await, fresh);
        nobody_else_may_use_it(target, here);

        target.execute("DROP TRIGGER caught ON ticket_events").await;

        // The connection ends while the index of texts is made. No row comes a second time.
        target.forbid("ticket_events", "NEW.id <= 5000").await;
        target.forbid("tickets", "true").await;
        target.close_trap().await;
        let child = target.start(here);
        let server = target.caught().await;
        target.execute(&format!("SELECT pg_terminate_backend({server})")).await;
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        // Before it may stand what the pool of connections logs.
        let complaints = String::from_utf8(output.stderr).unwrap();
        let line = complaints.lines().last().unwrap();
        assert!(line.starts_with("desk: ") && line.contains("call the same command again"), "{complaints}");
        target.open_trap().await;
        assert_eq!(target.position("search_texts").await, 500);

        target.forbid("search_texts", "NEW.ticket_id <= 500").await;
        let told = succeed(here, &target.command(), "");
        assert!(told.contains("Going on with a copy that was begun"), "{told}");
        assert!(told.contains("the same") && !told.contains("DIFFERENT"), "{told}");

        assert_eq!(target.indexes_and_constraints().await, fresh);
        assert!(!target.tables().await.contains(&"desk_copy".to_owned()));
        let checked = succeed(here, &["check", "--data-dir", "other", "--database-url", target.url()], "");
        assert_eq!(checked.trim_end(), "The desk is consistent.");
        let untouched = succeed(here, &["check"], "");
        assert_eq!(untouched.trim_end(), "The desk is consistent.");
        let again = succeed(here, &target.command(), "");
        assert!(again.contains("is a copy of this desk already"), "{again}");
    });
}

/// Neither a desk nor the copy of another one.
fn nobody_else_may_use_it(target: &Target, here: &Path) {
    for command in [vec!["check"], vec!["migrate"], vec!["serve", "--listen", "127.0.0.1:0"]] {
        let mut command = command;
        command.extend(["--data-dir", "other", "--database-url", target.url()]);
        let line = fail(here, &command, "");
        assert!(line.contains("unfinished copy"), "{line}");
    }
    let other = here.join("elsewhere");
    std::fs::create_dir(&other).unwrap();
    demo(&other, "10");
    let line = fail(&other, &target.command(), "");
    assert!(line.contains("unfinished copy of another desk"), "{line}");
}

#[test]
fn two_copies_at_once_are_refused() {
    with_target(async |target, here| {
        demo(here, "20");
        // As a copy that is at work holds it.
        let other = connect(target.url()).await;
        let lock = format!("SELECT pg_advisory_lock({})", api::copy::repo::target::LOCK);
        other.execute_unprepared(&lock).await.unwrap();
        let line = fail(here, &target.command(), "");
        assert!(line.contains("another copy into this database is at work"), "{line}");
        assert_eq!(target.tables().await, Vec::<String>::new());
        other.close().await.unwrap();
        succeed(here, &target.command(), "");
    });
}
