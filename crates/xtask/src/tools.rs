//! The tools that building needs: looked up first, installed when missing or of another version.
pub(crate) mod debian;
pub(crate) mod node;
pub(crate) mod trunk;
pub(crate) mod wasm;

use anyhow::Result;

/// `cargo xtask setup`: everything that building needs.
pub(crate) fn setup() -> Result<()> {
    wasm::ensure()?;
    node::ensure()?;
    trunk::ensure()?;
    eprintln!("==> All tools are there");
    Ok(())
}
