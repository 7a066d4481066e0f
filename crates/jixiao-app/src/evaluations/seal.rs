//! The digest of a concluded evaluation: over everything that was concluded, in one fixed text form.

use super::load::LoadedEvaluation;
use crate::digest::sm3_hex;
use jixiao_domain::{Decimal, EvaluationState};
use jixiao_store::hundredths;

/// The SM3 digest of an evaluation with its conclusion. Every field goes in with its length, so that
/// no two contents share a text.
pub(super) fn digest(loaded: &LoadedEvaluation, conclusion: &str) -> String {
    let evaluation = &loaded.evaluation;
    let content = &evaluation.content;
    let points = |points: Option<Decimal>| {
        points.map_or_else(String::new, |points| hundredths(points).to_string())
    };
    let mut fields = vec![
        evaluation.project_year_id.to_string(),
        evaluation.framework.clone(),
        content.purpose.clone(),
        content.method.clone(),
        content.work.clone(),
        content.achievements.clone(),
        content.problems.clone(),
        content.suggestions.clone(),
        evaluation.exchanged_opinion.clone(),
        conclusion.to_owned(),
    ];
    for row in &loaded.items {
        let scored = &row.scored;
        fields.extend([
            scored.code.clone(),
            points(Some(scored.points)),
            scored.computed_text.clone(),
            points(scored.score),
            scored.reason.clone(),
            scored.evidence.clone(),
        ]);
    }
    let text: String = fields.iter().map(|field| format!("{}:{field}", field.len())).collect();
    sm3_hex(text.as_bytes())
}

/// Whether a concluded evaluation still is what was concluded; `None` before.
pub(crate) fn is_sound(loaded: &LoadedEvaluation) -> Option<bool> {
    let evaluation = &loaded.evaluation;
    let kept = evaluation.content_digest.as_ref()?;
    (evaluation.state == EvaluationState::Concluded)
        .then(|| *kept == digest(loaded, &evaluation.conclusion))
}
