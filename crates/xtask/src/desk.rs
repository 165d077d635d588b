//! The `desk` binary with the browser application inside.
use std::{os::unix::process::CommandExt, path::PathBuf};

use anyhow::{Result, bail};

use crate::{paths, shell, spa, tools};

/// How the server is compiled. The browser application is always a release build.
#[derive(Clone, Copy)]
pub(crate) enum Profile {
    Debug,
    Release,
}

impl Profile {
    /// From the arguments of `cargo xtask build`.
    pub(crate) fn from_args(args: &[String]) -> Result<Self> {
        match args {
            [] => Ok(Self::Release),
            [flag] if flag == "--debug" => Ok(Self::Debug),
            _ => bail!("`build` knows only `--debug`"),
        }
    }
}

/// Builds the browser application and the binary that carries it; returns where the binary is.
pub(crate) fn build(profile: Profile) -> Result<PathBuf> {
    tools::setup()?;
    spa::build()?;
    let (flags, directory): (&[&str], _) = match profile {
        Profile::Debug => (&[], "debug"),
        Profile::Release => (&["--release"], "release"),
    };
    shell::step(&format!("Building desk ({directory})"), || {
        shell::run(shell::cargo(&["build", "--package", "api", "--bin", "desk"]).args(flags))
    })?;
    let binary = paths::target().join(directory).join("desk");
    eprintln!("    {}", binary.display());
    Ok(binary)
}

/// Builds, then becomes `desk serve --demo`.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let desk = build(Profile::Release)?;
    let mut serve = shell::command(&desk);
    serve.args(["serve", "--demo"]);
    for (option, default) in [("--listen", "127.0.0.1:8080"), ("--data-dir", "./data")] {
        let is_given = |arg: &String| arg == option || arg.starts_with(&format!("{option}="));
        if !args.iter().any(is_given) {
            serve.args([option, default]);
        }
    }
    let error = serve.args(args).exec();
    bail!("cannot start {}: {error}", desk.display());
}
