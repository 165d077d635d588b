//! The client and its session: who holds the access token, and how it is renewed.
//!
//! The server revokes the whole session when one refresh cookie is used twice. Therefore a renewal runs once at a time
//! in this client, once at a time in all tabs of a browser (Web Lock `desk-session`), and is never cancelled halfway.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::accounts::SessionView;
use domain::json::{FromJson, Value};
use domain::{EmployeeId, ErrorCode};
use futures_util::FutureExt;

use crate::request::Request;
use crate::transport::{self, Answer, Reply, Transport};
use crate::{ClientError, from_json, read};

/// A connection to one desk on behalf of one person. Clones share the session.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    transport: Transport,
    held: Mutex<Option<Held>>,
    renewing: futures_util::lock::Mutex<()>,
}

/// The access token and whose it is.
#[derive(Clone)]
struct Held {
    token: String,
    employee_id: Option<EmployeeId>,
}

impl Client {
    /// `base` is empty for the same origin, or like `https://desk.example.com`.
    pub fn new(base: impl Into<String>) -> Self {
        let transport = Transport::new(base.into().trim_end_matches('/'));
        let renewing = futures_util::lock::Mutex::new(());
        Self { inner: Arc::new(Inner { transport, held: Mutex::new(None), renewing }) }
    }

    /// Sets or forgets the access token. Login, refresh, set-up and accepted invitations set it by themselves.
    pub fn set_access_token(&self, token: Option<String>) {
        *self.held() = token.map(|token| Held { token, employee_id: None });
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
        let token = self.access_token();
        let answer = self.attempt(request, token.as_deref()).await;
        let (Err(error), Some(stale)) = (&answer, token) else { return answer };
        if error.code() != Some(ErrorCode::Unauthenticated) {
            return answer;
        }
        let client = self.clone();
        match transport::detached(async move { client.renew(&stale).await }).await {
            Ok(Some(fresh)) => self.attempt(request, Some(&fresh)).await,
            Ok(None) => answer,
            Err(error) => Err(error),
        }
    }

    async fn attempt(&self, request: &Request, token: Option<&str>) -> Result<Answer, ClientError> {
        let answer = self.inner.transport.fetch(request, token).await?;
        match answer.status() {
            200..=299 => Ok(answer),
            status => Err(ClientError::from_answer(status, &answer.text().await?)),
        }
    }

    /// A token other than `stale`, or `None` when the session is over; an error when that cannot be known now.
    async fn renew(&self, stale: &str) -> Result<Option<String>, ClientError> {
        let _turn = self.inner.renewing.lock().await;
        let Some(held) = self.held().clone() else { return Ok(None) };
        if held.token != stale {
            return Ok(Some(held.token));
        }
        match self.exchange_cookie().await {
            Ok(session) if held.employee_id.is_none_or(|id| id == session.employee.id) => {
                Ok(Some(self.keep(session).access_token))
            }
            // Somebody else logged in in another tab: this tab must not act in his name.
            Ok(_) => {
                self.set_access_token(None);
                Ok(None)
            }
            Err(error) if error.status() == Some(401) => {
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
        let client = self.clone();
        transport::detached(async move {
            let _turn = client.inner.renewing.lock().await;
            client.exchange_cookie().await.map(|session| client.keep(session))
        })
        .await
    }
}
