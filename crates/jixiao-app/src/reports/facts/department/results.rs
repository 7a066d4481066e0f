//! What a department did: its tasks, duties and projects, and what the indicators make of it.

use super::{Sheet, count, points};
use crate::departments::{FiledDuty, FiledIndicator, FiledProject};
use jixiao_domain::{
    Coded as _, Decimal, DepartmentTask, FundFigures, Money, TaskOutcome, round_half_up_2dp,
};
use jixiao_narrative::{FactValue, Facts};

pub(super) fn put(facts: &mut Facts, sheet: &Sheet<'_>) {
    scores(facts, sheet);
    indicators(facts, sheet);
    tasks(facts, sheet);
    duties(facts, sheet);
    projects(facts, sheet);
}

fn scores(facts: &mut Facts, sheet: &Sheet<'_>) {
    let filed = sheet.filed;
    let mut top = sheet.group(facts, "表");
    let most = filed.indicators.iter().map(|row| row.points).sum();
    top.put_at("row_count", count(filed.indicators.len(), "项"), "三级指标行数").put_at(
        "total.points",
        points(most),
        "总分值",
    );
    if let Some(total) = filed.total {
        top.put_at("total.score", points(total), "总得分");
    }
    if let Some(grade) = &filed.grade {
        top.put_at("total.grade", FactValue::Grade { word: grade.clone() }, "自评等级");
    }
    let short = filed.indicators.iter().filter(|row| is_short(row)).count();
    if short > 0 {
        top.put_at("short_count", count(short, "项"), "未得满分的三级指标行数");
    }
}

fn is_short(row: &FiledIndicator) -> bool {
    row.score.is_some_and(|score| score < row.points)
}

/// The groups with their sums, and the indicators that lost points.
fn indicators(facts: &mut Facts, sheet: &Sheet<'_>) {
    let rows = &sheet.filed.indicators;
    for list in ["groups", "shorts"] {
        facts.list(list);
    }
    for row in rows {
        let of = || rows.iter().filter(|other| other.level1 == row.level1);
        sheet
            .item(facts, ("groups", &row.level1), &format!("表“{}”各行", row.level1))
            .text("name", &row.level1)
            .put_at("points", points(of().map(|row| row.points).sum()), "分值合计")
            .put_at("score", points(of().filter_map(|row| row.score).sum()), "得分合计")
            .put_at("row_count", count(of().count(), "项"), "行数");
    }
    for row in rows.iter().filter(|row| is_short(row)) {
        let lost = row.score.map_or(0, |score| row.points - score);
        sheet
            .item(facts, ("shorts", &row.code), &format!("表“{}”行", row.name))
            .text("name", &row.name)
            .put_at("target", FactValue::text(&row.target), "指标值")
            .put_at("actual", FactValue::text(&row.actual), "实际完成值")
            .put_at("points", points(row.points), "分值")
            .put_at("score", points(row.score.unwrap_or_default()), "得分")
            .put_at("lost", points(lost), "分值与得分之差")
            .put_at("reason", FactValue::text(&row.reason), "偏差原因和改进措施");
    }
}

/// The tasks of which something is said, below their goals.
fn tasks(facts: &mut Facts, sheet: &Sheet<'_>) {
    for list in ["goals", "tasks"] {
        facts.list(list);
    }
    for (row, task) in sheet.filed.tasks.iter().zip(DepartmentTask::ALL) {
        let mut goal = sheet.item(facts, ("goals", task.goal().code()), "表“目标”");
        goal.text("name", &row.goal);
        let is_told = !row.execution.trim().is_empty();
        goal.flag("told", is_told);
        if is_told {
            let is_survey = *task == DepartmentTask::Satisfaction;
            sheet.group(facts, "表").flag("survey_told", is_survey);
            sheet
                .item(facts, ("tasks", task.code()), &format!("表“{}”行", row.task))
                .text("goal", &row.goal)
                .text("name", &row.task)
                .put_at("execution", FactValue::text(&row.execution), "绩效指标实际执行情况")
                .put_at("comparison", FactValue::text(&row.comparison), "执行情况与年初预算的对比");
        }
    }
}

/// How the duties ended, and those that did not end well.
fn duties(facts: &mut Facts, sheet: &Sheet<'_>) {
    let rows = &sheet.filed.duties;
    for list in ["duties", "failed"] {
        facts.list(list);
    }
    let outcome = |duty: &FiledDuty| duty.outcome.as_deref().and_then(TaskOutcome::from_code);
    let number =
        |holds: &dyn Fn(&FiledDuty) -> bool| rows.iter().filter(|duty| holds(duty)).count();
    let mut top = sheet.group(facts, "职责履行良好表");
    for (key, number, place) in [
        ("duty_count", rows.len(), "行数"),
        ("key_count", number(&|duty| duty.is_key), "重点工作行数"),
        (
            "on_time_count",
            number(&|duty| outcome(duty) == Some(TaskOutcome::OnTime)),
            "按时完成的行数",
        ),
        ("met_count", number(&|duty| duty.quality_met == Some(true)), "质量达标的行数"),
    ] {
        if number > 0 {
            top.put_at(key, count(number, "项"), place);
        }
    }
    for (index, duty) in rows.iter().enumerate() {
        let ended = outcome(duty);
        let failed = ended.is_some_and(|ended| ended != TaskOutcome::OnTime)
            || duty.quality_met == Some(false);
        for (list, _) in [("duties", true), ("failed", failed)].into_iter().filter(|of| of.1) {
            let place = format!("职责履行良好表“{}”行", duty.name);
            let mut item = sheet.item(facts, (list, &index.to_string()), &place);
            item.text("name", &duty.name)
                .put_at("execution", FactValue::text(&duty.execution), "绩效指标实际执行情况")
                .put_at("remark", FactValue::text(&duty.remark), "相关情况说明")
                .flag("poor", duty.quality_met == Some(false));
            if let Some(ended) = ended {
                item.text("outcome", ended.word());
            }
        }
    }
}

fn projects(facts: &mut Facts, sheet: &Sheet<'_>) {
    let rows = &sheet.filed.projects;
    facts.list("projects");
    let total = rows
        .iter()
        .try_fold(FundFigures::default(), |sum, row| sum.checked_add(row.figures()))
        .unwrap_or_default();
    let scores: Vec<i64> = rows.iter().filter_map(|row| row.score).collect();
    let mut top = sheet.group(facts, "“纳入的项目”");
    if !rows.is_empty() {
        top.put_at("project_count", count(rows.len(), "个项目"), "行数");
        super::super::funds(&mut top, "projects_total.", total);
    }
    if !scores.is_empty() {
        top.put_at("scored_count", count(scores.len(), "个"), "有自评得分的行数");
    }
    if let Some(average) =
        Decimal::from(scores.iter().sum::<i64>()).checked_div(Decimal::from(scores.len() * 100))
    {
        let average = FactValue::Points { points: round_half_up_2dp(average) };
        top.put_at("average", average, "自评得分的平均数");
    }
    for row in rows {
        project(facts, sheet, row);
    }
}

fn project(facts: &mut Facts, sheet: &Sheet<'_>, row: &FiledProject) {
    let place = format!("“纳入的项目”中“{}”行", row.name);
    let mut item = sheet.item(facts, ("projects", &row.project_year.to_string()), &place);
    let money = |fen: i64| FactValue::money(Money::from_fen(fen));
    item.text("name", &row.name)
        .text("unit", &row.unit)
        .put_at("adjusted", money(row.adjusted_fen), "全年预算数")
        .put_at("executed", money(row.executed_fen), "全年执行数");
    if let Ok(share) = row.figures().execution_rate() {
        item.put_at("rate", super::rate(share), "执行率");
    }
    if let Some(score) = row.score {
        item.put_at("score", points(score), "自评得分");
    }
    if let Some(grade) = &row.grade {
        item.put_at("grade", FactValue::Grade { word: grade.clone() }, "自评等级");
    }
}
