//! The parameters of a list as a query that finds the same tickets.

use super::{Bound, Comparison, Condition, Directory, Pattern, Person, Query, Term};
use crate::tickets::list::{PersonFilter, Test, TicketListQuery, View};
use crate::tickets::{Priority, TicketStatus};
use crate::{DepartmentId, EmployeeId};

impl Query {
    /// What a list holds for somebody of a department, but for its order. Departments and people stand by the names of the
    /// directory where these mean nobody else, and by their numbers otherwise.
    ///
    /// `None` when the parameters or their query are wrong, or say what the language cannot: words apart from the query,
    /// tickets that nobody created.
    pub fn of_list(parameters: &TicketListQuery, own: DepartmentId, directory: &Directory) -> Option<Self> {
        let mut terms = Vec::new();
        let mut add = |is_negated, condition| terms.push(Term { is_negated, condition, at: 0..0 });
        match parameters.view.unwrap_or_default() {
            View::Queue => add(false, Condition::Department(vec![directory.department_word(own)])),
            View::Mine => add(false, Condition::Assignee(vec![Person::Me])),
            View::Created => add(false, Condition::Creator(vec![Person::Me])),
            View::All => {}
        }
        if matches!(parameters.view, Some(View::Queue | View::Mine)) {
            add(true, Condition::Status(vec![TicketStatus::Closed]));
        }
        for test in parameters.tests().ok()? {
            match test {
                Test::Status(all) => add(false, Condition::Status(all)),
                Test::Priority(all) => {
                    // The language compares priorities; those that are not wanted are left out one by one.
                    for value in Priority::ALL.into_iter().filter(|one| !all.contains(one)) {
                        add(true, Condition::Priority(Bound { comparison: Comparison::Equal, value }));
                    }
                }
                Test::Department(all) => {
                    let words = all.into_iter().map(|id| directory.department_word(id)).collect();
                    add(false, Condition::Department(words));
                }
                Test::Assignee(all) => add(false, Condition::Assignee(directory.person_words(all))),
                Test::Creator(all) => add(false, Condition::Creator(directory.person_words(all))),
                Test::Client(all) => add(false, Condition::Client(all)),
                Test::Station(all) => {
                    let exactly = |one: Pattern| Pattern { text: one.text, is_prefix: false };
                    add(false, Condition::Station(all.into_iter().map(exactly).collect()));
                }
                Test::Text(_)
                | Test::Resolution(_)
                | Test::Number(_)
                | Test::Car(_)
                | Test::Created(_)
                | Test::Updated(_)
                | Test::Closed(_) => {}
            }
        }
        if let Some(text) = &parameters.query {
            terms.extend(Self::parse(text).ok()?.terms);
        }
        let is_sayable = |term: &Term| term.condition != Condition::Creator(vec![Person::Nobody]);
        (parameters.q.is_none() && terms.iter().all(is_sayable)).then_some(Self { terms })
    }
}

impl Directory {
    fn department_word(&self, id: DepartmentId) -> String {
        let name = self.departments.iter().find(|(other, _)| *other == id).map(|(_, name)| name.clone());
        let means_it = |name: &String| {
            self.departments_named(std::slice::from_ref(name)).is_ok_and(|found| found == [id])
        };
        name.filter(means_it).unwrap_or_else(|| id.to_string())
    }

    fn person_words(&self, all: Vec<PersonFilter>) -> Vec<Person> {
        let word = |one| match one {
            PersonFilter::Me => Person::Me,
            PersonFilter::Nobody => Person::Nobody,
            PersonFilter::Person(id) => Person::Named(self.person_word(id)),
        };
        all.into_iter().map(word).collect()
    }

    fn person_word(&self, id: EmployeeId) -> String {
        let name = self.employees.iter().find(|(other, _)| *other == id).map(|(_, name)| name.clone());
        let means_him = |name: &String| {
            let found = self.people(&[Person::Named(name.clone())]);
            found.is_ok_and(|found| found == [PersonFilter::Person(id)])
        };
        name.filter(means_him).unwrap_or_else(|| id.to_string())
    }
}
