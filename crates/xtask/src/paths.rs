//! Where things are. Every path is absolute.
use std::{
    env,
    path::{Path, PathBuf},
};

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.ancestors().nth(2).unwrap_or(xtask).to_path_buf()
}

/// Cargo's target directory of the native build.
pub(crate) fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(dir) if !dir.is_empty() => absolute(PathBuf::from(dir)),
        _ => root().join("target"),
    }
}

/// The target directory of the wasm build. It is a directory of its own: sharing one would make cargo
/// rebuild, and would turn server features on in the browser.
pub(crate) fn wasm_target() -> PathBuf {
    target().join("wasm")
}

/// Where trunk puts the browser application, and where the server's build script takes it from.
pub(crate) fn dist() -> PathBuf {
    root().join("crates/web/dist")
}

/// Where the browser tests live.
pub(crate) fn e2e() -> PathBuf {
    root().join("e2e")
}

/// Tools that `setup` installs; shared by all checkouts of this user.
pub(crate) fn tools() -> PathBuf {
    let cache = match env::var_os("XDG_CACHE_HOME") {
        Some(dir) if !dir.is_empty() => absolute(PathBuf::from(dir)),
        _ => env::home_dir().unwrap_or_else(env::temp_dir).join(".cache"),
    };
    cache.join("desk/tools")
}

/// `PATH` with the directories of our own tools first.
pub(crate) fn search_path() -> Vec<PathBuf> {
    let mut dirs = vec![tools().join("bin"), tools().join("npm/node_modules/.bin")];
    dirs.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    dirs
}

/// The first program of this name in [`search_path`].
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    search_path().into_iter().map(|dir| dir.join(name)).find(|path| path.is_file())
}

fn absolute(path: PathBuf) -> PathBuf {
    env::current_dir().map(|dir| dir.join(&path)).unwrap_or(path)
}
