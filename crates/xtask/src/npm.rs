//! The npm packages of the browser tests.
use std::fs;

use anyhow::Result;

use crate::{paths, shell, tools};

/// `npm ci` in `e2e`, unless the lock file is the one that was installed last.
pub(crate) fn ensure_e2e_packages() -> Result<()> {
    tools::node::ensure_npm()?;
    let lock = fs::read(paths::e2e().join("package-lock.json"))?;
    let installed = paths::e2e().join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|content| content == lock) {
        return Ok(());
    }
    shell::step("Installing the npm packages of the browser tests", || {
        let mut npm = shell::command("npm");
        npm.args(["ci", "--no-fund", "--no-audit"]).current_dir(paths::e2e());
        // Playwright's own browsers are not used: the tests run in the system's Chromium.
        shell::run(npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))
    })?;
    Ok(fs::write(installed, lock)?)
}
