//! Whoever wants to be told, for as long as he is there.

use std::rc::Rc;

use leptos::prelude::*;

/// Those who listen, in the order in which they came.
pub(crate) struct Listeners<F: ?Sized + 'static> {
    all: StoredValue<Vec<(u32, Rc<F>)>, LocalStorage>,
    next: StoredValue<u32>,
}

impl<F: ?Sized> Clone for Listeners<F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F: ?Sized> Copy for Listeners<F> {}

impl<F: ?Sized> Listeners<F> {
    /// Nobody yet.
    pub(crate) fn new() -> Self {
        Self { all: StoredValue::new_local(Vec::new()), next: StoredValue::new(0) }
    }

    /// One more, until the owner of the calling component is gone.
    pub(crate) fn add(self, listener: Rc<F>) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.all.update_value(|all| all.push((id, listener)));
        on_cleanup(move || {
            self.all.try_update_value(|all| all.retain(|(other, _)| *other != id));
        });
    }

    /// All of them now; asked so that one of them can add or remove another.
    pub(crate) fn all(self) -> Vec<Rc<F>> {
        self.all.with_value(|all| all.iter().map(|(_, listener)| listener.clone()).collect())
    }
}
