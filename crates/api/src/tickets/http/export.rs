//! Tickets as a file.

use actix_web::http::header::{ContentDisposition, DispositionParam, DispositionType};
use actix_web::{HttpRequest, HttpResponse, get, web};
use domain::tickets::list::{ExportFormat, ExportQuery, TicketListQuery};
use domain::tickets::wire::TicketRow;
use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use tokio_util::io::ReaderStream;
use utoipa_actix_web::service_config::ServiceConfig;

use super::service::export::{COLUMNS, Cell, pages, write_workbook};
use crate::auth::CurrentUser;
use crate::error::{ApiError, ApiResult};
use crate::http::extract::parse_queries;
use crate::state::AppState;

const BOM: &str = "\u{feff}";

pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(export_tickets);
}

/// Export tickets
///
/// The whole list, without a limit, in the order of the list; `limit` and `after` mean nothing here. In CSV a text that a
/// spreadsheet would take for a formula begins with an apostrophe.
#[utoipa::path(tag = "tickets", security(("bearer" = [])), params(ExportQuery, TicketListQuery), responses(
    (status = 200, description = "The file", content(
        (String = "text/csv"), (String = "application/x-ndjson"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))),
    (status = 400, description = "`invalid_query`"),
))]
#[get("/tickets/export")]
async fn export_tickets(
    state: web::Data<AppState>,
    user: CurrentUser,
    request: HttpRequest,
) -> ApiResult<HttpResponse> {
    let (export, list): (ExportQuery, TicketListQuery) =
        parse_queries(request.query_string(), &["format", "bom"])?;
    let pages = pages(&state, user.actor(), &list).await?;
    let mut response = HttpResponse::Ok();
    response.content_type(kind(export.format)).insert_header(ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(format!("tickets.{}", export.format.as_str()))],
    });
    Ok(match export.format {
        ExportFormat::Csv => response.streaming(csv(pages, export.bom.unwrap_or(false))),
        ExportFormat::Ndjson => response.streaming(pages.map(|rows| rows.and_then(|rows| ndjson(&rows)))),
        ExportFormat::Xlsx => response.streaming(ReaderStream::new(workbook(pages).await?)),
    })
}

fn kind(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Csv => "text/csv; charset=utf-8",
        ExportFormat::Ndjson => "application/x-ndjson; charset=utf-8",
        ExportFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
}

/// A workbook can be read when it is complete. The name of the file goes, its content stays until it is read.
async fn workbook(pages: impl Stream<Item = ApiResult<Vec<TicketRow>>>) -> ApiResult<tokio::fs::File> {
    let file = tempfile::NamedTempFile::new().map_err(ApiError::internal)?;
    write_workbook(file.path(), pages).await?;
    file.reopen().map(tokio::fs::File::from_std).map_err(ApiError::internal)
}

fn csv(
    pages: impl Stream<Item = ApiResult<Vec<TicketRow>>>,
    bom: bool,
) -> impl Stream<Item = ApiResult<web::Bytes>> {
    let head = move || {
        let names = lines([COLUMNS.map(|(name, _)| name.to_owned())])?;
        Ok(web::Bytes::from([if bom { BOM.as_bytes() } else { b"" }, &names].concat()))
    };
    let rows = pages
        .and_then(async |rows| lines(rows.iter().map(|row| COLUMNS.map(|(_, cell)| harmless(cell(row))))));
    stream::once(async move { head() }).chain(rows)
}

fn lines(rows: impl IntoIterator<Item = [String; COLUMNS.len()]>) -> ApiResult<web::Bytes> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).map_err(ApiError::internal)?;
    }
    writer.into_inner().map(web::Bytes::from).map_err(|error| ApiError::internal(error.error()))
}

/// Spreadsheets calculate what begins like a formula (OWASP, CSV injection).
fn harmless(cell: Cell) -> String {
    let text = match cell {
        Cell::Number(number) => return number.to_string(),
        Cell::Text(text) => text,
    };
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}

fn ndjson(rows: &[TicketRow]) -> ApiResult<web::Bytes> {
    let mut lines = Vec::new();
    for row in rows {
        serde_json::to_writer(&mut lines, row).map_err(ApiError::internal)?;
        lines.push(b'\n');
    }
    Ok(web::Bytes::from(lines))
}
