//! Tickets as a file: page after page, so that memory does not grow with their number.

use std::path::Path;

use domain::Actor;
use domain::tickets::list::{TicketFilter, TicketListQuery};
use domain::tickets::wire::TicketRow;
use futures_util::{Stream, TryStreamExt, stream};
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use tokio::sync::mpsc;

use super::repo;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;

/// Rows that are read at once.
const ROWS: u64 = 500;
/// Rows of one sheet; Excel knows no more than 1 048 576.
const SHEET_ROWS: u32 = 1_000_000;
/// The names of the columns.
pub const COLUMNS: [&str; 16] = [
    "id",
    "subject",
    "status",
    "priority",
    "client_type",
    "department",
    "assignee",
    "creator",
    "station_number",
    "car_model",
    "waiting_until",
    "resolution",
    "return_count",
    "created_at",
    "updated_at",
    "closed_at",
];

/// All tickets of a list that the actor sees, in its order, some hundred at a time. Each page is read for itself: who
/// changes a ticket meanwhile may move it behind or before the place that was read.
pub async fn pages(
    state: &AppState,
    actor: Actor,
    query: &TicketListQuery,
) -> ApiResult<impl Stream<Item = ApiResult<Vec<TicketRow>>> + use<>> {
    let filter = super::query::filter(state, query).await?;
    let begin = Some((state.clone(), filter, None));
    Ok(stream::try_unfold(begin, move |step| async move {
        let Some((state, filter, after)) = step else { return Ok(None) };
        let filter: TicketFilter = filter;
        let rows = repo::list::page(state.read(), &actor, &filter, after, ROWS).await?;
        let last = rows.last().map(|row| repo::list::position(row, filter.sort));
        let is_end = (rows.len() as u64) < ROWS;
        let next = if is_end { None } else { Some((state, filter, last)) };
        Ok(Some((rows, next)))
    }))
}

/// The cells of a row, in the order of [`COLUMNS`].
pub fn cells(row: &TicketRow) -> [String; COLUMNS.len()] {
    let some = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let time = |at: Option<domain::Timestamp>| at.map(domain::Timestamp::to_rfc3339).unwrap_or_default();
    [
        row.id.to_string(),
        row.subject.clone(),
        row.status.as_str().to_owned(),
        row.priority.as_str().to_owned(),
        row.client_type.as_str().to_owned(),
        row.department_name.clone(),
        some(row.assignee_name.as_deref()),
        row.creator_name.clone(),
        some(row.station_number.as_deref()),
        some(row.car_model.as_deref()),
        time(row.waiting_until),
        some(row.resolution.map(domain::tickets::Resolution::as_str)),
        row.return_count.to_string(),
        time(Some(row.created_at)),
        time(Some(row.updated_at)),
        time(row.closed_at),
    ]
}

/// Writes a workbook; it is complete when this returns.
pub async fn write_workbook(
    path: &Path,
    pages: impl Stream<Item = ApiResult<Vec<TicketRow>>>,
) -> ApiResult<()> {
    let (sender, receiver) = mpsc::channel(2);
    let path = path.to_owned();
    let writing = tokio::task::spawn_blocking(move || write_sheets(&path, receiver));
    let mut pages = std::pin::pin!(pages);
    while let Some(rows) = pages.try_next().await? {
        if sender.send(rows).await.is_err() {
            // The writer says why.
            break;
        }
    }
    drop(sender);
    writing.await.map_err(ApiError::internal)?.map_err(ApiError::internal)
}

fn write_sheets(path: &Path, mut pages: mpsc::Receiver<Vec<TicketRow>>) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    let mut sheet = begin_sheet(&mut workbook)?;
    let mut line = 0;
    while let Some(rows) = pages.blocking_recv() {
        for row in rows {
            if line == SHEET_ROWS {
                sheet = begin_sheet(&mut workbook)?;
                line = 0;
            }
            line += 1;
            for (column, text) in (0..).zip(cells(&row)) {
                match (COLUMNS[usize::from(column)], text.parse::<f64>()) {
                    ("id" | "return_count", Ok(number)) => sheet.write_number(line, column, number)?,
                    _ => sheet.write_string(line, column, text)?,
                };
            }
        }
    }
    workbook.save(path)
}

/// A sheet of which only the line that is being written is in memory.
fn begin_sheet(workbook: &mut Workbook) -> Result<&mut Worksheet, XlsxError> {
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    for (column, name) in (0..).zip(COLUMNS) {
        sheet.write_string(0, column, name)?;
    }
    Ok(sheet)
}
