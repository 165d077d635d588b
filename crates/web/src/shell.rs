//! The frame around the pages: who may see them, navigation, the head of a page.

mod guard;

pub(crate) use guard::{AdminOnly, Guard, Home, NotFound, OnlyLoggedOut};
