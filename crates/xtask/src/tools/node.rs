//! Node and npm, and `wasm-opt`, which comes as an npm package.
use anyhow::Result;

use super::debian;
use crate::{paths, shell};

/// The same version stands in `Trunk.toml`.
const BINARYEN: &str = "132";

/// Node with npm, and `wasm-opt` in the version that `Trunk.toml` asks for.
pub(crate) fn ensure() -> Result<()> {
    ensure_npm()?;
    if wasm_opt_is_there() {
        return Ok(());
    }
    shell::step(&format!("Installing wasm-opt {BINARYEN}"), || {
        let prefix = paths::tools().join("npm");
        std::fs::create_dir_all(&prefix)?;
        let mut npm = shell::command("npm");
        npm.args(["install", "--no-fund", "--no-audit", "--prefix"]).arg(&prefix);
        shell::run(npm.arg(format!("binaryen@{BINARYEN}.0.0")))
    })
}

/// Node with npm.
pub(crate) fn ensure_npm() -> Result<()> {
    let is_there = |program| shell::probe(shell::command(program).arg("--version")).is_some();
    if is_there("node") && is_there("npm") {
        return Ok(());
    }
    debian::install(&["nodejs", "npm"])
}

fn wasm_opt_is_there() -> bool {
    shell::probe(shell::command("wasm-opt").arg("--version"))
        .is_some_and(|version| version.split_whitespace().any(|word| word == BINARYEN))
}
