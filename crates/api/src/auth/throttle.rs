//! Failed logins: after a few, an account and an address have to wait.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::Timestamp;

use crate::error::{ApiError, ApiResult};

/// Failures of one account within the window before it has to wait.
const PER_ACCOUNT: usize = 5;
/// Failures from one address within the window before it has to wait; more people may sit behind one address.
const PER_ADDRESS: usize = 30;
const WINDOW_MILLIS: i64 = 5 * 60 * 1000;
/// More keys than this are not remembered: the oldest go first.
const KEYS_MAX: usize = 100_000;

/// Remembers failures by account and by address, in memory of this instance.
#[derive(Debug, Default)]
pub struct Throttle {
    failures: Mutex<HashMap<String, Vec<Timestamp>>>,
}

impl Throttle {
    /// 429 with `Retry-After` when the account or the address has failed too often.
    pub fn check(&self, account: &str, address: &str, now: Timestamp) -> ApiResult<()> {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = |key: String, limit: usize| {
            let recent: Vec<_> = failures.get(&key)?.iter().filter(|at| is_recent(**at, now)).collect();
            let oldest = recent.len().checked_sub(limit).and_then(|index| recent.get(index))?;
            Some(oldest.millis() + WINDOW_MILLIS - now.millis())
        };
        let longest = wait(account_key(account), PER_ACCOUNT).max(wait(address_key(address), PER_ADDRESS));
        match longest {
            Some(millis) => Err(ApiError::too_many(u64::try_from(millis / 1000 + 1).unwrap_or(1))),
            None => Ok(()),
        }
    }

    /// Counts a failure; without an address only for the account.
    pub fn failed(&self, account: &str, address: &str, now: Timestamp) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() >= KEYS_MAX {
            failures.retain(|_, times| times.last().is_some_and(|at| is_recent(*at, now)));
        }
        if failures.len() >= KEYS_MAX {
            failures.clear();
        }
        let keys = [Some(account_key(account)), (!address.is_empty()).then(|| address_key(address))];
        for key in keys.into_iter().flatten() {
            let times = failures.entry(key).or_default();
            times.retain(|at| is_recent(*at, now));
            times.push(now);
        }
    }

    /// A success clears the account, not the address.
    pub fn succeeded(&self, account: &str) {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).remove(&account_key(account));
    }
}

fn is_recent(at: Timestamp, now: Timestamp) -> bool {
    now.millis() - at.millis() < WINDOW_MILLIS
}

fn account_key(account: &str) -> String {
    format!("account {account}")
}

fn address_key(address: &str) -> String {
    format!("address {address}")
}
