//! The evaluation form as it is typed, and what it means.

use super::load::{LoadedEvaluation, ScoredItem};
use crate::FieldError;
use crate::input::{Fields, Lines};
use jixiao_domain::{Decimal, EvaluationState};
use jixiao_store::evaluations::{EvaluationContent, EvaluationItem};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const TEXT_CHARACTERS_MAX: usize = 4000;
const WORDS_CHARACTERS_MAX: usize = 1000;

/// An evaluation as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EvaluationForm {
    /// The revision the form was opened at.
    pub revision: String,
    /// 评价目的、对象和范围
    pub purpose: String,
    /// 评价方法
    pub method: String,
    /// 评价工作过程
    pub work: String,
    /// 主要经验及做法
    pub achievements: String,
    /// 存在的问题及原因分析
    pub problems: String,
    /// 有关建议
    pub suggestions: String,
    /// The items' cells: `points.CODE` while planned; `score.CODE`, `reason.CODE`, `evidence.CODE`
    /// while scored.
    #[serde(flatten)]
    pub cells: BTreeMap<String, String>,
}

/// An evaluation as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluationInput {
    /// The revision the form was opened at.
    pub revision: i64,
    /// The words.
    pub content: EvaluationContent,
    /// The items in the order of the framework.
    pub items: Vec<EvaluationItem>,
}

impl EvaluationForm {
    /// The form that shows a stored evaluation.
    pub fn of(loaded: &LoadedEvaluation) -> Self {
        let content = &loaded.evaluation.content;
        let mut form = Self {
            revision: loaded.evaluation.revision.to_string(),
            purpose: content.purpose.clone(),
            method: content.method.clone(),
            work: content.work.clone(),
            achievements: content.achievements.clone(),
            problems: content.problems.clone(),
            suggestions: content.suggestions.clone(),
            cells: BTreeMap::new(),
        };
        for ScoredItem { item, scored } in &loaded.items {
            let score = scored.score.map(|score| score.normalize().to_string());
            for (part, text) in [
                ("points", scored.points.normalize().to_string()),
                ("score", score.unwrap_or_default()),
                ("reason", scored.reason.clone()),
                ("evidence", scored.evidence.clone()),
            ] {
                form.cells.insert(format!("{part}.{}", item.code), text);
            }
        }
        form
    }

    /// What is typed in an item's cell.
    pub fn cell(&self, part: &str, code: &str) -> &str {
        self.cells.get(&format!("{part}.{code}")).map_or("", String::as_str)
    }

    /// Whether another form says the same, whatever their revisions and cells that are not shown.
    pub(super) fn says_as(&self, other: &Self) -> bool {
        let words = |form: &Self| {
            let mut form = form.clone();
            form.revision.clear();
            form.cells.clear();
            form
        };
        let typed = self.cells.iter();
        words(self) == words(other)
            && typed.clone().all(|(name, text)| {
                other.cells.get(name).map_or("", |text| text.trim()) == text.trim()
            })
    }

    /// What the form means for an evaluation: points while it is planned, scores afterwards.
    ///
    /// # Errors
    /// Every field that can't be understood.
    pub fn parse(&self, loaded: &LoadedEvaluation) -> Result<EvaluationInput, Vec<FieldError>> {
        let mut fields = Fields::new();
        let revision = fields.key("revision", &self.revision);
        let mut text = |field: &str, typed: &str| {
            fields.optional_text(field, typed, Lines::Many, TEXT_CHARACTERS_MAX)
        };
        let content = EvaluationContent {
            purpose: text("purpose", &self.purpose),
            method: text("method", &self.method),
            work: text("work", &self.work),
            achievements: text("achievements", &self.achievements),
            problems: text("problems", &self.problems),
            suggestions: text("suggestions", &self.suggestions),
        };
        let planned = loaded.evaluation.state == EvaluationState::Planned;
        let items = loaded
            .items
            .iter()
            .map(|row| {
                let mut item = row.scored.clone();
                if planned {
                    self.take_points(&mut item, &mut fields);
                } else {
                    self.take_score(&mut item, &mut fields);
                }
                item
            })
            .collect();
        fields.finish(EvaluationInput { revision, content, items })
    }

    fn take_points(&self, item: &mut EvaluationItem, fields: &mut Fields) {
        let name = format!("points.{}", item.code);
        item.points = fields.points(&name, self.cell("points", &item.code));
        if fields.are_good() && item.points <= Decimal::ZERO {
            fields.refuse(name, "分值应大于零");
        }
    }

    fn take_score(&self, item: &mut EvaluationItem, fields: &mut Fields) {
        let code = item.code.clone();
        let mut words = |part: &str| {
            let name = format!("{part}.{code}");
            fields.optional_text(&name, self.cell(part, &code), Lines::Many, WORDS_CHARACTERS_MAX)
        };
        (item.reason, item.evidence) = (words("reason"), words("evidence"));
        let (name, typed) = (format!("score.{code}"), self.cell("score", &code));
        item.score = (!typed.trim().is_empty()).then(|| fields.points(&name, typed));
        if item.score.is_some_and(|score| score > item.points) {
            fields.refuse(name, format!("得分不得超过 {} 分", item.points.normalize()));
        }
    }
}
