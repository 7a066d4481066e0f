//! Narrative reports: title, sections, stated scores, figures in sentences.
//!
//! Owns where a report begins and ends and how its prose is cut. Forms inside or behind a report
//! are left to the table recognisers: a form's title ends the report. Judges nothing.

mod headings;
mod passages;
mod strips;
mod titles;

use crate::draft::{Field, Report, ReportKind, Section};
use crate::{figures, values, vocabulary};
use headings::Heading;
use jixiao_document::text::squeeze;
use jixiao_document::{Block, Location, Paragraph, Table};
use jixiao_domain::FiscalYear;
use passages::Passage;

pub(crate) use strips::is_score_strip;

/// How many lines after its title a report may still print its year alone: （2022年度）.
const TITLE_BLOCK_LINES: usize = 4;

/// How many lines after a repeated title the next heading is looked for.
const REPEATED_TITLE_LINES: usize = 8;
/// Without headings, text this long with a full stop is a report's prose. Bytes.
const PROSE_BYTES: usize = 120;

/// How many scored headings make a report of a document without a title.
const SCORED_HEADINGS: usize = 3;

/// The reports among `blocks`, in order.
pub(crate) fn recognise(blocks: &[Block]) -> Vec<Report> {
    let mut reports = Vec::new();
    let mut open: Option<Draft<'_>> = None;
    let mut previous: Option<&Paragraph> = None;
    for (index, block) in blocks.iter().enumerate() {
        match block {
            Block::Paragraph(paragraph) => {
                let named = titles::may_name(&paragraph.text);
                if let Some(title) = named.then(|| titles::title(paragraph, previous)).flatten() {
                    let after = blocks.get(index + 1..).unwrap_or_default();
                    if open.as_ref().is_some_and(|draft| draft.runs_under(&title, after)) {
                        // The title printed again at the head of a page.
                        previous = Some(paragraph);
                        continue;
                    }
                    finish(open.take(), &mut reports);
                    open = Some(Draft::new(title));
                } else if named && titles::ends_report(&paragraph.text) {
                    finish(open.take(), &mut reports);
                } else if let Some(draft) = &mut open {
                    draft.pieces.push(Piece::Text(paragraph));
                }
                previous = Some(paragraph);
            }
            Block::Table(table) => {
                if let Some(draft) = &mut open {
                    draft.pieces.push(Piece::Table(table));
                }
            }
        }
    }
    finish(open, &mut reports);
    if reports.is_empty() {
        finish(untitled(blocks), &mut reports);
    }
    reports
}

/// A report that prints no title: three scored headings (投入（14分）) show that it is one.
fn untitled(blocks: &[Block]) -> Option<Draft<'_>> {
    let mut paragraphs = blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        Block::Table(_) => None,
    });
    let at = paragraphs.clone().next()?.at;
    let scored = paragraphs.clone().filter(|line| headings::is_scored(&line.text));
    if scored.take(SCORED_HEADINGS).count() < SCORED_HEADINGS
        || paragraphs.any(|line| titles::ends_report(&line.text))
    {
        return None;
    }
    let mut draft = Draft::new(titles::untitled(at));
    draft.pieces.extend(blocks.iter().map(|block| match block {
        Block::Paragraph(paragraph) => Piece::Text(paragraph),
        Block::Table(table) => Piece::Table(table),
    }));
    Some(draft)
}

/// A report whose end has not been met.
struct Draft<'d> {
    title: titles::Title,
    pieces: Vec<Piece<'d>>,
}

enum Piece<'d> {
    Text(&'d Paragraph),
    Table(&'d Table),
}

impl Draft<'_> {
    fn new(title: titles::Title) -> Self {
        Self { title, pieces: Vec::new() }
    }

    /// Whether `title` is this report's own, printed again, and `after` goes on with it rather
    /// than beginning with 一、 anew.
    fn runs_under(&self, title: &titles::Title, after: &[Block]) -> bool {
        let again = title.field.printed == self.title.field.printed;
        let next_number = after.iter().take(REPEATED_TITLE_LINES).find_map(|block| match block {
            Block::Paragraph(line) => {
                headings::numbering(&line.text).filter(|next| next.level == 1).map(|n| n.number)
            }
            Block::Table(_) => None,
        });
        again && !self.pieces.is_empty() && next_number != Some(1)
    }
}

/// Adds the report, unless nothing but its name stands there (a cover, a list of contents).
fn finish(draft: Option<Draft<'_>>, reports: &mut Vec<Report>) {
    let Some(draft) = draft else { return };
    let title_year = draft.title.year.or_else(|| year_of_title_block(&draft.pieces));
    let mut body = Body::new(draft.title, title_year);
    let mut run: Vec<&Paragraph> = Vec::new();
    for piece in &draft.pieces {
        match piece {
            Piece::Text(paragraph) => run.push(paragraph),
            Piece::Table(table) => {
                body.text(&run);
                run.clear();
                body.table(table);
            }
        }
    }
    body.text(&run);
    let has_text = body.report.sections.iter().any(|section| !section.text.is_empty());
    if has_text || body.has_prose {
        reports.push(body.report);
    }
}

fn year_of_title_block(pieces: &[Piece<'_>]) -> Option<FiscalYear> {
    pieces.iter().take(TITLE_BLOCK_LINES).find_map(|piece| match piece {
        Piece::Text(paragraph) => titles::lone_year(&paragraph.text),
        Piece::Table(_) => None,
    })
}

/// A report being filled.
struct Body {
    report: Report,
    /// Last number met on levels 1 and 2, to know the next heading inside a paragraph.
    numbers: [u32; 2],
    tables: usize,
    /// Whether whole sentences stand outside any section.
    has_prose: bool,
}

impl Body {
    fn new(title: titles::Title, year: Option<FiscalYear>) -> Self {
        let titles::Title { kind, field, rest, .. } = title;
        let at = field.at;
        let report = Report {
            kind,
            title: Some(field).filter(|title| !title.is_blank()),
            year,
            sections: Vec::new(),
            figures: Vec::new(),
            strips: Vec::new(),
            at,
        };
        let mut body = Self { report, numbers: [0; 2], tables: 0, has_prose: false };
        if let Some(rest) = rest {
            body.passage(&Passage::new(rest, at, None));
        }
        body
    }

    fn text(&mut self, paragraphs: &[&Paragraph]) {
        for passage in passages::joined(paragraphs) {
            self.passage(&passage);
        }
    }

    /// Cuts a passage at the headings that run on inside it.
    fn passage(&mut self, passage: &Passage) {
        let mut start = 0;
        while start < passage.text.len() {
            let rest = &passage.text[start..];
            let mut numbers = self.numbers;
            let heading = headings::heading(rest, passage.heading_level)
                .or_else(|| headings::unnumbered(rest).filter(|_| passage.is_whole()));
            if let Some(heading) = &heading {
                headings::count(&mut numbers, heading);
            }
            let cut = headings::next_inside(rest, heading.as_ref(), numbers);
            let end = start + cut.unwrap_or(rest.len());
            self.piece(passage, start..end, heading);
            start = end;
        }
    }

    /// Adds a piece of text that begins with `heading` or with none.
    fn piece(
        &mut self,
        passage: &Passage,
        range: std::ops::Range<usize>,
        heading: Option<Heading<'_>>,
    ) {
        let text = &passage.text[range.clone()];
        let mut body_start = 0;
        if let Some(heading) = heading {
            headings::count(&mut self.numbers, &heading);
            let at = passage.location(range.start);
            body_start = heading.end.min(text.len());
            let section = self.report.sections.len();
            strips::of_heading(heading.text, section, at, &mut self.report.strips);
            self.report.sections.push(Section {
                heading: heading.text.to_owned(),
                level: heading.level,
                text: String::new(),
                at,
            });
        }
        let section = self.report.sections.len().checked_sub(1);
        figures::collect(
            text,
            |offset| passage.location(range.start + offset),
            section,
            &mut self.report.figures,
        );
        let body = text.get(body_start..).unwrap_or_default().trim();
        self.has_prose |= section.is_none() && body.len() >= PROSE_BYTES && body.contains('。');
        if let Some(section) = self.report.sections.last_mut()
            && !body.is_empty()
        {
            if !section.text.is_empty() {
                section.text.push('\n');
            }
            section.text.push_str(body);
        }
        if let Some(section) = section {
            strips::of_sentence(body, section, &mut self.report.strips);
        }
    }

    fn table(&mut self, table: &Table) {
        let section = self.report.sections.len().checked_sub(1);
        if strips::of_table(table, self.tables, section, &mut self.report.strips) {
            self.tables += 1;
        }
    }
}
