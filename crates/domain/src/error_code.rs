//! Every reason a client can be told.

use crate::words::words;

words! {
    /// Why a request was refused: closed, stable, snake_case on the wire; the browser has a text for each.
    ErrorCode {
        /// 400: the body is not JSON, or the request line or encoding cannot be read.
        MalformedRequest = "malformed_request",
        /// 400: a cursor that was not made for this list, filter and sort.
        InvalidCursor = "invalid_cursor",
        /// 400: a query parameter that cannot be read.
        InvalidQuery = "invalid_query",
        /// 401: no access token, or one that is expired, forged or revoked.
        Unauthenticated = "unauthenticated",
        /// 401: unknown account or wrong password; which of both is not said.
        InvalidCredentials = "invalid_credentials",
        /// 401: the refresh cookie is missing, expired, revoked or was used before.
        InvalidRefreshToken = "invalid_refresh_token",
        /// 403: only administrators may do this.
        AdminOnly = "admin_only",
        /// 403: only members of the ticket's department, its assignee and administrators work on it.
        NotAWorker = "not_a_worker",
        /// 403: the creator may edit only while the ticket is new.
        CreatorEditsOnlyNew = "creator_edits_only_new",
        /// 403: the creator may withdraw only while nobody is assigned.
        WithdrawOnlyUnassigned = "withdraw_only_unassigned",
        /// 404: unknown, or invisible to the caller.
        NotFound = "not_found",
        /// 405: the path exists, the method does not.
        MethodNotAllowed = "method_not_allowed",
        /// 409: somebody holds the ticket; `taken_by` names the person.
        AlreadyTaken = "already_taken",
        /// 409: the status does not allow this; `allowed` lists what it allows.
        TransitionNotAllowed = "transition_not_allowed",
        /// 409: the ticket is closed.
        TicketClosed = "ticket_closed",
        /// 409: a ticket that nobody took cannot be closed as solved.
        ResolutionNotAllowed = "resolution_not_allowed",
        /// 409: the ticket is already there.
        AlreadyThere = "already_there",
        /// 409: an archived department cannot be chosen.
        DepartmentArchived = "department_archived",
        /// 409: a deactivated person cannot be chosen.
        EmployeeInactive = "employee_inactive",
        /// 409: another employee has this e-mail address.
        EmailTaken = "email_taken",
        /// 409: another department has this name.
        NameTaken = "name_taken",
        /// 409: the last active administrator can neither be deactivated nor demoted.
        LastAdmin = "last_admin",
        /// 409: there are open tickets and the call does not say where they go.
        HasOpenTickets = "has_open_tickets",
        /// 409: there are active members and the call does not say where they go.
        HasMembers = "has_members",
        /// 409: the desk is already set up.
        SetupDone = "setup_done",
        /// 409: the file already belongs to a ticket or comment.
        AttachmentInUse = "attachment_in_use",
        /// 409: a request with this idempotency key is still running.
        IdempotencyKeyInUse = "idempotency_key_in_use",
        /// 409: somebody changed the same thing at the same moment; try again.
        ConcurrentChange = "concurrent_change",
        /// 409, and of single tickets of a job: this cannot be taken back, or not by the caller.
        NotUndoable = "not_undoable",
        /// 409, and of single tickets of a job: somebody has changed the same since.
        ChangedSince = "changed_since",
        /// 409: too late, or taken back already.
        UndoExpired = "undo_expired",
        /// 409: the job is still running.
        JobRunning = "job_running",
        /// 409: the job has ended.
        JobEnded = "job_ended",
        /// 409: there are `max` of them already.
        LimitReached = "limit_reached",
        /// 412: the ticket changed since it was read, in the same fields; `conflicts` says how.
        VersionConflict = "version_conflict",
        /// 413: the body is larger than allowed.
        PayloadTooLarge = "payload_too_large",
        /// 415: the content type is not the expected one.
        UnsupportedMediaType = "unsupported_media_type",
        /// 422: one or more fields are wrong; `errors` lists them.
        InvalidFields = "invalid_fields",
        /// 422: the idempotency key was used with another body.
        IdempotencyKeyReused = "idempotency_key_reused",
        /// 422: the invitation is unknown, used or expired.
        InvalidInvite = "invalid_invite",
        /// 422: the set-up token is not the one that the server printed.
        InvalidSetupToken = "invalid_setup_token",
        /// 422, the current password is wrong.
        WrongPassword = "wrong_password",
        /// 428: `If-Match` is missing.
        PreconditionRequired = "precondition_required",
        /// 429: too many attempts; `Retry-After` says when to try again.
        TooManyRequests = "too_many_requests",
        /// 500: our fault; the request id finds it in the log.
        Internal = "internal",
        /// 503: the server is starting, stopping or has lost its database.
        Unavailable = "unavailable",
        /// Field: missing, or blank after trimming.
        Required = "required",
        /// Field: shorter than `min` characters.
        TooShort = "too_short",
        /// Field: longer than `max` characters.
        TooLong = "too_long",
        /// Field: more than `max` entries.
        TooMany = "too_many",
        /// Field: smaller than `min` or larger than `max`.
        OutOfRange = "out_of_range",
        /// Field: contains control characters.
        ControlCharacters = "control_characters",
        /// Field: not an e-mail address.
        InvalidEmail = "invalid_email",
        /// Field: wrong JSON type or a value outside of the enumeration.
        InvalidType = "invalid_type",
        /// Field: there is no such field.
        UnknownField = "unknown_field",
        /// Field: does not apply together with the rest of the request.
        NotApplicable = "not_applicable",
        /// Field: must lie in the future.
        NotInTheFuture = "not_in_the_future",
        /// Field: no such department.
        UnknownDepartment = "unknown_department",
        /// Field: no such employee.
        UnknownEmployee = "unknown_employee",
        /// Field: `employee_id` does not see the ticket, or is not active, and cannot be mentioned.
        CannotSeeTicket = "cannot_see_ticket",
        /// Field: no such attachment of the caller.
        UnknownAttachment = "unknown_attachment",
        /// Query: a quote that does not end.
        OpenQuote = "open_quote",
        /// Query: a value that the field cannot have.
        UnknownValue = "unknown_value",
        /// Query: a comparison of what has no order, or with several values.
        NotComparable = "not_comparable",
        /// Field: the file is empty or was cut off.
        EmptyFile = "empty_file",
    }
}

impl std::fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wire_names_agree_with_serde() {
        for code in ErrorCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
    }
}
