//! Taking back what a job did.

use domain::tickets::wire::{TicketView, UpdateTicketRequest};

use super::*;

async fn state(company: &Company, id: TicketId) -> (TicketStatus, i64, Option<i64>, Priority, i32) {
    let TicketView { status, department_id, assignee_id, priority, return_count, .. } =
        company.admin.get(id).await.unwrap();
    (status, department_id.0, assignee_id.map(|id| id.0), priority, return_count)
}

/// Undoes a job and waits for the end of the undoing.
async fn undone(desk: &Desk, person: &Person, id: BulkJobId) -> BulkJob {
    let undo = person.client.undo_bulk_job(id).await.unwrap().job;
    desk.jobs_ended().await;
    job(person, undo).await
}

on_both! {
    async fn whatever_a_job_did_is_taken_back(desk: &Desk) {
        let company = Company::found(desk).await;
        let admin = &company.admin;
        let mut all = tickets(&company, 2).await;
        for status in [TicketStatus::InProgress, TicketStatus::Waiting, TicketStatus::Checking, TicketStatus::Closed] {
            all.push(company.ticket_in(status).await);
        }
        for command in [
            take(), edit(Priority::Critical), transition(TicketStatus::Closed), transition(TicketStatus::InProgress),
            transition(TicketStatus::Waiting), redirect(to_department(company.finance)),
            redirect(to_person(company.accountant.id)),
        ] {
            let mut before = Vec::new();
            for id in &all {
                before.push(state(&company, *id).await);
            }
            let job = done(desk, admin, ids(&all), command.clone()).await;
            assert!(job.refused < 6, "{command:?} {job:?}");
            let undo = undone(desk, admin, job.id).await;
            assert_eq!((undo.state, undo.undoes, &undo.command), (BulkState::Done, Some(job.id), &None));
            assert_eq!((undo.total, undo.refused), (6 - job.refused, 0), "{command:?} {undo:?}");
            for (id, before) in all.iter().zip(before) {
                assert_eq!(state(&company, *id).await, before, "{command:?}");
            }
            desk.assert_consistent().await;
        }
        let last = company.admin.history(all[0]).await.pop().unwrap();
        assert_eq!(last.data.kind(), "undone");
    }

    async fn what_others_changed_since_stays(desk: &Desk) {
        let company = Company::found(desk).await;
        let all = tickets(&company, 3).await;
        let job = done(desk, &company.specialist, ids(&all), edit(Priority::Critical)).await;
        let request = UpdateTicketRequest { priority: Some(Priority::Low), ..Default::default() };
        company.colleague.edit(all[0], &request).await.unwrap();
        company.colleague.comment(all[1], "Дивлюсь.").await.unwrap();
        company.colleague.redirect(all[2], to_department(company.finance), "Рахунок.").await.unwrap();
        let undo = undone(desk, &company.specialist, job.id).await;
        assert_eq!(refused(&undo), [(all[0], ErrorCode::ChangedSince), (all[2], ErrorCode::NotFound)]);
        for (id, priority) in all.iter().zip([Priority::Low, Priority::Medium, Priority::Critical]) {
            assert_eq!(company.admin.get(*id).await.unwrap().priority, priority);
        }
    }

    async fn a_job_can_be_undone_once_and_for_ten_minutes(desk: &Desk) {
        let company = Company::found(desk).await;
        let all = tickets(&company, 1).await;
        let undo = |id: BulkJobId| company.specialist.call("POST", &format!("/bulk/{id}/undo")).json(json!({}));
        let job = done(desk, &company.specialist, ids(&all), edit(Priority::High)).await;
        assert_eq!(job.undo_until, job.finished_at.map(|at| at.plus_millis(600_000)));
        let undoing = undone(desk, &company.specialist, job.id).await;
        assert_eq!(undoing.undo_until, None);
        assert_eq!(self::job(&company.specialist, job.id).await.undo_until, None);
        undo(job.id).refused(409, ErrorCode::UndoExpired).await;
        undo(undoing.id).refused(409, ErrorCode::NotUndoable).await;
        let job = done(desk, &company.specialist, ids(&all), edit(Priority::Critical)).await;
        desk.advance(601);
        undo(job.id).refused(409, ErrorCode::UndoExpired).await;
        assert_eq!(company.admin.get(all[0]).await.unwrap().priority, Priority::Critical);
        let waiting = prepared(desk, &company.specialist, &all).await;
        undo(waiting).refused(404, ErrorCode::NotFound).await;
    }

    /// A person who hears of a redirect hears that it was taken back.
    async fn who_was_told_of_it_is_told_of_the_undoing(desk: &Desk) {
        let company = Company::found(desk).await;
        let id = tickets(&company, 1).await[0];
        let job = done(desk, &company.dispatcher, ids(&[id]), redirect(to_department(company.finance))).await;
        undone(desk, &company.dispatcher, job.id).await;
        let ticket = company.specialist.get(id).await.unwrap();
        assert_eq!((ticket.department_id, ticket.status), (company.technical, TicketStatus::New));
        use domain::notifications::NotificationKind::{TicketCreated, TicketRedirected};
        assert_eq!(company.specialist.told(id).await, [TicketCreated, TicketRedirected]);
        desk.assert_consistent().await;
    }
}
