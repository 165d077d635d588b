//! Login, refresh, logout, passwords, the first set-up.

mod login;
mod password;
mod refresh;
mod setup;

use crate::support::{Answer, Desk};

/// The refresh cookie of an answer as the browser sends it back.
fn cookie(answer: &Answer) -> String {
    let set = answer.header("set-cookie");
    let (pair, attributes) = set.split_once("; ").unwrap();
    for attribute in ["HttpOnly", "SameSite=Strict", "Path=/api/v1/auth"] {
        assert!(attributes.split("; ").any(|one| one == attribute), "{set}");
    }
    pair.to_owned()
}

/// Logs in with the password of everybody.
async fn log_in(desk: &Desk, email: &str) -> Answer {
    let body = serde_json::json!({"email": email, "password": crate::support::PASSWORD});
    desk.call("POST", "/auth/login").json(body).status(200).await
}

/// The access token of an answer.
fn access(answer: &Answer) -> &str {
    answer.body["access_token"].as_str().unwrap()
}
