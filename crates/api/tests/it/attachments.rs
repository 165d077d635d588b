//! Files.

mod content;
mod visibility;

use domain::attachments::AttachmentView;
use reqwest::multipart::{Form, Part};

use crate::support::Person;

/// Uploads bytes under a name.
async fn upload(person: &Person, name: &str, bytes: &[u8]) -> AttachmentView {
    let answer = person.call("POST", "/attachments").form(form(name, bytes)).status(201).await;
    serde_json::from_slice(&answer.bytes).unwrap()
}

fn form(name: &str, bytes: &[u8]) -> Form {
    Form::new().part("file", Part::bytes(bytes.to_vec()).file_name(name.to_owned()))
}
