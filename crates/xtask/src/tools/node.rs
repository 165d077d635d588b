//! Node and npm, and what comes as npm packages: `wasm-opt` and `esbuild`.
use anyhow::Result;

use super::debian;
use crate::{paths, shell};

/// The same version stands in `Trunk.toml`.
const BINARYEN: &str = "132";
const ESBUILD: &str = "0.28.2";

/// Node with npm, `wasm-opt` in the version that `Trunk.toml` asks for, and `esbuild`.
pub(crate) fn ensure() -> Result<()> {
    ensure_npm()?;
    if is_there("wasm-opt", BINARYEN) && is_there("esbuild", ESBUILD) {
        return Ok(());
    }
    shell::step(&format!("Installing wasm-opt {BINARYEN} and esbuild {ESBUILD}"), || {
        let prefix = paths::tools().join("npm");
        std::fs::create_dir_all(&prefix)?;
        let mut npm = shell::command("npm");
        npm.args(["install", "--no-fund", "--no-audit", "--prefix"]).arg(&prefix);
        shell::run(npm.arg(format!("binaryen@{BINARYEN}.0.0")).arg(format!("esbuild@{ESBUILD}")))
    })
}

/// Node with npm.
pub(crate) fn ensure_npm() -> Result<()> {
    let starts = |program| shell::probe(shell::command(program).arg("--version")).is_some();
    if starts("node") && starts("npm") {
        return Ok(());
    }
    debian::install(&["nodejs", "npm"])
}

fn is_there(program: &str, version: &str) -> bool {
    shell::probe(shell::command(program).arg("--version"))
        .is_some_and(|answer| answer.split_whitespace().any(|word| word == version))
}
