//! The bookmarks of a document of several parts.

use super::pages::Layout;
use crate::paper::Paper;
use pdf_writer::{Pdf, Ref, TextStr};

/// The title of each chapter with its first page.
pub(super) fn chapters<'p>(
    paper: &'p Paper,
    layouts: &[Layout<'_>],
    pages: &[Ref],
) -> Vec<(&'p str, Ref)> {
    let (mut layouts, mut pages) = (layouts.iter(), pages.iter());
    let mut chapters = Vec::with_capacity(paper.chapters.len());
    for chapter in &paper.chapters {
        let own = layouts.by_ref().take(chapter.sections.len());
        let count = own.map(|layout| layout.pages.len()).sum();
        let mut own = pages.by_ref().take(count);
        let first = own.next();
        own.for_each(drop);
        chapters.extend(first.map(|&page| (chapter.title.as_str(), page)));
    }
    chapters
}

/// Writes bookmarks to `chapters` and returns where; a document of one needs none.
pub(super) fn write(
    pdf: &mut Pdf,
    id: &mut impl FnMut() -> Ref,
    chapters: Vec<(&str, Ref)>,
) -> Option<Ref> {
    if chapters.len() < 2 {
        return None;
    }
    let root = id();
    let items: Vec<Ref> = chapters.iter().map(|_| id()).collect();
    let (first, last) = (*items.first()?, *items.last()?);
    let count = i32::try_from(items.len()).unwrap_or(i32::MAX);
    pdf.outline(root).first(first).last(last).count(count);
    for (index, (title, page)) in chapters.into_iter().enumerate() {
        let mut item = pdf.outline_item(*items.get(index)?);
        item.title(TextStr(title)).parent(root);
        if let Some(&before) = index.checked_sub(1).and_then(|before| items.get(before)) {
            item.prev(before);
        }
        if let Some(&next) = items.get(index + 1) {
            item.next(next);
        }
        item.dest().page(page).fit();
    }
    Some(root)
}
