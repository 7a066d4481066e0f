//! Pages to PDF: outlines, glyphs, page numbers, nothing else.

use super::fonts::{FaceName, Glyph, Setter};
use super::lines::{self, Line};
use super::milli_points;
use super::pages::{Layout, Page, PlacedLine};
use crate::RenderError;
use crate::sheet::{BODY_HALF_POINTS, END_MARGIN_MM};
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::Stroke;
use krilla::surface::{Location, Surface};
use krilla::text::GlyphId;
use krilla::{Document, SerializeSettings};
use std::ops::Range;

/// Thickness of the lines of the grid in points.
const LINE_WIDTH: f32 = 0.5;

/// The pages of all sheets, numbered through.
pub(super) fn document(layouts: &[Layout], setter: &Setter<'_>) -> Result<Vec<u8>, RenderError> {
    let mut document = Document::new_with(SerializeSettings::default());
    let title = layouts.first().map_or("", |layout| &layout.title);
    let metadata = Metadata::new().title(title.to_owned()).language("zh-CN".to_owned());
    document.set_metadata(metadata);
    let mut number = 0;
    for layout in layouts {
        let (width_mm, height_mm) = layout.orientation.page_mm();
        let width = milli_points(width_mm);
        let height = milli_points(height_mm);
        for page in &layout.pages {
            number += 1;
            let settings = PageSettings::from_wh(points(width), points(height))
                .expect("A4 has a width and a height");
            let mut drawn = document.start_page_with(settings);
            let mut surface = drawn.surface();
            grid(&mut surface, page);
            for line in &page.lines {
                write_line(&mut surface, line, setter);
            }
            write_line(&mut surface, &page_number(number, width, height, setter), setter);
            surface.finish();
            drawn.finish();
        }
    }
    document.finish().map_err(|error| RenderError::Pdf(error.to_string()))
}

fn points(milli_points: u32) -> f32 {
    // Pages are less than a million thousandths of a point wide: every length is exact.
    #[expect(clippy::cast_precision_loss, reason = "below 2^24")]
    let points = milli_points as f32;
    points / 1_000.0
}

/// All outlines of a page in one stroke.
fn grid(surface: &mut Surface<'_>, page: &Page) {
    let mut path = PathBuilder::new();
    for area in &page.boxes {
        let (width, height) = (points(area.width), points(area.height));
        if let Some(rect) = Rect::from_xywh(points(area.left), points(area.top), width, height) {
            path.push_rect(rect);
        }
    }
    if let Some(path) = path.finish() {
        surface.set_fill(None);
        surface.set_stroke(Some(Stroke {
            width: LINE_WIDTH,
            opacity: NormalizedF32::ONE,
            ..Stroke::default()
        }));
        surface.draw_path(&path);
        surface.set_stroke(None);
    }
}

/// — 1 — in the middle of the lower margin (GB/T 9704-2012).
fn page_number(number: u32, width: u32, height: u32, setter: &Setter<'_>) -> PlacedLine {
    let size = BODY_HALF_POINTS * 500;
    let text = format!("— {number} —");
    let mut lines = lines::break_text(&text, false, u32::MAX, setter);
    let line = lines.pop().unwrap_or_default();
    let line_width = lines::length(line.width, size);
    PlacedLine {
        left: width.saturating_sub(line_width) / 2,
        baseline: height - milli_points(END_MARGIN_MM) / 2,
        size,
        line,
    }
}

/// A glyph with the bytes of the text it stands for.
struct Drawn {
    glyph: Glyph,
    bytes: Range<usize>,
}

impl krilla::text::Glyph for Drawn {
    fn glyph_id(&self) -> GlyphId {
        GlyphId::new(u32::from(self.glyph.id))
    }

    fn text_range(&self) -> Range<usize> {
        self.bytes.clone()
    }

    fn x_advance(&self, size: f32) -> f32 {
        f32::from(self.glyph.advance) / 1_000.0 * size
    }

    fn x_offset(&self, _size: f32) -> f32 {
        0.0
    }

    fn y_offset(&self, _size: f32) -> f32 {
        0.0
    }

    fn y_advance(&self, _size: f32) -> f32 {
        0.0
    }

    fn location(&self) -> Option<Location> {
        None
    }
}

/// Draws a line in runs of one typeface.
fn write_line(surface: &mut Surface<'_>, placed: &PlacedLine, setter: &Setter<'_>) {
    let Line { text, glyphs, .. } = &placed.line;
    let mut left = placed.left;
    let mut run: Vec<Drawn> = Vec::new();
    let ends = text.char_indices().map(|(at, c)| (at, at + c.len_utf8()));
    for ((start, end), &glyph) in ends.zip(glyphs) {
        if run.last().is_some_and(|last| last.glyph.face != glyph.face) {
            left += flush(surface, &run, text, left, placed, setter);
            run.clear();
        }
        run.push(Drawn { glyph, bytes: start..end });
    }
    flush(surface, &run, text, left, placed, setter);
}

/// Draws a run; returns its width.
fn flush(
    surface: &mut Surface<'_>,
    run: &[Drawn],
    text: &str,
    left: u32,
    placed: &PlacedLine,
    setter: &Setter<'_>,
) -> u32 {
    let face = run.first().map_or(FaceName::Regular, |drawn| drawn.glyph.face);
    let Some(typeface) = setter.typeface(face).filter(|_| !run.is_empty()) else { return 0 };
    let start = Point::from_xy(points(left), points(placed.baseline));
    let font = typeface.font.clone();
    surface.draw_glyphs(start, run, font, text, points(placed.size), false);
    let advance: u32 = run.iter().map(|drawn| u32::from(drawn.glyph.advance)).sum();
    lines::length(advance, placed.size)
}
