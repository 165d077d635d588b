//! Full-text search: what of a text is indexed, what a typed word looks for, and where it occurs.
//!
//! Both databases index the words that [`words`] finds, and nothing else decides what is found: a ticket is found when
//! every [`Needle`] occurs in one of its [texts](Matched), which [`Needle::occurs`] says for a text that is at hand.
//! Reading order: [`words`], [`Needle`], [`snippet`]; then [`layout`] and [`ending`], which make a needle patient.

mod ending;
mod layout;
mod snippet;
#[cfg(test)]
mod tests;
pub mod wire;

use std::ops::Range;

use crate::TicketId;
use crate::text::search_key;
use crate::words::words as wire_words;

pub use layout::other_layouts;
pub use snippet::{Piece, pieces, snippet};

/// The most characters of a search.
pub const SEARCH_MAX: usize = 200;
/// The most words of a search; the others are left out.
pub const WORDS_MAX: usize = 20;
/// A shorter word is looked for as it is: too many begin with it.
const PREFIX_MIN: usize = 3;
/// The most characters of an indexed word; of a longer one the beginning.
const WORD_MAX: usize = 64;

wire_words! {
    /// In which text of a ticket something was found; where several fit, the first.
    #[cfg_attr(feature = "server", schema(example = "subject"))]
    Matched {
        /// Its number.
        Number = "number",
        /// Its subject.
        Subject = "subject",
        /// Its description, station or car, perhaps together with the subject.
        Description = "description",
        /// One of its comments.
        Comment = "comment",
    }
}

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// In the form in which it is indexed: that of [`search_key`], letters and digits only.
    pub key: String,
    /// Where it stands, in bytes.
    pub at: Range<usize>,
}

/// The words of a text: runs of letters and digits. An apostrophe or accent inside of a word belongs to it.
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut start = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_inside =
            start.is_some() && is_mark(c) && chars.peek().is_some_and(|(_, next)| is_letter(*next));
        if is_letter(c) || is_inside {
            start.get_or_insert(at);
        } else if let Some(start) = start.take() {
            found.extend(word(text, start..at));
        }
    }
    found.extend(start.and_then(|start| word(text, start..text.len())));
    found
}

/// The indexed form of a text: its words with single spaces between them.
pub fn index_text(text: &str) -> String {
    let words: Vec<String> = words(text).into_iter().map(|word| word.key).collect();
    words.join(" ")
}

/// What a ticket says of itself besides its subject, as one text: station, car, description, number.
pub fn ticket_text(id: TicketId, description: &str, station: Option<&str>, car: Option<&str>) -> String {
    let facts = station.into_iter().chain(car).map(|fact| format!("{fact}\n"));
    format!("{}{description}\n#{id}", facts.collect::<String>())
}

fn word(text: &str, at: Range<usize>) -> Option<Word> {
    // Lower case of some letters has marks of its own.
    let key: String =
        search_key(&text[at.clone()]).chars().filter(|c| is_letter(*c)).take(WORD_MAX).collect();
    (!key.is_empty()).then_some(Word { key, at })
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

fn is_mark(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '`' | '\u{301}')
}

/// What one typed word or phrase looks for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Needle {
    /// One of them must occur; there is always one.
    pub readings: Vec<Reading>,
}

/// Words that follow each other.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reading {
    /// In their indexed form; never empty.
    pub words: Vec<String>,
    /// Whether the last word may go on.
    pub is_prefix: bool,
}

impl Needle {
    /// A word that is being typed: any word that begins like it, in any of its forms, also when it was typed in the wrong
    /// keyboard layout (`ghbdsn`). With one or two letters only the word itself. `KYIV-017` is two words in this order.
    /// `None` without letters and digits.
    pub fn word(typed: &str) -> Option<Self> {
        let mut readings: Vec<Reading> = Vec::new();
        for text in std::iter::once(typed.to_owned()).chain(other_layouts(typed)) {
            readings.extend(Reading::new(&text, true).filter(|reading| !readings.contains(reading)));
        }
        (!readings.is_empty()).then_some(Self { readings })
    }

    /// Exactly these words in this order. `None` without letters and digits.
    pub fn phrase(typed: &str) -> Option<Self> {
        Reading::new(typed, false).map(|reading| Self { readings: vec![reading] })
    }

    /// What a search that is typed into one field looks for: words, and phrases in quotes. At most [`WORDS_MAX`].
    pub fn all(typed: &str) -> Vec<Self> {
        let mut needles = Vec::new();
        for (index, part) in typed.split('"').enumerate() {
            if index % 2 == 1 {
                needles.extend(Self::phrase(part));
            } else {
                needles.extend(part.split_whitespace().filter_map(Self::word));
            }
        }
        needles.truncate(WORDS_MAX);
        needles
    }

    /// Where it occurs, in the numbers of the words; empty when it does not.
    pub fn occurs(&self, words: &[Word]) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for reading in &self.readings {
            let length = reading.words.len();
            let windows = words.windows(length).enumerate();
            found.extend(windows.filter(|(_, window)| reading.fits(window)).map(|(at, _)| at..at + length));
        }
        found
    }
}

impl Reading {
    fn new(text: &str, is_prefix: bool) -> Option<Self> {
        let mut words: Vec<String> = words(text).into_iter().map(|word| word.key).collect();
        let last = words.last_mut().filter(|last| is_prefix && last.chars().count() >= PREFIX_MIN);
        let is_prefix = last.is_some();
        if let Some(last) = last {
            ending::cut(last);
        }
        (!words.is_empty()).then_some(Self { words, is_prefix })
    }

    fn fits(&self, window: &[Word]) -> bool {
        let last = self.words.len() - 1;
        self.words.iter().zip(window).enumerate().all(|(index, (wanted, word))| {
            if index == last && self.is_prefix { word.key.starts_with(wanted) } else { word.key == *wanted }
        })
    }
}
