//! Set-up, login and the own account.

use domain::accounts::{
    AcceptInviteRequest, ChangePasswordRequest, LoginRequest, SessionView, SetupRequest, SetupState,
    UpdateMeRequest,
};
use domain::employees::wire::EmployeeView;

use crate::request::{Method, Request};
use crate::{Client, ClientError};

impl Client {
    /// `GET /setup`.
    pub async fn get_setup(&self) -> Result<SetupState, ClientError> {
        self.json(Request::get("/setup")).await
    }

    /// `POST /setup`: creates the departments and the first administrator, and logs him in.
    pub async fn setup(&self, request: &SetupRequest) -> Result<SessionView, ClientError> {
        self.open_session(Request::post("/setup").json(request)?).await
    }

    /// `POST /auth/login`.
    pub async fn login(&self, request: &LoginRequest) -> Result<SessionView, ClientError> {
        self.open_session(Request::post("/auth/login").json(request)?).await
    }

    /// `POST /auth/accept-invite`: sets the password and logs in.
    pub async fn accept_invite(&self, request: &AcceptInviteRequest) -> Result<SessionView, ClientError> {
        self.open_session(Request::post("/auth/accept-invite").json(request)?).await
    }

    async fn open_session(&self, request: Request) -> Result<SessionView, ClientError> {
        self.json(request).await.map(|session| self.keep(session))
    }

    /// `POST /auth/logout`; the access token is forgotten when the server knows of it.
    pub async fn logout(&self) -> Result<(), ClientError> {
        self.empty(Request::post("/auth/logout")).await?;
        self.set_access_token(None);
        Ok(())
    }

    /// `GET /me`.
    pub async fn get_me(&self) -> Result<EmployeeView, ClientError> {
        self.json(Request::get("/me")).await
    }

    /// `PATCH /me`.
    pub async fn update_me(&self, request: &UpdateMeRequest) -> Result<EmployeeView, ClientError> {
        self.json(Request::new(Method::Patch, "/me").json(request)?).await
    }

    /// `POST /me/password`: all other sessions of the person end.
    pub async fn change_password(&self, request: &ChangePasswordRequest) -> Result<(), ClientError> {
        self.empty(Request::post("/me/password").json(request)?).await
    }
}
