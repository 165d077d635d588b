//! A ticket at another moment: what a command will lead to, by the same rules, before the server has answered; or as it
//! was.

use super::command::{Context, decide};
use super::wire::TicketView;
use super::{Command, Place, Ticket};
use crate::text;

/// The names of a place: of its department, and of the person.
pub type Names = (String, Option<String>);

impl TicketView {
    /// The ticket after the command, with the version that it has now; `None` when the rules refuse it, or nothing
    /// changes. What only the server knows (files, what the caller may do next) stays as it is.
    pub fn predict(
        &self,
        command: Command,
        context: Context<'_>,
        names: impl Fn(&Place) -> Names,
    ) -> Option<Self> {
        let mut ticket = self.without_names();
        let data = decide(&ticket, command, context).ok().flatten()?;
        ticket.evolve(context.actor.employee_id(), context.now, &data);
        Some(self.restated(ticket, names))
    }

    /// The same ticket as it stands at another moment, with the version that it has now.
    pub fn restated(&self, ticket: Ticket, names: impl Fn(&Place) -> Names) -> Self {
        let (department_name, assignee_name) = if ticket.place() == self.facts().place() {
            (self.department_name.clone(), self.assignee_name.clone())
        } else {
            names(&ticket.place())
        };
        // How it looks only the server knows.
        let description_html = if ticket.description == self.description {
            self.description_html.clone()
        } else {
            text::as_html(&ticket.description)
        };
        Self {
            subject: ticket.subject,
            description: ticket.description,
            description_html,
            client_type: ticket.client_type,
            priority: ticket.priority,
            status: ticket.status,
            department_id: ticket.department_id,
            department_name,
            assignee_id: ticket.assignee_id,
            assignee_name,
            station_number: ticket.station_number,
            car_model: ticket.car_model,
            waiting_until: ticket.waiting_until,
            resolution: ticket.resolution,
            return_count: ticket.return_count,
            updated_at: ticket.updated_at,
            closed_at: ticket.closed_at,
            ..self.clone()
        }
    }

    fn without_names(&self) -> Ticket {
        Ticket {
            id: self.id,
            subject: self.subject.clone(),
            description: self.description.clone(),
            client_type: self.client_type,
            priority: self.priority,
            status: self.status,
            department_id: self.department_id,
            assignee_id: self.assignee_id,
            creator_id: self.creator_id,
            station_number: self.station_number.clone(),
            car_model: self.car_model.clone(),
            waiting_until: self.waiting_until,
            resolution: self.resolution,
            return_count: self.return_count,
            version: self.version,
            created_at: self.created_at,
            updated_at: self.updated_at,
            closed_at: self.closed_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::employees::Role;
    use crate::tickets::TicketStatus;
    use crate::tickets::testing::ticket_view;
    use crate::{Actor, DepartmentId, EmployeeId, Timestamp};

    fn predicted(ticket: &TicketView, command: Command, department: i64) -> Option<TicketView> {
        let actor =
            Actor::Employee { id: EmployeeId(1), department_id: DepartmentId(department), role: Role::User };
        let context = Context {
            actor: &actor,
            now: Timestamp::from_millis(5_000),
            assignee_active: true,
            department_active: true,
        };
        let names = |place: &Place| {
            (format!("Відділ {}", place.department_id), place.assignee_id.map(|id| format!("Особа {id}")))
        };
        ticket.predict(command, context, names)
    }

    #[test]
    fn what_the_rules_allow_is_shown_with_names_and_the_old_version() {
        let taken = predicted(&ticket_view(), Command::Take, 10).unwrap();
        assert_eq!(
            (taken.status, taken.assignee_name.as_deref()),
            (TicketStatus::InProgress, Some("Особа 1"))
        );
        assert_eq!((taken.version, taken.updated_at.millis()), (3, 5_000));
        assert_eq!(taken.creator_name, "Коваль Олена");

        let to = Place { department_id: DepartmentId(11), assignee_id: None };
        let redirected = predicted(&taken, Command::Redirect { to, comment: "Сюди".to_owned() }, 10).unwrap();
        assert_eq!(
            (redirected.status, redirected.department_name.as_str()),
            (TicketStatus::New, "Відділ 11")
        );
        assert_eq!((redirected.assignee_id, redirected.assignee_name), (None, None));
    }

    #[test]
    fn what_the_rules_refuse_is_not_shown() {
        assert_eq!(predicted(&ticket_view(), Command::Take, 11), None);
        let to = Place { department_id: DepartmentId(10), assignee_id: None };
        assert_eq!(predicted(&ticket_view(), Command::Redirect { to, comment: "Сюди".to_owned() }, 10), None);
    }
}
