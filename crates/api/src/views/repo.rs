//! Views and their places.

use domain::tickets::list::Sort;
use domain::views::wire::{Column, CreateViewRequest, SavedView, UpdateViewRequest};
use domain::{EmployeeId, Timestamp, ViewId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, PaginatorTrait,
    QueryFilter, Statement,
};

use crate::entities::{view_places, views};

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    name: String,
    query: String,
    columns: String,
    sort: String,
    shared: bool,
    owner_id: i64,
    pinned: bool,
}

/// Without counts.
impl From<Row> for SavedView {
    fn from(row: Row) -> Self {
        let Row { id, name, query, columns, sort, shared, owner_id, pinned } = row;
        Self {
            id: ViewId(id),
            name,
            query,
            columns: columns.split(',').filter_map(Column::parse).collect(),
            sort: Sort::parse(&sort).unwrap_or_default(),
            shared,
            owner_id: EmployeeId(owner_id),
            pinned,
            open_count: None,
            open_count_exact: false,
        }
    }
}

const SELECT: &str = "SELECT v.id, v.name, v.query, v.columns, v.sort, v.shared, v.owner_id, \
    COALESCE(p.pinned, TRUE) AS pinned FROM views v \
    LEFT JOIN view_places p ON p.view_id = v.id AND p.employee_id = $1 WHERE (v.owner_id = $1 OR v.shared)";

/// The views that a person has, in his order.
pub async fn list(db: &impl ConnectionTrait, of: EmployeeId) -> Result<Vec<SavedView>, DbErr> {
    let sql = format!("{SELECT} ORDER BY p.position IS NULL, p.position, v.id");
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [of.0.into()]);
    Ok(Row::find_by_statement(statement).all(db).await?.into_iter().map(Into::into).collect())
}

/// A view that a person has.
pub async fn find(db: &impl ConnectionTrait, of: EmployeeId, id: ViewId) -> Result<Option<SavedView>, DbErr> {
    let sql = format!("{SELECT} AND v.id = $2");
    let statement =
        Statement::from_sql_and_values(db.get_database_backend(), sql, [of.0.into(), id.0.into()]);
    Ok(Row::find_by_statement(statement).one(db).await?.map(Into::into))
}

/// How many views a person has of his own, or how many are shared.
pub async fn count(db: &impl ConnectionTrait, of: EmployeeId, shared: bool) -> Result<u64, DbErr> {
    let query = views::Entity::find().filter(views::Column::Shared.eq(shared));
    let query = if shared { query } else { query.filter(views::Column::OwnerId.eq(of.0)) };
    query.count(db).await
}

/// Adds a view.
pub async fn insert(
    db: &impl ConnectionTrait,
    owner: EmployeeId,
    view: CreateViewRequest,
    now: Timestamp,
) -> Result<ViewId, DbErr> {
    let CreateViewRequest { name, query, columns, sort, shared } = view;
    let row = views::ActiveModel {
        owner_id: Set(owner.0),
        name: Set(name),
        query: Set(query),
        columns: Set(written(&columns)),
        sort: Set(sort.unwrap_or_default().as_str().to_owned()),
        shared: Set(shared),
        created_at: Set(now.millis()),
        ..Default::default()
    };
    Ok(ViewId(views::Entity::insert(row).exec(db).await?.last_insert_id))
}

/// Changes a view; at least one of its fields is given.
pub async fn update(db: &impl ConnectionTrait, id: ViewId, changes: &UpdateViewRequest) -> Result<(), DbErr> {
    let mut row = views::ActiveModel { id: Set(id.0), ..Default::default() };
    if let Some(name) = &changes.name {
        row.name = Set(name.clone());
    }
    if let Some(query) = &changes.query {
        row.query = Set(query.clone());
    }
    if let Some(columns) = &changes.columns {
        row.columns = Set(written(columns));
    }
    if let Some(sort) = changes.sort {
        row.sort = Set(sort.as_str().to_owned());
    }
    if let Some(shared) = changes.shared {
        row.shared = Set(shared);
    }
    views::Entity::update(row).exec(db).await?;
    Ok(())
}

/// Removes a view, and its places.
pub async fn delete(db: &impl ConnectionTrait, id: ViewId) -> Result<(), DbErr> {
    views::Entity::delete_by_id(id.0).exec(db).await?;
    Ok(())
}

/// Puts a view into a person's navigation, or out of it.
pub async fn pin(db: &impl ConnectionTrait, of: EmployeeId, id: ViewId, pinned: bool) -> Result<(), DbErr> {
    let row = view_places::ActiveModel {
        employee_id: Set(of.0),
        view_id: Set(id.0),
        position: Set(None),
        pinned: Set(pinned),
    };
    let place = [view_places::Column::EmployeeId, view_places::Column::ViewId];
    let conflict = OnConflict::columns(place).update_column(view_places::Column::Pinned).to_owned();
    view_places::Entity::insert(row).on_conflict(conflict).exec_without_returning(db).await?;
    Ok(())
}

/// Remembers the order in which a person has views.
pub async fn order(db: &impl ConnectionTrait, of: EmployeeId, ids: &[ViewId]) -> Result<(), DbErr> {
    if ids.is_empty() {
        return Ok(());
    }
    let rows = ids.iter().zip(0..).map(|(id, position)| view_places::ActiveModel {
        employee_id: Set(of.0),
        view_id: Set(id.0),
        position: Set(Some(position)),
        pinned: Set(true),
    });
    let place = [view_places::Column::EmployeeId, view_places::Column::ViewId];
    let conflict = OnConflict::columns(place).update_column(view_places::Column::Position).to_owned();
    view_places::Entity::insert_many(rows).on_conflict(conflict).exec_without_returning(db).await?;
    Ok(())
}

fn written(columns: &[Column]) -> String {
    columns.iter().map(|column| column.as_str()).collect::<Vec<_>>().join(",")
}
