//! Access tokens that are missing, expired, forged, or whose person is gone.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::ErrorCode::Unauthenticated;
use domain::employees::wire::DeactivateEmployeeRequest;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

use super::company::{Company, merge, ticket_with};
use crate::footprint::Footprint;
use crate::support::{Call, Desk, PASSWORD, Person, on_both};

/// A signing key of the desk, read from its file: who has it may forge anything, so the tests do.
struct Key {
    kid: String,
    secret: Vec<u8>,
}

impl Key {
    fn of(desk: &Desk) -> Self {
        let text = std::fs::read_to_string(desk.state.config.data_dir.join("signing-keys.json")).unwrap();
        let keys: Value = serde_json::from_str(&text).unwrap();
        let secret = URL_SAFE_NO_PAD.decode(keys[0]["secret"].as_str().unwrap()).unwrap();
        Self { kid: keys[0]["kid"].as_str().unwrap().to_owned(), secret }
    }

    fn sign(&self, header: &Header, claims: &Value) -> String {
        jsonwebtoken::encode(header, claims, &EncodingKey::from_secret(&self.secret)).unwrap()
    }

    fn header(&self) -> Header {
        Header { kid: Some(self.kid.clone()), ..Header::new(Algorithm::HS256) }
    }
}

fn claims(token: &str) -> Value {
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

fn segment(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

/// A request that would change something if it were let in.
fn create(desk: &Desk) -> Call {
    desk.call("POST", "/tickets").json(ticket_with(json!({})))
}

async fn refuse(desk: &Desk, token: &str, what: &str) {
    let before = Footprint::of(desk).await;
    for call in [create(desk), desk.call("GET", "/me"), desk.call("GET", "/events")] {
        let problem = call.bearer(token).refused(401, Unauthenticated).await;
        assert!(problem.errors.is_empty(), "{what}");
    }
    before.assert_unchanged(desk, what).await;
}

fn token_of(person: &Person) -> String {
    person.client.access_token().unwrap()
}

on_both! {
    async fn requests_without_a_token_are_refused(desk: &Desk) {
        let company = Company::build(desk).await;
        let token = token_of(&company.olena);
        let before = Footprint::of(desk).await;
        let answer = create(desk).status(401).await;
        assert_eq!(answer.header("www-authenticate"), "Bearer");
        for value in ["", "Bearer", "Bearer ", "Basic b2xlbmE6eA==", &token, &format!("Token {token}"), &format!("Bearer{token}")] {
            create(desk).header("authorization", value).refused(401, Unauthenticated).await;
        }
        // Neither in a URL nor in a cookie.
        desk.call("GET", &format!("/me?access_token={token}")).refused(401, Unauthenticated).await;
        desk.call("GET", "/me").header("cookie", &format!("desk_refresh={token}")).refused(401, Unauthenticated).await;
        before.assert_unchanged(desk, "a request without a token").await;
        desk.call("GET", "/me").header("authorization", &format!("bearer {token}")).status(200).await;
    }

    async fn forged_tokens_are_refused(desk: &Desk) {
        let company = Company::build(desk).await;
        let (token, key) = (token_of(&company.olena), Key::of(desk));
        let claims = claims(&token);
        refuse_all(desk, &key, &token, &claims).await;
        // The same key and the same claims, signed by the test, are a token.
        desk.call("GET", "/me").bearer(&key.sign(&key.header(), &claims)).status(200).await;
        for changed in [
            json!({"iss": "somebody"}), json!({"aud": "somewhere"}), json!({"aud": ["desk", "other"]}), json!({"iss": null}),
            json!({"exp": 1}), json!({"exp": "never"}), json!({"exp": null}), json!({"exp": -1}), json!({"sub": "abc"}),
            json!({"sub": company.admin.id.0.to_string()}), json!({"sub": "-1"}), json!({"sub": company.olena.id.0}),
            json!({"sid": 999_999}), json!({"sid": -1}), json!({"sid": "1"}),
        ] {
            let mut forged = claims.clone();
            merge(&mut forged, changed.clone());
            refuse(desk, &key.sign(&key.header(), &forged), &format!("a token with {changed}")).await;
        }
        for missing in ["iss", "aud", "exp", "sub", "sid"] {
            let mut forged = claims.clone();
            forged.as_object_mut().unwrap().remove(missing);
            refuse(desk, &key.sign(&key.header(), &forged), &format!("a token without {missing}")).await;
        }
        // The end of time is not the end of the server.
        let mut endless = claims.clone();
        merge(&mut endless, json!({"exp": i64::MAX}));
        let call = desk.call("GET", "/me").bearer(&key.sign(&key.header(), &endless));
        call.status(200).await;
    }

    async fn tokens_end_after_fifteen_minutes(desk: &Desk) {
        let company = Company::build(desk).await;
        let token = token_of(&company.olena);
        desk.advance(14 * 60 + 50);
        desk.call("GET", "/me").bearer(&token).status(200).await;
        desk.advance(11);
        refuse(desk, &token, "an expired token").await;
    }

    async fn tokens_of_ended_sessions_are_refused(desk: &Desk) {
        let company = Company::build(desk).await;
        let olena = company.olena.again(desk).await;
        let token = token_of(&olena);
        olena.client.logout().await.unwrap();
        refuse(desk, &token, "a token after logging out").await;
        create(desk).bearer(&token_of(&company.olena)).status(201).await;
    }

    async fn deactivated_people_are_out_at_once(desk: &Desk) {
        let company = Company::build(desk).await;
        let token = token_of(&company.ihor);
        let invite = format!("/employees/{}/invite", company.ihor.id);
        let url = company.admin.call("POST", &invite).status(200).await.body["invite_url"].as_str().unwrap().to_owned();
        let request = DeactivateEmployeeRequest::default();
        company.admin.client.deactivate_employee(company.ihor.id, &request).await.unwrap();
        refuse(desk, &token, "a token of a deactivated person").await;
        let before = Footprint::of(desk).await;
        let login = json!({"email": company.ihor.email, "password": PASSWORD});
        desk.call("POST", "/auth/login").json(login).refused(401, domain::ErrorCode::InvalidCredentials).await;
        let accept = json!({"token": url.rsplit('/').next().unwrap(), "password": PASSWORD});
        desk.call("POST", "/auth/accept-invite").json(accept).refused(422, domain::ErrorCode::InvalidInvite).await;
        company.admin.call("POST", &invite).refused(409, domain::ErrorCode::EmployeeInactive).await;
        before.assert_unchanged(desk, "what a deactivated person tried").await;
        assert!(company.ihor.client.refresh().await.is_err_and(|error| error.status() == Some(401)));
    }
}

/// Tokens whose signature, header or form is wrong.
async fn refuse_all(desk: &Desk, key: &Key, token: &str, claims: &Value) {
    let parts: Vec<&str> = token.split('.').collect();
    let [header, payload, signature] = parts[..] else { panic!("{token}") };
    let other = Key { kid: key.kid.clone(), secret: vec![7; 32] };
    let mut promoted = claims.clone();
    merge(&mut promoted, json!({"sub": "1"}));
    let none = |alg: &str| segment(&json!({"alg": alg, "typ": "JWT", "kid": key.kid}));
    for (forged, what) in [
        ("nonsense".to_owned(), "no token at all"),
        ("..".to_owned(), "empty parts"),
        (format!("{header}.{payload}"), "no signature"),
        (format!("{header}.{payload}."), "an empty signature"),
        (format!("{header}.{}.{signature}", segment(&promoted)), "other claims under the signature"),
        (format!("{header}.{payload}.{}", signature.to_ascii_uppercase()), "another signature"),
        (format!("{token}.{signature}"), "too many parts"),
        (format!("{}.{payload}.", none("none")), "alg none"),
        (format!("{}.{payload}.{signature}", none("none")), "alg none with a signature"),
        (format!("{}.{payload}.", none("NONE")), "alg NONE"),
        (format!("{}.{payload}.{signature}", none("RS256")), "alg RS256"),
        (format!("{}.{payload}.{signature}", segment(&json!({"alg": "HS256"}))), "no key id"),
        (other.sign(&other.header(), claims), "another secret"),
        (key.sign(&Header { kid: Some("unknown".to_owned()), ..key.header() }, claims), "an unknown key id"),
        (key.sign(&Header { kid: None, ..key.header() }, claims), "our secret without a key id"),
        (
            key.sign(&Header { alg: Algorithm::HS512, ..key.header() }, claims),
            "another algorithm with our secret",
        ),
        (format!("{header}.{payload}.{}", "A".repeat(50_000)), "a huge signature"),
    ] {
        refuse(desk, &forged, what).await;
    }
}
