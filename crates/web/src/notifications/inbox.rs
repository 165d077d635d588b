//! The notifications on the screen: loaded page by page, kept fresh, marked as read.

use client::{ClientError, LiveMessage};
use domain::live::LiveKind;
use domain::notifications::{NotificationListQuery, NotificationView};
use domain::{NotificationId, TicketId};

use crate::api::use_api;
use crate::live::use_live;
use crate::paged::Paged;
use crate::reactive::{Memo, memo};
use crate::shell::{CountersNow, Reporter, use_counters, use_reporter};
use crate::task::{on_change, spawn};

/// A list of notifications.
#[derive(Clone, Copy)]
pub(super) struct Inbox {
    pub(super) list: Paged<NotificationView>,
    counters: CountersNow,
    reporter: Reporter,
}

impl Inbox {
    /// `only_unread` is asked at every load.
    pub(super) fn new(only_unread: impl Fn() -> bool + 'static, limit: u64) -> Self {
        let list = Paged::new(move |after| {
            let unread = only_unread().then_some(true);
            async move {
                use_api()
                    .list_notifications(&NotificationListQuery { unread, limit: Some(limit), after })
                    .await
            }
        });
        Self { list, counters: use_counters(), reporter: use_reporter() }
    }

    /// Loads again whenever something new arrives, or something is read elsewhere, while `is_shown`.
    pub(super) fn follow(self, is_shown: impl Fn() -> bool + Clone + 'static) {
        let reload = move || {
            if is_shown() {
                self.list.reload();
            }
        };
        let unread = self.unread();
        let reload_on_count = reload.clone();
        on_change(move || unread.get(), move |_| reload_on_count());
        use_live().on(move |message| match message {
            LiveMessage::Event(event) if event.kind == LiveKind::NotificationCreated => reload(),
            LiveMessage::Reset(_) => reload(),
            LiveMessage::Event(_)
            | LiveMessage::Bulk(_)
            | LiveMessage::Presence(_)
            | LiveMessage::Heartbeat => {}
        });
    }

    /// How many the person has not read.
    pub(super) fn unread(self) -> Memo<i64> {
        memo(move || self.counters.get().map_or(0, |counters| counters.unread_notifications))
    }

    /// The person has read what there is about a ticket, or all.
    pub(super) fn read(self, about: Option<TicketId>) {
        spawn(async move {
            let answer = use_api().read_all_notifications(about).await;
            self.marked(answer, &|row| {
                if about.is_none_or(|id| row.ticket_id == id) {
                    // The exact moment is the server's; on the screen only matters that there is one.
                    row.read_at = row.read_at.or(Some(row.at));
                }
            });
        });
    }

    /// The person will come back to it.
    pub(super) fn keep(self, id: NotificationId) {
        spawn(async move {
            let answer = use_api().unread_notification(id).await;
            self.marked(answer, &|row| {
                if row.id == id {
                    row.read_at = None;
                }
            });
        });
    }

    fn marked(self, answer: Result<(), ClientError>, mark: &dyn Fn(&mut NotificationView)) {
        match answer {
            Ok(()) => {
                self.list.update(|rows| rows.iter_mut().for_each(mark));
                self.counters.reload();
            }
            Err(error) => self.reporter.failed(&error),
        }
    }
}
