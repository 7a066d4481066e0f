//! Pages to PDF: the document, its pages, outlines and text, page numbers.

use super::embed::{self, Used};
use super::fonts::{FaceName, Setter};
use super::lines::{self, Line};
use super::milli_points;
use super::outline;
use super::pages::{Frame, Layout, Page, PageNumber, PlacedLine};
use crate::RenderError;
use crate::flow;
use crate::paper::Paper;
use crate::sheet::{BODY_HALF_POINTS, END_MARGIN_MM};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::{Content, Filter, Name, Pdf, Rect, Ref, Str, TextStr};
use std::io::Write;

/// Thickness of the lines of the grid in points.
const LINE_WIDTH: f32 = 0.5;
/// How hard streams are compressed, of 9: more costs twice the time for a few percent of size.
const COMPRESSION: u32 = 1;

/// The pages of all sections, numbered through; `layouts` are in step with the sections of `paper`.
pub(super) fn document(
    paper: &Paper,
    layouts: &[Layout],
    setter: &Setter<'_>,
) -> Result<Vec<u8>, RenderError> {
    let mut text = TextWriter { setter, used: FaceName::ALL.map(Used::new) };
    let pages =
        layouts.iter().flat_map(|layout| layout.pages.iter().map(|page| (&layout.frame, page)));
    let contents: Vec<(&Frame, Vec<u8>)> = (1..)
        .zip(pages)
        .map(|(number, (frame, page))| (frame, text.content(page, frame, number)))
        .collect();
    let mut ids = (1..).map(Ref::new);
    let mut id = || ids.next().expect("there are more numbers than objects");
    let mut pdf = Pdf::new();
    let tree = id();
    let mut fonts = Vec::new();
    for used in text.used.iter().filter(|used| !used.is_empty()) {
        let font = id();
        embed::write(&mut pdf, font, [(); 4].map(|()| id()), used, setter)?;
        fonts.push((used.face.resource(), font));
    }
    let mut kids = Vec::with_capacity(contents.len());
    for (frame, content) in &contents {
        let (page_id, content_id) = (id(), id());
        kids.push(page_id);
        pdf.stream(content_id, &compressed(content)).filter(Filter::FlateDecode);
        let (width, height) = (points(frame.page_width), points(frame.page_height));
        let mut page = pdf.page(page_id);
        page.media_box(Rect::new(0.0, 0.0, width, height));
        page.parent(tree).contents(content_id);
        page.resources().fonts().pairs(fonts.iter().copied());
    }
    let outline = outline::write(&mut pdf, &mut id, outline::chapters(paper, layouts, &kids));
    pdf.pages(tree).count(i32::try_from(kids.len()).unwrap_or(i32::MAX)).kids(kids);
    pdf.document_info(id()).title(TextStr(&paper.title)).producer(TextStr("Jixiao"));
    let mut root = pdf.catalog(id());
    root.pages(tree).lang(TextStr("zh-CN"));
    if let Some(outline) = outline {
        root.outlines(outline);
    }
    root.viewer_preferences().display_doc_title(true);
    drop(root);
    Ok(pdf.finish())
}

/// A stream as PDF files keep it.
pub(super) fn compressed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(COMPRESSION));
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.expect("memory takes every write")
}

fn points(milli_points: u32) -> f32 {
    // Pages are less than a million thousandths of a point wide: every length is exact.
    #[expect(clippy::cast_precision_loss, reason = "below 2^24")]
    let points = milli_points as f32;
    points / 1_000.0
}

/// Writes the contents of pages and notes which glyphs they use.
struct TextWriter<'s> {
    setter: &'s Setter<'s>,
    /// By [`FaceName`].
    used: [Used; 3],
}

impl TextWriter<'_> {
    /// The content of a page: outlines, lines of text, the number of the page.
    fn content(&mut self, page: &Page, frame: &Frame, number: u32) -> Vec<u8> {
        let height = frame.page_height;
        let mut content = Content::new();
        content.set_line_width(LINE_WIDTH);
        for area in &page.boxes {
            // PDF counts from the lower edge of the page.
            let bottom = height.saturating_sub(area.top + area.height);
            let (left, width) = (points(area.left), points(area.width));
            content.rect(left, points(bottom), width, points(area.height));
        }
        if !page.boxes.is_empty() {
            content.stroke();
        }
        for area in &page.squares {
            let bottom = height.saturating_sub(area.top + area.height);
            content.rect(
                points(area.left),
                points(bottom),
                points(area.width),
                points(area.height),
            );
        }
        if !page.squares.is_empty() {
            content.fill_nonzero();
        }
        content.begin_text();
        for line in &page.lines {
            self.line(&mut content, line, height);
        }
        let number = page_number(number, frame, self.setter);
        self.line(&mut content, &number, height);
        content.end_text();
        content.finish().into_vec()
    }

    /// Writes a line in runs of one typeface.
    fn line(&mut self, content: &mut Content, placed: &PlacedLine, page_height: u32) {
        let Line { text, glyphs, .. } = &placed.line;
        let bottom = points(page_height.saturating_sub(placed.baseline));
        let mut left = placed.left;
        let mut characters = text.chars();
        content.set_char_spacing(points(placed.spacing));
        for run in glyphs.chunk_by(|one, other| one.face == other.face) {
            let Some(first) = run.first() else { continue };
            let used = &mut self.used[first.face as usize];
            let mut codes = Vec::with_capacity(run.len() * 2);
            for (glyph, c) in run.iter().zip(characters.by_ref()) {
                codes.extend(used.code(*glyph, c).to_be_bytes());
            }
            content.set_font(first.face.resource(), points(placed.size));
            content.set_text_matrix([1.0, 0.0, 0.0, 1.0, points(left), bottom]);
            content.show(Str(&codes));
            let advance = run.iter().map(|glyph| u32::from(glyph.advance)).sum();
            let spacing = placed.spacing.saturating_mul(u32::try_from(run.len()).unwrap_or(0));
            left += lines::length(advance, placed.size) + spacing;
        }
    }
}

/// — 1 — in the lower margin (GB/T 9704-2012).
fn page_number(number: u32, frame: &Frame, setter: &Setter<'_>) -> PlacedLine {
    let half_points = match frame.number {
        PageNumber::Center => BODY_HALF_POINTS,
        PageNumber::Outside => flow::PAGE_NUMBER_HALF_POINTS,
    };
    let size = half_points * 500;
    let text = format!("— {number} —");
    let mut lines = lines::break_text(&text, false, (0, u32::MAX), setter);
    let line = lines.pop().unwrap_or_default();
    let width = lines::length(line.width, size);
    let (left, baseline) = match frame.number {
        PageNumber::Center => {
            let left = frame.page_width.saturating_sub(width) / 2;
            (left, frame.page_height - milli_points(END_MARGIN_MM) / 2)
        }
        // One letter in from the outer edge.
        PageNumber::Outside => {
            let right = (frame.left + frame.width).saturating_sub(width + size);
            let left = if number % 2 == 1 { right } else { frame.left + size };
            (left, frame.bottom + milli_points(flow::PAGE_NUMBER_MM) + size / 100 * 38)
        }
    };
    PlacedLine { left, baseline, size, spacing: 0, line }
}

impl FaceName {
    /// The name content streams call the typeface by.
    fn resource(self) -> Name<'static> {
        match self {
            Self::Regular => Name(b"F0"),
            Self::Bold => Name(b"F1"),
            Self::Fallback => Name(b"F2"),
        }
    }
}
