//! There is always an administrator (DESIGN 2.4).

use domain::ErrorCode;
use futures_util::future::join_all;
use serde_json::json;

use crate::support::{Company, on_both};

on_both! {
    async fn the_last_active_administrator_stays(desk: &Desk) {
        let company = Company::found(desk).await;
        let admin = &company.admin;
        let path = format!("/employees/{}", admin.id);
        let demote = || admin.call("PATCH", &path).json(json!({"role": "user"}));
        let deactivate = || admin.call("POST", &format!("{path}/deactivate")).json(json!({}));
        demote().refused(409, ErrorCode::LastAdmin).await;
        deactivate().refused(409, ErrorCode::LastAdmin).await;

        // A deactivated administrator does not count.
        let second = desk.admin("Друга Адміністраторка", company.administration).await;
        let theirs = format!("/employees/{}", second.id);
        admin.call("POST", &format!("{theirs}/deactivate")).json(json!({})).status(200).await;
        demote().refused(409, ErrorCode::LastAdmin).await;
        deactivate().refused(409, ErrorCode::LastAdmin).await;
        admin.call("PATCH", &theirs).json(json!({"role": "user"})).status(200).await;
        admin.call("PATCH", &path).json(json!({"full_name": "Інше Імʼя", "role": "admin"})).status(200).await;
        admin.call("POST", &format!("{theirs}/activate")).status(200).await;
        admin.call("PATCH", &theirs).json(json!({"role": "admin"})).status(200).await;
        demote().status(200).await;
        deactivate().refused(403, ErrorCode::AdminOnly).await;
    }

    async fn of_two_who_demote_each_other_one_stays(desk: &Desk) {
        let company = Company::found(desk).await;
        let first = &company.admin;
        for round in 0..10 {
            let second = desk.admin(&format!("Адміністратор {round}"), company.administration).await;
            let rivals = [(first, &second), (&second, first)];
            let attempts = rivals.map(|(by, whom)| async move {
                let request = domain::employees::wire::UpdateEmployeeRequest {
                    role: Some(domain::employees::Role::User), ..Default::default()
                };
                by.client.update_employee(whom.id, &request).await
            });
            let outcomes = join_all(attempts).await;
            let done = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
            assert_eq!(done, 1, "{outcomes:?}");
            for error in outcomes.into_iter().filter_map(Result::err) {
                let code = error.code().unwrap();
                assert!(matches!(code, ErrorCode::LastAdmin | ErrorCode::AdminOnly), "{error}");
            }
            // For the next round the first is the only administrator again.
            for (who, active) in [(first, true), (&second, false)] {
                let role = if active { domain::employees::Role::Admin } else { domain::employees::Role::User };
                api::employees::repo::update(desk.state.db.write(), who.id, None, None, None, Some(role)).await.unwrap();
            }
        }
    }

    async fn of_two_who_deactivate_each_other_one_stays(desk: &Desk) {
        let company = Company::found(desk).await;
        let first = &company.admin;
        let second = desk.admin("Друга Адміністраторка", company.administration).await;
        let attempts = [(first, &second), (&second, first)].map(|(by, whom)| async move {
            by.client.deactivate_employee(whom.id, &Default::default()).await
        });
        let outcomes = join_all(attempts).await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    }
}
