//! Content by hash: `<data-dir>/attachments/ab/abcdef…`. Equal files are kept once.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tokio::fs;
use tokio::io::AsyncWriteExt;

/// The content of attachments.
#[derive(Clone, Debug)]
pub struct FileStore {
    root: PathBuf,
}

/// A file that is being received.
pub struct Incoming {
    store: FileStore,
    temporary: PathBuf,
    file: fs::File,
    hasher: Sha256,
    head: Vec<u8>,
    size: u64,
}

/// A file that was received completely.
#[derive(Debug)]
pub struct Stored {
    /// Of the content, in hexadecimal.
    pub sha256: String,
    /// Sniffed from the first bytes.
    pub content_type: &'static str,
    /// In bytes.
    pub size: u64,
}

/// Enough of the beginning to tell the type.
const HEAD: usize = 8192;

impl FileStore {
    /// Files below this directory.
    pub fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// Where the content with this hash is.
    pub fn path(&self, sha256: &str) -> PathBuf {
        self.root.join(sha256.get(..2).unwrap_or_default()).join(sha256)
    }

    /// Begins to receive a file.
    pub async fn begin(&self) -> std::io::Result<Incoming> {
        let directory = self.root.join("incoming");
        fs::create_dir_all(&directory).await?;
        let temporary = directory.join(uuid::Uuid::now_v7().to_string());
        let file = fs::File::create(&temporary).await?;
        Ok(Incoming {
            store: self.clone(),
            temporary,
            file,
            hasher: Sha256::new(),
            head: Vec::new(),
            size: 0,
        })
    }

    /// Removes what was being received when the process ended.
    pub async fn clear_incoming(&self) -> std::io::Result<()> {
        match fs::remove_dir_all(self.root.join("incoming")).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Removes content that nothing refers to any more.
    pub async fn remove(&self, sha256: &str) -> std::io::Result<()> {
        fs::remove_file(self.path(sha256)).await
    }
}

impl Incoming {
    /// How many bytes have come.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds the next bytes.
    pub async fn write(&mut self, chunk: &[u8]) -> std::io::Result<()> {
        let missing = HEAD.saturating_sub(self.head.len());
        self.head.extend_from_slice(chunk.get(..missing.min(chunk.len())).unwrap_or_default());
        self.hasher.update(chunk);
        self.size += chunk.len() as u64;
        self.file.write_all(chunk).await
    }

    /// Puts the file in its place, durably.
    pub async fn finish(mut self) -> std::io::Result<Stored> {
        self.file.flush().await?;
        self.file.sync_all().await?;
        let sha256: String = self.hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        let path = self.store.path(&sha256);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).await?;
        fs::rename(&self.temporary, &path).await?;
        Ok(Stored { content_type: sniff(&self.head), size: self.size, sha256 })
    }

    /// Forgets the file.
    pub async fn discard(self) -> std::io::Result<()> {
        drop(self.file);
        fs::remove_file(&self.temporary).await
    }
}

fn sniff(head: &[u8]) -> &'static str {
    if let Some(kind) = infer::get(head) {
        return kind.mime_type();
    }
    let is_text = match std::str::from_utf8(head) {
        Ok(text) => !text.contains('\0'),
        // The head may end within a character.
        Err(error) => error.error_len().is_none() && !head.contains(&0),
    };
    if is_text { "text/plain; charset=utf-8" } else { "application/octet-stream" }
}

/// Types that a browser shows and that cannot run anything; all others are downloaded.
pub fn is_safe_image(content_type: &str) -> bool {
    matches!(content_type, "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/avif")
}
