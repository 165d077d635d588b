//! Rows of `notifications`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notifications")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub employee_id: i64,
    pub event_id: i64,
    pub kind: String,
    pub ticket_id: i64,
    pub ticket_subject: String,
    pub actor_id: Option<i64>,
    pub at: i64,
    pub data: String,
    pub read_at: Option<i64>,
    pub relation: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
