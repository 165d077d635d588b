//! Sessions go on by rotating refresh tokens, and end.

use api::auth::service::SESSION_SECONDS;
use api::auth::token::ACCESS_SECONDS;
use domain::ErrorCode;
use futures_util::future::join_all;

use crate::support::{Call, Company, Desk, on_both};

use super::{access, cookie, log_in};

fn refresh(desk: &Desk, cookie: &str) -> Call {
    desk.call("POST", "/auth/refresh").header("cookie", cookie)
}

fn me(desk: &Desk, token: &str) -> Call {
    desk.call("GET", "/me").bearer(token)
}

on_both! {
    async fn an_access_token_ends_after_fifteen_minutes(desk: &Desk) {
        let company = Company::found(desk).await;
        let login = log_in(desk, &company.specialist.email).await;
        desk.advance(ACCESS_SECONDS - 5);
        me(desk, access(&login)).status(200).await;
        desk.advance(6);
        me(desk, access(&login)).refused(401, ErrorCode::Unauthenticated).await;
        let renewed = refresh(desk, &cookie(&login)).status(200).await;
        me(desk, access(&renewed)).status(200).await;
        // The typed client renews by itself.
        assert_eq!(company.specialist.client.get_me().await.unwrap().id, company.specialist.id);
    }

    async fn every_refresh_gives_another_cookie(desk: &Desk) {
        let company = Company::found(desk).await;
        let mut answer = log_in(desk, &company.specialist.email).await;
        let mut seen = vec![cookie(&answer)];
        for _ in 0..5 {
            answer = refresh(desk, &cookie(&answer)).status(200).await;
            assert!(!seen.contains(&cookie(&answer)));
            seen.push(cookie(&answer));
        }
    }

    async fn a_cookie_that_comes_twice_ends_the_whole_session(desk: &Desk) {
        let company = Company::found(desk).await;
        let login = log_in(desk, &company.specialist.email).await;
        let other = log_in(desk, &company.specialist.email).await;
        let second = refresh(desk, &cookie(&login)).status(200).await;
        let third = refresh(desk, &cookie(&second)).status(200).await;
        me(desk, access(&third)).status(200).await;

        refresh(desk, &cookie(&login)).refused(401, ErrorCode::InvalidRefreshToken).await;
        for stolen in [&login, &second, &third] {
            refresh(desk, &cookie(stolen)).refused(401, ErrorCode::InvalidRefreshToken).await;
            me(desk, access(stolen)).refused(401, ErrorCode::Unauthenticated).await;
        }
        // Another session of the same person is another family.
        me(desk, access(&other)).status(200).await;
        refresh(desk, &cookie(&other)).status(200).await;
    }

    async fn of_many_at_once_one_gets_the_next_cookie(desk: &Desk) {
        let company = Company::found(desk).await;
        let login = log_in(desk, &company.specialist.email).await;
        let http = reqwest::Client::new();
        let attempts = (0..6).map(|_| {
            let request = http.post(desk.url("/auth/refresh")).header("cookie", cookie(&login));
            async move { request.send().await.unwrap().status().as_u16() }
        });
        let mut statuses = join_all(attempts).await;
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 401, 401, 401, 401, 401]);
        me(desk, access(&login)).refused(401, ErrorCode::Unauthenticated).await;
    }

    async fn what_is_no_cookie_of_ours_is_refused(desk: &Desk) {
        desk.call("POST", "/auth/refresh").refused(401, ErrorCode::InvalidRefreshToken).await;
        for nonsense in ["desk_refresh=", "desk_refresh=abc", "other=abc"] {
            refresh(desk, nonsense).refused(401, ErrorCode::InvalidRefreshToken).await;
        }
    }

    async fn a_session_ends_after_its_time(desk: &Desk) {
        let company = Company::found(desk).await;
        let login = log_in(desk, &company.specialist.email).await;
        desk.advance(SESSION_SECONDS - 60);
        let renewed = refresh(desk, &cookie(&login)).status(200).await;
        desk.advance(61);
        refresh(desk, &cookie(&renewed)).refused(401, ErrorCode::InvalidRefreshToken).await;
        api::jobs::clean(&desk.state).await.unwrap();
        refresh(desk, &cookie(&renewed)).refused(401, ErrorCode::InvalidRefreshToken).await;
    }

    async fn logout_ends_the_session_at_once(desk: &Desk) {
        let company = Company::found(desk).await;
        let login = log_in(desk, &company.specialist.email).await;
        let out = desk.call("POST", "/auth/logout").header("cookie", &cookie(&login)).status(204).await;
        assert_eq!(cookie(&out), "desk_refresh=");
        assert!(out.header("set-cookie").contains("Max-Age=0"), "{}", out.header("set-cookie"));
        me(desk, access(&login)).refused(401, ErrorCode::Unauthenticated).await;
        refresh(desk, &cookie(&login)).refused(401, ErrorCode::InvalidRefreshToken).await;
        // Once more, or without any session, is no error.
        desk.call("POST", "/auth/logout").header("cookie", &cookie(&login)).status(204).await;
        desk.call("POST", "/auth/logout").status(204).await;
        assert!(company.specialist.client.get_me().await.is_ok(), "the session that she opened first goes on");
    }
}
