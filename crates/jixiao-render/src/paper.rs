//! What goes into one file: chapters of sheets and texts, in order.
//!
//! Owns their order and names. Every writer of pages is given a paper.

use crate::flow::{Flow, Item, Typeface};
use crate::mark::Mark;
use crate::sheet::Sheet;

/// The content of a file.
#[derive(Debug)]
pub(crate) struct Paper {
    /// The title of the file.
    pub(crate) title: String,
    pub(crate) chapters: Vec<Chapter>,
    /// What stands at its end.
    pub(crate) mark: Option<Mark>,
}

/// A form or text with its name in the bookmarks.
#[derive(Debug)]
pub(crate) struct Chapter {
    pub(crate) title: String,
    pub(crate) sections: Vec<Section>,
}

/// Pages of one kind.
#[derive(Debug)]
pub(crate) enum Section {
    Sheet(Sheet),
    Text(Flow),
}

impl Paper {
    /// All pages in order.
    pub(crate) fn sections(&self) -> impl Iterator<Item = &Section> {
        self.chapters.iter().flat_map(|chapter| &chapter.sections)
    }

    /// The mark, where it stands at the end of this section.
    pub(crate) fn mark_of(&self, section: &Section) -> Option<&Mark> {
        let is_last = self.sections().last().is_some_and(|last| std::ptr::eq(last, section));
        self.mark.as_ref().filter(|_| is_last)
    }

    /// Calls `each` with every text and whether it is printed in the bold typeface.
    pub(crate) fn texts<'p>(&'p self, mut each: impl FnMut(&'p str, bool)) {
        for section in self.sections() {
            match section {
                Section::Sheet(sheet) => sheet_texts(sheet, &mut each),
                Section::Text(flow) => flow_texts(flow, &mut each),
            }
        }
        for line in self.mark.iter().flat_map(|mark| &mark.lines) {
            each(line, false);
        }
    }
}

impl Section {
    /// The title printed at its head.
    pub(crate) fn title(&self) -> &str {
        match self {
            Self::Sheet(sheet) => &sheet.title,
            Self::Text(flow) => &flow.title,
        }
    }
}

impl Typeface {
    /// Whether the bold one of two typefaces stands for it.
    pub(crate) fn is_bold(self) -> bool {
        matches!(self, Self::Headline | Self::Sans)
    }
}

fn sheet_texts<'p>(sheet: &'p Sheet, each: &mut impl FnMut(&'p str, bool)) {
    each(&sheet.title, true);
    each(&sheet.subtitle, false);
    for cell in &sheet.cells {
        each(&cell.text, cell.bold);
    }
    for line in sheet.notes.iter().chain(&sheet.foot) {
        each(line, false);
    }
}

fn flow_texts<'p>(flow: &'p Flow, each: &mut impl FnMut(&'p str, bool)) {
    for item in &flow.items {
        match item {
            Item::Line(line) => each(&line.text, line.role.looks().typeface.is_bold()),
            Item::Table(sheet) => sheet_texts(sheet, each),
        }
    }
}
