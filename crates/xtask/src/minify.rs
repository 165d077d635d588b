//! Makes what trunk wrote smaller: the wasm and its script call each other by short names, esbuild minifies, and one style
//! sheet takes the place of one for each part, because together they compress better.

use std::{
    collections::hash_map::DefaultHasher,
    fs,
    hash::{Hash, Hasher},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::{bundle, paths, rename, shell};

/// The service worker, whose name stays.
const WORKER: &str = "sw.js";
const LINK: &str = "<link rel=\"stylesheet\" href=\"/";

/// Scripts and styles in `dist`.
pub(crate) fn run() -> Result<()> {
    let worker = paths::dist().join(WORKER);
    esbuild(&worker, &worker, &[])?;
    for script in bundle::files(&["js"])?.into_iter().filter(|script| *script != worker) {
        let stem = script.file_stem().context("a script has no name")?.to_string_lossy();
        let wasm = script.with_file_name(format!("{stem}_bg.wasm"));
        rename::run(&wasm, &script)?;
        shake(&script)?;
        name_by_content(&stem, &wasm, &script)?;
    }
    let styles = join_styles()?;
    esbuild(&styles, &styles, &[])
}

/// Leaves what the page needs of a script that wasm-bindgen wrote: its default export. The classes of streams that
/// nobody uses stay only because they are exported and have a property of their own.
fn shake(script: &Path) -> Result<()> {
    let name = script.file_name().context("a script has no name")?.to_string_lossy();
    let entry = script.with_file_name("entry.mjs");
    fs::write(&entry, format!("export {{ default }} from \"./{name}\";\n"))?;
    let defines = ["--define:Symbol.dispose=undefined", "--define:import.meta.url=\"\""];
    esbuild(&entry, script, &[&["--bundle", "--format=esm"], &defines[..]].concat())?;
    Ok(fs::remove_file(entry)?)
}

/// Gives both files a name that changes with their content, because browsers keep them for good.
fn name_by_content(stem: &str, wasm: &Path, script: &Path) -> Result<()> {
    let name = format!("web-{}", hash(&[fs::read(wasm)?, fs::read(script)?]));
    fs::rename(wasm, wasm.with_file_name(format!("{name}_bg.wasm")))?;
    fs::rename(script, script.with_file_name(format!("{name}.js")))?;
    let index = paths::dist().join("index.html");
    let page = fs::read_to_string(&index)?;
    Ok(fs::write(index, page.replace(stem, &name))?)
}

fn hash(content: impl Hash) -> String {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// Joins the style sheets that `index.html` names, in their order, and names the whole instead.
fn join_styles() -> Result<PathBuf> {
    let index = paths::dist().join("index.html");
    let page = fs::read_to_string(&index)?;
    let mut pieces = page.split(LINK);
    let head = pieces.next().unwrap_or_default();
    let (mut styles, mut tail) = (String::new(), String::new());
    for piece in pieces {
        let (name, rest) = piece.split_once('"').context("a style sheet has no name")?;
        let file = paths::dist().join(name);
        styles.push_str(&fs::read_to_string(&file)?);
        fs::remove_file(&file)?;
        tail.push_str(rest.split_once('>').context("the link of a style sheet does not end")?.1.trim_start());
    }
    if styles.is_empty() {
        bail!("index.html names no style sheet");
    }
    let name = format!("style-{}.css", hash(&styles));
    let file = paths::dist().join(&name);
    fs::write(&file, styles)?;
    fs::write(index, format!("{head}{LINK}{name}\" />\n    {tail}"))?;
    Ok(file)
}

fn esbuild(from: &Path, to: &Path, args: &[&str]) -> Result<()> {
    let mut esbuild = shell::command("esbuild");
    esbuild.arg(from).args(["--minify", "--log-level=warning", "--allow-overwrite"]).args(args);
    shell::run(esbuild.arg(format!("--outfile={}", to.display())))
}
