//! Who is where, as far as this instance has heard.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::presence::{PresenceView, PresentPerson, STAYS_SECONDS};
use domain::{EmployeeId, TicketId, Timestamp};
use serde::{Deserialize, Serialize};

/// What a person says of himself; also the payload of PostgreSQL's NOTIFY.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sign {
    /// At which ticket.
    pub ticket_id: TicketId,
    /// Who.
    pub id: EmployeeId,
    /// His name.
    pub full_name: String,
    /// Whether he is writing; `None` when he leaves.
    pub typing: Option<bool>,
    /// When he said it: signs can come late, and after newer ones.
    pub at: Timestamp,
}

struct Guest {
    person: PresentPerson,
    heard_at: Timestamp,
}

/// All rooms; clones share them.
#[derive(Clone, Default)]
pub struct Rooms(Arc<Mutex<HashMap<TicketId, Vec<Guest>>>>);

impl Rooms {
    /// Takes note of a sign. Whether somebody came, left, or began or ceased to write.
    pub fn note(&self, sign: &Sign, now: Timestamp) -> bool {
        let mut rooms = self.tidied(now);
        let room = rooms.entry(sign.ticket_id).or_default();
        let at = room.iter().position(|guest| guest.person.id == sign.id);
        let is_old = at.is_some_and(|at| sign.at < room[at].heard_at) || sign.at <= forgotten(now);
        match (at, sign.typing) {
            (None, None) => false,
            _ if is_old => false,
            (Some(at), None) => {
                room.remove(at);
                true
            }
            (Some(at), Some(typing)) => {
                let guest = &mut room[at];
                guest.heard_at = sign.at;
                std::mem::replace(&mut guest.person.typing, typing) != typing
            }
            (None, Some(typing)) => {
                let person = PresentPerson { id: sign.id, full_name: sign.full_name.clone(), typing };
                room.push(Guest { person, heard_at: sign.at });
                true
            }
        }
    }

    /// Who is at a ticket besides a person; `None` when he is not there himself.
    pub fn seen_by(&self, id: EmployeeId, ticket_id: TicketId, now: Timestamp) -> Option<PresenceView> {
        let rooms = self.tidied(now);
        let room = rooms.get(&ticket_id).filter(|room| room.iter().any(|guest| guest.person.id == id))?;
        let others = room.iter().map(|guest| &guest.person).filter(|person| person.id != id);
        Some(PresenceView { ticket_id, people: others.cloned().collect() })
    }

    /// Without those who have not been heard of for too long.
    fn tidied(&self, now: Timestamp) -> MutexGuard<'_, HashMap<TicketId, Vec<Guest>>> {
        // Whatever ended a thread in here, each change is whole.
        let mut rooms = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        rooms.retain(|_, room| {
            room.retain(|guest| guest.heard_at > forgotten(now));
            !room.is_empty()
        });
        rooms
    }
}

/// Whoever was heard of at that time, and not since, is there no more.
fn forgotten(now: Timestamp) -> Timestamp {
    now.plus_millis(-STAYS_SECONDS * 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(id: i64, typing: Option<bool>, at: Timestamp) -> Sign {
        Sign { ticket_id: TicketId(1), id: EmployeeId(id), full_name: format!("Особа {id}"), typing, at }
    }

    #[test]
    fn people_come_write_and_leave() {
        let (rooms, now) = (Rooms::default(), Timestamp::from_millis(1_000_000));
        let others = |id: i64, now| {
            let view = rooms.seen_by(EmployeeId(id), TicketId(1), now)?;
            Some(view.people.into_iter().map(|one| (one.id.0, one.typing)).collect::<Vec<_>>())
        };
        let note = |id, typing, at, now| rooms.note(&sign(id, typing, at), now);
        assert!(note(1, Some(false), now, now));
        assert!(!note(1, Some(false), now, now));
        assert!(note(2, Some(true), now, now));
        assert_eq!(others(1, now), Some(vec![(2, true)]));
        assert_eq!(others(2, now), Some(vec![(1, false)]));
        assert_eq!(others(3, now), None);
        assert!(note(2, Some(false), now, now));

        let later = now.plus_millis(STAYS_SECONDS * 1_000 - 1);
        assert!(!note(1, Some(false), later, later));
        assert!(!note(1, None, now, later), "what comes after a newer sign is old");
        let too_late = later.plus_millis(1);
        assert_eq!(others(1, too_late), Some(Vec::new()));
        assert!(!note(2, Some(true), now, too_late), "nobody comes back by a sign that was late");
        assert!(note(1, None, too_late, too_late));
        assert!(!note(1, None, too_late, too_late));
        assert_eq!(others(1, too_late), None);
    }
}
