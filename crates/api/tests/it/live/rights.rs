//! A stream ends when the rights behind it do.

use domain::ErrorCode;
use serde_json::json;

use crate::support::{Company, Listener, on_both, to_department};

/// Reads to the end of the stream.
async fn ends(listener: &mut Listener) {
    while listener.next().await.is_some() {}
}

on_both! {
    async fn deactivation_ends_the_stream_and_the_session_at_once(desk: &Desk) {
        let company = Company::found(desk).await;
        let mut listener = company.colleague.listen(None).await;
        let path = format!("/employees/{}/deactivate", company.colleague.id);
        company.admin.call("POST", &path).json(json!({})).status(200).await;
        ends(&mut listener).await;
        company.colleague.call("GET", "/events").refused(401, ErrorCode::Unauthenticated).await;
    }

    async fn a_move_or_another_role_ends_the_stream(desk: &Desk) {
        let company = Company::found(desk).await;
        for body in [json!({"department_id": company.finance}), json!({"role": "admin"})] {
            let mut listener = company.colleague.listen(None).await;
            let mut other = company.specialist.listen(None).await;
            let path = format!("/employees/{}", company.colleague.id);
            company.admin.call("PATCH", &path).json(body).status(200).await;
            ends(&mut listener).await;
            // The streams of others go on.
            other.so_far(&company.specialist, company.empty).await;
        }
    }

    async fn what_happened_to_a_moved_person_is_told_by_the_new_rights(desk: &Desk) {
        let company = Company::found(desk).await;
        let mut listener = company.colleague.listen(None).await;
        let position = listener.position;
        let body = json!({"department_id": company.finance});
        company.admin.call("PATCH", &format!("/employees/{}", company.colleague.id)).json(body).status(200).await;
        ends(&mut listener).await;
        let hidden = company.ticket().await;
        let shown = company.ticket().await;
        company.specialist.redirect(shown, to_department(company.finance), "Вам").await.unwrap();

        let mut resumed = company.colleague.listen(Some(position)).await;
        let frames = resumed.so_far(&company.colleague, company.empty).await;
        assert!(frames.iter().all(|frame| frame.ticket_id() != hidden));
        assert!(frames.iter().any(|frame| frame.ticket_id() == shown && frame.event == "ticket.created"));
    }

    async fn logout_and_a_new_password_end_streams(desk: &Desk) {
        let company = Company::found(desk).await;
        let colleague = &company.colleague;
        let elsewhere = colleague.again(desk).await;
        let mut here = colleague.listen(None).await;
        let mut there = elsewhere.listen(None).await;
        let body = json!({"current_password": crate::support::PASSWORD, "new_password": "another long password"});
        colleague.call("POST", "/me/password").json(body).status(204).await;
        ends(&mut there).await;
        here.so_far(colleague, company.empty).await;
        colleague.client.logout().await.unwrap();
        ends(&mut here).await;
    }
}
