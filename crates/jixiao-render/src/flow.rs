//! A text document laid out as lines and tables, before any file format: headings numbered, tables
//! put on a grid, signature lines placed.
//!
//! Owns the sizes and spaces of GB/T 9704-2012 that every writer of texts shares.

mod numbers;
mod table;

use crate::model::text::{Block, HeadingLevel, Signature, TextDocument, TextTable};
use crate::print;
use crate::sheet::{Sheet, clean, fit};
use crate::typeface::Typeface;
use numbers::Numbers;

/// Distance of the text from the upper edge of the page in mm.
pub(crate) const TOP_MARGIN_MM: u32 = 37;
/// Distance of the text from the left edge of the page in mm.
pub(crate) const LEFT_MARGIN_MM: u32 = 28;
/// Width and height of the text in mm.
pub(crate) const TEXT_MM: (u32, u32) = (156, 225);
/// Distance of the middle of the page number from the lower edge of the text in mm.
pub(crate) const PAGE_NUMBER_MM: u32 = 7;
/// Distance from line to line: 22 of them on a page. Tenths of a point.
pub(crate) const LINE_PITCH: u32 = 289;
/// 3号, the size of the text, in half points.
pub(crate) const TEXT_HALF_POINTS: u32 = 32;
/// 4号, the size of page numbers, in half points.
pub(crate) const PAGE_NUMBER_HALF_POINTS: u32 = 28;
/// 小四, the size of captions of tables, in half points.
const CAPTION_HALF_POINTS: u32 = 24;

/// A laid out text.
#[derive(Debug, Clone)]
pub(crate) struct Flow {
    /// The title on one line.
    pub(crate) title: String,
    /// From top to bottom.
    pub(crate) items: Vec<Item>,
}

/// A paragraph or a table.
#[derive(Debug, Clone)]
pub(crate) enum Item {
    Line(FlowLine),
    /// The grid of a table; title, notes and foot of the sheet are empty.
    Table(Sheet),
}

/// A paragraph.
#[derive(Debug, Clone)]
pub(crate) struct FlowLine {
    pub(crate) role: Role,
    /// The text without line breaks.
    pub(crate) text: String,
    /// Room to the right of a text against the right edge, in tenths of an em.
    pub(crate) right_indent: u32,
    /// Whether it stays on the page of what follows.
    pub(crate) keeps_next: bool,
}

/// What a paragraph is to the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Organisation,
    DocumentNumber,
    Title,
    Subtitle,
    Recipient,
    Heading(HeadingLevel),
    Body,
    /// The line above a table.
    Caption,
    /// 单位：万元 above the right edge of a table.
    TableUnit,
    /// Half an empty line below a table and above attachments.
    Gap,
    Attachment,
    /// An empty line above the signature.
    SignatureGap,
    Signer,
    Day,
}

/// How a paragraph looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Looks {
    pub(crate) typeface: Typeface,
    pub(crate) half_points: u32,
    pub(crate) placing: Placing,
    /// Distance from line to line, in tenths of a point.
    pub(crate) pitch: u32,
    /// Room above and below, in tenths of a point; none at the top of a page.
    pub(crate) above: u32,
    pub(crate) below: u32,
    /// Whether it usually stays on the page of what follows.
    pub(crate) keeps_next: bool,
}

/// Where the lines of a paragraph stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Placing {
    Center,
    /// Against the left edge.
    Flush,
    /// The first line two characters in, the others from edge to edge.
    Indented,
    Right,
}

impl Role {
    pub(crate) const ALL: [Role; 17] = [
        Role::Organisation,
        Role::DocumentNumber,
        Role::Title,
        Role::Subtitle,
        Role::Recipient,
        Role::Heading(HeadingLevel::One),
        Role::Heading(HeadingLevel::Two),
        Role::Heading(HeadingLevel::Three),
        Role::Heading(HeadingLevel::Four),
        Role::Body,
        Role::Caption,
        Role::TableUnit,
        Role::Gap,
        Role::Attachment,
        Role::SignatureGap,
        Role::Signer,
        Role::Day,
    ];

    /// The looks of GB/T 9704-2012; what it leaves open is as usual with reports.
    pub(crate) fn looks(self) -> Looks {
        let text = Looks {
            typeface: Typeface::Text,
            half_points: TEXT_HALF_POINTS,
            placing: Placing::Indented,
            pitch: LINE_PITCH,
            above: 0,
            below: 0,
            keeps_next: false,
        };
        let heading = Looks { keeps_next: true, ..text };
        match self {
            Self::Organisation => Looks { placing: Placing::Center, ..heading },
            Self::DocumentNumber => {
                Looks { placing: Placing::Center, below: LINE_PITCH, ..heading }
            }
            Self::Title => Looks {
                typeface: Typeface::Headline,
                half_points: crate::sheet::TITLE_HALF_POINTS,
                placing: Placing::Center,
                pitch: 350,
                below: LINE_PITCH / 2,
                ..heading
            },
            Self::Subtitle => Looks { placing: Placing::Center, below: LINE_PITCH / 2, ..heading },
            Self::Recipient => Looks { placing: Placing::Flush, ..text },
            Self::Heading(HeadingLevel::One) => Looks { typeface: Typeface::Sans, ..heading },
            Self::Heading(HeadingLevel::Two) => Looks { typeface: Typeface::Script, ..heading },
            Self::Heading(_) => heading,
            Self::Body | Self::Attachment => text,
            Self::Caption => Looks {
                typeface: Typeface::Sans,
                half_points: CAPTION_HALF_POINTS,
                placing: Placing::Center,
                pitch: 200,
                above: 80,
                below: 40,
                keeps_next: true,
            },
            Self::TableUnit => Looks {
                half_points: crate::sheet::BODY_HALF_POINTS,
                placing: Placing::Right,
                pitch: 160,
                below: 20,
                ..heading
            },
            Self::Gap => Looks { placing: Placing::Flush, pitch: LINE_PITCH / 2, ..text },
            Self::SignatureGap => Looks { placing: Placing::Flush, ..heading },
            Self::Signer => Looks { placing: Placing::Right, ..heading },
            Self::Day => Looks { placing: Placing::Right, ..text },
        }
    }
}

/// Lays a document out.
pub(crate) fn lay_out(document: &TextDocument) -> Flow {
    let mut flow = Builder::default();
    flow.lines(Role::Organisation, &document.organisation);
    flow.lines(Role::DocumentNumber, &document.document_number);
    flow.lines(Role::Title, &document.title);
    flow.lines(Role::Subtitle, &document.subtitle);
    if !document.recipient.trim().is_empty() {
        flow.lines(Role::Recipient, &format!("{}：", document.recipient.trim()));
    }
    for block in &document.blocks {
        flow.block(block);
    }
    flow.attachments(&document.attachments);
    if let Some(signature) = &document.signature {
        flow.signature(signature);
    }
    let title = clean(&document.title).replace('\n', "");
    Flow { title, items: flow.items }
}

#[derive(Default)]
struct Builder {
    items: Vec<Item>,
    numbers: Numbers,
}

impl Builder {
    /// A paragraph for each line of `text` that says something.
    fn lines(&mut self, role: Role, text: &str) {
        for line in clean(text).split('\n').map(str::trim).filter(|line| !line.is_empty()) {
            self.line(role, line.to_owned(), 0);
        }
    }

    fn line(&mut self, role: Role, text: String, right_indent: u32) {
        let keeps_next = role.looks().keeps_next;
        self.items.push(Item::Line(FlowLine { role, text, right_indent, keeps_next }));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text } => {
                let text = clean(text).replace('\n', "");
                let number = self.numbers.next(*level);
                self.line(Role::Heading(*level), format!("{number}{}", text.trim()), 0);
            }
            Block::Paragraph(text) => self.lines(Role::Body, text),
            Block::Table(table) => self.table(table),
            Block::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    let mark = numbers::circled(index);
                    self.lines(Role::Body, &format!("{mark}{}", item.trim()));
                }
            }
        }
    }

    fn table(&mut self, table: &TextTable) {
        self.lines(Role::Caption, &table.caption);
        if !table.unit.trim().is_empty() {
            self.lines(Role::TableUnit, &format!("单位：{}", table.unit.trim()));
        }
        if let Some(sheet) = table::grid(table) {
            self.items.push(Item::Table(sheet));
            self.line(Role::Gap, String::new(), 0);
        }
    }

    /// 附件：1.… below the text (GB/T 9704-2012, 7.3.4).
    fn attachments(&mut self, titles: &[String]) {
        let titles: Vec<&str> = titles.iter().map(|title| title.trim()).collect();
        if titles.is_empty() {
            return;
        }
        self.line(Role::Gap, String::new(), 0);
        for (index, title) in titles.iter().enumerate() {
            let head = if index == 0 { "附件：" } else { "\u{3000}\u{3000}\u{3000}" };
            let number = if titles.len() > 1 { format!("{}.", index + 1) } else { String::new() };
            let title = clean(title).replace('\n', "");
            self.line(Role::Attachment, format!("{head}{number}{title}"), 0);
        }
    }

    /// Keeps the last paragraph and what stands below it with the signature: no page bears a signature
    /// alone (GB/T 9704-2012, 7.3.5.5).
    fn hold_end(&mut self) {
        for item in self.items.iter_mut().rev() {
            let Item::Line(line) = item else { return };
            line.keeps_next = true;
            if line.role == Role::Body {
                return;
            }
        }
    }

    /// The day four characters from the right edge, the unit in the middle above it
    /// (GB/T 9704-2012, 7.3.5.1).
    fn signature(&mut self, signature: &Signature) {
        const DAY_INDENT: u32 = 40;
        let unit = clean(signature.unit.trim()).replace('\n', "");
        let day = match signature.day {
            Some(day) => print::day(day),
            None => "\u{3000}\u{3000}年\u{3000}月\u{3000}日".to_owned(),
        };
        let (unit_width, day_width) = (fit::text_width(&unit), fit::text_width(&day));
        // The longer of the two stays inside the edge.
        let beyond = (unit_width.saturating_sub(day_width) / 2).max(DAY_INDENT);
        let unit_indent = (beyond + day_width / 2).saturating_sub(unit_width / 2);
        self.hold_end();
        for _ in 0..2 {
            self.line(Role::SignatureGap, String::new(), 0);
        }
        if !unit.is_empty() {
            self.line(Role::Signer, unit, unit_indent);
        }
        self.line(Role::Day, day, beyond);
    }
}

#[cfg(test)]
mod tests;
