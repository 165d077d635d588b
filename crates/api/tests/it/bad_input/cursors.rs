//! Cursors that were not made for this list, filter and sort.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::ErrorCode;
use serde_json::{Value, json};

use super::company::Company;
use crate::footprint::Footprint;
use crate::support::{Person, new_ticket, on_both, to_department};

/// The cursor after the first row of a list.
async fn cursor(person: &Person, list: &str) -> String {
    let separator = if list.contains('?') { '&' } else { '?' };
    let answer = person.call("GET", &format!("{list}{separator}limit=1")).status(200).await;
    answer.body["page"]["next"]
        .as_str()
        .unwrap_or_else(|| panic!("{list} has one row: {}", answer.body))
        .to_owned()
}

on_both! {
    async fn cursors_of_other_lists_are_refused(desk: &Desk) {
        let company = Company::build(desk).await;
        let ticket = company.ticket;
        for person in [&company.olena, &company.ihor] {
            for other in [company.dispatch, company.service] {
                let id = person.create(&new_ticket(to_department(other))).await.unwrap().id;
                person.comment(id, "Перше").await.unwrap();
                person.comment(ticket, "Друге").await.unwrap();
            }
        }
        let second = company.olena.create(&new_ticket(to_department(company.service))).await.unwrap().id;
        for text in ["Перше", "Друге", "Третє"] {
            company.olena.comment(second, text).await.unwrap();
        }
        let lists = [
            "/tickets".to_owned(), "/tickets?view=created".to_owned(), "/tickets?status=new".to_owned(),
            "/tickets?sort=created_at".to_owned(), "/tickets?sort=-updated_at".to_owned(),
            "/tickets?sort=-priority".to_owned(), "/tickets?q=%D1%81%D1%82%D0%B0%D0%BD%D1%86%D1%96%D1%8F".to_owned(),
            "/employees".to_owned(), "/employees?active=true".to_owned(), "/notifications".to_owned(),
            "/notifications?unread=true".to_owned(), format!("/tickets/{ticket}/comments"),
            format!("/tickets/{ticket}/events"), format!("/tickets/{second}/comments"),
            format!("/tickets/{second}/events"),
        ];
        let mut cursors = Vec::new();
        for list in &lists {
            cursors.push(cursor(&company.olena, list).await);
        }
        let before = Footprint::of(desk).await;
        for (at, list) in lists.iter().enumerate() {
            let separator = if list.contains('?') { '&' } else { '?' };
            for (of, cursor) in cursors.iter().enumerate() {
                let call = company.olena.call("GET", &format!("{list}{separator}after={cursor}"));
                if at == of {
                    call.status(200).await;
                } else {
                    call.refused(400, ErrorCode::InvalidCursor).await;
                }
            }
        }
        before.assert_unchanged(desk, "a foreign cursor").await;
        // Notifications are everybody's own: so is a position in them.
        let hers = cursor(&company.olena, "/notifications").await;
        let path = format!("/notifications?after={hers}");
        company.ihor.call("GET", &path).refused(400, ErrorCode::InvalidCursor).await;
    }

    async fn cursors_that_nobody_made_are_refused(desk: &Desk) {
        let company = Company::build(desk).await;
        company.olena.create(&new_ticket(to_department(company.service))).await.unwrap();
        for list in ["/tickets", "/employees"] {
            let right = cursor(&company.olena, list).await;
            let mut wrong = vec![String::new(), "x".to_owned(), "%00".to_owned(), "null".to_owned(), "1".to_owned()];
            wrong.push(right[..right.len() - 3].to_owned());
            wrong.push(format!("{right}{right}"));
            wrong.push(right.to_ascii_uppercase());
            wrong.push("A".repeat(5_000));
            for forged in [json!({}), json!({"l": 1, "k": [1, 1]}), json!([1, 1]), json!(null)] {
                wrong.push(URL_SAFE_NO_PAD.encode(forged.to_string()));
            }
            let sealed: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(&right).unwrap()).unwrap();
            for position in [json!(null), json!("x"), json!([1]), json!(["1", "1"]), json!([1.5, 1]), json!([1, 1, 1])] {
                let mut forged = sealed.clone();
                forged["k"] = position;
                wrong.push(URL_SAFE_NO_PAD.encode(forged.to_string()));
            }
            for cursor in wrong {
                let call = company.olena.call("GET", &format!("{list}?after={cursor}"));
                call.refused(400, ErrorCode::InvalidCursor).await;
            }
        }
    }

    async fn positions_that_no_row_has_are_harmless(desk: &Desk) {
        let company = Company::build(desk).await;
        company.olena.create(&new_ticket(to_department(company.service))).await.unwrap();
        let forged = |right: &str, position: Value| {
            let mut sealed: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(right).unwrap()).unwrap();
            sealed["k"] = position;
            URL_SAFE_NO_PAD.encode(sealed.to_string())
        };
        let right = cursor(&company.olena, "/tickets").await;
        for position in [json!([i64::MIN, i64::MIN]), json!([i64::MAX, i64::MAX]), json!([0, 0])] {
            company.olena.call("GET", &format!("/tickets?after={}", forged(&right, position))).status(200).await;
        }
        let right = cursor(&company.olena, "/employees").await;
        company.olena.call("GET", &format!("/employees?after={}", forged(&right, json!(["'", -1])))).status(200).await;
        // PostgreSQL has no text with a zero byte in it.
        let call = company.olena.call("GET", &format!("/employees?after={}", forged(&right, json!(["\u{0}", 1]))));
        call.refused(400, ErrorCode::InvalidCursor).await;
    }
}
