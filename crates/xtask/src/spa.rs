//! The browser application: trunk builds it, `bundle` compresses and measures it.
use std::{fs, path::PathBuf};

use anyhow::Result;

use crate::{bundle, minify, paths, shell, stamp, tools};

/// What the browser application is made of, relative to the root.
const INPUTS: [&str; 14] = [
    ".cargo/config.toml",
    "crates/web",
    "crates/client",
    "crates/domain",
    "crates/json-derive",
    "crates/xtask/src/bundle.rs",
    "crates/xtask/src/minify.rs",
    "crates/xtask/src/rename.rs",
    "crates/xtask/src/tools/node.rs",
    "crates/xtask/src/tools/wasm.rs",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "rust-toolchain.toml",
];

/// Builds `crates/web/dist`, unless it is already what the sources say.
pub(crate) fn build() -> Result<()> {
    // Two builds at once would write the same files: the second waits, and then finds everything up to date.
    fs::create_dir_all(paths::root().join("target"))?;
    let lock = fs::File::create(paths::root().join("target/spa.lock"))?;
    lock.lock()?;
    let inputs = INPUTS.map(|input| paths::root().join(input));
    let now = stamp::of(&inputs, &paths::dist())?;
    if fs::read_to_string(stamp_file()).is_ok_and(|last| last == now) && bundle::is_complete() {
        eprintln!("==> The browser application is up to date");
        return bundle::report();
    }
    forget_stamp()?;
    let toolchain = tools::wasm::ensure()?;
    shell::step("Building the browser application (a few minutes when cold)", || {
        let mut trunk = shell::command("trunk");
        // Trunk takes any NO_COLOR but "true" and "false" for a mistake, and buries its errors in backtraces.
        trunk.args(["build", "--release"]).env_remove("NO_COLOR").env_remove("RUST_BACKTRACE");
        toolchain.apply_release(&mut trunk);
        shell::run(&mut trunk)
    })?;
    shell::step("Compressing the browser application", || {
        minify::run()?;
        bundle::precompress()
    })?;
    bundle::report()?;
    Ok(fs::write(stamp_file(), now)?)
}

/// In the checkout's own `target` (not in a shared one), because `dist` belongs to the checkout too.
fn stamp_file() -> PathBuf {
    paths::root().join("target/spa.stamp")
}

fn forget_stamp() -> Result<()> {
    match fs::remove_file(stamp_file()) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
