//! Jobs with several instances, and with one that dies.

use std::time::Duration;

use crate::binary::{self, Served};
use crate::support::{Engine, PASSWORD, run};
use client::Client;
use domain::accounts::LoginRequest;

use super::*;

#[test]
fn two_instances_give_each_ticket_its_turn_once() {
    run(Engine::Postgres, |desk| Box::pin(each_once(desk)));
}

async fn each_once(desk: &Desk) {
    let company = Company::found(desk).await;
    let other = desk.second().await;
    let all = tickets(&company, 150).await;
    let author = company.specialist.again(&other).await;
    let mut listener = author.listen(None).await;
    listener.so_far(&company.specialist, company.empty).await;
    let first = start(&company.specialist, ids(&all), edit(Priority::High)).await;
    let second = start(&author, ids(&all), take()).await;
    desk.jobs_ended().await;
    for id in [first, second] {
        let job = job(&author, id).await;
        assert_eq!((job.state, job.done, job.refused), (BulkState::Done, 150, 0));
    }
    for id in &all {
        let kinds: Vec<_> = author.history(*id).await.iter().map(|event| event.data.kind()).collect();
        assert!(
            kinds == ["created", "fields_changed", "taken"]
                || kinds == ["created", "taken", "fields_changed"],
            "{kinds:?}"
        );
    }
    // Whoever did the work: the author hears of both ends at his instance.
    for _ in 0..2 {
        listener.until(|frame| frame.event == "bulk.progress" && frame.data["state"] == "done").await;
    }
    desk.assert_consistent().await;
    other.stop().await;
}

/// `kill -9` in the middle: after the restart the job goes on, and no ticket has its turn twice.
#[test]
fn a_job_survives_the_death_of_its_instance() {
    actix_web::rt::System::new().block_on(async {
        let directory = tempfile::tempdir().unwrap();
        binary::succeed(directory.path(), &["demo", "--data-dir", "data", "--tickets", "1500"], "");
        let arguments = ["admin", "create", "--data-dir", "data", "--email", "boss@example.com", "--full-name",
            "Мельник Андрій", "--department", "Нова адміністрація"];
        binary::succeed(directory.path(), &arguments, PASSWORD);
        let mut served = Served::start(directory.path(), &[]);
        let mut client = log_in(&served).await;
        let subject = "Позначено разом";
        let edit = UpdateTicketRequest { subject: Some(subject.to_owned()), ..Default::default() };
        let command = BulkCommand { edit: Some(edit), ..Default::default() };
        let request = BulkRequest { select: query("-status:closed"), command, preview: false };
        let id = client.create_bulk_job(&request, &idempotency_key()).await.unwrap().job;
        let mut kills = 0;
        let job = loop {
            let job = client.get_bulk_job(id, &BulkJobQuery::default()).await.unwrap();
            if job.state != BulkState::Running {
                break job;
            }
            if kills < 3 && job.done > kills * 100 {
                served.kill();
                served = Served::start(directory.path(), &[]);
                kills += 1;
                client = log_in(&served).await;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        assert!(kills > 0, "the job was over before the instance died");
        assert_eq!((job.state, job.done, job.refused), (BulkState::Done, job.total, 0));
        let mut after = None;
        let mut changed = 0;
        loop {
            let query = BulkJobQuery { limit: Some(200), after, ..Default::default() };
            let page = client.get_bulk_job(id, &query).await.unwrap().results;
            for result in page.items {
                let events = client.list_ticket_events(result.ticket_id, None).await.unwrap().items;
                let times = events.iter().filter(|event| event.data.kind() == "fields_changed").filter(|event| {
                    matches!(&event.data, EventData::FieldsChanged(changes) if changes.subject.as_ref().is_some_and(|change| change.to == subject))
                });
                assert_eq!(times.count(), 1, "{}", result.ticket_id);
                changed += 1;
            }
            after = page.page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(changed, job.total);
        drop(served);
        let checked = binary::succeed(directory.path(), &["check", "--data-dir", "data"], "");
        assert_eq!(checked.trim_end(), "The desk is consistent.");
    });
}

async fn log_in(served: &Served) -> Client {
    let client = Client::new(&served.base);
    let request = LoginRequest { email: "boss@example.com".to_owned(), password: PASSWORD.to_owned() };
    client.login(&request).await.unwrap();
    client
}
