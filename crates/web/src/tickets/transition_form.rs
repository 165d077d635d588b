//! A form that moves a ticket to another status.

use domain::tickets::Command;
use domain::tickets::wire::TransitionTicketRequest;

use super::handle::TicketHandle;
use crate::api::{RetryKey, use_api};
use crate::reactive::{RwSignal, Signal};
use crate::shell::FormErrors;
use crate::task::Task;

/// What the forms of waiting and closing have in common.
#[derive(Clone, Copy)]
pub(super) struct TransitionForm {
    handle: TicketHandle,
    /// Whether its dialog is open.
    open: RwSignal<bool>,
    pub(super) errors: FormErrors,
    key: RetryKey,
    task: Task,
}

impl TransitionForm {
    /// Nothing is sent yet.
    pub(super) fn new(handle: TicketHandle, open: RwSignal<bool>) -> Self {
        Self { handle, open, errors: FormErrors::new(), key: RetryKey::new(), task: Task::new() }
    }

    /// Whether the server has not answered yet.
    pub(super) fn pending(self) -> Signal<bool> {
        self.task.pending()
    }

    /// Shows what is wrong, or sends it.
    pub(super) fn submit(self, request: TransitionTicketRequest) {
        let Self { handle, open, errors, key, task } = self;
        let command = match request.clone().parse() {
            Ok(command) => Command::Transition(command),
            Err(wrong) => return errors.show(wrong),
        };
        let key_now = key.of(&request);
        task.run(async move {
            handle.foresee(Some(command));
            let answer = use_api().transition_ticket(handle.id, &request, &key_now).await;
            key.settle(&answer);
            match answer {
                Ok(ticket) => {
                    open.set(false);
                    handle.show(ticket);
                }
                Err(error) => handle.refused(&error, errors, open),
            }
        });
    }
}
