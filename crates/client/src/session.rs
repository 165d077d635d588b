//! The client and its session: who holds the access token, and how it is renewed.
//!
//! The server revokes the whole session when one refresh cookie is used twice. Therefore a renewal runs once at a time
//! in this client, once at a time in all tabs of a browser (Web Lock `desk-session`), and is never cancelled halfway.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::accounts::SessionView;
use domain::json::{FromJson, Value};
use domain::{EmployeeId, ErrorCode};
use futures_util::FutureExt;

use crate::request::Request;
use crate::transport::{self, Answer, Reply, Transport};
use crate::{ClientError, from_json, read};

/// What stands before the number of a person instead of an access token, while the server has not been reached.
const WITHOUT_TOKEN: char = '-';

/// A connection to one desk on behalf of one person. Clones share the session.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    transport: Transport,
    held: Mutex<Option<Held>>,
    renewing: futures_util::lock::Mutex<()>,
    held_back: AtomicBool,
}

/// The access token and whose it is.
#[derive(Clone)]
struct Held {
    token: String,
    employee_id: Option<EmployeeId>,
}

/// What is sent instead of an access token while there is none.
fn placeholder(employee_id: EmployeeId) -> String {
    format!("{WITHOUT_TOKEN}{employee_id}")
}

impl Client {
    /// `base` is empty for the same origin, or like `https://desk.example.com`.
    pub fn new(base: impl Into<String>) -> Self {
        let transport = Transport::new(base.into().trim_end_matches('/'));
        let renewing = futures_util::lock::Mutex::new(());
        let (held, held_back) = (Mutex::new(None), AtomicBool::new(false));
        Self { inner: Arc::new(Inner { transport, held, renewing, held_back }) }
    }

    /// Sets or forgets the access token. Login, refresh, set-up and accepted invitations set it by themselves.
    pub fn set_access_token(&self, token: Option<String>) {
        *self.held() = token.map(|token| Held { token, employee_id: None });
    }

    /// The session of this person goes on: the first request that reaches the server asks for a new access token.
    pub fn go_on(&self, employee_id: EmployeeId) {
        *self.held() = Some(Held { token: placeholder(employee_id), employee_id: Some(employee_id) });
    }

    /// The access token that requests carry now.
    pub fn access_token(&self) -> Option<String> {
        self.held().as_ref().map(|held| held.token.clone())
    }

    /// The full address of a path below `/api/v1`.
    pub fn url(&self, path: &str) -> String {
        self.inner.transport.url(path)
    }

    fn held(&self) -> MutexGuard<'_, Option<Held>> {
        self.inner.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whose session it is, as far as the server has said.
    pub(crate) fn employee_id(&self) -> Option<EmployeeId> {
        self.held().as_ref().and_then(|held| held.employee_id)
    }

    pub(crate) fn held_back(&self) -> &AtomicBool {
        &self.inner.held_back
    }

    /// Keeps the session that the server has just given.
    pub(crate) fn keep(&self, session: SessionView) -> SessionView {
        let (token, employee_id) = (session.access_token.clone(), Some(session.employee.id));
        *self.held() = Some(Held { token, employee_id });
        session
    }

    /// Sends and decodes the body of a success.
    pub(crate) fn json<T: FromJson + 'static>(&self, request: Request) -> Reply<T> {
        Box::pin(self.body(request).map(|body| read(&body?)))
    }

    fn body(&self, request: Request) -> Reply<Value> {
        let client = self.clone();
        Box::pin(async move { transport::parse(&client.send(&request).await?.text().await?) })
    }

    /// Sends where the answer has no body.
    pub(crate) fn empty(&self, request: Request) -> Reply<()> {
        let client = self.clone();
        Box::pin(async move { client.send(&request).await.map(drop) })
    }

    /// The one way to the server: adds the token, renews it once when it has expired, turns refusals into errors.
    pub(crate) async fn send(&self, request: &Request) -> Result<Answer, ClientError> {
        let Some(token) = self.access_token() else { return self.attempt(request, None).await };
        // A session that goes on has no token yet.
        if !token.starts_with(WITHOUT_TOKEN) {
            let answer = self.attempt(request, Some(&token)).await;
            if !answer.as_ref().is_err_and(|error| error.code() == Some(ErrorCode::Unauthenticated)) {
                return answer;
            }
        }
        let placeholder = self.employee_id().map(placeholder);
        if let Err(error) = self.renewed(Some(token)).await {
            // The browser's service worker may remember the answer: by this token it knows that it is asked, and whose.
            return self.attempt(request, placeholder.as_deref()).await.map_err(|_| error);
        }
        // Without a token the server says that the session is over.
        self.attempt(request, self.access_token().as_deref()).await
    }

    async fn attempt(&self, request: &Request, token: Option<&str>) -> Result<Answer, ClientError> {
        let answer = self.inner.transport.fetch(request, token).await?;
        match answer.status() {
            200..=299 => Ok(answer),
            status => Err(ClientError::from_answer(status, &answer.text().await?)),
        }
    }

    /// As [`Self::renew`], to its end even when the caller loses interest.
    fn renewed(&self, stale: Option<String>) -> Reply<Option<SessionView>> {
        let client = self.clone();
        Box::pin(transport::detached(async move { client.renew(stale.as_deref()).await }))
    }

    /// Gets another token than `stale`, or forgets it when the session is over; an error when that cannot be known now.
    /// Without `stale` it continues the session of the cookie, whosever it is. The answer is what the server gave, when
    /// it was asked.
    async fn renew(&self, stale: Option<&str>) -> Result<Option<SessionView>, ClientError> {
        let _turn = self.inner.renewing.lock().await;
        let held = self.held().clone();
        if stale.is_some() && held.as_ref().is_none_or(|held| Some(held.token.as_str()) != stale) {
            return Ok(None);
        }
        let known = held.filter(|_| stale.is_some()).and_then(|held| held.employee_id);
        match self.exchange_cookie().await {
            Ok(session) if known.is_none_or(|id| id == session.employee.id) => Ok(Some(self.keep(session))),
            // Somebody else logged in in another tab: this tab must not act in his name.
            Ok(_) => {
                self.set_access_token(None);
                Ok(None)
            }
            Err(error) if stale.is_some() && error.status() == Some(401) => {
                self.set_access_token(None);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    fn exchange_cookie(&self) -> Reply<SessionView> {
        let client = self.clone();
        Box::pin(async move {
            let _lock = transport::lock("desk-session").await;
            let body = client.attempt(&Request::post("/auth/refresh"), None).await?.text().await?;
            from_json(&body)
        })
    }

    /// `POST /auth/refresh`: continues the session of the refresh cookie, for example after a reload of the page.
    pub async fn refresh(&self) -> Result<SessionView, ClientError> {
        self.renewed(None).await?.ok_or_else(|| ClientError::Network("no session".to_owned()))
    }
}
