//! Texts that are too short, too long, blank or hold control characters; numbers and words out of range.

use domain::ErrorCode;
use domain::ErrorCode::{
    ControlCharacters, InvalidEmail, InvalidType, OutOfRange, Required, TooLong, TooMany, TooShort,
};
use serde_json::{Value, json};

use super::company::{Company, merge, only_field, refuse_field, ticket_with};
use crate::footprint::Footprint;
use crate::support::on_both;

/// Wrong values of a text and their codes.
fn wrong_texts(min: usize, max: usize) -> Vec<(String, ErrorCode)> {
    let mut wrong = vec![
        ("х".repeat(max + 1), TooLong),
        ("текст \u{0} текст".to_owned(), ControlCharacters),
        ("текст \u{7} текст".to_owned(), ControlCharacters),
        ("текст \u{9f} текст".to_owned(), ControlCharacters),
    ];
    if min > 0 {
        wrong.extend(
            [String::new(), " \t\n ".to_owned(), "\u{200b}\u{a0}\u{feff}".to_owned()]
                .map(|blank| (blank, Required)),
        );
    }
    if min > 1 {
        wrong.push((format!("  {}  ", "х".repeat(min - 1)), TooShort));
    }
    wrong
}

on_both! {
    async fn texts_of_tickets_have_limits(desk: &Desk) {
        let company = Company::build(desk).await;
        let fields = [("subject", 3, 200), ("description", 1, 20_000), ("station_number", 0, 100), ("car_model", 0, 100)];
        for (name, min, max) in fields {
            for (text, code) in wrong_texts(min, max) {
                let pointer = format!("/{name}");
                let create = company.olena.call("POST", "/tickets");
                refuse_field(desk, create, ticket_with(json!({name: text})), &pointer, code).await;
                let update = company.olena.call("PATCH", &format!("/tickets/{}", company.ticket)).header("if-match", "*");
                refuse_field(desk, update, json!({name: text}), &pointer, code).await;
            }
        }
        for name in ["subject", "description", "priority", "client_type"] {
            let update = company.olena.call("PATCH", &format!("/tickets/{}", company.ticket)).header("if-match", "*");
            refuse_field(desk, update, json!({name: null}), &format!("/{name}"), InvalidType).await;
        }
        let all_wrong = ticket_with(json!({"subject": "", "description": " ", "car_model": "х".repeat(101)}));
        let problem = company.olena.call("POST", "/tickets").json(all_wrong).refused(422, ErrorCode::InvalidFields).await;
        let pointers: Vec<_> = problem.errors.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(pointers, ["/subject", "/description", "/car_model"], "all wrong fields are named at once");
    }

    async fn limits_count_characters_after_trimming(desk: &Desk) {
        let company = Company::build(desk).await;
        let body = ticket_with(json!({
            "subject": format!("  {}\n", "ї".repeat(200)), "description": "є".repeat(20_000),
            "station_number": "ґ".repeat(100), "car_model": " ",
        }));
        let created = company.olena.call("POST", "/tickets").json(body).status(201).await.body;
        assert_eq!(created["subject"], "ї".repeat(200));
        assert_eq!(created["car_model"], Value::Null);
        // й as two code points is stored as one.
        let body = ticket_with(json!({"subject": "Електричнии\u{306}"}));
        let created = company.olena.call("POST", "/tickets").json(body).status(201).await.body;
        assert_eq!(created["subject"], "Електричний");
    }

    async fn words_of_enumerations_are_exact(desk: &Desk) {
        let company = Company::build(desk).await;
        for (name, word) in [("priority", "urgent"), ("priority", "HIGH"), ("priority", ""), ("client_type", "b2g")] {
            let create = company.olena.call("POST", "/tickets");
            refuse_field(desk, create, ticket_with(json!({name: word})), &format!("/{name}"), InvalidType).await;
        }
        for (body, pointer) in [
            (json!({"to": "done"}), "/to"),
            (json!({"to": "closed", "resolution": "fixed"}), "/resolution"),
            (json!({"to": "waiting", "until": "tomorrow"}), "/until"),
            (json!({"to": "waiting", "until": "2026-13-45T00:00:00Z"}), "/until"),
            (json!({"to": "waiting", "until": "99999-01-01T00:00:00Z"}), "/until"),
            (json!({"to": "waiting", "until": "1969-12-31T23:59:59Z"}), "/until"),
        ] {
            let call = company.ihor.call("POST", &format!("/tickets/{}/transition", company.ticket));
            refuse_field(desk, call, body, pointer, InvalidType).await;
        }
        let call = company.admin.call("PATCH", &format!("/employees/{}", company.olena.id));
        refuse_field(desk, call, json!({"role": "root"}), "/role", InvalidType).await;
        let call = company.olena.call("PATCH", "/me");
        refuse_field(desk, call, json!({"locale": "de"}), "/locale", InvalidType).await;
    }

    async fn what_people_say_has_limits(desk: &Desk) {
        let company = Company::build(desk).await;
        let ticket = company.ticket;
        company.ihor.take(ticket).await.unwrap();
        for (text, code) in wrong_texts(1, 20_000) {
            let call = company.olena.call("POST", &format!("/tickets/{ticket}/comments"));
            refuse_field(desk, call, json!({"body": text}), "/body", code).await;
            let call = company.ihor.call("POST", &format!("/tickets/{ticket}/redirect"));
            let body = json!({"to": {"department_id": company.dispatch}, "comment": text});
            refuse_field(desk, call, body, "/comment", code).await;
        }
        for (text, code) in wrong_texts(0, 20_000) {
            let call = company.ihor.call("POST", &format!("/tickets/{ticket}/transition"));
            refuse_field(desk, call, json!({"to": "checking", "comment": text}), "/comment", code).await;
        }
        let call = company.olena.call("POST", &format!("/tickets/{ticket}/comments"));
        let too_many = json!({"body": "файли", "attachment_ids": (1..=21).collect::<Vec<i64>>()});
        refuse_field(desk, call, too_many, "/attachment_ids", TooMany).await;
    }

    async fn what_does_not_fit_together_is_refused(desk: &Desk) {
        let company = Company::build(desk).await;
        company.ihor.take(company.ticket).await.unwrap();
        for (body, pointer, code) in [
            (json!({"to": "checking", "until": "2099-01-01T00:00:00Z"}), "/until", ErrorCode::NotApplicable),
            (json!({"to": "waiting", "resolution": "solved"}), "/resolution", ErrorCode::NotApplicable),
            (json!({"to": "waiting", "until": "2020-01-01T00:00:00Z"}), "/until", ErrorCode::NotInTheFuture),
        ] {
            let call = company.ihor.call("POST", &format!("/tickets/{}/transition", company.ticket));
            refuse_field(desk, call, body, pointer, code).await;
        }
        for (target, pointer, code) in [
            (json!({}), "", Required),
            (json!({"department_id": 1, "employee_id": 1}), "/employee_id", ErrorCode::NotApplicable),
            (json!({"department_id": null}), "", Required),
        ] {
            let body = ticket_with(json!({"assign_to": target}));
            refuse_field(desk, company.olena.call("POST", "/tickets"), body, &format!("/assign_to{pointer}"), code).await;
            let body = json!({"to": target, "comment": "Не до нас."});
            let call = company.ihor.call("POST", &format!("/tickets/{}/redirect", company.ticket));
            refuse_field(desk, call, body, &format!("/to{pointer}"), code).await;
        }
    }

    async fn texts_of_administration_have_limits(desk: &Desk) {
        let company = Company::build(desk).await;
        let department = format!("/departments/{}", company.service);
        let employee = format!("/employees/{}", company.ihor.id);
        let new_employee = json!({"full_name": "Новий", "email": "n@example.com", "department_id": 1, "role": "user"});
        for (name, min, max) in [("name", 1, 200), ("description", 0, 2_000)] {
            for (text, code) in wrong_texts(min, max) {
                let mut body = json!({"name": "Новий відділ"});
                merge(&mut body, json!({name: text}));
                let pointer = format!("/{name}");
                refuse_field(desk, company.admin.call("POST", "/departments"), body, &pointer, code).await;
                refuse_field(desk, company.admin.call("PATCH", &department), json!({name: text}), &pointer, code).await;
            }
        }
        for (text, code) in wrong_texts(1, 200) {
            let mut body = new_employee.clone();
            merge(&mut body, json!({"full_name": text}));
            refuse_field(desk, company.admin.call("POST", "/employees"), body, "/full_name", code).await;
            let body = json!({"full_name": text});
            refuse_field(desk, company.admin.call("PATCH", &employee), body.clone(), "/full_name", code).await;
            refuse_field(desk, company.ihor.call("PATCH", "/me"), body, "/full_name", code).await;
        }
        let long = format!("{}@example.com", "a".repeat(250));
        for (text, code) in [
            ("", Required), ("olena", InvalidEmail), ("@example.com", InvalidEmail), ("a b@example.com", InvalidEmail),
            ("a@b@c", InvalidEmail), ("a@example..com", InvalidEmail), ("a\u{0}@example.com", ControlCharacters),
            (&long, TooLong),
        ] {
            let mut body = new_employee.clone();
            merge(&mut body, json!({"email": text}));
            refuse_field(desk, company.admin.call("POST", "/employees"), body, "/email", code).await;
            let call = company.admin.call("PATCH", &employee);
            refuse_field(desk, call, json!({"email": text}), "/email", code).await;
        }
    }

    async fn passwords_have_limits(desk: &Desk) {
        let company = Company::build(desk).await;
        for (text, code) in [("", Required), ("1234567", TooShort), (&"x".repeat(201), TooLong)] {
            let body = json!({"current_password": "correct horse battery", "new_password": text});
            refuse_field(desk, company.olena.call("POST", "/me/password"), body, "/new_password", code).await;
            let call = desk.call("POST", "/auth/accept-invite");
            refuse_field(desk, call, json!({"token": "x", "password": text}), "/password", code).await;
        }
    }

    async fn logins_refuse_whatever_they_are_sent(desk: &Desk) {
        Company::build(desk).await;
        let before = Footprint::of(desk).await;
        let long = "x".repeat(100_000);
        for (email, password) in [
            ("", ""), ("a\u{0}@example.com", "correct horse battery"), (&long, &long), ("' OR 1=1 --", "' OR 1=1 --"),
            ("person-1@example.com", "\u{0}"), ("person-1@example.com", &long), ("\u{202e}", "\u{1f512}"),
        ] {
            let call = desk.call("POST", "/auth/login").json(json!({"email": email, "password": password}));
            call.refused(401, ErrorCode::InvalidCredentials).await;
        }
        before.assert_unchanged(desk, "a refused login").await;
    }

    async fn query_strings_are_checked(desk: &Desk) {
        let company = Company::build(desk).await;
        let long = "%D1%85".repeat(201);
        let lists = ["/tickets", "/employees", "/notifications", &format!("/tickets/{}/comments", company.ticket)];
        for list in lists.into_iter().chain([format!("/tickets/{}/events", company.ticket).as_str()]) {
            for (query, name, code) in [
                ("limit=0", "limit", OutOfRange), ("limit=201", "limit", OutOfRange), ("limit=-1", "limit", InvalidType),
                ("limit=ten", "limit", InvalidType), ("limit=99999999999999999999", "limit", InvalidType),
                ("limit=", "limit", InvalidType), ("surprise=1", "surprise", ErrorCode::UnknownField),
                ("limit=1&limit=2", "", InvalidType),
            ] {
                let call = company.olena.call("GET", &format!("{list}?{query}"));
                let problem = call.refused(422, ErrorCode::InvalidFields).await;
                assert_eq!(only_field(&problem), (name, code), "{list}?{query}");
            }
        }
        for (path, name, code) in [
            ("/tickets?view=everything", "view", InvalidType), ("/tickets?sort=subject", "sort", InvalidType),
            ("/tickets?status=open", "status", InvalidType), ("/tickets?status=new,", "status", InvalidType),
            ("/tickets?priority=high,,low", "priority", InvalidType), ("/tickets?client_type=b2g", "client_type", InvalidType),
            ("/tickets?assignee_id=somebody", "assignee_id", InvalidType), ("/tickets?creator_id=", "creator_id", InvalidType),
            ("/tickets?department_id=x", "department_id", InvalidType), ("/tickets?q=a%00b", "q", ControlCharacters),
            ("/tickets?station_number=a%00b", "station_number", ControlCharacters), (&format!("/tickets?q={long}"), "q", TooLong),
            ("/employees?active=maybe", "active", InvalidType), ("/employees?department_id=x", "department_id", InvalidType),
            ("/employees?q=a%00b", "q", ControlCharacters), (&format!("/employees?q={long}"), "q", TooLong),
            ("/departments?archived=2", "archived", InvalidType), ("/notifications?unread=1", "unread", InvalidType),
        ] {
            let problem = company.olena.call("GET", path).refused(422, ErrorCode::InvalidFields).await;
            assert_eq!(only_field(&problem), (name, code), "{path}");
        }
        for path in ["/tickets?q=%FF%FE", "/tickets?q=%25_%27%22%5C", "/tickets?q=%23", "/employees?q=%25", "/tickets?"] {
            company.olena.call("GET", path).status(200).await;
        }
    }

    async fn set_up_checks_its_fields(desk: &Desk) {
        let token = desk.state.setup_token.to_string();
        let body = json!({
            "token": token, "departments": ["Диспетчерська", "Адміністрація"],
            "admin": {"full_name": "Мельник Андрій", "email": "a@example.com", "password": "correct horse battery"},
        });
        let admin = |members: Value| {
            let mut admin = body["admin"].clone();
            merge(&mut admin, members);
            json!({"admin": admin})
        };
        for (members, pointer, code) in [
            (json!({"departments": []}), "/departments", Required),
            (json!({"departments": vec!["Відділ"; 51]}), "/departments", TooMany),
            (json!({"departments": ["Один", " "]}), "/departments/1", Required),
            (json!({"departments": ["Один", "ОДИН"]}), "/departments/1", ErrorCode::NameTaken),
            (admin(json!({"full_name": ""})), "/admin/full_name", Required),
            (admin(json!({"email": "a"})), "/admin/email", InvalidEmail),
            (admin(json!({"password": "short"})), "/admin/password", TooShort),
            (admin(json!({"department": "Третій"})), "/admin/department", ErrorCode::UnknownDepartment),
            (json!({"token": "guessed"}), "/token", ErrorCode::InvalidSetupToken),
            (json!({"token": ""}), "/token", ErrorCode::InvalidSetupToken),
        ] {
            let mut wrong = body.clone();
            merge(&mut wrong, members);
            refuse_field(desk, desk.call("POST", "/setup"), wrong, pointer, code).await;
        }
        desk.call("POST", "/setup").json(body).status(201).await;
    }
}
