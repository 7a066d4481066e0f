//! 项目支出绩效自评表 in the layout of the project's year.

use super::{Document, day, rendered};
use crate::self_evaluations::{FiledForm, FiledFund, FiledIndicator, FiledUnit, printable};
use crate::{Call, Refusal};
use jixiao_domain::{
    Coded, Decimal, FormLayout, FundSource, IndicatorGroup, IndicatorKind, PrintUnit,
    SelfEvaluationId,
};
use jixiao_regulation::Regulation;
use jixiao_render::model::{
    Foot, Form, FundKind, FundRow, IndicatorRow, LevelOne, LevelTwo, MoneyUnit, Organisation, Part,
    SelfEvaluationForm, Totals,
};
use jixiao_render::{Format, Layout};

/// The official form of a self-evaluation: the frozen one where there is one.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::WrongState`] where it can't be rendered.
pub async fn self_evaluation(
    call: Call<'_>,
    id: SelfEvaluationId,
    format: Format,
) -> Result<Document, Refusal> {
    let filed = printable(call, id).await?;
    let regulation = call.app.regulations.get(&filed.regulation);
    document(&filed, regulation, format).await
}

pub(super) async fn document(
    filed: &FiledForm,
    regulation: Option<&Regulation>,
    format: Format,
) -> Result<Document, Refusal> {
    let name = name(filed);
    rendered(form(filed, regulation), layout(&filed.layout), format, name).await
}

/// The form as a part of a volume.
pub(crate) fn part(filed: &FiledForm, regulation: &Regulation) -> Part {
    Part {
        title: format!("{}年度{}项目支出绩效自评表", filed.year, filed.project_name),
        form: form(filed, Some(regulation)),
        layout: layout(&filed.layout),
    }
}

/// What a form is called.
pub(crate) fn name(filed: &FiledForm) -> String {
    format!("{}年度绩效自评表-{}", filed.year, filed.project_name)
}

pub(crate) fn layout(code: &str) -> Layout {
    match FormLayout::from_code(code) {
        Some(FormLayout::Kunming) => Layout::Kunming,
        Some(FormLayout::AnqingA) => Layout::AnqingA,
        Some(FormLayout::AnqingB) => Layout::AnqingB,
        Some(FormLayout::AnqingC) => Layout::AnqingC,
        Some(FormLayout::National) | None => Layout::National,
    }
}

pub(crate) fn form(filed: &FiledForm, regulation: Option<&Regulation>) -> Form {
    let funds = filed.funds.iter().map(|fund| fund_row(filed, fund)).collect();
    Form::SelfEvaluation(SelfEvaluationForm {
        year: u16::try_from(filed.year).unwrap_or_default(),
        project: filed.project_name.clone(),
        project_code: filed.project_code.clone(),
        supervising_dept: organisation(&filed.supervising_department),
        implementing_unit: organisation(&filed.implementing_unit),
        finance_division: filed.finance_division.clone(),
        money_unit: money_unit(&filed.money_unit),
        funds,
        expected_goal: filed.expected_goal.clone(),
        actual_goal: filed.actual_goal.clone(),
        indicators: tree(&filed.indicators),
        totals: Totals {
            points: Some(points(filed.points)),
            score: filed.total.map(points),
            grade: filed.grade(),
        },
        other_matters: filed.other_matters(),
        notes: regulation.map_or_else(Vec::new, notes),
        foot: Foot {
            filled_by: filed.filled_by.clone(),
            phone: filed.phone.clone(),
            leader: filed.leader.clone(),
            filled_on: filed.filed_on.and_then(day),
            seal: true,
        },
    })
}

pub(super) fn organisation(unit: &FiledUnit) -> Organisation {
    Organisation { name: unit.name.clone(), code: unit.code.clone() }
}

pub(super) fn money_unit(code: &str) -> MoneyUnit {
    match PrintUnit::from_code(code) {
        Some(PrintUnit::Yuan) => MoneyUnit::Yuan,
        Some(PrintUnit::TenThousandYuan) | None => MoneyUnit::TenThousandYuan,
    }
}

fn points(hundredths: i64) -> Decimal {
    Decimal::new(hundredths, 2).normalize()
}

fn fund_row(filed: &FiledForm, fund: &FiledFund) -> FundRow {
    let figures = fund.figures();
    let kind = match FundSource::from_code(&fund.source) {
        None => FundKind::Total,
        Some(FundSource::CurrentTreasury) => FundKind::CurrentAppropriation,
        Some(FundSource::CarryOver) => FundKind::CarryOver,
        Some(FundSource::Other) => FundKind::Other,
    };
    let is_total = kind == FundKind::Total;
    FundRow {
        kind,
        initial: Some(figures.initial),
        adjusted: Some(figures.adjusted),
        executed: Some(figures.executed),
        points: filed.execution_points.filter(|_| is_total).map(points),
        rate: figures.execution_rate().ok(),
        score: filed.execution_score.filter(|_| is_total).map(points),
    }
}

/// The rows below their headings, which stand in the order in which they first come.
fn tree(rows: &[FiledIndicator]) -> Vec<LevelOne> {
    let mut tree: Vec<LevelOne> = Vec::new();
    for row in rows {
        let group = word::<IndicatorGroup>(&row.level1);
        let kind = word::<IndicatorKind>(&row.level2);
        let first = place(
            &mut tree,
            |level| level.name == group,
            || LevelOne { name: group.clone(), points: None, score: None, kinds: Vec::new() },
        );
        add(&mut first.points, &mut first.score, row);
        let second = place(
            &mut first.kinds,
            |level| level.name == kind,
            || LevelTwo { name: kind.clone(), points: None, score: None, rows: Vec::new() },
        );
        add(&mut second.points, &mut second.score, row);
        second.rows.push(IndicatorRow {
            name: row.name.clone(),
            target: row.target.clone(),
            actual: row.actual.clone(),
            points: Some(points(row.points)),
            score: row.score.map(points),
            deviation: row.deviation(),
        });
    }
    tree
}

/// The entry that is meant, added at the end where it isn't there yet.
pub(super) fn place<T>(
    list: &mut Vec<T>,
    is: impl Fn(&T) -> bool,
    new: impl FnOnce() -> T,
) -> &mut T {
    let index = list.iter().position(is).unwrap_or_else(|| {
        list.push(new());
        list.len() - 1
    });
    &mut list[index]
}

/// Adds a row to a subtotal. A row without a score leaves the score of its heading as it was.
fn add(sum: &mut Option<Decimal>, scores: &mut Option<Decimal>, row: &FiledIndicator) {
    *sum = Some(sum.unwrap_or_default() + points(row.points));
    if let Some(score) = row.score {
        *scores = Some(scores.unwrap_or_default() + points(score));
    }
}

pub(super) fn word<T: Coded>(code: &str) -> String {
    T::from_code(code).map_or_else(|| code.to_owned(), |value| T::word(value).to_owned())
}

/// What the regulation says about grades, as a note below the form.
fn notes(regulation: &Regulation) -> Vec<String> {
    let bands: Vec<String> = regulation
        .grade_bands
        .value
        .iter()
        .filter(|band| !band.at_least.is_zero())
        .map(|band| format!("{} 分及以上为{}", band.at_least.normalize(), band.grade.word()))
        .collect();
    vec![format!("自评等级：{}，其余为差。", bands.join("，"))]
}
