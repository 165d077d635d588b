//! The job that the person started last.

use client::{ClientError, LiveMessage};
use domain::BulkJobId;
use domain::bulk::wire::{BulkJobQuery, BulkProgress, BulkStarted, BulkState};
use gloo_timers::future::TimeoutFuture;

use crate::api::use_api;
use crate::live::Live;
use crate::reactive::RwSignal;
use crate::session::{Session, use_session};
use crate::single::single;
use crate::task::{on_change, spawn};

/// A running job of which nothing was heard for so long is asked about.
const SILENCE_MS: u32 = 5_000;

single! {
    /// How far it is.
    BulkNow of Parts
}

pub(crate) struct Parts {
    progress: RwSignal<Option<BulkProgress>>,
    /// Whether it takes back another one.
    is_undo: RwSignal<bool>,
}

/// The job that the person started last.
pub(crate) fn use_bulk() -> BulkNow {
    BulkNow
}

impl BulkNow {
    /// No job; the live stream tells of it.
    pub(crate) fn start(session: Session, live: Live) {
        let now = Self::begin(Parts { progress: RwSignal::new(None), is_undo: RwSignal::new(false) });
        live.on(move |message| match message {
            LiveMessage::Bulk(progress) => now.hear(*progress),
            LiveMessage::Reset(_) => now.look(),
            LiveMessage::Event(_) | LiveMessage::Presence(_) | LiveMessage::Heartbeat => {}
        });
        // Progress is not told a second time after a break.
        on_change(move || live.is_lost(), move |_| now.look());
        on_change(move || session.who.get(), move |_| now.put_aside());
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
        self.progress.set(Some(BulkProgress {
            job,
            state: BulkState::Running,
            done: 0,
            refused: 0,
            total: 0,
        }));
        // It may have ended before the stream could tell.
        self.look();
    }

    /// Shows it no more.
    pub(super) fn put_aside(self) {
        self.progress.set(None);
    }

    /// News of the job; when none is shown, of one that was started before the page was loaded.
    fn hear(self, told: BulkProgress) {
        let is_news = self.progress.with_untracked(|known| match known {
            Some(known) => {
                known.job == told.job && known.state == BulkState::Running && known.done <= told.done
            }
            None => told.state == BulkState::Running,
        });
        if is_news {
            let is_other = self.progress.with_untracked(Option::is_none);
            self.progress.set(Some(told));
            if is_other {
                self.look();
            }
        }
    }

    /// Asks how far it is, and again while it runs and nothing is heard of it.
    fn look(self) {
        let Some(known) = self.progress.get_untracked() else { return };
        spawn(async move {
            match use_api().get_bulk_job(known.job, &BulkJobQuery::default()).await {
                Ok(job) => {
                    self.is_undo.set(job.undoes.is_some());
                    self.hear(job.progress());
                }
                Err(error) => use_session().notice(&error),
            }
            let seen = self.progress.get_untracked();
            if seen.is_some_and(|seen| seen.state == BulkState::Running) {
                TimeoutFuture::new(SILENCE_MS).await;
                if self.progress.get_untracked() == seen {
                    self.look();
                }
            }
        });
    }

    /// Ends the job.
    pub(super) async fn cancel(self, job: BulkJobId) -> Result<(), ClientError> {
        let answer = use_api().cancel_bulk_job(job).await;
        if answer.is_err() {
            // It may have ended already.
            self.look();
        }
        self.hear(answer?.progress());
        Ok(())
    }

    /// Takes back what the job did.
    pub(super) async fn undo(self, job: BulkJobId) -> Result<(), ClientError> {
        let BulkStarted { job } = use_api().undo_bulk_job(job).await?;
        self.follow(job, true);
        Ok(())
    }
}
