//! The rows of a department's year as filed: money, projects, tasks, duties, indicators and
//! differences, and how they are taken from the record and its assessment.
//!
//! Their fields are part of the canonical text: order and format are the parent's to keep.

use crate::departments::{Assessment, Record};
use jixiao_domain::{Coded as _, DepartmentAmounts, DepartmentTask, FundFigures, Money};
use jixiao_store::departments::tasks::TaskTexts;
use jixiao_store::hundredths;
use serde::{Deserialize, Serialize};

/// An item of the money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledAmount {
    /// Code of the item.
    pub item: String,
    /// 上年决算数
    pub last_final_fen: Option<i64>,
    /// 年初预算数
    pub initial_fen: Option<i64>,
    /// 全年预算数
    pub adjusted_fen: Option<i64>,
    /// 本年决算数
    pub final_fen: Option<i64>,
}

/// A project that counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledProject {
    /// Key of the project's year.
    pub project_year: i64,
    /// 项目编码
    pub code: String,
    /// 项目名称
    pub name: String,
    /// The unit that runs it.
    pub unit: String,
    /// 年初预算数
    pub initial_fen: i64,
    /// 全年预算数
    pub adjusted_fen: i64,
    /// 全年执行数
    pub executed_fen: i64,
    /// 自评得分
    pub score: Option<i64>,
    /// 自评等级 as its word.
    pub grade: Option<String>,
    /// 年度总体目标实际完成情况
    pub actual_goal: String,
}

/// A task with its texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledTask {
    /// 目标 as its word.
    pub goal: String,
    /// 任务名称 as its word.
    pub task: String,
    /// 编制预算时提出的任务措施
    pub measure: String,
    /// 绩效指标实际执行情况
    pub execution: String,
    /// 执行情况与年初预算的对比
    pub comparison: String,
    /// 相关情况说明
    pub remark: String,
}

/// A row of the duty table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledDuty {
    /// 任务名称
    pub name: String,
    /// Key of the project's year it accounts for.
    pub project_year: Option<i64>,
    /// 编制预算时提出的任务措施
    pub measure: String,
    /// 绩效指标实际执行情况
    pub execution: String,
    /// 执行情况与年初预算的对比
    pub comparison: String,
    /// 相关情况说明
    pub remark: String,
    /// Whether it is 重点工作.
    pub is_key: bool,
    /// Code of how it ended.
    pub outcome: Option<String>,
    /// Whether it met its quality.
    pub quality_met: Option<bool>,
}

/// An indicator with its score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledIndicator {
    /// Code within the framework.
    pub code: String,
    /// 一级指标
    pub level1: String,
    /// 二级指标
    pub level2: String,
    /// 三级指标
    pub name: String,
    /// 指标值
    pub target: String,
    /// 实际完成值
    pub actual: String,
    /// 分值
    pub points: i64,
    /// 得分
    pub score: Option<i64>,
    /// The formula in words; empty where a person judges.
    pub formula: String,
    /// The arithmetic, or why there is none; empty where a person judges.
    pub arithmetic: String,
    /// 文号 and article.
    pub article: String,
    /// 偏差原因和改进措施, or the basis of a person's score.
    pub reason: String,
}

/// A difference with its explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledDifference {
    /// Its code.
    pub code: String,
    /// What is compared.
    pub words: String,
    /// What the department states.
    pub stated_fen: i64,
    /// What it should be.
    pub due_fen: i64,
    /// The explanation; empty before it is given.
    pub explanation: String,
}

impl FiledAmount {
    /// The amounts.
    pub fn amounts(&self) -> DepartmentAmounts {
        let money = |fen: Option<i64>| fen.map(Money::from_fen);
        DepartmentAmounts {
            last_final: money(self.last_final_fen),
            initial: money(self.initial_fen),
            adjusted: money(self.adjusted_fen),
            final_accounts: money(self.final_fen),
        }
    }
}

impl FiledProject {
    /// The amounts.
    pub fn figures(&self) -> FundFigures {
        FundFigures {
            initial: Money::from_fen(self.initial_fen),
            adjusted: Money::from_fen(self.adjusted_fen),
            executed: Money::from_fen(self.executed_fen),
        }
    }
}

impl FiledDifference {
    /// `stated` less `due`.
    pub fn amount(&self) -> Money {
        Money::from_fen(self.stated_fen.saturating_sub(self.due_fen))
    }
}

pub(super) fn amounts(record: &Record) -> Vec<FiledAmount> {
    let fen = |money: Option<Money>| money.map(Money::fen);
    record
        .amounts
        .iter()
        .map(|(item, amounts)| FiledAmount {
            item: item.code().to_owned(),
            last_final_fen: fen(amounts.last_final),
            initial_fen: fen(amounts.initial),
            adjusted_fen: fen(amounts.adjusted),
            final_fen: fen(amounts.final_accounts),
        })
        .collect()
}

pub(super) fn projects(record: &Record) -> Vec<FiledProject> {
    record
        .counted()
        .filter_map(|project| {
            Some(FiledProject {
                project_year: project.project_year_id?.0,
                code: project.code.clone(),
                name: project.name.clone(),
                unit: project.organisation_name.clone(),
                initial_fen: project.figures.initial.fen(),
                adjusted_fen: project.figures.adjusted.fen(),
                executed_fen: project.figures.executed.fen(),
                score: project.total.map(hundredths),
                grade: project.grade.map(|grade| grade.word().to_owned()),
                actual_goal: project.actual_goal.clone(),
            })
        })
        .collect()
}

pub(super) fn tasks(record: &Record) -> Vec<FiledTask> {
    let ties = record.ties();
    let nothing = TaskTexts::default();
    DepartmentTask::ALL
        .iter()
        .map(|task| {
            let texts = record.tasks.get(task).unwrap_or(&nothing);
            FiledTask {
                goal: task.goal().word().to_owned(),
                task: task.word().to_owned(),
                measure: ties.fill(&texts.measure),
                execution: ties.fill(&texts.execution),
                comparison: ties.fill(&texts.comparison),
                remark: ties.fill(&texts.remark),
            }
        })
        .collect()
}

pub(super) fn duties(record: &Record) -> Vec<FiledDuty> {
    record
        .duties
        .iter()
        .map(|duty| {
            let ties = record.ties_of(duty);
            FiledDuty {
                name: duty.name.clone(),
                project_year: duty.project_year_id.map(|id| id.0),
                measure: ties.fill(&duty.texts.measure),
                execution: ties.fill(&duty.texts.execution),
                comparison: ties.fill(&duty.texts.comparison),
                remark: ties.fill(&duty.texts.remark),
                is_key: duty.is_key,
                outcome: duty.outcome.map(|outcome| outcome.code().to_owned()),
                quality_met: duty.quality_met,
            }
        })
        .collect()
}

pub(super) fn indicators(assessment: &Assessment) -> Vec<FiledIndicator> {
    assessment
        .indicators
        .iter()
        .map(|row| FiledIndicator {
            code: row.indicator.code.clone(),
            level1: row.indicator.level1.clone(),
            level2: row.indicator.level2.clone(),
            name: row.indicator.name.clone(),
            target: row.indicator.target.clone(),
            actual: row.actual(),
            points: hundredths(row.indicator.points),
            score: row.score.map(hundredths),
            formula: row.indicator.measure.map_or("", |measure| measure.formula()).to_owned(),
            arithmetic: row.figure.as_ref().map_or_else(String::new, |figure| figure.words.clone()),
            article: row.indicator.article.clone(),
            reason: row.reason().to_owned(),
        })
        .collect()
}

pub(super) fn differences(assessment: &Assessment) -> Vec<FiledDifference> {
    assessment
        .differences
        .iter()
        .map(|shown| FiledDifference {
            code: shown.difference.code.clone(),
            words: shown.difference.words.clone(),
            stated_fen: shown.difference.stated.fen(),
            due_fen: shown.difference.due.fen(),
            explanation: shown
                .explanation
                .as_ref()
                .map_or_else(String::new, |said| said.explanation.clone()),
        })
        .collect()
}
