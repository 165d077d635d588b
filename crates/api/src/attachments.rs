//! Files: [`store`] keeps their content outside of the database, by hash; [`repo`] knows whose they are.

pub mod http;
pub mod repo;
pub mod store;
