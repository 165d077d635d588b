//! Short names between the wasm and its script. wasm-bindgen gives each a name with a hash, in both files, and chance
//! does not compress: they were a fiftieth of what travels.

use std::{collections::HashMap, fs, path::Path};

use anyhow::{Context, Result};

use crate::shell;

/// What the script that wasm-bindgen wrote calls its functions and the wasm.
const MODULE: &str = "\"./web_bg.js\"";
/// What wasm-opt calls the only module.
const SHORT_MODULE: &str = "\"a\"";
/// What stands in the script before the name of something that the wasm has.
const OBJECT: &str = "wasm.";

/// The names that both sides know, and the short ones.
#[derive(Default)]
struct Names {
    imports: HashMap<String, String>,
    exports: HashMap<String, String>,
}

/// Renames in a wasm and in its script, as wasm-bindgen wrote it.
pub(crate) fn run(wasm: &Path, script: &Path) -> Result<()> {
    let mut optimiser = shell::command("wasm-opt");
    optimiser.arg(wasm).arg("-o").arg(wasm).arg("--minify-imports-and-exports-and-modules");
    let names = parse(&shell::output(&mut optimiser)?);
    let text = fs::read_to_string(script)?;
    fs::write(script, rename(&text, &names).replace(MODULE, SHORT_MODULE))
        .with_context(|| format!("cannot write {}", script.display()))
}

/// Reads what wasm-opt says: a line for each name, `["./web_bg.js", "long", "short"]` for what the wasm needs,
/// `["long", "short"]` for what it has.
fn parse(said: &str) -> Names {
    let mut names = Names::default();
    for line in said.lines() {
        let quoted: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
        match quoted[..] {
            [_, long, short] => names.imports.insert(long.to_owned(), short.to_owned()),
            [long, short] => names.exports.insert(long.to_owned(), short.to_owned()),
            _ => None,
        };
    }
    names
}

/// What the wasm needs are properties of an object; what it has is asked of `wasm`.
fn rename(script: &str, names: &Names) -> String {
    let mut renamed = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(begin) = rest.find(is_part) {
        let (before, word_on) = rest.split_at(begin);
        let (word, after) = word_on.split_at(word_on.find(|c| !is_part(c)).unwrap_or(word_on.len()));
        renamed.push_str(before);
        let short = if renamed.ends_with(OBJECT) {
            names.exports.get(word)
        } else {
            names.imports.get(word).filter(|_| after.starts_with(':'))
        };
        renamed.push_str(short.map_or(word, String::as_str));
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
        assert_eq!(rename(script, &parse(said)), renamed);
    }
}
