//! The examples of the document, tried on the types of the wire.

use std::fmt::Debug;

use domain::accounts::{
    AcceptInviteRequest, ChangePasswordRequest, LoginRequest, SessionView, SetupRequest, SetupState,
    UpdateMeRequest,
};
use domain::attachments::AttachmentView;
use domain::bulk::wire::{BulkJob, BulkPreview, BulkRequest, BulkStarted};
use domain::counters::Counters;
use domain::departments::wire::{CreateDepartmentRequest, DepartmentView, UpdateDepartmentRequest};
use domain::drafts::wire::{Draft, DraftRow, SaveDraftRequest};
use domain::employees::wire::{
    CreateEmployeeRequest, CreatedEmployee, DeactivateEmployeeRequest, EmployeeView, Invite,
    UpdateEmployeeRequest,
};
use domain::notifications::NotificationView;
use domain::notifications::settings::{FollowingRequest, NotificationSettings};
use domain::page::Page;
use domain::presence::{PresenceRequest, PresenceView};
use domain::quick_texts::wire::{CreateQuickTextRequest, QuickText, UpdateQuickTextRequest};
use domain::search::wire::{SearchHit, SimilarRequest, SimilarTicket};
use domain::tickets::groups::TicketGroups;
use domain::tickets::wire::{
    CommentView, CreateCommentRequest, CreateTicketRequest, EventView, RedirectTicketRequest,
    RedirectTicketResponse, TicketRow, TicketView, TransitionTicketRequest, UndoTicketRequest,
    UpdateTicketRequest,
};
use domain::views::wire::{CreateViewRequest, SavedView, UpdateViewRequest, ViewOrderRequest};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Fails unless the example is a request that its operation would accept.
pub fn accept_request(operation: &str, example: &Value) {
    match operation {
        "accept_invite" => drop(whole::<AcceptInviteRequest>(example)),
        "change_password" => drop(whole::<ChangePasswordRequest>(example)),
        "create_comment" => clean(whole::<CreateCommentRequest>(example).parse()),
        "create_department" => clean(whole::<CreateDepartmentRequest>(example).parse()),
        "create_employee" => clean(whole::<CreateEmployeeRequest>(example).parse()),
        "create_setup" => clean(whole::<SetupRequest>(example).parse()),
        "create_ticket" => clean(whole::<CreateTicketRequest>(example).parse()),
        "deactivate_employee" => {
            let target = whole::<DeactivateEmployeeRequest>(example).move_tickets_to.unwrap();
            clean(target.parse("/move_tickets_to"));
        }
        "find_similar_tickets" => clean(whole::<SimilarRequest>(example).parse()),
        "login" => drop(whole::<LoginRequest>(example)),
        "redirect_ticket" => clean(whole::<RedirectTicketRequest>(example).parse()),
        "take_ticket" => assert_eq!(example, &json!({})),
        "transition_ticket" => clean(whole::<TransitionTicketRequest>(example).parse()),
        "undo_ticket" => drop(whole::<UndoTicketRequest>(example)),
        "update_draft" => clean(whole::<SaveDraftRequest>(example).parse()),
        "update_following" => drop(whole::<FollowingRequest>(example)),
        "update_notification_settings" => clean(whole::<NotificationSettings>(example).parse()),
        "update_presence" => drop(whole::<PresenceRequest>(example)),
        "update_department" => clean(whole::<UpdateDepartmentRequest>(example).parse()),
        "update_employee" => clean(whole::<UpdateEmployeeRequest>(example).parse()),
        "update_me" => clean(whole::<UpdateMeRequest>(example).parse()),
        "cancel_bulk_job" | "undo_bulk_job" => assert_eq!(example, &json!({})),
        "create_bulk_job" => clean(whole::<BulkRequest>(example).parse()),
        "create_quick_text" => clean(whole::<CreateQuickTextRequest>(example).parse()),
        "update_quick_text" => clean(whole::<UpdateQuickTextRequest>(example).parse()),
        "create_view" => clean(whole::<CreateViewRequest>(example).parse()),
        "update_view" => clean(whole::<UpdateViewRequest>(example).parse()),
        "update_view_order" => clean(whole::<ViewOrderRequest>(example).parse()),
        "update_ticket" => clean(whole::<UpdateTicketRequest>(example).parse()),
        other => panic!("`{other}` has a JSON body: add its type here"),
    }
}

/// Fails unless the example is an answer of its operation, with every member and no other.
pub fn accept_answer(operation: &str, example: &Value) {
    match operation {
        "accept_invite" | "create_setup" | "login" | "refresh" => drop(whole::<SessionView>(example)),
        "activate_employee"
        | "deactivate_employee"
        | "get_employee"
        | "get_me"
        | "update_employee"
        | "update_me" => {
            drop(whole::<EmployeeView>(example));
        }
        "create_comment" => drop(whole::<CommentView>(example)),
        "create_department" | "update_department" => drop(whole::<DepartmentView>(example)),
        "create_employee" => drop(whole::<CreatedEmployee>(example)),
        "create_ticket" | "get_ticket" | "take_ticket" | "transition_ticket" | "undo_ticket"
        | "update_ticket" => {
            drop(whole::<TicketView>(example));
        }
        "get_counters" => drop(whole::<Counters>(example)),
        "get_setup" => drop(whole::<SetupState>(example)),
        "invite_employee" => drop(whole::<Invite>(example)),
        "list_comments" => drop(whole::<Page<CommentView>>(example)),
        "list_departments" => drop(whole::<Page<DepartmentView>>(example)),
        "list_employees" => drop(whole::<Page<EmployeeView>>(example)),
        "list_notifications" => drop(whole::<Page<NotificationView>>(example)),
        "list_ticket_events" => drop(whole::<Page<EventView>>(example)),
        "list_ticket_groups" => drop(whole::<TicketGroups>(example)),
        "list_tickets" => drop(whole::<Page<TicketRow>>(example)),
        "read_notification" | "unread_notification" => drop(whole::<NotificationView>(example)),
        "get_notification_settings" | "update_notification_settings" => {
            drop(whole::<NotificationSettings>(example));
        }
        "update_following" => drop(whole::<FollowingRequest>(example)),
        "redirect_ticket" => drop(whole::<RedirectTicketResponse>(example)),
        "find_similar_tickets" | "list_similar_tickets" => drop(whole::<Page<SimilarTicket>>(example)),
        "search_tickets" => drop(whole::<Page<SearchHit>>(example)),
        "cancel_bulk_job" | "get_bulk_job" => drop(whole::<BulkJob>(example)),
        "create_bulk_job" if example.get("job").is_none() => drop(whole::<BulkPreview>(example)),
        "create_bulk_job" | "undo_bulk_job" => drop(whole::<BulkStarted>(example)),
        "create_view" | "get_view" | "update_view" => drop(whole::<SavedView>(example)),
        "get_draft" | "update_draft" => drop(whole::<Draft>(example)),
        "list_drafts" => drop(whole::<Page<DraftRow>>(example)),
        "update_presence" => drop(whole::<PresenceView>(example)),
        "create_quick_text" | "update_quick_text" => drop(whole::<QuickText>(example)),
        "list_quick_texts" => drop(whole::<Page<QuickText>>(example)),
        "list_views" => drop(whole::<Page<SavedView>>(example)),
        "upload_attachment" => drop(whole::<AttachmentView>(example)),
        other => panic!("`{other}` answers with JSON: add its type here"),
    }
}

/// The value of the type; it must lose nothing of the example and add nothing to it.
fn whole<T: DeserializeOwned + Serialize>(example: &Value) -> T {
    let value: T = T::deserialize(example).unwrap_or_else(|error| panic!("{error}: {example}"));
    assert_eq!(&serde_json::to_value(&value).unwrap(), example);
    value
}

fn clean<T, E: Debug>(result: Result<T, E>) {
    result.map(drop).unwrap();
}
