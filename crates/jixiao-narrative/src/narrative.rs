//! A report as text: sections of paragraphs and tables whose figures are tied to their facts.

use crate::Style;
use serde::{Deserialize, Serialize};

/// A report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Narrative {
    /// The title; a line break between its lines.
    pub title: Vec<Run>,
    /// The sections, in order; a deeper one belongs to the shallower one before it.
    pub sections: Vec<Section>,
}

/// A heading with what stands below it up to the next heading.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）.
    pub level: u8,
    /// The heading with its number.
    pub heading: Vec<Run>,
    /// The paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// The tables below them.
    pub tables: Vec<Table>,
    /// Whether a person has changed it since it was drafted.
    pub edited: bool,
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Text and figures in order.
    pub runs: Vec<Run>,
}

/// A small table; its first row heads it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The rows of cells.
    pub rows: Vec<Vec<Vec<Run>>>,
}

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Run {
    /// Words without figures.
    Text {
        /// The words.
        text: String,
    },
    /// A figure that is a fact.
    Figure {
        /// The fact's key.
        key: String,
        /// Which part of it.
        #[serde(default)]
        style: Style,
        /// As it was last printed.
        printed: String,
    },
    /// A figure somebody typed that is no fact.
    Untied {
        /// As typed.
        printed: String,
        /// Where it comes from, said by the person; empty while nobody said it.
        reason: String,
    },
}

impl Run {
    /// What a reader sees.
    pub fn printed(&self) -> &str {
        match self {
            Self::Text { text } => text,
            Self::Figure { printed, .. } | Self::Untied { printed, .. } => printed,
        }
    }

    /// Whether it is a figure nobody accounted for yet.
    pub fn needs_reason(&self) -> bool {
        matches!(self, Self::Untied { reason, .. } if reason.trim().is_empty())
    }
}

/// Runs as a reader sees them.
pub fn plain_text(runs: &[Run]) -> String {
    runs.iter().map(Run::printed).collect()
}

impl Paragraph {
    /// As a reader sees it.
    pub fn plain(&self) -> String {
        plain_text(&self.runs)
    }
}

impl Section {
    /// The words of the heading without its figures: what stays the same when figures change.
    pub fn name(&self) -> String {
        words_of(&self.heading)
    }

    /// All runs below the heading.
    pub fn runs(&self) -> impl Iterator<Item = &Run> {
        let cells = self.tables.iter().flat_map(|table| table.rows.iter().flatten());
        self.paragraphs.iter().map(|paragraph| &paragraph.runs).chain(cells).flatten()
    }

    /// As [`Section::runs`], with the heading, to be changed.
    pub(crate) fn runs_mut(&mut self) -> impl Iterator<Item = &mut Run> {
        let cells = self.tables.iter_mut().flat_map(|table| table.rows.iter_mut().flatten());
        std::iter::once(&mut self.heading)
            .chain(self.paragraphs.iter_mut().map(|paragraph| &mut paragraph.runs))
            .chain(cells)
            .flatten()
    }

    /// The words of the paragraphs, figures left out.
    pub fn wording(&self) -> Vec<String> {
        self.paragraphs.iter().map(|paragraph| words_of(&paragraph.runs)).collect()
    }
}

impl Narrative {
    /// All runs, titles and headings included.
    pub fn runs(&self) -> impl Iterator<Item = &Run> {
        let below =
            self.sections.iter().flat_map(|section| section.heading.iter().chain(section.runs()));
        self.title.iter().chain(below)
    }

    /// As [`Narrative::runs`], to be changed.
    pub(crate) fn runs_mut(&mut self) -> impl Iterator<Item = &mut Run> {
        self.title.iter_mut().chain(self.sections.iter_mut().flat_map(Section::runs_mut))
    }

    /// The title in one line.
    pub fn title(&self) -> String {
        plain_text(&self.title).replace('\n', "")
    }
}

fn words_of(runs: &[Run]) -> String {
    runs.iter()
        .map(|run| match run {
            Run::Text { text } => text.as_str(),
            Run::Figure { .. } | Run::Untied { .. } => "",
        })
        .collect()
}
