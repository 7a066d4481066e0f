//! One form being read: rows go in from top to bottom, a draft comes out.
//!
//! Owns which block a row belongs to. What a block makes of its rows is its own module's business.

use super::misread;
use crate::grid::Grid;
use crate::grid::columns::{Columns, is_figure};
use crate::grid::headers::RowKind;
use crate::grid::{CellView, RowView, field};
use crate::indicators::levels::Levels;
use crate::vocabulary::{Column, Label, Meaning, stated_year};
use crate::{Form, FormKind, Gap, goal, identity, indicators, money_unit, total};
use jixiao_document::Location;
use std::ops::Range;

/// The block the rows stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Block {
    /// Title, identity, and everything before the first block.
    Head,
    /// 项目资金
    Funds,
    /// 年度总体目标
    Goal,
    /// 绩效指标
    Indicators,
    /// Totals and remarks.
    Closing,
}

/// A form under construction.
#[derive(Debug)]
pub(crate) struct Builder {
    pub form: Form,
    pub gaps: Vec<Gap>,
    pub block: Block,
    pub funds: Columns,
    /// Where the year's half of the fund block begins, when a medium-term half stands before it.
    pub fund_halves: Option<u32>,
    pub goal: goal::Places,
    pub indicators: Columns,
    pub levels: Levels,
    /// Rows of the indicator and fund blocks whose cells fit no column.
    pub misfits: u32,
    /// Whether the rows since the last block are the form makers' notes.
    in_notes: bool,
}

impl Builder {
    /// A form of `kind` that begins at `at`.
    pub(crate) fn new(kind: FormKind, at: Location) -> Self {
        Self {
            form: Form::new(kind, at),
            gaps: Vec::new(),
            block: Block::Head,
            funds: Columns::default(),
            fund_halves: None,
            goal: goal::Places::default(),
            indicators: Columns::default(),
            levels: Levels::default(),
            misfits: 0,
            in_notes: false,
        }
    }

    /// Reads the rows of one part of the form.
    pub(crate) fn rows(&mut self, grid: &Grid<'_>, rows: Range<u32>) {
        let mut index = rows.start;
        while index < rows.end {
            let row = grid.row(index);
            let next = (index + 1 < rows.end).then(|| grid.row(index + 1));
            index += 1;
            match grid.kind(row.index) {
                RowKind::Blank => {}
                RowKind::FundHeader => self.fund_header(row),
                RowKind::IndicatorHeader => {
                    let second = next.filter(|next| indicators::continues_header(*next));
                    self.indicator_header(row, second);
                    index += u32::from(second.is_some());
                }
                RowKind::Title(_) => self.head_line(row),
                RowKind::Identity => identity::pairs(self, row),
                RowKind::ListHeader | RowKind::DutyHeader | RowKind::Other => self.row(row, next),
            }
        }
    }

    /// The draft and what it could not read.
    pub(crate) fn finish(mut self) -> (Form, Vec<Gap>) {
        self.form.has_points_column = self.indicators.has(Column::Points);
        self.form.has_score_column = self.indicators.has(Column::Score);
        self.form.kind = self.kind_by_columns();
        money_unit::decide(&mut self.form);
        self.gaps.extend(misread::gap(&self.form));
        self.gaps.extend(indicators::glued::split(&mut self.form));
        (self.form, self.gaps)
    }

    /// The family by the columns, where the title says nothing or says less.
    fn kind_by_columns(&self) -> FormKind {
        let has = |column| self.indicators.has(column);
        let (kind, titled) = (self.form.kind, self.form.title.is_some());
        if self.indicators.is_empty() {
            return kind;
        }
        let scored = has(Column::Score) && has(Column::Actual);
        match kind {
            FormKind::GoalSubmission if scored => FormKind::ProjectSelfEvaluation,
            FormKind::ProjectSelfEvaluation if !titled && has(Column::Likelihood) => {
                FormKind::Monitoring
            }
            FormKind::ProjectSelfEvaluation
                if !titled && !has(Column::Actual) && !has(Column::Score) =>
            {
                FormKind::GoalSubmission
            }
            kind => kind,
        }
    }

    /// Reports what a row could not place.
    pub(crate) fn gap(&mut self, message: String, at: Location) {
        self.gaps.push(Gap { message, at });
    }

    fn fund_header(&mut self, row: RowView<'_>) {
        self.funds = Columns::default();
        self.funds.add_header(row);
        self.block = Block::Funds;
        self.in_notes = false;
        for view in row.cells() {
            self.note_currency(view.words);
        }
    }

    fn indicator_header(&mut self, row: RowView<'_>, second: Option<RowView<'_>>) {
        self.indicators = Columns::default();
        self.indicators.add_header(row);
        if let Some(second) = second {
            self.indicators.add_header(second);
        }
        self.block = Block::Indicators;
        self.in_notes = false;
    }

    /// A row that is no header.
    fn row(&mut self, row: RowView<'_>, next: Option<RowView<'_>>) {
        let Some(first) = row.first() else { return };
        if self.notes(row, first) || self.labelled(row, first) {
            return;
        }
        let read = match self.block {
            Block::Head | Block::Closing => false,
            Block::Funds => crate::funds::row(self, row),
            Block::Goal => goal::text_row(self, row),
            Block::Indicators => {
                indicators::row(self, row, next);
                true
            }
        };
        if !read {
            self.leftover(row);
        }
    }

    /// Rows whose first word opens a block of its own, wherever they stand.
    fn labelled(&mut self, row: RowView<'_>, first: CellView<'_>) -> bool {
        if first.meaning.source.is_some() && self.block != Block::Indicators {
            self.block = Block::Funds;
            return crate::funds::row(self, row);
        }
        if self.block != Block::Indicators && goal::names_both_halves(row) {
            goal::labelled_row(self, row);
            return true;
        }
        if self.block == Block::Goal && goal::is_numbered_text(first) {
            return goal::text_row(self, row);
        }
        let Some(label) = first.meaning.label.or_else(|| identity::leading_label(first)) else {
            return total::grade_sentence(self, row);
        };
        match label {
            Label::GoalBlock | Label::GoalExpected | Label::GoalActual | Label::GoalLongTerm
                if self.block != Block::Indicators || goal::is_header(row) =>
            {
                goal::labelled_row(self, row);
                true
            }
            Label::FundBlock if self.block != Block::Indicators => {
                self.block = Block::Funds;
                self.note_currency(first.words);
                crate::funds::row(self, row) || row.single().is_some()
            }
            Label::IndicatorBlock => {
                // The block's own label set upright beside a row of it.
                self.block == Block::Indicators && {
                    indicators::row(self, row, None);
                    true
                }
            }
            Label::Subtotal if self.block == Block::Indicators => {
                indicators::subtotal_row(self, row);
                true
            }
            Label::Total | Label::TotalPoints | Label::TotalScore | Label::Grade => {
                identity::pairs(self, row);
                true
            }
            Label::OtherMatters
            | Label::Conclusion
            | Label::Problems
            | Label::Improvements
            | Label::Contact
            | Label::Attribute
            | Label::Year
            | Label::FundManagement
            | Label::ProjectName
            | Label::DepartmentName
            | Label::SupervisingDept
            | Label::ImplementingUnit
                if self.block != Block::Indicators || self.stands_before_names(row, first) =>
            {
                identity::pairs(self, row);
                true
            }
            _ => false,
        }
    }

    /// Whether a label inside the indicator block closes it: left of the names, or in a row of
    /// pairs.
    fn stands_before_names(&self, row: RowView<'_>, first: CellView<'_>) -> bool {
        let names_at = self.indicators.start(Column::Level3).unwrap_or(0);
        first.cell.column < names_at || identity::is_pair_row(row)
    }

    /// 注: and the numbered rows below it are the form makers' words, not the filer's.
    fn notes(&mut self, row: RowView<'_>, first: CellView<'_>) -> bool {
        let words = if first.words.is_empty() { first.cell.text.as_str() } else { first.words };
        if words.starts_with("注:") || words.starts_with("注：") || words.starts_with("填表说明")
        {
            self.in_notes = true;
        } else if self.in_notes && row.single().is_none() {
            self.in_notes = false;
        }
        self.in_notes
    }

    /// A line of the title block: title, year, unit of money.
    pub(crate) fn head_line(&mut self, row: RowView<'_>) {
        for view in row.cells() {
            self.head_words(view.words);
        }
    }

    /// Words of the title block outside the table.
    pub(crate) fn head_words(&mut self, words: &str) {
        let dated = words.contains("日期") || words.contains("时间");
        if self.form.year.is_none() && !dated {
            self.form.year = stated_year(words);
        }
        if words.contains("单位:") || words.starts_with('(') {
            self.note_currency(words);
        }
    }

    /// Takes the unit of money a header or label states.
    pub(crate) fn note_currency(&mut self, words: &str) {
        if self.form.money_unit.printed.is_none() {
            self.form.money_unit.printed = money_unit::stated(words);
        }
    }

    /// A row nobody read: known pairs become remarks, figures become gaps.
    fn leftover(&mut self, row: RowView<'_>) {
        if self.block == Block::Head && row.single().is_some() {
            self.head_line(row);
            return;
        }
        let mut cells = row.cells();
        let (first, second) = (cells.next(), cells.next());
        match (first, second, cells.next()) {
            (Some(first), Some(second), None)
                if !first.words.is_empty()
                    && first.words.len() <= 60
                    && !is_figure(first.words) =>
            {
                let label = first.words.trim_end_matches(':').to_owned();
                self.form.remarks.push((label, field::words(second.cell)));
            }
            (Some(only), None, _) if only.meaning == Meaning::default() => {
                self.form.remarks.push((String::new(), field::words(only.cell)));
            }
            (Some(_), Some(_), _) => {
                let numbering = first.is_some_and(|first| matches!(first.words, "列次" | "行次"));
                if !numbering && row.cells().any(|view| is_figure(view.words)) {
                    self.gap("这一行有数字，但没有可对应的栏目".to_owned(), row.at());
                }
            }
            _ => {}
        }
    }
}
