//! The limit: a bare actix handler that reads the same 50 rows with a prepared statement and serialises them. No
//! authentication, no visibility, no cursor.

use std::net::{SocketAddr, TcpListener};

use actix_web::{App, HttpServer, web};
use api::state::AppState;
use domain::tickets::wire::TicketRow;
use domain::tickets::{ClientType, Priority, Resolution, TicketStatus};
use domain::{DepartmentId, EmployeeId, TicketId, Timestamp};
use sea_orm::DbBackend;
use sea_orm::sqlx::{self, Row};

/// Its row in the table.
pub const NAME: &str = "limit: bare handler, same 50 rows";

const SQL: &str = "SELECT t.id, t.subject, t.client_type, t.priority, t.status, t.department_id, d.name, t.assignee_id, \
    a.full_name, t.creator_id, c.full_name, t.station_number, t.car_model, t.waiting_until, t.resolution, \
    t.return_count, t.version, t.created_at, t.updated_at, t.closed_at FROM tickets t \
    JOIN departments d ON d.id = t.department_id JOIN employees c ON c.id = t.creator_id \
    LEFT JOIN employees a ON a.id = t.assignee_id WHERE t.department_id = $1 AND t.closed_at IS NULL \
    ORDER BY t.created_at DESC, t.id DESC LIMIT 51";

/// Serves it on a port of its own; the department is the path.
pub fn start(state: AppState) -> anyhow::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let factory = move || {
        App::new().app_data(web::Data::new(state.clone())).service(web::resource("/{department}").to(rows))
    };
    actix_web::rt::spawn(HttpServer::new(factory).workers(2).listen(listener)?.run());
    Ok(address)
}

async fn rows(
    state: web::Data<AppState>,
    department: web::Path<i64>,
) -> actix_web::Result<web::Json<Vec<TicketRow>>> {
    let failed = |error: sqlx::Error| actix_web::error::ErrorInternalServerError(error);
    let rows = match state.db.backend() {
        DbBackend::Sqlite => {
            let pool = state.read().get_sqlite_connection_pool();
            let rows = sqlx::query(SQL).bind(*department).fetch_all(pool).await.map_err(failed)?;
            rows.iter().map(read).collect::<Result<Vec<_>, _>>()
        }
        _ => {
            let pool = state.read().get_postgres_connection_pool();
            let rows = sqlx::query(SQL).bind(*department).fetch_all(pool).await.map_err(failed)?;
            rows.iter().map(read).collect::<Result<Vec<_>, _>>()
        }
    };
    Ok(web::Json(rows.map_err(failed)?))
}

fn read<'r, R>(row: &'r R) -> Result<TicketRow, sqlx::Error>
where
    R: Row,
    usize: sqlx::ColumnIndex<R>,
    i64: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
    i32: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
    i16: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
    String: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
    Option<i64>: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
    Option<String>: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
{
    let time = |millis: i64| Timestamp::from_millis(millis);
    let choice = |index: i16| usize::try_from(index).unwrap_or(0);
    Ok(TicketRow {
        id: TicketId(row.try_get(0)?),
        subject: row.try_get(1)?,
        client_type: ClientType::parse(&row.try_get::<String, _>(2)?).unwrap_or(ClientType::B2c),
        priority: Priority::ALL.get(choice(row.try_get(3)?)).copied().unwrap_or(Priority::Low),
        status: TicketStatus::ALL.get(choice(row.try_get(4)?)).copied().unwrap_or(TicketStatus::New),
        department_id: DepartmentId(row.try_get(5)?),
        department_name: row.try_get(6)?,
        assignee_id: row.try_get::<Option<i64>, _>(7)?.map(EmployeeId),
        assignee_name: row.try_get(8)?,
        creator_id: EmployeeId(row.try_get(9)?),
        creator_name: row.try_get(10)?,
        station_number: row.try_get(11)?,
        car_model: row.try_get(12)?,
        waiting_until: row.try_get::<Option<i64>, _>(13)?.map(time),
        resolution: row.try_get::<Option<String>, _>(14)?.and_then(|text| Resolution::parse(&text)),
        return_count: row.try_get(15)?,
        version: row.try_get(16)?,
        created_at: time(row.try_get(17)?),
        updated_at: time(row.try_get(18)?),
        closed_at: row.try_get::<Option<i64>, _>(19)?.map(time),
    })
}
