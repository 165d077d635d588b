//! Which rows of a long list are on the screen, and the room for those that are not.

use std::ops::Range;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::reactive::RwSignal;

/// Rows beyond the edges of the screen that are drawn, too.
const BEYOND: usize = 12;
/// How high a row is before one is measured, in pixels.
const ROW: f64 = 58.0;

/// Where a list is scrolled to.
#[derive(Clone, Copy)]
pub(super) struct Scroll {
    /// What scrolls.
    pub(super) element: NodeRef<html::Div>,
    /// The first row in sight, and how many fit.
    sight: RwSignal<(usize, usize)>,
    /// How high a row is, in pixels.
    row: RwSignal<f64>,
}

impl Scroll {
    /// At the beginning.
    pub(super) fn new() -> Self {
        let scroll =
            Self { element: NodeRef::new(), sight: RwSignal::new((0, BEYOND / 2)), row: RwSignal::new(ROW) };
        let resized = window_event_listener(leptos::ev::resize, move |_| scroll.look());
        on_cleanup(move || resized.remove());
        scroll
    }

    /// Looks where the list is scrolled to; in steps of some rows, so that not every pixel draws anew.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "small whole numbers of rows"
    )]
    pub(super) fn look(self) {
        // The page may have been left before the frame.
        let Some(element) = self.element.try_get_untracked().flatten() else { return };
        let first = element.query_selector(".row-line").ok().flatten();
        if let Some(height) =
            first.map(|row| row.get_bounding_client_rect().height()).filter(|one| *one > 0.0)
            && (height - self.row.get_untracked()).abs() > 0.01
        {
            self.row.set(height);
        }
        let row = self.row.get_untracked();
        let top = (f64::from(element.scroll_top()) / row) as usize;
        let fit = (f64::from(element.client_height()) / row) as usize + 1;
        let sight = (top - top % (BEYOND / 2), fit + BEYOND / 2);
        if self.sight.get_untracked() != sight {
            self.sight.set(sight);
        }
    }

    /// Back to the beginning.
    pub(super) fn to_begin(self) {
        if let Some(element) = self.element.get_untracked() {
            element.set_scroll_top(0);
        }
    }

    /// The rows that are drawn, of so many.
    pub(super) fn drawn(self, count: usize) -> Range<usize> {
        let (top, fit) = self.sight.get();
        top.saturating_sub(BEYOND).min(count)..(top + fit + BEYOND).min(count)
    }

    /// Leaves room for rows that are not drawn.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "whole pixels of a list"
    )]
    pub(super) fn pad(self, above: usize, below: usize) {
        let list = self.element.get().and_then(|element| element.query_selector("ul").ok().flatten());
        let Some(list) = list.and_then(|list| list.dyn_into::<web_sys::HtmlElement>().ok()) else { return };
        let row = self.row.get();
        for (side, rows) in [("padding-top", above), ("padding-bottom", below)] {
            // A length is a value that every browser takes.
            let _ = list.style().set_property(side, &format!("{}px", (rows as f64 * row) as i64));
        }
    }
}
