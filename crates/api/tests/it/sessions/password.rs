//! Changing the own password.

use domain::ErrorCode;
use serde_json::json;

use crate::support::{Company, PASSWORD, Refused, on_both};

const NEW: &str = "інший довгий пароль";

on_both! {
    async fn a_new_password_ends_the_other_sessions(desk: &Desk) {
        let company = Company::found(desk).await;
        let here = &company.specialist;
        let there = here.again(desk).await;
        let body = json!({"current_password": PASSWORD, "new_password": NEW});
        here.call("POST", "/me/password").json(body).status(204).await;
        here.call("GET", "/me").status(200).await;
        here.renew().await;
        there.call("GET", "/me").refused(401, ErrorCode::Unauthenticated).await;
        there.client.refresh().await.refused(401, ErrorCode::InvalidRefreshToken);

        let login = |password: &str| desk.call("POST", "/auth/login").json(json!({"email": here.email, "password": password}));
        login(PASSWORD).refused(401, ErrorCode::InvalidCredentials).await;
        login(NEW).status(200).await;
        company.colleague.call("GET", "/me").status(200).await;
    }

    async fn what_is_wrong_is_named(desk: &Desk) {
        let company = Company::found(desk).await;
        for (current, new, pointer, code) in [
            ("wrong password", NEW, "/current_password", ErrorCode::WrongPassword),
            ("", NEW, "/current_password", ErrorCode::WrongPassword),
            (PASSWORD, "1234567", "/new_password", ErrorCode::TooShort),
            (PASSWORD, "", "/new_password", ErrorCode::Required),
            (PASSWORD, &"x".repeat(201), "/new_password", ErrorCode::TooLong),
        ] {
            let body = json!({"current_password": current, "new_password": new});
            let call = company.specialist.call("POST", "/me/password").json(body);
            let problem = call.refused(422, ErrorCode::InvalidFields).await;
            assert_eq!((&*problem.errors[0].pointer, problem.errors[0].code), (pointer, code));
        }
        company.specialist.again(desk).await;
    }

    async fn guessing_the_current_password_is_throttled(desk: &Desk) {
        let company = Company::found(desk).await;
        let change = |current: &str| {
            company.specialist.call("POST", "/me/password").json(json!({"current_password": current, "new_password": NEW}))
        };
        for _ in 0..5 {
            change("wrong password").refused(422, ErrorCode::InvalidFields).await;
        }
        let answer = change(PASSWORD).status(429).await;
        desk.advance(answer.header("retry-after").parse().unwrap());
        change(PASSWORD).status(204).await;
    }
}
