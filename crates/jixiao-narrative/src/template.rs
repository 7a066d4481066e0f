//! The dated templates: which kind, where, for which years, on whose authority.
//!
//! A template is a text file: a head of TOML between `+++` lines, then headings (`#` the title, `##`
//! 一、, `###` （一）, `####` 1., `#####` （1）), paragraphs set apart by blank lines, and rows of tables
//! between bars. `{{ key }}` prints a fact; conditions and repetition are minijinja's.

use jixiao_domain::{Coded as _, ReportKind};
use serde::Deserialize;
use std::sync::LazyLock;

/// The region of national templates.
const NATION: &str = "000000";

/// A template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its id, `self_evaluation/530000-2019`.
    pub id: String,
    /// What it reports on.
    pub kind: ReportKind,
    /// The region it is for, 6 digits; `000000` for the nation.
    pub region: String,
    /// The first fiscal year it is for.
    pub first_year: i64,
    /// The last one; `None` while it is in use.
    pub last_year: Option<i64>,
    /// What an officer chooses it by.
    pub title: String,
    /// Where its outline comes from.
    pub basis: String,
    /// Headings and sentences.
    pub text: &'static str,
}

/// A template file that can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateFault {
    /// No head between `+++` lines.
    #[error("{0}: no head")]
    NoHead(&'static str),
    /// The head says something else than it must.
    #[error("{0}: {1}")]
    BadHead(&'static str, String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    region: String,
    first_year: i64,
    last_year: Option<i64>,
    title: String,
    basis: String,
}

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../templates/", $name, ".md")))),+]
    };
}

/// Every template file: kind and id are its path.
const FILES: &[(&str, &str)] = files![
    "evaluation/000000-2019",
    "monitoring/000000-2019",
    "self_evaluation/000000-2019",
    "self_evaluation/530000-2019",
    "self_evaluation/530000-2016",
    "summary/000000-2019",
    "department/000000-2013",
];

static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| {
    FILES
        .iter()
        .map(|(name, file)| read(name, file))
        .collect::<Result<_, _>>()
        .expect("a test reads every template")
});

/// All templates, the latest of a kind first.
pub fn templates() -> &'static [Template] {
    &TEMPLATES
}

/// The template of an id.
pub fn find(id: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.id == id)
}

/// The templates of a kind that are for a year, those for `region` before those for wider ones.
pub fn applicable(kind: ReportKind, region: &str, year: i64) -> Vec<&'static Template> {
    let nearness =
        |template: &Template| wider(region).iter().position(|wider| *wider == template.region);
    let mut found: Vec<&Template> = TEMPLATES
        .iter()
        .filter(|template| template.kind == kind)
        .filter(|template| {
            template.first_year <= year && template.last_year.is_none_or(|last| year <= last)
        })
        .collect();
    // What is for another place may still be chosen, last.
    found.sort_by_key(|template| nearness(template).unwrap_or(usize::MAX));
    found
}

/// The template for a place and year: the place's own, else its city's, its province's, the nation's.
pub fn resolve(kind: ReportKind, region: &str, year: i64) -> Option<&'static Template> {
    applicable(kind, region, year)
        .into_iter()
        .find(|template| wider(region).contains(&template.region))
}

fn wider(region: &str) -> [String; 4] {
    let part = |digits: usize| format!("{:0<6}", region.get(..digits).unwrap_or_default());
    [region.to_owned(), part(4), part(2), NATION.to_owned()]
}

fn read(name: &'static str, file: &'static str) -> Result<Template, TemplateFault> {
    let rest = file.strip_prefix("+++\n").ok_or(TemplateFault::NoHead(name))?;
    let (head, text) = rest.split_once("\n+++\n").ok_or(TemplateFault::NoHead(name))?;
    let bad = |problem: String| TemplateFault::BadHead(name, problem);
    let head: Head = toml::from_str(head).map_err(|error| bad(error.to_string()))?;
    let kind = name.split('/').next().unwrap_or_default();
    Ok(Template {
        id: name.to_owned(),
        kind: ReportKind::from_code(kind).ok_or_else(|| bad(format!("no kind {kind}")))?,
        region: head.region,
        first_year: head.first_year,
        last_year: head.last_year,
        title: head.title,
        basis: head.basis,
        text,
    })
}

#[cfg(test)]
mod tests {
    use super::{FILES, Template, read, resolve};
    use jixiao_domain::{Coded as _, ReportKind};

    fn all() -> Vec<Template> {
        FILES
            .iter()
            .map(|(name, file)| read(name, file).unwrap_or_else(|e| panic!("{e}")))
            .collect()
    }

    #[test]
    fn every_template_can_be_read_and_says_where_its_outline_comes_from() {
        for template in all() {
            assert!(!template.basis.is_empty() && template.region.len() == 6, "{}", template.id);
            assert!(template.first_year > 2000, "{}", template.id);
        }
    }

    #[test]
    fn every_kind_has_a_national_template() {
        for kind in ReportKind::ALL {
            let kinds: Vec<ReportKind> = all().iter().map(|template| template.kind).collect();
            if kinds.contains(kind) {
                assert!(resolve(*kind, "000000", 2024).is_some(), "{}", kind.word());
            }
        }
    }

    #[test]
    fn the_nearest_place_and_the_year_decide() {
        let id = |region: &str, year: i64| {
            resolve(ReportKind::SelfEvaluation, region, year).map(|template| template.id.as_str())
        };
        assert_eq!(id("530100", 2024), Some("self_evaluation/530000-2019"));
        assert_eq!(id("530100", 2017), Some("self_evaluation/530000-2016"));
        assert_eq!(id("340800", 2024), Some("self_evaluation/000000-2019"));
        assert_eq!(id("340800", 2010), None);
    }

    /// A figure in a sentence is a fact: no template types one. Numbers of documents are names.
    #[test]
    fn templates_hold_no_figures_of_their_own() {
        for template in all() {
            for (number, line) in template.text.lines().enumerate() {
                let words = without_code(line);
                let left = crate::numbers::claims(&words);
                let left: Vec<&str> = left.into_iter().map(|range| &words[range]).collect();
                assert!(left.is_empty(), "{} line {}: {left:?}", template.id, number + 1);
            }
        }
    }

    /// The words a template prints by itself; numbers of headings taken off.
    fn without_code(line: &str) -> String {
        let mut words = String::new();
        let mut rest = line.trim_start_matches('#').trim();
        while let Some(open) = rest.find(['{']) {
            words.push_str(&rest[..open]);
            let inside = &rest[open..];
            let Some(close) = inside.find('}') else { break };
            let end = close + inside[close..].chars().take_while(|c| *c == '}').count();
            rest = &inside[end..];
        }
        words.push_str(rest);
        words
    }
}
