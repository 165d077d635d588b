//! The people of the demo company.

use domain::employees::Role;
use domain::{Actor, DepartmentId, EmployeeId, Timestamp};

use super::dice::Dice;
use super::hours::{HOUR, MINUTE};
use super::names::{FEMALE, Gender, MALE, PATRONYMICS, SURNAMES, transliterate};

/// One of the sample departments, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dept {
    /// «Диспетчерська служба», round the clock.
    Dispatch,
    /// «Корпоративна підтримка», in office hours.
    Corporate,
    /// «Технічний відділ», round the clock.
    Technical,
    /// «Сервісний відділ», round the clock.
    Service,
    /// «Фінансовий відділ», in office hours.
    Finance,
    /// «Відділ розробки (SAAS)», in office hours.
    Saas,
    /// «Адміністрація», in office hours.
    Admin,
}

impl Dept {
    /// All.
    pub const ALL: [Self; 7] = [
        Self::Dispatch,
        Self::Corporate,
        Self::Technical,
        Self::Service,
        Self::Finance,
        Self::Saas,
        Self::Admin,
    ];

    /// Works Monday to Friday, 9 to 18.
    pub fn keeps_office_hours(self) -> bool {
        matches!(self, Self::Corporate | Self::Finance | Self::Saas | Self::Admin)
    }
}

/// An account that a visitor of the demo logs in with.
struct Known {
    email: &'static str,
    dept: Dept,
    full_name: &'static str,
    vocative: &'static str,
    gender: Gender,
    role: Role,
}

const KNOWN: [Known; 6] = [
    Known {
        email: "admin@example.com",
        dept: Dept::Admin,
        full_name: "Мельник Андрій Вікторович",
        vocative: "Андрію",
        gender: Gender::Male,
        role: Role::Admin,
    },
    Known {
        email: "dispatcher@example.com",
        dept: Dept::Dispatch,
        full_name: "Коваленко Олена Сергіївна",
        vocative: "Олено",
        gender: Gender::Female,
        role: Role::User,
    },
    Known {
        email: "corporate@example.com",
        dept: Dept::Corporate,
        full_name: "Левицька Соломія Богданівна",
        vocative: "Соломіє",
        gender: Gender::Female,
        role: Role::User,
    },
    Known {
        email: "tech1@example.com",
        dept: Dept::Technical,
        full_name: "Шевчук Тарас Миколайович",
        vocative: "Тарасе",
        gender: Gender::Male,
        role: Role::User,
    },
    Known {
        email: "tech2@example.com",
        dept: Dept::Technical,
        full_name: "Гнатюк Ірина Олегівна",
        vocative: "Ірино",
        gender: Gender::Female,
        role: Role::User,
    },
    Known {
        email: "finance@example.com",
        dept: Dept::Finance,
        full_name: "Бондаренко Наталія Петрівна",
        vocative: "Наталіє",
        gender: Gender::Female,
        role: Role::User,
    },
];

/// In departments of so many people those whom visitors log in as do most of the work.
const FEW: usize = 10;

/// Somebody who works at the desk.
#[derive(Clone, Debug)]
pub struct Person {
    /// Who; assigned when the person is stored.
    pub id: EmployeeId,
    /// Where he works.
    pub dept: Dept,
    /// The id of that department; assigned when the person is stored.
    pub department_id: DepartmentId,
    /// Surname, first name, patronymic.
    pub full_name: String,
    /// How colleagues address him.
    pub vocative: &'static str,
    /// For the endings of what he writes.
    pub gender: Gender,
    /// The login.
    pub email: String,
    /// What he may do.
    pub role: Role,
    /// When he last looked at his notifications.
    pub seen_at: Timestamp,
    /// How much of the work he does, compared with others.
    pub share: u32,
}

impl Person {
    /// For the rules.
    pub fn actor(&self) -> Actor {
        Actor::Employee { id: self.id, department_id: self.department_id, role: self.role }
    }
}

/// Everybody.
#[derive(Clone, Debug)]
pub struct Staff {
    people: Vec<Person>,
}

impl Staff {
    /// So many people in each department. Ids count from 1 until the people are stored.
    pub fn recruit(dice: &mut Dice, per_department: usize, now: Timestamp) -> Self {
        let mut people: Vec<Person> = Vec::new();
        for dept in Dept::ALL {
            let known = KNOWN.iter().filter(|known| known.dept == dept);
            people.extend(known.map(|known| Person {
                full_name: known.full_name.to_owned(),
                vocative: known.vocative,
                gender: known.gender,
                email: known.email.to_owned(),
                role: known.role,
                seen_at: now.plus_millis(-away(dice, dept) * HOUR),
                share: if per_department <= FEW { 12 } else { 3 },
                ..blank(dept, now)
            }));
            while people.iter().filter(|person| person.dept == dept).count() < per_department {
                let stranger = stranger(dice, dept, now, &people);
                people.push(stranger);
            }
        }
        for (id, person) in (1..).zip(&mut people) {
            person.id = EmployeeId(id);
        }
        Self { people }
    }

    /// Everybody, by department.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// Everybody, to assign the ids of the database.
    pub fn people_mut(&mut self) -> &mut [Person] {
        &mut self.people
    }

    /// One person.
    pub fn person(&self, id: EmployeeId) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// The members of a department.
    pub fn members(&self, department: DepartmentId) -> Vec<EmployeeId> {
        self.people
            .iter()
            .filter(|person| person.department_id == department)
            .map(|person| person.id)
            .collect()
    }

    /// Somebody of the department.
    pub fn somebody(&self, dice: &mut Dice, dept: Dept) -> &Person {
        let of_dept = || self.people.iter().filter(|person| person.dept == dept);
        let index = dice.weighted(of_dept().map(|person| person.share));
        of_dept().nth(index).unwrap_or(&self.people[0])
    }

    /// The id of a department.
    pub fn department_id(&self, dept: Dept) -> DepartmentId {
        self.people
            .iter()
            .find(|person| person.dept == dept)
            .map_or(DepartmentId(0), |person| person.department_id)
    }
}

/// For how many hours those whom visitors log in as have not looked: something is new for them.
fn away(dice: &mut Dice, dept: Dept) -> i64 {
    if dept.keeps_office_hours() { dice.between(40, 60) } else { dice.between(4, 6) }
}

fn blank(dept: Dept, now: Timestamp) -> Person {
    let position = Dept::ALL.iter().position(|other| *other == dept).unwrap_or_default();
    Person {
        id: EmployeeId(0),
        dept,
        department_id: DepartmentId(i64::try_from(position).unwrap_or_default() + 1),
        full_name: String::new(),
        vocative: "",
        gender: Gender::Male,
        email: String::new(),
        role: Role::User,
        seen_at: now,
        share: 2,
    }
}

fn stranger(dice: &mut Dice, dept: Dept, now: Timestamp, others: &[Person]) -> Person {
    let women = match dept {
        Dept::Dispatch | Dept::Corporate | Dept::Finance => 75,
        Dept::Technical | Dept::Service => 20,
        Dept::Saas | Dept::Admin => 45,
    };
    let gender = if dice.percent(women) { Gender::Female } else { Gender::Male };
    let (first, surname, patronymic) =
        (dice.pick(first_names(gender)), dice.pick(SURNAMES), dice.pick(PATRONYMICS));
    let (surname, patronymic) = match gender {
        Gender::Male => (surname.0, patronymic.0),
        Gender::Female => (surname.1, patronymic.1),
    };
    let login = format!("{}.{}", transliterate(first.0), transliterate(surname));
    let email = (1..)
        .map(|n| if n == 1 { format!("{login}@example.com") } else { format!("{login}{n}@example.com") })
        .find(|email| others.iter().all(|other| other.email != *email))
        .unwrap_or_default();
    Person {
        full_name: format!("{surname} {} {patronymic}", first.0),
        vocative: first.1,
        gender,
        email,
        seen_at: now.plus_millis(-dice.between(5, 20 * 60) * MINUTE),
        ..blank(dept, now)
    }
}

/// First names of a gender.
pub fn first_names(gender: Gender) -> &'static [super::names::FirstName] {
    match gender {
        Gender::Male => MALE,
        Gender::Female => FEMALE,
    }
}

/// The logins that the demo tells its visitors: e-mail, name, department.
pub fn known_logins() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    KNOWN.iter().map(|known| {
        let position = Dept::ALL.iter().position(|dept| *dept == known.dept).unwrap_or_default();
        (known.email, known.full_name, domain::departments::SAMPLE[position].0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_have_clean_names_and_addresses_of_their_own() {
        let staff = Staff::recruit(&mut Dice::new(1, 0), 28, Timestamp::from_millis(1));
        assert_eq!(staff.people().len(), 7 * 28);
        assert_eq!(staff.people().iter().filter(|person| person.role == Role::Admin).count(), 1);
        for person in staff.people() {
            assert_eq!(person.full_name.split(' ').count(), 3, "{}", person.full_name);
            assert_eq!(domain::text::email("/email", &person.email).unwrap(), person.email);
            assert!(person.email.is_ascii());
            let woman = person.full_name.ends_with("вна");
            assert_eq!(woman, person.gender == Gender::Female, "{}", person.full_name);
        }
        let mut emails: Vec<_> = staff.people().iter().map(|person| &person.email).collect();
        emails.sort_unstable();
        emails.dedup();
        assert_eq!(emails.len(), staff.people().len());
    }
}
