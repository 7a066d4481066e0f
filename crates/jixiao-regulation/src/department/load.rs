//! From a framework file to a framework: every field demanded, every number checked.

use super::{
    DepartmentBand, DepartmentFramework, DepartmentIndicator, DepartmentMeasure, DepartmentRule,
};
use crate::Problem;
use crate::raw::{Number, RawCertainty, RawGradeBand};
use jixiao_domain::{Coded as _, Decimal, Grade};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFramework {
    id: String,
    title: String,
    region: String,
    first_year: u16,
    sources: Vec<String>,
    grade_bands: Vec<RawGradeBand>,
    indicator: Vec<RawIndicator>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawIndicator {
    code: String,
    level1: String,
    level2: String,
    name: String,
    measure: Option<String>,
    points: Number,
    target: String,
    rule: RawRule,
    article: String,
    source: String,
    certainty: RawCertainty,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum RawRule {
    AtMost { full: Number, step: Number, lost: Number },
    AtLeast { full: Number, step: Number, lost: Number },
    Near { full: Number, step: Number, lost: Number },
    Proportional { full: Number },
    Bands { bands: Vec<RawBand> },
    Judged,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBand {
    at_most: Number,
    share: Number,
}

/// Reads a framework.
pub(super) fn framework(text: &str) -> Result<DepartmentFramework, Problem> {
    let raw: RawFramework =
        toml::from_str(text).map_err(|error| Problem::Unreadable(error.to_string()))?;
    let grade_bands = raw
        .grade_bands
        .into_iter()
        .map(|band| {
            let grade = Grade::from_word(&band.grade)
                .ok_or_else(|| Problem::Unreadable(format!("没有等级“{}”", band.grade)))?;
            Ok((grade, band.at_least.0))
        })
        .collect::<Result<_, Problem>>()?;
    let indicators = raw.indicator.into_iter().map(indicator).collect::<Result<_, Problem>>()?;
    Ok(DepartmentFramework {
        id: raw.id,
        title: raw.title,
        region: raw.region,
        first_year: raw.first_year,
        sources: raw.sources,
        grade_bands,
        indicators,
    })
}

fn indicator(raw: RawIndicator) -> Result<DepartmentIndicator, Problem> {
    let measure = raw
        .measure
        .map(|code| {
            DepartmentMeasure::from_code(&code)
                .ok_or_else(|| Problem::Unreadable(format!("没有算法“{code}”")))
        })
        .transpose()?;
    if raw.points.0 <= Decimal::ZERO {
        return Err(Problem::Unreadable(format!("“{}”的分值应大于 0", raw.name)));
    }
    Ok(DepartmentIndicator {
        measure,
        points: raw.points.0,
        rule: rule(raw.rule)
            .ok_or_else(|| Problem::Unreadable(format!("“{}”的计分步长应大于 0", raw.name)))?,
        code: raw.code,
        level1: raw.level1,
        level2: raw.level2,
        name: raw.name,
        target: raw.target,
        article: raw.article,
        source: raw.source,
        certainty: raw.certainty.into(),
    })
}

/// `None` where a step or a full figure by which is divided is not above 0.
fn rule(raw: RawRule) -> Option<DepartmentRule> {
    let above = |number: Number| (number.0 > Decimal::ZERO).then_some(number.0);
    Some(match raw {
        RawRule::AtMost { full, step, lost } => {
            DepartmentRule::AtMost { full: full.0, step: above(step)?, lost: lost.0 }
        }
        RawRule::AtLeast { full, step, lost } => {
            DepartmentRule::AtLeast { full: full.0, step: above(step)?, lost: lost.0 }
        }
        RawRule::Near { full, step, lost } => {
            DepartmentRule::Near { full: full.0, step: above(step)?, lost: lost.0 }
        }
        RawRule::Proportional { full } => DepartmentRule::Proportional { full: above(full)? },
        RawRule::Bands { bands } => DepartmentRule::Bands(
            bands
                .into_iter()
                .map(|band| DepartmentBand { at_most: band.at_most.0, share: band.share.0 })
                .collect(),
        ),
        RawRule::Judged => DepartmentRule::Judged,
    })
}
