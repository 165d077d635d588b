//! Logging in.

use domain::ErrorCode;
use serde_json::json;

use crate::support::{Company, Desk, PASSWORD, on_both};

use super::{access, cookie, log_in};

fn attempt(desk: &Desk, email: &str, password: &str) -> crate::support::Call {
    desk.call("POST", "/auth/login").json(json!({"email": email, "password": password}))
}

on_both! {
    async fn a_login_gives_a_token_and_a_cookie(desk: &Desk) {
        let company = Company::found(desk).await;
        let answer = log_in(desk, &format!("  {} ", company.specialist.email.to_uppercase())).await;
        assert_eq!((&answer.body["token_type"], &answer.body["expires_in"]), (&json!("Bearer"), &json!(900)));
        assert_eq!(answer.body["employee"]["full_name"], company.specialist.full_name);
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(cookie(&answer).starts_with("desk_refresh="));
        assert!(!answer.header("set-cookie").contains("Secure"), "plain HTTP on loopback has to work");
        let me = desk.call("GET", "/me").bearer(access(&answer)).status(200).await;
        assert_eq!(me.body, answer.body["employee"]);
    }

    async fn elsewhere_the_cookie_is_secure(desk: &Desk) {
        let company = Company::found(desk).await;
        let login = attempt(desk, &company.specialist.email, PASSWORD).header("host", "desk.example.com");
        let answer = login.status(200).await;
        assert!(answer.header("set-cookie").contains("; Secure"), "{}", answer.header("set-cookie"));
    }

    async fn an_unknown_account_and_a_wrong_password_answer_alike(desk: &Desk) {
        let company = Company::found(desk).await;
        let mut answers = Vec::new();
        for (email, password) in [
            (&*company.specialist.email, "wrong password"),
            ("nobody@example.com", PASSWORD),
            ("not an address", PASSWORD),
            (&*company.specialist.email, ""),
            (&*company.specialist.email, &"x".repeat(5000)),
        ] {
            let mut problem = attempt(desk, email, password).refused(401, ErrorCode::InvalidCredentials).await;
            problem.instance.clear();
            answers.push(problem);
        }
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    }

    async fn an_invited_person_without_a_password_cannot_log_in(desk: &Desk) {
        let company = Company::found(desk).await;
        let body = json!({"full_name": "Коваль Олена", "email": "olena@example.com",
            "department_id": company.technical, "role": "user"});
        company.admin.call("POST", "/employees").json(body).status(201).await;
        for password in ["", PASSWORD, "no account has this password"] {
            attempt(desk, "olena@example.com", password).refused(401, ErrorCode::InvalidCredentials).await;
        }
    }

    async fn an_account_that_failed_too_often_has_to_wait(desk: &Desk) {
        let company = Company::found(desk).await;
        let email = &*company.specialist.email;
        for _ in 0..5 {
            attempt(desk, email, "wrong password").refused(401, ErrorCode::InvalidCredentials).await;
        }
        let answer = attempt(desk, email, PASSWORD).status(429).await;
        assert_eq!(answer.body["code"], "too_many_requests");
        let wait: i64 = answer.header("retry-after").parse().unwrap();
        assert!((1..=300).contains(&wait), "{wait}");
        attempt(desk, &email.to_uppercase(), PASSWORD).refused(429, ErrorCode::TooManyRequests).await;
        log_in(desk, &company.colleague.email).await;

        desk.advance(wait);
        log_in(desk, email).await;
        // The success has cleared the account.
        for _ in 0..4 {
            attempt(desk, email, "wrong password").refused(401, ErrorCode::InvalidCredentials).await;
        }
        log_in(desk, email).await;
    }

    async fn an_address_that_tries_many_accounts_has_to_wait(desk: &Desk) {
        let company = Company::found(desk).await;
        for number in 0..30 {
            let email = format!("guess-{number}@example.com");
            attempt(desk, &email, PASSWORD).refused(401, ErrorCode::InvalidCredentials).await;
        }
        let answer = attempt(desk, &company.colleague.email, PASSWORD).status(429).await;
        let wait: i64 = answer.header("retry-after").parse().unwrap();
        desk.advance(wait);
        log_in(desk, &company.colleague.email).await;
    }
}
