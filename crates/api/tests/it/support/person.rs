//! Somebody who is logged in.

use client::{Client, ClientError, idempotency_key};
use domain::accounts::LoginRequest;
use domain::counters::Counters;
use domain::employees::Role;
use domain::notifications::{NotificationKind, NotificationListQuery, NotificationView};
use domain::tickets::TicketStatus;
use domain::tickets::list::TicketListQuery;
use domain::tickets::wire::{
    AssignTo, CommentView, CreateCommentRequest, CreateTicketRequest, EventView, RedirectTicketRequest,
    RedirectTicketResponse, TicketRow, TicketView, TransitionTicketRequest, UpdateTicketRequest,
};
use domain::{Actor, DepartmentId, EmployeeId, EventId, TicketId};

use super::desk::Desk;
use super::http::Call;
use super::listener::Listener;

/// Everybody's password.
pub const PASSWORD: &str = "correct horse battery";

/// An employee with an open session.
pub struct Person {
    /// Who.
    pub id: EmployeeId,
    /// The name.
    pub full_name: String,
    /// The login.
    pub email: String,
    /// The department at the time of the login.
    pub department_id: DepartmentId,
    /// The role at the time of the login.
    pub role: Role,
    /// The typed client with the session.
    pub client: Client,
    base: String,
    http: reqwest::Client,
}

type Answered<T> = Result<T, ClientError>;

impl Person {
    /// Opens a session with [`PASSWORD`].
    pub async fn log_in(desk: &Desk, id: EmployeeId, full_name: &str, email: &str) -> Self {
        let client = Client::new(desk.base());
        let request = LoginRequest { email: email.to_owned(), password: PASSWORD.to_owned() };
        let session = client.login(&request).await.unwrap();
        Self {
            id,
            full_name: full_name.to_owned(),
            email: email.to_owned(),
            department_id: session.employee.department_id,
            role: session.employee.role,
            client,
            base: desk.url(""),
            http: reqwest::Client::new(),
        }
    }

    /// The same person in a session of her own, perhaps at another instance.
    pub async fn again(&self, desk: &Desk) -> Self {
        Self::log_in(desk, self.id, &self.full_name, &self.email).await
    }

    /// A new access token by the refresh cookie.
    pub async fn renew(&self) {
        self.client.refresh().await.unwrap();
    }

    /// As the rules see the person.
    pub fn actor(&self) -> Actor {
        Actor::Employee { id: self.id, department_id: self.department_id, role: self.role }
    }

    /// A request with the access token as it is now.
    pub fn call(&self, method: &str, path: &str) -> Call {
        Call::new(&self.http, method, &format!("{}{path}", self.base))
            .bearer(&self.client.access_token().unwrap())
    }

    /// Creates a ticket.
    pub async fn create(&self, request: &CreateTicketRequest) -> Answered<TicketView> {
        self.client.create_ticket(request, &idempotency_key()).await
    }

    /// Reads a ticket.
    pub async fn get(&self, id: TicketId) -> Answered<TicketView> {
        self.client.get_ticket(id).await
    }

    /// «Взяти в роботу».
    pub async fn take(&self, id: TicketId) -> Answered<TicketView> {
        self.client.take_ticket(id, &idempotency_key()).await
    }

    /// Redirects with a comment.
    pub async fn redirect(
        &self,
        id: TicketId,
        to: impl Into<AssignTo>,
        comment: &str,
    ) -> Answered<RedirectTicketResponse> {
        let request = RedirectTicketRequest { to: to.into(), comment: comment.to_owned() };
        self.client.redirect_ticket(id, &request, &idempotency_key()).await
    }

    /// Changes the status without saying anything to it.
    pub async fn transition(&self, id: TicketId, to: TicketStatus) -> Answered<TicketView> {
        self.transition_with(id, TransitionTicketRequest { to, until: None, resolution: None, comment: None })
            .await
    }

    /// Changes the status.
    pub async fn transition_with(
        &self,
        id: TicketId,
        request: TransitionTicketRequest,
    ) -> Answered<TicketView> {
        self.client.transition_ticket(id, &request, &idempotency_key()).await
    }

    /// Comments.
    pub async fn comment(&self, id: TicketId, body: &str) -> Answered<CommentView> {
        let request = CreateCommentRequest { body: body.to_owned(), attachment_ids: Vec::new() };
        self.client.create_comment(id, &request, &idempotency_key()).await
    }

    /// Changes fields of the ticket as it is now.
    pub async fn edit(&self, id: TicketId, request: &UpdateTicketRequest) -> Answered<TicketView> {
        let version = self.get(id).await?.version;
        self.client.update_ticket(id, version, request).await
    }

    /// The whole history of a ticket.
    pub async fn history(&self, id: TicketId) -> Vec<EventView> {
        let page = self.client.list_ticket_events(id, None).await.unwrap();
        assert_eq!(page.page.next, None, "a test with a long history has to page");
        page.items
    }

    /// All rows of a list, page by page.
    pub async fn list(&self, query: &TicketListQuery) -> Vec<TicketRow> {
        let mut query = query.clone();
        let mut rows = Vec::new();
        loop {
            let page = self.client.list_tickets(&query).await.unwrap();
            rows.extend(page.items);
            match page.page.next {
                Some(next) => query.after = Some(next),
                None => return rows,
            }
        }
    }

    /// The ids of all rows of a list.
    pub async fn list_ids(&self, query: &TicketListQuery) -> Vec<TicketId> {
        self.list(query).await.into_iter().map(|row| row.id).collect()
    }

    /// The newest notifications, newest first.
    pub async fn notifications(&self) -> Vec<NotificationView> {
        self.client.list_notifications(&NotificationListQuery::default()).await.unwrap().items
    }

    /// What the person was told about a ticket, oldest first.
    pub async fn told(&self, id: TicketId) -> Vec<NotificationKind> {
        let about = self.notifications().await.into_iter().filter(|one| one.ticket_id == id);
        let mut kinds: Vec<_> = about.map(|one| one.kind).collect();
        kinds.reverse();
        kinds
    }

    /// The counters.
    pub async fn counters(&self) -> Counters {
        self.client.get_counters().await.unwrap()
    }

    /// Opens the live stream, from now on or after a position.
    pub async fn listen(&self, last_event_id: Option<EventId>) -> Listener {
        let call = self.call("GET", "/events");
        let call = match last_event_id {
            Some(id) => call.header("last-event-id", &id.to_string()),
            None => call,
        };
        Listener::open(call).await
    }
}
