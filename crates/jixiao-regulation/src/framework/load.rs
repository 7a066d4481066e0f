//! From a framework file to a framework: every number checked, every citation demanded.

use super::{
    Citation, Floor, Framework, FrameworkFormula, FrameworkItem, FrameworkKind, ResultBands,
};
use crate::Certainty;
use crate::error::Problem;
use crate::raw::{Number, RawCertainty};
use jixiao_domain::Decimal;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFramework {
    id: String,
    kind: RawKind,
    title: String,
    first_year: u16,
    last_year: Option<u16>,
    total_points: Number,
    article: String,
    source: String,
    certainty: RawCertainty,
    points: RawCitation,
    floor: Option<RawFloor>,
    bands: Option<RawBands>,
    items: Vec<RawItem>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCitation {
    article: String,
    source: String,
    certainty: RawCertainty,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFloor {
    level1: Vec<String>,
    share_at_least: Number,
    article: String,
    source: String,
    certainty: RawCertainty,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBands {
    supported_at_least: Number,
    adjusted_at_least: Number,
    article: String,
    source: String,
    certainty: RawCertainty,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawItem {
    code: String,
    level1: String,
    level2: String,
    name: String,
    points: Number,
    test: String,
    formula: Option<RawFormula>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RawKind {
    Evaluation,
    Assessment,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RawFormula {
    ArrivalRate,
    ExecutionRate,
    CompletionRate,
    QualityRate,
    Timeliness,
    CostSavingRate,
    Satisfaction,
}

pub(super) fn load(text: &str) -> Result<Framework, Problem> {
    let raw: RawFramework =
        toml::from_str(text).map_err(|error| Problem::Unreadable(error.to_string()))?;
    let framework = Framework {
        id: raw.id,
        kind: match raw.kind {
            RawKind::Evaluation => FrameworkKind::Evaluation,
            RawKind::Assessment => FrameworkKind::Assessment,
        },
        title: raw.title,
        first_year: raw.first_year,
        last_year: raw.last_year,
        total_points: raw.total_points.0,
        items_cited: citation("items", raw.article, raw.source, raw.certainty)?,
        points_cited: citation(
            "points",
            raw.points.article,
            raw.points.source,
            raw.points.certainty,
        )?,
        floor: raw.floor.map(floor).transpose()?,
        bands: raw.bands.map(bands).transpose()?,
        items: raw.items.into_iter().map(item).collect(),
    };
    validate(&framework)?;
    Ok(framework)
}

fn citation(
    name: &'static str,
    article: String,
    source: String,
    certainty: RawCertainty,
) -> Result<Citation, Problem> {
    let certainty = Certainty::from(certainty);
    if source.is_empty() {
        return Err(Problem::MissingSource(name));
    }
    if certainty == Certainty::Certain && article.is_empty() {
        return Err(Problem::MissingArticle(name));
    }
    Ok(Citation { article, source, certainty })
}

fn floor(raw: RawFloor) -> Result<Floor, Problem> {
    Ok(Floor {
        level1: raw.level1,
        share_at_least: raw.share_at_least.0,
        cited: citation("floor", raw.article, raw.source, raw.certainty)?,
    })
}

fn bands(raw: RawBands) -> Result<ResultBands, Problem> {
    Ok(ResultBands {
        supported_at_least: raw.supported_at_least.0,
        adjusted_at_least: raw.adjusted_at_least.0,
        cited: citation("bands", raw.article, raw.source, raw.certainty)?,
    })
}

fn item(raw: RawItem) -> FrameworkItem {
    let formula = raw.formula.map(|formula| match formula {
        RawFormula::ArrivalRate => FrameworkFormula::ArrivalRate,
        RawFormula::ExecutionRate => FrameworkFormula::ExecutionRate,
        RawFormula::CompletionRate => FrameworkFormula::CompletionRate,
        RawFormula::QualityRate => FrameworkFormula::QualityRate,
        RawFormula::Timeliness => FrameworkFormula::Timeliness,
        RawFormula::CostSavingRate => FrameworkFormula::CostSavingRate,
        RawFormula::Satisfaction => FrameworkFormula::Satisfaction,
    });
    FrameworkItem {
        code: raw.code,
        level1: raw.level1,
        level2: raw.level2,
        name: raw.name,
        points: raw.points.0,
        test: raw.test,
        formula,
    }
}

fn validate(framework: &Framework) -> Result<(), Problem> {
    if framework.last_year.is_some_and(|last| last < framework.first_year) {
        return Err(Problem::BadPeriod);
    }
    if framework.items.iter().any(|item| item.points <= Decimal::ZERO) {
        return Err(Problem::OutOfRange("items.points"));
    }
    for (index, item) in framework.items.iter().enumerate() {
        if framework.items.iter().take(index).any(|other| other.code == item.code) {
            return Err(Problem::DuplicateId(item.code.clone()));
        }
    }
    let sum: Decimal = framework.items.iter().map(|item| item.points).sum();
    if sum != framework.total_points {
        let (sum, total) = (sum.to_string(), framework.total_points.to_string());
        return Err(Problem::WeightsDoNotSum { sum, total });
    }
    if let Some(floor) = &framework.floor {
        let of_floor = framework.items.iter().filter(|item| floor.level1.contains(&item.level1));
        let given: Decimal = of_floor.map(|item| item.points).sum();
        if floor.share_at_least > Decimal::ONE
            || given < floor.share_at_least * framework.total_points
        {
            return Err(Problem::OutOfRange("floor.share_at_least"));
        }
    }
    if framework
        .bands
        .as_ref()
        .is_some_and(|bands| bands.supported_at_least < bands.adjusted_at_least)
    {
        return Err(Problem::BandsOutOfOrder("bands"));
    }
    Ok(())
}
