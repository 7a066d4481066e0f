//! The family of the national form (财预〔2020〕10号, attachment 1): one table of identity, funds,
//! goal, indicators and total.
//!
//! Owns the grid; the words and habits of a place are a [`Style`].

use crate::model::{
    FundKind, FundRow, IndicatorRow, LevelOne, MoneyUnit, Organisation, SelfEvaluationForm,
};
use crate::print;
use crate::sheet::{Content, Orientation, Sheet, SheetBuilder};
use jixiao_domain::{Decimal, Money};

/// What differs between the forms of the family.
pub(super) struct Style {
    /// The title.
    pub(super) title: &'static str,
    /// 年度总体目标 and 绩效指标 as the form words them.
    pub(super) blocks: [&'static str; 2],
    /// Headers of the fund block from 年初预算数 to 得分.
    pub(super) fund_headers: [&'static str; 6],
    /// 当年财政拨款 with its 其中.
    pub(super) appropriation: &'static str,
    /// What stands in figures that do not apply: `—` or `-`.
    pub(super) dash: &'static str,
    /// Which of points, rate and score of the rows below the total print the dash.
    pub(super) dashes: [bool; 3],
    /// How points and scores are worded; the second is what stands for none, here and below.
    pub(super) points: fn(Option<Decimal>, &str) -> Content,
    /// How amounts are worded.
    pub(super) amount: fn(Option<Money>, MoneyUnit) -> Content,
    /// How the execution rate is worded.
    pub(super) rate: fn(Option<Decimal>, &str) -> Content,
    /// How the closing figures are worded.
    pub(super) total: fn(Option<Decimal>, &str) -> Content,
    /// What stands as 主管部门.
    pub(super) supervisor: fn(&SelfEvaluationForm) -> String,
    /// How 实施单位 is worded.
    pub(super) organisation: fn(&Organisation) -> String,
    /// What stands before the name of every indicator.
    pub(super) name_prefix: &'static str,
    /// What stands for a deviation that need not be explained.
    pub(super) no_deviation: &'static str,
}

/// Edges of the columns in mm: the indicator block and the fund block share most of them.
pub(super) const LEFT: u32 = 0;
const LEVEL1: u32 = 10;
pub(super) const LEVEL2: u32 = 31;
const LEVEL3: u32 = 52;
const INITIAL: u32 = 59;
const TARGET: u32 = 82;
const ACTUAL: u32 = 104;
const POINTS: u32 = 125;
const SCORE: u32 = 138;
const DEVIATION: u32 = 155;
pub(super) const RIGHT: u32 = 180;

/// The form as one sheet.
pub(super) fn sheets(form: &SelfEvaluationForm, style: &Style) -> Vec<Sheet> {
    let mut sheet = SheetBuilder::new(Orientation::Portrait, style.title);
    sheet.subtitle(print::fiscal_year(form.year));
    identity(&mut sheet, form, style);
    funds(&mut sheet, form, style);
    goal(&mut sheet, form, style);
    indicators(&mut sheet, &form.indicators, style);
    total(&mut sheet, form, style);
    sheet.notes(&form.notes);
    sheet.foot(&form.foot);
    vec![sheet.finish()]
}

pub(super) fn identity(sheet: &mut SheetBuilder, form: &SelfEvaluationForm, style: &Style) {
    let row = sheet.row();
    sheet.put(row, (LEFT, LEVEL2), Content::label("项目名称"));
    sheet.put(row, (LEVEL2, RIGHT), print::short(&form.project));
    let row = sheet.row();
    sheet.put(row, (LEFT, LEVEL2), Content::label("主管部门"));
    sheet.put(row, (LEVEL2, TARGET), print::short(&(style.supervisor)(form)));
    sheet.put(row, (TARGET, ACTUAL), Content::label("实施单位"));
    let unit = (style.organisation)(&form.implementing_unit);
    sheet.put(row, (ACTUAL, RIGHT), print::short(&unit));
}

pub(super) fn funds(sheet: &mut SheetBuilder, form: &SelfEvaluationForm, style: &Style) {
    let top = sheet.row();
    let block = print::in_unit("项目资金\n", form.money_unit);
    sheet.put_tall(top..top + 1 + form.funds.len(), (LEFT, LEVEL2), Content::label(block));
    sheet.put(top, (LEVEL2, INITIAL), Content::empty());
    let edges = [INITIAL, TARGET, ACTUAL, POINTS, SCORE, DEVIATION, RIGHT];
    for (pair, head) in edges.windows(2).zip(style.fund_headers) {
        sheet.put(top, (pair[0], pair[1]), Content::label(head));
    }
    for fund in &form.funds {
        let row = sheet.row();
        sheet.put(row, (LEVEL2, INITIAL), Content::label(label(&fund.kind, style)));
        for (pair, content) in edges.windows(2).zip(fund_cells(fund, form.money_unit, style)) {
            sheet.put(row, (pair[0], pair[1]), content);
        }
    }
}

fn label(kind: &FundKind, style: &Style) -> String {
    match kind {
        FundKind::Total => "年度资金总额".to_owned(),
        FundKind::CurrentAppropriation => style.appropriation.to_owned(),
        FundKind::CarryOver => "上年结转资金".to_owned(),
        FundKind::Other => "其他资金".to_owned(),
        FundKind::Named(words) => words.clone(),
    }
}

fn fund_cells(fund: &FundRow, unit: MoneyUnit, style: &Style) -> [Content; 6] {
    let is_total = fund.kind == FundKind::Total;
    let [points, rate, score] =
        style.dashes.map(|dashed| if dashed || is_total { style.dash } else { "" });
    [
        (style.amount)(fund.initial, unit),
        (style.amount)(fund.adjusted, unit),
        (style.amount)(fund.executed, unit),
        (style.points)(fund.points, points),
        (style.rate)(fund.rate, rate),
        (style.points)(fund.score, score),
    ]
}

pub(super) fn goal(sheet: &mut SheetBuilder, form: &SelfEvaluationForm, style: &Style) {
    let top = sheet.row();
    let texts = sheet.row();
    sheet.put_tall(top..texts + 1, (LEFT, LEVEL1), Content::label(style.blocks[0]));
    sheet.put(top, (LEVEL1, ACTUAL), Content::label("预期目标"));
    sheet.put(top, (ACTUAL, RIGHT), Content::label("实际完成情况"));
    sheet.put(texts, (LEVEL1, ACTUAL), print::words(&form.expected_goal));
    sheet.put(texts, (ACTUAL, RIGHT), print::words(&form.actual_goal));
}

fn indicators(sheet: &mut SheetBuilder, tree: &[LevelOne], style: &Style) {
    let header = sheet.row();
    sheet.repeat(header..header + 1);
    let heads = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"];
    let edges = [LEVEL1, LEVEL2, LEVEL3, TARGET, ACTUAL, POINTS, SCORE, DEVIATION];
    for (pair, head) in edges.windows(2).zip(heads) {
        sheet.put(header, (pair[0], pair[1]), Content::label(head));
    }
    sheet.put(header, (DEVIATION, RIGHT), Content::label("偏差原因分析及改进措施"));
    for group in tree {
        level_one(sheet, group, style);
    }
    let rows = header..sheet.next_row();
    sheet.put_tall(rows, (LEFT, LEVEL1), Content::label(style.blocks[1]));
}

fn level_one(sheet: &mut SheetBuilder, group: &LevelOne, style: &Style) {
    let top = sheet.next_row();
    for kind in &group.kinds {
        let first = sheet.next_row();
        for indicator in &kind.rows {
            let row = sheet.row();
            indicator_cells(sheet, row, indicator, style);
        }
        if sheet.next_row() > first {
            let rows = first..sheet.next_row();
            sheet.put_tall(rows, (LEVEL2, LEVEL3), Content::label(&kind.name));
        }
    }
    let name = match group.points {
        Some(points) => format!("{}\n（{}分）", group.name, points.normalize()),
        None => group.name.clone(),
    };
    if sheet.next_row() > top {
        sheet.put_tall(top..sheet.next_row(), (LEVEL1, LEVEL2), Content::label(name));
    }
}

fn indicator_cells(sheet: &mut SheetBuilder, row: usize, indicator: &IndicatorRow, style: &Style) {
    let name = format!("{}{}", style.name_prefix, indicator.name.trim());
    sheet.put(row, (LEVEL3, TARGET), print::words(&name));
    sheet.put(row, (TARGET, ACTUAL), print::short(&indicator.target));
    sheet.put(row, (ACTUAL, POINTS), print::short(&indicator.actual));
    sheet.put(row, (POINTS, SCORE), (style.points)(indicator.points, style.dash));
    sheet.put(row, (SCORE, DEVIATION), (style.points)(indicator.score, style.dash));
    let deviation = match indicator.deviation.trim() {
        "" => Content::centered(style.no_deviation),
        words => Content::words(words),
    };
    sheet.put(row, (DEVIATION, RIGHT), deviation);
}

fn total(sheet: &mut SheetBuilder, form: &SelfEvaluationForm, style: &Style) {
    let row = sheet.row();
    sheet.put(row, (LEFT, POINTS), Content::label("总分").bold());
    sheet.put(row, (POINTS, SCORE), (style.points)(form.totals.points, style.dash));
    sheet.put(row, (SCORE, DEVIATION), (style.total)(form.totals.score, style.dash));
    let grade = form.totals.grade.map_or(style.no_deviation, jixiao_domain::Grade::word);
    sheet.put(row, (DEVIATION, RIGHT), Content::centered(grade));
}
