//! `cargo xtask test`: everything that must be right before a change is merged.
use std::{
    env,
    sync::{Arc, atomic::AtomicBool},
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use signal_hook::{consts::SIGINT, flag};

use crate::{check, desk, e2e, postgres, shell, tools};

/// Runs all steps, stops at the first that fails, and says how long each took.
pub(crate) fn test() -> Result<()> {
    // Ctrl-C reaches the running child, which ends; we notice its failure and then clean up as always.
    flag::register(SIGINT, Arc::new(AtomicBool::new(false))).context("cannot listen for Ctrl-C")?;
    let mut times = Times::default();
    let result = steps(&mut times);
    times.print();
    result?;
    eprintln!("==> All checks and tests passed");
    Ok(())
}

fn steps(times: &mut Times) -> Result<()> {
    times.measure("tools", || {
        tools::setup()?;
        if env::var_os(postgres::URL).is_none() {
            postgres::ensure_programs()?;
        }
        e2e::ensure_tools()
    })?;
    times.measure("check", check::check)?;
    times.measure("cargo test", cargo_test)?;
    let desk = times.measure("build", || desk::build(desk::Profile::Release))?;
    times.measure("e2e", || e2e::test(&desk, &[]))
}

fn cargo_test() -> Result<()> {
    let server = match env::var_os(postgres::URL) {
        Some(_) => None,
        None => Some(shell::step("Starting PostgreSQL", postgres::Server::start)?),
    };
    shell::step("Running the tests", || {
        let mut cargo = shell::cargo(&["test", "--workspace"]);
        if let Some(server) = &server {
            cargo.env(postgres::URL, server.url());
        }
        shell::run(&mut cargo)
    })
}

#[derive(Default)]
struct Times(Vec<(&'static str, Duration)>);

impl Times {
    fn measure<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let start = Instant::now();
        let result = work();
        self.0.push((name, start.elapsed()));
        result
    }

    fn print(&self) {
        eprintln!();
        for (name, duration) in &self.0 {
            eprintln!("    {name:<12}{:>14}", shell::seconds(*duration));
        }
        let total = self.0.iter().map(|(_, duration)| *duration).sum();
        eprintln!("    {:<12}{:>14}", "total", shell::seconds(total));
    }
}
