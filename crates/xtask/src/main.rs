//! Developer commands: `cargo xtask <command>`.
//!
//! One module per concern; `paths` says where things are, `shell` runs other programs.
mod bench;
mod bundle;
mod check;
mod desk;
mod e2e;
mod minify;
mod npm;
mod paths;
mod postgres;
mod rename;
mod shell;
mod spa;
mod spec;
mod stamp;
mod test;
mod tools;

use std::{env, process::ExitCode};

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask <command>

  setup            install what is missing for building
  build [--debug]  browser application + `desk` binary (target/release/desk)
  run [args]       build, then serve a demo company on 127.0.0.1:8080
  check            formatting, clippy, purity of the crates that run in the browser
  spec             regenerate the committed generated files
  test             everything: setup, check, tests on SQLite and PostgreSQL, build, e2e
  e2e [args]       the browser tests alone; args go to Playwright
  bench [args]     measure the server with 10 000 to 100 000 tickets (--tickets N), on both databases
                   or the browser application (--web)
  shots            pictures of the main screens, for a look (target/shots)
  bundle           sizes of the browser application against the budget";

fn main() -> ExitCode {
    let mut args = env::args().skip(1);
    let command = args.next().unwrap_or_default();
    let rest: Vec<String> = args.collect();
    match dispatch(&command, &rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: &str, args: &[String]) -> Result<()> {
    if !args.is_empty() && !matches!(command, "build" | "run" | "e2e" | "bench") {
        bail!("`{command}` takes no arguments\n\n{USAGE}");
    }
    match command {
        "setup" => tools::setup(),
        "build" => desk::build(desk::Profile::from_args(args)?).map(drop),
        "run" => desk::run(args),
        "check" => check::check(),
        "spec" => spec::regenerate(),
        "test" => test::test(),
        "e2e" => e2e::build_and_test(args),
        "bench" => bench::bench(args),
        "bundle" => bundle::report(),
        "shots" => e2e::shots(),
        "" | "help" | "-h" | "--help" => {
            println!("{USAGE}");
            Ok(())
        }
        unknown => bail!("unknown command `{unknown}`\n\n{USAGE}"),
    }
}
