//! A panic in a handler is a 500 with a request id, logged once, and the server lives on.

use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Arc, Mutex};

use actix_web::middleware::from_fn;
use actix_web::{App, HttpResponse, HttpServer, test as testing, web};
use api::http::frame::frame;
use domain::ErrorCode;
use domain::problem::Problem;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

use crate::support::Call;

async fn fail() -> HttpResponse {
    panic!("the password of the database is 12345")
}

async fn work() -> HttpResponse {
    HttpResponse::Ok().body("works")
}

#[test]
fn the_server_lives_on() {
    actix_web::rt::System::new().block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let app = || {
            App::new()
                .service(web::resource("/fail").to(fail))
                .default_service(web::to(work))
                .wrap(from_fn(frame))
        };
        let server = HttpServer::new(app).workers(1).listen(listener).unwrap().run();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        let http = reqwest::Client::new();
        let mut ids = Vec::new();
        for _ in 0..20 {
            let problem =
                Call::new(&http, "GET", &format!("{base}/fail")).refused(500, ErrorCode::Internal).await;
            assert!(
                problem.errors.is_empty() && problem.extra.is_empty() && problem.detail == "internal",
                "{problem:?}"
            );
            ids.push(problem.instance);
            let answer = Call::new(&http, "GET", &base).status(200).await;
            assert_eq!(answer.bytes, b"works");
        }
        ids.dedup();
        assert_eq!(ids.len(), 20);
        handle.stop(false).await;
    });
}

#[test]
fn it_is_logged_once_with_the_request_id() {
    actix_web::rt::System::new().block_on(async {
        let log = Log::default();
        let _guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(log.clone()));
        let app = App::new().service(web::resource("/fail").to(fail)).wrap(from_fn(frame));
        let app = testing::init_service(app).await;
        let request = testing::TestRequest::get().uri("/fail").to_request();
        let error = testing::try_call_service(&app, request).await.err().unwrap();
        let body = error.error_response().into_body();
        let body = actix_web::body::to_bytes(body).await.ok().unwrap();
        let problem: Problem = serde_json::from_slice(&body).unwrap();
        let lines = log.0.lock().unwrap();
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(lines[0].contains(&problem.instance) && lines[0].contains("/fail"), "{lines:?}");
    });
}

/// The lines of level ERROR.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl<S: Subscriber> Layer<S> for Log {
    fn on_event(&self, event: &Event<'_>, _context: Context<'_, S>) {
        if *event.metadata().level() == Level::ERROR {
            let mut text = Text(String::new());
            event.record(&mut text);
            self.0.lock().unwrap().push(text.0);
        }
    }
}

struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.push_str(&format!("{field}={value:?} "));
    }
}
