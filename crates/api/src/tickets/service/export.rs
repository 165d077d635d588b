//! Tickets as a file: page after page, so that memory does not grow with their number.

use std::path::Path;

use domain::tickets::Resolution;
use domain::tickets::list::{TicketFilter, TicketListQuery};
use domain::tickets::wire::TicketRow;
use domain::{Actor, Timestamp};
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
/// What stands in a column of a row.
pub enum Cell {
    /// A number.
    Number(i64),
    /// A text; blank when the ticket has none.
    Text(String),
}

/// The name of a column, and what it holds.
type Column = (&'static str, fn(&TicketRow) -> Cell);

/// The columns.
pub const COLUMNS: [Column; 16] = [
    ("id", |row| Cell::Number(row.id.0)),
    ("subject", |row| text(&row.subject)),
    ("status", |row| text(row.status.as_str())),
    ("priority", |row| text(row.priority.as_str())),
    ("client_type", |row| text(row.client_type.as_str())),
    ("department", |row| text(&row.department_name)),
    ("assignee", |row| some(row.assignee_name.as_deref())),
    ("creator", |row| text(&row.creator_name)),
    ("station_number", |row| some(row.station_number.as_deref())),
    ("car_model", |row| some(row.car_model.as_deref())),
    ("waiting_until", |row| time(row.waiting_until)),
    ("resolution", |row| some(row.resolution.map(Resolution::as_str))),
    ("return_count", |row| Cell::Number(i64::from(row.return_count))),
    ("created_at", |row| time(Some(row.created_at))),
    ("updated_at", |row| time(Some(row.updated_at))),
    ("closed_at", |row| time(row.closed_at)),
];

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn some(text: Option<&str>) -> Cell {
    Cell::Text(text.unwrap_or_default().to_owned())
}

fn time(at: Option<Timestamp>) -> Cell {
    Cell::Text(at.map(Timestamp::to_rfc3339).unwrap_or_default())
}

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
            for (column, (_, cell)) in (0..).zip(COLUMNS) {
                match cell(&row) {
                    #[expect(clippy::cast_precision_loss, reason = "numbers of tickets are far below 2^53")]
                    Cell::Number(number) => sheet.write_number(line, column, number as f64)?,
                    Cell::Text(text) => sheet.write_string(line, column, text)?,
                };
            }
        }
    }
    workbook.save(path)
}

/// A sheet of which only the line that is being written is in memory.
fn begin_sheet(workbook: &mut Workbook) -> Result<&mut Worksheet, XlsxError> {
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    for (column, (name, _)) in (0..).zip(COLUMNS) {
        sheet.write_string(0, column, name)?;
    }
    Ok(sheet)
}
