//! What can be done with the open ticket by keys: what its buttons do.

use domain::tickets::TicketAction;

use super::actions::{Actions, focus_comment};
use super::page::use_list_path;
use crate::address::use_address;
use crate::keys::{Command, Shortcut, use_commands};

/// Offers the commands of the ticket while it is shown.
pub(super) fn offer(actions: Actions) {
    let (address, list) = (use_address(), use_list_path());
    let press = move |shortcut, action: TicketAction| {
        Command::new(shortcut, move || actions.press(action)).refused(actions.reason(action))
    };
    use_commands().offer(move || {
        vec![
            press(Shortcut::Take, TicketAction::Take),
            press(Shortcut::Redirect, TicketAction::Redirect),
            press(Shortcut::Edit, TicketAction::Edit),
            Command::new(Shortcut::Reply, focus_comment),
            Command::new(Shortcut::Back, move || address.go(&list.get_untracked())),
        ]
    });
}
