//! A source that is written to while it is copied: the comparison shows it, and the next call mends the copy.

use std::path::Path;

use api::db::Db;
use sea_orm::ConnectionTrait;

use super::{Target, demo, with_target};
use crate::binary::{fail, one_line, succeed};

/// Writes to the source as a desk would that was not stopped.
async fn write(here: &Path, sql: &str) {
    let db = Db::connect(&format!("sqlite://{}", here.join("data/desk.sqlite3").display())).await.unwrap();
    db.write().execute_unprepared(sql).await.unwrap();
    db.read().clone().close().await.unwrap();
    db.write().clone().close().await.unwrap();
}

/// Calls the command, writes when it comes to the trap, and lets it go on; what it says of a table, and the line with
/// which it fails.
async fn written_at_the_trap(target: &Target, here: &Path, sql: &str, table: &str) -> (String, String) {
    target.close_trap().await;
    let child = target.start(here);
    target.caught().await;
    write(here, sql).await;
    target.open_trap().await;
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8(output.stdout.clone()).unwrap();
    let row = told.lines().rfind(|line| line.starts_with(table)).unwrap_or_else(|| panic!("{told}"));
    (row.split_whitespace().collect::<Vec<_>>().join(" "), one_line(&output, &["migrate", "--to"]))
}

async fn description(target: &Target) -> String {
    target.texts("SELECT description FROM departments WHERE id = 1").await.remove(0)
}

#[test]
fn a_row_that_changed_after_it_was_copied_is_told() {
    with_target(async |target, here| {
        demo(here, "100");
        succeed(here, &["migrate", "--data-dir", "other", "--database-url", target.url()], "");
        target.set_trap("tickets", "NEW.id = 50").await;
        let change = "UPDATE departments SET description = 'Інший' WHERE id = 1";
        let (row, line) = written_at_the_trap(target, here, change, "departments").await;
        assert_eq!(row, "departments 7 7 DIFFERENT");
        assert!(line.contains("changed while it was copied (departments)"), "{line}");
        let line = fail(here, &["check", "--data-dir", "other", "--database-url", target.url()], "");
        assert!(line.contains("unfinished copy"), "{line}");

        // Only what differs is copied again.
        target.forbid("tickets", "true").await;
        succeed(here, &target.command(), "");
        assert_eq!(description(target).await, "Інший");
        succeed(here, &["check", "--data-dir", "other", "--database-url", target.url()], "");
    });
}

#[test]
fn rows_that_came_and_went_are_told() {
    with_target(async |target, here| {
        demo(here, "100");
        succeed(here, &["migrate", "--data-dir", "other", "--database-url", target.url()], "");
        target.set_trap("tickets", "NEW.id = 50").await;
        let change = "DELETE FROM counters WHERE name = 'unread'; \
                      INSERT INTO departments (name, name_key, sort_key, created_at) VALUES ('Новий', 'новий', 'н', 4000000000000)";
        let (row, line) = written_at_the_trap(target, here, change, "departments").await;
        assert_eq!(row, "departments 8 7 DIFFERENT");
        assert!(line.contains("(departments, counters)"), "{line}");
        succeed(here, &target.command(), "");
        assert_eq!(target.texts("SELECT COUNT(*) FROM departments").await, ["8"]);
    });
}

#[test]
fn a_source_that_changed_after_the_comparison_is_compared_again() {
    with_target(async |target, here| {
        demo(here, "100");
        succeed(here, &["migrate", "--data-dir", "other", "--database-url", target.url()], "");
        target.set_trap("search_texts", "NEW.ticket_id = 50 AND NEW.ordinal = 0").await;
        let change = "UPDATE tickets SET description = 'зовсім інший текст' WHERE id = 7";
        let (row, line) = written_at_the_trap(target, here, change, "tickets").await;
        assert_eq!(row, "tickets 100 100 DIFFERENT");
        assert!(line.contains("(tickets)"), "{line}");
        succeed(here, &target.command(), "");
        // Its words are those of the new text.
        let words = "SELECT words @@ 'зовсім'::tsquery FROM search_texts WHERE ticket_id = 7 AND ordinal = 0";
        assert_eq!(target.texts(words).await, ["true"]);
    });
}

#[test]
fn a_row_with_another_row_id_is_no_obstacle() {
    with_target(async |target, here| {
        demo(here, "100");
        succeed(here, &["migrate", "--data-dir", "other", "--database-url", target.url()], "");
        target.set_trap("search_texts", "NEW.ticket_id = 50 AND NEW.ordinal = 0").await;
        target.close_trap().await;
        let mut child = target.start(here);
        target.caught().await;
        child.kill().unwrap();
        child.wait().unwrap();
        target.open_trap().await;
        // The counter gets a row id after all that were copied.
        let move_row = "CREATE TEMP TABLE kept AS SELECT * FROM counters LIMIT 1; \
                        DELETE FROM counters WHERE (name, ref_id) IN (SELECT name, ref_id FROM kept); \
                        INSERT INTO counters SELECT name, ref_id, value + 1 FROM kept";
        write(here, move_row).await;
        let told = succeed(here, &target.command(), "");
        assert!(!told.contains("DIFFERENT"), "{told}");
    });
}
