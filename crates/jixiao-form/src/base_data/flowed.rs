//! Base-data tables that lost their grid: labels, headers and figures in running text.
//!
//! Owns the rebuilding of their rows from words and figures. A row with fewer figures than its band
//! has columns keeps them in one cell: nothing tells which columns are blank.

use super::{LONGEST_LABEL_BYTES, is_base_data, is_column_word};
use crate::FormKind;
use crate::grid::columns::{is_dash, is_figure};
use crate::grid::field::squeezed;
use crate::vocabulary::title_kind;
use jixiao_document::{Location, Paragraph, Table, TableBuilder};
use memchr::memmem::Finder;
use std::ops::Range;
use std::sync::LazyLock;

/// What titles of such tables end in.
const TITLE: &str = "基础数据表";

/// A line this long holds more than one row. Bytes.
const LONGEST_ROW_LINE: usize = 150;

/// Rebuilds the base-data table in a run of paragraphs; with it the paragraphs that hold nothing
/// else.
pub(crate) fn rebuild(paragraphs: &[&Paragraph]) -> Option<(Table, Range<usize>)> {
    let mut from = 0;
    loop {
        let rest = paragraphs.get(from..)?;
        let start = from + rest.iter().position(|line| names_table(&line.text))?;
        let (table, end) = below(paragraphs.get(start..)?);
        if let Some(table) = table {
            return Some((table, start..start + end));
        }
        // A title in a list of annexes has no table below it.
        from = start + end.max(1);
    }
}

/// Whether a line names such a table.
fn names_table(line: &str) -> bool {
    // Most lines are too short for it; a search prepared for every line costs more than the search.
    static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(TITLE));
    line.len() >= TITLE.len() && FINDER.find(line.as_bytes()).is_some()
}

/// The table whose title stands on the first of `lines`, and how many of them are its alone.
fn below(lines: &[&Paragraph]) -> (Option<Table>, usize) {
    let mut rows = Rows::default();
    for (index, line) in lines.iter().enumerate() {
        rows.joins = false;
        for word in line.text.split(|c: char| c.is_whitespace() || matches!(c, '|' | '｜')) {
            if rows.titled && closes(word) {
                return (rows.finish(), index);
            }
            rows.word(word, line.at);
            rows.joins = line.text.len() < LONGEST_ROW_LINE;
        }
    }
    (rows.finish(), lines.len())
}

/// Whether a word ends the table: another title, a note, prose.
fn closes(word: &str) -> bool {
    let notes = ["附件", "填表", "说明", "注"];
    word.len() > LONGEST_LABEL_BYTES
        || word.contains('。')
        || notes.iter().any(|note| word.starts_with(note))
        || title_kind(&squeezed(word)).is_some_and(|kind| kind != FormKind::BaseData)
}

type Word = (String, Location);

/// The rows found so far and the one that is open.
#[derive(Default)]
struct Rows {
    table: TableBuilder,
    titled: bool,
    /// Whether words next to each other are one label.
    joins: bool,
    label: Option<Word>,
    headers: Vec<Word>,
    figures: Vec<Word>,
    /// Columns of the open band.
    width: usize,
}

impl Rows {
    fn word(&mut self, word: &str, at: Location) {
        if word.is_empty() {
            return;
        }
        if !self.titled {
            self.titled = word.contains(TITLE);
            if self.titled {
                self.table.cell(0, (1, 1), word.to_owned(), at);
                self.table.end_row();
            }
            return;
        }
        let squeezed = squeezed(word);
        if is_figure(&squeezed) || is_dash(&squeezed) {
            self.header();
            if self.width > 0 {
                self.figures.push((word.to_owned(), at));
            }
            if self.width > 0 && self.figures.len() == self.width {
                self.row();
            }
            return;
        }
        self.row();
        if is_column_word(&squeezed) {
            self.headers.push((word.to_owned(), at));
            return;
        }
        self.header();
        match &mut self.label {
            Some((label, _)) if label.ends_with("措施") => {
                self.figures.push((word.to_owned(), at));
                self.row();
            }
            Some((label, _)) if self.joins => label.push_str(word),
            label => *label = Some((word.to_owned(), at)),
        }
    }

    /// Closes a run of column words: a header, or a label that reads like one.
    fn header(&mut self) {
        if self.headers.len() < 2 {
            self.label = self.headers.pop().or(self.label.take());
            return;
        }
        self.width = self.headers.len();
        let headers = std::mem::take(&mut self.headers);
        self.put(headers);
    }

    /// Closes a row that has figures.
    fn row(&mut self) {
        if self.figures.is_empty() {
            return;
        }
        let mut figures = std::mem::take(&mut self.figures);
        if figures.len() < self.width
            && let Some((_, at)) = figures.first().cloned()
        {
            let joined: Vec<String> = figures.into_iter().map(|(text, _)| text).collect();
            figures = vec![(joined.join(" "), at)];
        }
        self.put(figures);
    }

    fn put(&mut self, cells: Vec<Word>) {
        let at = cells.first().map_or(Location::Whole, |&(_, at)| at);
        let (label, at) = self.label.take().unwrap_or((String::new(), at));
        self.table.cell(0, (1, 1), label, at);
        let whole = if cells.len() == 1 { self.width } else { 1 };
        let span = u32::try_from(whole).unwrap_or(1).max(1);
        for (column, (text, at)) in (1..).zip(cells) {
            self.table.cell(column, (1, span), text, at);
        }
        self.table.end_row();
    }

    fn finish(mut self) -> Option<Table> {
        self.row();
        let table = self.table.finish();
        is_base_data(&table).then_some(table)
    }
}
