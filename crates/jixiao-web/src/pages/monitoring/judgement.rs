//! The judgement of a record as it is typed: lamps, forecasts, warnings, gaps and findings.

use super::{lamp_class, lamp_word};
use crate::error::{PageResult, render};
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::extract::{Path, State};
use axum_extra::extract::Form;
use jixiao_app::authz::Action;
use jixiao_app::monitoring::{self as area, JudgedRow, Judgement, MonitoringTyped};
use jixiao_app::{FieldError, FieldFinding, Refusal};
use jixiao_domain::{Coded as _, MonitoringRecordId};

/// A lamp with its words.
pub(super) struct LampWords {
    pub(super) class: &'static str,
    pub(super) word: &'static str,
    pub(super) sentence: String,
}

/// A row of the judgement.
pub(super) struct RowWords {
    pub(super) index: usize,
    pub(super) lamp: LampWords,
    /// What it comes to by year's end and on which basis, or why that can't be told.
    pub(super) forecast: String,
    pub(super) missing: Vec<String>,
    pub(super) findings: Vec<Remark>,
}

/// A finding or warning in words.
pub(super) struct Remark {
    pub(super) class: &'static str,
    pub(super) word: &'static str,
    pub(super) message: String,
    pub(super) hint: String,
}

/// The judgement of a whole record in words.
pub(super) struct Words {
    pub(super) fund: LampWords,
    pub(super) time_share: String,
    pub(super) rate: String,
    pub(super) attained: String,
    pub(super) forecast: String,
    /// The forecast that stands, and the others that can be made.
    pub(super) bases: Vec<String>,
    pub(super) warnings: Vec<Remark>,
    pub(super) missing_count: usize,
    pub(super) missing: Vec<String>,
    pub(super) findings: Vec<Remark>,
    pub(super) rows: Vec<RowWords>,
}

impl Words {
    pub(super) fn of(judgement: &Judgement, findings: &[FieldFinding]) -> Self {
        let own = |field: &str| field.starts_with("indicators[");
        let rows = judgement
            .rows
            .iter()
            .enumerate()
            .map(|(index, row)| row_words(index, row, &judgement.missing, findings))
            .collect();
        let warnings = judgement
            .warnings
            .iter()
            .map(|warning| Remark {
                class: "bad",
                word: warning.kind.word(),
                message: warning.sentence.clone(),
                hint: if warning.article.is_empty() {
                    String::new()
                } else {
                    format!("依据：{}", warning.article)
                },
            })
            .collect();
        let forecast = judgement.forecast.as_ref();
        Self {
            fund: LampWords {
                class: lamp_class(judgement.fund.lamp),
                word: lamp_word(judgement.fund.lamp),
                sentence: judgement.fund.sentence.clone(),
            },
            time_share: show::percent(&judgement.fund.time_share),
            rate: show::percent_or_dash(&judgement.fund.rate),
            attained: show::percent_or_dash(&judgement.attained),
            forecast: forecast
                .map_or_else(|| "—".to_owned(), |forecast| show::yuan(&forecast.amount)),
            bases: bases(judgement),
            warnings,
            missing_count: judgement.missing.len(),
            missing: judgement
                .missing
                .iter()
                .filter(|missing| !own(&missing.field))
                .map(|missing| missing.message.clone())
                .collect(),
            findings: findings.iter().filter(|found| !own(&found.field)).map(remark).collect(),
            rows,
        }
    }
}

fn bases(judgement: &Judgement) -> Vec<String> {
    let chosen = judgement.forecast.as_ref();
    let mut words: Vec<String> = chosen
        .map(|forecast| format!("采用“{}”：{}", forecast.basis.word(), forecast.sentence))
        .into_iter()
        .collect();
    match &judgement.forecasts {
        Ok(all) => words.extend(
            all.iter()
                .filter(|other| chosen.is_none_or(|forecast| forecast.basis != other.basis))
                .map(|other| format!("另可{}：{}", other.basis.word(), other.sentence)),
        ),
        Err(why) => words.push(format!("{why}。")),
    }
    words
}

fn row_words(
    index: usize,
    row: &JudgedRow,
    missing: &[FieldError],
    findings: &[FieldFinding],
) -> RowWords {
    let prefix = format!("indicators[{index}].");
    let progress = &row.progress;
    let forecast = match &progress.forecast {
        Some(forecast) => format!("推算全年 {}（{}）", forecast.text, forecast.basis),
        None => progress.no_forecast.to_owned(),
    };
    RowWords {
        index,
        lamp: LampWords {
            class: lamp_class(progress.lamp),
            word: lamp_word(progress.lamp),
            sentence: progress.sentence.clone(),
        },
        forecast,
        missing: missing
            .iter()
            .filter(|missing| missing.field.starts_with(&prefix))
            .map(|missing| missing.message.clone())
            .collect(),
        findings: findings
            .iter()
            .filter(|found| found.field.starts_with(&prefix))
            .map(remark)
            .collect(),
    }
}

fn remark(finding: &FieldFinding) -> Remark {
    Remark {
        class: match finding.severity.name() {
            "error" => "bad",
            "warning" => "warn",
            _ => "",
        },
        word: finding.severity.word(),
        message: finding.message.clone(),
        hint: finding.hint.clone().unwrap_or_default(),
    }
}

#[derive(Template)]
#[template(path = "monitoring/judgement.html")]
struct Fragment {
    words: Words,
    /// What could not be read, where nothing could be judged.
    unreadable: Vec<String>,
}

/// The summary, with every row's part to be put in its place.
pub(super) async fn fragment(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(typed): Form<MonitoringTyped>,
) -> PageResult {
    let call = session.call(&web);
    let id = MonitoringRecordId(id);
    area::require(call, id, &[Action::FillMonitoring]).await?;
    let outcome = match typed.parse() {
        Ok(filled) => area::preview(call, id, &filled).await,
        Err(errors) => Err(Refusal::Invalid(errors)),
    };
    match outcome {
        Ok(preview) => {
            let words = Words::of(&preview.judgement, &preview.findings);
            Ok(render(&Fragment { words, unreadable: Vec::new() }))
        }
        Err(Refusal::Invalid(errors)) => {
            // The judgement of what is stored stands until the typed text can be read again.
            let shown = area::show(call, id).await?;
            let mut words = Words::of(&shown.judgement, &shown.findings);
            words.rows.clear();
            let unreadable = errors.into_iter().map(|error| error.message).collect();
            Ok(render(&Fragment { words, unreadable }))
        }
        Err(refusal) => Err(refusal.into()),
    }
}
