//! The record as it is filed: one plain value with everything the official form prints.
//!
//! Pages, documents, checks and freezes all stand on it. Its JSON is canonical (fields in the order
//! below, no white space), so that a digest of it can be kept; a change of its fields needs a new
//! `format`.

use super::{Judgement, Record, SUBJECT_KIND};
use crate::digest::sm3_hex;
use crate::self_evaluations::FiledUnit;
use crate::{Refusal, call};
use chrono::NaiveDate;
use jixiao_domain::{Coded as _, Decimal, FilingEvent, FilingState, Money};
use jixiao_store::monitoring::figures::PeriodFigures;
use jixiao_store::{Connection, reviews};
use serde::{Deserialize, Serialize};

/// The format this version writes.
const FORMAT: u32 = 1;

/// A record of monitoring as filed. Amounts are 分.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledMonitoring {
    /// Version of this record.
    pub format: u32,
    /// Key of the record.
    pub record: i64,
    /// Fiscal year.
    pub year: i64,
    /// How the period is called: 1—7月.
    pub label: String,
    /// First day of the period.
    pub from_on: NaiveDate,
    /// Last day of the period.
    pub to_on: NaiveDate,
    /// 项目编码
    pub project_code: String,
    /// 项目名称
    pub project_name: String,
    /// 主管部门
    pub supervising_department: FiledUnit,
    /// 实施单位
    pub implementing_unit: FiledUnit,
    /// Code of the unit money is printed in.
    pub money_unit: String,
    /// Id of the regulation.
    pub regulation: String,
    /// The fund block; the total comes first.
    pub funds: Vec<FiledFund>,
    /// Code of the lamp of the money; `None` where there is none.
    pub fund_lamp: Option<String>,
    /// How the lamp came about.
    pub fund_sentence: String,
    /// Code of what the forecast stands on; `None` where there is none.
    pub forecast_basis: Option<String>,
    /// How the forecast came about.
    pub forecast_sentence: String,
    /// 年度总体目标
    pub annual_goal: String,
    /// The indicators in the order of the form.
    pub indicators: Vec<FiledIndicator>,
    /// What the figures warned of, one sentence each.
    pub warnings: Vec<String>,
    /// 填报人; empty before submission.
    pub filled_by: String,
    /// 联系电话
    pub phone: String,
    /// 负责人
    pub leader: String,
    /// 填报日期: the day it was submitted.
    pub filed_on: Option<NaiveDate>,
}

/// A row of the fund block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledFund {
    /// Code of the source; `total` for the first row.
    pub source: String,
    /// 年初预算数
    pub initial_fen: i64,
    /// 全年预算数 by the end of the period.
    pub adjusted_fen: i64,
    /// 执行数 of the period.
    pub executed_fen: i64,
    /// 执行数 from January to the end of the period.
    pub executed_so_far_fen: i64,
    /// 全年预计执行数
    pub forecast_fen: Option<i64>,
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
    /// 执行情况
    pub actual: String,
    /// 全年预计完成情况
    pub forecast: String,
    /// Codes of 偏差原因.
    pub causes: Vec<String>,
    /// 原因说明
    pub cause_note: String,
    /// Code of 完成目标可能性.
    pub likelihood: Option<String>,
    /// 备注
    pub remark: String,
    /// Code of the lamp.
    pub lamp: Option<String>,
    /// How the lamp came about.
    pub sentence: String,
}

impl FiledMonitoring {
    /// The form as a record and its judgement make it.
    ///
    /// # Errors
    /// [`Refusal::Store`] where the database fails.
    pub async fn of(
        connection: &impl Connection,
        record: &Record,
        judgement: &Judgement,
    ) -> Result<Self, Refusal> {
        let steps = reviews::list(connection, SUBJECT_KIND, record.row.id.0).await?;
        let submitted = steps
            .iter()
            .rev()
            .find(|step| step.event == FilingEvent::Submit)
            .filter(|_| record.row.state != FilingState::Draft);
        let mut form = Self::without_signature(record, judgement);
        form.filled_by = submitted.map_or_else(String::new, |step| step.user_name.clone());
        form.filed_on = submitted.map(|step| call::date_in_china(step.at));
        Ok(form)
    }

    /// As [`FiledMonitoring::of`], without what only the history tells.
    pub fn without_signature(record: &Record, judgement: &Judgement) -> Self {
        let project = &record.project.content;
        let forecast = judgement.forecast.as_ref();
        Self {
            format: FORMAT,
            record: record.row.id.0,
            year: record.year.year,
            label: record.round.label.clone(),
            from_on: record.round.from_on,
            to_on: record.round.to_on,
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
            money_unit: record.year.money_unit.code().to_owned(),
            regulation: record.year.regulation.clone(),
            funds: funds(record, judgement),
            fund_lamp: judgement.fund.lamp.map(|lamp| lamp.code().to_owned()),
            fund_sentence: judgement.fund.sentence.clone(),
            forecast_basis: forecast.map(|forecast| forecast.basis.code().to_owned()),
            forecast_sentence: forecast
                .map_or_else(String::new, |forecast| forecast.sentence.clone()),
            annual_goal: record.goal.content.annual_goal.clone(),
            indicators: indicators(record, judgement),
            warnings: judgement.warnings.iter().map(|warning| warning.sentence.clone()).collect(),
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
}

impl FiledFund {
    /// 执行率 as the form prints it: the period's payments of 年初预算数, of 全年预算数 where there
    /// was none at first; `None` without either.
    pub fn rate(&self) -> Option<Decimal> {
        let budget = [self.initial_fen, self.adjusted_fen].into_iter().find(|fen| *fen > 0)?;
        Decimal::from(self.executed_fen).checked_div(Decimal::from(budget))
    }
}

fn funds(record: &Record, judgement: &Judgement) -> Vec<FiledFund> {
    let row = |source: &str, money: &PeriodFigures, forecast: Option<Money>| FiledFund {
        source: source.to_owned(),
        initial_fen: money.initial.fen(),
        adjusted_fen: money.adjusted.fen(),
        executed_fen: money.executed.fen(),
        executed_so_far_fen: money.executed_so_far.fen(),
        forecast_fen: forecast.map(Money::fen),
    };
    let whole = judgement.forecast.as_ref().map(|forecast| forecast.amount);
    let sources = record.sources.iter().enumerate().map(|(place, (source, money))| {
        row(source.code(), money, judgement.source_forecasts.get(place).copied())
    });
    std::iter::once(row("total", &record.total, whole)).chain(sources).collect()
}

fn indicators(record: &Record, judgement: &Judgement) -> Vec<FiledIndicator> {
    record
        .rows
        .iter()
        .zip(&judgement.rows)
        .map(|(row, judged)| {
            let (content, filled) = (&row.indicator.content, &row.filled);
            FiledIndicator {
                indicator: row.indicator.id.0,
                level1: content.level1.code().to_owned(),
                level2: content.level2.code().to_owned(),
                name: content.name.clone(),
                target: content.target_text(),
                actual: filled.actual_text.clone(),
                forecast: judged.forecast_text.clone(),
                causes: filled.causes.iter().map(|cause| cause.code().to_owned()).collect(),
                cause_note: filled.cause_note.clone(),
                likelihood: filled.likelihood.map(|answer| answer.code().to_owned()),
                remark: filled.remark.clone(),
                lamp: judged.progress.lamp.map(|lamp| lamp.code().to_owned()),
                sentence: judged.progress.sentence.clone(),
            }
        })
        .collect()
}
