//! `desk check`: it finds what no request can do.

use sea_orm::ConnectionTrait;

use crate::support::{Desk, Person, new_ticket, on_both, to_department};

/// A desk with something of everything, consistent.
async fn build(desk: &Desk) -> Person {
    let (one, other) = (desk.department("Перший").await, desk.department("Другий").await);
    let (olena, ihor) = (desk.person("Коваль Олена", one).await, desk.person("Бондар Ігор", other).await);
    for _ in 0..3 {
        let id = olena.create(&new_ticket(to_department(other))).await.unwrap().id;
        ihor.take(id).await.unwrap();
        olena.comment(id, "Чекаю.").await.unwrap();
    }
    desk.assert_consistent().await;
    ihor
}

/// Changes the database behind the back of the application; what the check says then.
async fn after(desk: &Desk, sql: &str) -> Vec<String> {
    desk.state.db.write().execute_unprepared(sql).await.unwrap();
    api::check::problems(&desk.state).await.unwrap()
}

on_both! {
    async fn wrong_counters_are_found(desk: &Desk) {
        let ihor = build(desk).await;
        let problems = after(desk, "UPDATE counters SET value = value + 1 WHERE name = 'mine'").await;
        assert_eq!(problems, [format!("counter mine of {} is 4, counted 3", ihor.id)]);
    }

    async fn missing_counters_are_found(desk: &Desk) {
        let ihor = build(desk).await;
        let problems = after(desk, "DELETE FROM counters WHERE name = 'unread'").await;
        assert!(problems.contains(&format!("counter unread of {} is 0, counted 6", ihor.id)), "{problems:?}");
    }

    async fn stray_counters_are_found(desk: &Desk) {
        build(desk).await;
        let problems = after(desk, "INSERT INTO counters (name, ref_id, value) VALUES ('department_open', 77, 2)").await;
        assert_eq!(problems, ["counter department_open of 77 is 2, counted 0"]);
    }

    async fn counters_that_are_zero_need_no_row(desk: &Desk) {
        build(desk).await;
        let problems = after(desk, "INSERT INTO counters (name, ref_id, value) VALUES ('mine', 77, 0)").await;
        assert_eq!(problems, Vec::<String>::new());
    }

    async fn rows_that_no_event_explains_are_found(desk: &Desk) {
        build(desk).await;
        for change in ["subject = 'Інша'", "version = version + 1", "return_count = 1", "updated_at = updated_at + 1"] {
            let problems = after(desk, &format!("UPDATE tickets SET {change} WHERE id = 2")).await;
            assert_eq!(problems, ["ticket 2: its events do not lead to its row"], "{change}");
        }
    }

    async fn missing_events_are_found(desk: &Desk) {
        build(desk).await;
        let last = "SELECT MAX(id) FROM ticket_events WHERE ticket_id = 3 AND kind = 'commented'";
        let orphans = format!("DELETE FROM notifications WHERE event_id = ({last})");
        desk.state.db.write().execute_unprepared(&orphans).await.unwrap();
        let problems = after(desk, &format!("DELETE FROM ticket_events WHERE id = ({last})")).await;
        assert!(problems.contains(&"ticket 3: its events do not lead to its row".to_owned()), "{problems:?}");
    }

    async fn more_than_a_batch_is_checked(desk: &Desk) {
        let ihor = build(desk).await;
        let rows = format!(
            "INSERT INTO tickets (subject, description, client_type, priority, status, department_id, \
             creator_id, return_count, version, created_at, updated_at) SELECT 'Тема', 'Текст', 'b2c', 1, 0, 1, {}, 0, \
             1, 0, 0 FROM ticket_events a, ticket_events b, ticket_events c, ticket_events d LIMIT 1500", ihor.id
        );
        let problems = after(desk, &rows).await;
        let unexplained = problems.iter().filter(|problem| problem.contains("its events do not lead")).count();
        assert_eq!(unexplained, 1500);
    }
}
