//! A scenario as typed.

use crate::FieldError;
use crate::input::{self, Fields, Lines};
use jixiao_domain::{Coded as _, OrganisationId, Programme, SharingMethod};
use jixiao_store::scenarios::ScenarioContent;
use serde::{Deserialize, Serialize};

/// A scenario as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScenarioForm {
    /// The unit whose projects it covers.
    pub organisation: String,
    /// The fiscal year.
    pub year: String,
    /// 方案名称
    pub name: String,
    /// 预算总额上限（元）; empty for none.
    pub ceiling: String,
    /// A code of [`SharingMethod`].
    pub method: String,
    /// How much the score counts, 0..=100.
    pub score_percent: String,
    /// Of 综合分摊: how much weakness counts, 0..=100.
    pub weakness_percent: String,
    /// Of 综合分摊: how much the unspent share counts, 0..=100.
    pub unspent_percent: String,
    /// Of 综合分摊: how much demand counts, 0..=100.
    pub demand_percent: String,
    /// What 中 loses, 0..=100.
    pub fair_cut_percent: String,
    /// What 差 loses, 0..=100.
    pub poor_cut_percent: String,
    /// Codes of the programmes it protects.
    pub programme: Vec<String>,
    /// Codes of single projects it protects, separated by blanks or commas.
    pub projects: String,
    /// What protected projects get of their base at least, 0..=100; empty without any.
    pub floor_percent: String,
    /// 保障依据
    pub protection_basis: String,
}

/// What a form means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScenarioInput {
    /// The unit whose projects it covers.
    pub organisation: OrganisationId,
    /// The fiscal year.
    pub year: i64,
    /// What it says.
    pub content: ScenarioContent,
    /// The programmes it protects.
    pub programmes: Vec<Programme>,
    /// Codes of single projects it protects.
    pub project_codes: Vec<String>,
}

impl ScenarioForm {
    /// What the form means.
    ///
    /// # Errors
    /// Every field that can't be taken.
    pub fn parse(&self) -> Result<ScenarioInput, Vec<FieldError>> {
        let mut fields = Fields::new();
        let organisation = fields.key("organisation", &self.organisation);
        let year = i64::from(fields.year("year", &self.year).get());
        let name = fields.text("name", &self.name, Lines::One, 50);
        let ceiling =
            (!self.ceiling.trim().is_empty()).then(|| fields.money("ceiling", &self.ceiling));
        let method: SharingMethod = fields.choice("method", &self.method);
        let content = ScenarioContent {
            name,
            ceiling,
            score_percent: percent(&mut fields, "score_percent", &self.score_percent),
            fair_cut_percent: percent(&mut fields, "fair_cut_percent", &self.fair_cut_percent),
            poor_cut_percent: percent(&mut fields, "poor_cut_percent", &self.poor_cut_percent),
            method,
            combined_percents: match method {
                SharingMethod::Combined => self.combined(&mut fields),
                _ => [0; 3],
            },
            floor_percent: or_nought(&mut fields, "floor_percent", &self.floor_percent),
            protection_basis: fields.optional_text(
                "protection_basis",
                &self.protection_basis,
                Lines::One,
                200,
            ),
        };
        let programmes = self.programme.iter().filter_map(|code| Programme::from_code(code));
        let programmes: Vec<Programme> = programmes.collect();
        let project_codes = self.project_codes();
        let named = !programmes.is_empty() || !project_codes.is_empty();
        let floor = content.floor_percent > 0;
        let known = programmes.len() == self.programme.len();
        fields.require(known, "programme", "请从列出的项目类别中勾选");
        fields.require(named || !floor, "programme", "请勾选保障的项目类别，或填写项目编码");
        fields.require(floor || !named, "floor_percent", "请填写保障项目的最低安排比例");
        fields.finish(ScenarioInput { organisation, year, content, programmes, project_codes })
    }

    fn combined(&self, fields: &mut Fields) -> [i64; 3] {
        let percents = [
            or_nought(fields, "weakness_percent", &self.weakness_percent),
            or_nought(fields, "unspent_percent", &self.unspent_percent),
            or_nought(fields, "demand_percent", &self.demand_percent),
        ];
        let sum: i64 = percents.iter().sum();
        let message = format!("综合分摊的三项权重合计应为 100，现为 {sum}");
        fields.require(sum == 100, "weakness_percent", &message);
        percents
    }

    fn project_codes(&self) -> Vec<String> {
        let mut codes: Vec<String> = self
            .projects
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；'))
            .filter(|code| !code.is_empty())
            .map(str::to_owned)
            .collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}

fn percent(fields: &mut Fields, field: &str, typed: &str) -> i64 {
    let parsed = input::count(typed.trim().trim_end_matches('%'))
        .ok()
        .filter(|number| *number <= 100)
        .ok_or_else(|| "应为 0 至 100 之间的整数".to_owned());
    i64::from(fields.take(field, parsed, 0))
}

fn or_nought(fields: &mut Fields, field: &str, typed: &str) -> i64 {
    if typed.trim().is_empty() { 0 } else { percent(fields, field, typed) }
}
