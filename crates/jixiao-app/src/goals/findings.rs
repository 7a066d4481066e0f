//! What is wrong with a goal: what it lacks, whether its points close, and what the checker says of
//! it as a 绩效目标申报表.

use super::completeness::{self, Version, annual_total};
use super::form::GoalForm;
use super::load::{GoalPlace, LoadedGoal, load, load_to_fill};
use super::points::{Closing, closing};
use crate::adviser::{self, RowAdvice};
use crate::form_check::{self, FieldFinding, Places};
use crate::{Call, FieldError, Refusal};
use jixiao_document::Location;
use jixiao_domain::{Coded as _, CurrencyUnit, FiscalYear, GoalId};
use jixiao_form::{Form, FormKind, FundRow, FundSource, Indicator, MoneyUnit};
use jixiao_store::goals::IndicatorContent;
use jixiao_store::{Connection, funds};

/// What checking what is typed gives.
#[derive(Debug, Clone)]
pub struct Checked {
    /// Fields that can't be understood; while there are any, nothing else is known.
    pub errors: Vec<FieldError>,
    /// What is wrong, the worst first.
    pub findings: Vec<FieldFinding>,
    /// The points, where the rows could be understood.
    pub closing: Option<Closing>,
    /// What the adviser says of the quantitative targets.
    pub advice: Vec<RowAdvice>,
}

impl Checked {
    /// Lets what is said of the first, second … row that says something stand at `rows`, the places
    /// of these rows in the form.
    fn stand_at(&mut self, rows: &[usize]) {
        for finding in &mut self.findings {
            let Some(rest) = finding.field.strip_prefix("indicators[") else { continue };
            let Some((index, part)) = rest.split_once(']') else { continue };
            let row = index.parse().ok().and_then(|index: usize| rows.get(index));
            if let Some(row) = row {
                finding.field = format!("indicators[{row}]{part}");
            }
        }
        for advice in &mut self.advice {
            advice.index = rows.get(advice.index).copied().unwrap_or(advice.index);
        }
    }
}

/// The findings of a stored version.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub async fn findings(call: Call<'_>, id: GoalId) -> Result<Vec<FieldFinding>, Refusal> {
    let loaded = load(&call.app.store, call, id).await?;
    Ok(of_loaded(&call.app.store, call, &loaded).await?.findings)
}

/// The findings of what is typed into a version's form, saved or not. Fields are those of the form,
/// empty rows counted.
///
/// # Errors
/// [`Refusal::NotFound`] where there is no such version the caller may see, [`Refusal::Forbidden`]
/// for those who don't fill in goals there.
pub async fn check_typed(call: Call<'_>, id: GoalId, form: &GoalForm) -> Result<Checked, Refusal> {
    let store = &call.app.store;
    let loaded = load_to_fill(store, call, id).await?;
    let input = match form.parse() {
        Ok(input) => input,
        Err(errors) => {
            return Ok(Checked { errors, findings: Vec::new(), closing: None, advice: Vec::new() });
        }
    };
    let version = Version {
        kind: loaded.goal.kind,
        reason: &input.reason,
        content: &input.content,
        indicators: &input.indicators,
    };
    let mut checked = check(store, call, &loaded.place, version).await?;
    checked.stand_at(&form.rows_in_use());
    Ok(checked)
}

/// As [`findings`], with the points.
pub(super) async fn of_loaded(
    connection: &impl Connection,
    call: Call<'_>,
    loaded: &LoadedGoal,
) -> Result<Checked, Refusal> {
    let indicators: Vec<IndicatorContent> =
        loaded.indicators.iter().map(|row| row.content.clone()).collect();
    let version = Version {
        kind: loaded.goal.kind,
        reason: &loaded.goal.reason,
        content: &loaded.goal.content,
        indicators: &indicators,
    };
    check(connection, call, &loaded.place, version).await
}

async fn check(
    connection: &impl Connection,
    call: Call<'_>,
    place: &GoalPlace,
    version: Version<'_>,
) -> Result<Checked, Refusal> {
    let regulation = place.regulation(call)?;
    let funds = funds::fund_summary(connection, place.year.id).await?;
    let mut findings = completeness::findings(version, place, &funds);
    let closing = closing(regulation, version.indicators);
    if !version.indicators.is_empty() {
        findings.extend(closing.findings());
        let mut places = Places::default();
        let form = draft(place, version, &mut places);
        findings.extend(form_check::findings(form, &places, regulation));
    }
    let budget = annual_total(version.content)
        .or(Some(funds.total.adjusted))
        .filter(|budget| budget.fen() > 0);
    let advice =
        adviser::of_rows(connection, place, regulation, budget, version.indicators).await?;
    findings.extend(adviser::findings(&advice, regulation));
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    Ok(Checked { errors: Vec::new(), findings, closing: Some(closing), advice })
}

/// The version as the form the checker knows.
fn draft(place: &GoalPlace, version: Version<'_>, places: &mut Places) -> Form {
    let project = &place.project.content;
    let mut form = Form::new(FormKind::GoalSubmission, Location::Whole);
    form.year = u16::try_from(place.year.year).ok().and_then(FiscalYear::new);
    form.project = Some(places.cell("", &project.name));
    form.supervising_dept = Some(places.cell("", &project.supervising_department));
    form.implementing_unit = Some(places.cell("", &project.implementing_unit));
    form.goal.expected = Some(places.cell("annual_goal", &version.content.annual_goal));
    form.has_points_column = true;
    form.money_unit =
        MoneyUnit { printed: Some(CurrencyUnit::Yuan), effective: Some(CurrencyUnit::Yuan) };
    if let Some(total) = annual_total(version.content) {
        let amount = total.to_decimal(CurrencyUnit::Yuan).to_string();
        form.funds.push(FundRow {
            source: FundSource::Total,
            label: "年度资金总额".to_owned(),
            initial_budget: Some(places.cell("annual_treasury", &amount)),
            adjusted_budget: Some(places.cell("annual_treasury", amount)),
            executed_amount: None,
            points: None,
            execution_rate: None,
            score: None,
            at: places.at("annual_treasury"),
        });
    }
    let rows = version.indicators.iter().enumerate();
    form.indicators = rows.map(|(index, row)| indicator(index, row, places)).collect();
    form
}

fn indicator(index: usize, row: &IndicatorContent, places: &mut Places) -> Indicator {
    let name = |part: &str| format!("indicators[{index}].{part}");
    let target = if row.sign.is_some() { "number" } else { "words" };
    Indicator {
        level1: row.level1.word().to_owned(),
        level2: row.level2.word().to_owned(),
        group: Some(row.level1),
        kind: Some(row.level2),
        level1_points: None,
        at: places.at(name("name")),
        level3: places.cell(name("name"), &row.name),
        target: Some(places.cell(name(target), row.target_text())),
        actual: None,
        points: Some(places.cell(name("points"), row.points.normalize().to_string())),
        score: None,
        deviation: None,
    }
}
