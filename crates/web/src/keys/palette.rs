//! The palette: everything that can be done, opened or found, in one field.

use client::ClientError;
use domain::TicketId;
use domain::letters::is_letter_or_digit;
use domain::search::other_layouts;
use domain::search::wire::SearchQuery;
use domain::text::search_key;
use leptos::prelude::*;

use super::commands::{Command, use_commands};
use crate::address::use_address;
use crate::api::use_api;
use crate::i18n::t;
use crate::loaded::Loaded;
use crate::paths;
use crate::reactive::{RwSignal, memo};
use crate::task::{effect, on_pause};
use crate::ui::{Finder, Found};

/// So many tickets are found.
const TICKETS: u64 = 8;
/// So many commands are shown; who looks for another types more of it.
const SHOWN: usize = 40;

/// What was found for a text: tickets and their subjects.
type Tickets = (String, Vec<(TicketId, String)>);

/// The palette; once per page.
#[component]
pub(crate) fn Palette() -> impl IntoView {
    let commands = use_commands();
    on_cleanup(move || commands.close());
    let text = RwSignal::new(String::new());
    let tickets = Loaded::<Tickets>::new();
    effect(move || {
        if commands.is_asking.get() {
            text.set(String::new());
        }
    });
    on_pause(
        move || text.track(),
        move || {
            let typed = text.get_untracked().trim().to_owned();
            if commands.asked.with_value(|asked| asked.is_all) && !typed.is_empty() {
                tickets.ask(find(typed));
            }
        },
    );
    let shown = move || {
        let typed = text.get();
        let found = tickets.value().get();
        let is_open = commands.is_asking.get();
        commands.asked.with_value(|asked| {
            let fitting = asked.choices.iter().filter(|one| is_open && fits(&typed, &one.name));
            let mut shown: Vec<Command> = fitting.take(SHOWN).cloned().collect();
            if asked.is_all && !typed.trim().is_empty() {
                shown.extend(numbered(&typed));
                if let Some((_, found)) = found.filter(|(of, _)| *of == typed.trim()) {
                    shown.extend(found.into_iter().map(|(id, subject)| ticket(id, &subject)));
                }
            }
            shown
        })
    };
    let found = memo(move || shown().into_iter().map(found).collect::<Vec<_>>());
    let choose = move |number: usize| {
        let chosen = untrack(shown).into_iter().nth(number);
        // The list is empty from now on.
        commands.is_asking.set(false);
        if let Some(command) = chosen {
            command.run();
        }
    };
    let title = move || {
        commands.is_asking.track();
        commands.asked.with_value(|asked| (asked.title)())
    };
    view! {
        <Finder
            open=commands.is_asking
            label=title
            text=text
            found=found
            nothing=t::list_nothing_found
            on_choose=choose
        />
    }
}

fn found(command: Command) -> Found {
    let Command { name, note, shortcut, refusal, .. } = command;
    let key = shortcut.filter(|_| use_commands().is_on()).map(|shortcut| use_commands().key(shortcut));
    Found { text: name, is_refused: refusal.is_some(), note: refusal.or(note), key }
}

fn ticket(id: TicketId, subject: &str) -> Command {
    Command::named(format!("#{id} {subject}"), move || use_address().go(&paths::ticket(id)))
}

/// The ticket whose number is typed.
fn numbered(typed: &str) -> Option<Command> {
    let id: i64 = typed.trim().trim_start_matches('#').parse().ok().filter(|id| *id > 0)?;
    Some(ticket(TicketId(id), "").note(t::palette_open()))
}

async fn find(q: String) -> Result<Tickets, ClientError> {
    let query = SearchQuery { q: q.clone(), limit: Some(TICKETS), after: None };
    let hits = use_api().search(&query).await?.items;
    Ok((q, hits.into_iter().map(|hit| (hit.ticket.id, hit.ticket.subject)).collect()))
}

/// Whether each typed word begins a word of the name, also typed in the wrong keyboard layout.
fn fits(typed: &str, name: &str) -> bool {
    let name = search_key(name);
    let begins = |word: &str| name.split(|c| !is_letter_or_digit(c)).any(|known| known.starts_with(word));
    let fits = |typed: &str| search_key(typed).split(|c| !is_letter_or_digit(c)).all(begins);
    fits(typed) || other_layouts(typed).iter().any(|typed| fits(typed))
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn names_are_found_by_the_beginnings_of_their_words() {
        for typed in ["", " ", "в", "взяти", "роб вз", "dpznb", "ВЗЯТИ", "взяти-в"] {
            assert!(fits(typed, "Взяти в роботу"), "{typed}");
        }
        for typed in ["яти", "взяти додому"] {
            assert!(!fits(typed, "Взяти в роботу"), "{typed}");
        }
    }
}
