//! Cutting a document into regions: a title, the lines under it, and the table rows of one form.
//!
//! Owns where a form begins and ends: several forms in one table, one form in several tables (page
//! breaks, blocks with titles of their own). Reads no field.

use crate::grid::headers::RowKind;
use crate::grid::{CellView, Grid, field};
use crate::recognise::builder::Builder;
use crate::vocabulary::{Label, printed_year, title_kind, titles_another_table};
use crate::{Field, FormKind, identity, reports};
use jixiao_document::{Location, Paragraph, Table};
use std::ops::Range;

/// How many lines above a table a title is looked for.
const TITLE_REACH: usize = 12;
/// How many lines above a table without a title may belong to it.
const HEAD_REACH: usize = 8;
/// A line that has hardly more than the year. Bytes.
const LONGEST_YEAR_LINE: usize = 60;
/// Longer lines are prose, never a part of a title block. Bytes.
const LONGEST_HEAD_LINE: usize = 180;

/// A block of the document after flowed text has been rebuilt.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Piece<'d> {
    /// A line outside tables.
    Text(&'d Paragraph),
    /// A table, read or rebuilt.
    Table(&'d Table),
}

/// Rows of one table that belong to a region.
#[derive(Debug, Clone)]
pub(crate) struct Part<'g> {
    pub grid: &'g Grid<'g>,
    pub rows: Range<u32>,
}

/// What belongs to one form.
#[derive(Debug)]
pub(crate) struct Region<'g> {
    pub kind: FormKind,
    pub titled: bool,
    pub title: Option<Field>,
    /// Where its title block begins, or its first row where nothing stands above.
    pub at: Location,
    /// The lines of the title block outside the table, the title among them.
    pub head: Vec<&'g Paragraph>,
    pub parts: Vec<Part<'g>>,
    pub facts: Facts,
}

/// What a row may announce about its region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fact {
    Identity = 1,
    Funds = 2,
    Indicators = 4,
    Duties = 8,
    List = 16,
}

/// What the rows of a region announce: a set of [`Fact`]s.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Facts(u8);

/// Cuts the pieces into regions.
pub(crate) fn cut<'g>(pieces: &[Piece<'g>], grids: &'g [Option<Grid<'g>>]) -> Vec<Region<'g>> {
    let mut cutter = Cutter { regions: Vec::new(), pending: Vec::new(), in_another_table: false };
    for (piece, grid) in pieces.iter().zip(grids) {
        match (piece, grid) {
            (Piece::Text(paragraph), _) => cutter.pending.push(paragraph),
            (Piece::Table(_), Some(grid)) => cutter.table(grid),
            (Piece::Table(_), None) => {}
        }
    }
    joined(cutter.regions)
}

struct Cutter<'g> {
    regions: Vec<Region<'g>>,
    pending: Vec<&'g Paragraph>,
    /// Whether the table before was no form of ours: a block of its own may go on with it.
    in_another_table: bool,
}

impl<'g> Cutter<'g> {
    /// Whether the table is titled, above or in its first row, as one that is no form of ours.
    fn is_another_table(&self, grid: &Grid<'g>) -> bool {
        let above = self.pending.iter().rev().take(TITLE_REACH);
        let first = grid.row(0).cells().next();
        first.is_some_and(|cell| titles_another_table(cell.words))
            || above.map(|line| line.text.as_str()).any(titles_another_table)
    }

    fn table(&mut self, grid: &'g Grid<'g>) {
        let goes_on = self.in_another_table
            && self.title_above().is_none()
            && !matches!(grid.kind(0), RowKind::Title(_));
        self.in_another_table = goes_on || self.is_another_table(grid);
        if self.in_another_table {
            self.pending.clear();
            return;
        }
        // A title in the table's first row is its own; another family's above belongs to a list.
        let own = match grid.kind(0) {
            RowKind::Title(kind) => Some(kind),
            _ => None,
        };
        let title = self.title_above().filter(|(_, kind)| own.is_none_or(|own| own == *kind));
        let interrupted = self.pending.iter().any(|line| is_prose(&line.text));
        let mut fresh = match title {
            Some((at, kind)) => {
                let mut head = self.pending.split_off(at);
                // The year may stand on the line above the title.
                let above = self.pending.pop().filter(|line| line.text.len() <= LONGEST_YEAR_LINE);
                self.pending.clear();
                head.extend(above);
                self.regions.push(Region::titled(kind, head));
                false
            }
            None if interrupted || self.regions.is_empty() || self.on_another_sheet(grid) => {
                let keep = self
                    .pending
                    .iter()
                    .rev()
                    .take(HEAD_REACH)
                    .take_while(|line| !is_prose(&line.text));
                let head_at = self.pending.len() - keep.count();
                let head = self.pending.split_off(head_at);
                self.pending.clear();
                let at = grid.row(0).at();
                self.regions.push(Region::untitled(at, head));
                false
            }
            None => {
                self.pending.clear();
                true
            }
        };
        let mut start = 0;
        for index in 0..grid.row_count() {
            let kind = grid.kind(index);
            let Some(open) = self.regions.last_mut() else { return };
            let begins = match kind {
                RowKind::Title(_) => index > start || fresh || open.facts.any(),
                RowKind::Identity => open.facts.closes_at_identity() && names_project(grid, index),
                _ => false,
            };
            if begins {
                open.add(grid, start..index);
                start = index;
                self.regions.push(Region::untitled(grid.row(index).at(), Vec::new()));
            }
            fresh = false;
            let Some(open) = self.regions.last_mut() else { return };
            if let RowKind::Title(kind) = kind {
                open.take_title(kind, grid, index);
            }
            open.facts.note(kind);
        }
        if let Some(open) = self.regions.last_mut() {
            open.add(grid, start..grid.row_count());
        }
    }

    /// Whether the table stands on another sheet than the region before it.
    fn on_another_sheet(&self, grid: &Grid<'_>) -> bool {
        let sheet = |at| match at {
            Location::SheetCell { sheet, .. } => Some(sheet),
            _ => None,
        };
        let last = self.regions.last().and_then(|region| region.parts.last());
        last.is_some_and(|part| sheet(part.grid.row(0).at()) != sheet(grid.row(0).at()))
    }

    /// The nearest title above the table, and its family.
    fn title_above(&self) -> Option<(usize, FormKind)> {
        let lines = self.pending.iter().enumerate().rev().take(TITLE_REACH);
        lines
            .take_while(|(_, line)| !is_prose(&line.text))
            .find_map(|(at, line)| Some((at, title_of(&line.text)?)))
    }
}

impl<'g> Region<'g> {
    fn titled(kind: FormKind, head: Vec<&'g Paragraph>) -> Self {
        let at = head.first().map_or(Location::Whole, |line| line.at);
        // The mark of a Markdown heading is no part of its words.
        let words =
            |line: &Paragraph| field::text(line.text.trim_start_matches(['#', ' ']), line.at);
        let title = head.first().map(|line| words(line));
        Self { kind, titled: true, title, at, head, parts: Vec::new(), facts: Facts::default() }
    }

    fn untitled(at: Location, head: Vec<&'g Paragraph>) -> Self {
        Self {
            kind: FormKind::ProjectSelfEvaluation,
            titled: false,
            title: None,
            at,
            head,
            parts: Vec::new(),
            facts: Facts::default(),
        }
    }

    /// A title row inside a table.
    fn take_title(&mut self, kind: FormKind, grid: &Grid<'_>, row: u32) {
        // The title in the table's first row is nearer than the page's above it.
        let first = row == 0 && self.parts.is_empty() && !self.facts.any();
        if self.titled && !first {
            return;
        }
        if self.titled {
            self.at = grid.row(row).at();
        }
        self.kind = kind;
        self.titled = true;
        self.title = grid.row(row).first().map(|view| field::words(view.cell));
    }

    fn add(&mut self, grid: &'g Grid<'g>, rows: Range<u32>) {
        if !rows.is_empty() {
            self.parts.push(Part { grid, rows });
        }
    }

    /// The place of the form: its first row below title, year and unit of money, which are rows of
    /// the table in some documents and lines above it in others.
    pub(crate) fn first_row(&self) -> Location {
        let mut rows = self.parts.iter().flat_map(|part| {
            part.rows.clone().map(|row| (part.grid.kind(row), part.grid.row(row)))
        });
        let first = rows.find(|(kind, row)| match kind {
            RowKind::Blank | RowKind::Title(_) => false,
            RowKind::Other => row.single().is_none_or(|only| !is_head_line(only)),
            _ => true,
        });
        first.map_or(self.at, |(_, row)| row.at())
    }

    /// Whether the header of a block promised a form, or a title with an identity below it. A
    /// label alone does not: 项目 heads columns in the tables of reports too.
    pub(crate) fn announces_form(&self) -> bool {
        self.facts.has(Fact::Funds)
            || self.facts.has(Fact::Indicators)
            || (self.titled && self.facts.has(Fact::Identity))
    }

    /// Whether it is nothing but the score table of a report.
    pub(crate) fn is_score_strip(&self) -> bool {
        self.parts.iter().all(|part| reports::is_score_strip(part.grid.table()))
    }

    /// Whether an indicator header was met.
    pub(crate) fn announces_indicators(&self) -> bool {
        self.facts.has(Fact::Indicators)
    }

    /// Gives the builder the title block.
    pub(crate) fn fill_head(&self, builder: &mut Builder) {
        builder.form.title.clone_from(&self.title);
        if let Some(title) = &self.title {
            builder.form.year = printed_year(&field::squeezed(without_annex(&title.printed)));
        }
        for line in &self.head {
            builder.head_words(&field::squeezed(&line.text));
        }
    }

    /// Gives the builder what the title block says and the table did not: 部门：某某.
    pub(crate) fn fill_identity(&self, builder: &mut Builder) {
        for line in &self.head {
            identity::head_line(builder, &line.text, line.at);
        }
    }
}

impl Facts {
    /// Whether `fact` was announced.
    pub(crate) fn has(self, fact: Fact) -> bool {
        self.0 & fact as u8 != 0
    }

    fn insert(&mut self, fact: Fact) {
        self.0 |= fact as u8;
    }

    fn note(&mut self, kind: RowKind) {
        match kind {
            RowKind::Identity => self.insert(Fact::Identity),
            RowKind::FundHeader => self.insert(Fact::Funds),
            RowKind::IndicatorHeader => self.insert(Fact::Indicators),
            RowKind::DutyHeader => self.insert(Fact::Duties),
            RowKind::ListHeader => self.insert(Fact::List),
            RowKind::Blank | RowKind::Title(_) | RowKind::Other => {}
        }
    }

    fn any(self) -> bool {
        self.0 != 0
    }

    /// Whether another 项目名称 begins another form.
    fn closes_at_identity(self) -> bool {
        self.has(Fact::Funds) || self.has(Fact::Indicators)
    }
}

/// A titled block without identity completes the form above it that has no indicators yet.
fn joined(regions: Vec<Region<'_>>) -> Vec<Region<'_>> {
    let mut joined: Vec<Region<'_>> = Vec::with_capacity(regions.len());
    for region in regions {
        let completes = region.facts.has(Fact::Indicators)
            && !region.facts.has(Fact::Identity)
            && !region.facts.has(Fact::Funds);
        match joined.last_mut() {
            Some(above)
                if completes
                    && above.facts.has(Fact::Identity)
                    && !above.facts.has(Fact::Indicators)
                    && scored(above.kind) =>
            {
                above.parts.extend(region.parts);
                above.facts.insert(Fact::Indicators);
            }
            _ => joined.push(region),
        }
    }
    joined
}

fn scored(kind: FormKind) -> bool {
    matches!(kind, FormKind::ProjectSelfEvaluation | FormKind::DepartmentSelfEvaluation)
}

fn names_project(grid: &Grid<'_>, row: u32) -> bool {
    grid.row(row).first().is_some_and(|first| {
        matches!(first.meaning.label, Some(Label::ProjectName | Label::DepartmentName))
    })
}

/// Whether the only text of a row belongs to the title block: it is no label of the form's own.
fn is_head_line(only: CellView<'_>) -> bool {
    matches!(only.meaning.label, None | Some(Label::Year)) && only.meaning.source.is_none()
}

/// 附件2 2023年度…: the number of an annex runs into the year once blanks are gone.
fn without_annex(title: &str) -> &str {
    let parts = title.split_once(|c: char| c.is_whitespace() || matches!(c, ':' | '：'));
    parts.filter(|(annex, _)| annex.starts_with('附')).map_or(title, |(_, title)| title)
}

fn title_of(line: &str) -> Option<FormKind> {
    if line.len() > LONGEST_HEAD_LINE { None } else { title_kind(&field::squeezed(line)) }
}

/// Prose between two tables keeps them apart; titles, years, units and notes do not.
fn is_prose(line: &str) -> bool {
    line.len() > LONGEST_HEAD_LINE || (line.len() > 90 && line.contains(['。', '，', ',']))
}
