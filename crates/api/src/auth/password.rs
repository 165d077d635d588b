//! Argon2id, outside of the async workers, and not more at once than there are cores to do it.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::Semaphore;

use crate::error::{ApiError, ApiResult};

/// Hashes and verifies passwords.
#[derive(Clone)]
pub struct Passwords {
    argon2: Argon2<'static>,
    slots: Arc<Semaphore>,
    /// Verified for unknown accounts, so that time says nothing about them.
    dummy: Arc<str>,
}

/// How much work a guess costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// OWASP's recommendation: 19 MiB, two passes.
    Production,
    /// As little as Argon2 allows: for tests and demo data.
    Cheapest,
}

impl Passwords {
    /// With this cost.
    pub fn new(cost: Cost) -> anyhow::Result<Self> {
        let params = match cost {
            Cost::Production => Params::new(19 * 1024, 2, 1, None),
            Cost::Cheapest => Params::new(8, 1, 1, None),
        };
        let params = params.map_err(|error| anyhow::anyhow!("argon2: {error}"))?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let dummy = hash_with(&argon2, "no account has this password")?;
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Ok(Self { argon2, slots: Arc::new(Semaphore::new(cores)), dummy: dummy.into() })
    }

    /// The PHC string of a password.
    pub async fn hash(&self, password: String) -> ApiResult<String> {
        let _slot = self.slots.acquire().await.map_err(ApiError::internal)?;
        let argon2 = self.argon2.clone();
        let hashed = tokio::task::spawn_blocking(move || hash_with(&argon2, &password)).await;
        hashed.map_err(ApiError::internal)?.map_err(ApiError::internal)
    }

    /// The PHC string, where blocking is fine: command line and demo data.
    pub fn hash_blocking(&self, password: &str) -> anyhow::Result<String> {
        hash_with(&self.argon2, password)
    }

    /// Whether the password fits; takes as long when there is no account.
    pub async fn verify(&self, password: String, hash: Option<String>) -> ApiResult<bool> {
        let _slot = self.slots.acquire().await.map_err(ApiError::internal)?;
        let (known, hash) = (hash.is_some(), hash.unwrap_or_else(|| self.dummy.to_string()));
        let argon2 = self.argon2.clone();
        let fits = tokio::task::spawn_blocking(move || {
            PasswordHash::new(&hash)
                .is_ok_and(|hash| argon2.verify_password(password.as_bytes(), &hash).is_ok())
        });
        Ok(fits.await.map_err(ApiError::internal)? && known)
    }
}

fn hash_with(argon2: &Argon2<'static>, password: &str) -> anyhow::Result<String> {
    argon2
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| anyhow::anyhow!("argon2: {error}"))
}
