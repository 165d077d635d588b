//! Files between the browser and the API.
//!
//! Outside of the browser the application is compiled for its unit tests only; there are no files there.

use client::ClientError;
use domain::AttachmentId;
use domain::attachments::AttachmentView;
use domain::tickets::list::{ExportQuery, TicketListQuery};
use web_sys::{Blob, File};

/// Uploads a file that the person chose.
#[cfg(target_arch = "wasm32")]
pub(crate) async fn upload(file: File) -> Result<AttachmentView, ClientError> {
    super::use_api().upload_attachment(file).await
}

/// The content of a file.
#[cfg(target_arch = "wasm32")]
pub(crate) async fn download(id: AttachmentId) -> Result<Blob, ClientError> {
    super::use_api().download_attachment(id).await
}

/// A list as a file.
#[cfg(target_arch = "wasm32")]
pub(crate) async fn export(file: &ExportQuery, list: &TicketListQuery) -> Result<Blob, ClientError> {
    super::use_api().export_tickets(file, list).await
}

/// Uploads a file that the person chose.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) async fn upload(_file: File) -> Result<AttachmentView, ClientError> {
    Err(ClientError::Network("not in a browser".to_owned()))
}

/// The content of a file.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) async fn download(_id: AttachmentId) -> Result<Blob, ClientError> {
    Err(ClientError::Network("not in a browser".to_owned()))
}

/// A list as a file.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) async fn export(_file: &ExportQuery, _list: &TicketListQuery) -> Result<Blob, ClientError> {
    Err(ClientError::Network("not in a browser".to_owned()))
}
