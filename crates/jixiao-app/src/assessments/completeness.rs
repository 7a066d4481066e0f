//! What an assessment must say before it is filed.

use super::load::LoadedAssessment;
use crate::form_check::FieldFinding;
use jixiao_domain::{AssessmentResult, Coded as _, Money};
use jixiao_store::assessments::Verdict;

/// What is missing or does not fit together; errors refuse a submission, warnings need a word.
pub fn findings(loaded: &LoadedAssessment) -> Vec<FieldFinding> {
    let content = &loaded.assessment.content;
    let mut found = Vec::new();
    let mut require = |holds: bool, field: &str, message: &str| {
        if !holds {
            found.push(FieldFinding::error(field, message));
        }
    };
    require(!content.overview.is_empty(), "overview", "请填写项目概况");
    require(!content.method.is_empty(), "method", "请填写评估方式和过程");
    let applied = content.applied.filter(|applied| applied.fen() > 0);
    require(applied.is_some(), "applied", "请填写申请资金");
    for point in &loaded.points {
        let (code, name) = (&point.item.code, &point.item.name);
        let judged = &point.judged;
        for (part, missing, what) in [
            ("findings", judged.findings.is_empty(), "评估情况"),
            ("score", judged.score.is_none(), "得分"),
            ("opinion", judged.opinion.is_empty(), "评估意见"),
        ] {
            require(!missing, &format!("{part}.{code}"), &format!("请填写“{name}”的{what}"));
        }
    }
    require(content.verdict.is_some(), "result", "请选择评估结论");
    if let Some(verdict) = &content.verdict {
        let faults = faults_of(verdict, content.applied).into_iter();
        found.extend(faults.map(|(field, message)| FieldFinding::error(field, message)));
        found.extend(unlike_suggestion(loaded, verdict));
    }
    found.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    found
}

/// What is wrong with a result: its amount must fit it, and it needs a reason.
pub(super) fn faults_of(
    verdict: &Verdict,
    applied: Option<Money>,
) -> Vec<(&'static str, &'static str)> {
    let mut faults = Vec::new();
    if verdict.reason.trim().is_empty() {
        faults.push(("result_reason", "请填写结论理由"));
    }
    let proposed = verdict.proposed.unwrap_or_default();
    let applied = applied.unwrap_or_default();
    match verdict.result {
        AssessmentResult::Supported if proposed != applied => {
            faults.push(("proposed", "结论为“支持”的，建议金额应与申请资金一致"));
        }
        AssessmentResult::SupportedAdjusted if proposed.fen() <= 0 || proposed > applied => {
            faults.push(("proposed", "结论为“调整后支持”的，建议金额应大于零且不超过申请资金"));
        }
        AssessmentResult::NotSupported if proposed.fen() != 0 => {
            faults.push(("proposed", "结论为“不支持”的，建议金额应为零或不填"));
        }
        _ => {}
    }
    faults
}

/// A result other than the score suggests needs a word.
fn unlike_suggestion(loaded: &LoadedAssessment, verdict: &Verdict) -> Option<FieldFinding> {
    let score = loaded.score()?;
    let suggested = loaded.framework.suggested(score)?;
    if suggested == verdict.result {
        return None;
    }
    let message = format!(
        "评估得分 {} 分，一般为“{}”，现结论为“{}”，请说明原因",
        score.normalize(),
        suggested.word(),
        verdict.result.word()
    );
    let mut finding = FieldFinding::warning("result", message);
    if let Some(bands) = &loaded.framework.bands {
        finding.basis.clone_from(&bands.cited.article);
    }
    Some(finding)
}
