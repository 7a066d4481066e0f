//! The judgement of a record as it stands: lamps, forecasts, warnings, and what must be filled in
//! before it can be submitted.

use super::{Record, RecordRow};
use crate::FieldError;
use jixiao_analysis::progress::{
    Forecast, FundProgress, IndicatorProgress, JudgedIndicator, RaisedWarning, attainment,
    forecasts, fund_progress, indicator_progress, share_out, warnings,
};
use jixiao_domain::{Decimal, ForecastBasis, Lamp, Likelihood, Money};
use jixiao_store::monitoring::RecordFigures;

/// A judged record.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// The money against time.
    pub fund: FundProgress,
    /// Every forecast of the money that can be made, the surest first, or why there is none.
    pub forecasts: Result<Vec<Forecast>, String>,
    /// 全年预计执行数 as it stands on the form; `None` where it can't be told.
    pub forecast: Option<ChosenForecast>,
    /// The forecast of every source, in step with the record's; empty where there is none.
    pub source_forecasts: Vec<Money>,
    /// The indicators in the order of the record.
    pub rows: Vec<JudgedRow>,
    /// 定量目标完成率; `None` where no indicator adds up through the year.
    pub attained: Option<Decimal>,
    /// What the figures warn of.
    pub warnings: Vec<RaisedWarning>,
    /// What must be filled in before submission, field by field.
    pub missing: Vec<FieldError>,
    /// The figures that are kept with the record.
    pub figures: RecordFigures,
}

/// 全年预计执行数 and what it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenForecast {
    /// What it stands on.
    pub basis: ForecastBasis,
    /// The amount.
    pub amount: Money,
    /// How it came about.
    pub sentence: String,
}

/// A judged indicator.
#[derive(Debug, Clone)]
pub struct JudgedRow {
    /// The lamp and how it came about.
    pub progress: IndicatorProgress,
    /// 全年预计完成情况 as it stands on the form: the typed text, else the computed one.
    pub forecast_text: String,
}

/// Judges a record.
pub fn judge(record: &Record) -> Judgement {
    let (cutoff, facts) = (record.cutoff(), record.fund_facts());
    let fund = fund_progress(record.regulation, cutoff, &facts);
    let forecasts = forecasts(cutoff, &facts);
    let forecast = chosen(record, forecasts.as_ref().ok().and_then(|all| all.first()));
    let budgets: Vec<(Money, Money)> =
        record.sources.iter().map(|(_, money)| (money.adjusted, money.executed_so_far)).collect();
    let source_forecasts = forecast
        .as_ref()
        .and_then(|forecast| share_out(forecast.amount, &budgets))
        .unwrap_or_default();
    let rows: Vec<JudgedRow> = record.rows.iter().map(|row| judged_row(record, row)).collect();
    let judged: Vec<JudgedIndicator> = record
        .rows
        .iter()
        .zip(&rows)
        .map(|(row, judged)| JudgedIndicator {
            expected: row.facts(&judged.forecast_text),
            progress: judged.progress.clone(),
            likelihood: row.filled.likelihood,
        })
        .collect();
    let figures = RecordFigures {
        initial: record.total.initial,
        adjusted: record.total.adjusted,
        executed: record.total.executed,
        executed_so_far: record.total.executed_so_far,
        forecast: forecast.as_ref().map(|forecast| forecast.amount),
        fund_lamp: fund.lamp,
        indicator_lamp: rows.iter().filter_map(|row| row.progress.lamp).min(),
    };
    let warnings = warnings(record.regulation, cutoff, &fund, &judged);
    let missing = missing(record, &rows);
    let attained = attainment(&judged);
    Judgement {
        fund,
        forecasts,
        forecast,
        source_forecasts,
        rows,
        attained,
        warnings,
        missing,
        figures,
    }
}

fn chosen(record: &Record, computed: Option<&Forecast>) -> Option<ChosenForecast> {
    if let Some(amount) = record.row.typed_forecast {
        let sentence = format!("填报人预计，理由：{}", record.row.forecast_reason.trim());
        return Some(ChosenForecast { basis: ForecastBasis::Typed, amount, sentence });
    }
    let computed = computed?;
    let (basis, amount) = (computed.basis, computed.amount);
    Some(ChosenForecast { basis, amount, sentence: computed.sentence.clone() })
}

fn judged_row(record: &Record, row: &RecordRow) -> JudgedRow {
    let facts = row.facts(&row.filled.actual_text);
    let progress =
        indicator_progress(record.regulation, record.cutoff(), &facts, row.filled.likelihood);
    let typed = row.filled.forecast_text.trim();
    let forecast_text = if typed.is_empty() {
        progress.forecast.as_ref().map(|forecast| forecast.text.clone()).unwrap_or_default()
    } else {
        typed.to_owned()
    };
    JudgedRow { progress, forecast_text }
}

fn missing(record: &Record, judged: &[JudgedRow]) -> Vec<FieldError> {
    let mut missing = missing_of_money(record);
    for (index, (row, judged)) in record.rows.iter().zip(judged).enumerate() {
        let filled = &row.filled;
        let mut want = |field: &str, message: &str| {
            missing.push(FieldError::new(format!("indicators[{index}].{field}"), message));
        };
        if filled.actual_text.trim().is_empty() {
            want("actual", "请填写截至期末的执行情况");
        }
        if judged.forecast_text.is_empty() {
            want("forecast", "无法推算，请填写全年预计完成情况");
        }
        if filled.likelihood.is_none() {
            want("likelihood", "请选择完成目标可能性");
        }
        let is_doubtful = filled.likelihood.is_some_and(|answer| answer != Likelihood::Certain);
        if is_doubtful || judged.progress.lamp == Some(Lamp::Red) {
            if filled.causes.is_empty() {
                want("causes", "进度滞后或目标可能完不成，请选择偏差原因");
            }
            if filled.cause_note.trim().is_empty() {
                want("cause_note", "进度滞后或目标可能完不成，请填写原因说明");
            }
        }
        if filled.likelihood == Some(Likelihood::Impossible) && filled.remark.trim().is_empty() {
            want("remark", "请在备注中说明年底前不能完成的原因及拟采取的措施");
        }
    }
    missing
}

fn missing_of_money(record: &Record) -> Vec<FieldError> {
    let row = &record.row;
    let mut missing = Vec::new();
    let mut want = |field: &str, message: &str| missing.push(FieldError::new(field, message));
    let so_far = record.total.executed_so_far;
    let budget = record.total.adjusted;
    if let Some(typed) = row.typed_forecast {
        if row.forecast_reason.trim().is_empty() {
            want("forecast_reason", "自行预计全年执行数的，请说明理由");
        }
        if typed < so_far {
            want("typed_forecast", "全年预计执行数不应小于已执行数");
        }
        if typed > budget {
            want("typed_forecast", "全年预计执行数不应大于全年预算数");
        }
    }
    let sum = row.committed.and_then(|committed| committed.checked_add(so_far));
    if sum.is_some_and(|sum| sum > budget) {
        want("committed", "已执行数加待支付数超过全年预算数，请核对");
    }
    missing
}
