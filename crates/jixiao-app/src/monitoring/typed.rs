//! What is typed into the form of a record, and how it is read.

use super::{Record, RecordRow};
use crate::FieldError;
use crate::input::{self, Fields, Lines};
use jixiao_domain::{Coded as _, CurrencyUnit, DeviationCause, GoalIndicatorId, Likelihood, Money};
use serde::{Deserialize, Serialize};

/// The form as typed. The lists run side by side, one entry an indicator; `cause` holds
/// `id:code` for every cause that is ticked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MonitoringTyped {
    /// The revision that was read.
    pub revision: String,
    /// 年内已落实待支付数, in 元.
    pub committed: String,
    /// 全年预计执行数 where another than the computed one is meant, in 元.
    pub typed_forecast: String,
    /// Why another.
    pub forecast_reason: String,
    /// Ids of the indicators.
    pub indicator: Vec<String>,
    /// 执行情况
    pub actual: Vec<String>,
    /// 全年预计完成情况
    pub forecast: Vec<String>,
    /// 偏差原因, `17:funds`
    pub cause: Vec<String>,
    /// 原因说明
    pub cause_note: Vec<String>,
    /// 完成目标可能性, by code
    pub likelihood: Vec<String>,
    /// 备注
    pub remark: Vec<String>,
}

/// The form as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The revision that was read.
    pub revision: i64,
    /// 年内已落实待支付数
    pub committed: Option<Money>,
    /// 全年预计执行数 where another than the computed one is meant.
    pub typed_forecast: Option<Money>,
    /// Why another.
    pub forecast_reason: String,
    /// The indicators that were on the form.
    pub rows: Vec<FilledRow>,
}

/// An indicator of the form as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledRow {
    /// Which.
    pub goal_indicator_id: GoalIndicatorId,
    /// 执行情况
    pub actual_text: String,
    /// 全年预计完成情况; empty where the computed one is meant.
    pub forecast_text: String,
    /// 偏差原因
    pub causes: Vec<DeviationCause>,
    /// 原因说明
    pub cause_note: String,
    /// 完成目标可能性
    pub likelihood: Option<Likelihood>,
    /// 备注
    pub remark: String,
}

/// Characters a value may have.
const VALUE_LENGTH_MAX: usize = 500;
/// Characters a reason or remark may have.
const REASON_LENGTH_MAX: usize = 1000;

impl MonitoringTyped {
    /// The form as a record fills it.
    pub fn of(record: &Record) -> Self {
        let row = &record.row;
        let each = |text: fn(&RecordRow) -> String| record.rows.iter().map(text).collect();
        let causes = record.rows.iter().flat_map(|row| {
            let id = row.indicator.id;
            row.filled.causes.iter().map(move |cause| format!("{id}:{}", cause.code()))
        });
        Self {
            revision: row.revision.to_string(),
            committed: yuan(row.committed),
            typed_forecast: yuan(row.typed_forecast),
            forecast_reason: row.forecast_reason.clone(),
            indicator: each(|row| row.indicator.id.to_string()),
            actual: each(|row| row.filled.actual_text.clone()),
            forecast: each(|row| row.filled.forecast_text.clone()),
            cause: causes.collect(),
            cause_note: each(|row| row.filled.cause_note.clone()),
            likelihood: each(|row| {
                row.filled.likelihood.map_or_else(String::new, |answer| answer.code().to_owned())
            }),
            remark: each(|row| row.filled.remark.clone()),
        }
    }

    /// Reads what was typed.
    ///
    /// # Errors
    /// Every field that can't be read.
    pub fn parse(&self) -> Result<Filled, Vec<FieldError>> {
        let mut fields = Fields::new();
        let revision = fields.key("revision", &self.revision);
        let committed = optional_money(&mut fields, "committed", &self.committed);
        let typed_forecast = optional_money(&mut fields, "typed_forecast", &self.typed_forecast);
        let forecast_reason = fields.optional_text(
            "forecast_reason",
            &self.forecast_reason,
            Lines::Many,
            REASON_LENGTH_MAX,
        );
        let rows = (0..self.indicator.len()).map(|index| self.row(index, &mut fields)).collect();
        fields.finish(Filled { revision, committed, typed_forecast, forecast_reason, rows })
    }

    /// Whether a cause of an indicator is ticked.
    pub fn is_ticked(&self, indicator: &str, cause: DeviationCause) -> bool {
        self.cause.iter().any(|ticked| {
            ticked.split_once(':').is_some_and(|(id, code)| id == indicator && code == cause.code())
        })
    }

    fn row(&self, index: usize, fields: &mut Fields) -> FilledRow {
        let name = |field: &str| format!("indicators[{index}].{field}");
        let at = |list: &[String]| list.get(index).cloned().unwrap_or_default();
        let mut text = |field: &str, list: &[String], length: usize| {
            fields.optional_text(&name(field), &at(list), Lines::Many, length)
        };
        let actual_text = text("actual", &self.actual, VALUE_LENGTH_MAX);
        let forecast_text = text("forecast", &self.forecast, VALUE_LENGTH_MAX);
        let cause_note = text("cause_note", &self.cause_note, REASON_LENGTH_MAX);
        let remark = text("remark", &self.remark, REASON_LENGTH_MAX);
        let likelihood = at(&self.likelihood);
        let likelihood = (!likelihood.trim().is_empty())
            .then(|| fields.choice(&name("likelihood"), &likelihood));
        let id = at(&self.indicator);
        let ticked = |cause: &DeviationCause| self.is_ticked(&id, *cause);
        let causes = DeviationCause::ALL.iter().copied().filter(ticked).collect();
        let goal_indicator_id = fields.key(&name("indicator"), &id);
        FilledRow {
            goal_indicator_id,
            actual_text,
            forecast_text,
            causes,
            cause_note,
            likelihood,
            remark,
        }
    }
}

/// An amount as a field shows it.
fn yuan(money: Option<Money>) -> String {
    money.map_or_else(String::new, |money| format!("{:.2}", money.to_decimal(CurrencyUnit::Yuan)))
}

fn optional_money(fields: &mut Fields, field: &str, typed: &str) -> Option<Money> {
    if typed.trim().is_empty() {
        return None;
    }
    Some(fields.take(field, input::money(typed), Money::default()))
}
