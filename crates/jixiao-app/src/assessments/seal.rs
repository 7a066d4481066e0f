//! The digest of a decided round: over everything that was decided, in one fixed text form.

use super::load::LoadedAssessment;
use crate::digest::sm3_hex;
use jixiao_domain::{Coded as _, Money};
use jixiao_store::assessments::Verdict;
use jixiao_store::hundredths;

/// The SM3 digest of a round's content. Every field goes in with its length, so that no two contents
/// share a text.
pub(super) fn digest(loaded: &LoadedAssessment) -> String {
    let assessment = &loaded.assessment;
    let amount =
        |money: Option<Money>| money.map_or_else(String::new, |money| money.fen().to_string());
    let verdict = |verdict: Option<&Verdict>| match verdict {
        None => vec![String::new()],
        Some(verdict) => {
            vec![verdict.result.code().to_owned(), amount(verdict.proposed), verdict.reason.clone()]
        }
    };
    let mut fields = vec![
        assessment.project_year_id.to_string(),
        assessment.round.to_string(),
        assessment.framework.clone(),
        assessment.content.overview.clone(),
        assessment.content.method.clone(),
        amount(assessment.content.applied),
    ];
    fields.extend(verdict(assessment.content.verdict.as_ref()));
    fields.extend(verdict(assessment.finance.as_ref()));
    for point in &loaded.points {
        let judged = &point.judged;
        fields.extend([
            judged.code.clone(),
            judged.findings.clone(),
            judged.score.map_or_else(String::new, |score| hundredths(score).to_string()),
            judged.opinion.clone(),
        ]);
    }
    let text: String = fields.iter().map(|field| format!("{}:{field}", field.len())).collect();
    sm3_hex(text.as_bytes())
}

/// Whether a decided round still is what was decided; `None` before.
pub(super) fn is_sound(loaded: &LoadedAssessment) -> Option<bool> {
    loaded.assessment.content_digest.as_ref().map(|kept| *kept == digest(loaded))
}
