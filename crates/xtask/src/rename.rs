//! Short names between the wasm and its script. wasm-bindgen gives each a name with a hash, in both files, and chance
//! does not compress: they were a fiftieth of what travels.

use std::{collections::HashMap, fs, path::Path};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::shell;

/// What the script that wasm-bindgen wrote calls its functions and the wasm.
const MODULE: &str = "\"./web_bg.js\"";
/// What wasm-opt calls the only module.
const SHORT_MODULE: &str = "\"a\"";
/// What stands in the script before the name of something that the wasm has.
const OBJECT: &str = "wasm.";

/// What wasm-opt says: the names that both sides know, and the short ones.
#[derive(Deserialize)]
struct Names {
    /// Module, long name, short name of what the wasm needs.
    imports: Vec<(String, String, String)>,
    /// Long name, short name of what it has.
    exports: Vec<(String, String)>,
}

/// Renames in a wasm and in its script, as wasm-bindgen wrote it.
pub(crate) fn run(wasm: &Path, script: &Path) -> Result<()> {
    let mut optimiser = shell::command("wasm-opt");
    optimiser.arg(wasm).arg("-o").arg(wasm).arg("--minify-imports-and-exports-and-modules");
    let names: Names = serde_json::from_str(&shell::output(&mut optimiser)?)?;
    let text = fs::read_to_string(script)?;
    fs::write(script, rename(&text, &names).replace(MODULE, SHORT_MODULE))
        .with_context(|| format!("cannot write {}", script.display()))
}

/// What the wasm needs are properties of an object; what it has is asked of `wasm`.
fn rename(script: &str, names: &Names) -> String {
    let exports: HashMap<&str, &str> =
        names.exports.iter().map(|(long, short)| (&**long, &**short)).collect();
    let imports: HashMap<&str, &str> =
        names.imports.iter().map(|(_, long, short)| (&**long, &**short)).collect();
    let mut renamed = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(begin) = rest.find(is_part) {
        let (before, word_on) = rest.split_at(begin);
        let (word, after) = word_on.split_at(word_on.find(|c| !is_part(c)).unwrap_or(word_on.len()));
        renamed.push_str(before);
        let short = if renamed.ends_with(OBJECT) {
            exports.get(word)
        } else {
            imports.get(word).filter(|_| after.starts_with(':'))
        };
        renamed.push_str(short.copied().unwrap_or(word));
        rest = after;
    }
    renamed.push_str(rest);
    renamed
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '$')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_are_renamed_and_nothing_else() {
        let said = r#"{
 "imports": [
  ["./web_bg.js", "__wbg_close_4c46", "$a"]
 ],
 "exports": [
  ["__wbindgen_free", "b"],
  ["memory", "c"]
 ]
}"#;
        let script = "const memory = { __wbg_close_4c46: function() { wasm.__wbindgen_free(wasm.memory, memory, __wbindgen_free); } };";
        let renamed = "const memory = { $a: function() { wasm.b(wasm.c, memory, __wbindgen_free); } };";
        assert_eq!(rename(script, &serde_json::from_str(said).unwrap()), renamed);
    }
}
