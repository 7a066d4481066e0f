//! The forms of a whole department, from what was filed.

use super::{Document, day, rendered};
use crate::departments::{self, FiledDepartment, FiledDuty, FiledIndicator};
use crate::{Call, Refusal};
use jixiao_analysis::department::DepartmentFigures;
use jixiao_domain::{
    Coded as _, Decimal, DepartmentColumn, DepartmentItem, DepartmentYearId, Money, PrintUnit,
    coded,
};
use jixiao_regulation::DepartmentFramework;
use jixiao_render::model::{
    BaseDataForm, BaseDataRow, BuildingRow, DepartmentScoresForm, DepartmentTasksForm, DutyForm,
    Foot, Form, IndicatorRow, LevelOne, LevelTwo, MoneyUnit, Part, TaskGroup, TaskRow, Totals,
};
use jixiao_render::{Format, Layout};

coded! {
    /// Which form of a department's year.
    pub enum DepartmentForm {
        /// 部门整体支出绩效自评表 in words
        Tasks = "tasks" "部门整体支出绩效自评表",
        /// 部门整体支出绩效自评职责履行良好表
        Duties = "duties" "部门整体支出绩效自评职责履行良好表",
        /// 部门整体支出绩效评价基础数据表
        BaseData = "base-data" "部门整体支出绩效评价基础数据表",
        /// 部门整体支出绩效自评表 with scores
        Scores = "scores" "部门整体支出绩效自评评分表",
    }
}

/// A form of a department's year: from its frozen content where there is one.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::WrongState`] where it can't be rendered.
pub async fn department(
    call: Call<'_>,
    id: DepartmentYearId,
    which: DepartmentForm,
    format: Format,
) -> Result<Document, Refusal> {
    let filed = departments::filed(call, id).await?;
    let (form, layout) = form(&filed, which);
    rendered(form, layout, format, name(&filed, which)).await
}

/// The name of a form's file, without extension.
pub(crate) fn name(filed: &FiledDepartment, which: DepartmentForm) -> String {
    format!("{}年度{}-{}", filed.year, which.word(), filed.department)
}

/// The forms that are bound with a department's report: both tables in words and the scored one,
/// with the base data where the framework is a place's own and asks for them.
pub(crate) fn parts(filed: &FiledDepartment) -> Vec<Part> {
    let is_national = DepartmentFramework::get(&filed.framework)
        .is_none_or(|framework| framework.region == "000000");
    DepartmentForm::ALL
        .iter()
        .filter(|which| !is_national || **which != DepartmentForm::BaseData)
        .map(|which| {
            let (form, layout) = form(filed, *which);
            let title = format!("{}年度{}{}", filed.year, filed.department, which.word());
            Part { title, form, layout }
        })
        .collect()
}

pub(crate) fn form(filed: &FiledDepartment, which: DepartmentForm) -> (Form, Layout) {
    match which {
        DepartmentForm::Tasks => (Form::DepartmentTasks(tasks(filed)), Layout::DepartmentTasks),
        DepartmentForm::Duties => (Form::Duties(duties(filed)), Layout::Duties),
        DepartmentForm::BaseData => (Form::BaseData(base_data(filed)), Layout::BaseData),
        DepartmentForm::Scores => (Form::DepartmentScores(scores(filed)), Layout::DepartmentScores),
    }
}

fn year(filed: &FiledDepartment) -> u16 {
    u16::try_from(filed.year).unwrap_or_default()
}

fn foot(filed: &FiledDepartment) -> Foot {
    Foot {
        filled_by: filed.filled_by.clone(),
        phone: filed.phone.clone(),
        leader: filed.leader.clone(),
        filled_on: filed.filed_on.and_then(day),
        seal: true,
    }
}

fn money_unit(filed: &FiledDepartment) -> MoneyUnit {
    match PrintUnit::from_code(&filed.money_unit) {
        Some(PrintUnit::Yuan) => MoneyUnit::Yuan,
        _ => MoneyUnit::TenThousandYuan,
    }
}

/// What does not add up is said below the form, with its explanation.
fn notes(filed: &FiledDepartment) -> Vec<String> {
    filed
        .differences
        .iter()
        .filter(|difference| !difference.explanation.is_empty())
        .enumerate()
        .map(|(index, difference)| {
            let unit = jixiao_domain::CurrencyUnit::TenThousandYuan;
            format!(
                "说明{}：{}相差{}万元，原因是{}",
                index + 1,
                difference.words,
                difference.amount().to_decimal(unit),
                difference.explanation
            )
        })
        .collect()
}

fn tasks(filed: &FiledDepartment) -> DepartmentTasksForm {
    let mut goals: Vec<TaskGroup> = Vec::new();
    for task in &filed.tasks {
        let row = TaskRow {
            task: task.task.clone(),
            measure: task.measure.clone(),
            execution: task.execution.clone(),
            comparison: task.comparison.clone(),
            remark: task.remark.clone(),
        };
        match goals.last_mut() {
            Some(group) if group.name == task.goal => group.rows.push(row),
            _ => goals.push(TaskGroup { name: task.goal.clone(), rows: vec![row] }),
        }
    }
    DepartmentTasksForm {
        department: filed.department.clone(),
        year: year(filed),
        goals,
        notes: notes(filed),
        foot: foot(filed),
    }
}

fn duties(filed: &FiledDepartment) -> DutyForm {
    let row = |duty: &FiledDuty| TaskRow {
        task: duty.name.clone(),
        measure: duty.measure.clone(),
        execution: duty.execution.clone(),
        comparison: duty.comparison.clone(),
        remark: duty.remark.clone(),
    };
    DutyForm {
        department: filed.department.clone(),
        year: year(filed),
        rows: filed.duties.iter().map(row).collect(),
        notes: notes(filed),
        foot: foot(filed),
    }
}

fn base_data(filed: &FiledDepartment) -> BaseDataForm {
    use DepartmentItem::{
        Abroad, CarPurchase, CarRunning, Operating, Procurement, Project, Reception, Staff, Total,
        YearEnd,
    };
    let amount = |items: &[DepartmentItem], column: DepartmentColumn| {
        let known: Vec<Money> =
            items.iter().filter_map(|item| filed.amounts_of(*item).column(column)).collect();
        let sum = known.iter().try_fold(Money::default(), |sum, money| sum.checked_add(*money));
        sum.filter(|_| !known.is_empty())
    };
    let row = |label: &str, indent: u32, items: &[DepartmentItem]| BaseDataRow {
        label: label.to_owned(),
        indent,
        last_final: amount(items, DepartmentColumn::LastFinal),
        budget: amount(items, DepartmentColumn::Adjusted)
            .or_else(|| amount(items, DepartmentColumn::Initial)),
        final_accounts: amount(items, DepartmentColumn::Final),
    };
    let mut rows = vec![
        row("支出总额", 0, &[Total]),
        row("基本支出", 0, &[Staff, Operating]),
        row("其中：人员经费", 1, &[Staff]),
        row("公用经费", 1, &[Operating]),
        row("“三公”经费", 0, &DepartmentItem::THREE_PUBLIC),
        row("1、公务用车购置和运行维护费", 1, &[CarPurchase, CarRunning]),
        row("其中：公务用车购置费", 2, &[CarPurchase]),
        row("公务用车运行维护费", 2, &[CarRunning]),
        row("2、因公出国（境）费", 1, &[Abroad]),
        row("3、公务接待费", 1, &[Reception]),
        row("项目支出", 0, &[Project]),
    ];
    rows.extend((1_usize..).zip(&filed.projects).map(|(number, project)| BaseDataRow {
        label: format!("{number}、{}", project.name),
        indent: 1,
        last_final: None,
        budget: Some(Money::from_fen(project.adjusted_fen)),
        final_accounts: Some(Money::from_fen(project.executed_fen)),
    }));
    rows.push(row("政府采购金额", 0, &[Procurement]));
    rows.push(row("结转和结余", 0, &[YearEnd]));
    BaseDataForm {
        department: filed.department.clone(),
        year: year(filed),
        money_unit: money_unit(filed),
        posts: filed.posts,
        staff: filed.staff,
        control_rate: DepartmentFigures::control_rate(filed.staff, filed.posts),
        rows,
        building: building(filed),
        economy_measures: filed.economy_measures.clone(),
        notes: notes(filed),
        foot: foot(filed),
    }
}

fn building(filed: &FiledDepartment) -> Option<BuildingRow> {
    let amounts = filed.amounts_of(DepartmentItem::Buildings);
    let row = BuildingRow {
        approved: filed.building_approved,
        actual: filed.building_actual,
        area_rate: DepartmentFigures::control_rate(filed.building_actual, filed.building_approved),
        budget: amounts.initial,
        spent: amounts.final_accounts,
        cost_rate: DepartmentFigures::control_rate(
            amounts.final_accounts.map(Money::fen),
            amounts.initial.map(Money::fen),
        ),
    };
    let none = row.approved.is_none() && row.actual.is_none() && row.spent.is_none();
    (!none).then_some(row)
}

fn scores(filed: &FiledDepartment) -> DepartmentScoresForm {
    let mut groups: Vec<LevelOne> = Vec::new();
    for indicator in &filed.indicators {
        if groups.last().is_none_or(|group| group.name != indicator.level1) {
            groups.push(LevelOne {
                name: indicator.level1.clone(),
                points: Some(Decimal::ZERO),
                score: None,
                kinds: Vec::new(),
            });
        }
        let Some(group) = groups.last_mut() else { continue };
        let points = Decimal::new(indicator.points, 2);
        group.points = group.points.and_then(|sum| sum.checked_add(points));
        if group.kinds.last().is_none_or(|kind| kind.name != indicator.level2) {
            let name = indicator.level2.clone();
            group.kinds.push(LevelTwo { name, points: None, score: None, rows: Vec::new() });
        }
        if let Some(kind) = group.kinds.last_mut() {
            kind.rows.push(indicator_row(indicator));
        }
    }
    DepartmentScoresForm {
        department: filed.department.clone(),
        year: year(filed),
        totals: Totals {
            points: Some(Decimal::new(filed.indicators.iter().map(|row| row.points).sum(), 2)),
            score: filed.total.map(|total| Decimal::new(total, 2)),
            grade: filed.grade(),
        },
        indicators: groups,
        notes: notes(filed),
        foot: foot(filed),
    }
}

fn indicator_row(indicator: &FiledIndicator) -> IndicatorRow {
    // What a person judged at all points is founded, not explained.
    let reduced = indicator.score.is_some_and(|score| score < indicator.points);
    let explained = reduced || !indicator.formula.is_empty();
    IndicatorRow {
        name: indicator.name.clone(),
        target: indicator.target.clone(),
        actual: indicator.actual.clone(),
        points: Some(Decimal::new(indicator.points, 2).normalize()),
        score: indicator.score.map(|score| Decimal::new(score, 2).normalize()),
        deviation: if explained { indicator.reason.clone() } else { String::new() },
    }
}
