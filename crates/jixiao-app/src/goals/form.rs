//! The goal form as it is typed, and what it means.
//!
//! Only what can't be stored is refused here: a draft may be incomplete. What is missing for a
//! submission is found by `completeness`.

use crate::FieldError;
use crate::input::{self, Fields, Lines};
use jixiao_domain::{Coded, CurrencyUnit, Decimal, IndicatorKind, LibraryIndicatorId, Money};
use jixiao_store::goals::{Goal, GoalContent, GoalIndicator, IndicatorContent};
use serde::{Deserialize, Serialize};

/// Indicators of one goal; more is a paste gone wrong.
const INDICATOR_COUNT_MAX: usize = 200;
const TEXT_CHARACTERS_MAX: usize = 4000;
const WORDS_CHARACTERS_MAX: usize = 500;
const NAME_CHARACTERS_MAX: usize = 200;
const UNIT_CHARACTERS_MAX: usize = 20;

/// A goal as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GoalForm {
    /// The revision the form was opened at.
    pub revision: String,
    /// 调整理由, for later versions.
    pub reason: String,
    /// 中期目标
    pub mid_term_goal: String,
    /// 年度目标
    pub annual_goal: String,
    /// 可行性
    pub feasibility: String,
    /// 必要性
    pub necessity: String,
    /// 实施进度计划
    pub schedule: String,
    /// 项目支出明细及测算依据
    pub spending_details: String,
    /// 中期资金：财政拨款, 元
    pub mid_term_treasury: String,
    /// 中期资金：其他资金, 元
    pub mid_term_other: String,
    /// 年度资金：财政拨款, 元
    pub annual_treasury: String,
    /// 年度资金：其他资金, 元
    pub annual_other: String,
    /// The rows of the indicator table, from the top.
    pub indicators: Vec<IndicatorForm>,
}

/// A row of the indicator table as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IndicatorForm {
    /// Code or word of 二级指标; 一级指标 follows from it.
    pub level2: String,
    /// 三级指标
    pub name: String,
    /// Code or symbol of the comparison; empty for 定性.
    pub sign: String,
    /// 指标值
    pub number: String,
    /// 度量单位
    pub unit: String,
    /// The target in words, for 定性.
    pub words: String,
    /// 中期指标值
    pub mid_term_target: String,
    /// 分值
    pub points: String,
    /// 指标值设定依据
    pub value_basis: String,
    /// 佐证材料
    pub evidence: String,
    /// The indicator of the library it was copied from, or empty.
    pub library_id: String,
}

/// A goal as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalInput {
    /// The revision the form was opened at.
    pub revision: i64,
    /// 调整理由
    pub reason: String,
    /// Text and amounts.
    pub content: GoalContent,
    /// The rows that say something.
    pub indicators: Vec<IndicatorContent>,
}

impl GoalForm {
    /// The form that shows a stored version.
    pub fn of(goal: &Goal, indicators: &[GoalIndicator]) -> Self {
        let content = &goal.content;
        Self {
            revision: goal.revision.to_string(),
            reason: goal.reason.clone(),
            mid_term_goal: content.mid_term_goal.clone(),
            annual_goal: content.annual_goal.clone(),
            feasibility: content.feasibility.clone(),
            necessity: content.necessity.clone(),
            schedule: content.schedule.clone(),
            spending_details: content.spending_details.clone(),
            mid_term_treasury: amount_text(content.mid_term_treasury),
            mid_term_other: amount_text(content.mid_term_other),
            annual_treasury: amount_text(content.annual_treasury),
            annual_other: amount_text(content.annual_other),
            indicators: indicators.iter().map(|row| IndicatorForm::of(&row.content)).collect(),
        }
    }

    /// The form without rows in which nothing was typed, so that places in it are places in what it
    /// means.
    #[must_use]
    pub fn tidied(mut self) -> Self {
        self.indicators.retain(|row| !row.is_blank());
        self
    }

    /// The places of the rows that say something.
    pub(super) fn rows_in_use(&self) -> Vec<usize> {
        let rows = self.indicators.iter().enumerate();
        rows.filter(|(_, row)| !row.is_blank()).map(|(index, _)| index).collect()
    }

    /// What the form means.
    ///
    /// # Errors
    /// Every field that can't be understood.
    pub fn parse(&self) -> Result<GoalInput, Vec<FieldError>> {
        let mut fields = Fields::new();
        let revision: i64 = fields.key("revision", &self.revision);
        let reason =
            fields.optional_text("reason", &self.reason, Lines::Many, WORDS_CHARACTERS_MAX);
        let content = self.content(&mut fields);
        let rows = self.indicators.iter().enumerate().filter(|(_, row)| !row.is_blank());
        let indicators: Vec<IndicatorContent> =
            rows.map(|(index, row)| row.content(index, &mut fields)).collect();
        if indicators.len() > INDICATOR_COUNT_MAX {
            let message = format!("指标不得超过 {INDICATOR_COUNT_MAX} 条");
            fields.refuse("indicators", message);
        }
        fields.finish(GoalInput { revision, reason, content, indicators })
    }

    fn content(&self, fields: &mut Fields) -> GoalContent {
        let mut text = |field: &str, typed: &str| {
            fields.optional_text(field, typed, Lines::Many, TEXT_CHARACTERS_MAX)
        };
        let mut content = GoalContent {
            mid_term_goal: text("mid_term_goal", &self.mid_term_goal),
            annual_goal: text("annual_goal", &self.annual_goal),
            feasibility: text("feasibility", &self.feasibility),
            necessity: text("necessity", &self.necessity),
            schedule: text("schedule", &self.schedule),
            spending_details: text("spending_details", &self.spending_details),
            ..GoalContent::default()
        };
        let mut amount = |field: &str, typed: &str| {
            (!typed.trim().is_empty()).then(|| fields.money(field, typed))
        };
        content.mid_term_treasury = amount("mid_term_treasury", &self.mid_term_treasury);
        content.mid_term_other = amount("mid_term_other", &self.mid_term_other);
        content.annual_treasury = amount("annual_treasury", &self.annual_treasury);
        content.annual_other = amount("annual_other", &self.annual_other);
        content
    }
}

impl IndicatorForm {
    /// The row that shows a stored indicator.
    pub fn of(content: &IndicatorContent) -> Self {
        let points = Some(content.points).filter(|points| !points.is_zero());
        Self {
            level2: content.level2.code().to_owned(),
            name: content.name.clone(),
            sign: content.sign.map_or_else(String::new, |sign| sign.code().to_owned()),
            number: content.target_number.map_or_else(String::new, |number| number.to_string()),
            unit: content.unit.clone(),
            words: content.target_words.clone(),
            mid_term_target: content.mid_term_target.clone(),
            points: points.map_or_else(String::new, |points| points.normalize().to_string()),
            value_basis: content.value_basis.clone(),
            evidence: content.evidence.clone(),
            library_id: content.library_indicator_id.map_or_else(String::new, |id| id.to_string()),
        }
    }

    /// Whether nothing but the preset choices was entered.
    pub fn is_blank(&self) -> bool {
        [
            &self.name,
            &self.number,
            &self.unit,
            &self.words,
            &self.mid_term_target,
            &self.points,
            &self.value_basis,
            &self.evidence,
        ]
        .iter()
        .all(|text| text.trim().is_empty())
    }

    /// 年度指标值 as it would be printed: sign, number and unit, or the words.
    pub fn target_text(&self) -> String {
        let symbol = input::choice::<jixiao_domain::ComparisonSign>(&self.sign);
        match symbol {
            Ok(sign) if !self.number.trim().is_empty() => {
                format!("{sign}{}{}", self.number.trim(), self.unit.trim())
            }
            _ => self.words.trim().to_owned(),
        }
    }

    /// 一级指标 and 二级指标 as words, for showing; empty where no level was chosen.
    pub fn level_words(&self) -> (&'static str, &'static str) {
        input::choice::<IndicatorKind>(&self.level2)
            .map_or(("", ""), |kind| (Coded::word(kind.group()), Coded::word(kind)))
    }

    fn content(&self, index: usize, fields: &mut Fields) -> IndicatorContent {
        let name = |part: &str| format!("indicators[{index}].{part}");
        let level2: IndicatorKind = fields.choice(&name("level2"), &self.level2);
        let given = |typed: &str| !typed.trim().is_empty();
        let mut line = |part: &str, typed: &str, max: usize| {
            fields.optional_text(&name(part), typed, Lines::One, max)
        };
        let (text, unit) = (
            line("name", &self.name, NAME_CHARACTERS_MAX),
            line("unit", &self.unit, UNIT_CHARACTERS_MAX),
        );
        let mut words = |part: &str, typed: &str| {
            fields.optional_text(&name(part), typed, Lines::Many, WORDS_CHARACTERS_MAX)
        };
        let (target_words, mid_term_target) =
            (words("words", &self.words), words("mid_term_target", &self.mid_term_target));
        let (value_basis, evidence) =
            (words("value_basis", &self.value_basis), words("evidence", &self.evidence));
        let sign = given(&self.sign).then(|| fields.choice(&name("sign"), &self.sign));
        let target_number = given(&self.number).then(|| {
            let parsed = input::decimal(&self.number).map(|number| number.normalize());
            fields.take(&name("number"), parsed, Decimal::ZERO)
        });
        let points = if given(&self.points) {
            fields.points(&name("points"), &self.points)
        } else {
            Decimal::ZERO
        };
        let library_indicator_id = given(&self.library_id)
            .then(|| fields.key::<LibraryIndicatorId>(&name("library_id"), &self.library_id));
        IndicatorContent {
            level1: level2.group(),
            level2,
            name: text,
            sign,
            target_number,
            unit,
            target_words,
            mid_term_target,
            points,
            value_basis,
            evidence,
            library_indicator_id,
        }
    }
}

fn amount_text(amount: Option<Money>) -> String {
    amount.map_or_else(String::new, |amount| amount.to_decimal(CurrencyUnit::Yuan).to_string())
}
