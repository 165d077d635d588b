//! The npm packages of the browser tests.
use std::{fs, path::Path};

use anyhow::Result;

use crate::{paths, shell, tools};

/// The packages of the tests.
pub(crate) fn ensure_e2e_packages() -> Result<()> {
    ensure(&paths::e2e())
}

/// Those of the measurements as well.
pub(crate) fn ensure_bench_packages() -> Result<()> {
    ensure(&paths::e2e().join("bench"))
}

/// `npm ci`, unless the lock file is the one that was installed last.
fn ensure(directory: &Path) -> Result<()> {
    tools::node::ensure_npm()?;
    let lock = fs::read(directory.join("package-lock.json"))?;
    let installed = directory.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|content| content == lock) {
        return Ok(());
    }
    shell::step(&format!("Installing the npm packages of {}", directory.display()), || {
        let mut npm = shell::command("npm");
        npm.args(["ci", "--no-fund", "--no-audit"]).current_dir(directory);
        // Playwright's own browsers are not used: the tests run in the system's Chromium.
        shell::run(npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))
    })?;
    Ok(fs::write(installed, lock)?)
}
