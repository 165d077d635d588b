//! Rows of `tickets`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tickets")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub subject: String,
    pub description: String,
    pub client_type: String,
    pub priority: i16,
    pub status: i16,
    pub department_id: i64,
    pub assignee_id: Option<i64>,
    pub creator_id: i64,
    pub station_number: Option<String>,
    pub car_model: Option<String>,
    pub waiting_until: Option<i64>,
    pub resolution: Option<String>,
    pub return_count: i32,
    pub version: i64,
    pub created_at: i64,
    pub updated_at: i64,
    pub closed_at: Option<i64>,
    pub station_key: Option<String>,
    pub car_key: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
