//! Quick texts.

use domain::quick_texts::wire::{CreateQuickTextRequest, QuickText, UpdateQuickTextRequest};
use domain::{EmployeeId, QuickTextId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter,
};

use crate::entities::quick_texts::{ActiveModel, Column, Entity, Model};

impl From<Model> for QuickText {
    fn from(row: Model) -> Self {
        let Model { id, owner_id, name, body, shared } = row;
        Self { id: QuickTextId(id), name, body, shared, owner_id: EmployeeId(owner_id) }
    }
}

/// The texts that a person has, in no order; one index for his own, one for those of others.
pub async fn list(db: &impl ConnectionTrait, of: EmployeeId) -> Result<Vec<QuickText>, DbErr> {
    let mut texts = Entity::find().filter(Column::OwnerId.eq(of.0)).all(db).await?;
    let others = Entity::find().filter(Expr::col(Column::Shared)).filter(Column::OwnerId.ne(of.0));
    texts.extend(others.all(db).await?);
    Ok(texts.into_iter().map(Into::into).collect())
}

/// A text that a person has.
pub async fn find(
    db: &impl ConnectionTrait,
    of: EmployeeId,
    id: QuickTextId,
) -> Result<Option<QuickText>, DbErr> {
    Ok(Entity::find_by_id(id.0).filter(had_by(of)).one(db).await?.map(Into::into))
}

/// How many texts a person has of his own, or how many are shared.
pub async fn count(db: &impl ConnectionTrait, of: EmployeeId, shared: bool) -> Result<u64, DbErr> {
    let query = Entity::find().filter(Column::Shared.eq(shared));
    let query = if shared { query } else { query.filter(Column::OwnerId.eq(of.0)) };
    query.count(db).await
}

/// Adds a text.
pub async fn insert(
    db: &impl ConnectionTrait,
    owner: EmployeeId,
    text: CreateQuickTextRequest,
) -> Result<QuickText, DbErr> {
    let CreateQuickTextRequest { name, body, shared } = text;
    let row = ActiveModel {
        owner_id: Set(owner.0),
        name: Set(name.clone()),
        body: Set(body.clone()),
        shared: Set(shared),
        ..Default::default()
    };
    let id = QuickTextId(Entity::insert(row).exec(db).await?.last_insert_id);
    Ok(QuickText { id, name, body, shared, owner_id: owner })
}

/// Changes a text; at least one of its fields is given.
pub async fn update(
    db: &impl ConnectionTrait,
    id: QuickTextId,
    changes: UpdateQuickTextRequest,
) -> Result<QuickText, DbErr> {
    let UpdateQuickTextRequest { name, body, shared } = changes;
    let mut row = ActiveModel { id: Set(id.0), ..Default::default() };
    if let Some(name) = name {
        row.name = Set(name);
    }
    if let Some(body) = body {
        row.body = Set(body);
    }
    if let Some(shared) = shared {
        row.shared = Set(shared);
    }
    Entity::update(row).exec(db).await.map(Into::into)
}

/// Removes a text.
pub async fn delete(db: &impl ConnectionTrait, id: QuickTextId) -> Result<(), DbErr> {
    Entity::delete_by_id(id.0).exec(db).await?;
    Ok(())
}

fn had_by(person: EmployeeId) -> Condition {
    Condition::any().add(Column::OwnerId.eq(person.0)).add(Column::Shared.eq(true))
}
