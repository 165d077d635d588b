//! Files that are too large, cut off, empty, or named to trick somebody.

use actix_web::rt::net::TcpStream;
use domain::ErrorCode::{
    EmptyFile, InvalidFields, MalformedRequest, NotFound, PayloadTooLarge, Required, Unauthenticated,
    UnsupportedMediaType,
};
use reqwest::multipart::{Form, Part};
use tokio::io::AsyncWriteExt;

use super::company::{Company, only_field};
use crate::footprint::Footprint;
use crate::support::{Call, Person, eventually, on_both};

/// As the harness configures it.
const LIMIT: usize = 256 * 1024;
const KIND: &str = "multipart/form-data; boundary=X";

fn upload(person: &Person, form: Form) -> Call {
    person.call("POST", "/attachments").form(form)
}

fn file(bytes: Vec<u8>) -> Form {
    Form::new().part("file", Part::bytes(bytes).file_name("log.txt"))
}

/// A form as it goes over the wire, with the parameters of the disposition as they are given.
fn raw(disposition: &str, content: &str) -> Vec<u8> {
    format!("--X\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{content}\r\n--X--\r\n").into_bytes()
}

on_both! {
    async fn oversize_uploads_are_refused(desk: &Desk) {
        let company = Company::build(desk).await;
        let before = Footprint::of(desk).await;
        for size in [LIMIT + 1, 2 * LIMIT, 16 * LIMIT] {
            upload(&company.olena, file(vec![b'x'; size])).refused(413, PayloadTooLarge).await;
        }
        before.assert_unchanged(desk, "an oversize upload").await;
        upload(&company.olena, file(vec![b'x'; LIMIT])).status(201).await;
    }

    async fn forms_without_a_file_are_refused(desk: &Desk) {
        let company = Company::build(desk).await;
        let before = Footprint::of(desk).await;
        for (form, code) in [
            (Form::new().text("name", "log.txt"), Required),
            (Form::new().part("File", Part::bytes(b"log".to_vec()).file_name("log.txt")), Required),
            (file(Vec::new()), EmptyFile),
        ] {
            let problem = upload(&company.olena, form).refused(422, InvalidFields).await;
            assert_eq!(only_field(&problem), ("/file", code));
        }
        for kind in ["application/json", "application/x-www-form-urlencoded", "text/plain", "image/png"] {
            let call = company.olena.call("POST", "/attachments").body(kind, raw("name=\"file\"", "log"));
            call.refused(415, UnsupportedMediaType).await;
        }
        let call = company.olena.call("POST", "/attachments").body("multipart/form-data", raw("name=\"file\"", "log"));
        call.refused(400, MalformedRequest).await;
        company.olena.call("POST", "/attachments").refused(415, UnsupportedMediaType).await;
        before.assert_unchanged(desk, "a form without a file").await;
    }

    async fn strangers_upload_nothing(desk: &Desk) {
        Company::build(desk).await;
        let before = Footprint::of(desk).await;
        desk.call("POST", "/attachments").form(file(b"log".to_vec())).refused(401, Unauthenticated).await;
        before.assert_unchanged(desk, "a stranger's upload").await;
    }

    async fn malformed_forms_are_refused(desk: &Desk) {
        let company = Company::build(desk).await;
        let before = Footprint::of(desk).await;
        let whole = raw("name=\"file\"; filename=\"log.txt\"", "The log, quite long, of one day of a station");
        for end in [whole.len() - 12, whole.len() - 30, 70, 40, 3, 1] {
            let call = company.olena.call("POST", "/attachments").body(KIND, whole[..end].to_vec());
            call.refused(400, MalformedRequest).await;
        }
        for body in ["nonsense", "--Y\r\n\r\n--Y--", "--X\r\nno header\r\n\r\nx\r\n--X--\r\n", ""] {
            let call = company.olena.call("POST", "/attachments").body(KIND, body);
            call.refused(400, MalformedRequest).await;
        }
        before.assert_unchanged(desk, "a malformed form").await;
    }

    async fn an_upload_that_breaks_off_leaves_nothing(desk: &Desk) {
        let company = Company::build(desk).await;
        let before = Footprint::of(desk).await;
        let token = company.olena.client.access_token().unwrap();
        for sent in [0, 60, 90, 50_000] {
            let mut body = raw("name=\"file\"; filename=\"log.txt\"", &"x".repeat(100_000));
            let head = format!(
                "POST /api/v1/attachments HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {token}\r\n\
                 Content-Type: {KIND}\r\nContent-Length: {}\r\n\r\n",
                body.len()
            );
            body.truncate(sent);
            let mut connection = TcpStream::connect(desk.base().trim_start_matches("http://")).await.unwrap();
            connection.write_all(&[head.as_bytes(), &body].concat()).await.unwrap();
            connection.shutdown().await.unwrap();
        }
        eventually("the broken uploads are forgotten", async || (Footprint::of(desk).await == before).then_some(())).await;
        upload(&company.olena, file(b"log".to_vec())).status(201).await;
    }

    async fn names_of_files_lead_nowhere(desk: &Desk) {
        let company = Company::build(desk).await;
        let long = format!("{}.txt", "ї".repeat(5_000));
        for (given, kept) in [
            ("../../etc/passwd", "passwd"), ("..\\..\\windows\\system.ini", "system.ini"), ("/etc/passwd", "passwd"),
            ("C:\\temp\\лог.txt", "лог.txt"), ("..", "file"), (".", "file"), ("", "file"), ("   ", "file"),
            ("attachments/../signing-keys.json", "signing-keys.json"),  ("a\tb.txt", "ab.txt"),
            ("<script>.svg", "script.svg"), ("a;b=c.txt", "a;b=c.txt"), ("%2e%2e%2fx", "%2e%2e%2fx"),
            (&long, "ї".repeat(200).as_str()),
        ] {
            let body = raw(&format!("name=\"file\"; filename=\"{}\"", given.replace('\\', "\\\\")), given);
            let body = if given.is_empty() { raw("name=\"file\"; filename=\"\"", "empty") } else { body };
            let call = company.olena.call("POST", "/attachments").body(KIND, body);
            let stored = call.status(201).await.body;
            assert_eq!(stored["file_name"], kept, "{given:?}");
            let path = format!("/attachments/{}", stored["id"]);
            let answer = company.olena.call("GET", &path).status(200).await;
            let disposition = answer.headers["content-disposition"].as_bytes();
            assert!(disposition.starts_with(b"attachment"), "{given:?}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            company.ihor.call("GET", &path).refused(404, NotFound).await;
        }
        let zero = raw("name=\"file\"; filename=\"a\u{0}b.txt\"", "log");
        company.olena.call("POST", "/attachments").body(KIND, zero).refused(400, MalformedRequest).await;
        // By hash, two levels deep, and nowhere else.
        let data = &desk.state.config.data_dir;
        let names = |folder: &std::path::Path| -> Vec<String> {
            let entries = std::fs::read_dir(folder).unwrap();
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
        };
        for name in names(data) {
            let known = name == "attachments" || name == "signing-keys.json" || name.starts_with("desk.sqlite3");
            assert!(known, "{name}");
        }
        for folder in names(&data.join("attachments")) {
            for name in names(&data.join("attachments").join(&folder)) {
                assert!(name.len() == 64 && name.starts_with(&folder), "{folder}/{name}");
            }
        }
    }

    async fn a_name_may_come_encoded(desk: &Desk) {
        let company = Company::build(desk).await;
        for (disposition, kept) in [
            ("name=\"file\"; filename*=UTF-8''%D0%BB%D0%BE%D0%B3.txt", "лог.txt"),
            ("name=\"file\"; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd", "passwd"),
            ("name=\"file\"", "file"),
        ] {
            let call = company.olena.call("POST", "/attachments").body(KIND, raw(disposition, "log"));
            assert_eq!(call.status(201).await.body["file_name"], kept, "{disposition}");
        }
    }
}
