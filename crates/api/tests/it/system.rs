//! What is around the API: health, metrics, headers, other origins, links.

use domain::ErrorCode;
use serde_json::json;

use crate::support::{Answer, Company, Desk, on_both};

const FRIEND: &str = "https://desk.example.com";

/// Asks as a browser does before a request from another origin.
async fn preflight(desk: &Desk, origin: &str, status: u16) -> Answer {
    desk.call("OPTIONS", "/tickets")
        .header("origin", origin)
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "authorization,content-type,idempotency-key")
        .status(status)
        .await
}

on_both! {
    async fn health_readiness_and_metrics_need_no_login(desk: &Desk) {
        assert_eq!(desk.call("GET", "//healthz").status(200).await.bytes, b"ok\n");
        assert_eq!(desk.call("GET", "//readyz").status(200).await.bytes, b"ready\n");
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        company.dispatcher.get(id).await.unwrap();
        let metrics = desk.call("GET", "//metrics").status(200).await;
        let text = String::from_utf8(metrics.bytes).unwrap();
        assert!(text.contains("/api/v1/tickets/{id}"), "requests are counted by route, not by path:\n{text}");
        assert!(!text.contains(&format!("/api/v1/tickets/{id}\"")), "{text}");
    }

    async fn every_answer_of_the_api_has_its_headers(desk: &Desk) {
        let company = Company::found(desk).await;
        let mut ids = Vec::new();
        for (path, status) in [("/me", 200), ("/tickets/999", 404), ("/tickets?limit=0", 422), ("/nowhere", 404)] {
            let answer = company.dispatcher.call("GET", path).status(status).await;
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("cache-control"), "no-store");
            ids.push(answer.header("x-request-id").to_owned());
        }
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count, "every request has an id of its own");
        desk.call("GET", "/me").refused(401, ErrorCode::Unauthenticated).await;
    }

    async fn the_document_is_served_as_it_is_committed(desk: &Desk) {
        let committed = include_str!("../../../../openapi/openapi.json");
        let served = desk.call("GET", "//api/openapi.json").status(200).await;
        assert_eq!(served.body, serde_json::from_str::<serde_json::Value>(committed).unwrap());
        desk.call("GET", "//api/docs/").status(200).await;
    }

    async fn other_origins_are_let_in_by_name(desk: &Desk) {
        let company = Company::found(desk).await;
        let token = company.dispatcher.client.access_token().unwrap();
        let open = desk.second_with(|config| config.cors_origins = vec![FRIEND.to_owned()]).await;
        let answer = preflight(&open, FRIEND, 200).await;
        assert_eq!(answer.header("access-control-allow-origin"), FRIEND);
        assert_eq!(answer.header("access-control-allow-credentials"), "true");
        let read = open.call("GET", "/me").bearer(&token).header("origin", FRIEND).status(200).await;
        assert_eq!(read.header("access-control-allow-origin"), FRIEND);
        assert!(read.header("access-control-expose-headers").contains("etag"));
        let refused = open.call("GET", "/me").header("origin", FRIEND).status(401).await;
        assert_eq!(refused.header("access-control-allow-origin"), FRIEND, "the reason can be read, too");

        let stranger = preflight(&open, "https://evil.example.com", 400).await;
        assert!(!stranger.headers.contains_key("access-control-allow-origin"));
        open.stop().await;
        let closed = desk.call("GET", "/me").bearer(&token).header("origin", FRIEND).status(200).await;
        assert!(!closed.headers.contains_key("access-control-allow-origin"), "without the option nobody is let in");
    }

    async fn links_for_people_begin_with_the_configured_address(desk: &Desk) {
        let company = Company::found(desk).await;
        let public = desk.second_with(|config| config.public_url = Some("https://help.example.com".to_owned())).await;
        let admin = company.admin.again(&public).await;
        let path = format!("/employees/{}/invite", company.colleague.id);
        let url = admin.call("POST", &path).json(json!({})).status(200).await.body["invite_url"].clone();
        assert!(url.as_str().unwrap().starts_with("https://help.example.com/invite/"), "{url}");
        public.stop().await;
    }
}
