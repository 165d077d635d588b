//! Parts of a view that change. One type for all of them, because the bundle is small: every closure that leptos gets as
//! it is costs a kilobyte of its own.

use leptos::prelude::*;

use crate::ask::Ask;
use crate::reactive::memo;

/// A part that is drawn again when something that it read changes.
pub(crate) fn dynamic<V: IntoView + 'static>(
    view: impl Fn() -> V + Send + 'static,
) -> impl FnMut() -> AnyView + Send {
    part(Box::new(move || view().into_any()))
}

fn part(view: Box<dyn Ask<AnyView> + Send>) -> impl FnMut() -> AnyView + Send {
    move || view.ask()
}

/// Views one after the other.
pub(crate) fn views<V: IntoView + 'static>(views: impl IntoIterator<Item = V>) -> AnyView {
    views.into_iter().map(IntoAny::into_any).collect::<Vec<_>>().into_any()
}

/// A part that is there or not; it stays as it is while the answer stays the same.
#[component]
pub(crate) fn Show(
    /// Whether it is there.
    #[prop(into)]
    when: Condition,
    /// The part.
    children: ChildrenFn,
) -> impl IntoView {
    let is_shown = memo(move || when.0.ask());
    dynamic(move || is_shown.get().then(|| children()))
}

/// Something to be asked again when it changes.
pub(crate) struct Condition(Box<dyn Ask<bool> + Send + Sync>);

impl<F: Fn() -> bool + Send + Sync + 'static> From<F> for Condition {
    fn from(ask: F) -> Self {
        Self(Box::new(ask))
    }
}
