//! Rows of `bulk_jobs`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bulk_jobs")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub author_id: i64,
    pub state: String,
    pub command: Option<String>,
    pub undoes: Option<i64>,
    pub total: i64,
    pub done: i64,
    pub refused: i64,
    pub position: i64,
    pub created_at: i64,
    pub touched_at: i64,
    pub finished_at: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
