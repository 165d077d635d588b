//! What can be done with the ticket: a bar of buttons, on phones a bar for the thumb.

use domain::ErrorCode;
use domain::tickets::wire::{TicketView, TransitionTicketRequest};
use domain::tickets::{Command, Resolution, TicketAction, TicketStatus};
use leptos::html;
use leptos::prelude::*;

use super::completion::FIELD;
use super::draft::PlaceDraft;
use super::handle::TicketHandle;
use super::offers::{Offer, offers, refusal};
use crate::api::{RetryKey, use_api};
use crate::i18n::{code_text, t};
use crate::keys::{KeyHint, Shortcut};
use crate::reactive::{Memo, RwSignal, derived, memo};
use crate::session::{Session, use_session};
use crate::task::Task;
use crate::ui::{
    Button, ButtonKind, Icon, Item, Show, Symbol, ToastKind, dynamic, each, focus, hide, use_toasts,
};

/// The actions of the ticket on the page.
#[derive(Clone, Copy)]
pub(super) struct Actions {
    /// Whether the dialog to wait is open.
    pub(super) wait_open: RwSignal<bool>,
    /// Whether the dialog to close is open.
    pub(super) close_open: RwSignal<bool>,
    /// Whether the dialog to redirect is open.
    pub(super) redirect_open: RwSignal<bool>,
    /// Where the dialog to redirect begins.
    pub(super) redirect_to: StoredValue<PlaceDraft>,
    /// Whether the dialog to edit is open.
    pub(super) edit_open: RwSignal<bool>,
    pub(super) ticket: Memo<TicketView>,
    pub(super) handle: TicketHandle,
    session: Session,
    pub(super) offers: Memo<Vec<Offer>>,
    running: RwSignal<Option<TicketAction>>,
    /// One command of the ticket after the other.
    pub(super) task: Task,
    key: RetryKey,
}

impl Actions {
    /// The actions that the rules give this person.
    pub(super) fn new(handle: TicketHandle, ticket: Memo<TicketView>) -> Self {
        let session = use_session();
        let offers = memo(move || {
            let Some(actor) = session.actor() else { return Vec::new() };
            ticket.with(|ticket| offers(ticket, &actor))
        });
        Self {
            wait_open: RwSignal::new(false),
            close_open: RwSignal::new(false),
            redirect_open: RwSignal::new(false),
            redirect_to: StoredValue::new(PlaceDraft::default()),
            edit_open: RwSignal::new(false),
            ticket,
            handle,
            session,
            offers,
            running: RwSignal::new(None),
            task: Task::new(),
            key: RetryKey::new(),
        }
    }

    /// Whether the action is offered and allowed.
    pub(super) fn allows(self, action: TicketAction) -> bool {
        self.offers.with(|all| all.iter().any(|offer| offer.action == action && offer.refusal.is_none()))
    }

    /// Does it, or asks what it needs to know.
    pub(super) fn press(self, action: TicketAction) {
        match action {
            TicketAction::Wait => self.wait_open.set(true),
            TicketAction::Close => self.close_open.set(true),
            TicketAction::Redirect => self.redirect(PlaceDraft::default()),
            TicketAction::Edit => self.edit_open.set(true),
            TicketAction::Take
            | TicketAction::Resume
            | TicketAction::Check
            | TicketAction::Withdraw
            | TicketAction::Reopen
            | TicketAction::Comment => self.command(action),
        }
    }

    /// Asks where to, beginning with a place.
    pub(super) fn redirect(self, to: PlaceDraft) {
        self.redirect_to.set_value(to);
        self.redirect_open.set(true);
    }

    fn command(self, action: TicketAction) {
        if self.running.get_untracked() == Some(action) {
            return;
        }
        let key_now = self.key.of(&action);
        let request = transition(action);
        let command = match &request {
            Some(request) => request.clone().parse().ok().map(Command::Transition),
            None => Some(Command::Take),
        };
        self.task.run_next(async move {
            self.running.set(Some(action));
            self.handle.foresee(command);
            let id = self.handle.id;
            let answer = match &request {
                Some(request) => use_api().transition_ticket(id, request, &key_now).await,
                None => use_api().take_ticket(id, &key_now).await,
            };
            self.running.set(None);
            self.key.settle(&answer);
            match answer {
                Ok(ticket) => self.handle.show(ticket),
                Err(error) => self.handle.failed(&error),
            }
        });
    }

    fn find(self, action: TicketAction) -> Option<Offer> {
        self.offers.with(|all| all.iter().find(|offer| offer.action == action).copied())
    }

    /// Why the action cannot be done now.
    pub(super) fn reason(self, action: TicketAction) -> Option<String> {
        let actor = self.session.actor()?;
        let code = self.ticket.with(|ticket| refusal(ticket, &actor, action))?;
        self.ticket.with(|ticket| match (code, &ticket.assignee_name) {
            (ErrorCode::AlreadyTaken, Some(name)) => Some(t::ticket_taken_by(name)),
            (ErrorCode::TransitionNotAllowed, _) if ticket.status == TicketStatus::New => {
                Some(t::reason_take_first().to_owned())
            }
            _ => Some(code_text(code).to_owned()),
        })
    }
}

/// The transition of an action that needs no further question; none for taking.
fn transition(action: TicketAction) -> Option<TransitionTicketRequest> {
    let to = |to| TransitionTicketRequest { to, until: None, resolution: None, comment: None };
    match action {
        TicketAction::Check => Some(to(TicketStatus::Checking)),
        TicketAction::Resume | TicketAction::Reopen => Some(to(TicketStatus::InProgress)),
        TicketAction::Withdraw => {
            let resolution = Some(Resolution::Withdrawn);
            Some(TransitionTicketRequest { resolution, ..to(TicketStatus::Closed) })
        }
        TicketAction::Take
        | TicketAction::Wait
        | TicketAction::Close
        | TicketAction::Redirect
        | TicketAction::Comment
        | TicketAction::Edit => None,
    }
}

/// Into the field for a comment.
pub(super) fn focus_comment() {
    focus(FIELD);
}

/// What the button of an action says.
pub(super) fn label(action: TicketAction) -> &'static str {
    match action {
        TicketAction::Take => t::action_take(),
        TicketAction::Wait => t::action_wait(),
        TicketAction::Check => t::action_check(),
        TicketAction::Resume => t::action_resume(),
        TicketAction::Close => t::action_close(),
        TicketAction::Withdraw => t::action_withdraw(),
        TicketAction::Reopen => t::action_reopen(),
        TicketAction::Redirect => t::action_redirect(),
        TicketAction::Comment => t::comment_label(),
        TicketAction::Edit => t::ticket_edit(),
    }
}

/// The key of an action that has one of its own.
fn shortcut(action: TicketAction) -> Option<Shortcut> {
    match action {
        TicketAction::Take => Some(Shortcut::Take),
        TicketAction::Redirect => Some(Shortcut::Redirect),
        _ => None,
    }
}

/// The picture of an action.
fn symbol(action: TicketAction) -> Symbol {
    match action {
        TicketAction::Take => Symbol::Check,
        TicketAction::Wait => Symbol::Clock,
        TicketAction::Check => Symbol::Eye,
        TicketAction::Resume => Symbol::Play,
        TicketAction::Close | TicketAction::Withdraw => Symbol::Close,
        TicketAction::Reopen => Symbol::Repeat,
        TicketAction::Redirect => Symbol::Forward,
        TicketAction::Comment | TicketAction::Edit => Symbol::Pen,
    }
}

#[component]
fn ActionButton(actions: Actions, action: TicketAction) -> impl IntoView {
    let kind = derived(move || {
        if actions.find(action).is_some_and(|offer| offer.is_next) {
            ButtonKind::Primary
        } else {
            ButtonKind::Plain
        }
    });
    let busy = derived(move || actions.running.get() == Some(action));
    let reason = derived(move || actions.reason(action));
    view! {
        <Button
            kind=kind
            icon=symbol(action)
            busy=busy
            disabled_reason=reason
            on_press=move || actions.press(action)
        >
            {dynamic(move || label(action))}
            {shortcut(action).map(|shortcut| view! { <KeyHint shortcut=shortcut /> })}
        </Button>
    }
}

/// The buttons under the title.
#[component]
pub(super) fn ActionBar(actions: Actions) -> impl IntoView {
    let shown = move || {
        let button = |offer: &Offer| {
            let action = offer.action;
            Item::new(label(action), move || view! { <ActionButton actions=actions action=action /> })
        };
        actions.offers.with(|all| all.iter().map(button).collect())
    };
    view! {
        <div class="actions" prop:role="group" prop:ariaLabel=t::ticket_actions>
            {each(shown)}
        </div>
    }
}

/// The bar at the bottom of phones: comment, redirect, the next step, and all others.
#[component]
pub(super) fn ThumbBar(actions: Actions) -> impl IntoView {
    let menu = NodeRef::<html::Div>::new();
    let toasts = use_toasts();
    let next =
        move || actions.offers.with(|all| all.iter().find(|offer| offer.is_next).map(|offer| offer.action));
    let others = move || {
        let all = actions.offers.get().into_iter();
        all.filter(|offer| !offer.is_next && offer.action != TicketAction::Redirect).collect::<Vec<_>>()
    };
    let press = move |action: TicketAction| {
        hide(menu);
        match untrack(|| actions.reason(action)) {
            Some(reason) => toasts.show(ToastKind::Info, reason),
            None => actions.press(action),
        }
    };
    let item = move |offer: Offer| {
        let (action, is_refused) = (offer.action, offer.refusal.is_some());
        Item::new(format!("{}{is_refused}", label(action)), move || {
            view! {
                <button
                    prop:type="button"
                    class="menu-item"
                    prop:ariaDisabled=is_refused.then_some("true")
                    on:click=move |_| press(action)
                >
                    <Icon symbol=symbol(action) />
                    {dynamic(move || label(action))}
                </button>
            }
        })
    };
    view! {
        <div class="thumb">
            <Button icon=Symbol::Pen label=t::comment_label on_press=focus_comment />
            <Show when=move || actions.allows(TicketAction::Redirect)>
                <Button
                    icon=Symbol::Forward
                    label=t::action_redirect
                    on_press=move || actions.press(TicketAction::Redirect)
                />
            </Show>
            <div class="thumb-next">
                {dynamic(move || next().map(|action| view! { <ActionButton actions=actions action=action /> }))}
            </div>
            <Show when=move || !others().is_empty()>
                <button
                    prop:type="button"
                    class="button button-icon"
                    popovertarget="ticket-actions"
                    prop:ariaLabel=t::ticket_more
                    prop:title=t::ticket_more
                >
                    <Icon symbol=Symbol::More />
                </button>
            </Show>
            <div prop:id="ticket-actions" class="menu thumb-menu" prop:popover="auto" node_ref=menu>
                {each(move || others().into_iter().map(item).collect())}
            </div>
        </div>
    }
}
