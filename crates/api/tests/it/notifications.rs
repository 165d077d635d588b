//! Who hears of what (DESIGN 2.5), and the list of what he heard.

mod list;
mod recipients;
