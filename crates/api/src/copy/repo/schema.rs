//! Which tables and columns are copied: all that the schema has, but for those that are named here.

use anyhow::Context;

/// Tables of the schema that are not copied, and why.
pub const NOT_COPIED: &[(&str, &str)] = &[
    ("seaql_migrations", "the copy has its own, by the same migrations"),
    ("search_texts", "the index of texts is made from the copied texts, in the form of its engine"),
    ("search_words", "they are made with the index of texts, where the engine needs them"),
    ("search_state", "it says of which form the index is"),
];

/// A table that is copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name, the same on both sides.
    pub name: String,
    /// Its columns, in the order of the source.
    pub columns: Vec<Column>,
}

/// A column of both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, the same on both sides.
    pub name: String,
    /// What PostgreSQL keeps in it.
    pub kind: Kind,
}

/// What a column keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number of any width.
    Integer,
    /// SQLite keeps it as 0 or 1.
    Boolean,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

impl Kind {
    /// Of PostgreSQL's `data_type`; `None` for one that the copy does not know.
    fn of(data_type: &str) -> Option<Self> {
        match data_type {
            "smallint" | "integer" | "bigint" => Some(Self::Integer),
            "boolean" => Some(Self::Boolean),
            "text" | "character varying" => Some(Self::Text),
            "bytea" => Some(Self::Bytes),
            _ => None,
        }
    }
}

impl Table {
    /// A table whose columns are the same on both sides: `there` are those of PostgreSQL with their types.
    pub fn matched(name: &str, here: Vec<String>, there: &[(String, String)]) -> anyhow::Result<Self> {
        let strange = there.iter().find(|(column, _)| !here.contains(column));
        if let Some((column, _)) = strange {
            anyhow::bail!("the source has no {name}.{column}");
        }
        let columns = here.into_iter().map(|column| {
            let found = there.iter().find(|(other, _)| *other == column);
            let (_, data_type) = found.with_context(|| format!("the target has no {name}.{column}"))?;
            let kind = Kind::of(data_type)
                .with_context(|| format!("{name}.{column} is {data_type}, which cannot be copied"))?;
            anyhow::Ok(Column { name: column, kind })
        });
        Ok(Self { name: name.to_owned(), columns: columns.collect::<anyhow::Result<_>>()? })
    }

    /// Its name for a statement.
    pub fn quoted(&self) -> String {
        quoted(&self.name)
    }

    /// The names of its columns for a statement.
    pub fn columns(&self) -> String {
        let names: Vec<String> = self.columns.iter().map(|column| quoted(&column.name)).collect();
        names.join(", ")
    }

    /// Table and columns, as `COPY` names them.
    pub fn with_columns(&self) -> String {
        format!("{} ({})", self.quoted(), self.columns())
    }
}

/// A name for a statement of either engine.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Whether it is one of [`NOT_COPIED`].
pub fn is_left_out(table: &str) -> bool {
    NOT_COPIED.iter().any(|(name, _)| *name == table)
}
