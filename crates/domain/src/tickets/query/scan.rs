//! Characters with their positions.

use std::ops::Range;

/// A query that is being read, character by character.
pub(super) struct Scanner {
    chars: Vec<char>,
    at: usize,
}

/// A value as it was written.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) is_quoted: bool,
    pub(super) at: Range<usize>,
}

impl Scanner {
    pub(super) fn new(text: &str) -> Self {
        Self { chars: text.chars().collect(), at: 0 }
    }

    pub(super) fn position(&self) -> usize {
        self.at
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    pub(super) fn is_end_of_term(&self) -> bool {
        self.peek().is_none_or(char::is_whitespace)
    }

    /// Steps over the character, if it is there.
    pub(super) fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    pub(super) fn skip_spaces(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    /// Goes back to a position of before.
    pub(super) fn back_to(&mut self, position: usize) {
        self.at = position;
    }

    /// The characters until one of `ends`, a space or the end.
    pub(super) fn bare(&mut self, ends: &[char]) -> Piece {
        let start = self.at;
        while self.peek().is_some_and(|c| !c.is_whitespace() && !ends.contains(&c)) {
            self.at += 1;
        }
        Piece { text: self.chars[start..self.at].iter().collect(), is_quoted: false, at: start..self.at }
    }

    /// A quoted text, in which `\"` is a quote and `\\` a backslash; `Err` with its place when it does not end.
    pub(super) fn quoted(&mut self) -> Result<Piece, Range<usize>> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        while let Some(c) = self.peek() {
            self.at += 1;
            match c {
                '"' => return Ok(Piece { text, is_quoted: true, at: start..self.at }),
                '\\' if matches!(self.peek(), Some('"' | '\\')) => {
                    text.extend(self.peek());
                    self.at += 1;
                }
                c => text.push(c),
            }
        }
        Err(start..self.at)
    }
}
