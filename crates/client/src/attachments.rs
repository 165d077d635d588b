//! Files.

use domain::AttachmentId;
use domain::attachments::AttachmentView;

use crate::request::Request;
use crate::transport::{Content, Upload};
use crate::{Client, Reply};

impl Client {
    /// `POST /attachments`. In the browser a `File`, elsewhere an [`Upload`] with name and bytes.
    pub fn upload_attachment(&self, file: Upload) -> Reply<AttachmentView> {
        self.json(Request::post("/attachments").file(file))
    }

    /// `GET /attachments/{id}`. In the browser a `Blob`, elsewhere the bytes.
    pub fn download_attachment(&self, id: AttachmentId) -> Reply<Content> {
        let (client, request) = (self.clone(), Request::get(format!("/attachments/{id}")));
        Box::pin(async move { client.send(&request).await?.content().await })
    }
}
