//! Invitations: once, for seven days.

use domain::ErrorCode;
use domain::accounts::AcceptInviteRequest;
use domain::tickets::list::TicketListQuery;
use serde_json::json;

use crate::support::{Company, Desk, Refused, on_both};

const PASSWORD: &str = "пароль-із-запрошення";
const WEEK: i64 = 7 * 24 * 60 * 60;

/// Invites somebody new; her number and the token of the link.
async fn invited(company: &Company) -> (i64, String) {
    let body = json!({"full_name": "Коваль Олена", "email": "olena@example.com",
        "department_id": company.technical, "role": "user"});
    let created = company.admin.call("POST", "/employees").json(body).status(201).await.body;
    (created["employee"]["id"].as_i64().unwrap(), token(&created["invite_url"]))
}

/// The last path segment of the link.
fn token(url: &serde_json::Value) -> String {
    url.as_str().unwrap().rsplit('/').next().unwrap().to_owned()
}

async fn accept(desk: &Desk, token: &str) -> Result<client::Client, client::ClientError> {
    let client = client::Client::new(desk.base());
    let request = AcceptInviteRequest { token: token.to_owned(), password: PASSWORD.to_owned() };
    client.accept_invite(&request).await.map(|_| client)
}

on_both! {
    /// EC-08: with the link the person sets a password and is logged in; the link works once.
    async fn ec_08_an_invitation_works_once(desk: &Desk) {
        let company = Company::found(desk).await;
        let ticket = company.ticket().await;
        let (id, token) = invited(&company).await;
        let login = || json!({"email": "olena@example.com", "password": PASSWORD});
        desk.call("POST", "/auth/login").json(login()).refused(401, ErrorCode::InvalidCredentials).await;

        let olena = accept(desk, &token).await.unwrap();
        let me = olena.get_me().await.unwrap();
        assert_eq!((me.id.0, me.invited, &*me.full_name), (id, false, "Коваль Олена"));
        assert_eq!(olena.list_tickets(&TicketListQuery::default()).await.unwrap().items[0].id, ticket);
        olena.refresh().await.unwrap();
        desk.call("POST", "/auth/login").json(login()).status(200).await;
        accept(desk, &token).await.map(drop).refused(422, ErrorCode::InvalidInvite);
    }

    async fn a_short_password_does_not_use_it_up(desk: &Desk) {
        let company = Company::found(desk).await;
        let (_, token) = invited(&company).await;
        let body = json!({"token": token, "password": "1234567"});
        let problem = desk.call("POST", "/auth/accept-invite").json(body).refused(422, ErrorCode::InvalidFields).await;
        assert_eq!((&*problem.errors[0].pointer, problem.errors[0].code), ("/password", ErrorCode::TooShort));
        accept(desk, &token).await.unwrap();
    }

    async fn it_ends_after_seven_days(desk: &Desk) {
        let company = Company::found(desk).await;
        let (_, token) = invited(&company).await;
        desk.advance(WEEK - 60);
        accept(desk, &token).await.unwrap();
        company.admin.renew().await;
        let path = "/employees/6/invite";
        let late = self::token(&company.admin.call("POST", path).status(200).await.body["invite_url"]);
        desk.advance(WEEK + 1);
        accept(desk, &late).await.map(drop).refused(422, ErrorCode::InvalidInvite);
        api::jobs::clean(&desk.state).await.unwrap();
        company.admin.renew().await;
        let seen = company.admin.call("GET", "/employees/6").status(200).await.body;
        assert_eq!(seen["invited"], false);
    }

    async fn a_new_invitation_ends_the_earlier_one_and_sets_a_forgotten_password(desk: &Desk) {
        let company = Company::found(desk).await;
        let (id, first) = invited(&company).await;
        let path = format!("/employees/{id}/invite");
        let second = token(&company.admin.call("POST", &path).status(200).await.body["invite_url"]);
        accept(desk, &first).await.map(drop).refused(422, ErrorCode::InvalidInvite);
        let olena = accept(desk, &second).await.unwrap();

        let third = token(&company.admin.call("POST", &path).status(200).await.body["invite_url"]);
        assert!(olena.get_me().await.is_ok(), "until it is used, nothing changes");
        accept(desk, &third).await.unwrap();
        olena.get_me().await.refused(401, ErrorCode::Unauthenticated);
    }

    async fn a_deactivated_persons_invitation_is_worth_nothing(desk: &Desk) {
        let company = Company::found(desk).await;
        let (id, token) = invited(&company).await;
        company.admin.call("POST", &format!("/employees/{id}/deactivate")).json(json!({})).status(200).await;
        accept(desk, &token).await.map(drop).refused(422, ErrorCode::InvalidInvite);
        company.admin.call("POST", &format!("/employees/{id}/activate")).status(200).await;
        accept(desk, &token).await.map(drop).refused(422, ErrorCode::InvalidInvite);
        for nonsense in ["", "x", "../../etc", "%00"] {
            accept(desk, nonsense).await.map(drop).refused(422, ErrorCode::InvalidInvite);
        }
    }

    async fn only_the_hash_of_the_token_is_stored(desk: &Desk) {
        use sea_orm::{ConnectionTrait, Statement};

        let company = Company::found(desk).await;
        let (_, token) = invited(&company).await;
        let sql = "SELECT token_hash FROM invites";
        let rows = desk.state.read().query_all_raw(Statement::from_string(desk.state.db.backend(), sql)).await.unwrap();
        let stored: String = rows[0].try_get("", "token_hash").unwrap();
        assert_eq!(stored, api::auth::repo::token_hash(&token));
        assert!(!stored.contains(&token));
    }
}
