//! The small company in which most tests happen.

use domain::tickets::TicketStatus;
use domain::{DepartmentId, TicketId};

use super::builders::{new_ticket, to_department};
use super::desk::Desk;
use super::person::Person;

/// Four departments and five people.
pub struct Company {
    /// Takes the calls of clients.
    pub dispatch: DepartmentId,
    /// Repairs stations.
    pub technical: DepartmentId,
    /// Pays back.
    pub finance: DepartmentId,
    /// Where the administrator belongs.
    pub administration: DepartmentId,
    /// Has no members.
    pub empty: DepartmentId,
    /// Of dispatch.
    pub dispatcher: Person,
    /// Of the technical department; takes the tickets of [`Company::ticket_in`].
    pub specialist: Person,
    /// Of the technical department, too.
    pub colleague: Person,
    /// Of the finance department.
    pub accountant: Person,
    /// The only administrator.
    pub admin: Person,
}

impl Company {
    /// Everybody is employed and logged in.
    pub async fn found(desk: &Desk) -> Self {
        let dispatch = desk.department("Диспетчерська служба").await;
        let technical = desk.department("Технічний відділ").await;
        let finance = desk.department("Фінансовий відділ").await;
        let administration = desk.department("Адміністрація").await;
        Self {
            dispatcher: desk.person("Іваненко Ірина Степанівна", dispatch).await,
            specialist: desk.person("Петренко Петро Олексійович", technical).await,
            colleague: desk.person("Ґаврилюк Ганна Юріївна", technical).await,
            accountant: desk.person("Ткачук Тарас Іванович", finance).await,
            admin: desk.admin("Мельник Андрій Васильович", administration).await,
            empty: desk.department("Сервісний відділ").await,
            dispatch,
            technical,
            finance,
            administration,
        }
    }

    /// Everybody.
    pub fn everybody(&self) -> [&Person; 5] {
        [&self.dispatcher, &self.specialist, &self.colleague, &self.accountant, &self.admin]
    }

    /// A new ticket by the dispatcher in the queue of the technical department.
    pub async fn ticket(&self) -> TicketId {
        self.dispatcher.create(&new_ticket(to_department(self.technical))).await.unwrap().id
    }

    /// A ticket by the dispatcher in the technical department; unless it is new, the specialist has taken it.
    pub async fn ticket_in(&self, status: TicketStatus) -> TicketId {
        let id = self.ticket().await;
        if status != TicketStatus::New {
            self.specialist.take(id).await.unwrap();
            if status != TicketStatus::InProgress {
                self.specialist.transition(id, status).await.unwrap();
            }
        }
        id
    }
}
