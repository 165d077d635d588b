//! Values that change and are followed, as in leptos, but with one type underneath for all of them: what leptos compiles
//! for each type of value is two kilobytes, and the bundle is small. These names stand for those of leptos everywhere.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::guards::{Plain, ReadGuard};
use leptos::prelude::{
    Get, GetValue, IsDisposed, MaybeProp, ReadUntracked, Set, StoredValue, Track, Update, on_cleanup, untrack,
};
use leptos::reactive::graph::{Observer, Source};

use crate::ask::Ask;
use crate::ui::Symbol;

type Anything = Box<dyn Any + Send + Sync>;
type Shared = Arc<dyn Any + Send + Sync>;
type Node = leptos::prelude::RwSignal<Anything>;
type Question = Arc<dyn Ask<Shared> + Send + Sync>;

/// What was put in as a `T`.
fn of<T: 'static>(value: &dyn Any) -> &T {
    match value.downcast_ref() {
        Some(value) => value,
        None => unreachable!("the types outside say what is inside"),
    }
}

/// A value that is set.
pub(crate) struct RwSignal<T> {
    node: Node,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// Begins with a value.
    pub(crate) fn new(value: T) -> Self {
        Self { node: node(Box::new(value)), of: PhantomData }
    }

    /// What `read` makes of the value; whoever reads so follows it.
    pub(crate) fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.track();
        self.with_untracked(read)
    }

    /// What `read` makes of the value now.
    pub(crate) fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        match self.try_with_untracked(read) {
            Some(made) => made,
            None => unreachable!("nobody reads what is gone"),
        }
    }

    /// What `read` makes of the value; `None` when its owner is gone.
    pub(crate) fn try_with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        reading(self.node).map(|value| read(of(&**value)))
    }

    /// Follows the value.
    pub(crate) fn track(self) {
        track(self.node);
    }

    /// Another value; nothing when its owner is gone.
    pub(crate) fn set(self, value: T) {
        set(self.node, Box::new(value));
    }

    /// Changes the value; nothing when its owner is gone.
    pub(crate) fn update(self, change: impl FnOnce(&mut T)) {
        let mut change = Some(change);
        update(self.node, &mut |value| {
            if let Some((change, value)) = change.take().zip(value.downcast_mut()) {
                change(value);
            }
        });
    }

    /// Whether its owner is gone.
    pub(crate) fn is_disposed(self) -> bool {
        self.node.is_disposed()
    }
}

impl<T: Clone + Send + Sync + 'static> RwSignal<T> {
    /// The value; whoever reads so follows it.
    pub(crate) fn get(self) -> T {
        self.with(T::clone)
    }

    /// The value now.
    pub(crate) fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }

    /// The value now; `None` when its owner is gone.
    pub(crate) fn try_get_untracked(self) -> Option<T> {
        self.try_with_untracked(T::clone)
    }
}

fn node(value: Anything) -> Node {
    Node::new(value)
}

fn track(node: Node) {
    node.track();
    leave_at_the_end(node);
}

/// Whoever follows the source now leaves it when he is gone. By themselves his traces stay until the source changes, and
/// the language of a person hardly ever does.
pub(crate) fn leave_at_the_end(source: impl Source + Send + Sync + 'static) {
    if let Some(follower) = Observer::get() {
        on_cleanup(move || source.remove_subscriber(&follower));
    }
}

fn reading(node: Node) -> Option<ReadGuard<Anything, Plain<Anything>>> {
    node.try_read_untracked()
}

fn set(node: Node, value: Anything) {
    node.try_set(value);
}

fn update(node: Node, change: &mut dyn FnMut(&mut Anything)) {
    node.try_update(change);
}

/// A value that can be compared with another of its type.
trait Comparable: Any + Send + Sync {
    fn is_same(&self, other: &dyn Comparable) -> bool;
    fn any(&self) -> &dyn Any;
}

impl<T: PartialEq + Send + Sync + 'static> Comparable for T {
    fn is_same(&self, other: &dyn Comparable) -> bool {
        other.any().downcast_ref() == Some(self)
    }

    fn any(&self) -> &dyn Any {
        self
    }
}

#[derive(Clone)]
struct Kept(Arc<dyn Comparable>);

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_same(&*other.0)
    }
}

/// A value that follows others, and is told only when it is another one.
pub(crate) struct Memo<T> {
    node: leptos::prelude::Memo<Kept>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

/// A value that follows others, and is told only when it is another one.
pub(crate) fn memo<T: PartialEq + Send + Sync + 'static>(
    value: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    Memo { node: memo_node(Box::new(move || Kept(Arc::new(value())))), of: PhantomData }
}

fn memo_node(value: Box<dyn Ask<Kept> + Send + Sync>) -> leptos::prelude::Memo<Kept> {
    leptos::prelude::Memo::new(move |_| value.ask())
}

fn kept(node: leptos::prelude::Memo<Kept>) -> Kept {
    node.get()
}

impl<T: 'static> Memo<T> {
    /// What `read` makes of the value; whoever reads so follows it.
    pub(crate) fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(of(kept(self.node).0.any()))
    }

    /// What `read` makes of the value now.
    pub(crate) fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(of(untrack(|| kept(self.node)).0.any()))
    }
}

impl<T> Memo<T> {
    /// Follows the value.
    pub(crate) fn track(self) {
        let _ = kept(self.node);
    }
}

impl<T: Clone + 'static> Memo<T> {
    /// The value; whoever reads so follows it.
    pub(crate) fn get(self) -> T {
        self.with(T::clone)
    }

    /// The value now.
    pub(crate) fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }
}

/// A value that is asked for, wherever it comes from.
pub(crate) struct Signal<T> {
    source: StoredValue<Question>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

/// A value that is made of others whenever it is asked for.
pub(crate) fn derived<T: Send + Sync + 'static>(value: impl Fn() -> T + Send + Sync + 'static) -> Signal<T> {
    Signal { source: source(Arc::new(move || -> Shared { Arc::new(value()) })), of: PhantomData }
}

fn source(source: Question) -> StoredValue<Question> {
    StoredValue::new(source)
}

fn ask(source: StoredValue<Question>) -> Shared {
    source.get_value().ask()
}

impl<T: 'static> Signal<T> {
    /// What `read` makes of the value; whoever reads so follows it.
    pub(crate) fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(of(&*ask(self.source)))
    }
}

impl<T: Clone + 'static> Signal<T> {
    /// The value; whoever reads so follows it.
    pub(crate) fn get(self) -> T {
        self.with(T::clone)
    }

    /// The value now.
    pub(crate) fn get_untracked(self) -> T {
        untrack(|| self.get())
    }

    /// The value now; `None` when its owner is gone.
    pub(crate) fn try_get_untracked(self) -> Option<T> {
        let source = self.source.try_get_value()?;
        untrack(|| Some(of::<T>(&*source.ask()).clone()))
    }
}

impl<T: Send + Sync + 'static> From<T> for Signal<T> {
    fn from(value: T) -> Self {
        let value: Shared = Arc::new(value);
        Self { source: source(Arc::new(move || value.clone())), of: PhantomData }
    }
}

impl From<Signal<Symbol>> for MaybeProp<Symbol> {
    fn from(symbol: Signal<Symbol>) -> Self {
        Self::derive(move || Some(symbol.get()))
    }
}

impl<T: Default + Send + Sync + 'static> Default for Signal<T> {
    fn default() -> Self {
        T::default().into()
    }
}

impl<T: Clone + Send + Sync + 'static> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        derived(move || signal.get())
    }
}

impl<T: Clone + Send + Sync + 'static> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        derived(move || memo.get())
    }
}
