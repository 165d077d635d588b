//! What is kept of a file, and how it comes back.

use domain::ErrorCode;
use reqwest::multipart::{Form, Part};

use crate::support::{Answer, Company, Person, on_both};

use super::{form, upload};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";

async fn download(person: &Person, id: domain::AttachmentId) -> Answer {
    person.call("GET", &format!("/attachments/{id}")).status(200).await
}

on_both! {
    async fn the_same_bytes_come_back(desk: &Desk) {
        let company = Company::found(desk).await;
        let limit = usize::try_from(desk.state.config.max_upload_bytes).unwrap();
        for bytes in [b"\0".to_vec(), b"line\r\n--boundary\r\n".to_vec(), (0..limit).map(|n| (n % 251) as u8).collect()] {
            let file = upload(&company.dispatcher, "файл.bin", &bytes).await;
            assert_eq!(file.size, i64::try_from(bytes.len()).unwrap());
            let answer = download(&company.dispatcher, file.id).await;
            assert_eq!(answer.header("content-length"), bytes.len().to_string());
            assert!(answer.bytes == bytes, "{} bytes came back as {}", bytes.len(), answer.bytes.len());
        }
    }

    async fn one_byte_more_than_allowed_is_too_large(desk: &Desk) {
        let company = Company::found(desk).await;
        let limit = usize::try_from(desk.state.config.max_upload_bytes).unwrap();
        for size in [limit + 1, limit * 4] {
            let call = company.dispatcher.call("POST", "/attachments").form(form("a", &vec![b'a'; size]));
            call.refused(413, ErrorCode::PayloadTooLarge).await;
        }
        let incoming = desk.state.config.data_dir.join("attachments/incoming");
        let left = std::fs::read_dir(incoming).unwrap().count();
        assert_eq!(left, 0, "what was received of it is gone");
        upload(&company.dispatcher, "a", &vec![b'a'; limit]).await;
    }

    async fn names_carry_no_path(desk: &Desk) {
        let company = Company::found(desk).await;
        for (name, kept) in [
            ("лог станції.txt", "лог станції.txt"),
            ("../../etc/passwd", "passwd"),
            ("/etc/shadow", "shadow"),
            (r"C:\Windows\win.ini", "win.ini"),
            (r"..\..\up.txt", "up.txt"),
            ("..", "file"),
            (".", "file"),
            ("", "file"),
            ("a\u{202e}b<script>.html", "a\u{202e}bscript.html"),
        ] {
            let file = upload(&company.dispatcher, name, b"content").await;
            assert_eq!(file.file_name, kept, "{name}");
            download(&company.dispatcher, file.id).await;
        }
        // Everything is below the directory of attachments, under the hash of its content, once.
        let kept = walk(&desk.state.config.data_dir.join("attachments"));
        assert_eq!(kept.len(), 1, "{kept:?}");
        let name = kept[0].file_name().unwrap().to_str().unwrap();
        assert!(name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}");
    }

    async fn the_type_is_sniffed_and_only_safe_images_are_shown(desk: &Desk) {
        let company = Company::found(desk).await;
        let html = b"<html><script>alert(1)</script></html>";
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
        for (name, claimed, bytes, content_type, disposition) in [
            ("a.exe", "application/x-msdownload", PNG, "image/png", "inline"),
            ("a.jpg", "image/jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF\0", "image/jpeg", "inline"),
            ("a.gif", "text/html", b"GIF89a\x01\0\x01\0\0\0\0", "image/gif", "inline"),
            ("a.png", "image/png", html, "text/html", "attachment"),
            ("a.png", "image/png", svg, "text/plain; charset=utf-8", "attachment"),
            ("a.txt", "image/png", "Привіт".as_bytes(), "text/plain; charset=utf-8", "attachment"),
            ("a.pdf", "image/png", b"%PDF-1.7\n", "application/pdf", "attachment"),
            ("a.png", "image/png", b"\0\x01\x02\x03", "application/octet-stream", "attachment"),
        ] {
            let part = Part::bytes(bytes.to_vec()).file_name(name).mime_str(claimed).unwrap();
            let call = company.dispatcher.call("POST", "/attachments").form(Form::new().part("file", part));
            let uploaded = call.status(201).await.body;
            assert_eq!(uploaded["content_type"], content_type, "{name}");
            let answer = download(&company.dispatcher, domain::AttachmentId(uploaded["id"].as_i64().unwrap())).await;
            assert_eq!(answer.header("content-type"), content_type);
            assert_eq!(answer.header("content-disposition"), format!("{disposition}; filename=\"{name}\""));
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert!(answer.header("content-security-policy").contains("sandbox"));
            assert_eq!(answer.header("cache-control"), "private, no-cache");
        }
    }

    async fn a_name_in_another_script_survives_the_header(desk: &Desk) {
        let company = Company::found(desk).await;
        let file = upload(&company.dispatcher, "лог станції; \"1\".txt", b"boot").await;
        let answer = download(&company.dispatcher, file.id).await;
        let disposition = answer.headers["content-disposition"].as_bytes();
        let disposition = std::str::from_utf8(disposition).unwrap();
        assert!(disposition.is_ascii() && disposition.contains("filename*=UTF-8''"), "{disposition}");
    }

    async fn what_is_no_file_is_refused(desk: &Desk) {
        let company = Company::found(desk).await;
        let post = || company.dispatcher.call("POST", "/attachments");
        post().json(serde_json::json!({})).refused(415, ErrorCode::UnsupportedMediaType).await;
        post().refused(415, ErrorCode::UnsupportedMediaType).await;
        for (form, code) in [
            (form("a.txt", b""), ErrorCode::EmptyFile),
            (Form::new().text("other", "value"), ErrorCode::Required),
        ] {
            let problem = post().form(form).refused(422, ErrorCode::InvalidFields).await;
            assert_eq!((&*problem.errors[0].pointer, problem.errors[0].code), ("/file", code));
        }
        let cut = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nhalf";
        let call = post().body("multipart/form-data; boundary=b", cut);
        call.refused(400, ErrorCode::MalformedRequest).await;
        company.dispatcher.call("GET", "/attachments/1").refused(404, ErrorCode::NotFound).await;
        assert_eq!(walk(&desk.state.config.data_dir.join("attachments")), Vec::<std::path::PathBuf>::new());
    }
}

/// All files below a directory.
fn walk(directory: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(walk(&path)) } else { files.push(path) }
    }
    files
}
