//! What a notification says, without its looks.

use domain::json::{self, Value};
use domain::notifications::{NotificationKind, NotificationView};
use domain::tickets::{Place, TicketStatus};

use crate::i18n::{status_name, t};
use crate::ui::Symbol;

/// One line: what happened. `name_of` knows departments and people.
pub(super) fn headline(notification: &NotificationView, name_of: impl Fn(&Place) -> String) -> String {
    let data = &notification.data;
    match notification.kind {
        NotificationKind::TicketCreated => t::notification_ticket_created().to_owned(),
        NotificationKind::TicketAssigned => t::notification_ticket_assigned().to_owned(),
        NotificationKind::CommentAdded => t::notification_comment_added().to_owned(),
        NotificationKind::StatusChanged => t::notification_status_changed(status_name(status(data))),
        NotificationKind::TicketRedirected => match place(data) {
            Some(place) => t::notification_redirected_to(name_of(&place)),
            None => t::notification_redirected().to_owned(),
        },
        NotificationKind::WaitingOver => t::notification_waiting_over().to_owned(),
        NotificationKind::Mentioned => t::notification_mentioned().to_owned(),
    }
}

/// What there is to hear of one ticket.
#[derive(Clone, PartialEq)]
pub(super) struct Group {
    /// The newest.
    pub(super) newest: NotificationView,
    /// How many older ones there are.
    pub(super) older: usize,
    /// Whether one of them is not read.
    pub(super) is_unread: bool,
}

/// By tickets, in the order of the newest of each.
pub(super) fn grouped(all: Vec<NotificationView>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for one in all {
        let is_unread = one.read_at.is_none();
        match groups.iter_mut().find(|group| group.newest.ticket_id == one.ticket_id) {
            Some(group) => {
                group.older += 1;
                group.is_unread |= is_unread;
            }
            None => groups.push(Group { newest: one, older: 0, is_unread }),
        }
    }
    groups
}

/// The picture beside it.
pub(super) fn symbol(kind: NotificationKind) -> Symbol {
    match kind {
        NotificationKind::TicketCreated => Symbol::Inbox,
        NotificationKind::TicketAssigned => Symbol::Person,
        NotificationKind::CommentAdded => Symbol::Mail,
        NotificationKind::StatusChanged => Symbol::Check,
        NotificationKind::TicketRedirected => Symbol::Forward,
        NotificationKind::WaitingOver => Symbol::Clock,
        NotificationKind::Mentioned => Symbol::Person,
    }
}

/// The status after the event, or after what was taken back; an event without one is that somebody took the ticket into
/// work.
fn status(data: &Value) -> TicketStatus {
    let told = data.get("to").or_else(|| data.get("state")?.get("status"));
    told.and_then(Value::as_str).and_then(TicketStatus::parse).unwrap_or(TicketStatus::InProgress)
}

/// Where a redirect went.
fn place(data: &Value) -> Option<Place> {
    json::read(data.get("to").or_else(|| data.get("state"))?).ok()
}

#[cfg(test)]
mod tests {
    use domain::notifications::Relation;
    use domain::{DepartmentId, NotificationId, TicketId, Timestamp};
    use serde_json::json;

    use super::*;

    fn text(kind: NotificationKind, data: Value) -> String {
        let notification = NotificationView {
            id: NotificationId(1),
            kind,
            relation: Relation::Mine,
            ticket_id: TicketId(7),
            ticket_subject: "Станція".into(),
            actor: None,
            at: Timestamp::from_millis(0),
            read_at: None,
            data,
        };
        headline(&notification, |place| match place.department_id {
            DepartmentId(3) => "Технічний відділ".to_owned(),
            other => other.to_string(),
        })
    }

    #[test]
    fn what_is_about_one_ticket_stands_together() {
        let one = |id: i64, ticket: i64, is_read: bool| NotificationView {
            id: NotificationId(id),
            kind: NotificationKind::CommentAdded,
            relation: Relation::Mine,
            ticket_id: TicketId(ticket),
            ticket_subject: String::new(),
            actor: None,
            at: Timestamp::from_millis(id),
            read_at: is_read.then_some(Timestamp::from_millis(9)),
            data: json!({}),
        };
        let groups = grouped(vec![one(5, 1, true), one(4, 2, true), one(3, 1, false), one(2, 2, true)]);
        let told: Vec<_> =
            groups.iter().map(|group| (group.newest.id.0, group.older, group.is_unread)).collect();
        assert_eq!(told, [(5, 1, true), (4, 1, false)]);
    }

    #[test]
    fn events_are_told_in_words() {
        let redirect = json!({"from": {"department_id": 1, "assignee_id": null}, "to": {"department_id": 3, "assignee_id": null}});
        let said = [
            text(NotificationKind::StatusChanged, json!({"from": "in_progress", "to": "closed"})),
            text(NotificationKind::StatusChanged, json!({"from": "new", "previous_assignee_id": null})),
            text(NotificationKind::TicketRedirected, redirect),
            text(NotificationKind::TicketRedirected, json!({})),
            text(
                NotificationKind::StatusChanged,
                json!({"kind": "taken", "state": {"status": "new", "department_id": 3, "assignee_id": null}, "fields": {}}),
            ),
            text(
                NotificationKind::TicketRedirected,
                json!({"kind": "redirected", "state": {"status": "new", "department_id": 3, "assignee_id": null}, "fields": {}}),
            ),
        ];
        assert_eq!(
            said,
            [
                "Новий статус: Закритий",
                "Новий статус: В роботі",
                "Перенаправлено: Технічний відділ",
                "Тікет перенаправлено",
                "Новий статус: Новий",
                "Перенаправлено: Технічний відділ"
            ]
        );
    }
}
