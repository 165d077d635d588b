//! Methods, paths and bytes that are no request of the API.

use std::collections::BTreeMap;

use actix_web::rt::net::TcpStream;
use domain::ErrorCode::{MethodNotAllowed, NotFound};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;

use super::company::{Company, ticket_with};
use crate::footprint::Footprint;
use crate::openapi::operations;
use crate::support::{Desk, PATIENCE, eventually, on_both};

on_both! {
    async fn paths_that_are_none_are_404(desk: &Desk) {
        for path in [
            "/nothing", "/tickets/1/2/3", "/tickets/", "/tickets/1/", "/tickets/1/nothing", "//api/v2/tickets", "//api",
            "//api/v1", "//api/v1/", "//apinothing", "//api/openapi.yaml",
            "//missing.js", "//assets/missing.css", "//.env", "//index.html.bak",
        ] {
            desk.call("GET", path).refused(404, NotFound).await;
            if path.starts_with("//api") || !path.starts_with("//") {
                desk.call("POST", path).refused(404, NotFound).await;
            }
        }
    }

    async fn wrong_methods_are_405_and_say_which_are_right(desk: &Desk) {
        Company::build(desk).await;
        let before = Footprint::of(desk).await;
        let mut paths: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for operation in operations() {
            paths.entry(operation.path).or_default().push(operation.method);
        }
        for (path, right) in paths {
            let url = format!("/{}", path.replace("{id}", "1"));
            for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"] {
                if right.iter().any(|known| known == method) {
                    continue;
                }
                let answer = desk.call(method, &url).status(405).await;
                assert_eq!(answer.body["code"], MethodNotAllowed.as_str(), "{method} {path}");
                let mut allowed: Vec<_> = answer.header("allow").split(", ").map(str::to_owned).collect();
                allowed.sort();
                let mut right = right.clone();
                right.sort();
                assert_eq!(allowed, right, "{method} {path}");
            }
        }
        desk.call("POST", "//").refused(405, MethodNotAllowed).await;
        before.assert_unchanged(desk, "a wrong method").await;
    }

    async fn every_answer_carries_a_request_id(desk: &Desk) {
        let company = Company::build(desk).await;
        let answers = [
            company.olena.call("GET", "/me").status(200).await,
            company.olena.call("GET", "/tickets/999").status(404).await,
            desk.call("GET", "/me").status(401).await,
            desk.call("GET", "//healthz").status(200).await,
            desk.call("GET", "//some/page").status(200).await,
        ];
        let mut ids: Vec<_> = answers.iter().map(|answer| answer.header("x-request-id").to_owned()).collect();
        assert!(answers.iter().all(|answer| answer.header("x-content-type-options") == "nosniff"));
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), answers.len(), "each has its own");
        assert_eq!(answers[0].header("cache-control"), "no-store");
    }

    async fn bytes_that_are_no_request_do_no_harm(desk: &Desk) {
        Company::build(desk).await;
        let before = Footprint::of(desk).await;
        let long = "x".repeat(200_000);
        for sent in [
            "\r\n\r\n\u{0}\u{1}\u{2}", "nonsense\r\n\r\n", "GET\r\n\r\n", "GET /api/v1/me HTTP/9.9\r\n\r\n",
            "GET /api/v1/me HTTP/1.1\r\nHost desk\r\n\r\n", "POST /api/v1/tickets HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
            "POST /api/v1/tickets HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST /api/v1/tickets HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            &format!("GET /{long} HTTP/1.1\r\n\r\n"), &format!("GET / HTTP/1.1\r\nX: {long}\r\n\r\n"),
            &"GET / HTTP/1.1\r\n".repeat(500),
        ] {
            let answer = exchange(desk, sent.as_bytes()).await;
            let first = answer.lines().next().unwrap_or_default();
            assert!(first.is_empty() || first.starts_with("HTTP/1.1 4"), "{:?} got {first}", &sent[..sent.len().min(40)]);
        }
        before.assert_unchanged(desk, "bytes that are no request").await;
        desk.call("GET", "//healthz").status(200).await;
    }

    async fn paths_lead_nowhere_else(desk: &Desk) {
        for path in ["/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/..%2f..%2fetc%2fpasswd", "/etc/passwd%00.js"] {
            let request = format!("GET {path} HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\r\n");
            let answer = exchange(desk, request.as_bytes()).await;
            assert!(answer.starts_with("HTTP/1.1 ") && !answer.contains("root:"), "{path}: {answer}");
        }
    }

    async fn a_body_that_breaks_off_changes_nothing(desk: &Desk) {
        let company = Company::build(desk).await;
        let before = Footprint::of(desk).await;
        let token = company.olena.client.access_token().unwrap();
        let body = ticket_with(serde_json::json!({})).to_string();
        for more in [1, 10, 1000] {
            let request = format!(
                "POST /api/v1/tickets HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {token}\r\n\
                 Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
                body.len() + more
            );
            exchange(desk, request.as_bytes()).await;
        }
        eventually("all requests are over", async || (Footprint::of(desk).await == before).then_some(())).await;
    }
}

/// Sends bytes, says that no more will come, and reads what comes back.
async fn exchange(desk: &Desk, bytes: &[u8]) -> String {
    let mut connection = TcpStream::connect(desk.base().trim_start_matches("http://")).await.unwrap();
    // The server may have closed already: that is an answer, too.
    let _ = connection.write_all(bytes).await;
    let _ = connection.shutdown().await;
    let mut answer = Vec::new();
    let _ = timeout(PATIENCE, connection.read_to_end(&mut answer))
        .await
        .unwrap_or_else(|_| panic!("no end of the answer"));
    String::from_utf8_lossy(&answer).into_owned()
}
