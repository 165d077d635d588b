//! What there is once: the session, the live stream, the directory. A closure that uses it carries nothing, however much
//! belongs to it, and the bundle is small.

/// Declares the handle of what there is once, and says what belongs to it: handles of values that change.
macro_rules! single {
    ($(#[$meta:meta])* $name:ident of $parts:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy)]
        pub(crate) struct $name;

        thread_local! {
            static THE_ONE: std::cell::Cell<Option<&'static $parts>> = const { std::cell::Cell::new(None) };
        }

        impl $name {
            /// From now on there is one, as long as the page lives.
            fn begin(parts: $parts) -> Self {
                THE_ONE.set(Some(Box::leak(Box::new(parts))));
                Self
            }
        }

        impl std::ops::Deref for $name {
            type Target = $parts;

            fn deref(&self) -> &$parts {
                match THE_ONE.get() {
                    Some(parts) => parts,
                    None => unreachable!("the application begins with it"),
                }
            }
        }
    };
}

pub(crate) use single;
