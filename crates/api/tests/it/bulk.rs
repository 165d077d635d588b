//! One command on many tickets: what it would do, what it does, how it ends.

mod instances;
mod undo;

use api::entities::bulk_items::Entity as BulkItems;
use api::entities::bulk_jobs::Entity as BulkJobs;
use client::idempotency_key;
use domain::bulk::wire::{
    BulkCommand, BulkJob, BulkJobQuery, BulkRefusal, BulkRequest, BulkResult, BulkSelect, BulkState, Take,
};
use domain::tickets::wire::{RedirectTicketRequest, TransitionTicketRequest, UpdateTicketRequest};
use domain::tickets::{EventData, Priority, TicketStatus};
use domain::{BulkJobId, ErrorCode, TicketId};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use crate::support::{Company, Desk, Person, new_ticket, on_both, to_department, to_person};

fn ids(ids: &[TicketId]) -> BulkSelect {
    BulkSelect { ids: Some(ids.to_vec()), ..Default::default() }
}

fn query(text: &str) -> BulkSelect {
    BulkSelect { query: Some(text.to_owned()), ..Default::default() }
}

fn take() -> BulkCommand {
    BulkCommand { take: Some(Take {}), ..Default::default() }
}

fn edit(priority: Priority) -> BulkCommand {
    let edit = UpdateTicketRequest { priority: Some(priority), ..Default::default() };
    BulkCommand { edit: Some(edit), ..Default::default() }
}

fn transition(to: TicketStatus) -> BulkCommand {
    let transition = TransitionTicketRequest { to, until: None, resolution: None, comment: None };
    BulkCommand { transition: Some(transition), ..Default::default() }
}

fn redirect(to: domain::tickets::wire::AssignTo) -> BulkCommand {
    let redirect = RedirectTicketRequest { to, comment: "Туди.".to_owned() };
    BulkCommand { redirect: Some(redirect), ..Default::default() }
}

/// What it would do: matched, allowed, and why not.
async fn preview(
    person: &Person,
    select: BulkSelect,
    command: BulkCommand,
) -> (u64, u64, Vec<(ErrorCode, u64)>) {
    let request = BulkRequest { select, command, preview: true };
    let preview = person.client.preview_bulk(&request).await.unwrap();
    let refused = preview.refused.iter().map(|BulkRefusal { code, count }| (*code, *count));
    (preview.matched, preview.allowed, refused.collect())
}

async fn start(person: &Person, select: BulkSelect, command: BulkCommand) -> BulkJobId {
    let request = BulkRequest { select, command, preview: false };
    person.client.create_bulk_job(&request, &idempotency_key()).await.unwrap().job
}

async fn job(person: &Person, id: BulkJobId) -> BulkJob {
    let query = BulkJobQuery { limit: Some(200), ..Default::default() };
    person.client.get_bulk_job(id, &query).await.unwrap()
}

/// Starts a job and waits for its end.
async fn done(desk: &Desk, person: &Person, select: BulkSelect, command: BulkCommand) -> BulkJob {
    let id = start(person, select, command).await;
    desk.jobs_ended().await;
    job(person, id).await
}

fn refused(job: &BulkJob) -> Vec<(TicketId, ErrorCode)> {
    job.results
        .items
        .iter()
        .filter_map(|BulkResult { ticket_id, code }| Some((*ticket_id, (*code)?)))
        .collect()
}

async fn tickets(company: &Company, count: usize) -> Vec<TicketId> {
    let mut made = Vec::new();
    for _ in 0..count {
        made.push(company.ticket().await);
    }
    made
}

/// How often the priority of a ticket was changed.
async fn edits(person: &Person, id: TicketId) -> usize {
    let history = person.history(id).await;
    history.iter().filter(|event| matches!(event.data, EventData::FieldsChanged(_))).count()
}

on_both! {
    async fn a_preview_says_how_many_and_why_not(desk: &Desk) {
        let company = Company::found(desk).await;
        let new = tickets(&company, 3).await;
        let closed = company.ticket_in(TicketStatus::Closed).await;
        let taken = company.ticket_in(TicketStatus::InProgress).await;
        let elsewhere = company.dispatcher.create(&new_ticket(to_department(company.finance))).await.unwrap().id;
        let all = [&new[..], &[closed, taken, elsewhere, TicketId(999_999)]].concat();

        let told = preview(&company.specialist, ids(&all), take()).await;
        let hidden = (ErrorCode::NotFound, 2);
        assert_eq!(told, (7, 3, vec![hidden, (ErrorCode::AlreadyTaken, 1), (ErrorCode::TicketClosed, 1)]));
        // The dispatcher sees all of them, as their creator, and works on none.
        let told = preview(&company.dispatcher, ids(&all), take()).await;
        assert_eq!(told, (7, 0, vec![(ErrorCode::NotAWorker, 6), (ErrorCode::NotFound, 1)]));
        let told = preview(&company.specialist, query("-status:closed"), edit(Priority::High)).await;
        assert_eq!(told, (4, 4, vec![]));
        let told = preview(&company.specialist, query(""), transition(TicketStatus::Checking)).await;
        assert_eq!(told, (5, 1, vec![(ErrorCode::TransitionNotAllowed, 4)]));
        let told = preview(&company.specialist, query("слова яких немає"), take()).await;
        assert_eq!(told, (0, 0, vec![]));
        for id in all.iter().filter(|id| id.0 != 999_999) {
            let version = company.admin.get(*id).await.unwrap().version;
            assert!(version < 4, "a preview changes nothing");
        }
    }

    async fn a_job_does_to_each_what_it_would_do_to_one(desk: &Desk) {
        let company = Company::found(desk).await;
        let new = tickets(&company, 3).await;
        let closed = company.ticket_in(TicketStatus::Closed).await;
        let job = done(desk, &company.specialist, query("number:1,2,3,4"), edit(Priority::Critical)).await;
        assert_eq!((job.state, job.total, job.done, job.refused), (BulkState::Done, 4, 4, 1));
        assert_eq!((job.command.as_ref(), job.undoes), (Some(&edit(Priority::Critical)), None));
        assert_eq!(refused(&job), [(closed, ErrorCode::TicketClosed)]);
        assert!(job.finished_at >= Some(job.created_at));
        for id in &new {
            let ticket = company.specialist.get(*id).await.unwrap();
            let last = company.specialist.history(*id).await.pop().unwrap();
            assert_eq!((ticket.priority, last.actor.unwrap().id), (Priority::Critical, company.specialist.id));
        }
        let job = done(desk, &company.specialist, ids(&new), take()).await;
        assert_eq!((job.done, job.refused), (3, 0));
        let job = done(desk, &company.specialist, ids(&new), redirect(to_person(company.accountant.id))).await;
        assert_eq!((job.done, job.refused), (3, 0));
        // The tickets are out of sight now; who redirects them again does not learn that they exist.
        let job = done(desk, &company.specialist, ids(&new), take()).await;
        assert_eq!(refused(&job), [(new[0], ErrorCode::NotFound), (new[1], ErrorCode::NotFound), (new[2], ErrorCode::NotFound)]);
        assert_eq!(company.accountant.counters().await.mine, 3);
        desk.assert_consistent().await;
    }

    async fn a_job_is_its_authors_affair(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = tickets(&company, 1).await[0];
        let mut authors = company.specialist.listen(None).await;
        let mut others = company.colleague.listen(None).await;
        let job = done(desk, &company.specialist, ids(&[id]), take()).await;
        let told = authors.until(|frame| frame.event == "bulk.progress").await.pop().unwrap();
        assert_eq!(told.data, json!({"job": job.id, "state": "done", "done": 1, "refused": 0, "total": 1}));
        let heard = others.so_far(&company.colleague, company.empty).await;
        assert!(heard.iter().all(|frame| frame.event != "bulk.progress"), "{heard:?}");
        let path = format!("/bulk/{}", job.id);
        for person in [&company.colleague, &company.admin] {
            person.call("GET", &path).refused(404, ErrorCode::NotFound).await;
            for command in ["cancel", "undo"] {
                person.call("POST", &format!("{path}/{command}")).json(json!({})).refused(404, ErrorCode::NotFound).await;
            }
        }
    }

    async fn results_come_in_pages(desk: &Desk) {
        let company = Company::found(desk).await;
        let mut all = tickets(&company, 5).await;
        let closed = company.ticket_in(TicketStatus::Closed).await;
        all.push(closed);
        let job = done(desk, &company.specialist, ids(&all), take()).await;
        let path = format!("/bulk/{}", job.id);
        let first = company.specialist.call("GET", &format!("{path}?limit=4")).status(200).await.body;
        let next = first["results"]["page"]["next"].as_str().unwrap();
        let rest = company.specialist.call("GET", &format!("{path}?limit=4&after={next}")).status(200).await.body;
        let number = |result: &Value| TicketId(result["ticket_id"].as_i64().unwrap());
        let told = |page: &Value| page["results"]["items"].as_array().unwrap().iter().map(number).collect::<Vec<_>>();
        assert_eq!([told(&first), told(&rest)].concat(), all);
        assert_eq!(rest["results"]["page"]["next"], Value::Null);
        let only = company.specialist.call("GET", &format!("{path}?refused=true")).status(200).await.body;
        assert_eq!(told(&only), [closed]);
        let foreign = format!("{path}?refused=true&after={next}");
        company.specialist.call("GET", &foreign).refused(400, ErrorCode::InvalidCursor).await;
    }

    /// What was done stays done, what was not is not done.
    async fn a_cancelled_job_stops_where_it_is(desk: &Desk) {
        let company = Company::found(desk).await;
        let all = tickets(&company, 120).await;
        let id = start(&company.specialist, ids(&all), edit(Priority::Low)).await;
        let path = format!("/bulk/{id}");
        let cancelled = company.specialist.client.cancel_bulk_job(id).await;
        desk.jobs_ended().await;
        let job = job(&company.specialist, id).await;
        match cancelled {
            Ok(told) => assert_eq!((told.state, job.state), (BulkState::Cancelled, BulkState::Cancelled)),
            Err(error) => assert_eq!((error.code(), job.state), (Some(ErrorCode::JobEnded), BulkState::Done)),
        }
        assert_eq!(job.results.items.len() as u64, job.done);
        for (id, number) in all.iter().zip(1_u64..) {
            assert_eq!(edits(&company.specialist, *id).await, usize::from(number <= job.done), "{id}");
        }
        let again = company.specialist.call("POST", &format!("{path}/cancel")).json(json!({}));
        again.refused(409, ErrorCode::JobEnded).await;
    }

    async fn a_job_ends_when_its_author_leaves(desk: &Desk) {
        let company = Company::found(desk).await;
        let all = tickets(&company, 3).await;
        let (moved, left) = (prepared(desk, &company.specialist, &all).await, prepared(desk, &company.colleague, &all).await);
        let path = format!("/employees/{}", company.specialist.id);
        company.admin.call("PATCH", &path).json(json!({"department_id": company.finance})).status(200).await;
        let path = format!("/employees/{}/deactivate", company.colleague.id);
        company.admin.call("POST", &path).json(json!({})).status(200).await;
        for id in [moved, left] {
            api::bulk::repo::start(desk.state.db.write(), id, 3, desk.state.clock.now()).await.unwrap();
        }
        desk.jobs_ended().await;
        // Who was moved does not see the tickets any more; his session ended with his old rights.
        let author = company.specialist.again(desk).await;
        let told = job(&author, moved).await;
        assert_eq!((told.state, told.done, told.refused), (BulkState::Done, 3, 3));
        assert!(refused(&told).iter().all(|(_, code)| *code == ErrorCode::NotFound));
        let told = api::bulk::repo::find(desk.state.read(), company.colleague.id, left).await.unwrap().unwrap();
        assert_eq!((told.state, told.done), (BulkState::Stopped, 0));
        for id in &all {
            assert_eq!(edits(&company.admin, *id).await, 0);
        }
    }

    async fn wrong_requests_are_refused(desk: &Desk) {
        let company = Company::found(desk).await;
        let (take, some) = (json!({"take": {}}), json!({"ids": [1]}));
        let many: Vec<i64> = (1..=10_001).collect();
        for (select, command, pointer, code) in [
            (json!({}), take.clone(), "/select", ErrorCode::Required),
            (json!({"ids": [1], "query": ""}), take.clone(), "/select/query", ErrorCode::NotApplicable),
            (json!({"ids": many}), take.clone(), "/select/ids", ErrorCode::TooMany),
            (json!({"ids": [1, 0]}), take.clone(), "/select/ids", ErrorCode::OutOfRange),
            (json!({"ids": ["1"]}), take.clone(), "/select/ids/0", ErrorCode::InvalidType),
            (json!({"query": "q".repeat(2_001)}), take.clone(), "/select/query", ErrorCode::TooLong),
            (json!({"query": "", "utc_offset": 900}), take.clone(), "/select/utc_offset", ErrorCode::OutOfRange),
            (some.clone(), json!({}), "/command", ErrorCode::Required),
            (some.clone(), json!({"take": {}, "edit": {}}), "/command", ErrorCode::NotApplicable),
            (some.clone(), json!({"take": {"who": 1}}), "/command/take/who", ErrorCode::UnknownField),
            (some.clone(), json!({"delete": {}}), "/command/delete", ErrorCode::UnknownField),
            (some.clone(), json!({"edit": {"subject": "ab"}}), "/command/edit/subject", ErrorCode::TooShort),
            (some.clone(), json!({"redirect": {"to": {"department_id": 1}, "comment": " "}}), "/command/redirect/comment", ErrorCode::Required),
            (some.clone(), json!({"redirect": {"to": {"department_id": 99}, "comment": "Туди."}}), "/command/redirect/to/department_id", ErrorCode::UnknownDepartment),
            (some.clone(), json!({"transition": {"to": "sleeping"}}), "/command/transition/to", ErrorCode::InvalidType),
        ] {
            for preview in [true, false] {
                let body = json!({"select": select, "command": command, "preview": preview});
                let problem = company.specialist.call("POST", "/bulk").json(body).refused(422, ErrorCode::InvalidFields).await;
                let told: Vec<_> = problem.errors.iter().map(|error| (&*error.pointer, error.code)).collect();
                assert_eq!(told, [(pointer, code)], "{select} {command}");
            }
        }
        let body = json!({"select": {"query": "dept:nowhere"}, "command": take});
        let problem = company.specialist.call("POST", "/bulk").json(body).refused(400, ErrorCode::InvalidQuery).await;
        assert_eq!((&*problem.errors[0].pointer, problem.errors[0].code), ("/select/query", ErrorCode::UnknownDepartment));
        let path = format!("/departments/{}", company.empty);
        company.admin.call("DELETE", &path).status(204).await;
        let body = json!({"select": some, "command": {"redirect": {"to": {"department_id": company.empty}, "comment": "Туди."}}});
        company.specialist.call("POST", "/bulk").json(body).refused(409, ErrorCode::DepartmentArchived).await;
    }

    /// One that cannot be read any more ends; the others go on.
    async fn a_broken_job_hinders_nobody(desk: &Desk) {
        let company = Company::found(desk).await;
        let all = tickets(&company, 2).await;
        let broken = prepared(desk, &company.specialist, &all).await;
        let db = desk.state.db.write();
        for (id, command) in [(broken, r#"{"dance": {}}"#), (prepared(desk, &company.colleague, &all).await, r#"{}"#)] {
            let row = api::entities::bulk_jobs::ActiveModel {
                id: Set(id.0), command: Set(Some(command.to_owned())), ..Default::default()
            };
            BulkJobs::update(row).exec(db).await.unwrap();
            api::bulk::repo::start(db, id, 2, desk.state.clock.now()).await.unwrap();
        }
        let done = done(desk, &company.specialist, ids(&all), edit(Priority::High)).await;
        assert_eq!((done.state, done.refused), (BulkState::Done, 0));
        let ended = job(&company.specialist, broken).await;
        assert_eq!((ended.state, ended.done, ended.command), (BulkState::Stopped, 0, None));
        for id in &all {
            assert_eq!(edits(&company.specialist, *id).await, 1);
        }
    }

    async fn five_jobs_of_one_person_run_at_once(desk: &Desk) {
        let company = Company::found(desk).await;
        for _ in 0..5 {
            prepared(desk, &company.specialist, &[]).await;
        }
        let body = json!({"select": {"query": ""}, "command": {"take": {}}});
        let call = |person: &Person| person.call("POST", "/bulk").json(body.clone());
        let problem = call(&company.specialist).refused(409, ErrorCode::LimitReached).await;
        assert_eq!(problem.extra["max"], 5);
        call(&company.colleague).status(202).await;
        // What a process that died has left is not waited for, and goes.
        desk.advance(11 * 60);
        api::jobs::clean(&desk.state).await.unwrap();
        assert_eq!(BulkJobs::find().all(desk.state.read()).await.unwrap().len(), 1);
        call(&company.specialist).status(202).await;
        desk.jobs_ended().await;
        // A week after its end a job is gone, with its tickets.
        desk.advance(8 * 24 * 60 * 60);
        api::jobs::clean(&desk.state).await.unwrap();
        assert_eq!(BulkJobs::find().all(desk.state.read()).await.unwrap(), []);
        assert_eq!(BulkItems::find().all(desk.state.read()).await.unwrap(), []);
    }
}

/// A job over tickets that begins when it is started.
async fn prepared(desk: &Desk, author: &Person, ids: &[TicketId]) -> BulkJobId {
    let (db, now) = (desk.state.db.write(), desk.state.clock.now());
    let command = edit(Priority::Low);
    let id = api::bulk::repo::insert(db, author.id, Some(&command), None, now).await.unwrap();
    api::bulk::repo::add_items(db, id, ids).await.unwrap();
    id
}
