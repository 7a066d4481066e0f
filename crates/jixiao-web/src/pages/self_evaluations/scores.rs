//! Scores as they are typed: the sentence, article, tiers, gaps and findings of every row.

use crate::error::{PageResult, render};
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::extract::{Path, State};
use axum_extra::extract::Form;
use jixiao_app::authz::Action;
use jixiao_app::self_evaluations::{
    self as area, Assessment, Decision, Scored, SelfEvaluationTyped,
};
use jixiao_app::{FieldFinding, Refusal};
use jixiao_domain::SelfEvaluationId;

/// The score of a row and everything said about it.
pub(super) struct RowScore {
    pub(super) index: usize,
    pub(super) score: String,
    pub(super) sentence: String,
    pub(super) article: String,
    pub(super) guide: Vec<String>,
    pub(super) missing: Vec<String>,
    pub(super) findings: Vec<Remark>,
}

/// A finding in words.
pub(super) struct Remark {
    pub(super) class: &'static str,
    pub(super) word: &'static str,
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) hint: String,
}

/// The scores of a whole form.
pub(super) struct Scores {
    pub(super) execution: Option<RowScore>,
    pub(super) rows: Vec<RowScore>,
    pub(super) total: String,
    pub(super) points: String,
    pub(super) grade: &'static str,
    pub(super) cap_words: String,
    pub(super) missing_count: usize,
    /// Findings and gaps that belong to no row.
    pub(super) general: Vec<Remark>,
    pub(super) general_missing: Vec<String>,
    pub(super) error_count: usize,
}

impl Scores {
    pub(super) fn of(assessment: &Assessment, findings: &[FieldFinding]) -> Self {
        let rows: Vec<RowScore> = assessment
            .rows
            .iter()
            .enumerate()
            .map(|(index, scored)| {
                let prefix = format!("indicators[{index}].");
                row(index, scored, assessment, findings, &prefix)
            })
            .collect();
        let execution = assessment
            .execution
            .as_ref()
            .map(|scored| row(0, scored, assessment, findings, "execution_"));
        let own = |field: &str| field.starts_with("indicators[") || field.starts_with("execution_");
        let errors = findings.iter().map(remark).filter(|remark| remark.class == "bad");
        Self {
            execution,
            rows,
            total: assessment.total.as_ref().map_or_else(|| "—".to_owned(), show::points),
            points: show::points(&assessment.points),
            grade: assessment.grade.map_or("—", |grade| grade.word()),
            cap_words: assessment.cap_words.clone(),
            missing_count: assessment.missing.len(),
            general: findings.iter().filter(|found| !own(&found.field)).map(remark).collect(),
            general_missing: assessment
                .missing
                .iter()
                .filter(|missing| !own(&missing.field))
                .map(|missing| missing.message.clone())
                .collect(),
            error_count: errors.count(),
        }
    }
}

fn row(
    index: usize,
    scored: &Scored,
    assessment: &Assessment,
    findings: &[FieldFinding],
    prefix: &str,
) -> RowScore {
    let mine = |field: &str| field.starts_with(prefix);
    RowScore {
        index,
        score: scored.score.as_ref().map_or_else(|| "—".to_owned(), show::points),
        sentence: scored.sentence.clone(),
        article: scored.article.clone(),
        guide: guide(scored),
        missing: assessment
            .missing
            .iter()
            .filter(|missing| mine(&missing.field))
            .map(|missing| missing.message.clone())
            .collect(),
        findings: findings.iter().filter(|found| mine(&found.field)).map(remark).collect(),
    }
}

/// What a person may decide on this row.
fn guide(scored: &Scored) -> Vec<String> {
    match &scored.decision {
        Decision::Computed | Decision::Correct => Vec::new(),
        Decision::OverFulfilled => {
            vec!["超额完成较多：可填写较低的人工评分并说明理由，不填按规则计分".to_owned()]
        }
        Decision::Person => {
            let most = scored.step.points.unwrap_or_default();
            vec![format!("由人判定：在 0 至 {} 分之间评分并说明理由", show::points(&most))]
        }
        Decision::Tiers(tiers) => tiers
            .iter()
            .enumerate()
            .map(|(place, tier)| {
                let open = if place == 0 { "" } else { "（不含）" };
                let (low, high) = (show::points(&tier.low), show::points(&tier.high));
                format!("{}：{low}—{high}{open} 分", tier.name)
            })
            .collect(),
    }
}

fn remark(finding: &FieldFinding) -> Remark {
    let word = finding.severity.word();
    Remark {
        class: match finding.severity.name() {
            "error" => "bad",
            "warning" => "warn",
            _ => "",
        },
        word,
        code: finding.code,
        message: finding.message.clone(),
        hint: finding.hint.clone().unwrap_or_default(),
    }
}

#[derive(Template)]
#[template(path = "self_evaluations/scores.html")]
struct Fragment {
    scores: Scores,
    /// What could not be read, where nothing could be scored.
    unreadable: Vec<String>,
}

/// The summary of scores, with every row's part to be put in its place.
pub(super) async fn fragment(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(typed): Form<SelfEvaluationTyped>,
) -> PageResult {
    let call = session.call(&web);
    let id = SelfEvaluationId(id);
    area::require(call, id, &[Action::FillSelfEvaluations]).await?;
    let outcome = match typed.parse() {
        Ok(filled) => area::preview(call, id, &filled).await,
        Err(errors) => Err(Refusal::Invalid(errors)),
    };
    match outcome {
        Ok(preview) => {
            let scores = Scores::of(&preview.assessment, &preview.findings);
            Ok(render(&Fragment { scores, unreadable: Vec::new() }))
        }
        Err(Refusal::Invalid(errors)) => {
            // The scores of what is stored stand until the typed text can be read again.
            let shown = area::show(call, id).await?;
            let mut scores = Scores::of(&shown.assessment, &shown.findings);
            scores.rows.clear();
            let unreadable = errors.into_iter().map(|error| error.message).collect();
            Ok(render(&Fragment { scores, unreadable }))
        }
        Err(refusal) => Err(refusal.into()),
    }
}
