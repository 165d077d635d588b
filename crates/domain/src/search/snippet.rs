//! The part of a text where something was found, with `<mark>` around it.

use std::ops::Range;

use super::{Needle, Word, words};

/// How many characters of a text are shown.
const LENGTH: usize = 160;
/// How many of them stand before what was found.
const BEFORE: usize = 40;
const OPEN: &str = "<mark>";
const CLOSE: &str = "</mark>";

/// The part of the text around the first needle, as HTML: everything is escaped but the marks.
pub fn snippet(text: &str, needles: &[Needle]) -> String {
    let words = words(text);
    let marks = marks(&words, needles);
    let first = marks.first().map_or(0, |mark| mark.start);
    let start = if text[..first].chars().count() > BEFORE { step_back(text, &words, first) } else { 0 };
    let end = text[start..].char_indices().nth(LENGTH).map_or(text.len(), |(at, _)| start + at);
    // Not in the middle of a mark.
    let end = marks.iter().find(|mark| mark.contains(&end)).map_or(end, |mark| mark.end);
    let mut html = String::with_capacity(end - start + 32);
    if start > 0 {
        html.push('…');
    }
    let mut at = start;
    for mark in marks.iter().filter(|mark| mark.start >= start && mark.end <= end) {
        escape(&text[at..mark.start], &mut html);
        html.push_str(OPEN);
        escape(&text[mark.clone()], &mut html);
        html.push_str(CLOSE);
        at = mark.end;
    }
    escape(&text[at..end], &mut html);
    if end < text.len() {
        html.push('…');
    }
    html
}

/// Where the needles occur, in bytes, in order and without overlaps.
fn marks(words: &[Word], needles: &[Needle]) -> Vec<Range<usize>> {
    let mut marks: Vec<Range<usize>> = needles
        .iter()
        .flat_map(|needle| needle.occurs(words))
        .map(|found| words[found.start].at.start..words[found.end - 1].at.end)
        .collect();
    marks.sort_by_key(|mark| (mark.start, mark.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for mark in marks {
        match merged.last_mut() {
            Some(last) if mark.start < last.end => last.end = last.end.max(mark.end),
            _ => merged.push(mark),
        }
    }
    merged
}

/// The beginning of a word a little before.
fn step_back(text: &str, words: &[Word], from: usize) -> usize {
    let earliest = text[..from].char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
    words.iter().map(|word| word.at.start).find(|start| *start >= earliest).unwrap_or(from).min(from)
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '&' => html.push_str("&amp;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
}

/// A part of a snippet, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Without escapes.
    pub text: String,
    /// Whether it is what was found.
    pub is_mark: bool,
}

/// A snippet in parts, for views that make their own elements.
pub fn pieces(snippet: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut push = |html: &str, is_mark: bool| {
        if !html.is_empty() {
            pieces.push(Piece { text: unescape(html), is_mark });
        }
    };
    for (index, part) in snippet.split(OPEN).enumerate() {
        match part.split_once(CLOSE).filter(|_| index > 0) {
            Some((mark, rest)) => {
                push(mark, true);
                push(rest, false);
            }
            None => push(part, false),
        }
    }
    pieces
}

fn unescape(html: &str) -> String {
    html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}
