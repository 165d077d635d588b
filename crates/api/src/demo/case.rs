//! The facts of one ticket, which its texts name again and again.

use domain::Timestamp;
use domain::tickets::{ClientType, Priority};

use super::dice::Dice;
use super::fillers::{CARS, CITIES, COMPANIES, FAULTS, MONTHS, PARTNERS, PHONES, SITES};
use super::hours::{DAY, MINUTE, day_and_month, wall};
use super::names::{Gender, SURNAMES};
use super::people::first_names;
use super::topic::{Topic, Voice};

/// What one ticket is about.
#[derive(Clone, Debug)]
pub struct Case {
    /// Whose problem it is.
    pub client_type: ClientType,
    /// How urgent it is.
    pub priority: Priority,
    /// For the endings after `{who}`, which may be a bookkeeping department.
    pub who_gender: Gender,
    /// For the endings after `{client}`, which is a person or «клієнт».
    pub client_gender: Gender,
    /// Whether the form names the station and the car.
    pub names_station: bool,
    /// Whether the form names the car.
    pub names_car: bool,
    /// Such as `KYIV-017`.
    pub station: String,
    /// Such as `Nissan Leaf`.
    pub car: &'static str,
    /// Which thread of the topic it is.
    pub thread: usize,
    /// When a company is the client.
    pub company: &'static str,
    who: String,
    place: String,
    connector: &'static str,
    fault: (&'static str, &'static str),
    partner: &'static str,
    phone: &'static str,
    happened: Timestamp,
    number: i64,
}

impl Case {
    /// New facts for a ticket that is created at a time.
    pub fn new(dice: &mut Dice, topic: &Topic, at: Timestamp) -> Self {
        let client_type = if dice.percent(topic.b2b) { ClientType::B2b } else { ClientType::B2c };
        let priority = dice.weighted(topic.priorities.into_iter());
        let company = dice.text(COMPANIES);
        let (who_gender, who) = client(dice, client_type, company, topic.voice);
        let (city, city_name) = *dice.pick(CITIES);
        let station_index = dice.between(1, 40);
        // The same station always stands at the same place and has the same cables.
        let site =
            SITES[usize::try_from(station_index * 7 + city.len() as i64).unwrap_or_default() % SITES.len()];
        let (car, fast) = *dice.pick(CARS);
        let connector = if station_index % 5 == 0 { "Type 2" } else { fast };
        Self {
            client_type,
            priority: Priority::ALL.get(priority).copied().unwrap_or(Priority::Medium),
            who_gender,
            client_gender: if client_type == ClientType::B2c { who_gender } else { Gender::Male },
            names_station: dice.percent(topic.station),
            names_car: dice.percent(topic.car),
            thread: usize::try_from(dice.between(0, 1_000_000)).unwrap_or_default()
                % topic.threads.len().max(1),
            station: format!("{city}-{station_index:03}"),
            car,
            company,
            who,
            place: format!("{city_name}, {site}"),
            connector,
            fault: *dice.pick(FAULTS),
            partner: dice.text(PARTNERS),
            phone: dice.text(PHONES),
            happened: at.plus_millis(-dice.between(6, 50) * MINUTE),
            number: dice.between(100_000, 9_999_999),
        }
    }

    /// The value of a fact; `None` when there is no such fact.
    pub fn fact(&self, name: &str) -> Option<String> {
        let n = self.number;
        Some(match name {
            "who" => self.who.clone(),
            "Who" => capital(&self.who),
            "client" => self.client().to_owned(),
            "Client" => capital(self.client()),
            "company" => self.company.to_owned(),
            "station" => self.station.clone(),
            "place" => self.place.clone(),
            "connector" => self.connector.to_owned(),
            "plug" => (1 + n % 2).to_string(),
            "car" => self.car.to_owned(),
            "fault" => self.fault.0.to_owned(),
            "vendor" => self.fault.1.to_owned(),
            "partner" => self.partner.to_owned(),
            "phone" => self.phone.to_owned(),
            "session" => format!("S-{}", 8_000_000 + n % 999_983),
            "kwh" => format!("{},{} кВт·год", 8 + n % 47, n % 10),
            "amount" => hryvnias(15_000 + n % 72_000),
            "amount2" => hryvnias(6_000 + n % 9_000),
            "bill" => hryvnias(1_200_000 + n % 8_000_000),
            "tariff" => hryvnias(1_350 + n % 12 * 25),
            "tariff2" => hryvnias(1_700 + n % 12 * 25),
            "soc" => format!("{} %", 62 + n % 36),
            "low" => format!("{} %", 6 + n % 30),
            "hour" => format!("{},{} кВт·год", 6 + n % 15, n % 10),
            "slow" => format!("{} кВт", 6 + n % 15),
            "power" => format!("{} кВт", [60, 120, 150, 180][usize::try_from(n % 4).unwrap_or_default()]),
            "temp" => format!("{} °C", 78 + n % 17),
            "card" => format!("*{:04}", n % 10_000),
            "rfid" => format!("04-{:02X}-{:02X}-{:02X}", n % 251, n / 7 % 253, n / 31 % 255),
            "app" => format!("4.{}.{}", 8 + n % 6, n % 4),
            "fw" => format!("1.{}.{}", 6 + n % 5, n % 9),
            "invoice" => format!("РФ-{:05}", n % 90_000 + 1),
            "act" => format!("АЗ-{:04}", n % 9_000 + 1),
            "contract" => format!("№ {}/{}", n % 480 + 1, 23 + n % 4),
            "count" => (3 + n % 22).to_string(),
            "times" => counted(3 + n % 22, ["раз", "рази", "разів"]),
            "sessions" => counted(3 + n % 22, ["сесія", "сесії", "сесій"]),
            "cards" => counted(3 + n % 22, ["картку", "картки", "карток"]),
            "requests" => counted(3 + n % 22, ["звернення", "звернення", "звернень"]),
            "minutes" => (4 + n % 40).to_string(),
            "time" => clock(self.happened),
            "log" => format!("{}:{:02}", clock(self.happened), n % 60),
            "log2" => format!("{}:{:02}", clock(self.happened.plus_millis(MINUTE)), (n / 60) % 60),
            "date" => date(self.happened),
            "yesterday" => date(self.happened.plus_millis(-DAY)),
            "month" => self.last_month().to_owned(),
            _ => return None,
        })
    }

    fn client(&self) -> &'static str {
        match self.client_gender {
            Gender::Male => "клієнт",
            Gender::Female => "клієнтка",
        }
    }

    fn last_month(&self) -> &'static str {
        let (_, month) = day_and_month(self.happened);
        MONTHS[(month + 11) % 12].0
    }
}

fn client(dice: &mut Dice, kind: ClientType, company: &str, voice: Voice) -> (Gender, String) {
    match (kind, voice) {
        (ClientType::B2c, _) => {
            let gender = if dice.percent(40) { Gender::Female } else { Gender::Male };
            let (first, surname) = (dice.pick(first_names(gender)).0, dice.pick(SURNAMES));
            match gender {
                Gender::Male => (gender, format!("клієнт {first} {}", surname.0)),
                Gender::Female => (gender, format!("клієнтка {first} {}", surname.1)),
            }
        }
        (ClientType::B2b, Voice::Driver) => (Gender::Male, format!("водій {company}")),
        (ClientType::B2b, Voice::Accounting) => (Gender::Female, format!("бухгалтерія {company}")),
        (ClientType::B2b, Voice::Manager) => (Gender::Male, format!("представник {company}")),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `1 234,50 грн` from kopecks.
fn hryvnias(kopecks: i64) -> String {
    let (whole, rest) = (kopecks / 100, kopecks % 100);
    match whole / 1000 {
        0 => format!("{whole},{rest:02} грн"),
        thousands => format!("{thousands} {:03},{rest:02} грн", whole % 1000),
    }
}

/// A number with the form of the word that it needs.
fn counted(n: i64, [one, few, many]: [&str; 3]) -> String {
    let word = match (n % 10, n % 100) {
        (_, 11..=14) => many,
        (1, _) => one,
        (2..=4, _) => few,
        _ => many,
    };
    format!("{n} {word}")
}

fn clock(at: Timestamp) -> String {
    let (hours, minutes) = wall(at);
    format!("{hours:02}:{minutes:02}")
}

fn date(at: Timestamp) -> String {
    let (day, month) = day_and_month(at);
    format!("{day} {}", MONTHS[month].1)
}
