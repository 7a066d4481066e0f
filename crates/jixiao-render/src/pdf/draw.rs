//! Pages to PDF: the document, its pages, outlines and text, page numbers.

use super::content::Content;
use super::embed::{self, Used};
use super::fonts::{FaceName, Setter};
use super::lines::{self, Letter};
use super::outline;
use super::pages::{Area, Frame, Layout, Page, PageNumber, PlacedLine};
use super::structure::{Structure, Tag};
use super::{milli_points, points};
use crate::RenderError;
use crate::flow;
use crate::paper::Paper;
use crate::sheet::{BODY_HALF_POINTS, END_MARGIN_MM};
use crate::typeface::Typeface;
use pdf_writer::types::TabOrder;
use pdf_writer::{Filter, Name, Pdf, Rect, Ref, Settings, TextStr};

/// Thickness of the lines of the grid.
const LINE_WIDTH: u32 = 500;

/// The pages of all sections, numbered through; `layouts` are in step with the sections of `paper`.
pub(super) fn document(
    paper: &Paper,
    layouts: Vec<Layout<'_>>,
    setter: &Setter<'_>,
) -> Result<Vec<u8>, RenderError> {
    let mut writer = Writer {
        setter,
        used: FaceName::ALL.map(Used::new),
        structure: Structure::default(),
        offset: 0,
    };
    let chapters = outline::chapters(paper, &layouts);
    let mut contents: Vec<(Frame, Vec<u8>)> = Vec::new();
    for layout in layouts {
        writer.offset = writer.structure.append(layout.structure);
        for page in &layout.pages {
            let content = writer.content(page, &layout.frame, contents.len());
            contents.push((layout.frame, content));
        }
    }
    let mut ids = (1..).map(Ref::new);
    let mut id = || ids.next().expect("there are more numbers than objects");
    let mut pdf = Pdf::with_settings(Settings { pretty: false });
    let tree = id();
    let mut fonts = Vec::new();
    for used in writer.used.iter().filter(|used| !used.is_empty()) {
        let font = id();
        embed::write(&mut pdf, font, [(); 4].map(|()| id()), used, setter)?;
        fonts.push((Name(used.face.resource().as_bytes()), font));
    }
    let mut kids = Vec::with_capacity(contents.len());
    for (number, (frame, content)) in (0..).zip(&contents) {
        let (page_id, content_id) = (id(), id());
        kids.push(page_id);
        pdf.stream(content_id, &setter.compressed(content)).filter(Filter::FlateDecode);
        let (width, height) = (points(frame.page_width), points(frame.page_height));
        let mut page = pdf.page(page_id);
        page.media_box(Rect::new(0.0, 0.0, width, height));
        page.parent(tree)
            .contents(content_id)
            .struct_parents(number)
            .tab_order(TabOrder::StructureOrder);
        page.resources().fonts().pairs(fonts.iter().copied());
    }
    let outline = outline::write(&mut pdf, &mut id, &chapters, &kids);
    let structure = writer.structure.write(&mut pdf, &mut id, &kids);
    let metadata = id();
    pdf.stream(metadata, metadata_of(&paper.title).as_bytes())
        .pair(Name(b"Type"), Name(b"Metadata"))
        .pair(Name(b"Subtype"), Name(b"XML"));
    pdf.pages(tree).count(i32::try_from(kids.len()).unwrap_or(i32::MAX)).kids(kids);
    pdf.document_info(id()).title(TextStr(&paper.title)).producer(TextStr("Jixiao"));
    let mut root = pdf.catalog(id());
    root.pages(tree).lang(TextStr("zh-CN")).metadata(metadata);
    root.pair(Name(b"StructTreeRoot"), structure);
    root.mark_info().marked(true);
    if let Some(outline) = outline {
        root.outlines(outline);
    }
    root.viewer_preferences().display_doc_title(true);
    drop(root);
    Ok(pdf.finish())
}

/// The title once more, where archives look for it.
fn metadata_of(title: &str) -> String {
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>\
         <dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>\
         </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>",
        quick_xml::escape::escape(title)
    )
}

/// Writes the contents of pages and notes which glyphs they use and which elements they hold.
struct Writer<'s> {
    setter: &'s Setter<'s>,
    /// By [`FaceName`].
    used: [Used; FaceName::ALL.len()],
    structure: Structure,
    /// What the tags of the layout being written are counted from.
    offset: usize,
}

impl Writer<'_> {
    /// The content of a page, counted from 0: outlines, lines of text, the number of the page.
    fn content(&mut self, page: &Page<'_>, frame: &Frame, number: usize) -> Vec<u8> {
        let mut content = Content::new();
        let mut count = 0;
        if !page.boxes.is_empty() {
            content.begin_artifact();
            content.line_width(LINE_WIDTH);
            rectangles(&mut content, &page.boxes, frame);
            content.stroke();
            content.end_marked();
        }
        if !page.squares.is_empty() {
            self.begin(&mut content, page.figure, number, &mut count);
            rectangles(&mut content, &page.squares, frame);
            content.fill();
            content.end_marked();
        }
        content.begin_text();
        for lines in page.lines.chunk_by(|one, other| one.tag == other.tag) {
            let Some(first) = lines.first() else { continue };
            self.begin(&mut content, first.tag, number, &mut count);
            for line in lines {
                self.line(&mut content, line, frame);
            }
            content.end_marked();
        }
        content.begin_artifact();
        let letters = self.setter.set(&format!("— {} —", number + 1), Typeface::Serif);
        self.line(&mut content, &page_number(number + 1, &letters, frame), frame);
        content.end_marked();
        content.end_text();
        content.finish()
    }

    /// Begins the contents of an element on page `number`, `count` being how many there are so far.
    fn begin(&mut self, content: &mut Content, tag: Tag, number: usize, count: &mut usize) {
        match self.structure.note((tag, self.offset), number, *count) {
            Some(role) => {
                content.begin_element(role.0, *count);
                *count += 1;
            }
            None => content.begin_artifact(),
        }
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

fn rectangles(content: &mut Content, areas: &[Area], frame: &Frame) {
    for area in areas {
        // PDF counts from the lower edge of the page.
        let bottom = frame.page_height.saturating_sub(area.top + area.height);
        content.rectangle(area.left, bottom, area.width, area.height);
    }
}

/// — 1 — in the lower margin (GB/T 9704-2012).
fn page_number<'m>(number: usize, letters: &'m [Letter], frame: &Frame) -> PlacedLine<'m> {
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
    PlacedLine { left, baseline, size, spacing: 0, tag: Tag::NONE, letters }
}

impl FaceName {
    /// The name content streams call the typeface by.
    fn resource(self) -> &'static str {
        match self {
            Self::Serif => "F0",
            Self::Text => "F1",
            Self::Script => "F2",
            Self::Sans => "F3",
            Self::Headline => "F4",
            Self::Fallback => "F5",
        }
    }
}
