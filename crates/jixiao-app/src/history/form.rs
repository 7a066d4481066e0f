//! A past year as it is typed or stands in rows of a workbook, and what it means.

use super::PastYearInput;
use crate::FieldError;
use crate::input::{self, Fields, Lines};
use jixiao_domain::{Coded as _, CurrencyUnit, Decimal, FundFigures, Grade, IndicatorKind, Money};
use jixiao_store::past_years::{PastIndicator, PastYear, PastYearContent};
use serde::{Deserialize, Serialize};

/// Indicators of one year; more is a paste gone wrong.
const INDICATOR_COUNT_MAX: usize = 200;
const NAME_CHARACTERS_MAX: usize = 200;
const UNIT_CHARACTERS_MAX: usize = 20;
const WORDS_CHARACTERS_MAX: usize = 500;

/// A past year as typed. The cells of the indicator table come column by column, from the top.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PastYearForm {
    /// 年度
    pub year: String,
    /// 年初预算数, 元
    pub initial: String,
    /// 全年预算数, 元
    pub adjusted: String,
    /// 全年执行数, 元
    pub executed: String,
    /// 总得分
    pub total: String,
    /// 自评等级
    pub grade: String,
    /// Which filing it is taken from.
    pub source: String,
    /// Why, of a correction.
    pub reason: String,
    /// 二级指标
    pub level2: Vec<String>,
    /// 三级指标
    pub name: Vec<String>,
    /// Code or symbol of the comparison; empty for 定性.
    pub sign: Vec<String>,
    /// 指标值
    pub number: Vec<String>,
    /// 度量单位
    pub unit: Vec<String>,
    /// The target in words, for 定性.
    pub words: Vec<String>,
    /// 实际完成值 as filed.
    pub actual: Vec<String>,
    /// 分值
    pub points: Vec<String>,
    /// 得分
    pub score: Vec<String>,
}

/// A row of the indicator table as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PastRowForm {
    /// See [`PastYearForm::level2`].
    pub level2: String,
    /// See [`PastYearForm::name`].
    pub name: String,
    /// See [`PastYearForm::sign`].
    pub sign: String,
    /// See [`PastYearForm::number`].
    pub number: String,
    /// See [`PastYearForm::unit`].
    pub unit: String,
    /// See [`PastYearForm::words`].
    pub words: String,
    /// See [`PastYearForm::actual`].
    pub actual: String,
    /// See [`PastYearForm::points`].
    pub points: String,
    /// See [`PastYearForm::score`].
    pub score: String,
}

impl PastYearForm {
    /// The form that shows a year taken over.
    pub fn of(year: &PastYear, indicators: &[PastIndicator]) -> Self {
        let content = &year.content;
        let yuan = |money: Money| money.to_decimal(CurrencyUnit::Yuan).to_string();
        let mut form = Self {
            year: content.year.to_string(),
            initial: yuan(content.figures.initial),
            adjusted: yuan(content.figures.adjusted),
            executed: yuan(content.figures.executed),
            total: plain(content.total),
            grade: content.grade.map_or_else(String::new, |grade| grade.word().to_owned()),
            source: content.source.clone(),
            ..Self::default()
        };
        for row in indicators {
            form.push(PastRowForm::of(row));
        }
        form
    }

    /// Adds a row below.
    pub fn push(&mut self, row: PastRowForm) {
        self.level2.push(row.level2);
        self.name.push(row.name);
        self.sign.push(row.sign);
        self.number.push(row.number);
        self.unit.push(row.unit);
        self.words.push(row.words);
        self.actual.push(row.actual);
        self.points.push(row.points);
        self.score.push(row.score);
    }

    /// The rows from the top, blank ones among them.
    pub fn rows(&self) -> Vec<PastRowForm> {
        let cell = |column: &[String], at: usize| column.get(at).cloned().unwrap_or_default();
        (0..self.name.len())
            .map(|at| PastRowForm {
                level2: cell(&self.level2, at),
                name: cell(&self.name, at),
                sign: cell(&self.sign, at),
                number: cell(&self.number, at),
                unit: cell(&self.unit, at),
                words: cell(&self.words, at),
                actual: cell(&self.actual, at),
                points: cell(&self.points, at),
                score: cell(&self.score, at),
            })
            .collect()
    }

    /// What the form means.
    ///
    /// # Errors
    /// Every field that can't be understood.
    pub fn parse(&self) -> Result<PastYearInput, Vec<FieldError>> {
        let mut fields = Fields::new();
        let content = self.content(&mut fields);
        let mut indicators = Vec::new();
        for (index, row) in self.rows().iter().enumerate().filter(|(_, row)| !row.is_blank()) {
            indicators.push(row.parse(&mut fields, |part| format!("indicators[{index}].{part}")));
        }
        fields.require(!indicators.is_empty(), "indicators", "请至少填写一条指标");
        if indicators.len() > INDICATOR_COUNT_MAX {
            fields.refuse("indicators", format!("指标不得超过 {INDICATOR_COUNT_MAX} 条"));
        }
        fields.finish(PastYearInput { content, indicators })
    }

    /// What is said of the year as a whole.
    pub(super) fn content(&self, fields: &mut Fields) -> PastYearContent {
        let given = |typed: &str| !typed.trim().is_empty();
        let grade = given(&self.grade).then(|| Grade::from_word(&self.grade)).flatten();
        let is_known = !given(&self.grade) || grade.is_some();
        fields.require(is_known, "grade", "应为优、良、中、差之一");
        PastYearContent {
            year: fields.year("year", &self.year).get().into(),
            figures: FundFigures {
                initial: fields.money("initial", &self.initial),
                adjusted: fields.money("adjusted", &self.adjusted),
                executed: fields.money("executed", &self.executed),
            },
            total: given(&self.total).then(|| fields.points("total", &self.total)),
            grade,
            source: fields.text("source", &self.source, Lines::One, NAME_CHARACTERS_MAX),
        }
    }
}

impl PastRowForm {
    /// The row that shows an indicator.
    pub fn of(row: &PastIndicator) -> Self {
        Self {
            level2: row.level2.code().to_owned(),
            name: row.name.clone(),
            sign: row.sign.map_or_else(String::new, |sign| sign.code().to_owned()),
            number: row.target_number.map_or_else(String::new, |number| number.to_string()),
            unit: row.unit.clone(),
            words: row.target_words.clone(),
            actual: row.actual_text.clone(),
            points: plain(row.points),
            score: plain(row.score),
        }
    }

    /// Whether nothing but the preset choices was entered.
    pub fn is_blank(&self) -> bool {
        [&self.name, &self.number, &self.unit, &self.words, &self.actual, &self.points, &self.score]
            .iter()
            .all(|text| text.trim().is_empty())
    }

    /// The indicator a row means; `field` names its fields.
    pub(super) fn parse(
        &self,
        fields: &mut Fields,
        field: impl Fn(&str) -> String,
    ) -> PastIndicator {
        let given = |typed: &str| !typed.trim().is_empty();
        let level2: IndicatorKind = fields.choice(&field("level2"), &self.level2);
        let name = fields.text(&field("name"), &self.name, Lines::One, NAME_CHARACTERS_MAX);
        let sign = given(&self.sign).then(|| fields.choice(&field("sign"), &self.sign));
        let target_number = given(&self.number).then(|| {
            let parsed = input::decimal(&self.number).map(|number| number.normalize());
            fields.take(&field("number"), parsed, Decimal::ZERO)
        });
        let has_pair = sign.is_some() == target_number.is_some();
        fields.require(has_pair, &field("number"), "符号与指标值应同时填写；定性指标填写文字");
        let has_target = target_number.is_some() || given(&self.words);
        fields.require(has_target, &field("words"), "请填写指标值或定性目标");
        let score = given(&self.score).then(|| fields.points(&field("score"), &self.score));
        let points = given(&self.points).then(|| fields.points(&field("points"), &self.points));
        let is_within = score.zip(points).is_none_or(|(score, points)| score <= points);
        fields.require(is_within, &field("score"), "得分不应大于分值");
        PastIndicator {
            level1: level2.group(),
            level2,
            name,
            sign,
            target_number,
            unit: fields.optional_text(&field("unit"), &self.unit, Lines::One, UNIT_CHARACTERS_MAX),
            target_words: fields.optional_text(
                &field("words"),
                &self.words,
                Lines::Many,
                WORDS_CHARACTERS_MAX,
            ),
            actual_text: fields.text(
                &field("actual"),
                &self.actual,
                Lines::Many,
                WORDS_CHARACTERS_MAX,
            ),
            points,
            score,
        }
    }
}

fn plain(number: Option<Decimal>) -> String {
    number.map_or_else(String::new, |number| number.normalize().to_string())
}
