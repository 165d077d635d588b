//! What the compiler can say without running anything.
use anyhow::{Result, bail};

use crate::{shell, tools};

/// Crates that would make the rules impure, or turn up in the browser by way of the domain.
const NEVER_IN_DOMAIN: [&str; 5] = ["sea-orm", "actix-web", "leptos", "tokio", "regex"];
/// Crates that are too large for the browser, or do nothing there.
const NEVER_IN_WEB: [&str; 4] = ["tokio", "reqwest", "regex", "validator"];

/// `cargo xtask check`.
pub(crate) fn check() -> Result<()> {
    shell::step("Checking the formatting", || shell::run(&mut shell::cargo(&["fmt", "--all", "--check"])))?;
    shell::step("Checking the dependencies of the browser's crates", || {
        refuse_dependencies("domain", &[], &NEVER_IN_DOMAIN)?;
        // Leptos names the crate that configures its server, and regex with it, but the linker drops both.
        let args = ["--target", "wasm32-unknown-unknown", "--prune", "leptos_config"];
        refuse_dependencies("web", &args, &NEVER_IN_WEB)
    })?;
    shell::step("Running clippy", || {
        let args = ["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"];
        shell::run(&mut shell::cargo(&args))
    })?;
    let toolchain = tools::wasm::ensure()?;
    shell::step("Compiling the domain for the browser", || {
        let args = ["check", "--package", "domain", "--quiet", "--target", "wasm32-unknown-unknown"];
        let mut cargo = shell::cargo(&args);
        toolchain.apply(&mut cargo);
        shell::run(&mut cargo)
    })
}

/// Fails when a crate depends on one of `refused`, however indirectly. Compile-time macros do not count.
fn refuse_dependencies(package: &str, args: &[&str], refused: &[&str]) -> Result<()> {
    let tree = ["tree", "--package", package, "--edges", "normal,no-proc-macro", "--prefix", "none"];
    let tree = shell::output(shell::cargo(&tree).args(args))?;
    let found = |name: &&&str| tree.lines().any(|line| line.split_whitespace().next() == Some(**name));
    match refused.iter().find(found) {
        None => Ok(()),
        Some(name) => {
            let why =
                format!("cargo tree --package {package} --edges normal --invert {name} {}", args.join(" "));
            bail!("`{package}` must not depend on `{name}`; `{}` shows why it does", why.trim());
        }
    }
}
