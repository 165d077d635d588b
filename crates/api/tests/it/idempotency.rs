//! `Idempotency-Key`: the same request sent again gets the first answer again.

use actix_web::rt::net::TcpStream;
use api::entities::idempotency_keys;
use api::jobs;
use domain::ErrorCode::{
    AlreadyTaken, IdempotencyKeyInUse, IdempotencyKeyReused, InvalidFields, MalformedRequest, OutOfRange,
    PayloadTooLarge, Unauthenticated,
};
use domain::tickets::TicketStatus;
use domain::tickets::list::TicketListQuery;
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;

use crate::footprint::Footprint;
use crate::support::{Call, Desk, Person, eventually, new_ticket, on_both, to_department};

const KEY: &str = "3f1c0d7e9a52";

async fn olena(desk: &Desk) -> Person {
    let department = desk.department("Диспетчерська").await;
    desk.person("Коваль Олена", department).await
}

fn ticket(subject: &str) -> Value {
    json!({"subject": subject, "description": "Не реагує.", "client_type": "b2c", "priority": "low",
        "assign_to": {"department_id": 1}})
}

fn create(person: &Person, subject: &str) -> Call {
    person.call("POST", "/tickets").header("idempotency-key", KEY).json(ticket(subject))
}

async fn count(person: &Person) -> usize {
    person.list(&TicketListQuery::default()).await.len()
}

on_both! {
    async fn the_first_answer_comes_again(desk: &Desk) {
        let olena = olena(desk).await;
        let first = create(&olena, "Станція мовчить").status(201).await;
        assert!(first.headers.get("idempotency-replayed").is_none());
        let before = Footprint::of(desk).await;
        for _ in 0..3 {
            let again = create(&olena, "Станція мовчить").status(201).await;
            assert_eq!(again.bytes, first.bytes);
            for header in ["location", "etag", "content-type"] {
                assert_eq!(again.header(header), first.header(header));
            }
            assert_eq!(again.header("idempotency-replayed"), "true");
        }
        before.assert_unchanged(desk, "the same request again").await;
    }

    async fn a_refusal_comes_again(desk: &Desk) {
        let olena = olena(desk).await;
        let colleague = desk.person("Бондар Ігор", olena.department_id).await;
        let id = olena.create(&new_ticket(to_department(olena.department_id))).await.unwrap().id;
        colleague.take(id).await.unwrap();
        let take = || olena.call("POST", &format!("/tickets/{id}/take")).header("idempotency-key", KEY).json(json!({}));
        let refused = take().status(409).await;
        assert_eq!(refused.body["code"], AlreadyTaken.as_str());
        colleague.redirect(id, to_department(olena.department_id), "Візьміть.").await.unwrap();
        let again = take().status(409).await;
        assert_eq!(again.body["code"], AlreadyTaken.as_str());
        assert_eq!(olena.get(id).await.unwrap().status, TicketStatus::New);
        olena.take(id).await.unwrap();
    }

    async fn the_key_belongs_to_one_request_of_one_person(desk: &Desk) {
        let olena = olena(desk).await;
        let colleague = desk.person("Бондар Ігор", olena.department_id).await;
        let first = create(&olena, "Станція мовчить").status(201).await.body["id"].clone();
        let before = Footprint::of(desk).await;
        create(&olena, "Інша станція").refused(422, IdempotencyKeyReused).await;
        let elsewhere = olena.call("POST", &format!("/tickets/{first}/comments")).header("idempotency-key", KEY);
        elsewhere.json(ticket("Станція мовчить")).refused(422, IdempotencyKeyReused).await;
        before.assert_unchanged(desk, "a key that was used").await;
        let other = create(&colleague, "Станція мовчить").status(201).await.body["id"].clone();
        assert_ne!(first, other);
        assert_eq!(count(&olena).await, 2);
    }

    async fn keys_are_kept_for_a_day(desk: &Desk) {
        let olena = olena(desk).await;
        create(&olena, "Станція мовчить").status(201).await;
        desk.advance(24 * 60 * 60 - 60);
        olena.renew().await;
        jobs::clean(&desk.state).await.unwrap();
        let again = create(&olena, "Станція мовчить").status(201).await;
        assert_eq!(again.header("idempotency-replayed"), "true");
        desk.advance(120);
        jobs::clean(&desk.state).await.unwrap();
        create(&olena, "Інша станція").status(201).await;
        assert_eq!(count(&olena).await, 2);
    }

    async fn a_request_that_is_still_running_is_not_repeated(desk: &Desk) {
        let olena = olena(desk).await;
        create(&olena, "Станція мовчить").status(201).await;
        // As if the first had not answered yet.
        let running = idempotency_keys::ActiveModel {
            employee_id: Set(olena.id.0),
            key: Set(KEY.to_owned()),
            status: Set(None),
            headers: Set(None),
            body: Set(None),
            ..Default::default()
        };
        idempotency_keys::Entity::update(running).exec(desk.state.db.write()).await.unwrap();
        create(&olena, "Станція мовчить").refused(409, IdempotencyKeyInUse).await;
        create(&olena, "Інша станція").refused(422, IdempotencyKeyReused).await;
        assert_eq!(count(&olena).await, 1);
    }

    async fn many_at_once_are_one(desk: &Desk) {
        let olena = olena(desk).await;
        let send = || async {
            let response = reqwest::Client::new()
                .post(desk.url("/tickets"))
                .bearer_auth(olena.client.access_token().unwrap())
                .header("idempotency-key", KEY)
                .json(&ticket("Станція мовчить"));
            response.send().await.unwrap().status().as_u16()
        };
        let statuses = futures_util::future::join_all((0..16).map(|_| send())).await;
        assert!(statuses.contains(&201) && statuses.iter().all(|status| matches!(status, 201 | 409)), "{statuses:?}");
        assert_eq!(count(&olena).await, 1);
    }

    async fn a_caller_who_hangs_up_can_ask_again(desk: &Desk) {
        let olena = olena(desk).await;
        let body = ticket("Станція мовчить").to_string();
        let request = format!(
            "POST /api/v1/tickets HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {}\r\nIdempotency-Key: {KEY}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            olena.client.access_token().unwrap(),
            body.len()
        );
        for _ in 0..10 {
            let mut connection = TcpStream::connect(desk.base().trim_start_matches("http://")).await.unwrap();
            // Closing resets the connection: nobody waits for the answer.
            connection.set_zero_linger().unwrap();
            connection.write_all(request.as_bytes()).await.unwrap();
            drop(connection);
        }
        let again = || async {
            let request = reqwest::Client::new().post(desk.url("/tickets")).header("idempotency-key", KEY);
            let request = request.bearer_auth(olena.client.access_token().unwrap());
            let request = request.header("content-type", "application/json").body(body.clone());
            (request.send().await.unwrap().status() == 201).then_some(())
        };
        eventually("the answer to the request", again).await;
        assert_eq!(count(&olena).await, 1);
    }

    async fn wrong_keys_are_refused(desk: &Desk) {
        let olena = olena(desk).await;
        let before = Footprint::of(desk).await;
        for key in ["", "x".repeat(201).as_str(), "ключ"] {
            let call = olena.call("POST", "/tickets").header("idempotency-key", key).json(ticket("Станція мовчить"));
            let problem = call.refused(422, InvalidFields).await;
            assert_eq!((problem.errors[0].pointer.as_str(), problem.errors[0].code), ("Idempotency-Key", OutOfRange));
        }
        let stranger = desk.call("POST", "/tickets").header("idempotency-key", KEY).json(ticket("Станція мовчить"));
        stranger.refused(401, Unauthenticated).await;
        before.assert_unchanged(desk, "a wrong key").await;
        olena.call("POST", "/tickets").header("idempotency-key", &"x".repeat(200)).json(ticket("Тема")).status(201).await;
    }

    async fn wrong_bodies_are_refused_as_without_a_key(desk: &Desk) {
        let olena = olena(desk).await;
        let send = |key: &str, body: Vec<u8>| {
            olena.call("POST", "/tickets").header("idempotency-key", key).body("application/json", body)
        };
        send("1", b"{".to_vec()).refused(400, MalformedRequest).await;
        send("2", b"{}".to_vec()).refused(422, InvalidFields).await;
        send("3", vec![b' '; 2 * 1024 * 1024]).refused(413, PayloadTooLarge).await;
        let replayed = send("1", b"{".to_vec()).status(400).await;
        assert_eq!(replayed.header("content-type"), "application/problem+json");
        assert_eq!(count(&olena).await, 0);
    }

    async fn where_nobody_is_logged_in_a_key_does_no_harm(desk: &Desk) {
        let body = json!({
            "token": &*desk.state.setup_token, "departments": ["Адміністрація"],
            "admin": {"full_name": "Мельник Андрій", "email": "a@example.com", "password": "correct horse battery"},
        });
        desk.call("POST", "/setup").header("idempotency-key", KEY).json(body).status(201).await;
        let login = json!({"email": "a@example.com", "password": "correct horse battery"});
        for _ in 0..2 {
            desk.call("POST", "/auth/login").header("idempotency-key", KEY).json(login.clone()).status(200).await;
        }
    }

    async fn reading_ignores_keys(desk: &Desk) {
        let olena = olena(desk).await;
        let before = Footprint::of(desk).await;
        for _ in 0..2 {
            let answer = olena.call("GET", "/me").header("idempotency-key", KEY).status(200).await;
            assert!(answer.headers.get("idempotency-replayed").is_none());
        }
        before.assert_unchanged(desk, "reading with a key").await;
    }
}
