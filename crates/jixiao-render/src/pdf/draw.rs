//! Pages to PDF: the document, its pages, outlines and text, page numbers.

use super::content::Content;
use super::embed::{self, Used};
use super::fonts::{FaceName, Setter};
use super::lines::{self, Letter};
use super::milli_points;
use super::outline;
use super::pages::{Frame, Layout, Page, PageNumber, PlacedLine};
use crate::RenderError;
use crate::flow;
use crate::paper::Paper;
use crate::sheet::{BODY_HALF_POINTS, END_MARGIN_MM};
use pdf_writer::{Filter, Name, Pdf, Rect, Ref, TextStr};

/// Thickness of the lines of the grid.
const LINE_WIDTH: u32 = 500;

/// The pages of all sections, numbered through; `layouts` are in step with the sections of `paper`.
pub(super) fn document(
    paper: &Paper,
    layouts: &[Layout<'_>],
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
        fonts.push((Name(used.face.resource().as_bytes()), font));
    }
    let mut kids = Vec::with_capacity(contents.len());
    for (frame, content) in &contents {
        let (page_id, content_id) = (id(), id());
        kids.push(page_id);
        pdf.stream(content_id, &setter.compressed(content)).filter(Filter::FlateDecode);
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
    fn content(&mut self, page: &Page<'_>, frame: &Frame, number: u32) -> Vec<u8> {
        let mut content = Content::new();
        content.line_width(LINE_WIDTH);
        for (areas, draw) in [
            (&page.boxes, Content::stroke as fn(&mut Content)),
            (&page.squares, Content::fill as fn(&mut Content)),
        ] {
            for area in areas {
                // PDF counts from the lower edge of the page.
                let bottom = frame.page_height.saturating_sub(area.top + area.height);
                content.rectangle(area.left, bottom, area.width, area.height);
            }
            if !areas.is_empty() {
                draw(&mut content);
            }
        }
        content.begin_text();
        for line in &page.lines {
            self.line(&mut content, line, frame);
        }
        let letters = self.setter.set(&format!("— {number} —"), false);
        let number = page_number(number, &letters, frame);
        self.line(&mut content, &number, frame);
        content.end_text();
        content.finish()
    }

    /// Writes a line in runs of one typeface.
    fn line(&mut self, content: &mut Content, placed: &PlacedLine<'_>, frame: &Frame) {
        let bottom = frame.page_height.saturating_sub(placed.baseline);
        let mut left = placed.left;
        for run in placed.letters.chunk_by(|one, other| one.glyph.face == other.glyph.face) {
            let Some(first) = run.first() else { continue };
            let face = first.glyph.face;
            content.font(face.resource(), placed.size);
            content.spacing(placed.spacing);
            content.place(left, bottom);
            let used = &mut self.used[face as usize];
            content.show(run.iter().map(|&letter| used.code(letter)));
            let spacing = placed.spacing.saturating_mul(u32::try_from(run.len()).unwrap_or(0));
            left += lines::length(lines::width(run), placed.size) + spacing;
        }
    }
}

/// — 1 — in the lower margin (GB/T 9704-2012).
fn page_number<'m>(number: u32, letters: &'m [Letter], frame: &Frame) -> PlacedLine<'m> {
    let half_points = match frame.number {
        PageNumber::Center => BODY_HALF_POINTS,
        PageNumber::Outside => flow::PAGE_NUMBER_HALF_POINTS,
    };
    let size = half_points * 500;
    let width = lines::length(lines::width(letters), size);
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
    PlacedLine { left, baseline, size, spacing: 0, letters }
}

impl FaceName {
    /// The name content streams call the typeface by.
    fn resource(self) -> &'static str {
        match self {
            Self::Regular => "F0",
            Self::Bold => "F1",
            Self::Fallback => "F2",
        }
    }
}
