//! The bookmarks of a document of several parts.

use super::pages::Layout;
use crate::paper::Paper;
use pdf_writer::{Pdf, Ref, TextStr};

/// The title of each chapter with the number of its first page, from 0.
pub(super) fn chapters<'p>(paper: &'p Paper, layouts: &[Layout<'_>]) -> Vec<(&'p str, usize)> {
    let (mut layouts, mut page) = (layouts.iter(), 0);
    let mut chapters = Vec::with_capacity(paper.chapters.len());
    for chapter in &paper.chapters {
        chapters.push((chapter.title.as_str(), page));
        let own = layouts.by_ref().take(chapter.sections.len());
        page += own.map(|layout| layout.pages.len()).sum::<usize>();
    }
    chapters
}

/// Writes bookmarks to `chapters` and returns where; a document of one needs none.
pub(super) fn write(
    pdf: &mut Pdf,
    id: &mut impl FnMut() -> Ref,
    chapters: &[(&str, usize)],
    pages: &[Ref],
) -> Option<Ref> {
    if chapters.len() < 2 {
        return None;
    }
    let root = id();
    let items: Vec<Ref> = chapters.iter().map(|_| id()).collect();
    let (first, last) = (*items.first()?, *items.last()?);
    let count = i32::try_from(items.len()).unwrap_or(i32::MAX);
    pdf.outline(root).first(first).last(last).count(count);
    for (index, (title, page)) in chapters.iter().enumerate() {
        let mut item = pdf.outline_item(*items.get(index)?);
        item.title(TextStr(title)).parent(root);
        if let Some(&before) = index.checked_sub(1).and_then(|before| items.get(before)) {
            item.prev(before);
        }
        if let Some(&next) = items.get(index + 1) {
            item.next(next);
        }
        if let Some(&page) = pages.get(*page) {
            item.dest().page(page).fit();
        }
    }
    Some(root)
}
