//! Several instances on one PostgreSQL database, and slow transactions.

use std::time::{Duration, Instant};

use domain::EventId;
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};
use serde_json::json;

use crate::support::{Company, Desk, Engine, eventually, new_ticket, run, to_department};

/// How many transactions of other connections to this database wait for a lock.
async fn waiting_for_a_lock(db: &impl ConnectionTrait) -> usize {
    let sql =
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap().len()
}

#[test]
fn an_event_of_one_instance_reaches_the_browsers_of_another_within_a_second() {
    run(Engine::Postgres, |desk| Box::pin(reaches_the_other(desk)));
}

async fn reaches_the_other(desk: &Desk) {
    let company = Company::found(desk).await;
    let other = desk.second().await;
    let specialist = company.specialist.again(&other).await;
    let mut listener = specialist.listen(None).await;
    // The listener of the second instance may still be connecting to PostgreSQL; what it does then is not measured.
    listener.so_far(&company.specialist, company.empty).await;
    for _ in 0..5 {
        let started = Instant::now();
        let id = company.ticket().await;
        listener.until(|frame| frame.ticket_id() == id && frame.event == "ticket.created").await;
        assert!(started.elapsed() < Duration::from_secs(1), "it took {:?}", started.elapsed());
        listener.until(|frame| frame.event == "counters.changed").await;
    }
    other.stop().await;
}

#[test]
fn a_deactivation_at_one_instance_ends_streams_and_sessions_at_another() {
    run(Engine::Postgres, |desk| Box::pin(ends_at_the_other(desk)));
}

async fn ends_at_the_other(desk: &Desk) {
    let company = Company::found(desk).await;
    let other = desk.second().await;
    let colleague = company.colleague.again(&other).await;
    let mut listener = colleague.listen(None).await;
    listener.so_far(&company.colleague, company.empty).await;
    let path = format!("/employees/{}/deactivate", company.colleague.id);
    company.admin.call("POST", &path).json(json!({})).status(200).await;
    colleague.call("GET", "/me").refused(401, domain::ErrorCode::Unauthenticated).await;
    while listener.next().await.is_some() {}
    other.stop().await;
}

#[test]
fn two_slow_transactions_cannot_hide_an_event_from_who_resumes() {
    run(Engine::Postgres, |desk| Box::pin(slow_transactions(desk)));
}

/// The first transaction has the smaller event id and is held back just before its commit; the second would overtake
/// it. Whoever resumes after any id that he can see must get both.
async fn slow_transactions(desk: &Desk) {
    let company = Company::found(desk).await;
    let mut listener = company.admin.listen(None).await;
    let start = listener.position;

    // The notification for this member cannot be written while his row is locked; the event's id is assigned by then.
    let connection = desk.connection().await;
    let hold = connection.begin().await.unwrap();
    let sql = format!("SELECT id FROM employees WHERE id = {} FOR UPDATE", company.accountant.id);
    hold.execute_unprepared(&sql).await.unwrap();
    let watch = desk.connection().await;

    let slow = new_ticket(to_department(company.finance));
    let fast = new_ticket(to_department(company.technical));
    let slow = company.dispatcher.create(&slow);
    let rest = async {
        eventually("the slow transaction", async || (waiting_for_a_lock(&watch).await == 1).then_some(()))
            .await;
        let second = company.specialist.create(&fast);
        let overtaking = async {
            eventually("the second transaction", async || {
                (waiting_for_a_lock(&watch).await == 2).then_some(())
            })
            .await;
            let visible = api::live::repo::last_position(desk.state.read()).await.unwrap();
            assert_eq!(visible, start, "the second transaction overtook the first");
            let mut early = company.admin.listen(Some(visible)).await;
            hold.rollback().await.unwrap();
            let first = early.until(|frame| frame.event == "ticket.created").await.pop().unwrap();
            let second = early.until(|frame| frame.event == "ticket.created").await.pop().unwrap();
            [first.ticket_id(), second.ticket_id()]
        };
        let (second, early) = tokio::join!(second, overtaking);
        (second.unwrap().id, early)
    };
    let (slow, (fast, early)) = tokio::join!(slow, rest);
    let slow = slow.unwrap().id;
    assert_eq!(early, [slow, fast]);

    let all = listener.so_far(&company.admin, company.empty).await;
    let ids: Vec<EventId> = all.iter().map(|frame| frame.id).collect();
    assert!(ids.is_sorted());
    let created: Vec<_> =
        all.iter().filter(|frame| frame.event == "ticket.created").map(|frame| frame.ticket_id()).collect();
    assert_eq!(created, [slow, fast]);
    for cut in [start, ids[0]] {
        let mut resumed = company.admin.listen(Some(cut)).await;
        let frames = resumed.so_far(&company.admin, company.empty).await;
        let expected: Vec<_> = all.iter().filter(|frame| frame.id > cut).collect();
        let frames: Vec<_> = frames.iter().filter(|frame| ids.contains(&frame.id)).collect();
        assert_eq!(frames, expected);
    }
}
