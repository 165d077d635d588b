//! Access tokens: JWT, HS256, 15 minutes. Keys carry a `kid`, are made at first start and can be rotated.

use std::path::Path;

use anyhow::Context;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{EmployeeId, ErrorCode, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use crate::error::{ApiError, ApiResult};

/// Seconds until an access token ends.
pub const ACCESS_SECONDS: i64 = 15 * 60;
const ISSUER: &str = "desk";
const AUDIENCE: &str = "desk-api";
/// A rotated key still verifies until a token signed with it cannot be valid any more.
const KEYS_KEPT: usize = 3;

/// Who a token speaks for.
#[derive(Clone, Copy, Debug)]
pub struct Access {
    /// The employee.
    pub employee_id: EmployeeId,
    /// His session.
    pub session_id: i64,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    sid: i64,
    iat: i64,
    exp: i64,
}

/// A signing key as it is kept in `<data-dir>/signing-keys.json`, newest first.
#[derive(Clone, Serialize, Deserialize)]
pub struct SigningKey {
    /// Key id.
    kid: String,
    /// 32 random bytes, base64url.
    secret: String,
}

/// Signs and verifies access tokens.
pub struct Tokens {
    keys: Vec<(String, EncodingKey, DecodingKey)>,
    validation: Validation,
}

impl Tokens {
    /// Reads the keys from the file; makes file and key when missing.
    pub fn load(path: &Path) -> anyhow::Result<Self> {
        if !path.exists() {
            write_keys(path, &[new_key()])?;
        }
        Self::new(&read_keys(path)?)
    }

    fn new(keys: &[SigningKey]) -> anyhow::Result<Self> {
        anyhow::ensure!(!keys.is_empty(), "there is no signing key");
        let keys = keys
            .iter()
            .map(|key| {
                let secret = URL_SAFE_NO_PAD.decode(&key.secret).context("a signing key is not base64url")?;
                anyhow::ensure!(secret.len() >= 32, "the signing key {} is shorter than 32 bytes", key.kid);
                Ok((key.kid.clone(), EncodingKey::from_secret(&secret), DecodingKey::from_secret(&secret)))
            })
            .collect::<anyhow::Result<Vec<_>>>()?;
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // The end is compared with the clock of the desk below.
        validation.validate_exp = false;
        Ok(Self { keys, validation })
    }

    /// A new access token.
    pub fn issue(&self, access: Access, now: Timestamp) -> ApiResult<String> {
        let (kid, key, _) = self.keys.first().ok_or_else(|| ApiError::internal("no signing key"))?;
        let header = Header { kid: Some(kid.clone()), ..Header::new(Algorithm::HS256) };
        let seconds = now.millis() / 1000;
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: access.employee_id.to_string(),
            sid: access.session_id,
            iat: seconds,
            exp: seconds + ACCESS_SECONDS,
        };
        jsonwebtoken::encode(&header, &claims, key).map_err(ApiError::internal)
    }

    /// Whom the token speaks for; 401 for anything but a valid token of ours.
    pub fn verify(&self, token: &str, now: Timestamp) -> ApiResult<Access> {
        let refused = || ApiError::new(ErrorCode::Unauthenticated);
        let kid = jsonwebtoken::decode_header(token).map_err(|_| refused())?.kid.ok_or_else(refused)?;
        let (_, _, key) = self.keys.iter().find(|(known, _, _)| *known == kid).ok_or_else(refused)?;
        let claims =
            jsonwebtoken::decode::<Claims>(token, key, &self.validation).map_err(|_| refused())?.claims;
        if claims.exp.saturating_mul(1000) <= now.millis() {
            return Err(refused());
        }
        let employee_id = claims.sub.parse().map_err(|_| refused())?;
        Ok(Access { employee_id, session_id: claims.sid })
    }
}

/// Adds a new key in front; tokens of the former ones stay valid until they end.
pub fn rotate(path: &Path) -> anyhow::Result<()> {
    let mut keys = if path.exists() { read_keys(path)? } else { Vec::new() };
    keys.insert(0, new_key());
    keys.truncate(KEYS_KEPT);
    write_keys(path, &keys)
}

/// `bytes` random bytes, base64url.
pub fn random_token(bytes: usize) -> String {
    let mut buffer = vec![0_u8; bytes];
    rand::fill(&mut buffer[..]);
    URL_SAFE_NO_PAD.encode(buffer)
}

fn new_key() -> SigningKey {
    SigningKey { kid: random_token(6), secret: random_token(32) }
}

fn read_keys(path: &Path) -> anyhow::Result<Vec<SigningKey>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} does not hold signing keys", path.display()))
}

fn write_keys(path: &Path, keys: &[SigningKey]) -> anyhow::Result<()> {
    use std::io::Write;

    if let Some(directory) = path.parent() {
        std::fs::create_dir_all(directory)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let temporary = path.with_extension("new");
    let mut file = options.open(&temporary).with_context(|| format!("cannot write {}", path.display()))?;
    file.write_all(serde_json::to_string_pretty(keys)?.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&temporary, path)?;
    Ok(())
}
