//! `/attachments`.

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::http::header::{
    self, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue, HeaderValue,
};
use actix_web::{HttpResponse, get, post, web};
use domain::attachments::{AttachmentView, safe_file_name};
use domain::{AttachmentId, ErrorCode};
use futures_util::{StreamExt, TryStreamExt};
use tokio_util::io::ReaderStream;
use utoipa_actix_web::service_config::ServiceConfig;

use super::repo;
use super::store::{Incoming, is_safe_image};
use crate::auth::CurrentUser;
use crate::error::{ApiError, ApiResult};
use crate::http::Id;
use crate::state::AppState;

/// Registers the operations of this slice.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(upload_attachment).service(get_attachment);
}

/// The form of an upload.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the form in the document; the handler reads a stream")]
struct UploadForm {
    /// The file; its name is kept without any path.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Upload a file
///
/// At most 25 MiB unless configured otherwise. Name the id in `attachment_ids` of a new ticket or comment within a day.
/// The type is sniffed from the content.
#[utoipa::path(tag = "attachments", security(("bearer" = [])),
    request_body(content = UploadForm, content_type = "multipart/form-data"), responses(
    (status = 201, body = AttachmentView, description = "Uploaded"),
    (status = 413, description = "`payload_too_large`"),
    (status = 415, description = "`unsupported_media_type`: not multipart/form-data"),
    (status = 422, description = "`required` or `empty_file` at `/file`"),
))]
#[post("/attachments")]
async fn upload_attachment(
    state: web::Data<AppState>,
    user: CurrentUser,
    mut form: Multipart,
) -> ApiResult<HttpResponse> {
    while let Some(mut field) = form.try_next().await.map_err(|error| broken_form(&error))? {
        if field.name() == Some("file") {
            let view = store(&state, user, &mut field).await?;
            return Ok(HttpResponse::Created().json(view));
        }
    }
    Err(ApiError::field("/file", ErrorCode::Required))
}

fn broken_form(error: &MultipartError) -> ApiError {
    match error {
        MultipartError::ContentTypeMissing
        | MultipartError::ContentTypeParse
        | MultipartError::ContentTypeIncompatible => {
            ApiError::new(ErrorCode::UnsupportedMediaType).with_detail("expected multipart/form-data")
        }
        _ => ApiError::new(ErrorCode::MalformedRequest).with_detail("the form was cut off or is malformed"),
    }
}

async fn store(state: &AppState, user: CurrentUser, field: &mut Field) -> ApiResult<AttachmentView> {
    let name = safe_file_name(&given_name(field));
    let mut incoming = state.files.begin().await.map_err(ApiError::internal)?;
    let received = receive(&mut incoming, field, state.config.max_upload_bytes).await;
    if let Err(error) = received {
        incoming.discard().await.map_err(ApiError::internal)?;
        return Err(error);
    }
    let stored = incoming.finish().await.map_err(ApiError::internal)?;
    Ok(repo::insert(state.db.write(), user.id, name, stored, state.clock.now()).await?)
}

/// Some clients encode names that are not ASCII (RFC 8187).
fn given_name(field: &Field) -> String {
    let Some(disposition) = field.content_disposition() else { return String::new() };
    match disposition.get_filename_ext() {
        Some(encoded) => String::from_utf8_lossy(&encoded.value).into_owned(),
        None => disposition.get_filename().unwrap_or_default().to_owned(),
    }
}

async fn receive(incoming: &mut Incoming, field: &mut Field, limit: u64) -> ApiResult<()> {
    while let Some(chunk) = field.next().await {
        let chunk = chunk
            .map_err(|_| ApiError::new(ErrorCode::MalformedRequest).with_detail("the file was cut off"))?;
        if incoming.size() + chunk.len() as u64 > limit {
            return Err(ApiError::new(ErrorCode::PayloadTooLarge));
        }
        incoming.write(&chunk).await.map_err(ApiError::internal)?;
    }
    if incoming.size() == 0 {
        return Err(ApiError::field("/file", ErrorCode::EmptyFile));
    }
    Ok(())
}

/// Download a file
///
/// Visible exactly when its ticket is; before that only to who uploaded it.
#[utoipa::path(tag = "attachments", security(("bearer" = [])), params(("id" = i64, Path)), responses(
    (status = 200, content_type = "application/octet-stream", body = String, description = "The content"),
    (status = 404, description = "`not_found`"),
))]
#[get("/attachments/{id}")]
async fn get_attachment(
    state: web::Data<AppState>,
    user: CurrentUser,
    id: Id<AttachmentId>,
) -> ApiResult<HttpResponse> {
    let found =
        repo::find_visible(state.read(), &user.actor(), id.0).await?.ok_or_else(ApiError::not_found)?;
    let file = tokio::fs::File::open(state.files.path(&found.sha256)).await.map_err(ApiError::internal)?;
    let view = found.view;
    let disposition =
        if is_safe_image(&view.content_type) { DispositionType::Inline } else { DispositionType::Attachment };
    let disposition = ContentDisposition { disposition, parameters: vec![file_name(view.file_name)] };
    let content_type = HeaderValue::from_str(&view.content_type).map_err(ApiError::internal)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, content_type))
        .insert_header(disposition)
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        // The ticket may leave the caller's sight, and the next person at this browser may never have seen it.
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        .no_chunking(u64::try_from(view.size).unwrap_or(0))
        .streaming(ReaderStream::new(file)))
}

/// A header carries ASCII; other names are encoded (RFC 8187).
fn file_name(name: String) -> DispositionParam {
    if name.is_ascii() {
        return DispositionParam::Filename(name);
    }
    let charset = Charset::Ext("UTF-8".to_owned());
    DispositionParam::FilenameExt(ExtendedValue { charset, language_tag: None, value: name.into_bytes() })
}
