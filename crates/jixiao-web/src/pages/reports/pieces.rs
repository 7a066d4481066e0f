//! A sentence cut into what a template shows: words, figures that lead to their source, figures that
//! somebody else accounts for.

use jixiao_app::reports::{Facts, Run, Section, Table};

/// A piece of a sentence.
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) kind: Kind,
}

/// What a piece is.
pub(super) enum Kind {
    Words,
    /// A fact: where it comes from, in words and as an address.
    Figure {
        words: String,
        address: String,
    },
    /// A figure of the writer's own, with its reason.
    Untied {
        reason: String,
    },
}

/// A section as it is shown.
pub(super) struct Shown {
    pub(super) level: u8,
    pub(super) heading: String,
    pub(super) paragraphs: Vec<Vec<Piece>>,
    pub(super) tables: Vec<Vec<Vec<Vec<Piece>>>>,
    pub(super) edited: bool,
}

/// A section with the sources of its figures.
pub(super) fn shown(section: &Section, facts: &Facts) -> Shown {
    let table = |table: &Table| -> Vec<Vec<Vec<Piece>>> {
        table.rows.iter().map(|row| row.iter().map(|cell| pieces(cell, facts)).collect()).collect()
    };
    Shown {
        level: section.level,
        heading: jixiao_app::reports::plain_text(&section.heading),
        paragraphs: section
            .paragraphs
            .iter()
            .map(|paragraph| pieces(&paragraph.runs, facts))
            .collect(),
        tables: section.tables.iter().map(table).collect(),
        edited: section.edited,
    }
}

fn pieces(runs: &[Run], facts: &Facts) -> Vec<Piece> {
    runs.iter()
        .map(|run| {
            let kind = match run {
                Run::Text { .. } => Kind::Words,
                Run::Untied { reason, .. } => Kind::Untied { reason: reason.clone() },
                Run::Figure { key, .. } => match facts.get(key) {
                    Some(fact) => Kind::Figure {
                        words: fact.source.words.clone(),
                        address: fact.source.address.clone(),
                    },
                    None => Kind::Words,
                },
            };
            Piece { text: run.printed().to_owned(), kind }
        })
        .collect()
}
