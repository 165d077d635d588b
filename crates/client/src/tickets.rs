//! Tickets, their comments and their history.

use domain::TicketId;
use domain::json::{Map, ToJson};
use domain::page::Page;
use domain::search::wire::{SearchHit, SearchQuery, SimilarRequest, SimilarTicket};
use domain::tickets::groups::{GroupBy, GroupQuery, TicketGroups};
use domain::tickets::list::{ExportQuery, TicketListQuery};
use domain::tickets::wire::{
    CommentView, CreateCommentRequest, CreateTicketRequest, EventView, RedirectTicketRequest,
    RedirectTicketResponse, TicketRow, TicketView, TransitionTicketRequest, UndoTicketRequest,
    UpdateTicketRequest,
};

use crate::query::with_query;
use crate::request::Request;
use crate::transport::Content;
use crate::{Client, Reply, Unsent};

/// Where a page of comments or events starts.
#[derive(ToJson)]
struct PageQuery {
    limit: u64,
    after: Option<String>,
}

impl Client {
    /// `GET /tickets`.
    pub fn list_tickets(&self, query: &TicketListQuery) -> Reply<Page<TicketRow>> {
        self.json(Request::get(with_query("/tickets", query)))
    }

    /// `GET /tickets/groups`.
    pub fn list_ticket_groups(&self, by: GroupBy, list: &TicketListQuery) -> Reply<TicketGroups> {
        let path = with_query(&with_query("/tickets/groups", &GroupQuery { by }), list);
        self.json(Request::get(path))
    }

    /// `GET /tickets/export`: the whole list as a file. In the browser a `Blob`, elsewhere the bytes.
    pub fn export_tickets(&self, file: &ExportQuery, list: &TicketListQuery) -> Reply<Content> {
        let path = with_query(&with_query("/tickets/export", file), list);
        let (client, request) = (self.clone(), Request::get(path));
        Box::pin(async move { client.send(&request).await?.content().await })
    }

    /// `GET /search`.
    pub fn search(&self, query: &SearchQuery) -> Reply<Page<SearchHit>> {
        self.json(Request::get(with_query("/search", query)))
    }

    /// `GET /tickets/{id}/similar`.
    pub fn similar_tickets(&self, id: TicketId) -> Reply<Page<SimilarTicket>> {
        self.json(Request::get(format!("/tickets/{id}/similar")))
    }

    /// `POST /tickets/similar`.
    pub fn find_similar_tickets(&self, request: &SimilarRequest) -> Reply<Page<SimilarTicket>> {
        self.json(Request::post("/tickets/similar").json(request))
    }

    /// `POST /tickets`.
    pub fn create_ticket(&self, request: &CreateTicketRequest, key: &str) -> Reply<TicketView> {
        self.command(Unsent::post("/tickets", request, key))
    }

    /// `GET /tickets/{id}`.
    pub fn get_ticket(&self, id: TicketId) -> Reply<TicketView> {
        self.json(Request::get(format!("/tickets/{id}")))
    }

    /// `PATCH /tickets/{id}`; `version` is the one that the person saw.
    pub fn update_ticket(
        &self,
        id: TicketId,
        version: i64,
        request: &UpdateTicketRequest,
    ) -> Reply<TicketView> {
        self.command(Unsent::patch(format!("/tickets/{id}"), request, version))
    }

    /// `POST /tickets/{id}/take`.
    pub fn take_ticket(&self, id: TicketId, key: &str) -> Reply<TicketView> {
        self.command(Unsent::post(format!("/tickets/{id}/take"), &Map::new(), key))
    }

    /// `POST /tickets/{id}/redirect`.
    pub fn redirect_ticket(
        &self,
        id: TicketId,
        request: &RedirectTicketRequest,
        key: &str,
    ) -> Reply<RedirectTicketResponse> {
        self.command(Unsent::post(format!("/tickets/{id}/redirect"), request, key))
    }

    /// `POST /tickets/{id}/transition`.
    pub fn transition_ticket(
        &self,
        id: TicketId,
        request: &TransitionTicketRequest,
        key: &str,
    ) -> Reply<TicketView> {
        self.command(Unsent::post(format!("/tickets/{id}/transition"), request, key))
    }

    /// `POST /tickets/{id}/undo`.
    pub fn undo_ticket(&self, id: TicketId, request: &UndoTicketRequest, key: &str) -> Reply<TicketView> {
        self.json(Request::post(format!("/tickets/{id}/undo")).idempotent(key).json(request))
    }

    /// `GET /tickets/{id}/comments`, oldest first, in pages of the largest size.
    pub fn list_comments(&self, id: TicketId, after: Option<&str>) -> Reply<Page<CommentView>> {
        self.json(Request::get(pages(&format!("/tickets/{id}/comments"), after)))
    }

    /// `POST /tickets/{id}/comments`.
    pub fn create_comment(
        &self,
        id: TicketId,
        request: &CreateCommentRequest,
        key: &str,
    ) -> Reply<CommentView> {
        self.command(Unsent::post(format!("/tickets/{id}/comments"), request, key))
    }

    /// `GET /tickets/{id}/events`, oldest first, in pages of the largest size.
    pub fn list_ticket_events(&self, id: TicketId, after: Option<&str>) -> Reply<Page<EventView>> {
        self.json(Request::get(pages(&format!("/tickets/{id}/events"), after)))
    }
}

fn pages(path: &str, after: Option<&str>) -> String {
    with_query(path, &PageQuery { limit: domain::page::MAX_LIMIT, after: after.map(str::to_owned) })
}
