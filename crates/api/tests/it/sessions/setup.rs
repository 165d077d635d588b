//! The first start.

use domain::ErrorCode;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{Desk, on_both};

use super::access;

const PATH: &str = "/setup";

fn request(desk: &Desk) -> Value {
    json!({
        "token": &*desk.state.setup_token,
        "admin": {"full_name": "Мельник Андрій", "email": "Admin@Example.com", "password": "correct horse battery"},
        "departments": ["Диспетчерська служба", "Технічний відділ", "Адміністрація"],
    })
}

async fn needed(desk: &Desk) -> bool {
    desk.call("GET", PATH).status(200).await.body == json!({"needed": true})
}

on_both! {
    async fn an_empty_desk_is_set_up_once(desk: &Desk) {
        assert!(needed(desk).await);
        let answer = desk.call("POST", PATH).json(request(desk)).status(201).await;
        let admin = &answer.body["employee"];
        assert_eq!((&admin["role"], &admin["email"]), (&json!("admin"), &json!("admin@example.com")));
        assert_eq!(admin["department_name"], "Адміністрація");
        super::cookie(&answer);
        let list = desk.call("GET", "/departments").bearer(access(&answer)).status(200).await;
        let names: Vec<_> = list.body["items"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
        assert_eq!(names, ["Адміністрація", "Диспетчерська служба", "Технічний відділ"]);
        let known = list.body["items"][2]["description"].as_str();
        assert_eq!(known, Some("Діагностика, ремонт, OCPP-логи"), "departments of the sample list say what they do");

        assert!(!needed(desk).await);
        desk.call("POST", PATH).json(request(desk)).refused(409, ErrorCode::SetupDone).await;
        let login = json!({"email": "admin@example.com", "password": "correct horse battery"});
        desk.call("POST", "/auth/login").json(login).status(200).await;
    }

    async fn the_administrators_department_can_be_chosen(desk: &Desk) {
        let mut body = request(desk);
        body["admin"]["department"] = json!("технічний відділ");
        let answer = desk.call("POST", PATH).json(body).status(201).await;
        assert_eq!(answer.body["employee"]["department_name"], "Технічний відділ");
    }

    async fn what_is_wrong_is_named_and_changes_nothing(desk: &Desk) {
        let long: Vec<String> = (0..51).map(|number| format!("Відділ {number}")).collect();
        for (pointer, value, code) in [
            ("/token", json!("wrong"), ErrorCode::InvalidSetupToken),
            ("/token", json!(""), ErrorCode::InvalidSetupToken),
            ("/admin/full_name", json!("  "), ErrorCode::Required),
            ("/admin/email", json!("admin"), ErrorCode::InvalidEmail),
            ("/admin/password", json!("1234567"), ErrorCode::TooShort),
            ("/admin/department", json!("Немає такого"), ErrorCode::UnknownDepartment),
            ("/departments", json!([]), ErrorCode::Required),
            ("/departments", json!(long), ErrorCode::TooMany),
            ("/departments/1", json!(" "), ErrorCode::Required),
            ("/departments/2", json!("ТЕХНІЧНИЙ ВІДДІЛ"), ErrorCode::NameTaken),
            ("/departments/0", json!(7), ErrorCode::InvalidType),
        ] {
            let mut body = request(desk);
            match body.pointer_mut(pointer) {
                Some(field) => *field = value,
                None => body["admin"]["department"] = value,
            }
            let problem = desk.call("POST", PATH).json(body).refused(422, ErrorCode::InvalidFields).await;
            assert_eq!((&*problem.errors[0].pointer, problem.errors[0].code), (pointer, code));
            desk.advance(60);
        }
        assert!(needed(desk).await);
        desk.call("POST", PATH).json(request(desk)).status(201).await;
    }

    async fn guessing_the_token_is_throttled(desk: &Desk) {
        for guess in 0..5 {
            let mut body = request(desk);
            body["token"] = json!(format!("guess {guess}"));
            desk.call("POST", PATH).json(body).refused(422, ErrorCode::InvalidFields).await;
        }
        let answer = desk.call("POST", PATH).json(request(desk)).status(429).await;
        desk.advance(answer.header("retry-after").parse().unwrap());
        desk.call("POST", PATH).json(request(desk)).status(201).await;
    }

    async fn of_many_set_ups_at_once_one_happens(desk: &Desk) {
        let http = reqwest::Client::new();
        let attempts = (0..6).map(|number| {
            let mut body = request(desk);
            body["admin"]["email"] = json!(format!("admin-{number}@example.com"));
            let request = http.post(desk.url(PATH)).json(&body);
            async move { request.send().await.unwrap().status().as_u16() }
        });
        let mut statuses = join_all(attempts).await;
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409, 409, 409, 409, 409]);
    }
}
