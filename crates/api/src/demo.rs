//! A demo company: the sample departments, their people, and tickets with histories that the rules allow.
//!
//! [`people`] who works here, [`topics`] what tickets are about, [`teller`] makes tickets, [`script`] what happens to
//! them, [`history`] by the rules, [`pump`] in the order of time, [`repo`] into the tables.

mod case;
mod dice;
mod fillers;
mod history;
mod hours;
mod names;
mod people;
mod phrase;
mod pump;
mod repo;
mod script;
mod talk;
mod teller;
mod topic;
mod topics;

#[cfg(test)]
mod tests;

use std::time::Instant;

use anyhow::Context;
use domain::Timestamp;
use domain::departments::SAMPLE;
use domain::employees::Locale;
use indicatif::{ProgressBar, ProgressStyle};

use self::dice::Dice;
use self::history::Desk;
use self::hours::{DAY, arrivals};
use self::people::{Dept, Person, Staff, known_logins};
use self::pump::Pump;
use self::teller::Teller;
use crate::state::AppState;
use crate::{departments, employees};

/// Everybody's.
const PASSWORD: &str = "demo-password";
/// A company to look at; of this seed everybody whom visitors log in as has something to do and to read.
const SMALL_TICKETS: u64 = 64;
const SMALL_SEED: u64 = 26;
const MEMBERS_MIN: usize = 6;
const MEMBERS_MAX: usize = 28;
/// About so many of the latest events have told people of themselves.
const NOTIFYING_EVENTS: u64 = 5_000;
const EVENTS_PER_TICKET: u64 = 6;
/// Statistics of a small database would mislead the planner when it has grown.
const ANALYZE_FROM: u64 = 1_000;

/// Fills an empty database; the same seed makes the same tickets.
pub async fn fill(state: &AppState, tickets: u64, seed: u64) -> anyhow::Result<()> {
    anyhow::ensure!(
        !employees::repo::any(state.read()).await?,
        "the database is not empty: demo data needs one without employees"
    );
    let style = ProgressStyle::with_template("{bar:40} {human_pos} of {human_len} tickets, {eta} left")
        .context("the progress bar cannot be drawn")?;
    let bar = ProgressBar::new(tickets).with_style(style);
    let started = Instant::now();
    let people = make(state, tickets, seed, &bar).await?;
    bar.finish_and_clear();
    println!("Made {tickets} tickets of {people} people in {:.1} s.", started.elapsed().as_secs_f64());
    print_logins();
    Ok(())
}

/// Fills an empty database with a few tickets; does nothing to any other.
pub async fn small(state: &AppState) -> anyhow::Result<()> {
    if employees::repo::any(state.read()).await? {
        return Ok(());
    }
    make(state, SMALL_TICKETS, SMALL_SEED, &ProgressBar::hidden()).await.map(|_| ())
}

/// Prints the demo logins.
pub fn print_logins() {
    println!("Demo logins, the password of everybody is {PASSWORD}");
    for (email, full_name, department) in known_logins() {
        println!("  {email:<24} {full_name}, {department}");
    }
}

/// Makes people and tickets; how many people.
async fn make(state: &AppState, tickets: u64, seed: u64, bar: &ProgressBar) -> anyhow::Result<usize> {
    let now = state.clock.now();
    let (mut staff, arrivals) = plan(tickets, seed, now)?;
    store_people(state, &mut staff, &arrivals, now).await?;
    let people = staff.people().to_vec();
    let desk = Desk { staff, now, notified_from: notified_from(tickets, &arrivals, now) };
    let mut pump = Pump::new(Teller::new(desk, seed, arrivals), &people, seed);
    // Rows are made while the former ones are written.
    let (sender, mut receiver) = tokio::sync::mpsc::channel(2);
    let making = tokio::task::spawn_blocking(move || {
        while let Some(rows) = pump.next()? {
            if sender.blocking_send(rows).is_err() {
                break;
            }
        }
        anyhow::Ok(pump.counters)
    });
    while let Some(rows) = receiver.recv().await {
        let written = rows.tickets();
        rows.write(&state.db).await.context("cannot write demo tickets")?;
        bar.inc(written);
    }
    let counters = making.await.context("demo tickets could not be made")??;
    repo::finish(&state.db, counters, tickets >= ANALYZE_FROM).await.context("cannot write the counters")?;
    Ok(people.len())
}

fn plan(tickets: u64, seed: u64, now: Timestamp) -> anyhow::Result<(Staff, Vec<Timestamp>)> {
    let count = usize::try_from(tickets).context("too many tickets")?;
    let members = (MEMBERS_MIN + count / 1000).min(MEMBERS_MAX);
    let mut dice = Dice::new(seed, 0);
    let staff = Staff::recruit(&mut dice, members, now);
    Ok((staff, arrivals(&mut dice, count, now)))
}

/// Since when events have told people of themselves, so that there are a few thousand of them.
fn notified_from(tickets: u64, arrivals: &[Timestamp], now: Timestamp) -> Timestamp {
    let span = arrivals.first().map_or(DAY, |first| now.millis() - first.millis());
    // Twice as many tickets a day at the end as on average.
    let share = (NOTIFYING_EVENTS / 2).min(tickets * EVENTS_PER_TICKET);
    let part = i64::try_from(share).unwrap_or(1).saturating_mul(span / DAY + 1)
        / i64::try_from((tickets * EVENTS_PER_TICKET).max(1)).unwrap_or(1);
    now.plus_millis(-(part.clamp(2, 30) * DAY))
}

/// Adds departments and people, with the ids of the database.
async fn store_people(
    state: &AppState,
    staff: &mut Staff,
    arrivals: &[Timestamp],
    now: Timestamp,
) -> anyhow::Result<()> {
    let founded = arrivals.first().copied().unwrap_or(now).plus_millis(-7 * DAY);
    let hash = state.passwords.hash_blocking(PASSWORD)?;
    let tx = state.db.begin().await?;
    for (dept, (name, description)) in Dept::ALL.into_iter().zip(SAMPLE) {
        let department_id = match departments::repo::find_by_name(&tx, name).await? {
            Some(id) => id,
            None => departments::repo::insert(&tx, name, Some(description), founded).await?,
        };
        for person in staff.people_mut().iter_mut().filter(|person| person.dept == dept) {
            let Person { full_name, email, role, .. } = person.clone();
            let (locale, password_hash) = (Locale::default(), Some(hash.clone()));
            let new =
                employees::repo::Insert { full_name, email, department_id, role, locale, password_hash };
            person.id = employees::repo::insert(&tx, new, founded).await?;
            person.department_id = department_id;
        }
    }
    tx.commit().await.context("cannot write the demo people")
}
