//! What a version says, as it is read and saved over the API: amounts and points as decimal text,
//! choices by code. What becomes of it is [`super::bodies`]'s.

use jixiao_app::goals::{GoalForm, IndicatorForm};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A goal's content. Amounts are 元 as text.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct GoalInBody {
    /// The revision it was read at.
    revision: i64,
    reason: String,
    mid_term_goal: String,
    annual_goal: String,
    feasibility: String,
    necessity: String,
    schedule: String,
    spending_details: String,
    mid_term_treasury: String,
    mid_term_other: String,
    annual_treasury: String,
    annual_other: String,
    /// From the top of the form.
    indicators: Vec<IndicatorBody>,
}

/// An indicator.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct IndicatorBody {
    /// 二级指标, by code; 一级指标 follows from it.
    level2: String,
    /// 三级指标
    name: String,
    /// `at_least`, `more_than`, `equal`, `at_most`, `less_than`, `about`; empty for 定性.
    sign: String,
    /// 指标值
    number: String,
    /// 度量单位
    unit: String,
    /// 定性 target.
    words: String,
    mid_term_target: String,
    /// 分值
    points: String,
    value_basis: String,
    evidence: String,
    /// The indicator of the library it was copied from, or empty.
    library_id: String,
}

impl GoalInBody {
    pub(super) fn of(form: GoalForm) -> Self {
        Self {
            revision: form.revision.parse().unwrap_or_default(),
            reason: form.reason,
            mid_term_goal: form.mid_term_goal,
            annual_goal: form.annual_goal,
            feasibility: form.feasibility,
            necessity: form.necessity,
            schedule: form.schedule,
            spending_details: form.spending_details,
            mid_term_treasury: form.mid_term_treasury,
            mid_term_other: form.mid_term_other,
            annual_treasury: form.annual_treasury,
            annual_other: form.annual_other,
            indicators: form.indicators.into_iter().map(IndicatorBody::of).collect(),
        }
    }

    pub(super) fn form(self) -> GoalForm {
        GoalForm {
            revision: self.revision.to_string(),
            reason: self.reason,
            mid_term_goal: self.mid_term_goal,
            annual_goal: self.annual_goal,
            feasibility: self.feasibility,
            necessity: self.necessity,
            schedule: self.schedule,
            spending_details: self.spending_details,
            mid_term_treasury: self.mid_term_treasury,
            mid_term_other: self.mid_term_other,
            annual_treasury: self.annual_treasury,
            annual_other: self.annual_other,
            indicators: self.indicators.into_iter().map(IndicatorBody::row).collect(),
        }
        .tidied()
    }
}

impl IndicatorBody {
    fn of(row: IndicatorForm) -> Self {
        Self {
            level2: row.level2,
            name: row.name,
            sign: row.sign,
            number: row.number,
            unit: row.unit,
            words: row.words,
            mid_term_target: row.mid_term_target,
            points: row.points,
            value_basis: row.value_basis,
            evidence: row.evidence,
            library_id: row.library_id,
        }
    }

    fn row(self) -> IndicatorForm {
        IndicatorForm {
            level2: self.level2,
            name: self.name,
            sign: self.sign,
            number: self.number,
            unit: self.unit,
            words: self.words,
            mid_term_target: self.mid_term_target,
            points: self.points,
            value_basis: self.value_basis,
            evidence: self.evidence,
            library_id: self.library_id,
        }
    }
}
