//! The browser tests: Playwright against the release binary in the system's Chromium.
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::{desk, npm, paths, shell, stamp, tools::debian};

/// `cargo xtask e2e`: takes the binary that `DESK_BIN` names, or builds it.
pub(crate) fn build_and_test(args: &[String]) -> Result<()> {
    require_specs()?;
    let desk = given_or_built()?;
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
    let mut playwright = playwright(desk)?;
    shell::step("Running the browser tests", || shell::run(playwright.args(args)))
}

/// `cargo xtask shots`: pictures of the main screens, in `target/shots`.
pub(crate) fn shots() -> Result<()> {
    let mut playwright = prepared()?;
    let out = paths::root().join("target/shots");
    playwright.env("DESK_SPECS", "shots").env("DESK_SHOTS", &out);
    shell::step("Making pictures of the main screens", || shell::run(&mut playwright))?;
    eprintln!("    {}", out.display());
    Ok(())
}

/// `cargo xtask bench --web`: what the browser application costs, on a desk with 100 000 tickets.
pub(crate) fn bench() -> Result<()> {
    let mut playwright = prepared()?;
    npm::ensure_bench_packages()?;
    playwright.env("DESK_SPECS", "bench").env("DESK_BENCH_WEB", paths::root().join("bench-web.json"));
    shell::step("Measuring the browser application", || shell::run(playwright.arg("--workers=1")))
}

/// Playwright with the binary that `DESK_BIN` names, or that it builds.
fn prepared() -> Result<Command> {
    let desk = given_or_built()?;
    ensure_tools()?;
    playwright(&desk)
}

fn given_or_built() -> Result<PathBuf> {
    match env::var_os("DESK_BIN") {
        // Playwright starts in another directory.
        Some(path) => Ok(std::path::absolute(path)?),
        None => desk::build(desk::Profile::Release),
    }
}

fn playwright(desk: &Path) -> Result<Command> {
    let chromium = chromium().context("there is no Chromium: install it or set CHROMIUM_PATH")?;
    let mut playwright = shell::command("npx");
    playwright.args(["--no-install", "playwright", "test"]).current_dir(paths::e2e());
    playwright.env("DESK_BIN", desk).env("CHROMIUM_PATH", chromium);
    Ok(playwright)
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
