//! A recomputed score, every point in a sentence with its article.

use crate::style::{BOLD, DIM, EXPECTED, PLACE, paint};
use jixiao_domain::Decimal;
use jixiao_form::{Field, Form};
use jixiao_regulation::{Regulation, ScoreSheet, Step};
use schemars::JsonSchema;
use serde::Serialize;

/// The value of `schema` in every score.
pub const SCHEMA: &str = "jixiao.score/1";

/// Recomputed scores of the forms of one file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ScoreOutput {
    /// Always `jixiao.score/1`.
    pub schema: String,
    /// One entry a form.
    pub forms: Vec<FormScore>,
}

/// The recomputed score of one form.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FormScore {
    /// 项目名称
    pub project: Option<String>,
    /// Id of the regulation it is scored under.
    pub regulation: String,
    /// One step a point, the execution row first.
    pub steps: Vec<StepScore>,
    /// The total the form prints, a decimal string.
    pub printed_total: Option<String>,
    /// The total by the regulation; null where it cannot be computed.
    pub recomputed_total: Option<String>,
    /// How many rows of the total stand on a printed score: choices of a person and what could not
    /// be computed.
    pub taken_over: usize,
    /// The grade of the recomputed total.
    pub grade: Option<String>,
}

/// How one row's score came about.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StepScore {
    /// What it is about.
    pub subject: String,
    /// 分值
    pub points: Option<String>,
    /// The score as printed.
    pub printed: Option<String>,
    /// The score by the regulation; null where it has none.
    pub score: Option<String>,
    /// Whether the regulation decides the score, rather than a person.
    pub computed: bool,
    /// One sentence with the arithmetic, or why there is no score.
    pub sentence: String,
    /// The article the step rests on.
    pub article: String,
}

impl FormScore {
    /// The score of `form` under `regulation`.
    pub fn of(form: &Form, sheet: &ScoreSheet, regulation: &Regulation) -> Self {
        let total = form.total_fund();
        let execution = sheet.execution.iter().map(|step| {
            let printed = total.and_then(|row| row.score.as_ref());
            step_score("预算执行率", step, printed, regulation)
        });
        let rows = form.indicators.iter().zip(&sheet.indicators).map(|(row, step)| {
            let levels = [row.level1.as_str(), &row.level2, &row.level3.printed];
            let levels: Vec<&str> = levels.into_iter().filter(|text| !text.is_empty()).collect();
            step_score(&levels.join("/"), step, row.score.as_ref(), regulation)
        });
        Self {
            project: form.project.as_ref().map(|field| field.printed.clone()),
            regulation: regulation.id.clone(),
            steps: execution.chain(rows).collect(),
            printed_total: form
                .total
                .as_ref()
                .and_then(|total| total.score.as_ref())
                .and_then(Field::number)
                .map(|number| number.to_string()),
            recomputed_total: sheet.total.map(two_places),
            taken_over: sheet.taken_over,
            grade: sheet.grade.map(|grade| grade.word().to_owned()),
        }
    }
}

fn step_score(
    subject: &str,
    step: &Step,
    printed: Option<&Field>,
    regulation: &Regulation,
) -> StepScore {
    StepScore {
        subject: subject.to_owned(),
        points: step.points.map(|points| points.to_string()),
        printed: printed.filter(|field| !field.is_blank()).map(|field| field.printed.clone()),
        score: step.score.map(two_places),
        computed: step.is_computed(),
        sentence: step.sentence(subject),
        article: step.article(regulation).to_owned(),
    }
}

fn two_places(number: Decimal) -> String {
    format!("{number:.2}")
}

/// The scores for a person to read.
pub fn text(output: &ScoreOutput) -> String {
    let mut out = String::new();
    for (index, form) in output.forms.iter().enumerate() {
        let project = form.project.as_deref().unwrap_or("（未填项目名称）");
        out.push_str(&format!(
            "{}  {}\n",
            paint(BOLD, format!("表 {} {project}", index + 1)),
            paint(DIM, format!("计分规则 {}", form.regulation))
        ));
        for step in &form.steps {
            out.push_str(&step_line(step));
        }
        out.push_str(&total_line(form));
        out.push('\n');
    }
    out
}

fn step_line(step: &StepScore) -> String {
    let score = step.score.as_deref().unwrap_or("—");
    let points = step.points.as_deref().unwrap_or("—");
    let mut line = format!("  {:>6} / {points:<5} {}\n", score, step.sentence);
    let differs = step.computed
        && step.printed.as_deref().and_then(|text| text.parse::<Decimal>().ok())
            != step.score.as_deref().and_then(|text| text.parse::<Decimal>().ok());
    if differs {
        let printed = step.printed.as_deref().unwrap_or("未填");
        line.push_str(&format!(
            "                 {}\n",
            paint(EXPECTED, format!("自评 {printed}，应为 {score}"))
        ));
    }
    if !step.article.is_empty() {
        line.push_str(&format!("                 {}\n", paint(PLACE, &step.article)));
    }
    line
}

fn total_line(form: &FormScore) -> String {
    let printed = form.printed_total.as_deref().unwrap_or("未填");
    let taken_over = match form.taken_over {
        0 => String::new(),
        count => format!("，其中 {count} 行沿用自评得分"),
    };
    match (&form.recomputed_total, &form.grade) {
        (Some(total), Some(grade)) => format!(
            "  {}  自评总分 {printed}{taken_over}\n",
            paint(BOLD, format!("重算总分 {total}（{grade}）"))
        ),
        _ => format!("  {}  自评总分 {printed}\n", paint(BOLD, "总分无法计算")),
    }
}
