//! That the connection is lost, and what waits for it.

use client::{Deed, Unsent};
use domain::json;
use leptos::prelude::*;

use super::model::{Halt, Waiting};
use super::use_outbox;
use crate::i18n::{code_text, status_name, t};
use crate::live::use_live;
use crate::paths;
use crate::reactive::memo;
use crate::shell::now;
use crate::ui::{Button, ButtonKind, Icon, Item, Show, Symbol, dynamic, each};

/// Above all pages; nothing while all is well.
#[component]
pub(crate) fn Connection() -> impl IntoView {
    let (live, outbox) = (use_live(), use_outbox());
    let count = memo(move || outbox.all().len() as i64);
    let has_halted = memo(move || outbox.all().iter().any(|one| one.halt(now()).is_some()));
    let lost = move || live.is_lost().then(t::live_lost);
    let item = |one: Waiting| {
        let halt = one.halt(now());
        let key = json::write(&one.command) + halt.map_or("", why);
        Item::new(key, move || view! { <li><Line command=one.command halt=halt /></li> })
    };
    view! {
        <div prop:ariaLive="polite">
            {dynamic(move || {
                lost().map(|text| view! { <p class="banner"><Icon symbol=Symbol::Repeat /> {text}</p> }.into_any())
            })}
            <Show when=move || { count.get() > 0 }>
                <details class="outbox" prop:open=move || has_halted.get()>
                    <summary class="banner">
                        <Icon symbol=Symbol::Clock />
                        {dynamic(move || t::outbox_waiting(count.get()))}
                    </summary>
                    <ul>{each(move || outbox.all().into_iter().map(item).collect())}</ul>
                </details>
            </Show>
        </div>
    }
}

#[component]
fn Line(command: Unsent, halt: Option<Halt>) -> impl IntoView {
    let outbox = use_outbox();
    let (ticket, deed) = (command.ticket_id(), command.deed());
    let (again, gone) = (command.clone(), command);
    view! {
        <span class="outbox-what">
            {ticket.map(|id| view! { <a prop:href=paths::ticket(id)>{format!("#{id}")}</a> }.into_any())}
            <span>{dynamic(move || text(&deed))}</span>
            {halt.map(|halt| view! { <em>{dynamic(move || why(halt))}</em> }.into_any())}
        </span>
        {halt
            .map(|_| {
                let again = again.clone();
                view! { <Button kind=ButtonKind::Ghost icon=Symbol::Repeat label=t::common_retry on_press=move || outbox.retry(&again) /> }
            })}
        <Button kind=ButtonKind::Ghost icon=Symbol::Close label=t::outbox_remove on_press=move || outbox.remove(&gone) />
    }
}

fn why(halt: Halt) -> &'static str {
    match halt {
        Halt::Refused(code) => code_text(code),
        Halt::Late => t::outbox_late(),
    }
}

fn text(deed: &Deed) -> String {
    let said = |what: &str, text: &str| format!("{what}: {text}");
    match deed {
        Deed::Create(subject) => said(t::nav_new_ticket(), subject),
        Deed::Comment(text) => said(t::comment_label(), text),
        Deed::Take => t::action_take().to_owned(),
        Deed::Redirect(comment) => said(t::action_redirect(), comment),
        Deed::Move(to) => said(t::field_status(), status_name(*to)),
        Deed::Edit => t::ticket_edit().to_owned(),
    }
}
