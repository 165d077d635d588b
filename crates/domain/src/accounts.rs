//! Set-up, login and the own account, on the wire.

use serde::{Deserialize, Serialize};

use crate::employees::Locale;
use crate::employees::wire::EmployeeView;
use crate::json::{FromJson, ToJson};
use crate::problem::{FieldError, FieldErrors};
use crate::{ErrorCode, patch, text};

/// The most departments that set-up creates at once.
pub const SETUP_DEPARTMENTS_MAX: usize = 50;

/// Answer of `GET /setup`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({"needed": false})))]
pub struct SetupState {
    /// Whether there are no employees yet.
    pub needed: bool,
}

/// `POST /setup`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "token": "k3J9…", "admin": {"full_name": "Мельник Андрій", "email": "admin@example.com", "password": "correct horse battery"},
    "departments": ["Диспетчерська служба", "Технічний відділ", "Адміністрація"]
})))]
#[serde(deny_unknown_fields)]
pub struct SetupRequest {
    /// The token that `desk serve` printed at its start.
    pub token: String,
    /// The first administrator.
    #[serde(deserialize_with = "patch::object")]
    pub admin: SetupAdmin,
    /// 1 to 50 names, all different.
    pub departments: Vec<String>,
}

/// The first administrator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetupAdmin {
    /// Up to 200 characters.
    pub full_name: String,
    /// The login.
    pub email: String,
    /// 8 to 200 characters.
    pub password: String,
    /// One of the departments; the last one when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
}

/// [`SetupRequest`], parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDesk {
    /// As given.
    pub token: String,
    /// Of the administrator.
    pub full_name: String,
    /// Of the administrator.
    pub email: String,
    /// Of the administrator.
    pub password: String,
    /// Names, at least one.
    pub departments: Vec<String>,
    /// The index of the administrator's department.
    pub admin_department: usize,
}

impl SetupRequest {
    /// Cleans and checks all fields.
    pub fn parse(self) -> Result<NewDesk, Vec<FieldError>> {
        let Self { token, admin, departments } = self;
        let SetupAdmin { full_name, email, password, department } = admin;
        let mut errors = FieldErrors::default();
        let full_name = errors.take(text::name("/admin/full_name", &full_name));
        let email = errors.take(text::email("/admin/email", &email));
        let password = errors.take(text::password("/admin/password", &password));
        let departments = parse_departments(&mut errors, &departments);
        let admin_department = match department {
            None => departments.len().checked_sub(1),
            Some(name) => errors.take(find_department(&departments, &name)),
        };
        let new = (|| {
            let (full_name, email, password) = (full_name?, email?, password?);
            Some(NewDesk {
                token,
                full_name,
                email,
                password,
                departments,
                admin_department: admin_department?,
            })
        })();
        errors.finish(new)
    }
}

fn find_department(departments: &[String], name: &str) -> Result<usize, FieldError> {
    let wanted = text::search_key(name.trim());
    departments
        .iter()
        .position(|name| text::search_key(name) == wanted)
        .ok_or_else(|| FieldError::new("/admin/department", ErrorCode::UnknownDepartment))
}

fn parse_departments(errors: &mut FieldErrors, names: &[String]) -> Vec<String> {
    if names.is_empty() {
        errors.push(FieldError::new("/departments", ErrorCode::Required));
    }
    if names.len() > SETUP_DEPARTMENTS_MAX {
        errors.push(FieldError::new("/departments", ErrorCode::TooMany).with("max", SETUP_DEPARTMENTS_MAX));
        return Vec::new();
    }
    let mut cleaned: Vec<String> = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let pointer = format!("/departments/{index}");
        if let Some(name) = errors.take(text::name(&pointer, name)) {
            if cleaned.iter().any(|other| text::search_key(other) == text::search_key(&name)) {
                errors.push(FieldError::new(pointer, ErrorCode::NameTaken));
            }
            cleaned.push(name);
        }
    }
    cleaned
}

/// `POST /auth/login`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({"email": "admin@example.com", "password": "correct horse battery"})))]
#[serde(deny_unknown_fields)]
pub struct LoginRequest {
    /// The login, in any case.
    pub email: String,
    /// The password.
    pub password: String,
}

/// Answer of login, refresh, set-up and accepted invitations; the refresh token comes as a cookie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SessionView {
    /// For `Authorization: Bearer …`.
    #[cfg_attr(feature = "server", schema(example = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.…"))]
    pub access_token: String,
    /// Always `Bearer`.
    #[cfg_attr(feature = "server", schema(example = "Bearer"))]
    pub token_type: String,
    /// Seconds until the access token ends.
    #[cfg_attr(feature = "server", schema(example = 900))]
    pub expires_in: i64,
    /// Who logged in.
    pub employee: EmployeeView,
}

/// `POST /auth/accept-invite`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({"token": "hT2v…", "password": "correct horse battery"})))]
#[serde(deny_unknown_fields)]
pub struct AcceptInviteRequest {
    /// The last path segment of the invitation's address.
    pub token: String,
    /// 8 to 200 characters.
    pub password: String,
}

/// `PATCH /me`: absent fields stay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({"locale": "en"})))]
#[serde(deny_unknown_fields)]
pub struct UpdateMeRequest {
    /// Up to 200 characters.
    #[serde(default, deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
    /// The language of the interface.
    #[serde(default, deserialize_with = "patch::required", skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
}

impl UpdateMeRequest {
    /// Cleans and checks all fields; the result is the same request with clean texts.
    pub fn parse(self) -> Result<Self, Vec<FieldError>> {
        let Self { full_name, locale } = self;
        let mut errors = FieldErrors::default();
        let full_name = full_name.and_then(|value| errors.take(text::name("/full_name", &value)));
        errors.finish(Some(Self { full_name, locale }))
    }
}

/// `POST /me/password`. All other sessions of the person end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToJson)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "server", schema(example = json!({
    "current_password": "correct horse battery", "new_password": "staple battery horse"
})))]
#[serde(deny_unknown_fields)]
pub struct ChangePasswordRequest {
    /// The password until now.
    pub current_password: String,
    /// 8 to 200 characters.
    pub new_password: String,
}
