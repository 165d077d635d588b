//! Walking through a list by keys. The row with the focus is where one is; without one it is the ticket that is open.

use domain::TicketId;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlAnchorElement;

use crate::address::use_address;
use crate::bulk::Selection;
use crate::keys::{Command, Shortcut, use_commands};
use crate::paths;

/// Offers the keys of the list while it is shown.
pub(super) fn offer(selection: Selection) {
    let chosen = move || {
        // Cards have no box.
        let row = here().filter(|row| row.class_list().contains("row"));
        if let Some(id) = row.and_then(|row| ticket_of(&row)) {
            selection.toggle(id);
        }
    };
    use_commands().offer(move || {
        vec![
            Command::new(Shortcut::Next, || walk(1)),
            Command::new(Shortcut::Previous, || walk(-1)),
            Command::new(Shortcut::Open, open),
            Command::new(Shortcut::Select, chosen),
        ]
    });
}

fn rows() -> Vec<HtmlAnchorElement> {
    let Ok(found) = document().query_selector_all(".desk-list .rows:not([hidden]) .row, .board-card") else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

/// The number of the row where one is.
fn position(rows: &[HtmlAnchorElement]) -> Option<usize> {
    let focused = document().active_element();
    let has_focus = |row: &HtmlAnchorElement| focused.as_ref().is_some_and(|focused| focused == row.as_ref());
    let is_open = |row: &HtmlAnchorElement| row.has_attribute("aria-current");
    rows.iter().position(has_focus).or_else(|| rows.iter().position(is_open))
}

fn here() -> Option<HtmlAnchorElement> {
    let rows = rows();
    rows.get(position(&rows)?).cloned()
}

fn ticket_of(row: &HtmlAnchorElement) -> Option<TicketId> {
    paths::opened(&row.pathname())?.parse().ok()
}

/// To the next row, or to one before; where the open ticket covers the list, to the next ticket.
fn walk(by: isize) {
    let rows = rows();
    let next = position(&rows).map_or(Some(0), |at| at.checked_add_signed(by));
    let Some(row) = next.and_then(|next| rows.get(next)) else { return };
    if row.offset_width() == 0 {
        row.click();
    } else {
        // A row that cannot take the focus leaves it where it is.
        let _ = row.focus();
    }
}

/// Opens the ticket after the open one; after the last there is the list.
pub(super) fn open_next(list: &str) {
    let rows = rows();
    let open = rows.iter().position(|row| row.has_attribute("aria-current"));
    match open.and_then(|open| rows.get(open + 1)) {
        Some(next) => next.click(),
        None => use_address().go(list),
    }
}

fn open() {
    if let Some(row) = here() {
        row.click();
    }
}
