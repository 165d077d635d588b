//! Everything that a desk keeps, for requests that must not change any of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use api::entities::{
    attachments, bulk_items, bulk_jobs, comments, counters, departments, employees, idempotency_keys,
    invites, notifications, quick_texts, refresh_tokens, sessions, ticket_events, tickets, view_places,
    views,
};
use sea_orm::EntityTrait;

use crate::support::Desk;

/// Tables and folders with what is in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footprint(BTreeMap<&'static str, BTreeSet<String>>);

macro_rules! rows {
    ($db:expr, $($table:ident)+) => {
        BTreeMap::from([$((stringify!($table), {
            let rows = $table::Entity::find().all($db).await.unwrap();
            rows.iter().map(|row| format!("{row:?}")).collect::<BTreeSet<String>>()
        })),+])
    };
}

impl Footprint {
    /// Of the desk as it is now.
    pub async fn of(desk: &Desk) -> Self {
        let mut kept = rows!(
            desk.state.db.write(),
            attachments bulk_items bulk_jobs comments counters departments employees idempotency_keys invites notifications quick_texts refresh_tokens
            sessions ticket_events tickets view_places views
        );
        let mut files = BTreeSet::new();
        collect(&desk.state.config.data_dir.join("attachments"), &mut files);
        kept.insert("files", files);
        Self(kept)
    }

    /// Fails when anything is different now, and says what.
    pub async fn assert_unchanged(&self, desk: &Desk, what: &str) {
        for (name, now) in Self::of(desk).await.0 {
            let before = &self.0[name];
            let (gone, new): (Vec<_>, Vec<_>) =
                (before.difference(&now).collect(), now.difference(before).collect());
            assert!(gone.is_empty() && new.is_empty(), "{what} changed {name}: {gone:#?} became {new:#?}");
        }
    }
}

fn collect(folder: &Path, files: &mut BTreeSet<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.insert(path.display().to_string());
        }
    }
}
