//! The assessment form as it is typed, and what it means.
//!
//! Only what can't be stored is refused here: a draft may be incomplete. What is missing for a
//! submission is found by `completeness`.

use super::load::LoadedAssessment;
use crate::FieldError;
use crate::input::{Fields, Lines};
use jixiao_domain::{Coded as _, CurrencyUnit, Money};
use jixiao_regulation::{Framework, FrameworkItem};
use jixiao_store::assessments::{AssessmentContent, AssessmentPoint, Verdict};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const TEXT_CHARACTERS_MAX: usize = 4000;
const WORDS_CHARACTERS_MAX: usize = 1000;

/// An assessment as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AssessmentForm {
    /// The revision the form was opened at.
    pub revision: String,
    /// 项目概况
    pub overview: String,
    /// 评估方式和过程
    pub method: String,
    /// 申请资金, 元
    pub applied: String,
    /// The result's code; empty while undecided.
    pub result: String,
    /// 建议安排金额, 元
    pub proposed: String,
    /// 结论理由
    pub result_reason: String,
    /// The points' cells: `findings.CODE`, `score.CODE`, `opinion.CODE`.
    #[serde(flatten)]
    pub cells: BTreeMap<String, String>,
}

/// An assessment as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessmentInput {
    /// The revision the form was opened at.
    pub revision: i64,
    /// Everything but the points.
    pub content: AssessmentContent,
    /// The points of the framework, in its order.
    pub points: Vec<AssessmentPoint>,
}

impl AssessmentForm {
    /// The form that shows a stored round.
    pub fn of(loaded: &LoadedAssessment) -> Self {
        let content = &loaded.assessment.content;
        let verdict = content.verdict.as_ref();
        let mut form = Self {
            revision: loaded.assessment.revision.to_string(),
            overview: content.overview.clone(),
            method: content.method.clone(),
            applied: amount_text(content.applied),
            result: verdict.map_or_else(String::new, |verdict| verdict.result.code().to_owned()),
            proposed: amount_text(verdict.and_then(|verdict| verdict.proposed)),
            result_reason: verdict.map_or_else(String::new, |verdict| verdict.reason.clone()),
            cells: BTreeMap::new(),
        };
        for point in &loaded.points {
            let judged = &point.judged;
            let score = judged.score.map(|score| score.normalize().to_string());
            for (part, text) in [
                ("findings", judged.findings.clone()),
                ("score", score.unwrap_or_default()),
                ("opinion", judged.opinion.clone()),
            ] {
                form.cells.insert(format!("{part}.{}", point.item.code), text);
            }
        }
        form
    }

    /// What is typed in a point's cell.
    pub fn cell(&self, part: &str, code: &str) -> &str {
        self.cells.get(&format!("{part}.{code}")).map_or("", String::as_str)
    }

    /// Whether another form says the same, whatever their revisions.
    pub(super) fn says_as(&self, other: &Self) -> bool {
        let tidy = |form: &Self| {
            let mut form = form.clone();
            form.revision.clear();
            form.cells.retain(|_, text| !text.trim().is_empty());
            form
        };
        tidy(self) == tidy(other)
    }

    /// What the form means under a framework.
    ///
    /// # Errors
    /// Every field that can't be understood.
    pub fn parse(&self, framework: &Framework) -> Result<AssessmentInput, Vec<FieldError>> {
        let mut fields = Fields::new();
        let revision = fields.key("revision", &self.revision);
        let mut text = |field: &str, typed: &str| {
            fields.optional_text(field, typed, Lines::Many, TEXT_CHARACTERS_MAX)
        };
        let (overview, method) = (text("overview", &self.overview), text("method", &self.method));
        let result_reason = text("result_reason", &self.result_reason);
        let given = |typed: &str| !typed.trim().is_empty();
        let applied = given(&self.applied).then(|| fields.money("applied", &self.applied));
        let proposed = given(&self.proposed).then(|| fields.money("proposed", &self.proposed));
        let result = given(&self.result).then(|| fields.choice("result", &self.result));
        if result.is_none() && (proposed.is_some() || !result_reason.is_empty()) {
            fields.refuse("result", "请选择评估结论，再填写建议金额和理由");
        }
        let verdict = result.map(|result| Verdict { result, proposed, reason: result_reason });
        let points = framework.items.iter().map(|item| self.point(item, &mut fields)).collect();
        let content = AssessmentContent { overview, method, applied, verdict };
        fields.finish(AssessmentInput { revision, content, points })
    }

    fn point(&self, item: &FrameworkItem, fields: &mut Fields) -> AssessmentPoint {
        let code = &item.code;
        let mut words = |part: &str| {
            let typed = self.cell(part, code);
            let name = format!("{part}.{code}");
            fields.optional_text(&name, typed, Lines::Many, WORDS_CHARACTERS_MAX)
        };
        let (findings, opinion) = (words("findings"), words("opinion"));
        let typed = self.cell("score", code);
        let name = format!("score.{code}");
        let score = (!typed.trim().is_empty()).then(|| fields.points(&name, typed));
        if score.is_some_and(|score| score > item.points) {
            fields.refuse(name, format!("得分不得超过 {} 分", item.points.normalize()));
        }
        AssessmentPoint { code: code.clone(), findings, score, opinion }
    }
}

fn amount_text(amount: Option<Money>) -> String {
    amount.map_or_else(String::new, |amount| amount.to_decimal(CurrencyUnit::Yuan).to_string())
}
