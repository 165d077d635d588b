//! One command on many tickets: choosing them, saying what shall happen, watching it happen.

mod bar;
mod dialog;
mod now;
mod selection;

pub(crate) use bar::JobBar;
pub(crate) use now::BulkNow;
pub(crate) use selection::{SelectBox, Selection, SelectionBar};
