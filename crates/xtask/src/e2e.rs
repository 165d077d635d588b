//! The browser tests: Playwright against the release binary in the system's Chromium.
use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::{desk, npm, paths, shell, stamp, tools::debian};

/// `cargo xtask e2e`: takes the binary that `DESK_BIN` names, or builds it.
pub(crate) fn build_and_test(args: &[String]) -> Result<()> {
    require_specs()?;
    let desk = match env::var_os("DESK_BIN") {
        // Playwright starts in another directory.
        Some(path) => std::path::absolute(path)?,
        None => desk::build(desk::Profile::Release)?,
    };
    ensure_tools()?;
    test(&desk, args)
}

/// Chromium and the npm packages.
pub(crate) fn ensure_tools() -> Result<()> {
    if chromium().is_none() {
        debian::install(&["chromium"])?;
    }
    npm::ensure_e2e_packages()
}

/// Runs Playwright with this binary; `args` go to Playwright.
pub(crate) fn test(desk: &Path, args: &[String]) -> Result<()> {
    require_specs()?;
    let chromium = chromium().context("there is no Chromium: install it or set CHROMIUM_PATH")?;
    shell::step("Running the browser tests", || {
        let mut playwright = shell::command("npx");
        playwright.args(["--no-install", "playwright", "test"]).args(args).current_dir(paths::e2e());
        shell::run(playwright.env("DESK_BIN", desk).env("CHROMIUM_PATH", chromium))
    })
}

/// A run without any test must not look like a success.
fn require_specs() -> Result<()> {
    let mut files = Vec::new();
    stamp::collect(&paths::e2e(), &paths::e2e().join("node_modules"), &mut files)?;
    if !files.iter().any(|file| file.to_string_lossy().ends_with(".spec.ts")) {
        bail!("there are no browser tests: e2e/ holds no *.spec.ts");
    }
    Ok(())
}

fn chromium() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
    let given = env::var_os("CHROMIUM_PATH").map(PathBuf::from);
    given.or_else(|| names.into_iter().find_map(paths::find_program))
}
