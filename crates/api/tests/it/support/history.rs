//! A company that has worked for a while: tickets of all kinds, in all statuses, moved around by chance.

use domain::TicketId;
use domain::tickets::list::TicketListQuery;
use domain::tickets::wire::{
    AssignTo, CreateTicketRequest, TicketRow, TransitionTicketRequest, UpdateTicketRequest,
};
use domain::tickets::{ClientType, Priority, Resolution, TicketStatus};

use super::builders::{about, to_department, to_person};
use super::company::Company;
use super::dice::Dice;
use super::person::Person;

/// Stations of the tickets; the last two show that `%` and `_` are letters like others.
pub const STATIONS: [&str; 4] = ["KYIV-017", "LVIV-002", "100%", "A_B"];
const SUBJECTS: [&str; 4] =
    ["Конектор заблоковано", "Повернення коштів", "Зв’язок зі станцією", "Рахунок для ТОВ «Ґанок»"];

impl Company {
    /// Somewhere to send a ticket.
    pub fn somewhere(&self, dice: &mut Dice) -> AssignTo {
        let departments = [self.dispatch, self.technical, self.finance, self.administration];
        if dice.below(2) == 0 {
            to_department(dice.pick(&departments))
        } else {
            to_person(dice.pick(&self.everybody()).id)
        }
    }

    /// A ticket about something.
    pub fn something(&self, dice: &mut Dice) -> CreateTicketRequest {
        let to = self.somewhere(dice);
        CreateTicketRequest {
            client_type: dice.pick(&ClientType::ALL),
            priority: dice.pick(&Priority::ALL),
            station_number: dice.maybe(&STATIONS).map(str::to_owned),
            car_model: dice.maybe(&["Nissan Leaf", "BYD Seal"]).map(str::to_owned),
            ..about(dice.pick(&SUBJECTS), to)
        }
    }

    /// Somebody does something with the ticket, which may be refused, but by a rule and not by a fault.
    pub async fn do_something(&self, dice: &mut Dice, id: TicketId) {
        let person: &Person = dice.pick(&self.everybody());
        let outcome = match dice.below(7) {
            0 => person.take(id).await.map(drop),
            1 => person.redirect(id, self.somewhere(dice), "Вам").await.map(drop),
            2 => person.comment(id, "Побачив").await.map(drop),
            3 => {
                let change =
                    UpdateTicketRequest { priority: Some(dice.pick(&Priority::ALL)), ..Default::default() };
                person.edit(id, &change).await.map(drop)
            }
            _ => {
                let to = dice.pick(&TicketStatus::ALL);
                let resolution = (to == TicketStatus::Closed).then(|| dice.pick(&Resolution::ALL));
                let request = TransitionTicketRequest { to, until: None, resolution, comment: None };
                person.transition_with(id, request).await.map(drop)
            }
        };
        if let Err(error) = outcome {
            assert!(matches!(error.status(), Some(403 | 404 | 409)), "{error}");
        }
    }

    /// Creates tickets and does `steps` things with them; all rows as the administrator sees them, newest first.
    pub async fn work(&self, dice: &mut Dice, tickets: usize, steps: usize) -> Vec<TicketRow> {
        let mut ids = Vec::new();
        for _ in 0..tickets {
            let request = self.something(dice);
            ids.push(dice.pick(&self.everybody()).create(&request).await.unwrap().id);
        }
        for _ in 0..steps {
            let id = dice.pick(&ids);
            self.do_something(dice, id).await;
        }
        let rows = self.admin.list(&TicketListQuery::default()).await;
        assert_eq!(rows.len(), tickets);
        rows
    }
}
