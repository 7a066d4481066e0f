//! The checker's rules over a self-evaluation that is being filled in, with every finding at its
//! field.
//!
//! The records are put into the draft the recognisers would read off the printed form; places in
//! that draft are made up here and translated back into fields.

use super::{Assessment, FiledForm, FiledIndicator, Record};
use jixiao_check::{Finding, Selection, Severity, compare, examine};
use jixiao_document::{Document, Format, Location};
use jixiao_domain::{
    Coded as _, CurrencyUnit, Decimal, FiscalYear, Grade, IndicatorGroup, IndicatorKind, Money,
    round_half_up_2dp,
};
use jixiao_form::{Field, Form, FormKind, FundRow, FundSource, Indicator, Reading, Total, values};

/// A finding at a field of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFinding {
    /// The field it belongs to, named as in the errors of the form.
    pub field: String,
    /// Code of the rule, `JX302`.
    pub code: &'static str,
    /// How bad it is; errors block submission.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: String,
    /// The basis of the rule.
    pub basis: String,
}

/// Row of the made-up table that holds the identity.
const IDENTITY: u32 = 1;
/// Row of the fund total; the sources follow.
const FUNDS: u32 = 2;
/// Row of the annual goal.
const GOAL: u32 = 20;
/// Row of the free text.
const NOTES: u32 = 21;
/// Row of the closing figures.
const TOTAL: u32 = 22;
/// Row of the first indicator.
const INDICATORS: u32 = 100;

/// Checks a record with its scores, errors first.
pub fn findings(record: &Record, assessment: &Assessment) -> Vec<FieldFinding> {
    let filed = FiledForm::without_signature(record, assessment);
    let form = draft(&filed, record.year.money_unit.currency());
    let document = Document::new(Format::Docx);
    let reading = Reading { forms: vec![form], ..Reading::default() };
    let selection = Selection::default();
    let regulation = record.regulation;
    let examination = examine(&document, &reading, 0, &selection, |_| regulation, regulation);
    let between = compare(&[examination.kept], &selection);
    let mut found: Vec<FieldFinding> =
        examination.findings.into_iter().chain(between).map(at_field).collect();
    found.sort_by(|a, b| b.severity.cmp(&a.severity));
    found
}

fn at_field(finding: Finding) -> FieldFinding {
    FieldFinding {
        field: field_of(finding.location),
        code: finding.rule.code,
        severity: finding.severity,
        message: finding.message,
        hint: finding.hint.unwrap_or_default(),
        basis: finding.basis,
    }
}

fn place(row: u32, column: u32) -> Location {
    Location::TableCell { table: 1, row, column }
}

fn field_of(location: Location) -> String {
    let Location::TableCell { row, column, .. } = location else { return "form".to_owned() };
    let Some(index) = row.checked_sub(INDICATORS) else {
        let field = match row {
            GOAL => "actual_goal",
            NOTES => "other_notes",
            TOTAL => "total",
            IDENTITY => "form",
            _ => "execution_reason",
        };
        return field.to_owned();
    };
    let field = match column {
        4 | 5 => "chosen",
        6 => "deviation_cause",
        _ => "actual",
    };
    format!("indicators[{index}].{field}")
}

fn field(printed: String, at: Location) -> Field {
    Field { value: values::parse(&printed), printed, at }
}

fn draft(filed: &FiledForm, unit: CurrencyUnit) -> Form {
    let mut form = Form::new(FormKind::ProjectSelfEvaluation, place(IDENTITY, 1));
    form.year = u16::try_from(filed.year).ok().and_then(FiscalYear::new);
    form.project = Some(field(filed.project_name.clone(), place(IDENTITY, 2)));
    form.supervising_dept =
        Some(field(filed.supervising_department.name.clone(), place(IDENTITY, 3)));
    form.implementing_unit = Some(field(filed.implementing_unit.name.clone(), place(IDENTITY, 4)));
    form.money_unit.printed = Some(unit);
    form.money_unit.effective = Some(unit);
    form.funds = funds(filed, unit);
    form.goal.expected = Some(field(filed.expected_goal.clone(), place(GOAL, 1)));
    form.goal.actual = Some(field(filed.actual_goal.clone(), place(GOAL, 2)));
    form.indicators = (0..).zip(&filed.indicators).map(|(i, row)| indicator(i, row)).collect();
    form.has_points_column = true;
    form.has_score_column = true;
    form.total = Some(Total {
        points: Some(field(score(Some(filed.points)), place(TOTAL, 1))),
        score: Some(field(score(filed.total), place(TOTAL, 2))),
        grade: Some(field(filed.grade.clone().unwrap_or_default(), place(TOTAL, 3))),
        grade_read: filed.grade.as_deref().and_then(Grade::from_word),
        at: place(TOTAL, 1),
    });
    let notes = field(filed.other_matters(), place(NOTES, 1));
    form.remarks = vec![("其他需要说明的事项".to_owned(), notes)];
    form
}

fn funds(filed: &FiledForm, unit: CurrencyUnit) -> Vec<FundRow> {
    (FUNDS..)
        .zip(&filed.funds)
        .map(|(row, fund)| {
            let source = source(&fund.source);
            let is_total = source == FundSource::Total;
            let amount = |fen: i64, column: u32| {
                let text = Money::from_fen(fen).to_decimal(unit).to_string();
                Some(field(text, place(row, column)))
            };
            let rate = fund
                .figures()
                .execution_rate()
                .ok()
                .map(|rate| format!("{:.2}%", round_half_up_2dp(rate * Decimal::ONE_HUNDRED)));
            let cell = |value: Option<i64>, column: u32| {
                is_total.then(|| field(score(value), place(row, column)))
            };
            FundRow {
                source,
                label: fund.source.clone(),
                initial_budget: amount(fund.initial_fen, 1),
                adjusted_budget: amount(fund.adjusted_fen, 2),
                executed_amount: amount(fund.executed_fen, 3),
                points: cell(filed.execution_points, 4),
                execution_rate: rate.map(|rate| field(rate, place(row, 5))),
                score: cell(filed.execution_score, 6),
                at: place(row, 1),
            }
        })
        .collect()
}

fn source(code: &str) -> FundSource {
    match jixiao_domain::FundSource::from_code(code) {
        None => FundSource::Total,
        Some(jixiao_domain::FundSource::CurrentTreasury) => FundSource::CurrentAppropriation,
        Some(jixiao_domain::FundSource::CarryOver) => FundSource::CarryOver,
        Some(jixiao_domain::FundSource::Other) => FundSource::Other,
    }
}

fn indicator(index: u32, filed: &FiledIndicator) -> Indicator {
    let row = INDICATORS + index;
    let cell = |text: &str, column: u32| field(text.to_owned(), place(row, column));
    let group = IndicatorGroup::from_code(&filed.level1);
    let kind = IndicatorKind::from_code(&filed.level2);
    Indicator {
        level1: group
            .map_or_else(String::new, |group| jixiao_domain::Coded::word(group).to_owned()),
        level2: kind.map_or_else(String::new, |kind| kind.word().to_owned()),
        group,
        kind,
        level1_points: None,
        level3: cell(&filed.name, 1),
        target: Some(cell(&filed.target, 2)),
        actual: Some(cell(&filed.actual, 3)),
        points: Some(cell(&score(Some(filed.points)), 4)),
        score: Some(cell(&score(filed.score), 5)),
        deviation: Some(cell(&filed.deviation(), 6)),
        at: place(row, 1),
    }
}

fn score(hundredths: Option<i64>) -> String {
    hundredths.map_or_else(String::new, |hundredths| Decimal::new(hundredths, 2).to_string())
}
