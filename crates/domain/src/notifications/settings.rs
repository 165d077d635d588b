//! What a person wants to hear of: of which events at all, of single tickets more or nothing, and when it is quiet.

use serde::{Deserialize, Serialize};

use super::NotificationKind::{
    self, CommentAdded, Mentioned, StatusChanged, TicketAssigned, TicketCreated, TicketRedirected,
    WaitingOver,
};
use super::Relation::{self, Department, Mine, Watched};
use crate::json::{FromJson, ToJson};
use crate::problem::FieldError;
use crate::words::words;
use crate::{ErrorCode, patch};

words! {
    /// What a person has decided about one ticket.
    Following {
        /// Nothing: he hears what his settings say.
        Usual = "usual",
        /// He hears of it like those who work on it, for as long as he sees it.
        Watching = "watching",
        /// He hears nothing of it, unless it is assigned to him or he is mentioned.
        Muted = "muted",
    }
}

/// `PUT /tickets/{id}/following`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({"following": "watching"})))]
#[serde(deny_unknown_fields)]
pub struct FollowingRequest {
    /// What the caller decides.
    pub following: Following,
}

/// Which events there are to hear of, by why one hears of them.
pub const RULES: [(Relation, NotificationKind); 13] = [
    (Mine, TicketAssigned),
    (Mine, Mentioned),
    (Mine, CommentAdded),
    (Mine, StatusChanged),
    (Mine, TicketRedirected),
    (Mine, WaitingOver),
    (Department, TicketCreated),
    (Department, TicketRedirected),
    (Department, WaitingOver),
    (Watched, CommentAdded),
    (Watched, StatusChanged),
    (Watched, TicketRedirected),
    (Watched, WaitingOver),
];

/// Whether one hears of an event, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NotificationRule {
    /// Why one would hear of it.
    pub relation: Relation,
    /// What happened.
    pub kind: NotificationKind,
    /// Whether there is a notification.
    pub in_app: bool,
    /// Whether the browser shows it too, outside of the page; nothing without `in_app`.
    pub browser: bool,
}

impl NotificationRule {
    /// Whether there is a notification; the browser shows none that there is not.
    pub fn set_in_app(&mut self, is_on: bool) {
        self.in_app = is_on;
        self.browser &= is_on;
    }

    /// Whether the browser shows it; then there is one.
    pub fn set_browser(&mut self, is_on: bool) {
        self.browser = is_on;
        self.in_app |= is_on;
    }
}

/// When the browser shows nothing and plays nothing: from one time of day to another, by the clock of the browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct QuietHours {
    /// `HH:MM`.
    #[cfg_attr(feature = "server", schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$"))]
    pub from: String,
    /// `HH:MM`, another one; before `from` it is that of the next day.
    #[cfg_attr(feature = "server", schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$"))]
    pub until: String,
}

/// What the caller wants to hear of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "rules": [{"relation": "watched", "kind": "status_changed", "in_app": true, "browser": false}],
    "quiet_hours": {"from": "20:00", "until": "08:00"}, "sound": false
})))]
#[serde(deny_unknown_fields)]
pub struct NotificationSettings {
    /// In an answer all that there are; in a request those that shall be unlike the usual ones, each once.
    pub rules: Vec<NotificationRule>,
    /// When it is quiet; `null` is never.
    #[serde(default, deserialize_with = "patch::optional_object")]
    pub quiet_hours: Option<QuietHours>,
    /// Whether the browser plays a sound for what it shows.
    pub sound: bool,
}

impl Default for NotificationSettings {
    fn default() -> Self {
        let usual =
            |(relation, kind)| NotificationRule { relation, kind, in_app: true, browser: relation == Mine };
        Self { rules: RULES.map(usual).to_vec(), quiet_hours: None, sound: false }
    }
}

impl NotificationSettings {
    /// The settings with all rules.
    pub fn parse(self) -> Result<Self, Vec<FieldError>> {
        let mut whole = Self { quiet_hours: self.quiet_hours, sound: self.sound, ..Self::default() };
        let mut errors = Vec::new();
        if self.rules.len() > RULES.len() {
            errors.push(FieldError::new("/rules", ErrorCode::TooMany).with("max", RULES.len()));
        }
        for (index, rule) in self.rules.into_iter().enumerate().take(RULES.len()) {
            match whole.rule_mut(rule.relation, rule.kind) {
                Some(one) => {
                    one.browser = rule.browser;
                    one.set_in_app(rule.in_app);
                }
                None => errors.push(FieldError::new(format!("/rules/{index}"), ErrorCode::NotApplicable)),
            }
        }
        errors.extend(whole.quiet_hours.iter().flat_map(QuietHours::errors));
        if errors.is_empty() { Ok(whole) } else { Err(errors) }
    }

    /// What is said about an event; what there are no rules for is told.
    pub fn rule(&self, relation: Relation, kind: NotificationKind) -> Option<&NotificationRule> {
        self.rules.iter().find(|one| (one.relation, one.kind) == (relation, kind))
    }

    /// The same, to change it.
    pub fn rule_mut(&mut self, relation: Relation, kind: NotificationKind) -> Option<&mut NotificationRule> {
        self.rules.iter_mut().find(|one| (one.relation, one.kind) == (relation, kind))
    }

    /// Whether the browser shows it at a minute of the day.
    pub fn shows(&self, relation: Relation, kind: NotificationKind, minute: u16) -> bool {
        let is_quiet = self.quiet_hours.as_ref().is_some_and(|quiet| quiet.covers(minute));
        !is_quiet && self.rule(relation, kind).is_some_and(|rule| rule.browser)
    }

    /// Whether a person with these settings is told.
    pub fn tells(&self, following: Following, relation: Relation, kind: NotificationKind) -> bool {
        // Whoever is asked for himself hears of that also when he has muted the ticket.
        if following == Following::Muted && !matches!(kind, TicketAssigned | Mentioned) {
            return false;
        }
        self.rule(relation, kind).is_none_or(|rule| rule.in_app)
    }
}

impl QuietHours {
    /// Whether it is quiet at a minute of the day.
    pub fn covers(&self, minute: u16) -> bool {
        let (Some(from), Some(until)) = (minute_of_day(&self.from), minute_of_day(&self.until)) else {
            return false;
        };
        if from < until { (from..until).contains(&minute) } else { minute >= from || minute < until }
    }

    fn errors(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        for (pointer, time) in [("/quiet_hours/from", &self.from), ("/quiet_hours/until", &self.until)] {
            if minute_of_day(time).is_none() {
                errors.push(FieldError::new(pointer, ErrorCode::InvalidType));
            }
        }
        if errors.is_empty() && self.from == self.until {
            errors.push(FieldError::new("/quiet_hours/until", ErrorCode::NotApplicable));
        }
        errors
    }
}

/// Of `HH:MM`.
fn minute_of_day(time: &str) -> Option<u16> {
    let (hours, minutes) = time.split_once(':')?;
    let number = |digits: &str, end: u16| {
        let is_plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse().ok().filter(|number: &u16| is_plain && *number < end)
    };
    Some(number(hours, 24)? * 60 + number(minutes, 60)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(from: &str, until: &str) -> QuietHours {
        QuietHours { from: from.to_owned(), until: until.to_owned() }
    }

    #[test]
    fn quiet_hours_can_go_over_midnight() {
        let night = hours("22:00", "07:30");
        let quiet = |time: &str| night.covers(minute_of_day(time).unwrap());
        assert!(quiet("22:00") && quiet("23:59") && quiet("00:00") && quiet("07:29"));
        assert!(!quiet("21:59") && !quiet("07:30") && !quiet("12:00"));
        let noon = hours("12:00", "13:00");
        assert!(noon.covers(12 * 60) && !noon.covers(13 * 60) && !noon.covers(0));
    }

    #[test]
    fn times_that_are_none_are_refused() {
        for (from, until, pointer, code) in [
            ("24:00", "07:00", "/quiet_hours/from", ErrorCode::InvalidType),
            ("07:00", "7:00", "/quiet_hours/until", ErrorCode::InvalidType),
            ("+1:00", "07:00", "/quiet_hours/from", ErrorCode::InvalidType),
            ("07:00", "07:60", "/quiet_hours/until", ErrorCode::InvalidType),
            ("07:00", "07:00", "/quiet_hours/until", ErrorCode::NotApplicable),
        ] {
            let settings =
                NotificationSettings { quiet_hours: Some(hours(from, until)), ..Default::default() };
            assert_eq!(settings.parse(), Err(vec![FieldError::new(pointer, code)]), "{from} {until}");
        }
    }

    #[test]
    fn what_is_not_named_stays_usual_and_the_browser_shows_only_what_is_told() {
        let off = NotificationRule { relation: Mine, kind: StatusChanged, in_app: false, browser: true };
        let settings = NotificationSettings { rules: vec![off], quiet_hours: None, sound: true };
        let whole = settings.parse().unwrap();
        assert_eq!(whole.rules.len(), RULES.len());
        assert_eq!(whole.rule(Mine, StatusChanged), Some(&NotificationRule { browser: false, ..off }));
        assert!(!whole.tells(Following::Usual, Mine, StatusChanged));
        assert!(whole.tells(Following::Usual, Watched, StatusChanged));
        assert!(whole.tells(Following::Usual, Mine, CommentAdded));
    }

    #[test]
    fn in_quiet_hours_nothing_is_shown() {
        let settings =
            NotificationSettings { quiet_hours: Some(hours("22:00", "07:00")), ..Default::default() };
        let shown = |relation, hour: u16| settings.shows(relation, CommentAdded, hour * 60);
        assert!(shown(Mine, 12) && !shown(Mine, 23) && !shown(Watched, 12));
    }

    #[test]
    fn a_muted_ticket_tells_only_who_is_asked_for_himself() {
        let usual = NotificationSettings::default();
        let told: Vec<_> = RULES
            .into_iter()
            .filter(|(relation, kind)| usual.tells(Following::Muted, *relation, *kind))
            .collect();
        assert_eq!(told, [(Mine, TicketAssigned), (Mine, Mentioned)]);
    }

    #[test]
    fn nobody_is_told_that_his_department_commented() {
        let odd = NotificationRule { relation: Department, kind: CommentAdded, in_app: true, browser: true };
        let settings = NotificationSettings { rules: vec![odd], quiet_hours: None, sound: false };
        assert_eq!(settings.parse(), Err(vec![FieldError::new("/rules/0", ErrorCode::NotApplicable)]));
    }
}
