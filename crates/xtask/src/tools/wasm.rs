//! A toolchain that compiles to wasm32-unknown-unknown.
//!
//! Usually it is the pinned one with the target added by rustup. Where rustup can download nothing, it is
//! Debian's compiler with a standard library that we build from Debian's source package.
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use super::debian;
use crate::{paths, shell};

const TARGET: &str = "wasm32-unknown-unknown";
/// The source of the standard library, below `lib/rustlib`.
const STD_SOURCE: &str = "src/rust/library/Cargo.lock";
const DEBIAN_LIB: &str = "/usr/lib/rustlib/wasm32-unknown-unknown/lib";
/// The name under which rustup knows Debian's compiler.
const DEBIAN_TOOLCHAIN: &str = "debian";

/// How to call cargo or trunk for the browser.
pub(crate) enum Toolchain {
    /// The toolchain that runs xtask.
    Active,
    /// Debian's compiler with the linker of the active toolchain.
    Debian { linker: PathBuf },
}

impl Toolchain {
    /// Makes a cargo or trunk command compile to wasm in the wasm target directory.
    pub(crate) fn apply(&self, command: &mut Command) {
        command.env("CARGO_TARGET_DIR", paths::wasm_target());
        if let Toolchain::Debian { linker } = self {
            command.env("RUSTUP_TOOLCHAIN", DEBIAN_TOOLCHAIN);
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
    }

    /// Makes trunk compile the smallest application: the standard library is compiled along, for size, and a panic is a
    /// trap without a message. 24 kB of 412 kB less (brotli) when it was tried.
    ///
    /// Stable cargo cannot do this yet. The toolchain is pinned, so what it does with these flags does not change.
    pub(crate) fn apply_release(&self, command: &mut Command) {
        self.apply(command);
        command.env("RUSTC_BOOTSTRAP", "1");
        command.env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
        command.env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
        // Added to the flags in `.cargo/config.toml`.
        let flags = "-Zunstable-options -Cpanic=immediate-abort";
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
    }
}

/// Downloads what is compiled for the browser, the packages of the standard library too, because trunk downloads nothing.
fn fetch(toolchain: &Toolchain) -> Result<()> {
    let mut cargo = shell::cargo(&["fetch", "--locked", "--quiet", "--target", TARGET]);
    toolchain.apply_release(&mut cargo);
    shell::run(&mut cargo)
}

/// Finds such a toolchain with the source of its standard library and all packages, or installs it.
pub(crate) fn ensure() -> Result<Toolchain> {
    let toolchain = find()?;
    fetch(&toolchain)?;
    Ok(toolchain)
}

fn find() -> Result<Toolchain> {
    let sysroot = PathBuf::from(shell::output(shell::command("rustc").args(["--print", "sysroot"]))?.trim());
    let rustlib = sysroot.join("lib/rustlib");
    if has_core(&rustlib.join(TARGET).join("lib")) && rustlib.join(STD_SOURCE).exists() {
        return Ok(Toolchain::Active);
    }
    if debian_is_ready() {
        return debian_toolchain(&sysroot);
    }
    if shell::step(&format!("Adding {TARGET} and rust-src with rustup"), add_with_rustup).is_ok() {
        return Ok(Toolchain::Active);
    }
    if !debian::can_install() {
        bail!("add what is missing with `rustup target add {TARGET}` and `rustup component add rust-src`");
    }
    eprintln!("==> rustup cannot add them; taking Debian's compiler for the browser");
    install_debian()?;
    debian_toolchain(&sysroot)
}

fn add_with_rustup() -> Result<()> {
    for what in [["target", "add", TARGET], ["component", "add", "rust-src"]] {
        shell::run(shell::command("rustup").args(what).env_remove("RUST_BACKTRACE"))?;
    }
    Ok(())
}

fn debian_toolchain(sysroot: &Path) -> Result<Toolchain> {
    let version = shell::output(shell::command("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    let linker = sysroot.join("lib/rustlib").join(host).join("bin/rust-lld");
    if !linker.exists() {
        bail!("the toolchain has no linker at {}", linker.display());
    }
    Ok(Toolchain::Debian { linker })
}

fn debian_is_ready() -> bool {
    let built_with = fs::read_to_string(stamp()).unwrap_or_default();
    let linked = shell::probe(shell::command("rustup").args(["toolchain", "list"])).unwrap_or_default();
    has_core(Path::new(DEBIAN_LIB))
        && debian_rustc().is_some_and(|version| version == built_with)
        && linked.lines().any(|line| line.split_whitespace().next() == Some(DEBIAN_TOOLCHAIN))
}

fn install_debian() -> Result<()> {
    debian::install(&["rustc-web", "cargo-web", "rust-web-src"])?;
    shell::step("Building the standard library for wasm (about 2 minutes, once)", build_std)?;
    shell::run(shell::command("rustup").args(["toolchain", "link", DEBIAN_TOOLCHAIN, "/usr"]))
}

/// Builds an empty crate together with the standard library, and puts the library where the compiler looks.
fn build_std() -> Result<()> {
    let dir = paths::tools().join("wasm-std");
    fs::create_dir_all(dir.join("src"))?;
    let manifest = "[package]\nname = \"empty\"\nedition = \"2021\"\n\n[profile.release]\npanic = \"abort\"\n\n[workspace]\n";
    fs::write(dir.join("Cargo.toml"), manifest)?;
    fs::write(dir.join("src/lib.rs"), "#![no_std]\n")?;

    let mut cargo = shell::command("/usr/bin/cargo");
    cargo.args(["build", "--release", "-Z", "build-std=std,panic_abort,test", "--target", TARGET]);
    let path = env::var("PATH").unwrap_or_default();
    cargo.env("PATH", format!("/usr/bin:{path}")).env("RUSTC_BOOTSTRAP", "1");
    // Cargo leaves the bitcode out of libraries, but our release build needs it for link-time optimisation.
    cargo.env("RUSTFLAGS", "-C embed-bitcode=yes");
    shell::run(cargo.current_dir(&dir).env("CARGO_TARGET_DIR", dir.join("target")))?;

    // What was compiled against another standard library cannot be used any more, and cargo does not notice.
    for stale in [Path::new(DEBIAN_LIB), &paths::wasm_target()] {
        if stale.exists() {
            fs::remove_dir_all(stale)?;
        }
    }
    fs::create_dir_all(DEBIAN_LIB)?;
    for library in fs::read_dir(dir.join("target").join(TARGET).join("release/deps"))? {
        let library = library?;
        let name = library.file_name().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libempty-") {
            fs::copy(library.path(), Path::new(DEBIAN_LIB).join(name))?;
        }
    }
    fs::write(stamp(), debian_rustc().context("Debian's rustc does not start")?)?;
    Ok(fs::remove_dir_all(&dir)?)
}

/// Which compiler our standard library was built with: another one cannot read it.
fn stamp() -> PathBuf {
    Path::new(DEBIAN_LIB).join("built-with.txt")
}

fn debian_rustc() -> Option<String> {
    shell::probe(Command::new("/usr/bin/rustc").arg("--version"))
}

fn has_core(lib: &Path) -> bool {
    let Ok(entries) = fs::read_dir(lib) else { return false };
    entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libcore-"))
}
