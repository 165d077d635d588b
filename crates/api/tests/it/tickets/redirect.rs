//! Redirecting.

use domain::ErrorCode;
use domain::tickets::wire::AssignTo;
use domain::tickets::{EventData, Place, TicketStatus};
use serde_json::json;

use crate::support::{Company, Refused, new_ticket, on_both, to_department, to_person};

on_both! {
    /// EC-06, EC-13: whoever sees a ticket redirects it, to a department or to a person of any department.
    async fn ec_13_anyone_who_sees_it_redirects(desk: &Desk) {
        let company = Company::found(desk).await;
        let open = [TicketStatus::New, TicketStatus::InProgress, TicketStatus::Waiting, TicketStatus::Checking];
        for (redirector, still_sees) in [
            (&company.dispatcher, true),
            (&company.colleague, false),
            (&company.specialist, false),
            (&company.admin, true),
        ] {
            for status in open {
                for (target, assignee_id) in
                    [(to_department(company.finance), None), (to_person(company.accountant.id), Some(company.accountant.id))]
                {
                    let id = company.ticket_in(status).await;
                    let answer = redirector.redirect(id, target, "Потрібне повернення коштів.").await.unwrap();
                    assert_eq!((answer.visible_after, answer.ticket.is_some()), (still_sees, still_sees));
                    let ticket = company.accountant.get(id).await.unwrap();
                    assert_eq!((ticket.status, ticket.department_id), (TicketStatus::New, company.finance));
                    assert_eq!(ticket.assignee_id, assignee_id);
                    assert_eq!(redirector.get(id).await.is_ok(), still_sees);
                }
            }
        }
        desk.assert_consistent().await;
    }

    async fn a_redirector_who_is_the_target_keeps_it_in_sight(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket_in(TicketStatus::Checking).await;
        let to_himself = company.colleague.redirect(id, &company.colleague, "Візьму собі.").await.unwrap();
        assert!(to_himself.visible_after);
        let ticket = to_himself.ticket.unwrap();
        assert_eq!((ticket.status, ticket.assignee_id), (TicketStatus::New, Some(company.colleague.id)));
        assert!(company.specialist.redirect(id, to_department(company.technical), "У чергу.").await.unwrap().visible_after);
    }

    /// EC-14: every redirect has a comment, and the whole history of redirects is kept.
    async fn ec_14_the_redirect_history_is_kept(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        let place = |department_id, assignee_id| Place { department_id, assignee_id };
        let steps = [
            (&company.colleague, to_person(company.accountant.id), "Це повернення коштів."),
            (&company.accountant, to_department(company.dispatch), "Уточніть номер картки.\nДякую!"),
            (&company.dispatcher, to_person(company.specialist.id), "Все ж таки конектор."),
        ];
        for (person, target, comment) in &steps {
            person.redirect(id, *target, comment).await.unwrap();
        }
        let places = [
            place(company.technical, None),
            place(company.finance, Some(company.accountant.id)),
            place(company.dispatch, None),
            place(company.technical, Some(company.specialist.id)),
        ];
        let redirects: Vec<_> = company.colleague.history(id).await.into_iter().skip(1).collect();
        assert_eq!(redirects.len(), steps.len());
        for (index, (event, (person, _, comment))) in redirects.into_iter().zip(steps).enumerate() {
            assert_eq!(event.actor.unwrap().full_name, person.full_name);
            let EventData::Redirected(redirected) = event.data else { panic!("{:?}", event.data) };
            assert_eq!((redirected.from, redirected.to), (places[index], places[index + 1]));
            assert_eq!(redirected.comment.as_deref(), Some(comment));
        }
        let raw = company.colleague.call("GET", &format!("/tickets/{id}/events")).status(200).await;
        assert_eq!(raw.body["items"][1]["kind"], "redirected");
        assert_eq!(raw.body["items"][1]["data"], json!({
            "from": {"department_id": company.technical, "assignee_id": null},
            "to": {"department_id": company.finance, "assignee_id": company.accountant.id},
            "comment": "Це повернення коштів.",
        }));
    }

    /// EC-14: without a comment there is no redirect.
    async fn ec_14_a_redirect_needs_a_comment(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        let path = format!("/tickets/{id}/redirect");
        for body in [
            json!({"to": {"department_id": company.finance}}),
            json!({"to": {"department_id": company.finance}, "comment": " \n\t "}),
        ] {
            let problem = company.colleague.call("POST", &path).json(body).refused(422, ErrorCode::InvalidFields).await;
            assert_eq!((&*problem.errors[0].pointer, problem.errors[0].code), ("/comment", ErrorCode::Required));
        }
        assert_eq!(company.colleague.get(id).await.unwrap().version, 1);
    }

    async fn where_it_already_is_is_refused(desk: &Desk) {
        let company = Company::found(desk).await;
        let queued = company.ticket().await;
        let colleague = &company.colleague;
        colleague.redirect(queued, to_department(company.technical), "Сюди").await.refused(409, ErrorCode::AlreadyThere);
        let held = company.ticket_in(TicketStatus::Waiting).await;
        colleague.redirect(held, &company.specialist, "Йому").await.refused(409, ErrorCode::AlreadyThere);
        let back = colleague.redirect(held, to_department(company.technical), "У чергу").await.unwrap().ticket.unwrap();
        assert_eq!((back.status, back.assignee_id), (TicketStatus::New, None));
    }

    async fn a_closed_ticket_and_a_target_that_cannot_be_chosen_are_refused(desk: &Desk) {
        let company = Company::found(desk).await;
        let closed = company.ticket_in(TicketStatus::Closed).await;
        for person in [&company.dispatcher, &company.specialist, &company.admin] {
            let answer = person.redirect(closed, to_department(company.finance), "Вам").await;
            answer.refused(409, ErrorCode::TicketClosed);
        }
        company.admin.call("DELETE", &format!("/departments/{}", company.empty)).status(204).await;
        let path = format!("/employees/{}/deactivate", company.accountant.id);
        company.admin.call("POST", &path).json(json!({})).status(200).await;
        let id = company.ticket().await;
        let redirect = async |to: AssignTo| company.colleague.redirect(id, to, "Вам").await;
        redirect(to_department(company.empty)).await.refused(409, ErrorCode::DepartmentArchived);
        redirect(to_person(company.accountant.id)).await.refused(409, ErrorCode::EmployeeInactive);
        for to in [to_department(domain::DepartmentId(999)), to_person(domain::EmployeeId(-1)), AssignTo::default()] {
            redirect(to).await.refused(422, ErrorCode::InvalidFields);
        }
        assert_eq!(company.colleague.get(id).await.unwrap().version, 1);
    }

    async fn a_stranger_does_not_learn_that_the_ticket_exists(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.ticket().await;
        for to in [to_department(company.finance), to_department(domain::DepartmentId(999)), to_person(company.admin.id)] {
            company.accountant.redirect(id, to, "Мені").await.refused(404, ErrorCode::NotFound);
        }
        let nothing = domain::TicketId(id.0 + 1);
        company.accountant.redirect(nothing, to_department(company.finance), "Мені").await.refused(404, ErrorCode::NotFound);
    }

    async fn the_former_assignee_loses_sight(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = company.dispatcher.create(&new_ticket(to_person(company.specialist.id))).await.unwrap().id;
        let body = json!({"department_id": company.dispatch});
        company.admin.call("PATCH", &format!("/employees/{}", company.specialist.id)).json(body).status(200).await;
        assert!(company.specialist.get(id).await.is_ok(), "he still sees what is assigned to him");
        let answer = company.specialist.redirect(id, to_department(company.technical), "Я вже не тут.").await.unwrap();
        assert!(!answer.visible_after);
        company.specialist.get(id).await.refused(404, ErrorCode::NotFound);
    }
}
