//! Rows that come, go and move. One type for all lists, because the bundle is small: the keyed lists of leptos are three
//! kilobytes.

use std::mem;

use leptos::attr::Attribute;
use leptos::attr::any_attribute::AnyAttribute;
use leptos::prelude::*;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::{Element, Node, Placeholder};
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Position, PositionState};

use super::dynamic;
use crate::ask::Ask;

/// A row of a list: rows with the same key are the same row, and stay as they are on the screen.
pub(crate) struct Item {
    key: String,
    view: Box<dyn FnOnce() -> AnyView + Send>,
}

impl Item {
    /// The row with this key.
    #[expect(clippy::needless_pass_by_value, reason = "keys are numbers and short texts, made for the call")]
    pub(crate) fn new<V: IntoView + 'static>(
        key: impl ToString,
        view: impl FnOnce() -> V + Send + 'static,
    ) -> Self {
        Self { key: key.to_string(), view: Box::new(move || view().into_any()) }
    }
}

/// A list whose rows are kept by their keys.
pub(crate) fn each(items: impl Fn() -> Vec<Item> + Send + Sync + 'static) -> AnyView {
    list(Box::new(items))
}

fn list(items: Box<dyn Ask<Vec<Item>> + Send + Sync>) -> AnyView {
    // What draws them anew must not end what they have begun.
    let owner = Owner::current().unwrap_or_default();
    dynamic(move || Items { items: items.ask(), owner: owner.clone() }).into_any()
}

/// The rows that shall be there.
struct Items {
    items: Vec<Item>,
    owner: Owner,
}

/// The rows that are there.
struct Rows {
    rows: Vec<Row>,
    /// The place after the last.
    end: Placeholder,
}

/// A row that is there. Its view ends before what it has begun.
struct Row {
    key: String,
    view: AnyViewState,
    _owner: Owner,
    /// Whether it stands where it shall, behind those before it that do.
    is_placed: bool,
}

impl Items {
    /// The rows, of which those are taken from `old` that are there already.
    fn rows(self, mut old: Vec<Option<Row>>) -> Vec<Row> {
        let mut placed = 0;
        let mut rows = Vec::with_capacity(self.items.len());
        for Item { key, view } in self.items {
            // Most often it is the one after the one before.
            let is_it = |row: &Option<Row>| row.as_ref().is_some_and(|row| row.key == key);
            let at = old.get(placed).is_some_and(is_it).then_some(placed);
            let at = at.or_else(|| old.iter().position(is_it));
            rows.push(match at.and_then(|at| Some((at, old.get_mut(at)?.take()?))) {
                Some((at, row)) => {
                    let is_placed = at >= placed;
                    placed = placed.max(at + 1);
                    Row { is_placed, ..row }
                }
                None => {
                    let owner = self.owner.with(Owner::new);
                    let view = owner.with(|| view().build());
                    Row { key, view, _owner: owner, is_placed: false }
                }
            });
        }
        for mut gone in old.into_iter().flatten() {
            gone.view.unmount();
        }
        rows
    }
}

impl Render for Items {
    type State = Rows;

    fn build(self) -> Rows {
        Rows { rows: self.rows(Vec::new()), end: Rndr::create_placeholder() }
    }

    fn rebuild(self, state: &mut Rows) {
        let old = mem::take(&mut state.rows);
        state.rows = self.rows(old.into_iter().map(Some).collect());
        let mut rest = state.rows.as_mut_slice();
        let mut next: Option<&AnyViewState> = None;
        while let Some((last, before)) = rest.split_last_mut() {
            if !last.is_placed && !next.is_some_and(|next| next.insert_before_this(&mut last.view)) {
                state.end.insert_before_this(&mut last.view);
            }
            (next, rest) = (Some(&last.view), before);
        }
    }
}

impl Mountable for Rows {
    fn unmount(&mut self) {
        self.rows.iter_mut().for_each(|row| row.view.unmount());
        self.end.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.rows.iter_mut().for_each(|row| row.view.mount(parent, marker));
        self.end.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self.rows.first() {
            Some(first) => first.view.insert_before_this(child),
            None => self.end.insert_before_this(child),
        }
    }

    fn elements(&self) -> Vec<Element> {
        let mut elements = Vec::new();
        for row in &self.rows {
            elements.append(&mut row.view.elements());
        }
        elements
    }
}

impl AddAnyAttr for Items {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}

/// Nothing is drawn on the server.
impl RenderHtml for Items {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Rows {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
