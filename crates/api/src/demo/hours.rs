//! When things happen: by the clock of Kyiv, without its summer time.

use domain::Timestamp;

use super::dice::Dice;

/// A minute in milliseconds.
pub const MINUTE: i64 = 60_000;
/// An hour in milliseconds.
pub const HOUR: i64 = 60 * MINUTE;
/// A day in milliseconds.
pub const DAY: i64 = 24 * HOUR;
const KYIV: i64 = 2 * HOUR;

/// How many of a hundred clients who want to call in an hour do so, from midnight on.
const CALLS: [u32; 24] =
    [18, 12, 8, 6, 6, 10, 22, 45, 75, 92, 98, 100, 95, 92, 90, 92, 96, 100, 98, 86, 70, 55, 40, 28];

/// The times at which tickets are created, ascending; the last one is just before `now`.
///
/// The company grows, so there are more of them lately, and some within the last hours whatever the time of the day is.
pub fn arrivals(dice: &mut Dice, count: usize, now: Timestamp) -> Vec<Timestamp> {
    let span = (i64::try_from(count).unwrap_or(i64::MAX) / 90).clamp(30, 3 * 365) * DAY;
    let lately = (count / 4).min(20);
    let mut ages: Vec<i64> = (0..count)
        .map(|index| match index {
            0 => 2 * MINUTE,
            index if index <= lately => {
                part(10 * HOUR, dice.fraction().powi(2)) + dice.between(3 * MINUTE, HOUR)
            }
            _ => age(dice, span, now),
        })
        .collect();
    ages.sort_unstable_by(|one, other| other.cmp(one));
    ages.into_iter().map(|age| now.plus_millis(-age)).collect()
}

fn age(dice: &mut Dice, span: i64, now: Timestamp) -> i64 {
    loop {
        let age = part(span, 1.0 - dice.fraction().sqrt()) + dice.between(2 * MINUTE, HOUR);
        if dice.percent(CALLS[local_hour(now.plus_millis(-age))]) {
            return age;
        }
    }
}

/// A share, from 0 to 1, of a time.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "some years in milliseconds at most"
)]
pub fn part(time: i64, share: f64) -> i64 {
    (time as f64 * share) as i64
}

fn local_hour(at: Timestamp) -> usize {
    usize::try_from((at.millis() + KYIV).rem_euclid(DAY) / HOUR).unwrap_or_default()
}

/// Hours and minutes on the wall.
pub fn wall(at: Timestamp) -> (i64, i64) {
    let of_day = (at.millis() + KYIV).rem_euclid(DAY);
    (of_day / HOUR, of_day % HOUR / MINUTE)
}

/// Day of the month and index of the month.
pub fn day_and_month(at: Timestamp) -> (u32, usize) {
    let text = at.plus_millis(KYIV).to_rfc3339();
    let part = |range: std::ops::Range<usize>| {
        text.get(range).and_then(|digits| digits.parse().ok()).unwrap_or(1u32)
    };
    (part(8..10), usize::try_from(part(5..7)).unwrap_or(1).saturating_sub(1).min(11))
}

/// Whether offices are open: Monday to Friday, 9 to 18.
pub fn is_office_time(at: Timestamp) -> bool {
    weekday(at) < 5 && (9..18).contains(&local_hour(at))
}

/// The moment itself when offices are open, else some minutes after they open next.
pub fn in_office_time(dice: &mut Dice, at: Timestamp) -> Timestamp {
    if is_office_time(at) {
        return at;
    }
    let midnight = at.millis() + KYIV - (at.millis() + KYIV).rem_euclid(DAY);
    let mut opens = Timestamp::from_millis(midnight - KYIV + 9 * HOUR);
    while opens <= at || weekday(opens) > 4 {
        opens = opens.plus_millis(DAY);
    }
    opens.plus_millis(dice.between(2 * MINUTE, 100 * MINUTE))
}

/// From 0 for Monday.
fn weekday(at: Timestamp) -> i64 {
    // 1970 began on a Thursday.
    ((at.millis() + KYIV).div_euclid(DAY) + 3).rem_euclid(7)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Timestamp {
        Timestamp::parse_rfc3339(text).unwrap()
    }

    #[test]
    fn offices_open_on_the_next_working_day() {
        let mut dice = Dice::new(1, 1);
        assert!(is_office_time(time("2026-11-20T09:00:00+02:00")));
        assert!(!is_office_time(time("2026-11-20T18:00:00+02:00")));
        assert!(!is_office_time(time("2026-11-21T12:00:00+02:00")));
        let opens = in_office_time(&mut dice, time("2026-11-20T19:00:00+02:00"));
        assert!(opens > time("2026-11-23T09:00:00+02:00") && opens < time("2026-11-23T11:00:00+02:00"));
        let opens = in_office_time(&mut dice, time("2026-11-20T05:00:00+02:00"));
        assert!(opens > time("2026-11-20T09:00:00+02:00") && opens < time("2026-11-20T11:00:00+02:00"));
    }

    #[test]
    fn tickets_arrive_in_order_until_now() {
        let now = time("2026-11-21T04:00:00+02:00");
        let times = arrivals(&mut Dice::new(1, 1), 100, now);
        assert_eq!(times.len(), 100);
        assert!(times.is_sorted());
        assert_eq!(times.last(), Some(&now.plus_millis(-2 * MINUTE)));
        assert!(times.iter().filter(|at| **at > now.plus_millis(-12 * HOUR)).count() >= 20);
        assert_eq!(day_and_month(now), (21, 10));
    }
}
