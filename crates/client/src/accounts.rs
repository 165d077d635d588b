//! Set-up, login and the own account.

use domain::accounts::{
    AcceptInviteRequest, ChangePasswordRequest, LoginRequest, SessionView, SetupRequest, SetupState,
    UpdateMeRequest,
};
use domain::employees::wire::EmployeeView;

use crate::request::{Method, Request};
use crate::{Client, Reply};

impl Client {
    /// `GET /setup`.
    pub fn get_setup(&self) -> Reply<SetupState> {
        self.json(Request::get("/setup"))
    }

    /// `POST /setup`: creates the departments and the first administrator, and logs him in.
    pub fn setup(&self, request: &SetupRequest) -> Reply<SessionView> {
        self.open_session(Request::post("/setup").json(request))
    }

    /// `POST /auth/login`.
    pub fn login(&self, request: &LoginRequest) -> Reply<SessionView> {
        self.open_session(Request::post("/auth/login").json(request))
    }

    /// `POST /auth/accept-invite`: sets the password and logs in.
    pub fn accept_invite(&self, request: &AcceptInviteRequest) -> Reply<SessionView> {
        self.open_session(Request::post("/auth/accept-invite").json(request))
    }

    fn open_session(&self, request: Request) -> Reply<SessionView> {
        let (client, answer) = (self.clone(), self.json(request));
        Box::pin(async move { answer.await.map(|session| client.keep(session)) })
    }

    /// `POST /auth/logout`; the access token is forgotten when the server knows of it.
    pub fn logout(&self) -> Reply<()> {
        let (client, answer) = (self.clone(), self.empty(Request::post("/auth/logout")));
        Box::pin(async move {
            answer.await?;
            client.set_access_token(None);
            Ok(())
        })
    }

    /// `GET /me`.
    pub fn get_me(&self) -> Reply<EmployeeView> {
        self.json(Request::get("/me"))
    }

    /// `PATCH /me`.
    pub fn update_me(&self, request: &UpdateMeRequest) -> Reply<EmployeeView> {
        self.json(Request::new(Method::Patch, "/me").json(request))
    }

    /// `POST /me/password`: all other sessions of the person end.
    pub fn change_password(&self, request: &ChangePasswordRequest) -> Reply<()> {
        self.empty(Request::post("/me/password").json(request))
    }
}
