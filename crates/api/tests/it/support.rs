//! What the tests stand on.
//!
//! [`on_both`] makes two tests of one function, one for each engine; the function gets a running [`Desk`] whose
//! database is its own. [`Person`] is somebody who is logged in; [`Call`] is a request whose status is always asserted.
//! Time is moved ([`Desk::advance`]), never waited for; what happens by itself is polled for ([`eventually`]).

mod builders;
mod company;
mod database;
mod desk;
mod dice;
mod history;
mod http;
mod listener;
mod person;
mod plan;

pub use builders::{about, new_ticket, new_view, to_department, to_person};
pub use company::Company;
pub use database::{Database, Engine, connect};
pub use desk::{Desk, run};
pub use dice::Dice;
pub use history::STATIONS;
pub use http::{Answer, Call, Refused};
pub use listener::{Frame, Listener};
pub use person::{PASSWORD, Person};
pub use plan::{Step, plan};

use std::time::{Duration, Instant};

/// Two tests of one function: `name::sqlite` and `name::postgres`.
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($desk:ident: &Desk) $body:block)+) => {$(
        $(#[$meta])*
        async fn $name($desk: &$crate::support::Desk) $body

        mod $name {
            #[test]
            fn sqlite() {
                $crate::support::run($crate::support::Engine::Sqlite, |desk| Box::pin(super::$name(desk)));
            }

            #[test]
            fn postgres() {
                $crate::support::run($crate::support::Engine::Postgres, |desk| Box::pin(super::$name(desk)));
            }
        }
    )+};
}
pub(crate) use on_both;

/// How long something that happens by itself may take before the test fails.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Asks again until there is an answer; fails with `what` when there is none for too long.
pub async fn eventually<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(started.elapsed() < PATIENCE, "waited in vain for: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
