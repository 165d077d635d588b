//! A row as a line of PostgreSQL's text format of `COPY`. A row of SQLite is written exactly as PostgreSQL would write
//! it, so the lines of both sides can be compared.

use std::io::Write as _;

use anyhow::Context;
use sea_orm::sqlx::sqlite::{SqliteRow, SqliteValueRef};
use sea_orm::sqlx::{Decode, Row, Sqlite, TypeInfo, ValueRef};
use sha2::{Digest as _, Sha256};

use super::schema::{Kind, Table};

/// Adds the columns of the row, which begins with its row id, without the line break.
pub fn push(line: &mut Vec<u8>, row: &SqliteRow, table: &Table) -> anyhow::Result<()> {
    for (index, column) in table.columns.iter().enumerate() {
        if index > 0 {
            line.push(b'\t');
        }
        let value = row.try_get_raw(index + 1)?;
        push_value(line, value, column.kind).with_context(|| {
            let id: i64 = row.try_get(0).unwrap_or_default();
            format!("row {id} of {} has in {} what PostgreSQL does not keep there", table.name, column.name)
        })?;
    }
    Ok(())
}

fn push_value(line: &mut Vec<u8>, value: SqliteValueRef<'_>, kind: Kind) -> anyhow::Result<()> {
    if value.is_null() {
        line.extend_from_slice(b"\\N");
        return Ok(());
    }
    let stored = value.type_info().into_owned();
    match (kind, stored.name()) {
        (Kind::Integer, "INTEGER") => write!(line, "{}", integer(value)?)?,
        (Kind::Boolean, "INTEGER") => line.push(match integer(value)? {
            0 => b'f',
            1 => b't',
            number => anyhow::bail!("{number} is neither true nor false"),
        }),
        (Kind::Text, "TEXT") => push_text(line, decoded(value)?),
        (Kind::Bytes, "BLOB") => {
            let bytes: &[u8] = decoded(value)?;
            line.extend_from_slice(b"\\\\x");
            for byte in bytes {
                write!(line, "{byte:02x}")?;
            }
        }
        (_, stored) => anyhow::bail!("a value of SQLite's type {stored}"),
    }
    Ok(())
}

fn integer(value: SqliteValueRef<'_>) -> anyhow::Result<i64> {
    decoded(value)
}

fn decoded<'r, T: Decode<'r, Sqlite>>(value: SqliteValueRef<'r>) -> anyhow::Result<T> {
    T::decode(value).map_err(|error| anyhow::anyhow!("{error}"))
}

/// The escapes that PostgreSQL writes, and no others.
fn push_text(line: &mut Vec<u8>, text: &str) {
    let mut rest = text.as_bytes();
    while let Some((at, escape)) = rest.iter().enumerate().find_map(|(at, byte)| Some((at, escape(*byte)?))) {
        line.extend_from_slice(&rest[..at]);
        line.extend_from_slice(&[b'\\', escape]);
        rest = &rest[at + 1..];
    }
    line.extend_from_slice(rest);
}

fn escape(byte: u8) -> Option<u8> {
    match byte {
        b'\\' => Some(b'\\'),
        b'\n' => Some(b'n'),
        b'\r' => Some(b'r'),
        b'\t' => Some(b't'),
        0x08 => Some(b'b'),
        0x0b => Some(b'v'),
        0x0c => Some(b'f'),
        _ => None,
    }
}

/// What a table says in a few bytes, whatever the order of its rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    /// How many rows there are.
    pub rows: u64,
    sum: u128,
}

impl Digest {
    /// Adds a row, as its line without the line break.
    pub fn add(&mut self, line: &[u8]) {
        let mut half = [0; 16];
        half.copy_from_slice(&Sha256::digest(line)[..16]);
        self.rows += 1;
        self.sum = self.sum.wrapping_add(u128::from_le_bytes(half));
    }
}
