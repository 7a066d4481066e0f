//! What the texts of a PDF are to each other: headings, paragraphs, tables of rows and cells, so that
//! programs that read aloud or convert follow them (PDF/UA, ISO 14289-1).
//!
//! Owns the tree and how it is written. Which text belongs where is said where it is laid out.

use super::points;
use crate::mark::DESCRIPTION;
use pdf_writer::types::{StructRole, TableHeaderScope};
use pdf_writer::{Name, Pdf, Rect, Ref, TextStr};

/// Names an element of a [`Structure`], or none: page numbers, repeated rows, lines of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag(usize);

impl Tag {
    /// No element.
    pub(super) const NONE: Tag = Tag(usize::MAX);
}

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading of a level from 1.
    Heading(u8),
    Paragraph,
    Table,
    Row,
    /// A cell that names its column or, in the body of a table, its row.
    Header {
        of_column: bool,
        spans: (usize, usize),
    },
    /// A cell of so many rows and columns.
    Cell {
        spans: (usize, usize),
    },
    /// A picture: its left, lower, right and upper edge on the page, in thousandths of a point from the
    /// lower left corner.
    Figure([u32; 4]),
}

#[derive(Debug)]
struct Element {
    role: Role,
    parent: Option<usize>,
    /// Where its contents stand: page and number on the page.
    contents: Vec<(usize, usize)>,
}

/// The elements of a document in reading order, parents before children.
#[derive(Debug, Default)]
pub(super) struct Structure {
    elements: Vec<Element>,
}

impl Structure {
    /// Adds an element below `parent`, or below the document.
    pub(super) fn add(&mut self, role: Role, parent: Tag) -> Tag {
        let parent = Some(parent.0).filter(|&parent| parent < self.elements.len());
        self.elements.push(Element { role, parent, contents: Vec::new() });
        Tag(self.elements.len() - 1)
    }

    /// Takes over the elements of another; the result is what to add to its tags.
    pub(super) fn append(&mut self, other: Structure) -> usize {
        let offset = self.elements.len();
        for mut element in other.elements {
            element.parent = element.parent.map(|parent| parent + offset);
            self.elements.push(element);
        }
        offset
    }

    /// Notes that the element named `tag`, counted from `offset`, has contents on a page, and returns
    /// the name of its role; none for what belongs to no element.
    pub(super) fn note(
        &mut self,
        (tag, offset): (Tag, usize),
        page: usize,
        number: usize,
    ) -> Option<Name<'static>> {
        let element = self.elements.get_mut(tag.0.checked_add(offset)?)?;
        element.contents.push((page, number));
        Some(element.kind().to_name())
    }

    /// Writes the tree and returns its root; `pages` are those of the file.
    pub(super) fn write(&self, pdf: &mut Pdf, id: &mut impl FnMut() -> Ref, pages: &[Ref]) -> Ref {
        let (root, document) = (id(), id());
        let ids: Vec<Ref> = self.elements.iter().map(|_| id()).collect();
        let mut children: Vec<Vec<Ref>> = self.elements.iter().map(|_| Vec::new()).collect();
        let mut top = Vec::new();
        let mut parents: Vec<Vec<Ref>> = pages.iter().map(|_| Vec::new()).collect();
        for (element, &own) in self.elements.iter().zip(&ids) {
            match element.parent.and_then(|parent| children.get_mut(parent)) {
                Some(siblings) => siblings.push(own),
                None => top.push(own),
            }
            for &(page, number) in &element.contents {
                if let Some(parents) = parents.get_mut(page) {
                    // Contents are numbered through, but not met in the order of their numbers.
                    parents.resize(parents.len().max(number + 1), own);
                    parents[number] = own;
                }
            }
        }
        for ((element, &own), children) in self.elements.iter().zip(&ids).zip(&children) {
            let parent = element.parent.and_then(|parent| ids.get(parent)).copied();
            element.write(pdf, (own, parent.unwrap_or(document)), children, pages);
        }
        let mut written = pdf.struct_element(document);
        written.kind(StructRole::Document).parent(root);
        let mut list = written.children();
        for child in top {
            list.struct_element(child);
        }
        drop(list);
        drop(written);
        write_root(pdf, id, (root, document), &parents)
    }
}

fn write_root(
    pdf: &mut Pdf,
    id: &mut impl FnMut() -> Ref,
    (root, document): (Ref, Ref),
    parents: &[Vec<Ref>],
) -> Ref {
    let lists: Vec<Ref> = parents.iter().map(|_| id()).collect();
    for (&list, parents) in lists.iter().zip(parents) {
        pdf.indirect(list).array().items(parents.iter().copied());
    }
    let mut written: pdf_writer::writers::StructTreeRoot<'_> = pdf.indirect(root).start();
    written.child(document);
    let mut tree = written.parent_tree();
    let mut entries = tree.nums();
    for (page, list) in (0..).zip(lists) {
        entries.insert(page, list);
    }
    drop(entries);
    drop(tree);
    written.parent_tree_next_key(i32::try_from(parents.len()).unwrap_or(i32::MAX));
    root
}

impl Element {
    fn write(&self, pdf: &mut Pdf, (own, parent): (Ref, Ref), children: &[Ref], pages: &[Ref]) {
        let mut written = pdf.struct_element(own);
        written.kind(self.kind()).parent(parent);
        if matches!(self.role, Role::Figure(_)) {
            written.alt(TextStr(DESCRIPTION));
        }
        let number = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
        match (self.contents.as_slice(), children) {
            ([], []) => {}
            // Most elements are cells with a single text: the short way of saying so.
            (&[(page, own)], []) => {
                written.pair(Name(b"K"), number(own));
                if let Some(&page) = pages.get(page) {
                    written.page(page);
                }
            }
            (contents, children) => {
                let mut list = written.children();
                for &(page, own) in contents {
                    if let Some(&page) = pages.get(page) {
                        list.marked_content_ref().page(page).marked_content_id(number(own));
                    }
                }
                for &child in children {
                    list.struct_element(child);
                }
            }
        }
        let (scope, spans) = match self.role {
            Role::Figure(edges) => {
                let [left, lower, right, upper] = edges.map(points);
                let mut attributes = written.attributes();
                attributes.push().layout().bbox(Rect::new(left, lower, right, upper));
                return;
            }
            Role::Header { of_column: true, spans } => (Some(TableHeaderScope::Column), spans),
            Role::Header { of_column: false, spans } => (Some(TableHeaderScope::Row), spans),
            Role::Cell { spans } if spans != (1, 1) => (None, spans),
            _ => return,
        };
        let mut attributes = written.attributes();
        let mut table = attributes.push().table();
        if spans.0 > 1 {
            table.row_span(number(spans.0));
        }
        if spans.1 > 1 {
            table.col_span(number(spans.1));
        }
        if let Some(scope) = scope {
            table.scope(scope);
        }
    }

    fn kind(&self) -> StructRole {
        match self.role {
            Role::Heading(1) => StructRole::H1,
            Role::Heading(2) => StructRole::H2,
            Role::Heading(3) => StructRole::H3,
            Role::Heading(4) => StructRole::H4,
            Role::Heading(_) => StructRole::H5,
            Role::Paragraph => StructRole::P,
            Role::Table => StructRole::Table,
            Role::Row => StructRole::TR,
            Role::Header { .. } => StructRole::TH,
            Role::Cell { .. } => StructRole::TD,
            Role::Figure(_) => StructRole::Figure,
        }
    }
}
