//! The sources of the workspace as the rules read them.

use std::fs;
use std::path::{Path, PathBuf};

/// A source file.
pub struct Source {
    /// From the root of the repository, with slashes.
    pub path: String,
    /// All of it.
    pub text: String,
}

impl Source {
    /// The lines that are code, with their numbers: no comments, and nothing after the beginning of a test module.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines: Vec<&str> = self.text.lines().collect();
        let is_test_module = |index: usize| {
            lines[index].trim() == "#[cfg(test)]"
                && lines.get(index + 1).is_some_and(|next| next.contains("mod tests {"))
        };
        let end = (0..lines.len()).find(|index| is_test_module(*index)).unwrap_or(lines.len());
        let code = lines.into_iter().enumerate().take(end).map(|(index, line)| (index + 1, line));
        code.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All Rust files of the workspace, by path; modules that exist only for tests are left out of `src`.
pub fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    for room in ["crates", "migrations"] {
        collect(&root().join(room), &mut sources);
    }
    sources.sort_by(|left, right| left.path.cmp(&right.path));
    assert!(sources.len() > 100, "only {} files were found", sources.len());
    let tests_only: Vec<String> = sources.iter().flat_map(test_modules).collect();
    sources.retain(|source| !tests_only.contains(&source.path));
    sources
}

fn collect(folder: &Path, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if !matches!(name.as_str(), "target" | "dist" | "node_modules") {
                collect(&path, sources);
            }
        } else if name.ends_with(".rs") {
            let relative = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
            sources.push(Source { path: relative, text: fs::read_to_string(&path).unwrap() });
        }
    }
}

/// The files of `#[cfg(test)] mod x;`.
fn test_modules(source: &Source) -> Vec<String> {
    let lines: Vec<&str> = source.text.lines().map(str::trim).collect();
    let folder = match source.path.strip_suffix("/lib.rs").or(source.path.strip_suffix("/main.rs")) {
        Some(folder) => folder,
        None => source.path.trim_end_matches(".rs"),
    };
    let named = |pair: &[&str]| {
        let name = pair[1].strip_prefix("mod ")?.strip_suffix(';')?;
        (pair[0] == "#[cfg(test)]").then(|| format!("{folder}/{name}.rs"))
    };
    lines.windows(2).filter_map(named).collect()
}

/// Section and name of every dependency in a manifest.
pub fn dependencies(manifest: &str) -> Vec<(String, String)> {
    let mut section = String::new();
    let mut found = Vec::new();
    for line in manifest.lines() {
        if let Some(header) = line.strip_prefix('[') {
            section = header.trim_end_matches(']').rsplit('.').next().unwrap_or_default().to_owned();
        } else if section.ends_with("dependencies") {
            let name = line.split(['=', '.', ' ']).next().unwrap_or_default();
            if !name.is_empty() && !name.starts_with('#') {
                found.push((section.clone(), name.to_owned()));
            }
        }
    }
    found
}
