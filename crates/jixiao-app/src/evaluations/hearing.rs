//! What must be said before an evaluation moves on.

use super::load::LoadedEvaluation;
use crate::{FieldError, amounts};

/// What stands against beginning: points that do not close, or too few for output and benefit.
pub(super) fn against_start(loaded: &LoadedEvaluation) -> Vec<FieldError> {
    let closing = loaded.closing();
    let mut errors = Vec::new();
    if !closing.total_closes() {
        errors.push(FieldError::new(
            "points",
            format!(
                "各指标分值合计 {} 分，应为 {} 分",
                closing.total.normalize(),
                closing.due.normalize()
            ),
        ));
    }
    if let Some(floor) = loaded.framework.floor.as_ref().filter(|_| !closing.reaches_floor()) {
        errors.push(FieldError::new(
            "points",
            format!(
                "{}指标分值合计 {} 分，不得低于总分的 {}（{}）",
                floor.level1.join("、"),
                closing.of_floor.normalize(),
                amounts::percent(floor.share_at_least),
                floor.cited.article
            ),
        ));
    }
    if loaded.evaluation.content.purpose.is_empty() {
        errors.push(FieldError::new("purpose", "请填写评价目的、对象和范围"));
    }
    errors
}

/// What stands against exchanging opinions: items without score, reason or evidence, and words that
/// are missing.
pub(super) fn against_exchange(loaded: &LoadedEvaluation) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for row in &loaded.items {
        let (code, name, scored) = (&row.item.code, &row.item.name, &row.scored);
        if scored.score.is_none() {
            errors.push(FieldError::new(format!("score.{code}"), format!("请填写“{name}”的得分")));
        } else if !row.is_computed() && scored.reason.is_empty() {
            let message = match scored.computed_score {
                Some(computed) => {
                    format!("“{name}”按公式应得 {} 分，得分不同，请填写理由", computed.normalize())
                }
                None => format!("请填写“{name}”的评分理由"),
            };
            errors.push(FieldError::new(format!("reason.{code}"), message));
        }
        if scored.computed_score.is_none() && scored.evidence.is_empty() {
            let message = format!("请填写“{name}”的评价依据");
            errors.push(FieldError::new(format!("evidence.{code}"), message));
        }
    }
    let content = &loaded.evaluation.content;
    for (field, text, what) in [
        ("method", &content.method, "评价方法"),
        ("work", &content.work, "评价工作过程"),
        ("problems", &content.problems, "存在的问题及原因分析"),
        ("suggestions", &content.suggestions, "有关建议"),
    ] {
        if text.is_empty() {
            errors.push(FieldError::new(field, format!("请填写{what}")));
        }
    }
    errors
}
