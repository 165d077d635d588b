//! Packages of Debian, for machines where we are root (containers, CI).
use std::path::Path;

use anyhow::{Result, bail};

use crate::shell;

/// Installs packages, or says in one sentence what the developer has to install.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    if !can_install() {
        bail!("please install: {list} (these are the names in Debian), then run this again");
    }
    shell::step(&format!("Installing the Debian packages {list}"), || {
        shell::run(&mut apt_get(&["update", "-qq"]))?;
        shell::run(apt_get(&["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
    })
}

/// Whether this is a Debian (or a child of it) and we may install packages.
pub(crate) fn can_install() -> bool {
    Path::new("/usr/bin/apt-get").exists() && is_root()
}

/// Whether we run as root.
pub(crate) fn is_root() -> bool {
    shell::probe(shell::command("id").arg("-u")).as_deref() == Some("0")
}

fn apt_get(args: &[&str]) -> std::process::Command {
    let mut apt_get = shell::command("apt-get");
    apt_get.args(args).env("DEBIAN_FRONTEND", "noninteractive");
    apt_get
}
