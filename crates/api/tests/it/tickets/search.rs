//! Searching all texts, and the query language of lists.

use api::tickets::repo::index;
use domain::ErrorCode;
use domain::search::Matched;
use domain::search::wire::{SearchQuery, SimilarRequest};
use domain::tickets::list::TicketListQuery;
use domain::tickets::wire::{CreateTicketRequest, UpdateTicketRequest};
use domain::{EmployeeId, TicketId, Timestamp};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DbBackend};

use crate::support::{Company, Person, Refused, about, on_both, to_department};

async fn found(person: &Person, q: &str) -> Vec<(TicketId, Matched, String)> {
    let query = SearchQuery { q: q.to_owned(), ..SearchQuery::default() };
    let page = person.client.search(&query).await.unwrap();
    assert_eq!(page.page.next, None);
    page.items.into_iter().map(|hit| (hit.ticket.id, hit.matched, hit.snippet)).collect()
}

async fn found_ids(person: &Person, q: &str) -> Vec<TicketId> {
    found(person, q).await.into_iter().map(|(id, _, _)| id).collect()
}

async fn listed(person: &Person, query: &str) -> Vec<TicketId> {
    person.list_ids(&TicketListQuery { query: Some(query.to_owned()), ..TicketListQuery::default() }).await
}

/// A day by its number since 1970, as queries name it.
fn day_text(day: i64) -> String {
    Timestamp::from_millis(day * 86_400_000).to_rfc3339()[..10].to_owned()
}

on_both! {
    async fn every_text_is_found_and_says_where(desk: &Desk) {
        let company = Company::found(desk).await;
        let dispatcher = &company.dispatcher;
        let create = async |subject: &str, description: &str| {
            let request = CreateTicketRequest {
                description: description.to_owned(),
                station_number: Some("KYIV-017".to_owned()),
                car_model: Some("Nissan Leaf".to_owned()),
                ..about(subject, to_department(company.technical))
            };
            dispatcher.create(&request).await.unwrap().id
        };
        let in_subject = create("Зарядка не починається", "Екран темний").await;
        let in_description = create("Екран", "Клієнт каже: <b>зарядку</b> перервано").await;
        let in_comment = create("Кабель", "Нема контакту").await;
        dispatcher.comment(in_comment, "Перевірив").await.unwrap();
        dispatcher.comment(in_comment, "Після зарядки гаряче").await.unwrap();

        let expected = [
            (in_subject, Matched::Subject, "<mark>Зарядка</mark> не починається"),
            (in_description, Matched::Description,
                "Клієнт каже: &lt;b&gt;<mark>зарядку</mark>&lt;/b&gt; перервано"),
            (in_comment, Matched::Comment, "Після <mark>зарядки</mark> гаряче"),
        ];
        let hits = found(dispatcher, "зарядка").await;
        assert_eq!(hits.len(), 3, "{hits:?}");
        for ((id, matched, snippet), (wanted, place, text)) in hits.iter().zip(expected) {
            assert_eq!((*id, *matched), (wanted, place));
            assert!(snippet.starts_with(text), "{snippet}");
        }
        // The beginning, the wrong layout, another alphabet's case, a station, all words in one text.
        for (q, ids) in [
            ("зар", vec![in_subject, in_description, in_comment]),
            ("pfhzlrf", vec![in_subject, in_description, in_comment]),
            ("ЗАРЯДКА екран", vec![in_description, in_subject]),
            ("\"не починається\"", vec![in_subject]),
            ("\"починається не\"", vec![]),
            ("kyiv-017 контакт", vec![in_comment]),
            ("leaf перервано", vec![in_description]),
            ("контакт гаряче", vec![]),
            ("рядка", vec![]),
            ("\" \" - *", vec![]),
        ] {
            assert_eq!(found_ids(dispatcher, q).await, ids, "{q}");
        }
        let numbered = found(dispatcher, &format!("#{in_comment}")).await;
        assert_eq!((numbered[0].0, numbered[0].1), (in_comment, Matched::Number));
        assert_eq!(found_ids(dispatcher, &in_comment.to_string()).await[0], in_comment);
    }

    async fn a_text_is_found_as_soon_as_it_is_written_and_no_longer(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        let edit = UpdateTicketRequest { subject: Some("Трансформатор гуде".to_owned()), ..Default::default() };
        company.specialist.edit(id, &edit).await.unwrap();
        assert_eq!(found_ids(&company.specialist, "трансформатор").await, [id]);
        let edit = UpdateTicketRequest { subject: Some("Інша тема".to_owned()), ..Default::default() };
        company.specialist.edit(id, &edit).await.unwrap();
        assert_eq!(found_ids(&company.specialist, "трансформатор").await, []);
        assert_eq!(listed(&company.specialist, "трансформатор").await, []);
        assert_eq!(listed(&company.specialist, "інша").await, [id]);
    }

    /// After an update of the desk: the tickets are there, the index is not, or has another form.
    async fn an_old_desk_gets_its_index_at_the_start(desk: &Desk) {
        let company = Company::found(desk).await;
        let request = CreateTicketRequest {
            station_number: Some("KYIV-017".to_owned()), ..about("Станція мовчить", to_department(company.technical))
        };
        let id = company.dispatcher.create(&request).await.unwrap().id;
        company.specialist.comment(id, "Перевірив трансформатор").await.unwrap();
        company.specialist.comment(id, "Замінив вимикач").await.unwrap();
        let other = company.dispatcher.create(&request).await.unwrap().id;
        let execute = async |sql: &str| desk.state.db.write().execute_unprepared(sql).await.unwrap();
        let is_sqlite = desk.state.db.backend() == DbBackend::Sqlite;
        execute(if is_sqlite { "DELETE FROM search_texts" } else { "TRUNCATE search_texts" }).await;
        execute("UPDATE tickets SET station_key = NULL, car_key = NULL").await;
        execute("UPDATE search_state SET version = 0").await;
        assert_eq!(found_ids(&company.specialist, "трансформатор").await, []);
        assert_ne!(api::check::problems(&desk.state).await.unwrap(), [""; 0]);

        // Two instances at once.
        let (one, two) = tokio::join!(index::refresh(&desk.state.db), index::refresh(&desk.state.db));
        one.unwrap();
        two.unwrap();
        assert_eq!(found_ids(&company.specialist, "трансформатор").await, [id]);
        assert_eq!(found(&company.specialist, "вимикач").await[0].2, "Замінив <mark>вимикач</mark>");
        assert_eq!(listed(&company.specialist, "station:kyiv-*").await, [other, id]);
        desk.assert_consistent().await;
    }

    /// However many words begin so, and whatever is looked for beside them.
    async fn a_beginning_of_many_words_is_one_of_each(desk: &Desk) {
        let company = Company::found(desk).await;
        let person = &company.specialist;
        let words: Vec<String> = (100..300).map(|number| format!("деталь{number}")).collect();
        let request = CreateTicketRequest {
            description: words.join(" "), ..about("Склад", to_department(company.technical))
        };
        let many = company.dispatcher.create(&request).await.unwrap().id;
        let one = company.ticket().await;
        company.specialist.comment(one, "Замінив деталь777 і вимикач").await.unwrap();
        for (typed, expected) in [
            ("деталь", vec![one, many]),
            ("деталь2", vec![many]),
            ("деталь77", vec![one]),
            ("деталь вимик", vec![one]),
            ("вимик деталь7", vec![one]),
            ("деталь9", vec![]),
        ] {
            let mut ids = found_ids(person, typed).await;
            ids.sort_by_key(|id| std::cmp::Reverse(*id));
            assert_eq!(ids, expected, "{typed}");
            assert_eq!(listed(person, typed).await, expected, "{typed}");
        }
        assert_eq!(listed(person, "склад -деталь").await, [] as [TicketId; 0]);
    }

    /// A desk that was made before the table of words has them after its migration.
    async fn words_of_before_are_known(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        company.specialist.comment(id, "Перевірив трансформатор").await.unwrap();
        Migrator::down(desk.state.db.write(), Some(1)).await.unwrap();
        api::serve::migrate(&desk.state.db).await.unwrap();
        assert_eq!(found_ids(&company.specialist, "трансф").await, [id]);
    }

    async fn nobody_finds_what_he_does_not_see(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        company.specialist.comment(id, "Секретний трансформатор").await.unwrap();
        for q in ["трансформатор", &id.to_string(), "\"секретний трансформатор\""] {
            assert_eq!(found_ids(&company.accountant, q).await, [], "{q}");
            assert_eq!(found_ids(&company.admin, q).await, [id], "{q}");
        }
        assert_eq!(listed(&company.accountant, "трансформатор").await, []);
        assert_eq!(listed(&company.accountant, &format!("number:{id}")).await, []);
        company.specialist.redirect(id, to_department(company.finance), "Вам").await.unwrap();
        assert_eq!(found_ids(&company.accountant, "трансформатор").await, [id]);
        assert_eq!(found_ids(&company.specialist, "трансформатор").await, []);
    }

    async fn pages_of_a_search_hold_every_ticket_once(desk: &Desk) {
        let company = Company::found(desk).await;
        let mut expected: [Vec<TicketId>; 3] = Default::default();
        for number in 0..21 {
            let place = number % 3;
            let (subject, description) = match place {
                0 => ("Роз'єм гарячий", "Роз'єм"),
                1 => ("Кабель", "Кабель і розʼєм"),
                _ => ("Кабель", "Екран"),
            };
            let request = CreateTicketRequest {
                description: description.to_owned(), ..about(subject, to_department(company.technical))
            };
            let id = company.dispatcher.create(&request).await.unwrap().id;
            for text in ["роз’єм перевірено", "роз'єм замінено", "готово"] {
                company.dispatcher.comment(id, text).await.unwrap();
            }
            expected[place].insert(0, id);
        }
        let expected = expected.concat();
        for limit in [1, 2, 5, 50] {
            let (mut ids, mut after) = (Vec::new(), None);
            loop {
                let query = SearchQuery { q: "розєм".to_owned(), limit: Some(limit), after };
                let page = company.dispatcher.client.search(&query).await.unwrap();
                ids.extend(page.items.iter().map(|hit| hit.ticket.id));
                after = page.page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(ids, expected, "{limit} at once");
        }
    }

    async fn similar_tickets_are_open_in_sight_and_alike(desk: &Desk) {
        let company = Company::found(desk).await;
        let create = async |subject: &str, station: Option<&str>, to| {
            let request = CreateTicketRequest {
                station_number: station.map(str::to_owned), ..about(subject, to_department(to))
            };
            company.dispatcher.create(&request).await.unwrap().id
        };
        let (technical, finance) = (company.technical, company.finance);
        let same = create("Станція не відпускає конектор", Some("kyiv-017"), technical).await;
        let alike = create("Не відпускає конектор після оплати", None, technical).await;
        let there = create("Екран темний", Some("KYIV-017"), technical).await;
        let closed = create("Станція не відпускає конектор", Some("KYIV-017"), technical).await;
        company.specialist.take(closed).await.unwrap();
        company.specialist.transition(closed, domain::tickets::TicketStatus::Closed).await.unwrap();
        create("Станція не відпускає конектор", Some("KYIV-017"), finance).await;
        create("Повернення коштів", None, technical).await;

        let draft = SimilarRequest {
            subject: "станції не відпускають конект".to_owned(), station_number: Some("KYIV-017".to_owned())
        };
        let found = company.specialist.client.find_similar_tickets(&draft).await.unwrap();
        let scores: Vec<_> = found.items.iter().map(|one| (one.ticket.id, one.score)).collect();
        assert_eq!(scores.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [same, alike, there]);
        assert!(scores[0].1 == 100 && scores[1].1 > scores[2].1, "{scores:?}");
        // The ticket itself is not like itself.
        let found = company.specialist.client.similar_tickets(same).await.unwrap();
        let ids: Vec<_> = found.items.iter().map(|one| one.ticket.id).collect();
        assert_eq!(ids, [alike, there]);
        company.accountant.client.similar_tickets(same).await.refused(404, ErrorCode::NotFound);
        assert_eq!(company.accountant.client.find_similar_tickets(&SimilarRequest::default()).await.unwrap().items, []);
    }

    async fn a_wrong_query_says_where(desk: &Desk) {
        let company = Company::found(desk).await;
        let wrong = async |query: &str| {
            let encoded: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
            let call = company.specialist.call("GET", &format!("/tickets?query={encoded}"));
            let problem = call.refused(400, ErrorCode::InvalidQuery).await;
            let errors = problem.errors.into_iter();
            errors
                .map(|error| {
                    assert_eq!(error.pointer, "query");
                    let number = |name: &str| error.params[name].as_u64().unwrap();
                    (error.code, number("from")..number("to"))
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(wrong("OCPP статус:нове").await, [(ErrorCode::UnknownValue, 12..16)]);
        assert_eq!(wrong("відділ:юристи ї").await, [(ErrorCode::UnknownDepartment, 0..13)]);
        assert_eq!(wrong("assignee:Невідомий x:y").await, [(ErrorCode::UnknownField, 19..20)]);
        assert_eq!(wrong("-assignee:Невідомий").await, [(ErrorCode::UnknownEmployee, 0..19)]);
        assert_eq!(wrong("a \"b").await, [(ErrorCode::OpenQuote, 2..4)]);
        assert_eq!(wrong("status:>new").await, [(ErrorCode::NotComparable, 8..11)]);
        assert_eq!(wrong("status:").await, [(ErrorCode::Required, 0..7)]);
        assert_eq!(wrong(&"word ".repeat(10_000)).await, [(ErrorCode::TooLong, 2_000..50_000)]);
        assert_eq!(wrong(&"s ".repeat(60)).await, [(ErrorCode::TooMany, 100..120)]);
    }

    /// Signs that mean something to FTS5 or to a tsquery mean nothing here.
    async fn hostile_words_are_words(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        company.specialist.comment(id, "слово AND інше").await.unwrap();
        for q in [
            "слово* AND (інше", "^слово", "слово NEAR(інше, 2)", "comment:слово", "{comment}:слово", "слово' | 'інше",
            "слово & !інше", "слово:*A", "'); DROP TABLE tickets; --", "\\", "\u{1f697}\u{1f697}", "%", "слово <-> інше",
            "слово\" OR \"інше",
        ] {
            let query = SearchQuery { q: q.to_owned(), ..SearchQuery::default() };
            company.specialist.client.search(&query).await.unwrap();
            let list = TicketListQuery { q: Some(q.to_owned()), ..TicketListQuery::default() };
            company.specialist.client.list_tickets(&list).await.unwrap();
        }
        assert_eq!(found_ids(&company.specialist, "слово and").await, [id]);
        for (query, code) in [("q=", ErrorCode::Required), ("", ErrorCode::Required)] {
            let call = company.specialist.call("GET", &format!("/search?{query}"));
            let problem = call.refused(422, ErrorCode::InvalidFields).await;
            assert_eq!((&*problem.errors[0].pointer, problem.errors[0].code), ("q", code));
        }
        let long = format!("/search?q={}", "a".repeat(201));
        let problem = company.specialist.call("GET", &long).refused(422, ErrorCode::InvalidFields).await;
        assert_eq!(problem.errors[0].code, ErrorCode::TooLong);
    }

    async fn names_in_a_query_are_those_of_everybody(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket_in(domain::tickets::TicketStatus::InProgress).await;
        let EmployeeId(number) = company.specialist.id;
        for query in [
            "assignee:петренко", "assignee:\"Петренко Петро Олексійович\"", "assignee:петро", &format!("assignee:{number}"),
            "dept:\"Технічний відділ\" creator:Іваненко", "ВІДДІЛ:ТЕХНІЧ -виконавець:none",
        ] {
            assert_eq!(listed(&company.admin, query).await, [id], "{query}");
        }
        assert_eq!(listed(&company.specialist, "assignee:me").await, [id]);
        assert_eq!(listed(&company.dispatcher, "assignee:me").await, []);
    }

    async fn days_are_those_of_the_asker(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        let created = company.admin.get(id).await.unwrap().created_at.millis();
        for offset in [-720, 0, 120, 840] {
            let day = (created + offset * 60_000).div_euclid(86_400_000);
                        for (query, is_found) in [
                (format!("created:{}", day_text(day)), true),
                (format!("created:{}", day_text(day - 1)), false),
                (format!("created:<={}", day_text(day)), true),
                (format!("created:>{}", day_text(day)), false),
                ("age:<1h".to_owned(), true),
                ("age:>1h".to_owned(), false),
            ] {
                let list = TicketListQuery {
                    query: Some(query.clone()), utc_offset: Some(i32::try_from(offset).unwrap()), ..Default::default()
                };
                assert_eq!(!company.admin.list_ids(&list).await.is_empty(), is_found, "{query} at {offset}");
            }
        }
    }
}
