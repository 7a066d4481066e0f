//! From the public reading back to drafts, for scoring a reading that was kept or corrected.
//!
//! Values are taken from the JSON, not parsed again: what a person corrected there counts. Places
//! are words by then, so the drafts stand at the document as a whole.

use super::{ReadCell, ReadDocument, ReadForm, ReadFund, ReadIndicator};
use jixiao_document::Location;
use jixiao_domain::{
    ComparisonSign, CurrencyUnit, DateValue, Decimal, FiscalYear, Quantity, RangeValue, Value,
};
use jixiao_form::{
    Field, Form, FormKind, FundRow, FundSource, Goal, Indicator, MoneyUnit, Total, heading, values,
};

impl ReadDocument {
    /// The forms of the document as drafts; forms of a kind this version does not know are left out.
    pub fn drafts(&self) -> Vec<Form> {
        self.forms.iter().filter_map(form).collect()
    }
}

fn form(read: &ReadForm) -> Option<Form> {
    let kind = [
        FormKind::ProjectSelfEvaluation,
        FormKind::DepartmentSelfEvaluation,
        FormKind::DutyPerformance,
        FormKind::GoalSubmission,
        FormKind::Monitoring,
        FormKind::ProjectList,
        FormKind::BaseData,
    ];
    let kind = kind.into_iter().find(|kind| kind.name() == read.kind)?;
    let mut form = Form::new(kind, Location::Whole);
    form.title = text(read.title.as_deref());
    form.year = read.year.and_then(FiscalYear::new);
    form.project = text(read.project.as_deref());
    form.supervising_dept = text(read.supervising_dept.as_deref());
    form.implementing_unit = text(read.implementing_unit.as_deref());
    let unit = |word: &Option<String>| word.as_deref().and_then(CurrencyUnit::from_word);
    form.money_unit = MoneyUnit {
        printed: unit(&read.money_unit.printed),
        effective: unit(&read.money_unit.effective),
    };
    form.funds = read.funds.iter().map(fund).collect();
    form.goal = Goal {
        expected: text(read.goal.expected.as_deref()),
        actual: text(read.goal.actual.as_deref()),
    };
    form.indicators = read.indicators.iter().map(indicator).collect();
    form.has_points_column = read.indicators.iter().any(|row| row.points.is_some());
    form.has_score_column = read.indicators.iter().any(|row| row.score.is_some());
    form.total = read.total.as_ref().map(|total| Total {
        points: field(total.points.as_ref()),
        score: field(total.score.as_ref()),
        grade: text(total.grade.as_deref()),
        grade_read: total.grade.as_deref().and_then(jixiao_domain::Grade::from_word),
        at: Location::Whole,
    });
    Some(form)
}

fn fund(read: &ReadFund) -> FundRow {
    let sources = [
        FundSource::Total,
        FundSource::CurrentAppropriation,
        FundSource::CarryOver,
        FundSource::Other,
    ];
    let source = sources.into_iter().find(|source| source.name() == read.source);
    FundRow {
        source: source.unwrap_or(FundSource::Unrecognised),
        label: read.label.clone(),
        initial_budget: field(read.initial_budget.as_ref()),
        adjusted_budget: field(read.adjusted_budget.as_ref()),
        executed_amount: field(read.executed_amount.as_ref()),
        points: field(read.points.as_ref()),
        execution_rate: field(read.execution_rate.as_ref()),
        score: field(read.score.as_ref()),
        at: Location::Whole,
    }
}

fn indicator(read: &ReadIndicator) -> Indicator {
    let level1 = read.level1.clone().unwrap_or_default();
    let level2 = read.level2.clone().unwrap_or_default();
    let (group, kind) = heading(&level1, &level2);
    Indicator {
        level1,
        level2,
        group,
        kind,
        level1_points: read.level1_points.as_deref().and_then(decimal),
        level3: Field { printed: read.level3.clone(), value: Value::Words, at: Location::Whole },
        target: field(read.target.as_ref()),
        actual: field(read.actual.as_ref()),
        points: field(read.points.as_ref()),
        score: field(read.score.as_ref()),
        deviation: text(read.deviation.as_deref()),
        at: Location::Whole,
    }
}

fn text(text: Option<&str>) -> Option<Field> {
    text.map(|text| Field {
        printed: text.to_owned(),
        value: values::parse(text),
        at: Location::Whole,
    })
}

fn field(cell: Option<&ReadCell>) -> Option<Field> {
    let cell = cell?;
    let value = if let Some(value) = &cell.value {
        decimal(&value.number).map(|number| {
            Value::Quantity(Quantity { sign: sign(&value.sign), number, unit: value.unit.clone() })
        })
    } else if let Some(range) = &cell.range {
        decimal(&range.low)
            .zip(decimal(&range.high))
            .map(|(low, high)| Value::Range(RangeValue { low, high, unit: range.unit.clone() }))
    } else if let Some(date) = &cell.date {
        let sign = if date.deadline { ComparisonSign::AtMost } else { ComparisonSign::Equal };
        Some(Value::Date(DateValue { year: date.year, month: date.month, day: date.day, sign }))
    } else if values::states_nothing(&cell.printed) {
        Some(Value::Nothing)
    } else {
        Some(Value::Words)
    };
    Some(Field {
        printed: cell.printed.clone(),
        value: value.unwrap_or(Value::Words),
        at: Location::Whole,
    })
}

fn sign(symbol: &str) -> ComparisonSign {
    match symbol {
        "≥" | ">=" => ComparisonSign::AtLeast,
        ">" => ComparisonSign::MoreThan,
        "≤" | "<=" => ComparisonSign::AtMost,
        "<" => ComparisonSign::LessThan,
        "≈" => ComparisonSign::About,
        _ => ComparisonSign::Equal,
    }
}

fn decimal(text: &str) -> Option<Decimal> {
    text.parse().ok()
}
