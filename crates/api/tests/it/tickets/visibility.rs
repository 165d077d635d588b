//! Who sees which ticket.

use domain::ErrorCode;
use domain::authz::{Ground, sees};
use domain::tickets::TicketFacts;
use domain::tickets::list::TicketListQuery;
use domain::tickets::wire::TicketRow;
use serde_json::json;

use crate::support::{Company, Dice, Refused, new_ticket, on_both, to_department, to_person};

fn facts(row: &TicketRow) -> TicketFacts {
    TicketFacts {
        status: row.status,
        department_id: row.department_id,
        creator_id: row.creator_id,
        assignee_id: row.assignee_id,
    }
}

on_both! {
    /// EC-02, EC-15: a user sees the tickets of his department, those he created and those assigned to him; an
    /// administrator sees all. Each ground alone is enough.
    async fn ec_02_ec_15_each_ground_is_enough(desk: &Desk) {
        let company = Company::found(desk).await;
        let created = company.dispatcher.create(&new_ticket(to_department(company.technical))).await.unwrap().id;
        let assigned = company.admin.create(&new_ticket(to_person(company.accountant.id))).await.unwrap().id;
        let body = json!({"department_id": company.dispatch});
        company.admin.call("PATCH", &format!("/employees/{}", company.accountant.id)).json(body).status(200).await;

        assert_eq!(company.dispatcher.get(created).await.unwrap().grounds, [Ground::Creator]);
        assert_eq!(company.colleague.get(created).await.unwrap().grounds, [Ground::OwnDepartment]);
        assert_eq!(company.accountant.get(assigned).await.unwrap().grounds, [Ground::Assignee]);
        assert_eq!(company.admin.get(created).await.unwrap().grounds, [Ground::Admin]);
        company.accountant.get(created).await.refused(404, ErrorCode::NotFound);
        company.dispatcher.get(assigned).await.refused(404, ErrorCode::NotFound);
    }

    /// EC-07, EC-15: the list of each person is what `domain::authz::sees` lets through, and so is every way to a
    /// single ticket.
    async fn ec_15_lists_and_tickets_follow_the_rule(desk: &Desk) {
        let company = Company::found(desk).await;
        let mut dice = Dice::new(15);
        let rows = company.work(&mut dice, 40, 80).await;
        for person in company.everybody() {
            let actor = person.actor();
            let expected: Vec<_> = rows.iter().filter(|row| sees(&actor, &facts(row))).map(|row| row.id).collect();
            assert_eq!(person.list_ids(&TicketListQuery::default()).await, expected, "{}", person.full_name);
            for row in &rows {
                let ticket = person.get(row.id).await;
                if expected.contains(&row.id) {
                    assert_eq!(ticket.unwrap().facts(), facts(row));
                } else {
                    ticket.refused(404, ErrorCode::NotFound);
                    for list in ["comments", "events"] {
                        let path = format!("/tickets/{}/{list}", row.id);
                        person.call("GET", &path).refused(404, ErrorCode::NotFound).await;
                    }
                }
            }
        }
        assert_eq!(company.admin.list(&TicketListQuery::default()).await, rows);
        desk.assert_consistent().await;
    }

    async fn an_invisible_ticket_answers_like_one_that_does_not_exist(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        for (method, path, body) in [
            ("GET", "", json!(null)),
            ("PATCH", "", json!({"subject": "Тема"})),
            ("POST", "/take", json!({})),
            ("POST", "/redirect", json!({"to": {"department_id": company.finance}, "comment": "Нам"})),
            ("POST", "/transition", json!({"to": "closed"})),
            ("POST", "/comments", json!({"body": "Ой"})),
            ("GET", "/comments", json!(null)),
            ("GET", "/events", json!(null)),
        ] {
            let mut answers = Vec::new();
            for id in [id.0, id.0 + 1] {
                let call = company.accountant.call(method, &format!("/tickets/{id}{path}")).header("if-match", "\"1\"");
                let call = if body.is_null() { call } else { call.json(body.clone()) };
                let mut answer = call.status(404).await;
                answer.body["instance"].take();
                answers.push(answer.body);
            }
            assert_eq!(answers[0], answers[1], "{method} {path}");
        }
        assert_eq!(company.dispatcher.get(id).await.unwrap().version, 1);
    }
}
