//! Forms in which every text names a person with a telephone number: none is left of them.

use super::redact;
use crate::redaction::{Redactor, edition};
use chrono::NaiveDate;
use jixiao_domain::RemovalKind;
use jixiao_render::model::text::{Block, HeadingLevel, Signature, TextCell, TextTable};
use jixiao_render::model::{
    AssessmentForm, BaseDataForm, BaseDataRow, DepartmentScoresForm, DepartmentTasksForm, DutyForm,
    EvaluatedLevelOne, EvaluatedLevelTwo, EvaluatedRow, EvaluationForm, Foot, Form, FundKind,
    FundRow, GoalFunds, GoalLevelOne, GoalLevelTwo, GoalPeriod, GoalRow, GoalSubmissionForm,
    IndicatorRow, LevelOne, LevelTwo, MediumTerm, MoneyUnit, MonitoringForm, MonitoringFund,
    MonitoringLevelOne, MonitoringLevelTwo, MonitoringRow, Organisation, ProjectListForm,
    SelfEvaluationForm, StripCell, TaskGroup, TaskRow, TextDocument, Totals,
};

/// A person as texts name them.
fn text() -> String {
    "联系人：王芳，电话13800138000".to_owned()
}

fn foot() -> Foot {
    Foot {
        filled_by: "王芳".to_owned(),
        phone: text(),
        leader: "王芳".to_owned(),
        ..Foot::default()
    }
}

fn organisation() -> Organisation {
    Organisation { name: text(), code: text() }
}

fn levels() -> Vec<LevelOne> {
    let row = IndicatorRow {
        name: text(),
        target: text(),
        actual: text(),
        deviation: text(),
        ..IndicatorRow::default()
    };
    let kind = LevelTwo { name: text(), points: None, score: None, rows: vec![row] };
    vec![LevelOne { name: text(), points: None, score: None, kinds: vec![kind] }]
}

fn task() -> TaskRow {
    TaskRow { task: text(), measure: text(), execution: text(), comparison: text(), remark: text() }
}

fn self_evaluation() -> Form {
    let fund = FundRow {
        kind: FundKind::Named(text()),
        initial: None,
        adjusted: None,
        executed: None,
        points: None,
        rate: None,
        score: None,
    };
    Form::SelfEvaluation(SelfEvaluationForm {
        year: 2025,
        project: text(),
        project_code: "530100".to_owned(),
        supervising_dept: organisation(),
        implementing_unit: organisation(),
        finance_division: text(),
        money_unit: MoneyUnit::Yuan,
        funds: vec![fund],
        expected_goal: text(),
        actual_goal: text(),
        indicators: levels(),
        totals: Totals::default(),
        other_matters: text(),
        notes: vec![text()],
        foot: foot(),
    })
}

fn goal() -> Form {
    let period = || GoalPeriod { funds: GoalFunds::default(), goal: text() };
    let row = || vec![GoalRow { name: text(), target: text(), points: None }];
    let kind = GoalLevelTwo { name: text(), medium_term: row(), annual: row() };
    Form::GoalSubmission(GoalSubmissionForm {
        year: 2025,
        project: text(),
        project_code: "530100".to_owned(),
        nature: None,
        supervising_dept: organisation(),
        implementing_unit: organisation(),
        period: text(),
        money_unit: MoneyUnit::Yuan,
        medium_term: Some(MediumTerm { from_year: 2025, to_year: 2027, period: period() }),
        annual: period(),
        indicators: vec![GoalLevelOne { name: text(), kinds: vec![kind] }],
        foot: foot(),
    })
}

fn monitoring() -> Form {
    let row = MonitoringRow {
        name: text(),
        target: text(),
        actual: text(),
        expected: text(),
        cause_note: text(),
        remark: text(),
        ..MonitoringRow::default()
    };
    let fund = MonitoringFund {
        kind: FundKind::Named(text()),
        initial: None,
        executed: None,
        rate: None,
        expected: None,
    };
    let kind = MonitoringLevelTwo { name: text(), rows: vec![row] };
    Form::Monitoring(MonitoringForm {
        year: 2025,
        period: text(),
        project: text(),
        supervising_dept: organisation(),
        implementing_unit: organisation(),
        money_unit: MoneyUnit::Yuan,
        funds: vec![fund],
        goal: text(),
        indicators: vec![MonitoringLevelOne { name: text(), kinds: vec![kind] }],
        notes: vec![text()],
        foot: foot(),
    })
}

fn evaluation() -> Form {
    let row =
        EvaluatedRow { name: text(), test: text(), finding: text(), ..EvaluatedRow::default() };
    let kind = EvaluatedLevelTwo { name: text(), rows: vec![row] };
    Form::Evaluation(EvaluationForm {
        project: text(),
        supervising_dept: organisation(),
        implementing_unit: organisation(),
        strip: vec![StripCell { name: text(), ..StripCell::default() }],
        levels: vec![EvaluatedLevelOne { name: text(), kinds: vec![kind] }],
        grade: text(),
        notes: vec![text()],
        foot: foot(),
        ..EvaluationForm::default()
    })
}

fn department() -> [Form; 4] {
    let tasks = DepartmentTasksForm {
        department: text(),
        year: 2025,
        goals: vec![TaskGroup { name: text(), rows: vec![task()] }],
        notes: vec![text()],
        foot: foot(),
    };
    let duties = DutyForm {
        department: text(),
        year: 2025,
        rows: vec![task()],
        notes: vec![text()],
        foot: foot(),
    };
    let base_data = BaseDataForm {
        department: text(),
        year: 2025,
        money_unit: MoneyUnit::Yuan,
        posts: None,
        staff: None,
        control_rate: None,
        rows: vec![BaseDataRow { label: text(), ..BaseDataRow::default() }],
        building: None,
        economy_measures: text(),
        notes: vec![text()],
        foot: foot(),
    };
    let scores = DepartmentScoresForm {
        department: text(),
        year: 2025,
        indicators: levels(),
        totals: Totals::default(),
        notes: vec![text()],
        foot: foot(),
    };
    [
        Form::DepartmentTasks(tasks),
        Form::Duties(duties),
        Form::BaseData(base_data),
        Form::DepartmentScores(scores),
    ]
}

fn report() -> Form {
    let cells = || vec![vec![TextCell::words(text())]];
    let table = TextTable {
        caption: text(),
        unit: text(),
        column_weights: Vec::new(),
        header: cells(),
        rows: cells(),
    };
    Form::Text(TextDocument {
        organisation: text(),
        document_number: text(),
        title: text(),
        subtitle: text(),
        recipient: text(),
        blocks: vec![
            Block::Heading { level: HeadingLevel::One, text: text() },
            Block::Paragraph(text()),
            Block::List(vec![text()]),
            Block::Table(table),
        ],
        attachments: vec![text()],
        signature: Some(Signature { unit: text(), day: None }),
    })
}

fn redactor() -> Redactor {
    let day = NaiveDate::from_ymd_opt(2026, 8, 1).unwrap();
    Redactor::new(edition(day), &["王芳".to_owned()], &[])
}

#[test]
fn no_text_of_a_form_that_is_published_escapes_the_rules() {
    let forms = [self_evaluation(), goal(), monitoring(), evaluation(), report()];
    for mut form in forms.into_iter().chain(department()) {
        let before = format!("{form:?}");
        assert!(!before.contains("\"\""), "the test leaves a text empty: {before}");
        let list = redact(&mut form, &redactor()).unwrap();
        let after = format!("{form:?}");
        for gone in ["王芳", "13800138000"] {
            assert!(!after.contains(gone), "{after}");
        }
        for kind in [RemovalKind::Name, RemovalKind::Phone] {
            let count: i64 = list
                .iter()
                .filter(|line| line.kind == kind)
                .map(|line| line.occurrence_count)
                .sum();
            let word = if kind == RemovalKind::Name { "王芳" } else { "13800138000" };
            let expected = i64::try_from(before.matches(word).count()).unwrap();
            // The field of the foot for a telephone is emptied without a look at what it holds.
            let unseen = i64::from(kind == RemovalKind::Name && before.contains("phone"));
            assert_eq!(count, expected - unseen, "{list:?}");
        }
        assert!(list.iter().all(|line| !line.field.contains("王芳")), "{list:?}");
    }
}

#[test]
fn a_form_without_rules_is_not_published() {
    let list = ProjectListForm {
        department: String::new(),
        year: 2025,
        projects: Vec::new(),
        foot: Foot::default(),
    };
    for mut form in [Form::ProjectList(list), Form::Assessment(AssessmentForm::default())] {
        assert!(redact(&mut form, &redactor()).is_err());
    }
}
