//! Committed files that are generated: the OpenAPI document and the tables of the domain.
use std::fs;

use anyhow::Result;

use crate::{paths, shell};

/// `cargo xtask spec`.
pub(crate) fn regenerate() -> Result<()> {
    shell::step("Writing openapi/openapi.json", || {
        let args = ["run", "--quiet", "--package", "api", "--bin", "desk", "--", "openapi"];
        let document = shell::output(&mut shell::cargo(&args))?;
        fs::create_dir_all(paths::root().join("openapi"))?;
        Ok(fs::write(paths::root().join("openapi/openapi.json"), document)?)
    })?;
    shell::step("Writing the tables of the domain", || {
        let args = ["test", "--quiet", "--package", "domain"];
        shell::run(shell::cargo(&args).env("UPDATE_TABLES", "1"))
    })
}
