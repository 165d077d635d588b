//! Trunk and the command line tool of wasm-bindgen: built from crates.io once per user.
use anyhow::Result;

use crate::{paths, shell};

struct CargoTool {
    program: &'static str,
    package: &'static str,
    version: &'static str,
    /// Arguments of `cargo install` that only this tool needs.
    args: &'static [&'static str],
    duration: &'static str,
}

const TOOLS: [CargoTool; 2] = [
    CargoTool {
        program: "trunk",
        package: "trunk",
        version: "0.21.14",
        args: &["--locked"],
        duration: "about 5 minutes, once",
    },
    // The same version stands in the workspace's Cargo.toml and in Trunk.toml.
    // Without `--locked`: its lock file names a version of a crate that not every registry mirror serves.
    CargoTool {
        program: "wasm-bindgen",
        package: "wasm-bindgen-cli",
        version: "0.2.130",
        args: &[],
        duration: "about 2 minutes, once",
    },
];

/// Installs the tools that are missing or of another version.
pub(crate) fn ensure() -> Result<()> {
    TOOLS.iter().filter(|tool| !is_there(tool)).try_for_each(install)
}

fn is_there(tool: &CargoTool) -> bool {
    shell::probe(shell::command(tool.program).arg("--version"))
        .is_some_and(|line| line.split_whitespace().nth(1) == Some(tool.version))
}

fn install(tool: &CargoTool) -> Result<()> {
    let CargoTool { package, version, args, duration, .. } = tool;
    shell::step(&format!("Installing {package} {version} ({duration})"), || {
        let build_dir = paths::tools().join("build");
        let mut cargo = shell::cargo(&["install", package, "--version", version]);
        cargo.args(*args).arg("--root").arg(paths::tools());
        // The tools' own release profiles optimise for their users; we would rather start soon.
        cargo
            .env("CARGO_TARGET_DIR", &build_dir)
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
        shell::run(&mut cargo)?;
        Ok(std::fs::remove_dir_all(&build_dir)?)
    })
}
