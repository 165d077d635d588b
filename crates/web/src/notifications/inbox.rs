//! The notifications on the screen: loaded page by page, kept fresh, marked as read.

use client::LiveMessage;
use domain::NotificationId;
use domain::live::LiveKind;
use domain::notifications::{NotificationListQuery, NotificationView};

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

    /// The person has read one.
    pub(super) fn read(self, id: NotificationId) {
        spawn(async move {
            match use_api().read_notification(id).await {
                Ok(()) => self.mark(|notification| notification.id == id),
                Err(error) => self.reporter.failed(&error),
            }
        });
    }

    /// The person has read all.
    pub(super) fn read_all(self) {
        spawn(async move {
            match use_api().read_all_notifications(None).await {
                Ok(()) => self.mark(|_| true),
                Err(error) => self.reporter.failed(&error),
            }
        });
    }

    fn mark(self, is_read: impl Fn(&NotificationView) -> bool) {
        self.list.update(|rows| {
            for row in rows.iter_mut().filter(|row| is_read(row)) {
                // The exact moment is the server's; on the screen only matters that there is one.
                row.read_at = row.read_at.or(Some(row.at));
            }
        });
        self.counters.reload();
    }
}
