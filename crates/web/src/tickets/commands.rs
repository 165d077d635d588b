//! What can be done with the open ticket by keys and in the palette: what its buttons do, and shorter ways.

use domain::employees::wire::EmployeeView;
use domain::tickets::wire::UpdateTicketRequest;
use domain::tickets::{Command as Change, Priority, TicketAction};
use leptos::prelude::*;

use super::actions::{Actions, focus_comment, label};
use super::draft::PlaceDraft;
use super::page::use_list_path;
use crate::address::use_address;
use crate::api::use_api;
use crate::directory::use_directory;
use crate::i18n::{priority_name, t};
use crate::keys::{Command, Shortcut, use_commands};

/// Offers the commands of the ticket while it is shown.
pub(super) fn offer(actions: Actions) {
    let (commands, address, list) = (use_commands(), use_address(), use_list_path());
    on_cleanup(move || commands.close());
    let press = move |shortcut, action: TicketAction| {
        Command::new(shortcut, move || actions.press(action)).refused(actions.reason(action))
    };
    commands.offer(move || {
        let (edit, redirect) = (actions.reason(TicketAction::Edit), actions.reason(TicketAction::Redirect));
        let mut all = vec![press(Shortcut::Take, TicketAction::Take)];
        all.extend(statuses(actions));
        all.extend([
            press(Shortcut::Redirect, TicketAction::Redirect),
            Command::new(Shortcut::Reply, focus_comment),
            Command::new(Shortcut::Status, move || commands.ask(t::key_status, statuses(actions))),
            Command::new(Shortcut::Priority, move || {
                commands.ask(t::key_priority, priorities(actions));
            })
            .refused(edit),
            Command::new(Shortcut::Assign, move || commands.ask(t::key_assign, people(actions)))
                .refused(redirect),
            press(Shortcut::Edit, TicketAction::Edit),
            Command::new(Shortcut::Back, move || address.go(&list.get_untracked())),
        ]);
        all
    });
}

/// The ways to another status that are shown on the ticket.
fn statuses(actions: Actions) -> Vec<Command> {
    let offers = untrack(|| actions.offers.get()).into_iter().map(|offer| offer.action);
    let others = offers.filter(|action| !matches!(action, TicketAction::Take | TicketAction::Redirect));
    let command = |action| {
        let reason = untrack(|| actions.reason(action));
        Command::named(label(action), move || actions.press(action)).refused(reason)
    };
    others.map(command).collect()
}

/// The other priorities, the most urgent first.
fn priorities(actions: Actions) -> Vec<Command> {
    let now = actions.ticket.with_untracked(|ticket| ticket.priority);
    let others = Priority::ALL.into_iter().rev().filter(|priority| *priority != now);
    others.map(|one| Command::named(priority_name(one), move || set_priority(actions, one))).collect()
}

fn set_priority(actions: Actions, priority: Priority) {
    let handle = actions.handle;
    let request = UpdateTicketRequest { priority: Some(priority), ..UpdateTicketRequest::default() };
    let pressed_at = actions.ticket.with_untracked(|ticket| ticket.version);
    actions.task.run_next(async move {
        let version = handle.version().unwrap_or(pressed_at);
        handle.foresee(request.clone().parse().ok().map(Change::Edit));
        match use_api().update_ticket(handle.id, version, &request).await {
            Ok(ticket) => handle.show(ticket),
            Err(error) => handle.failed(&error),
        }
    });
}

/// The people that the ticket can go to.
fn people(actions: Actions) -> Vec<Command> {
    let now = actions.ticket.with_untracked(|ticket| ticket.assignee_id);
    let others = untrack(|| use_directory().employees()).into_iter().filter(|one| Some(one.id) != now);
    let command = |EmployeeView { id, full_name, department_name, .. }| {
        Command::named(full_name, move || actions.redirect(PlaceDraft::person(id))).note(department_name)
    };
    others.map(command).collect()
}
