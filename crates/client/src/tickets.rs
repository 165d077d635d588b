//! Tickets, their comments and their history.

use domain::TicketId;
use domain::page::Page;
use domain::search::wire::{SearchHit, SearchQuery, SimilarRequest, SimilarTicket};
use domain::tickets::list::TicketListQuery;
use domain::tickets::wire::{
    CommentView, CreateCommentRequest, CreateTicketRequest, EventView, RedirectTicketRequest,
    RedirectTicketResponse, TicketRow, TicketView, TransitionTicketRequest, UpdateTicketRequest,
};

use crate::query::with_query;
use crate::request::{Method, Request};
use crate::{Client, ClientError};

/// Where a page of comments or events starts.
#[derive(serde::Serialize)]
struct PageQuery<'a> {
    limit: u64,
    after: Option<&'a str>,
}

impl Client {
    /// `GET /tickets`.
    pub async fn list_tickets(&self, query: &TicketListQuery) -> Result<Page<TicketRow>, ClientError> {
        self.json(Request::get(with_query("/tickets", query))).await
    }

    /// `GET /search`.
    pub async fn search(&self, query: &SearchQuery) -> Result<Page<SearchHit>, ClientError> {
        self.json(Request::get(with_query("/search", query))).await
    }

    /// `GET /tickets/{id}/similar`.
    pub async fn similar_tickets(&self, id: TicketId) -> Result<Page<SimilarTicket>, ClientError> {
        self.json(Request::get(format!("/tickets/{id}/similar"))).await
    }

    /// `POST /tickets/similar`.
    pub async fn find_similar_tickets(
        &self,
        request: &SimilarRequest,
    ) -> Result<Page<SimilarTicket>, ClientError> {
        self.json(Request::post("/tickets/similar").json(request)?).await
    }

    /// `POST /tickets`.
    pub async fn create_ticket(
        &self,
        request: &CreateTicketRequest,
        key: &str,
    ) -> Result<TicketView, ClientError> {
        self.json(Request::post("/tickets").idempotent(key).json(request)?).await
    }

    /// `GET /tickets/{id}`.
    pub async fn get_ticket(&self, id: TicketId) -> Result<TicketView, ClientError> {
        self.json(Request::get(format!("/tickets/{id}"))).await
    }

    /// `PATCH /tickets/{id}`; `version` is the one that the person saw.
    pub async fn update_ticket(
        &self,
        id: TicketId,
        version: i64,
        request: &UpdateTicketRequest,
    ) -> Result<TicketView, ClientError> {
        let patch = Request::new(Method::Patch, format!("/tickets/{id}"));
        self.json(patch.header("If-Match", format!("\"{version}\"")).json(request)?).await
    }

    /// `POST /tickets/{id}/take`.
    pub async fn take_ticket(&self, id: TicketId, key: &str) -> Result<TicketView, ClientError> {
        let nothing = serde_json::Map::new();
        self.json(Request::post(format!("/tickets/{id}/take")).idempotent(key).json(&nothing)?).await
    }

    /// `POST /tickets/{id}/redirect`.
    pub async fn redirect_ticket(
        &self,
        id: TicketId,
        request: &RedirectTicketRequest,
        key: &str,
    ) -> Result<RedirectTicketResponse, ClientError> {
        self.json(Request::post(format!("/tickets/{id}/redirect")).idempotent(key).json(request)?).await
    }

    /// `POST /tickets/{id}/transition`.
    pub async fn transition_ticket(
        &self,
        id: TicketId,
        request: &TransitionTicketRequest,
        key: &str,
    ) -> Result<TicketView, ClientError> {
        self.json(Request::post(format!("/tickets/{id}/transition")).idempotent(key).json(request)?).await
    }

    /// `GET /tickets/{id}/comments`, oldest first, in pages of the largest size.
    pub async fn list_comments(
        &self,
        id: TicketId,
        after: Option<&str>,
    ) -> Result<Page<CommentView>, ClientError> {
        self.json(Request::get(pages(&format!("/tickets/{id}/comments"), after))).await
    }

    /// `POST /tickets/{id}/comments`.
    pub async fn create_comment(
        &self,
        id: TicketId,
        request: &CreateCommentRequest,
        key: &str,
    ) -> Result<CommentView, ClientError> {
        self.json(Request::post(format!("/tickets/{id}/comments")).idempotent(key).json(request)?).await
    }

    /// `GET /tickets/{id}/events`, oldest first, in pages of the largest size.
    pub async fn list_ticket_events(
        &self,
        id: TicketId,
        after: Option<&str>,
    ) -> Result<Page<EventView>, ClientError> {
        self.json(Request::get(pages(&format!("/tickets/{id}/events"), after))).await
    }
}

fn pages(path: &str, after: Option<&str>) -> String {
    with_query(path, &PageQuery { limit: domain::page::MAX_LIMIT, after })
}
