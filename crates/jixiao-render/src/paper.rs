//! What goes into one file: chapters of sheets and texts, in order.
//!
//! Owns their order and names. Every writer of pages is given a paper.

use crate::flow::{Flow, Item};
use crate::mark::Mark;
use crate::sheet::Sheet;
use crate::typeface::Typeface;

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

    /// Calls `each` with every text and the typeface it is printed in.
    pub(crate) fn texts<'p>(&'p self, mut each: impl FnMut(&'p str, Typeface)) {
        for section in self.sections() {
            match section {
                Section::Sheet(sheet) => sheet_texts(sheet, &mut each),
                Section::Text(flow) => flow_texts(flow, &mut each),
            }
        }
        for line in self.mark.iter().flat_map(|mark| &mark.lines) {
            each(line, Typeface::Serif);
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

fn sheet_texts<'p>(sheet: &'p Sheet, each: &mut impl FnMut(&'p str, Typeface)) {
    each(&sheet.title, Typeface::Headline);
    each(&sheet.subtitle, Typeface::Text);
    for cell in &sheet.cells {
        each(&cell.text, Typeface::of(cell));
    }
    for line in sheet.notes.iter().chain(&sheet.foot) {
        each(line, Typeface::Serif);
    }
}

fn flow_texts<'p>(flow: &'p Flow, each: &mut impl FnMut(&'p str, Typeface)) {
    for item in &flow.items {
        match item {
            Item::Line(line) => each(&line.text, line.role.looks().typeface),
            Item::Table(sheet) => sheet_texts(sheet, each),
        }
    }
}
