//! From a text to a query.

use super::field::Field;
use super::scan::{Piece, Scanner};
use super::{Comparison, Condition, Mistake, QUERY_MAX, Query, TERMS_MAX, Term, VALUES_MAX};
use crate::ErrorCode;

/// See [`Query::parse`].
pub(super) fn query(text: &str) -> Result<Query, Vec<Mistake>> {
    let length = text.chars().count();
    if length > QUERY_MAX {
        return Err(vec![Mistake { code: ErrorCode::TooLong, at: QUERY_MAX..length }]);
    }
    let mut scanner = Scanner::new(text);
    let (mut terms, mut mistakes) = (Vec::new(), Vec::new());
    loop {
        scanner.skip_spaces();
        if scanner.peek().is_none() {
            break;
        }
        if terms.len() == TERMS_MAX {
            mistakes.push(Mistake { code: ErrorCode::TooMany, at: scanner.position()..length });
            break;
        }
        match term(&mut scanner) {
            Ok(term) => terms.push(term),
            Err(mistake) => {
                mistakes.push(mistake);
                // What follows the next space is read for itself.
                scanner.bare(&[]);
            }
        }
    }
    if mistakes.is_empty() { Ok(Query { terms }) } else { Err(mistakes) }
}

fn term(scanner: &mut Scanner) -> Result<Term, Mistake> {
    let start = scanner.position();
    let is_negated = scanner.eat('-');
    if scanner.is_end_of_term() {
        return Err(Mistake { code: ErrorCode::Required, at: start..scanner.position() });
    }
    let condition = if scanner.peek() == Some('"') { phrase(scanner)? } else { word_or_field(scanner)? };
    Ok(Term { is_negated, condition, at: start..scanner.position() })
}

fn phrase(scanner: &mut Scanner) -> Result<Condition, Mistake> {
    let Piece { text, at, .. } = quoted(scanner)?;
    if text.trim().is_empty() {
        return Err(Mistake { code: ErrorCode::Required, at });
    }
    Ok(Condition::Phrase(text))
}

fn word_or_field(scanner: &mut Scanner) -> Result<Condition, Mistake> {
    let start = scanner.position();
    let name = scanner.bare(&[':']);
    if !scanner.eat(':') {
        return Ok(Condition::Word(name.text));
    }
    match Field::named(&name.text) {
        Some(field) => values(scanner, field, name),
        // A sentence ("Помилка: …") or an address ("https://…"), not a field.
        None if scanner.is_end_of_term() || scanner.peek() == Some('/') || !is_name(&name.text) => {
            scanner.back_to(start);
            Ok(Condition::Word(scanner.bare(&[]).text))
        }
        None => Err(Mistake { code: ErrorCode::UnknownField, at: name.at }),
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphabetic() || c == '_')
}

fn values(scanner: &mut Scanner, field: Field, name: Piece) -> Result<Condition, Mistake> {
    let comparison = comparison(scanner);
    let mut values = Vec::new();
    loop {
        if values.len() == VALUES_MAX {
            let rest = scanner.position()..scanner.bare(&[]).at.end;
            return Err(Mistake { code: ErrorCode::TooMany, at: rest });
        }
        let value = if scanner.peek() == Some('"') { quoted(scanner)? } else { scanner.bare(&[',']) };
        if value.text.is_empty() {
            return Err(Mistake { code: ErrorCode::Required, at: name.at.start..scanner.position() });
        }
        values.push(value);
        if !scanner.eat(',') {
            break;
        }
    }
    if !scanner.is_end_of_term() {
        // Something stands directly behind a quote.
        let rest = scanner.position()..scanner.bare(&[]).at.end;
        return Err(Mistake { code: ErrorCode::UnknownValue, at: rest });
    }
    field.condition(comparison, &values).map_err(|(code, index)| {
        let at = values.get(index).map_or(name.at, |value| value.at.clone());
        Mistake { code, at }
    })
}

fn comparison(scanner: &mut Scanner) -> Comparison {
    let more = scanner.eat('>');
    let less = !more && scanner.eat('<');
    let or_equal = (more || less) && scanner.eat('=');
    match (more, less, or_equal) {
        (true, _, false) => Comparison::More,
        (true, _, true) => Comparison::AtLeast,
        (_, true, false) => Comparison::Less,
        (_, true, true) => Comparison::AtMost,
        _ => Comparison::Equal,
    }
}

fn quoted(scanner: &mut Scanner) -> Result<Piece, Mistake> {
    scanner.quoted().map_err(|at| Mistake { code: ErrorCode::OpenQuote, at })
}
