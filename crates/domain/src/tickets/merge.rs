//! Two people edit one ticket: changes of different fields both win, the same field is a conflict.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::event::{Change, FieldsChanged};
use super::wire::{PersonRef, TicketChanges};
use crate::Timestamp;
use crate::json::FromJson;

/// A field that somebody else changed since the editor read it; member of `conflicts` in a 412 answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Conflict {
    /// The name of the field.
    pub field: String,
    /// The value in the refused request.
    pub yours: Value,
    /// The value that the ticket has.
    pub theirs: Value,
    /// Who set it.
    pub changed_by: Option<PersonRef>,
    /// When.
    pub changed_at: Timestamp,
}

/// The requested changes that differ from what `later` (one edit that the editor has not seen) did to the same fields.
pub fn conflicts(
    requested: &TicketChanges,
    later: &FieldsChanged,
    changed_by: Option<&PersonRef>,
    changed_at: Timestamp,
) -> Vec<Conflict> {
    fn pair<T: PartialEq + Serialize>(
        yours: Option<&T>,
        theirs: Option<&Change<T>>,
    ) -> Option<(Value, Value)> {
        let (yours, theirs) = (yours?, &theirs?.to);
        (yours != theirs).then(|| {
            (
                serde_json::to_value(yours).unwrap_or_default(),
                serde_json::to_value(theirs).unwrap_or_default(),
            )
        })
    }
    [
        ("subject", pair(requested.subject.as_ref(), later.subject.as_ref())),
        ("description", pair(requested.description.as_ref(), later.description.as_ref())),
        ("priority", pair(requested.priority.as_ref(), later.priority.as_ref())),
        ("client_type", pair(requested.client_type.as_ref(), later.client_type.as_ref())),
        ("station_number", pair(requested.station_number.as_ref(), later.station_number.as_ref())),
        ("car_model", pair(requested.car_model.as_ref(), later.car_model.as_ref())),
    ]
    .into_iter()
    .filter_map(|(field, values)| {
        let (yours, theirs) = values?;
        Some(Conflict { field: field.to_owned(), yours, theirs, changed_by: changed_by.cloned(), changed_at })
    })
    .collect()
}
