//! Scores as they follow from what is filled in, what a person has to decide, and what is missing
//! before the self-evaluation can be submitted.

use super::Record;
use crate::FieldError;
use jixiao_domain::{Decimal, Grade, round_half_up_2dp};
use jixiao_regulation::{
    ExecutionGap, Measure, Reason, Regulation, ScoreSheet, Step, StepBasis, score,
};

/// A scored self-evaluation.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// The row of 预算执行率; `None` only where the regulation has none.
    pub execution: Option<Scored>,
    /// The indicators in the order of the record.
    pub rows: Vec<Scored>,
    /// Sum of the points of all rows.
    pub points: Decimal,
    /// 总得分; `None` while a row has no score.
    pub total: Option<Decimal>,
    /// 自评等级
    pub grade: Option<Grade>,
    /// Why the total is lower than the sum of its rows; empty where it isn't.
    pub cap_words: String,
    /// What must be filled in or explained before submission, field by field.
    pub missing: Vec<FieldError>,
}

/// A scored row.
#[derive(Debug, Clone)]
pub struct Scored {
    /// How the regulation sees it.
    pub step: Step,
    /// What a person may or must decide.
    pub decision: Decision,
    /// 得分
    pub score: Option<Decimal>,
    /// How it came about, one sentence.
    pub sentence: String,
    /// The article it stands on; empty where none is known.
    pub article: String,
}

/// Who decides on a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Figures alone.
    Computed,
    /// The target is exceeded so far that the deviation must be explained; a person may lower the
    /// score with a reason.
    OverFulfilled,
    /// A person chooses within a tier, with a reason.
    Tiers(Vec<Tier>),
    /// The regulation leaves the score to a person, between 0 and the points, with a reason.
    Person,
    /// Nothing to score yet, or what is filled in can't be compared with the target.
    Correct,
}

/// A tier in points of the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// 达成年度指标 …
    pub name: String,
    /// Fewest points, inclusive.
    pub low: Decimal,
    /// Most points, exclusive except in the best tier.
    pub high: Decimal,
}

/// Scores a record as it stands.
pub fn assess(record: &Record) -> Assessment {
    let sheet = score(record.regulation, &record.facts());
    let execution = sheet.execution.clone().map(|step| execution_row(record, step));
    let rows: Vec<Scored> = record
        .rows
        .iter()
        .zip(&sheet.indicators)
        .map(|(row, step)| {
            let subject = row.indicator.content.name.as_str();
            scored(record.regulation, step.clone(), row.filled.chosen_score, subject)
        })
        .collect();
    let points = execution.iter().chain(&rows).filter_map(|row| row.step.points).sum();
    let mut total = execution
        .iter()
        .chain(&rows)
        .map(|row| row.score)
        .try_fold(Decimal::ZERO, |sum, score| sum.checked_add(score?))
        .filter(|_| !rows.is_empty());
    let cap_words = cap(&sheet, &mut total);
    let grade = total.map(|total| record.regulation.grade(total));
    let mut assessment =
        Assessment { execution, rows, points, total, grade, cap_words, missing: Vec::new() };
    assessment.missing = missing(record, &assessment);
    assessment
}

/// The cap the regulation puts on the total where execution is low. The sheet applies it to the sum
/// it knows; a person's decisions only lower that sum.
fn cap(sheet: &ScoreSheet, total: &mut Option<Decimal>) -> String {
    match (&sheet.cap, *total) {
        (Some(cap), Some(sum)) if sum > cap.total_at_most => {
            *total = Some(cap.total_at_most);
            format!(
                "预算执行率低于 {}%，总得分不超过 {} 分",
                (cap.rate_below * Decimal::ONE_HUNDRED).normalize(),
                cap.total_at_most.normalize()
            )
        }
        _ => String::new(),
    }
}

fn execution_row(record: &Record, step: Step) -> Scored {
    let regulation = record.regulation;
    let decision = match step.basis {
        StepBasis::ExecutionUnknown(ExecutionGap::ZeroBudget(_)) => Decision::Person,
        StepBasis::ExecutionUnknown(_) => Decision::Correct,
        _ => Decision::Computed,
    };
    let score = match decision {
        Decision::Person => within(record.evaluation.execution_choice, step.points),
        _ => step.score,
    };
    finish(regulation, step, decision, score, "预算执行率")
}

fn scored(regulation: &Regulation, step: Step, chosen: Option<Decimal>, subject: &str) -> Scored {
    let decision = decision(regulation, &step);
    let score = match &decision {
        Decision::Computed | Decision::Tiers(_) | Decision::Correct => step.score,
        Decision::OverFulfilled => within(chosen, step.score).or(step.score),
        Decision::Person => within(chosen, step.points),
    };
    finish(regulation, step, decision, score, subject)
}

fn finish(
    regulation: &Regulation,
    step: Step,
    decision: Decision,
    score: Option<Decimal>,
    subject: &str,
) -> Scored {
    let mut sentence = step.sentence(subject);
    let lowered = score.zip(step.score).is_some_and(|(score, computed)| score < computed);
    if let (true, Some(score)) = (lowered || decision == Decision::Person, score) {
        sentence = sentence.trim_end_matches('。').to_owned();
        sentence.push_str(&format!("；人工判定得 {} 分。", score.normalize()));
    }
    let article = step.article(regulation).to_owned();
    Scored { step, decision, score, sentence, article }
}

/// A person's score where it lies between 0 and the most it may be.
fn within(chosen: Option<Decimal>, most: Option<Decimal>) -> Option<Decimal> {
    chosen.filter(|score| *score >= Decimal::ZERO && most.is_none_or(|most| *score <= most))
}

fn decision(regulation: &Regulation, step: &Step) -> Decision {
    match &step.basis {
        StepBasis::Tier { .. }
        | StepBasis::Unknown(Reason::TierNotChosen | Reason::OutsideTiers(_)) => {
            Decision::Tiers(tiers(regulation, step.points.unwrap_or_default()))
        }
        StepBasis::Met(measure) if is_over(regulation, measure) => Decision::OverFulfilled,
        StepBasis::OverFulfilled { .. } => Decision::OverFulfilled,
        StepBasis::Unknown(
            Reason::CeilingExceeded(_)
            | Reason::ZeroTarget(_)
            | Reason::NegativeTarget(_)
            | Reason::AboutMissed(_)
            | Reason::OutsideRange { .. }
            | Reason::Late { .. }
            | Reason::DirectionUnclear(_)
            | Reason::DateUnclear
            | Reason::NotComparable
            | Reason::ActualInWords,
        ) => Decision::Person,
        StepBasis::Unknown(_) => Decision::Correct,
        _ => Decision::Computed,
    }
}

/// Whether the result exceeds the target so far that the regulation wants a reason.
fn is_over(regulation: &Regulation, measure: &Measure) -> bool {
    if measure.sign.is_ceiling() {
        return false;
    }
    let rule = &regulation.over_fulfilment;
    match measure.ratio() {
        Some(ratio) => measure.target > Decimal::ZERO && ratio >= rule.explain_from_ratio.value,
        None => measure.actual >= rule.explain_from_actual_at_zero_target.value,
    }
}

fn tiers(regulation: &Regulation, points: Decimal) -> Vec<Tier> {
    let bound = |share: Decimal| points.checked_mul(share).map(round_half_up_2dp);
    regulation
        .qualitative_tiers
        .value
        .iter()
        .filter_map(|tier| {
            let (low, high) = (bound(tier.low)?, bound(tier.high)?);
            Some(Tier { name: tier.name.clone(), low, high })
        })
        .collect()
}

fn missing(record: &Record, assessment: &Assessment) -> Vec<FieldError> {
    let mut missing = Vec::new();
    if record.evaluation.actual_goal.trim().is_empty() {
        missing.push(FieldError::new("actual_goal", "请填写年度总体目标的实际完成情况"));
    }
    if let Some(execution) = &assessment.execution {
        missing_of_execution(record, execution, &mut missing);
    }
    for (index, (row, scored)) in record.rows.iter().zip(&assessment.rows).enumerate() {
        let filled = &row.filled;
        let mut want = |field: &str, message: String| {
            missing.push(FieldError::new(format!("indicators[{index}].{field}"), message));
        };
        match &scored.decision {
            _ if filled.actual_text.trim().is_empty() => {
                want("actual", "请填写实际完成值".to_owned());
            }
            Decision::Correct => want("actual", scored.sentence.clone()),
            Decision::Tiers(tiers) if scored.score.is_none() => want("chosen", tier_hint(tiers)),
            Decision::Person if scored.score.is_none() => {
                want(
                    "chosen",
                    format!("{}请在 0 至 {} 分之间评分", scored.sentence, points(scored)),
                );
            }
            Decision::Tiers(_) | Decision::Person if filled.score_reason.trim().is_empty() => {
                want("score_reason", "请写明评分理由和依据".to_owned());
            }
            Decision::OverFulfilled => {
                let lowered = scored.score < scored.step.score;
                if lowered && filled.score_reason.trim().is_empty() {
                    want("score_reason", "请写明按超额完成酌减的理由".to_owned());
                }
                if filled.deviation_cause.trim().is_empty() {
                    want("deviation_cause", "超额完成较多，请说明偏差原因".to_owned());
                }
            }
            _ => {}
        }
        if scored.score.is_some_and(|score| scored.step.points.is_some_and(|most| score < most)) {
            if filled.deviation_cause.trim().is_empty()
                && scored.decision != Decision::OverFulfilled
            {
                want("deviation_cause", "得分低于分值，请填写偏差原因".to_owned());
            }
            if filled.corrective_measure.trim().is_empty() {
                want("corrective_measure", "得分低于分值，请填写改进措施".to_owned());
            }
        }
    }
    missing
}

fn missing_of_execution(record: &Record, execution: &Scored, missing: &mut Vec<FieldError>) {
    if execution.decision == Decision::Person && execution.score.is_none() {
        let most = points(execution);
        let message = format!("执行率不适用，请在 0 至 {most} 分之间评分并说明");
        missing.push(FieldError::new("execution_choice", message));
    }
    let rate = execution.step.execution().map(|figures| figures.rate);
    let low = rate.is_some_and(|rate| rate < record.regulation.explain_execution_below.value);
    let reason = if execution.decision == Decision::Person {
        "请说明预算执行得分的判定理由"
    } else if low {
        "预算执行率偏低，请说明原因"
    } else if record.was_clawed_back() {
        "年中收回或调出了预算，两种执行率不同，请予说明"
    } else {
        return;
    };
    if record.evaluation.execution_reason.trim().is_empty() {
        missing.push(FieldError::new("execution_reason", reason));
    }
}

fn points(row: &Scored) -> Decimal {
    row.step.points.unwrap_or_default().normalize()
}

fn tier_hint(tiers: &[Tier]) -> String {
    let parts: Vec<String> =
        tiers.iter().map(|tier| format!("{}：{}—{} 分", tier.name, tier.low, tier.high)).collect();
    format!("定性指标，请选定档次并评分（{}）", parts.join("；"))
}
