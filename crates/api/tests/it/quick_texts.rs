//! Quick texts: whose they are, who changes them, how many there can be.

use domain::quick_texts::wire::{CreateQuickTextRequest, QuickText, UpdateQuickTextRequest};
use domain::quick_texts::{BODY_MAX, NAME_MAX, QUICK_TEXTS_MAX};
use domain::{ErrorCode, QuickTextId};
use serde_json::json;

use crate::support::{Company, Person, Refused, on_both};

fn text(name: &str, shared: bool) -> CreateQuickTextRequest {
    CreateQuickTextRequest { name: name.to_owned(), body: format!("Текст {name}"), shared }
}

async fn add(person: &Person, name: &str, shared: bool) -> QuickText {
    person.client.create_quick_text(&text(name, shared)).await.unwrap()
}

async fn names(person: &Person) -> Vec<String> {
    let texts = person.client.list_quick_texts().await.unwrap().items;
    texts.into_iter().map(|text| text.name).collect()
}

on_both! {
    async fn everybody_has_his_own_texts_and_the_shared_ones_by_name(desk: &Desk) {
        let company = Company::found(desk).await;
        let mine = add(&company.specialist, "  Їду ", false).await;
        add(&company.specialist, "адреса", false).await;
        let shared = add(&company.admin, "Вітання", true).await;
        assert_eq!((mine.name.as_str(), mine.owner_id), ("Їду", company.specialist.id));
        assert_eq!(names(&company.specialist).await, ["адреса", "Вітання", "Їду"]);
        assert_eq!(names(&company.dispatcher).await, ["Вітання"]);

        let other = &company.dispatcher.client;
        let change = UpdateQuickTextRequest { name: Some("Моє".to_owned()), ..Default::default() };
        other.update_quick_text(mine.id, &change).await.refused(404, ErrorCode::NotFound);
        other.delete_quick_text(mine.id).await.refused(404, ErrorCode::NotFound);
        other.update_quick_text(shared.id, &change).await.refused(403, ErrorCode::AdminOnly);
        other.delete_quick_text(shared.id).await.refused(403, ErrorCode::AdminOnly);
        other.create_quick_text(&text("Усім", true)).await.refused(403, ErrorCode::AdminOnly);
        other.delete_quick_text(QuickTextId(999_999)).await.refused(404, ErrorCode::NotFound);
    }

    async fn a_text_is_changed_shared_and_deleted(desk: &Desk) {
        let company = Company::found(desk).await;
        let admin = &company.admin;
        let one = add(admin, "привіт", false).await;
        let change = UpdateQuickTextRequest { body: Some("Добрий день!".to_owned()), ..Default::default() };
        let changed = admin.client.update_quick_text(one.id, &change).await.unwrap();
        assert_eq!(changed, QuickText { body: "Добрий день!".to_owned(), ..one.clone() });
        let same = admin.client.update_quick_text(one.id, &UpdateQuickTextRequest::default()).await.unwrap();
        assert_eq!(same, changed);

        let share = |shared| UpdateQuickTextRequest { shared: Some(shared), ..Default::default() };
        assert!(admin.client.update_quick_text(one.id, &share(true)).await.unwrap().shared);
        assert_eq!(names(&company.accountant).await, ["привіт"]);
        admin.client.update_quick_text(one.id, &share(false)).await.unwrap();
        assert!(names(&company.accountant).await.is_empty());
        admin.client.delete_quick_text(one.id).await.unwrap();
        assert!(names(admin).await.is_empty());
    }

    async fn texts_have_limits(desk: &Desk) {
        let company = Company::found(desk).await;
        let person = &company.specialist;
        let long = CreateQuickTextRequest {
            name: "н".repeat(NAME_MAX + 1),
            body: "т".repeat(BODY_MAX + 1),
            shared: false,
        };
        let problem = person.client.create_quick_text(&long).await.refused(422, ErrorCode::InvalidFields);
        let wrong: Vec<_> = problem.errors.iter().map(|error| (&*error.pointer, error.code)).collect();
        assert_eq!(wrong, [("/name", ErrorCode::TooLong), ("/body", ErrorCode::TooLong)]);
        let blank = json!({"name": " ", "body": "\n"});
        let problem = person.call("POST", "/quick-texts").json(blank).refused(422, ErrorCode::InvalidFields).await;
        assert_eq!(problem.errors.len(), 2);
        for number in 0..QUICK_TEXTS_MAX {
            add(person, &format!("текст {number}"), false).await;
        }
        let problem =
            person.client.create_quick_text(&text("ще один", false)).await.refused(409, ErrorCode::LimitReached);
        assert_eq!(problem.extra["max"], json!(QUICK_TEXTS_MAX));
        add(&company.admin, "у іншого місце є", false).await;
    }
}
