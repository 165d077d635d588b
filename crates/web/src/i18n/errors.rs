//! What an error says to the person: one text for each code that the server can send.

use client::ClientError;
use domain::ErrorCode;
use domain::json::Value;
use domain::problem::FieldError;

use super::t;

/// The text of a failed request.
pub(crate) fn error_text(error: &ClientError) -> String {
    let Some(problem) = error.problem() else { return t::error_network().to_owned() };
    match problem.code {
        ErrorCode::Internal => format!("{} {}", t::error_internal(), t::error_request_id(&problem.instance)),
        code => code_text(code).to_owned(),
    }
}

/// The text of one wrong field, with its limits.
pub(crate) fn field_text(error: &FieldError) -> String {
    let number = |name: &str| error.params.get(name).and_then(Value::as_i64);
    match (error.code, number("min"), number("max")) {
        (ErrorCode::TooShort, Some(min), _) => t::error_too_short(min),
        (ErrorCode::TooLong, _, Some(max)) => t::error_too_long(max),
        (ErrorCode::TooMany, _, Some(max)) => t::error_too_many(max),
        (code, ..) => code_text(code).to_owned(),
    }
}

/// The text of a code.
pub(crate) fn code_text(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::MalformedRequest => t::error_malformed_request(),
        ErrorCode::InvalidCursor => t::error_invalid_cursor(),
        ErrorCode::InvalidQuery => t::error_invalid_query(),
        ErrorCode::Unauthenticated => t::error_unauthenticated(),
        ErrorCode::InvalidCredentials => t::error_invalid_credentials(),
        ErrorCode::InvalidRefreshToken => t::error_invalid_refresh_token(),
        ErrorCode::AdminOnly => t::error_admin_only(),
        ErrorCode::NotAWorker => t::error_not_a_worker(),
        ErrorCode::CreatorEditsOnlyNew => t::error_creator_edits_only_new(),
        ErrorCode::WithdrawOnlyUnassigned => t::error_withdraw_only_unassigned(),
        ErrorCode::NotFound => t::error_not_found(),
        ErrorCode::MethodNotAllowed => t::error_method_not_allowed(),
        ErrorCode::AlreadyTaken => t::error_already_taken(),
        ErrorCode::TransitionNotAllowed => t::error_transition_not_allowed(),
        ErrorCode::TicketClosed => t::error_ticket_closed(),
        ErrorCode::ResolutionNotAllowed => t::error_resolution_not_allowed(),
        ErrorCode::AlreadyThere => t::error_already_there(),
        ErrorCode::DepartmentArchived => t::error_department_archived(),
        ErrorCode::EmployeeInactive => t::error_employee_inactive(),
        ErrorCode::EmailTaken => t::error_email_taken(),
        ErrorCode::NameTaken => t::error_name_taken(),
        ErrorCode::LastAdmin => t::error_last_admin(),
        ErrorCode::HasOpenTickets => t::error_has_open_tickets(),
        ErrorCode::HasMembers => t::error_has_members(),
        ErrorCode::NotUndoable => t::error_not_undoable(),
        ErrorCode::ChangedSince => t::error_changed_since(),
        ErrorCode::UndoExpired => t::error_undo_expired(),
        ErrorCode::JobRunning => t::error_job_running(),
        ErrorCode::JobEnded => t::error_job_ended(),
        ErrorCode::LimitReached => t::error_limit_reached(),
        ErrorCode::SetupDone => t::error_setup_done(),
        ErrorCode::AttachmentInUse => t::error_attachment_in_use(),
        ErrorCode::IdempotencyKeyInUse => t::error_idempotency_key_in_use(),
        ErrorCode::ConcurrentChange => t::error_concurrent_change(),
        ErrorCode::VersionConflict => t::error_version_conflict(),
        ErrorCode::PayloadTooLarge => t::error_payload_too_large(),
        ErrorCode::UnsupportedMediaType => t::error_unsupported_media_type(),
        ErrorCode::InvalidFields => t::error_invalid_fields(),
        ErrorCode::IdempotencyKeyReused => t::error_idempotency_key_reused(),
        ErrorCode::InvalidInvite => t::error_invalid_invite(),
        ErrorCode::InvalidSetupToken => t::error_invalid_setup_token(),
        ErrorCode::WrongPassword => t::error_wrong_password(),
        ErrorCode::PreconditionRequired => t::error_precondition_required(),
        ErrorCode::TooManyRequests => t::error_too_many_requests(),
        ErrorCode::Internal => t::error_internal(),
        ErrorCode::Unavailable => t::error_unavailable(),
        ErrorCode::Required => t::error_required(),
        ErrorCode::OutOfRange => t::error_out_of_range(),
        ErrorCode::ControlCharacters => t::error_control_characters(),
        ErrorCode::InvalidEmail => t::error_invalid_email(),
        ErrorCode::InvalidType => t::error_invalid_type(),
        ErrorCode::UnknownField => t::error_unknown_field(),
        ErrorCode::NotApplicable => t::error_not_applicable(),
        ErrorCode::NotInTheFuture => t::error_not_in_the_future(),
        ErrorCode::UnknownDepartment => t::error_unknown_department(),
        ErrorCode::UnknownEmployee => t::error_unknown_employee(),
        ErrorCode::UnknownAttachment => t::error_unknown_attachment(),
        ErrorCode::CannotSeeTicket => t::error_cannot_see_ticket(),
        ErrorCode::OpenQuote => t::error_open_quote(),
        ErrorCode::UnknownValue => t::error_unknown_value(),
        ErrorCode::NotComparable => t::error_not_comparable(),
        ErrorCode::EmptyFile => t::error_empty_file(),
        ErrorCode::TooShort | ErrorCode::TooLong | ErrorCode::TooMany => t::error_out_of_range(),
    }
}
