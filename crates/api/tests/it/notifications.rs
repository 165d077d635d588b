//! Who hears of what (DESIGN 2.5), and the list of what he heard.

mod following;
mod list;
mod mentions;
mod recipients;
