//! Lists: views, filters and sorts, compared with what they mean.

use std::cmp::Reverse;

use domain::authz::sees;
use domain::tickets::list::{PersonFilter, Sort, TicketFilter, TicketListQuery, View};
use domain::tickets::wire::TicketRow;
use domain::tickets::{ClientType, Priority, TicketFacts, TicketStatus};
use domain::{EmployeeId, ErrorCode, TicketId, text};

use crate::support::{Company, Dice, Person, STATIONS, on_both};

/// The list as its words say it: everything that there is, filtered and sorted.
fn expected(person: &Person, rows: &[TicketRow], filter: &TicketFilter) -> Vec<TicketId> {
    let mut rows: Vec<&TicketRow> = rows.iter().filter(|row| belongs(person, row, filter)).collect();
    match filter.sort {
        Sort::CreatedDescending => rows.sort_by_key(|row| Reverse((row.created_at, row.id))),
        Sort::CreatedAscending => rows.sort_by_key(|row| (row.created_at, row.id)),
        Sort::UpdatedDescending => rows.sort_by_key(|row| Reverse((row.updated_at, row.id))),
        Sort::PriorityDescending => rows.sort_by_key(|row| Reverse((row.priority, row.id))),
    }
    rows.into_iter().map(|row| row.id).collect()
}

fn belongs(person: &Person, row: &TicketRow, filter: &TicketFilter) -> bool {
    let TicketRow { status, department_id, creator_id, assignee_id, .. } = row;
    let facts = TicketFacts {
        status: *status,
        department_id: *department_id,
        creator_id: *creator_id,
        assignee_id: *assignee_id,
    };
    let in_view = match filter.view {
        View::Queue => *department_id == person.department_id && facts.is_open(),
        View::Mine => *assignee_id == Some(person.id) && facts.is_open(),
        View::Created => *creator_id == person.id,
        View::All => true,
    };
    let is = |who: PersonFilter, id: Option<EmployeeId>| match who {
        PersonFilter::Me => id == Some(person.id),
        PersonFilter::Nobody => id.is_none(),
        PersonFilter::Person(other) => id == Some(other),
    };
    let searched = [Some(&row.subject), row.station_number.as_ref(), row.car_model.as_ref()];
    let searched: Vec<_> = searched.into_iter().flatten().map(|text| text::search_key(text)).collect();
    let found = |word: &String| {
        searched.iter().any(|text| text.contains(word))
            || word.trim_start_matches('#').parse() == Ok(row.id.0)
    };
    sees(&person.actor(), &facts)
        && in_view
        && (filter.statuses.is_empty() || filter.statuses.contains(status))
        && filter.department_id.is_none_or(|id| id == *department_id)
        && filter.assignee.is_none_or(|who| is(who, *assignee_id))
        && filter.creator.is_none_or(|who| is(who, Some(*creator_id)))
        && (filter.priorities.is_empty() || filter.priorities.contains(&row.priority))
        && filter.client_type.is_none_or(|client_type| client_type == row.client_type)
        && filter.station_number.as_ref().is_none_or(|station| row.station_number.as_ref() == Some(station))
        && filter.words.iter().all(found)
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
        let mut found = 0;
        for _ in 0..150 {
            let query = anything(&company, &mut dice);
            let person = dice.pick(&company.everybody());
            let expected = expected(person, &rows, &query.filter().unwrap());
            assert_eq!(person.list_ids(&query).await, expected, "{} {query:?}", person.full_name);
            found += usize::from(!expected.is_empty());
        }
        assert!(found > 50, "most queries find nothing: {found}");
    }

    async fn every_view_and_sort_alone(desk: &Desk) {
        let company = Company::found(desk).await;
        let mut dice = Dice::new(3);
        let rows = company.work(&mut dice, 30, 60).await;
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
                    let expected = expected(person, &rows, &query.filter().unwrap());
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
