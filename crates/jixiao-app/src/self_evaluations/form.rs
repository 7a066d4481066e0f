//! The self-evaluation as it is filed: one plain record with everything the official form prints.
//!
//! Pages, documents, checks and freezes all stand on it. Its JSON is canonical (fields in the order
//! below, no white space), so that a digest of it can be kept; a change of its fields needs a new
//! `format`.

use super::{Assessment, Record, SUBJECT_KIND, Scored};
use crate::digest::sm3_hex;
use crate::{Refusal, call};
use chrono::NaiveDate;
use jixiao_domain::{Coded as _, Decimal, FilingEvent, FilingState, FundFigures, Grade};
use jixiao_store::{Connection, attachments, reviews};
use serde::{Deserialize, Serialize};

/// The format this version writes.
const FORMAT: u32 = 1;

/// A self-evaluation as filed. Amounts are 分, points hundredths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledForm {
    /// Version of this record.
    pub format: u32,
    /// Key of the self-evaluation.
    pub self_evaluation: i64,
    /// Fiscal year.
    pub year: i64,
    /// 项目编码
    pub project_code: String,
    /// 项目名称
    pub project_name: String,
    /// 主管部门
    pub supervising_department: FiledUnit,
    /// 实施单位
    pub implementing_unit: FiledUnit,
    /// 财政部门业务科室
    pub finance_division: String,
    /// Code of the layout.
    pub layout: String,
    /// Code of the unit money is printed in.
    pub money_unit: String,
    /// Id of the regulation.
    pub regulation: String,
    /// The fund block; the total comes first.
    pub funds: Vec<FiledFund>,
    /// 分值 of 预算执行率; `None` where the regulation has no such row.
    pub execution_points: Option<i64>,
    /// 得分 of 预算执行率
    pub execution_score: Option<i64>,
    /// How the execution score came about.
    pub execution_sentence: String,
    /// Why execution is low.
    pub execution_reason: String,
    /// 预期目标
    pub expected_goal: String,
    /// 实际完成情况
    pub actual_goal: String,
    /// The indicators in the order of the form.
    pub indicators: Vec<FiledIndicator>,
    /// 总分值
    pub points: i64,
    /// 总得分
    pub total: Option<i64>,
    /// 自评等级 as its word.
    pub grade: Option<String>,
    /// 其他需要说明的事项
    pub other_notes: String,
    /// 填报人; empty before submission.
    pub filled_by: String,
    /// 联系电话
    pub phone: String,
    /// 负责人
    pub leader: String,
    /// 填报日期: the day it was submitted.
    pub filed_on: Option<NaiveDate>,
}

/// An organisation as forms name it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledUnit {
    /// The name.
    pub name: String,
    /// 预算单位代码; may be empty.
    pub code: String,
}

/// A row of the fund block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledFund {
    /// Code of the source; `total` for the first row.
    pub source: String,
    /// 年初预算数
    pub initial_fen: i64,
    /// 全年预算数
    pub adjusted_fen: i64,
    /// 全年执行数
    pub executed_fen: i64,
}

/// An indicator as filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledIndicator {
    /// Key of the goal's indicator.
    pub indicator: i64,
    /// Code of 一级指标.
    pub level1: String,
    /// Code of 二级指标.
    pub level2: String,
    /// 三级指标
    pub name: String,
    /// 年度指标值
    pub target: String,
    /// 实际完成值
    pub actual: String,
    /// 分值
    pub points: i64,
    /// 得分
    pub score: Option<i64>,
    /// How the score came about.
    pub sentence: String,
    /// Why a person decided on this score.
    pub score_reason: String,
    /// 偏差原因
    pub deviation_cause: String,
    /// 改进措施
    pub corrective_measure: String,
    /// Digests of the files that prove it, in the order they were added.
    pub evidence: Vec<String>,
}

impl FiledForm {
    /// The form as a record and its scores make it.
    ///
    /// # Errors
    /// [`Refusal::Store`] where the database fails.
    pub async fn of(
        connection: &impl Connection,
        record: &Record,
        assessment: &Assessment,
    ) -> Result<Self, Refusal> {
        let id = record.evaluation.id;
        let steps = reviews::list(connection, SUBJECT_KIND, id.0).await?;
        let submitted = steps
            .iter()
            .rev()
            .find(|step| step.event == FilingEvent::Submit)
            .filter(|_| record.evaluation.state != FilingState::Draft);
        let mut form = Self::without_signature(record, assessment);
        form.filled_by = submitted.map_or_else(String::new, |step| step.user_name.clone());
        form.filed_on = submitted.map(|step| call::date_in_china(step.at));
        let files =
            attachments::of_goal_indicators(connection, super::EVIDENCE_KIND, record.goal.id)
                .await?;
        for filed in &mut form.indicators {
            let standing = files
                .iter()
                .filter(|file| file.subject_id == filed.indicator && file.withdrawn_at.is_none());
            filed.evidence = standing.map(|file| file.digest.clone()).collect();
        }
        Ok(form)
    }

    /// As [`FiledForm::of`], without what only the history and the attachments tell.
    pub fn without_signature(record: &Record, assessment: &Assessment) -> Self {
        let project = &record.project.content;
        let evaluation = &record.evaluation;
        let execution = assessment.execution.as_ref();
        Self {
            format: FORMAT,
            self_evaluation: evaluation.id.0,
            year: record.year.year,
            project_code: project.code.clone(),
            project_name: project.name.clone(),
            supervising_department: FiledUnit {
                name: project.supervising_department.clone(),
                code: project.supervising_department_code.clone(),
            },
            implementing_unit: FiledUnit {
                name: project.implementing_unit.clone(),
                code: project.implementing_unit_code.clone(),
            },
            finance_division: project.finance_division.clone(),
            layout: record.year.layout.code().to_owned(),
            money_unit: record.year.money_unit.code().to_owned(),
            regulation: record.year.regulation.clone(),
            funds: funds(record),
            execution_points: execution.and_then(|row| row.step.points).map(hundredths),
            execution_score: execution.and_then(|row| row.score).map(hundredths),
            execution_sentence: execution.map_or_else(String::new, |row| row.sentence.clone()),
            execution_reason: evaluation.execution_reason.clone(),
            expected_goal: record.goal.content.annual_goal.clone(),
            actual_goal: evaluation.actual_goal.clone(),
            indicators: indicators(record, &assessment.rows),
            points: hundredths(assessment.points),
            total: assessment.total.map(hundredths),
            grade: assessment.grade.map(|grade| grade.word().to_owned()),
            other_notes: evaluation.other_notes.clone(),
            filled_by: String::new(),
            phone: project.phone.clone(),
            leader: project.leader.clone(),
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
            .filter(|form| form.format == FORMAT)
            .ok_or_else(|| Refusal::WrongState("锁定内容的格式无法识别".to_owned()))
    }

    /// 年度资金总额
    pub fn total_fund(&self) -> FundFigures {
        self.funds.first().map_or_else(FundFigures::default, FiledFund::figures)
    }

    /// 自评等级
    pub fn grade(&self) -> Option<Grade> {
        self.grade.as_deref().and_then(Grade::from_word)
    }

    /// 预算执行说明 and 其他需要说明的事项, as one text of the form.
    pub fn other_matters(&self) -> String {
        let mut parts = Vec::new();
        if !self.execution_reason.is_empty() {
            parts.push(format!("预算执行情况说明：{}", self.execution_reason));
        }
        if !self.other_notes.is_empty() {
            parts.push(self.other_notes.clone());
        }
        parts.join("\n")
    }
}

impl FiledFund {
    /// The amounts.
    pub fn figures(&self) -> FundFigures {
        use jixiao_domain::Money;
        FundFigures {
            initial: Money::from_fen(self.initial_fen),
            adjusted: Money::from_fen(self.adjusted_fen),
            executed: Money::from_fen(self.executed_fen),
        }
    }
}

impl FiledIndicator {
    /// 偏差原因分析及改进措施 as one text.
    pub fn deviation(&self) -> String {
        match (self.deviation_cause.as_str(), self.corrective_measure.as_str()) {
            ("", "") => String::new(),
            (cause, "") => format!("偏差原因：{cause}"),
            ("", measure) => format!("改进措施：{measure}"),
            (cause, measure) => format!("偏差原因：{cause}\n改进措施：{measure}"),
        }
    }
}

/// Points as hundredths.
pub(crate) fn hundredths(points: Decimal) -> i64 {
    let mut points = points;
    points.rescale(2);
    i64::try_from(points.mantissa()).unwrap_or(i64::MAX)
}

fn funds(record: &Record) -> Vec<FiledFund> {
    let row = |source: &str, figures: FundFigures| FiledFund {
        source: source.to_owned(),
        initial_fen: figures.initial.fen(),
        adjusted_fen: figures.adjusted.fen(),
        executed_fen: figures.executed.fen(),
    };
    let sources = record.funds.sources().map(|(source, figures)| row(source.code(), figures));
    std::iter::once(row("total", record.funds.total)).chain(sources).collect()
}

fn indicators(record: &Record, scores: &[Scored]) -> Vec<FiledIndicator> {
    record
        .rows
        .iter()
        .zip(scores)
        .map(|(row, scored)| {
            let (content, filled) = (&row.indicator.content, &row.filled);
            FiledIndicator {
                indicator: row.indicator.id.0,
                level1: content.level1.code().to_owned(),
                level2: content.level2.code().to_owned(),
                name: content.name.clone(),
                target: content.target_text(),
                actual: filled.actual_text.clone(),
                points: hundredths(content.points),
                score: scored.score.map(hundredths),
                sentence: scored.sentence.clone(),
                score_reason: filled.score_reason.clone(),
                deviation_cause: filled.deviation_cause.clone(),
                corrective_measure: filled.corrective_measure.clone(),
                evidence: Vec::new(),
            }
        })
        .collect()
}
