//! The form of the first-run set-up, without its looks.

use domain::accounts::{SetupAdmin, SetupRequest};
use domain::departments::SAMPLE;
use domain::text::search_key;

/// What was typed and ticked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SetupDraft {
    pub(super) token: String,
    pub(super) full_name: String,
    pub(super) email: String,
    pub(super) password: String,
    /// Which departments of the sample are wanted.
    pub(super) sample: [bool; SAMPLE.len()],
    /// Own departments, one per line.
    pub(super) own: String,
    /// The administrator's department.
    pub(super) department: String,
}

impl SetupDraft {
    /// The request as it stands.
    pub(super) fn request(self) -> SetupRequest {
        let departments = departments(&self.sample, &self.own);
        let department = chosen(&departments, &self.department);
        let Self { token, full_name, email, password, .. } = self;
        let token = token.trim().to_owned();
        SetupRequest { token, admin: SetupAdmin { full_name, email, password, department }, departments }
    }
}

/// The names of all wanted departments, each once.
pub(super) fn departments(sample: &[bool], own: &str) -> Vec<String> {
    let ticked = SAMPLE.iter().zip(sample).filter(|(_, wanted)| **wanted).map(|((name, _), _)| *name);
    let mut names: Vec<String> = Vec::new();
    for name in ticked.chain(own.lines().map(str::trim)) {
        if !name.is_empty() && names.iter().all(|other| search_key(other) != search_key(name)) {
            names.push(name.to_owned());
        }
    }
    names
}

/// The wanted department when it is still there, else the last one.
pub(super) fn chosen(departments: &[String], wanted: &str) -> Option<String> {
    departments.iter().find(|name| *name == wanted).or(departments.last()).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticked_and_own_departments_come_once_each() {
        let sample = [true, false, false, false, false, false, true];
        let names = departments(&sample, " Логістика\n\nадміністрація\nМаркетинг ");
        assert_eq!(names, ["Диспетчерська служба", "Адміністрація", "Логістика", "Маркетинг"]);
        assert_eq!(chosen(&names, "Логістика").as_deref(), Some("Логістика"));
        assert_eq!(chosen(&names, "Склад").as_deref(), Some("Маркетинг"));
        assert_eq!(chosen(&[], "Склад"), None);
    }

    #[test]
    fn a_filled_draft_is_accepted_by_the_rules() {
        let draft = SetupDraft {
            token: " k3J9 ".into(),
            full_name: "Мельник Андрій".into(),
            email: "admin@example.com".into(),
            password: "correct horse".into(),
            sample: [true; SAMPLE.len()],
            department: "Технічний відділ".into(),
            ..SetupDraft::default()
        };
        let desk = draft.request().parse().unwrap();
        assert_eq!((desk.token.as_str(), desk.departments.len(), desk.admin_department), ("k3J9", 7, 2));
    }
}
