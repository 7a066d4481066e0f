//! A department's year as it is filed: one plain record with everything its forms print and reports
//! speak of, figures filled into the texts.
//!
//! Its JSON is canonical (fields in the order below, no white space), so that a digest of it can be
//! kept; a change of its fields needs a new `format`.

use super::{Assessment, Record, SUBJECT_KIND};
use crate::digest::sm3_hex;
use crate::{Refusal, call};
use chrono::NaiveDate;
use jixiao_domain::{
    Coded as _, DepartmentAmounts, DepartmentTask, FilingEvent, FilingState, FundFigures, Grade,
    Money,
};
use jixiao_store::departments::tasks::TaskTexts;
use jixiao_store::{Connection, hundredths, reviews};
use serde::{Deserialize, Serialize};

/// The format this version writes.
const FORMAT: u32 = 1;

/// A department's year as filed. Amounts are 分, points hundredths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledDepartment {
    /// Version of this record.
    pub format: u32,
    /// Key of the year.
    pub department_year: i64,
    /// Name of the department.
    pub department: String,
    /// 预算单位代码
    pub department_code: String,
    /// Fiscal year.
    pub year: i64,
    /// Id of the framework.
    pub framework: String,
    /// Code of the unit money is printed in.
    pub money_unit: String,
    /// 部门概况
    pub overview: String,
    /// 部门绩效目标的设立情况
    pub goal_setting: String,
    /// 部门预算管理制度建设情况
    pub management: String,
    /// 厉行节约保障措施
    pub economy_measures: String,
    /// 存在的问题和整改情况
    pub problems: String,
    /// 其他需说明的情况
    pub other_notes: String,
    /// 上年编制数
    pub last_posts: Option<i64>,
    /// 上年在职人数
    pub last_staff: Option<i64>,
    /// 编制数
    pub posts: Option<i64>,
    /// 在职人数
    pub staff: Option<i64>,
    /// 楼堂馆所批复规模, 平方米
    pub building_approved: Option<i64>,
    /// 楼堂馆所实际规模, 平方米
    pub building_actual: Option<i64>,
    /// 有效问卷
    pub survey_valid: Option<i64>,
    /// 满意和较满意
    pub survey_satisfied: Option<i64>,
    /// How the survey was made.
    pub survey_note: String,
    /// The units whose projects count, beside the department's own.
    pub units: Vec<String>,
    /// The money, in the order of the items.
    pub amounts: Vec<FiledAmount>,
    /// The projects that count.
    pub projects: Vec<FiledProject>,
    /// The fifteen tasks in printed order.
    pub tasks: Vec<FiledTask>,
    /// The duty table in printed order.
    pub duties: Vec<FiledDuty>,
    /// The indicators in printed order.
    pub indicators: Vec<FiledIndicator>,
    /// 总得分
    pub total: Option<i64>,
    /// 自评等级 as its word.
    pub grade: Option<String>,
    /// Where sums do not add up, explained.
    pub differences: Vec<FiledDifference>,
    /// 填报人; empty before submission.
    pub filled_by: String,
    /// 联系电话
    pub phone: String,
    /// 负责人
    pub leader: String,
    /// 填报日期: the day it was submitted.
    pub filed_on: Option<NaiveDate>,
}

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

impl FiledDepartment {
    /// The record as it and its assessment make it.
    ///
    /// # Errors
    /// [`Refusal::Store`] where the database fails.
    pub async fn of(
        connection: &impl Connection,
        record: &Record,
        assessment: &Assessment,
    ) -> Result<Self, Refusal> {
        let steps = reviews::list(connection, SUBJECT_KIND, record.row.id.0).await?;
        let submitted = steps
            .iter()
            .rev()
            .find(|step| step.event == FilingEvent::Submit)
            .filter(|_| record.row.state != FilingState::Draft);
        let mut filed = Self::unsigned(record, assessment);
        filed.filled_by = submitted.map_or_else(String::new, |step| step.user_name.clone());
        filed.filed_on = submitted.map(|step| call::date_in_china(step.at));
        Ok(filed)
    }

    /// As [`FiledDepartment::of`], without what only the history tells.
    pub fn unsigned(record: &Record, assessment: &Assessment) -> Self {
        let content = record.row.content.clone();
        let units = record.candidates.iter().filter(|unit| record.units.contains(&unit.id));
        Self {
            format: FORMAT,
            department_year: record.row.id.0,
            department: record.organisation.name.clone(),
            department_code: record.organisation.code.clone(),
            year: record.row.year,
            framework: record.row.framework.clone(),
            money_unit: record.row.money_unit.code().to_owned(),
            overview: content.overview,
            goal_setting: content.goal_setting,
            management: content.management,
            economy_measures: content.economy_measures,
            problems: content.problems,
            other_notes: content.other_notes,
            last_posts: content.last_posts,
            last_staff: content.last_staff,
            posts: content.posts,
            staff: content.staff,
            building_approved: content.building_approved_square_metres,
            building_actual: content.building_actual_square_metres,
            survey_valid: content.survey_valid,
            survey_satisfied: content.survey_satisfied,
            survey_note: content.survey_note,
            units: units.map(|unit| unit.name.clone()).collect(),
            amounts: amounts(record),
            projects: projects(record),
            tasks: tasks(record),
            duties: duties(record),
            indicators: indicators(assessment),
            total: assessment.total.map(hundredths),
            grade: assessment.grade.map(|grade| grade.word().to_owned()),
            differences: differences(assessment),
            filled_by: String::new(),
            phone: content.phone,
            leader: content.leader,
            filed_on: None,
        }
    }

    /// The canonical text.
    pub fn canonical(&self) -> String {
        serde_json::to_string(self).expect("plain fields always serialise")
    }

    /// SM3 of the canonical text.
    pub fn digest(&self) -> String {
        sm3_hex(self.canonical().as_bytes())
    }

    /// Reads a canonical text.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] where this version can't read it.
    pub fn read(canonical: &str) -> Result<Self, Refusal> {
        serde_json::from_str::<Self>(canonical)
            .ok()
            .filter(|filed| filed.format == FORMAT)
            .ok_or_else(|| Refusal::WrongState("锁定内容的格式无法识别".to_owned()))
    }

    /// The amounts of an item.
    pub fn amounts_of(&self, item: jixiao_domain::DepartmentItem) -> DepartmentAmounts {
        let row = self.amounts.iter().find(|row| row.item == item.code());
        row.map_or_else(DepartmentAmounts::default, FiledAmount::amounts)
    }

    /// 自评等级
    pub fn grade(&self) -> Option<Grade> {
        self.grade.as_deref().and_then(Grade::from_word)
    }
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

fn amounts(record: &Record) -> Vec<FiledAmount> {
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

fn projects(record: &Record) -> Vec<FiledProject> {
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

fn tasks(record: &Record) -> Vec<FiledTask> {
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

fn duties(record: &Record) -> Vec<FiledDuty> {
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

fn indicators(assessment: &Assessment) -> Vec<FiledIndicator> {
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

fn differences(assessment: &Assessment) -> Vec<FiledDifference> {
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
