//! Saved views: whose they are, who changes them, what they count.

use api::tickets::repo::list;
use domain::tickets::list::{Sort, TicketFilter, TicketListQuery};
use domain::tickets::query::{Directory, Moment, Query};
use domain::tickets::wire::CreateTicketRequest;
use domain::tickets::{Priority, TicketStatus};
use domain::views::wire::{Column, CreateViewRequest, SavedView, UpdateViewRequest, ViewOrderRequest};
use domain::{DepartmentId, ErrorCode, TicketId, ViewId};
use sea_orm::{ConnectionTrait, DbBackend};
use serde_json::json;

use crate::support::{Company, Person, new_ticket, new_view, on_both, to_department};

async fn views(person: &Person) -> Vec<SavedView> {
    person.client.list_views(&Default::default()).await.unwrap().items
}

async fn names(person: &Person) -> Vec<String> {
    views(person).await.into_iter().map(|view| view.name).collect()
}

async fn save(person: &Person, name: &str, query: &str) -> SavedView {
    person.client.create_view(&new_view(name, query)).await.unwrap()
}

async fn share(admin: &Person, name: &str, query: &str) -> SavedView {
    let request = CreateViewRequest { shared: true, ..new_view(name, query) };
    admin.client.create_view(&request).await.unwrap()
}

async fn order(person: &Person, ids: &[ViewId]) {
    person.client.update_view_order(&ViewOrderRequest { ids: ids.to_vec() }).await.unwrap();
}

async fn count(person: &Person, id: ViewId) -> (Option<u64>, bool) {
    let view = views(person).await.into_iter().find(|view| view.id == id).unwrap();
    (view.open_count, view.open_count_exact)
}

/// Tickets in the queue of a department, written straight through the API.
async fn tickets(company: &Company, count: usize, department: DepartmentId, priority: Priority) {
    for _ in 0..count {
        let request = CreateTicketRequest { priority, ..new_ticket(to_department(department)) };
        company.dispatcher.create(&request).await.unwrap();
    }
}

async fn refused_query(person: &Person, query: &str) -> (ErrorCode, u64, u64) {
    let body = json!({"name": "Мій", "query": query});
    let problem = person.call("POST", "/views").json(body).refused(400, ErrorCode::InvalidQuery).await;
    let error = &problem.errors[0];
    assert_eq!(error.pointer, "/query");
    (error.code, error.params["from"].as_u64().unwrap(), error.params["to"].as_u64().unwrap())
}

on_both! {
    async fn a_view_of_ones_own_is_nobody_elses(desk: &Desk) {
        let company = Company::found(desk).await;
        let request = CreateViewRequest {
            columns: vec![Column::Status, Column::Assignee, Column::Status],
            sort: Sort::parse("-priority"),
            ..new_view("  Мої  термінові ", "assignee:me priority:>=high")
        };
        let view = company.specialist.client.create_view(&request).await.unwrap();
        assert_eq!((&*view.name, view.shared, view.pinned), ("Мої  термінові", false, true));
        assert_eq!((view.columns.clone(), view.sort), (vec![Column::Status, Column::Assignee], Sort::PriorityDescending));
        assert_eq!(views(&company.specialist).await, std::slice::from_ref(&view));
        let path = format!("/views/{}", view.id);
        for other in [&company.colleague, &company.admin] {
            assert_eq!(names(other).await, [""; 0]);
            other.call("GET", &path).refused(404, ErrorCode::NotFound).await;
            other.call("PATCH", &path).json(json!({"name": "Чужі"})).refused(404, ErrorCode::NotFound).await;
            other.call("PATCH", &path).json(json!({"pinned": false})).refused(404, ErrorCode::NotFound).await;
            other.call("DELETE", &path).refused(404, ErrorCode::NotFound).await;
            let order = other.call("PUT", "/views/order").json(json!({"ids": [view.id]}));
            order.refused(404, ErrorCode::NotFound).await;
        }
        let change = UpdateViewRequest { name: Some("Термінові".to_owned()), sort: Sort::parse("created_at"), ..Default::default() };
        let changed = company.specialist.client.update_view(view.id, &change).await.unwrap();
        assert_eq!((&*changed.name, &changed.query, changed.sort), ("Термінові", &view.query, Sort::CreatedAscending));
        company.specialist.client.delete_view(view.id).await.unwrap();
        assert_eq!(names(&company.specialist).await, [""; 0]);
        company.specialist.call("GET", &path).refused(404, ErrorCode::NotFound).await;
    }

    async fn administrators_share_views_and_everybody_pins_for_himself(desk: &Desk) {
        let company = Company::found(desk).await;
        let body = json!({"name": "Для всіх", "query": "", "shared": true});
        company.specialist.call("POST", "/views").json(body).refused(403, ErrorCode::AdminOnly).await;
        let mine = save(&company.specialist, "Моє", "assignee:me").await;
        let path = format!("/views/{}", mine.id);
        company.specialist.call("PATCH", &path).json(json!({"shared": true})).refused(403, ErrorCode::AdminOnly).await;

        let shared = share(&company.admin, "Для всіх", "priority:critical").await;
        for person in company.everybody() {
            assert!(names(person).await.contains(&shared.name));
        }
        let path = format!("/views/{}", shared.id);
        for change in [json!({"name": "Інше"}), json!({"query": ""}), json!({"shared": false}), json!({"pinned": false, "sort": "created_at"})] {
            company.colleague.call("PATCH", &path).json(change).refused(403, ErrorCode::AdminOnly).await;
        }
        company.colleague.call("DELETE", &path).refused(403, ErrorCode::AdminOnly).await;

        let unpinned = company.colleague.call("PATCH", &path).json(json!({"pinned": false})).status(200).await.body;
        assert_eq!((&unpinned["pinned"], &unpinned["open_count"]), (&json!(false), &json!(null)));
        assert!(views(&company.specialist).await.iter().all(|view| view.pinned));
        assert_eq!(views(&company.colleague).await.iter().map(|view| view.pinned).collect::<Vec<_>>(), [false]);

        let unshared = company.admin.call("PATCH", &path).json(json!({"shared": false})).status(200).await.body;
        assert_eq!(unshared["shared"], false);
        assert_eq!(names(&company.colleague).await, [""; 0]);
        assert_eq!(names(&company.admin).await, ["Для всіх"]);
    }

    /// What an administrator takes back from everybody is its owner's again, even if that is another one.
    async fn a_view_that_is_shared_no_more_is_its_owners(desk: &Desk) {
        let company = Company::found(desk).await;
        let second = desk.admin("Друга Адміністраторка", company.administration).await;
        let view = share(&company.admin, "Для всіх", "").await;
        let body = json!({"shared": false, "name": "Не для всіх"});
        let answer = second.call("PATCH", &format!("/views/{}", view.id)).json(body).status(200).await.body;
        assert_eq!((&answer["shared"], &answer["name"]), (&json!(false), &json!("Не для всіх")));
        assert_eq!(names(&second).await, [""; 0]);
        assert_eq!(names(&company.admin).await, ["Не для всіх"]);
    }

    async fn everybody_has_his_own_order(desk: &Desk) {
        let company = Company::found(desk).await;
        let first = share(&company.admin, "Перший", "").await.id;
        let second = save(&company.specialist, "Другий", "").await.id;
        let third = share(&company.admin, "Третій", "").await.id;
        order(&company.specialist, &[third, second]).await;
        assert_eq!(names(&company.specialist).await, ["Третій", "Другий", "Перший"]);
        assert_eq!(names(&company.colleague).await, ["Перший", "Третій"]);
        company.specialist.call("PATCH", &format!("/views/{third}")).json(json!({"pinned": false})).status(200).await;
        assert_eq!(names(&company.specialist).await, ["Третій", "Другий", "Перший"]);
        save(&company.specialist, "Новий", "").await;
        order(&company.specialist, &[first]).await;
        assert_eq!(names(&company.specialist).await, ["Перший", "Третій", "Другий", "Новий"]);
        let order = company.specialist.call("PUT", "/views/order").json(json!({"ids": [first, 999_999]}));
        order.refused(404, ErrorCode::NotFound).await;
        assert_eq!(names(&company.specialist).await, ["Перший", "Третій", "Другий", "Новий"]);
    }

    /// The count is that of the list, for whoever asks; closed tickets do not count.
    async fn a_view_counts_the_open_tickets_that_one_sees(desk: &Desk) {
        let company = Company::found(desk).await;
        tickets(&company, 3, company.technical, Priority::Critical).await;
        tickets(&company, 2, company.finance, Priority::Critical).await;
        tickets(&company, 1, company.finance, Priority::Low).await;
        company.ticket_in(TicketStatus::Closed).await;
        let view = share(&company.admin, "Критичні", "priority:critical").await;
        let words = share(&company.admin, "Конектор", "конектор -priority:low").await;
        for (person, critical, connector) in [
            (&company.admin, 5, 5), (&company.dispatcher, 5, 5), (&company.specialist, 3, 3),
            (&company.accountant, 2, 2),
        ] {
            assert_eq!(count(person, view.id).await, (Some(critical), true), "{}", person.full_name);
            let (found, _) = count(person, words.id).await;
            assert_eq!(found, Some(connector), "{}", person.full_name);
            let query = TicketListQuery { query: Some("priority:critical -status:closed".to_owned()), ..Default::default() };
            assert_eq!(person.list(&query).await.len() as u64, critical);
        }
    }

    /// A ticket that has a word in several texts is one ticket, and one that must not have it is left out.
    async fn words_are_counted_by_tickets(desk: &Desk) {
        let company = Company::found(desk).await;
        tickets(&company, 3, company.technical, Priority::Medium).await;
        for comment in ["Конектор цілий.", "Конектор замінили.", "Клієнт поїхав."] {
            company.specialist.comment(TicketId(1), comment).await.unwrap();
        }
        let with = save(&company.specialist, "З конектором", "конектор").await;
        let without = save(&company.specialist, "Без поїздок", "конектор -поїхав").await;
        assert_eq!(count(&company.specialist, with.id).await.0, Some(3));
        assert_eq!(count(&company.specialist, without.id).await.0, Some(2));
        let clauses = Query::parse("конектор").unwrap().resolve(&Directory::default(), Moment { now: desk.state.clock.now(), utc_offset: 0 });
        let filter = TicketFilter { clauses: clauses.unwrap(), ..Default::default() };
        // However the engine would go about it.
        let db = desk.state.read();
        let statement = list::probe_statement(db, &company.specialist.actor(), &filter, list::Few::NONE, 2_000).await.unwrap().unwrap();
        let row = db.query_one_raw(statement).await.unwrap().unwrap();
        assert_eq!(row.try_get::<i64>("", "found").unwrap(), 3);
        if db.get_database_backend() == DbBackend::Sqlite {
            // Each text is one that was looked at, or a count that broke off would be told as exact.
            assert_eq!(row.try_get::<i64>("", "looked_at").unwrap(), 5);
        }
    }

    async fn more_than_ninety_nine_are_not_counted(desk: &Desk) {
        let company = Company::found(desk).await;
        let view = save(&company.specialist, "Черга", "status:new").await;
        tickets(&company, 99, company.technical, Priority::Medium).await;
        assert_eq!(count(&company.specialist, view.id).await, (Some(99), true));
        tickets(&company, 1, company.technical, Priority::Medium).await;
        assert_eq!(count(&company.specialist, view.id).await, (Some(99), false));
    }

    async fn a_wrong_query_is_not_saved(desk: &Desk) {
        let company = Company::found(desk).await;
        let person = &company.specialist;
        assert_eq!(refused_query(person, "status:new dept:\"Немає\"").await, (ErrorCode::UnknownDepartment, 11, 23));
        assert_eq!(refused_query(person, "status:odd").await, (ErrorCode::UnknownValue, 7, 10));
        assert_eq!(refused_query(person, "\"open").await.0, ErrorCode::OpenQuote);
        let view = save(person, "Добрий", "status:new").await;
        let change = person.call("PATCH", &format!("/views/{}", view.id)).json(json!({"query": "status:odd", "name": "Злий"}));
        change.refused(400, ErrorCode::InvalidQuery).await;
        assert_eq!(names(person).await, ["Добрий"]);
        for (body, pointer, code) in [
            (json!({"name": " ", "query": ""}), "/name", ErrorCode::Required),
            (json!({"name": "н".repeat(81), "query": ""}), "/name", ErrorCode::TooLong),
            (json!({"name": "н", "query": "q".repeat(2_001)}), "/query", ErrorCode::TooLong),
            (json!({"name": "н", "query": "", "columns": ["owner"]}), "/columns/0", ErrorCode::InvalidType),
            (json!({"name": "н", "query": "", "sort": "name"}), "/sort", ErrorCode::InvalidType),
            (json!({"name": "н"}), "/query", ErrorCode::Required),
        ] {
            let problem = person.call("POST", "/views").json(body.clone()).refused(422, ErrorCode::InvalidFields).await;
            let told: Vec<_> = problem.errors.iter().map(|error| (&*error.pointer, error.code)).collect();
            assert_eq!(told, [(pointer, code)], "{body}");
        }
    }

    /// A view of a department that got another name says so when it is opened, and counts nothing.
    async fn a_view_outlives_what_it_names(desk: &Desk) {
        let company = Company::found(desk).await;
        tickets(&company, 2, company.technical, Priority::Medium).await;
        let by_name = save(&company.specialist, "За назвою", "dept:\"Технічний відділ\"").await;
        let by_number = save(&company.specialist, "За номером", &format!("dept:{}", company.technical)).await;
        assert_eq!(count(&company.specialist, by_name.id).await, (Some(2), true));
        let path = format!("/departments/{}", company.technical);
        company.admin.call("PATCH", &path).json(json!({"name": "Інженери"})).status(200).await;
        assert_eq!(count(&company.specialist, by_name.id).await, (None, false));
        assert_eq!(count(&company.specialist, by_number.id).await, (Some(2), true));
        let list = company.specialist.call("GET", "/tickets?query=dept%3A%22%D0%A2%D0%B5%D1%85%D0%BD%D1%96%D1%87%D0%BD%D0%B8%D0%B9%22");
        list.refused(400, ErrorCode::InvalidQuery).await;
        // An archived department keeps its name.
        let path = format!("/departments/{}", company.empty);
        let archived = save(&company.specialist, "Колишній", "dept:\"Сервісний відділ\"").await;
        company.admin.call("DELETE", &path).status(204).await;
        assert_eq!(count(&company.specialist, archived.id).await, (Some(0), true));
    }

    async fn there_is_room_for_fifty(desk: &Desk) {
        let company = Company::found(desk).await;
        for number in 0..50 {
            save(&company.specialist, &format!("Вигляд {number}"), "").await;
        }
        let body = json!({"name": "Зайвий", "query": ""});
        let call = || company.specialist.call("POST", "/views").json(body.clone());
        let problem = call().refused(409, ErrorCode::LimitReached).await;
        assert_eq!(problem.extra["max"], 50);
        // What is shared does not count.
        share(&company.admin, "Спільний", "").await;
        let first = views(&company.specialist).await[0].id;
        company.specialist.client.delete_view(first).await.unwrap();
        call().status(201).await;
    }
}
