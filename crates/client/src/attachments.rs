//! Files.

use domain::AttachmentId;
use domain::attachments::AttachmentView;

use crate::request::Request;
use crate::transport::{Content, Upload};
use crate::{Client, ClientError};

impl Client {
    /// `POST /attachments`. In the browser a `File`, elsewhere an [`Upload`] with name and bytes.
    pub async fn upload_attachment(&self, file: Upload) -> Result<AttachmentView, ClientError> {
        self.json(Request::post("/attachments").file(file)).await
    }

    /// `GET /attachments/{id}`. In the browser a `Blob`, elsewhere the bytes.
    pub async fn download_attachment(&self, id: AttachmentId) -> Result<Content, ClientError> {
        self.send(&Request::get(format!("/attachments/{id}"))).await?.content().await
    }
}
