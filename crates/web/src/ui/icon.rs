//! Line icons on a grid of 24.

use leptos::prelude::*;

use crate::reactive::Signal;

macro_rules! symbols {
    ($($name:ident = $path:literal),+ $(,)?) => {
        /// What an icon shows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Symbol { $($name),+ }

        impl Symbol {
            fn path(self) -> &'static str {
                match self { $(Self::$name => $path),+ }
            }
        }
    };
}

symbols! {
    Back = "M15 5l-7 7 7 7",
    Bell = "M6 17v-6a6 6 0 0 1 12 0v6l2 2H4zM10 22h4",
    Bolt = "M13 3L5 14h6l-1 7 9-12h-6z",
    Board = "M4 5h4v14H4zM10 5h4v10h-4zM16 5h4v7h-4z",
    Bookmark = "M7 4h10v16l-5-4-5 4z",
    Check = "M5 13l5 5L20 6",
    Clip = "M20 11l-8 8a5 5 0 0 1-7-7l8-8a3.4 3.4 0 0 1 5 5l-8 8a1.7 1.7 0 0 1-2.5-2.500l7-7",
    Clock = "M12 4a8 8 0 1 0 .01 0M12 8v4l3 2",
    Close = "M6 6l12 12M18 6L6 18",
    Copy = "M9 9h11v11H9zM15 9V4H4v11h5",
    Cog = "M12 9a3 3 0 1 0 .01 0M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.600l2.2 2.200M16.2 16.200l2.2 2.200M18.4 5.600l-2.2 2.200M7.8 16.200l-2.2 2.2",
    Down = "M6 9l6 6 6-6",
    Download = "M12 4v11M7 11l5 5 5-5M5 20h14",
    DoubleUp = "M6 12l6-6 6 6M6 19l6-6 6 6",
    Equal = "M6 10h12M6 15h12",
    Eye = "M2 12c4-7 16-7 20 0-4 7-16 7-20 0zM12 9a3 3 0 1 0 .01 0",
    EyeOff = "M4 5l16 15M9.500 6.900c4.600-1.400 9.500.3 12.500 5.100-.8 1.300-1.800 2.400-2.800 3.200M6 8.300C4.500 9.300 3.200 10.500 2 12c3 4.800 7.900 6.500 12.500 5.100",
    Filter = "M4 6h16M7 12h10M10 18h4",
    Flag = "M5 21V4h12l-2 4 2 4H5",
    Forward = "M4 18c1-7 5-9 12-9M12 4l5 5-5 5",
    House = "M4 21V8l8-5 8 5v13M9 21v-7h6v7",
    Inbox = "M4 13l3-8h10l3 8v6H4zM4 13h5l1 3h4l1-3h5",
    Leave = "M10 4H5v16h5M15 8l4 4-4 4M19 12H9",
    List = "M4 6h16M4 12h16M4 18h16",
    Mail = "M3 6h18v13H3zM3 7l9 7 9-7",
    More = "M4.5 12a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M11.5 12a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M18.5 12a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0",
    Next = "M5 5l9 7-9 7zM19 5v14",
    Pen = "M4 20l4-1L20 7l-3-3L5 16z",
    People = "M9 5a3.5 3.5 0 1 0 .01 0M2 20c1-6 13-6 14 0M16 5a3.5 3.5 0 0 1 0 7M19 20c0-2-.5-3.5-2-4.5",
    Person = "M12 4a4 4 0 1 0 .01 0M4 21c1-7 15-7 16 0",
    Play = "M8 5l10 7-10 7z",
    Plus = "M12 5v14M5 12h14",
    Repeat = "M4 11a8 8 0 0 1 14-4l2 2M20 4v5h-5M20 13a8 8 0 0 1-14 4l-2-2M4 20v-5h5",
    Search = "M11 5a6 6 0 1 0 .01 0M20 20l-4.5-4.5",
    Send = "M4 5l17 7-17 7 3-7zM7 12h14",
    Trash = "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13",
    Up = "M6 15l6-6 6 6",
    Warning = "M12 4l9 16H3zM12 10v4M12 17h.01",
}

/// An icon; decoration for the eye, hidden from screen readers.
#[component]
pub(crate) fn Icon(
    /// What it shows.
    #[prop(into)]
    symbol: Signal<Symbol>,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=move || symbol.get().path()></path>
        </svg>
    }
}
