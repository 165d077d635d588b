//! The job that the person started last.

use client::{ClientError, LiveMessage};
use domain::BulkJobId;
use domain::bulk::wire::{BulkJob, BulkJobQuery, BulkProgress, BulkStarted, BulkState};
use leptos::prelude::*;

use crate::api::use_api;
use crate::live::Live;
use crate::session::Session;
use crate::task::spawn;

/// How far it is.
#[derive(Clone, Copy)]
pub(crate) struct BulkNow {
    progress: RwSignal<Option<BulkProgress>>,
    /// Whether it takes back another one.
    is_undo: RwSignal<bool>,
    session: Session,
}

/// The job that the person started last.
pub(crate) fn use_bulk() -> BulkNow {
    expect_context()
}

impl BulkNow {
    /// No job; the live stream tells of it.
    pub(crate) fn new(session: Session, live: Live) -> Self {
        let now = Self { progress: RwSignal::new(None), is_undo: RwSignal::new(false), session };
        live.on(move |message| match message {
            LiveMessage::Bulk(progress) => now.hear(progress),
            LiveMessage::Reset(_) => now.look(),
            LiveMessage::Event(_) | LiveMessage::Heartbeat => {}
        });
        now
    }

    /// How far it is; `None` when there is none, or when it was put aside.
    pub(crate) fn get(self) -> Option<BulkProgress> {
        self.progress.get()
    }

    /// Whether it takes back another one.
    pub(super) fn is_undo(self) -> bool {
        self.is_undo.get()
    }

    /// Follows a job that was just started.
    pub(super) fn follow(self, job: BulkJobId, is_undo: bool) {
        self.is_undo.set(is_undo);
        let progress = BulkProgress { job, state: BulkState::Running, done: 0, refused: 0, total: 0 };
        self.progress.set(Some(progress));
        // It may have ended before the stream could tell.
        self.look();
    }

    /// Shows it no more.
    pub(super) fn put_aside(self) {
        self.progress.set(None);
    }

    fn hear(self, told: BulkProgress) {
        let is_news = self.progress.with_untracked(|known| {
            known.is_some_and(|known| known.job == told.job && known.state == BulkState::Running)
        });
        if is_news {
            self.progress.set(Some(told));
        }
    }

    fn look(self) {
        let Some(known) = self.progress.get_untracked() else { return };
        spawn(async move {
            match use_api().get_bulk_job(known.job, &BulkJobQuery::default()).await {
                Ok(job) => self.hear(progress(&job)),
                Err(error) => self.session.notice(&error),
            }
        });
    }

    /// Ends the job.
    pub(super) async fn cancel(self, job: BulkJobId) -> Result<(), ClientError> {
        let job = use_api().cancel_bulk_job(job).await?;
        self.hear(progress(&job));
        Ok(())
    }

    /// Takes back what the job did.
    pub(super) async fn undo(self, job: BulkJobId) -> Result<(), ClientError> {
        let BulkStarted { job } = use_api().undo_bulk_job(job).await?;
        self.follow(job, true);
        Ok(())
    }
}

fn progress(job: &BulkJob) -> BulkProgress {
    let BulkJob { id, state, done, refused, total, .. } = *job;
    BulkProgress { job: id, state, done, refused, total }
}
