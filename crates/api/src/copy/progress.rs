//! What a person sees of a copy.

use indicatif::{HumanCount, ProgressBar, ProgressStyle};

use super::repo::Compared;

/// The bar of one step; it goes when it is dropped.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Of `all` rows, texts or indexes, of which some are done.
    pub fn start(step: &'static str, all: u64, done: u64) -> Self {
        let template = "{prefix} {msg} {wide_bar} {human_pos} of {human_len}, {eta} left";
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::new(all).with_style(style).with_prefix(step).with_position(done);
        bar.reset_eta();
        if bar.is_hidden() && all > 0 {
            // Nobody looks at a terminal: a line for the log instead.
            println!("{step}: {} of {} are done", HumanCount(done), HumanCount(all));
        }
        Self { bar }
    }

    /// Of which table.
    pub fn name(&self, table: &str) {
        self.bar.set_message(table.to_owned());
    }

    /// So many more.
    pub fn add(&self, more: u64) {
        self.bar.inc(more);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// Prints the rows of every table in both databases, and whether they are the same.
pub fn print(compared: &[Compared]) {
    let width = compared.iter().map(|one| one.table.name.len()).max().unwrap_or_default().max("table".len());
    println!("{:width$} {:>13} {:>13}", "table", "source", "copy");
    for one in compared {
        let (source, copy) = (HumanCount(one.source.rows).to_string(), HumanCount(one.copy.rows).to_string());
        let verdict = if one.is_same() { "the same" } else { "DIFFERENT" };
        println!("{:width$} {source:>13} {copy:>13}  {verdict}", one.table.name);
    }
}
