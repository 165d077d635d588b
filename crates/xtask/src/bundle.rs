//! The files of the browser application: compressed copies beside them, and the budget for their size.
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use brotli::enc::backward_references::BrotliEncoderMode;

use crate::{paths, stamp};

/// All wasm, JavaScript and CSS, compressed with brotli (DESIGN 7).
const BUDGET: u64 = 300_000;
const COUNTED: [&str; 3] = ["wasm", "js", "css"];
/// Where the texts are in `dist`, one file for each language. A visit loads one of them.
const LOCALES: &str = "locales";
/// Formats that shrink; images and fonts are compressed already.
const COMPRESSED: [&str; 9] = ["wasm", "js", "css", "html", "svg", "json", "txt", "xml", "webmanifest"];
/// Smaller files travel in one packet anyway.
const WORTHWHILE: usize = 1024;

/// Writes `.br` and `.gz` beside each file that is worth it.
pub(crate) fn precompress() -> Result<()> {
    for file in files(&COMPRESSED)? {
        let content = fs::read(&file)?;
        if content.len() > WORTHWHILE {
            fs::write(with_suffix(&file, "br"), brotli(&content, mode(&file))?)?;
            fs::write(with_suffix(&file, "gz"), gzip(&content)?)?;
        }
    }
    Ok(())
}

/// Whether trunk has built an application and its wasm is compressed.
pub(crate) fn is_complete() -> bool {
    paths::dist().join("index.html").exists()
        && files(&["wasm"])
            .is_ok_and(|wasm| !wasm.is_empty() && wasm.iter().all(|file| with_suffix(file, "br").exists()))
}

/// Prints the sizes; an error when they are over the budget. The texts of a language are data beside it.
pub(crate) fn report() -> Result<()> {
    let mut total = 0;
    for file in files(&COUNTED)? {
        total += line(&file)?;
    }
    eprintln!("    bundle: {} of {} (wasm + js + css, brotli)", kilobytes(total), kilobytes(BUDGET));
    if let Some(file) = largest_locale()? {
        line(&file)?;
    }
    if total == 0 {
        bail!("there is no browser application yet: run `cargo xtask build`");
    }
    if total > BUDGET {
        bail!("the browser application is over its budget by {}", kilobytes(total - BUDGET));
    }
    Ok(())
}

/// Prints one file; returns what travels.
fn line(file: &Path) -> Result<u64> {
    let (raw, sent) = (size(file)?, sent(file)?);
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    eprintln!("    {:>9} -> {:>8}  {name}", kilobytes(raw), kilobytes(sent));
    Ok(sent)
}

/// A file too small to be compressed travels as it is.
fn sent(file: &Path) -> Result<u64> {
    size(&with_suffix(file, "br")).or_else(|_| size(file))
}

fn largest_locale() -> Result<Option<PathBuf>> {
    let directory = paths::dist().join(LOCALES);
    let mut largest = None;
    for file in files(&["json"])?.into_iter().filter(|file| file.starts_with(&directory)) {
        let sent = sent(&file)?;
        if largest.as_ref().is_none_or(|(most, _)| sent > *most) {
            largest = Some((sent, file));
        }
    }
    Ok(largest.map(|(_, file)| file))
}

/// The files in `dist` with one of these extensions, in order.
pub(crate) fn files(extensions: &[&str]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if paths::dist().is_dir() {
        stamp::collect(&paths::dist(), Path::new(""), &mut files)?;
    }
    files.retain(|file| {
        file.extension().is_some_and(|extension| extensions.iter().any(|wanted| *wanted == extension))
    });
    files.sort();
    Ok(files)
}

/// Code is 1.7 % smaller when a byte is foretold by the upper bits of the byte before it.
fn mode(file: &Path) -> BrotliEncoderMode {
    if file.extension().is_some_and(|extension| extension == "wasm") {
        BrotliEncoderMode::BROTLI_FORCE_MSB_PRIOR
    } else {
        BrotliEncoderMode::BROTLI_MODE_GENERIC
    }
}

fn brotli(content: &[u8], mode: BrotliEncoderMode) -> Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        mode,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &params)?;
    Ok(compressed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

fn size(file: &Path) -> Result<u64> {
    Ok(fs::metadata(file).with_context(|| format!("cannot read {}", file.display()))?.len())
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}

fn kilobytes(bytes: u64) -> String {
    format!("{:.1} kB", bytes as f64 / 1000.0)
}
