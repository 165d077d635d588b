//! The copy is the desk: same answers, same logins, same next numbers.

use std::path::Path;

use client::Client;
use domain::TicketId;
use domain::tickets::list::TicketListQuery;
use domain::tickets::wire::CreateTicketRequest;
use reqwest::multipart::{Form, Part};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use super::Target;
use crate::binary;
use crate::support::{Company, Desk, Dice, Engine, Person, about, new_view, run, to_department};

const TICKETS: usize = 40;
const STEPS: usize = 200;
/// What a line of text could be confused by.
const TRICKY: &str = "рядок\nдругий\tтретій \\N \\. \\t \u{1f50c} \"'{}";

#[test]
fn the_copy_answers_as_the_desk_does() {
    run(Engine::Sqlite, |desk| Box::pin(compare(desk)));
}

async fn compare(desk: &Desk) {
    let company = Company::found(desk).await;
    let mut dice = Dice::new(5);
    company.work(&mut dice, TICKETS, STEPS).await;
    let (tricky, file) = tricky_ticket(&company).await;
    company
        .dispatcher
        .client
        .create_view(&new_view("Мої відкриті", "creator:me -status:closed"))
        .await
        .unwrap();
    let body = json!({"select": {"query": ""}, "command": {"edit": {"priority": "high"}}});
    company.admin.call("POST", "/bulk").json(body).status(202).await;
    desk.jobs_ended().await;
    // Numbers of rows that are gone are not given a second time.
    let gone = upload(&company.dispatcher, b"gone").await;
    let delete = format!("DELETE FROM attachments WHERE id = {gone}");
    desk.state.db.write().execute_unprepared(&delete).await.unwrap();

    let target = Target::create().await;
    let told = copy(desk, &target);
    for expected in ["tickets 41 41 the same", "attachments 1 1 the same", "departments 5 5 the same"] {
        let lines: Vec<String> =
            told.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        assert!(lines.iter().any(|line| line == expected), "{expected} is not in {told}");
    }
    assert!(told.contains(desk.state.config.data_dir.to_str().unwrap()), "{told}");
    assert!(!told.contains("DIFFERENT"), "{told}");

    let copied = desk.second_with(|config| config.database_url = target.url().to_owned()).await;
    for person in company.everybody() {
        // Sessions of before go on, and so does the password.
        let session = Client::new(copied.base());
        session.set_access_token(person.client.access_token());
        assert_eq!(session.get_me().await.unwrap().id, person.id);
        let (here, there) = (person.again(desk).await, person.again(&copied).await);
        same_answers(&here, &there).await;
    }
    let bytes =
        company.dispatcher.again(&copied).await.call("GET", &format!("/attachments/{file}")).status(200);
    assert_eq!(bytes.await.bytes, b"content");
    let found = company.dispatcher.again(&copied).await.get(tricky).await.unwrap();
    assert_eq!(found.description, TRICKY);

    let (here, there) = (company.admin.again(desk).await, company.admin.again(&copied).await);
    let next = about("Наступне звернення", to_department(company.technical));
    let number = here.create(&next).await.unwrap().id;
    assert_eq!(there.create(&next).await.unwrap().id, number);
    let after = upload(&here, b"after").await;
    assert!(after > gone);
    assert_eq!(upload(&there, b"after").await, after);
    assert_eq!(there.comment(tricky, "Ще").await.unwrap().id, here.comment(tricky, "Ще").await.unwrap().id);
    copied.assert_consistent().await;
    let checked = binary::succeed(
        Path::new("."),
        &[
            "check",
            "--data-dir",
            desk.state.config.data_dir.to_str().unwrap(),
            "--database-url",
            target.url(),
        ],
        "",
    );
    assert_eq!(checked.trim_end(), "The desk is consistent.");
    copied.stop().await;
    target.drop().await;
}

fn copy(desk: &Desk, target: &Target) -> String {
    let config = &desk.state.config;
    let mut command = target.command();
    command.extend(["--data-dir", config.data_dir.to_str().unwrap(), "--database-url", &config.database_url]);
    binary::succeed(&config.data_dir, &command, "")
}

/// A ticket with a file and a comment, and texts that are hard to carry.
async fn tricky_ticket(company: &Company) -> (TicketId, i64) {
    let file = upload(&company.dispatcher, b"content").await;
    let request = CreateTicketRequest {
        description: TRICKY.to_owned(),
        attachment_ids: vec![domain::AttachmentId(file)],
        ..about("Важкі \\ тексти \\N", to_department(company.technical))
    };
    let id = company.dispatcher.create(&request).await.unwrap().id;
    company.specialist.comment(id, TRICKY).await.unwrap();
    (id, file)
}

async fn upload(person: &Person, bytes: &[u8]) -> i64 {
    let form = Form::new().part("file", Part::bytes(bytes.to_vec()).file_name("файл.txt"));
    person.call("POST", "/attachments").form(form).status(201).await.body["id"].as_i64().unwrap()
}

/// Everything that a person can read is the same on both sides.
async fn same_answers(here: &Person, there: &Person) {
    let mut paths: Vec<String> = [
        "/me",
        "/departments",
        "/employees",
        "/counters",
        "/views",
        "/notifications",
        "/tickets",
        "/tickets?sort=-priority",
        "/tickets?view=queue",
        "/tickets?query=станція",
        "/tickets?query=status:closed",
        "/search?q=конектор",
        "/search?q=побачив",
        "/search?q=третій",
    ]
    .map(str::to_owned)
    .into();
    for id in here.list_ids(&TicketListQuery::default()).await {
        for what in ["", "/comments", "/events"] {
            paths.push(format!("/tickets/{id}{what}"));
        }
    }
    let mut found = 0;
    for path in paths {
        let (one, other) =
            (here.call("GET", &path).status(200).await, there.call("GET", &path).status(200).await);
        assert_ne!(one.body, Value::Null, "{path}");
        assert_eq!(one.body, other.body, "{path}");
        found += usize::from(path.starts_with("/search") && one.body["items"] != json!([]));
    }
    assert!(found > 0, "no search of {} finds anything", here.full_name);
}
