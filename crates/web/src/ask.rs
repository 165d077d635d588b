//! Closures behind pointers, with little code.

/// What a closure answers, each time it is asked. The table of a `dyn Fn` also has the methods of `FnMut` and `FnOnce`,
/// which nobody calls and which are a function more for each closure; the bundle is small.
pub(crate) trait Ask<T> {
    /// Asks it.
    fn ask(&self) -> T;
}

impl<T, F: Fn() -> T> Ask<T> for F {
    fn ask(&self) -> T {
        self()
    }
}
