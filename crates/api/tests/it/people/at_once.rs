//! Administration while everybody works: nothing is left in a place that is gone.

use client::ClientError;
use domain::ErrorCode;
use domain::accounts::AcceptInviteRequest;
use domain::departments::wire::DeleteDepartmentQuery;
use domain::employees::wire::DeactivateEmployeeRequest;
use domain::tickets::list::TicketListQuery;
use domain::tickets::wire::TicketRow;
use futures_util::future::{join, join_all};
use serde_json::json;

use crate::support::{Company, new_ticket, on_both, to_department, to_person};

/// Refused by a rule or because of the other, never by a fault.
fn assert_rule<T>(outcome: Result<T, ClientError>) -> bool {
    match outcome {
        Ok(_) => true,
        Err(error) => {
            assert_eq!(error.status(), Some(409), "{error}");
            false
        }
    }
}

/// The open tickets as the administrator sees them.
async fn open(company: &Company) -> Vec<TicketRow> {
    let status = Some("new,in_progress,waiting,checking".to_owned());
    company.admin.list(&TicketListQuery { status, ..Default::default() }).await
}

on_both! {
    async fn no_ticket_stays_in_a_department_that_is_archived_meanwhile(desk: &Desk) {
        let company = Company::found(desk).await;
        for round in 0..5 {
            let doomed = desk.department(&format!("Тимчасовий {round}")).await;
            let member = desk.person(&format!("Тимчасовий {round}"), doomed).await;
            let mut elsewhere = Vec::new();
            for _ in 0..3 {
                elsewhere.push(company.ticket().await);
            }
            let creations = (0..6).map(|number| {
                let to = if number % 2 == 0 { to_department(doomed) } else { to_person(member.id) };
                let company = &company;
                async move { company.dispatcher.create(&new_ticket(to)).await.map(drop) }
            });
            let redirects = elsewhere.iter().map(|id| async {
                company.specialist.redirect(*id, to_department(doomed), "Вам").await.map(drop)
            });
            let query = DeleteDepartmentQuery {
                move_tickets_to: Some(company.finance), move_members_to: Some(company.finance),
            };
            let archive = company.admin.client.delete_department(doomed, &query);
            let (archived, (created, redirected)) =
                join(archive, join(join_all(creations), join_all(redirects))).await;
            for outcome in created.into_iter().chain(redirected) {
                assert_rule(outcome);
            }
            if !assert_rule(archived) {
                company.admin.client.delete_department(doomed, &query).await.unwrap();
            }
            assert!(open(&company).await.iter().all(|row| row.department_id != doomed), "round {round}");
            assert_eq!(member.client.get_me().await.unwrap().department_id, company.finance);
        }
        desk.assert_consistent().await;
    }

    async fn no_ticket_stays_with_a_person_who_is_deactivated_meanwhile(desk: &Desk) {
        let company = Company::found(desk).await;
        for round in 0..5 {
            let leaver = desk.person(&format!("Тимчасовий {round}"), company.technical).await;
            let mut queued = Vec::new();
            for _ in 0..3 {
                queued.push(company.ticket().await);
            }
            let creations = (0..4).map(|_| async {
                company.dispatcher.create(&new_ticket(to_person(leaver.id))).await.map(drop)
            });
            let redirects = queued.iter().map(|id| async {
                company.specialist.redirect(*id, &leaver, "Тобі").await.map(drop)
            });
            let to = Some(to_department(company.finance));
            let request = DeactivateEmployeeRequest { move_tickets_to: to };
            let leave = company.admin.client.deactivate_employee(leaver.id, &request);
            let (left, (created, redirected)) = join(leave, join(join_all(creations), join_all(redirects))).await;
            for outcome in created.into_iter().chain(redirected) {
                assert_rule(outcome);
            }
            if !assert_rule(left) {
                company.admin.client.deactivate_employee(leaver.id, &request).await.unwrap();
            }
            assert!(open(&company).await.iter().all(|row| row.assignee_id != Some(leaver.id)), "round {round}");
        }
        desk.assert_consistent().await;
    }

    async fn names_and_addresses_stay_unique(desk: &Desk) {
        let company = Company::found(desk).await;
        for (path, body, code) in [
            ("/departments", json!({"name": "Новий відділ"}), ErrorCode::NameTaken),
            (
                "/employees",
                json!({"full_name": "Коваль Олена", "email": "olena@example.com",
                    "department_id": company.technical, "role": "user"}),
                ErrorCode::EmailTaken,
            ),
        ] {
            let http = reqwest::Client::new();
            let attempts = (0..6).map(|_| {
                let request = http.post(desk.url(path)).bearer_auth(company.admin.client.access_token().unwrap());
                let request = request.json(&body);
                async move { request.send().await.unwrap().status().as_u16() }
            });
            let mut statuses = join_all(attempts).await;
            statuses.sort_unstable();
            assert_eq!(statuses, [201, 409, 409, 409, 409, 409], "{path}");
            company.admin.call("POST", path).json(body).refused(409, code).await;
        }
    }

    async fn an_invitation_is_accepted_once_however_many_try(desk: &Desk) {
        let company = Company::found(desk).await;
        let path = format!("/employees/{}/invite", company.colleague.id);
        let url = company.admin.call("POST", &path).status(200).await.body["invite_url"].as_str().unwrap().to_owned();
        let token = url.rsplit('/').next().unwrap();
        let attempts = (0..6).map(|number| {
            let request =
                AcceptInviteRequest { token: token.to_owned(), password: format!("password number {number}") };
            async move { client::Client::new(desk.base()).accept_invite(&request).await }
        });
        let outcomes = join_all(attempts).await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        for error in outcomes.into_iter().filter_map(Result::err) {
            assert_eq!(error.code(), Some(ErrorCode::InvalidInvite), "{error}");
        }
    }
}
