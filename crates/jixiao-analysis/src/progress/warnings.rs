//! Warnings: where money lags behind its line or time, where goals and money part, where indicators
//! lag or can't be met. Each carries its figures and the article it stands on.

use super::indicator::misses;
use super::{Cutoff, FundProgress, IndicatorProgress, percent, plain_percent};
use jixiao_domain::{Decimal, Lamp, Likelihood, WarningKind};
use jixiao_regulation::{Cited, ExecutionLine, IndicatorFacts, Regulation};

/// An indicator with what was judged of it.
#[derive(Debug, Clone)]
pub struct JudgedIndicator {
    /// Its facts with the result expected at year's end in place of the result so far.
    pub expected: IndicatorFacts,
    /// The judgement.
    pub progress: IndicatorProgress,
    /// 完成目标可能性
    pub likelihood: Option<Likelihood>,
}

/// A warning the figures bear out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RaisedWarning {
    /// What it warns of.
    pub kind: WarningKind,
    /// Place of the indicator it is about; `None` for the record as a whole.
    pub indicator: Option<usize>,
    /// What is wrong, with the figures.
    pub sentence: String,
    /// 文号 and article; empty where no text is known.
    pub article: String,
}

/// Every warning there is reason for.
pub fn warnings(
    regulation: &Regulation,
    cutoff: Cutoff,
    fund: &FundProgress,
    rows: &[JudgedIndicator],
) -> Vec<RaisedWarning> {
    let mut raised: Vec<RaisedWarning> = Vec::new();
    raised.extend(execution(regulation, cutoff, fund));
    raised.extend(gap(regulation, cutoff, fund, rows));
    for (place, row) in rows.iter().enumerate() {
        raised.extend(indicator(regulation, place, row));
    }
    raised
}

/// 目标完成率: points-weighted share of target reached by what adds up through the year; `None`
/// where nothing does.
pub fn attainment(rows: &[JudgedIndicator]) -> Option<Decimal> {
    let mut points = Decimal::ZERO;
    let mut reached = Decimal::ZERO;
    for row in rows {
        let (Some(attained), Some(weight)) = (row.progress.attained, row.expected.points) else {
            continue;
        };
        points = points.checked_add(weight)?;
        reached = reached.checked_add(weight.checked_mul(attained)?)?;
    }
    reached.checked_div(points)
}

fn execution(
    regulation: &Regulation,
    cutoff: Cutoff,
    fund: &FundProgress,
) -> Option<RaisedWarning> {
    let rate = fund.rate?;
    let line = line(&regulation.monitoring.execution_lines, cutoff);
    if let Some(line) = line.filter(|line| rate < line.value.rate_below) {
        let sentence = format!(
            "截至{}预算执行率 {}，低于 {} 月底应达到的 {}。",
            cutoff.word(),
            percent(rate),
            line.value.month,
            plain_percent(line.value.rate_below)
        );
        return Some(of_record(WarningKind::ExecutionBelowLine, sentence, &line.article));
    }
    (fund.lamp == Some(Lamp::Red)).then(|| {
        let article = &regulation.monitoring.lamp_bands.article;
        of_record(WarningKind::ExecutionBehindTime, fund.sentence.clone(), article)
    })
}

/// The line of the last month that is over.
fn line(lines: &[Cited<ExecutionLine>], cutoff: Cutoff) -> Option<&Cited<ExecutionLine>> {
    lines
        .iter()
        .filter(|line| line.value.month <= cutoff.whole_months())
        .max_by_key(|line| line.value.month)
}

fn gap(
    regulation: &Regulation,
    cutoff: Cutoff,
    fund: &FundProgress,
    rows: &[JudgedIndicator],
) -> Option<RaisedWarning> {
    let (rate, attained) = (fund.rate?, attainment(rows)?);
    let apart = attained - rate;
    let figures = format!(
        "截至{}定量目标完成率 {}，预算执行率 {}",
        cutoff.word(),
        percent(attained),
        percent(rate)
    );
    if let Some(limit) = &regulation.monitoring.attainment_gap
        && apart.abs() > limit.value
    {
        let sentence = format!(
            "{figures}，相差 {}，超过 {}。",
            percent(apart.abs()),
            plain_percent(limit.value)
        );
        return Some(of_record(WarningKind::AttainmentGap, sentence, &limit.article));
    }
    let margin = &regulation.score_above_execution_margin;
    (apart > margin.value).then(|| {
        let sentence = format!(
            "{figures}，完成率高出执行率 {}，超过 {}，请核实完成情况或支付进度。",
            percent(apart),
            plain_percent(margin.value)
        );
        of_record(WarningKind::TooGoodForExecution, sentence, &margin.article)
    })
}

fn indicator(regulation: &Regulation, place: usize, row: &JudgedIndicator) -> Vec<RaisedWarning> {
    let article = regulation.monitoring.lamp_bands.article.as_str();
    let name = &row.expected.name;
    let mut found = Vec::new();
    let mut raise = |kind, sentence: String| {
        found.push(RaisedWarning {
            kind,
            indicator: Some(place),
            sentence,
            article: article.to_owned(),
        });
    };
    if row.progress.by_figures && row.progress.lamp == Some(Lamp::Red) {
        let sentence = format!("“{name}”{}", row.progress.sentence);
        raise(WarningKind::IndicatorBehindTime, sentence);
    }
    match row.likelihood {
        Some(Likelihood::Impossible) => {
            let sentence = format!("“{name}”填报人判断完全不可能完成年度指标值。");
            raise(WarningKind::Unattainable, sentence);
        }
        Some(Likelihood::Certain) if misses(regulation, &row.expected) == Some(true) => {
            let sentence = format!(
                "“{name}”全年预计 {}，不符合指标值 {}，填报人却判断确定能完成。",
                row.expected.actual_text, row.expected.target_text
            );
            raise(WarningKind::ForecastContradicts, sentence);
        }
        _ => {}
    }
    found
}

fn of_record(kind: WarningKind, sentence: String, article: &str) -> RaisedWarning {
    RaisedWarning { kind, indicator: None, sentence, article: article.to_owned() }
}
