//! Lists: views, filters and sorts, compared with what they mean.

use std::cmp::Reverse;

use api::tickets::repo::list::{self, Few};
use domain::authz::sees;
use domain::search::{Word, ticket_text, words};
use domain::tickets::list::{Period, PersonFilter, Sort, Test, TicketFilter, TicketListQuery, View};
use domain::tickets::query::{Directory, Moment, Pattern, Query, of_list};
use domain::tickets::wire::TicketRow;
use domain::tickets::{ClientType, Priority, TicketFacts, TicketStatus};
use domain::{EmployeeId, ErrorCode, TicketId, Timestamp, text};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::support::{Company, Desk, Dice, Person, STATIONS, on_both};

/// A ticket with all its texts.
struct Known {
    row: TicketRow,
    /// What must hold all words at once: what the ticket says of itself, and each comment.
    documents: Vec<Vec<Word>>,
}

impl Known {
    async fn all(admin: &Person, rows: Vec<TicketRow>) -> Vec<Self> {
        let mut known = Vec::new();
        for row in rows {
            let ticket = admin.get(row.id).await.unwrap();
            let (station, car) = (ticket.station_number.as_deref(), ticket.car_model.as_deref());
            let own =
                format!("{}\n{}", ticket.subject, ticket_text(row.id, &ticket.description, station, car));
            let comments = admin
                .client
                .list_comments(row.id, None)
                .await
                .unwrap()
                .items
                .into_iter()
                .map(|comment| words(&comment.body));
            known.push(Self { documents: std::iter::once(words(&own)).chain(comments).collect(), row });
        }
        known
    }
}

/// The list as its words say it: everything that there is, filtered and sorted.
fn expected(person: &Person, known: &[Known], filter: &TicketFilter) -> Vec<TicketId> {
    let mut rows: Vec<&TicketRow> =
        known.iter().filter(|known| belongs(person, known, filter)).map(|known| &known.row).collect();
    match filter.sort {
        Sort::CreatedDescending => rows.sort_by_key(|row| Reverse((row.created_at, row.id))),
        Sort::CreatedAscending => rows.sort_by_key(|row| (row.created_at, row.id)),
        Sort::UpdatedDescending => rows.sort_by_key(|row| Reverse((row.updated_at, row.id))),
        Sort::PriorityDescending => rows.sort_by_key(|row| Reverse((row.priority, row.id))),
    }
    rows.into_iter().map(|row| row.id).collect()
}

fn belongs(person: &Person, known: &Known, filter: &TicketFilter) -> bool {
    let TicketRow { status, department_id, creator_id, assignee_id, .. } = known.row;
    let facts = TicketFacts { status, department_id, creator_id, assignee_id };
    let in_view = match filter.view {
        View::Queue => department_id == person.department_id && facts.is_open(),
        View::Mine => assignee_id == Some(person.id) && facts.is_open(),
        View::Created => creator_id == person.id,
        View::All => true,
    };
    let wanted = filter.clauses.iter().filter(|clause| !clause.is_negated);
    let needles: Vec<_> = wanted
        .filter_map(|clause| match &clause.test {
            Test::Text(needle) => Some(needle),
            _ => None,
        })
        .collect();
    let has_texts = known
        .documents
        .iter()
        .any(|document| needles.iter().all(|needle| !needle.occurs(document).is_empty()));
    sees(&person.actor(), &facts)
        && in_view
        && has_texts
        && filter.clauses.iter().all(|clause| fits(person, known, &clause.test) != clause.is_negated)
}

fn fits(person: &Person, known: &Known, test: &Test) -> bool {
    let row = &known.row;
    let is = |all: &[PersonFilter], id: Option<EmployeeId>| {
        all.iter().any(|who| match who {
            PersonFilter::Me => id == Some(person.id),
            PersonFilter::Nobody => id.is_none(),
            PersonFilter::Person(other) => id == Some(*other),
        })
    };
    let like = |all: &[Pattern], value: &Option<String>| {
        let value = value.as_deref().map(text::search_key);
        value.is_some_and(|value| {
            all.iter().any(|pattern| {
                let key = text::search_key(&pattern.text);
                if pattern.is_prefix { value.starts_with(&key) } else { value == key }
            })
        })
    };
    let within = |period: &Period, at: Option<Timestamp>| {
        at.is_some_and(|at| {
            period.from.is_none_or(|from| at >= from) && period.until.is_none_or(|until| at < until)
        })
    };
    match test {
        Test::Text(needle) => known.documents.iter().any(|document| !needle.occurs(document).is_empty()),
        Test::Status(all) => all.contains(&row.status),
        Test::Priority(all) => all.contains(&row.priority),
        Test::Department(all) => all.contains(&row.department_id),
        Test::Assignee(all) => is(all, row.assignee_id),
        Test::Creator(all) => is(all, Some(row.creator_id)),
        Test::Client(all) => all.contains(&row.client_type),
        Test::Resolution(all) => row.resolution.is_some_and(|resolution| all.contains(&resolution)),
        Test::Number(all) => all.contains(&row.id),
        Test::Station(all) => like(all, &row.station_number),
        Test::Car(all) => like(all, &row.car_model),
        Test::Created(period) => within(period, Some(row.created_at)),
        Test::Updated(period) => within(period, Some(row.updated_at)),
        Test::Closed(period) => within(period, row.closed_at),
    }
}

/// Terms of queries, of all kinds.
const TERMS: [&str; 32] = [
    "status:new,waiting",
    "-status:closed",
    "status:closed",
    "priority:>=high",
    "priority:<medium",
    "-priority:high",
    "dept:технічн",
    "-dept:\"технічний відділ\"",
    "відділ:фінанс,дисп",
    "assignee:none",
    "-assignee:me",
    "assignee:me,none",
    "creator:me",
    "виконавець:петренко",
    "station:kyiv-*",
    "-station:KYIV-017",
    "station:\"100%\",a*",
    "car:nissan*",
    "client:b2b",
    "-resolution:solved",
    "resolution:duplicate,solved",
    "number:1,2,3,7",
    "-number:5",
    "created:>=2020-01-01",
    "age:<1d",
    "updated:<2020-01-01",
    "-closed:>2020-01-01",
    "конектора",
    "-побачив",
    "побачив",
    "\"зі станцією\"",
    "рщгтл",
];

fn a_query(dice: &mut Dice) -> String {
    let terms: Vec<_> = (0..=dice.below(3)).map(|_| dice.pick(&TERMS)).collect();
    terms.join(" ")
}

fn directory(company: &Company) -> Directory {
    let departments = [
        (company.dispatch, "Диспетчерська служба"),
        (company.technical, "Технічний відділ"),
        (company.finance, "Фінансовий відділ"),
    ];
    Directory {
        departments: departments.map(|(id, name)| (id, name.to_owned())).into(),
        employees: company.everybody().map(|person| (person.id, person.full_name.clone())).into(),
    }
}

/// The filter that the server makes of the parameters.
fn filter_of(desk: &Desk, company: &Company, query: &TicketListQuery) -> TicketFilter {
    let mut filter = query.filter().unwrap();
    if let Some(text) = &query.query {
        let moment = Moment { now: desk.state.clock.now(), utc_offset: 0 };
        let resolved = Query::parse(text).unwrap().resolve(&directory(company), moment);
        filter.clauses.extend(resolved.unwrap());
    }
    filter
}

fn ids(rows: &[QueryResult]) -> Vec<TicketId> {
    rows.iter().map(|row| TicketId(row.try_get("", "id").unwrap())).collect()
}

/// Any query.
fn anything(company: &Company, dice: &mut Dice) -> TicketListQuery {
    let departments = [company.dispatch, company.technical, company.finance, company.empty];
    let mut people: Vec<String> = company.everybody().map(|person| person.id.to_string()).into();
    people.extend(["me".to_owned(), "none".to_owned()]);
    let rarely = |dice: &mut Dice| dice.below(4) == 0;
    TicketListQuery {
        view: dice.maybe(&[View::Queue, View::Mine, View::Created, View::All]),
        status: rarely(dice).then(|| {
            let (one, other) =
                (dice.pick(&TicketStatus::ALL).as_str(), dice.pick(&TicketStatus::ALL).as_str());
            format!("{one},{other}")
        }),
        department_id: rarely(dice).then(|| dice.pick(&departments)),
        assignee_id: rarely(dice).then(|| dice.pick(&people)),
        creator_id: rarely(dice).then(|| dice.pick(&people)),
        priority: rarely(dice).then(|| dice.pick(&Priority::ALL).as_str().to_owned()),
        client_type: rarely(dice).then(|| dice.pick(&ClientType::ALL)),
        station_number: rarely(dice).then(|| dice.pick(&STATIONS).to_owned()),
        query: rarely(dice).then(|| a_query(dice)),
        utc_offset: None,
        q: rarely(dice).then(|| {
            (dice.pick(&["конектор", "ЗВʼЯЗОК", "ганок", "leaf kyiv", "7", "#7", "%", "_", "немає", "'"]))
                .to_owned()
        }),
        sort: dice.maybe(&[
            Sort::CreatedDescending,
            Sort::CreatedAscending,
            Sort::UpdatedDescending,
            Sort::PriorityDescending,
        ]),
        limit: Some(u64::try_from(dice.below(9)).unwrap() + 1),
        after: None,
    }
}

on_both! {
    /// EC-15: every view, filter and sort gives what it says, page by page, to everybody.
    async fn every_list_is_what_its_words_say(desk: &Desk) {
        let company = Company::found(desk).await;
        let mut dice = Dice::new(2);
        let rows = company.work(&mut dice, 50, 120).await;
        let known = Known::all(&company.admin, rows).await;
        let mut found = 0;
        for _ in 0..250 {
            let query = anything(&company, &mut dice);
            let person = dice.pick(&company.everybody());
            let filter = filter_of(desk, &company, &query);
            let expected = expected(person, &known, &filter);
            assert_eq!(person.list_ids(&query).await, expected, "{} {query:?}", person.full_name);
            // However the engine would go about it.
            let db = desk.state.read();
            let statement = list::statement(db, &person.actor(), &filter, None, 200, Few::NONE).await.unwrap();
            let ids = match statement {
                Some(statement) => ids(&db.query_all_raw(statement).await.unwrap()),
                None => Vec::new(),
            };
            assert_eq!(ids, expected, "{} {query:?}, starting from what many have", person.full_name);
            // And said in one query, by names or by numbers.
            let names = if dice.pick(&[true, false]) { directory(&company) } else { Directory::default() };
            if let Some(said) = of_list(&query, person.department_id, &names) {
                let same = TicketListQuery { query: Some(said.clone()), sort: query.sort, ..Default::default() };
                assert_eq!(person.list_ids(&same).await, expected, "{} {query:?} said as {said}", person.full_name);
            }
            found += usize::from(!expected.is_empty());
        }
        assert!(found > 75, "most queries find nothing: {found}");
    }

    async fn every_view_and_sort_alone(desk: &Desk) {
        let company = Company::found(desk).await;
        let mut dice = Dice::new(3);
        let rows = company.work(&mut dice, 30, 60).await;
        let known = Known::all(&company.admin, rows).await;
        for view in [View::Queue, View::Mine, View::Created, View::All] {
            for sort in [
                Sort::CreatedDescending,
                Sort::CreatedAscending,
                Sort::UpdatedDescending,
                Sort::PriorityDescending,
            ] {
                for person in company.everybody() {
                    let query = TicketListQuery {
                        view: Some(view), sort: Some(sort), limit: Some(4), ..Default::default()
                    };
                    let expected = expected(person, &known, &query.filter().unwrap());
                    assert_eq!(person.list_ids(&query).await, expected, "{} {query:?}", person.full_name);
                }
            }
        }
    }

    async fn the_wire_names_of_the_query(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket_in(TicketStatus::Checking).await;
        let technical = company.technical;
        for query in [
            "view=queue&sort=-updated_at",
            "view=mine&sort=-priority",
            "view=all&sort=created_at&status=new,checking",
            "sort=-created_at&assignee_id=me&priority=low,medium",
            &format!("department_id={technical}&client_type=b2c&q=%23{id}"),
            &format!("creator_id={}&limit=200", company.dispatcher.id),
        ] {
            let page = company.specialist.call("GET", &format!("/tickets?{query}")).status(200).await;
            let ids: Vec<_> = page.body["items"].as_array().unwrap().iter().map(|item| &item["id"]).collect();
            assert_eq!(ids, [id.0], "{query}");
            assert_eq!(page.body["items"][0].get("description"), None, "rows carry no bodies");
        }
        for (query, pointer, code) in [
            ("limit=0", "limit", ErrorCode::OutOfRange),
            ("limit=201", "limit", ErrorCode::OutOfRange),
            ("limit=many", "limit", ErrorCode::InvalidType),
            ("status=new,open", "status", ErrorCode::InvalidType),
            ("sort=subject", "sort", ErrorCode::InvalidType),
            ("view=everything", "view", ErrorCode::InvalidType),
            ("assignee_id=you", "assignee_id", ErrorCode::InvalidType),
            ("page=2", "page", ErrorCode::UnknownField),
        ] {
            let call = company.specialist.call("GET", &format!("/tickets?{query}"));
            let problem = call.refused(422, ErrorCode::InvalidFields).await;
            assert_eq!((&*problem.errors[0].pointer, problem.errors[0].code), (pointer, code), "{query}");
        }
    }
}
