//! A demo company.

use crate::state::AppState;

/// Fills an empty database.
pub async fn fill(_state: &AppState, _tickets: u64, _seed: u64) -> anyhow::Result<()> {
    anyhow::bail!("being written")
}

/// Fills an empty database with a few tickets.
pub async fn small(state: &AppState) -> anyhow::Result<()> {
    fill(state, 60, 1).await
}

/// Prints the demo logins.
pub fn print_logins() {}
