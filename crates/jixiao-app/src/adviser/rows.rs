//! Advice on the rows of a goal.

use crate::authz;
use crate::form_check::FieldFinding;
use crate::history::{IndicatorSeries, normalised_name, series};
use crate::input::narrowed;
use crate::projects::YearPlace;
use crate::{Refusal, Severity};
use jixiao_analysis::ranges::{self, Advice, PastValue, Question, Range, Standard, WarningKind};
use jixiao_domain::{ComparisonSign, Money};
use jixiao_regulation::Regulation;
use jixiao_store::Connection;
use jixiao_store::cost_standards::{self, CostStandard};
use jixiao_store::goals::IndicatorContent;
use jixiao_store::views::history::{self as view, HistoryFilter};

/// What the adviser says of a row of the indicator table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowAdvice {
    /// The row, from 0.
    pub index: usize,
    /// 三级指标
    pub name: String,
    /// 度量单位
    pub unit: String,
    /// The range, or why there is none.
    pub range: Result<Range, String>,
    /// What is wrong with the target as typed.
    pub(crate) warnings: Vec<ranges::Warning>,
}

impl RowAdvice {
    /// The input field of the target.
    pub fn field(&self) -> String {
        format!("indicators[{}].number", self.index)
    }

    /// `建议 1,290—1,450人，宜取 1,370人`, or why there is no range.
    pub fn sentence(&self) -> String {
        match &self.range {
            Ok(range) => format!("建议区间 {}", range.sentence(&self.unit)),
            Err(reason) => reason.clone(),
        }
    }

    /// The data used and what was made of them.
    pub fn reasons(&self) -> &[String] {
        self.range.as_ref().map_or(&[], |range| &range.reasons)
    }
}

/// Advice on every quantitative row. `budget` is what the year has or applies for.
pub(crate) async fn of_rows(
    connection: &impl Connection,
    place: &YearPlace,
    regulation: &Regulation,
    budget: Option<Money>,
    rows: &[IndicatorContent],
) -> Result<Vec<RowAdvice>, Refusal> {
    if rows.iter().all(|row| row.sign.is_none()) {
        return Ok(Vec::new());
    }
    // Whoever may see the goal may see the project's past.
    let scope = authz::whole_tree();
    let year = place.year.year;
    let filter = HistoryFilter {
        project_id: Some(place.project.id),
        last_year: Some(year - 1),
        ..HistoryFilter::default()
    };
    let years = view::years(connection, &scope, &filter).await?;
    let past = series(&years, view::indicators(connection, &scope, &filter).await?);
    let programme = place.project.content.programme;
    let path = &place.organisation.path;
    let standards = cost_standards::in_force(connection, programme, path, year).await?;
    Ok(rows
        .iter()
        .enumerate()
        .filter_map(|(index, row)| {
            let sign = row.sign?;
            let advice = advise(row, sign, year, &past, &standards, budget, regulation);
            Some(RowAdvice {
                index,
                name: row.name.clone(),
                unit: narrowed(&row.unit),
                range: advice.range,
                warnings: advice.warnings,
            })
        })
        .collect())
}

fn advise(
    row: &IndicatorContent,
    sign: ComparisonSign,
    year: i64,
    past: &[IndicatorSeries],
    standards: &[CostStandard],
    budget: Option<Money>,
    regulation: &Regulation,
) -> Advice {
    let (name, unit) = (normalised_name(&row.name), narrowed(&row.unit));
    let values: Vec<PastValue> = past
        .iter()
        .find(|one| {
            one.kind == row.level2 && one.unit == unit && normalised_name(&one.name) == name
        })
        .map(past_values)
        .unwrap_or_default();
    let standard = standard(standards, &name, &unit, sign);
    let question = Question {
        kind: row.level2,
        sign,
        unit: &unit,
        year,
        past: &values,
        budget,
        standard: standard.as_ref(),
        unit_cost: None,
        typed: row.target_number,
    };
    ranges::advise(&question, &regulation.adviser, regulation.target_too_low_ratio.value)
}

/// The years of an indicator as the adviser takes them.
pub(crate) fn past_values(series: &IndicatorSeries) -> Vec<PastValue> {
    series
        .years
        .iter()
        .map(|year| PastValue {
            year: year.year,
            target: year.target,
            actual: year.actual,
            budget: year.budget,
        })
        .collect()
}

/// The standard that pays for what an indicator counts, or bounds the cost it states: the nearest
/// organisation's, of these the latest.
pub(crate) fn standard(
    standards: &[CostStandard],
    name: &str,
    unit: &str,
    sign: ComparisonSign,
) -> Option<Standard> {
    let states_cost = sign.is_ceiling() && unit.starts_with('元');
    standards
        .iter()
        .map(|one| &one.content)
        .filter(|content| states_cost || content.unit == unit)
        .find(|content| {
            let mut words = content.indicator_words.split_whitespace();
            words.any(|word| name.contains(&normalised_name(word)))
        })
        .map(|content| Standard {
            item: content.item.clone(),
            amount: content.amount,
            unit: content.unit.clone(),
            document_number: content.document_number.clone(),
        })
}

/// The warnings of the adviser as findings of the form.
pub(crate) fn findings(advice: &[RowAdvice], regulation: &Regulation) -> Vec<FieldFinding> {
    advice
        .iter()
        .flat_map(|row| row.warnings.iter().map(move |warning| (row, warning)))
        .map(|(row, warning)| {
            let mut finding = FieldFinding::warning(row.field(), warning.message.clone());
            let hint = match warning.kind {
                WarningKind::TooEasy => {
                    finding.basis.clone_from(&regulation.target_too_low_ratio.article);
                    "参照建议区间调整；确有原因的，在设定依据中写明"
                }
                WarningKind::Unpayable => "减少任务量或调整预算、标准",
                WarningKind::Ambitious => {
                    finding.severity = Severity::Note;
                    "在设定依据中写明支撑条件"
                }
            };
            finding.hint = Some(hint.to_owned());
            finding
        })
        .collect()
}
