//! From a regulation file to a flattened regulation: overrides laid over the base, every citation
//! demanded, every number checked. What does not hold is an error, never a default.

use crate::advice;
use crate::error::Problem;
use crate::raw::{
    Number, RawBand, RawCited, RawCut, RawDenominator, RawExecution, RawFormula, RawGradeBand,
    RawMonitoring, RawOverFulfilment, RawQuantitative, RawRegulation, RawTier, RawWeights,
};
use crate::validate::validate;
use crate::{
    Certainty, Cited, Denominator, ExecutionBand, ExecutionCap, ExecutionFormula, ExecutionLine,
    ExecutionRule, GradeBand, LampBands, MonitoringRule, OverFulfilmentCut, OverFulfilmentRule,
    QualitativeTier, QuantitativeFormula, Regulation, WeightSet,
};
use jixiao_domain::{Decimal, Grade, IndicatorGroup};

/// Reads the shape of a file.
pub(crate) fn parse(text: &str) -> Result<RawRegulation, Problem> {
    toml::from_str(text).map_err(|error| Problem::Unreadable(error.to_string()))
}

/// Lays `raw` over `base` and checks the whole.
pub(crate) fn flatten(
    raw: RawRegulation,
    base: Option<&Regulation>,
) -> Result<Regulation, Problem> {
    let inherit = Inherit { id: raw.id.clone(), at_most: raw.inherit_at_most.map(Certainty::from) };
    let number =
        |key, raw, of: fn(&Regulation) -> &Cited<Decimal>| inherit.number(key, raw, base, of);
    let regulation = Regulation {
        title: raw.title,
        region: raw.region,
        first_year: raw.first_year,
        last_year: raw.last_year,
        default_for_region: raw.default_for_region,
        base: raw.base,
        sources: raw.sources,
        total_points: inherit
            .number("total_points", raw.total_points, base, |b| &b.total_points)?,
        weights: match raw.weights {
            Some(sets) => inherit.list("weights", sets, weight_set)?,
            None => inherit.inherited_list("weights", base.map(|b| b.weights.as_slice()))?,
        },
        execution: execution(&inherit, raw.execution, base)?,
        quantitative: inherit.one(
            "quantitative",
            raw.quantitative,
            base,
            |b| &b.quantitative,
            |value| Ok(quantitative(value)),
        )?,
        over_fulfilment: over_fulfilment(&inherit, raw.over_fulfilment, base)?,
        qualitative_tiers: inherit.one(
            "qualitative_tiers",
            raw.qualitative_tiers,
            base,
            |b| &b.qualitative_tiers,
            |tiers| Ok(tiers.into_iter().map(tier).collect()),
        )?,
        grade_bands: inherit.one(
            "grade_bands",
            raw.grade_bands,
            base,
            |b| &b.grade_bands,
            |bands| bands.iter().map(grade_band).collect(),
        )?,
        about_tolerance: inherit
            .number("about_tolerance", raw.about_tolerance, base, |b| &b.about_tolerance)?,
        explain_execution_below: number(
            "explain_execution_below",
            raw.explain_execution_below,
            |b| &b.explain_execution_below,
        )?,
        score_above_execution_margin: number(
            "score_above_execution_margin",
            raw.score_above_execution_margin,
            |b| &b.score_above_execution_margin,
        )?,
        dominating_share: inherit
            .number("dominating_share", raw.dominating_share, base, |b| &b.dominating_share)?,
        target_too_low_ratio: number("target_too_low_ratio", raw.target_too_low_ratio, |b| {
            &b.target_too_low_ratio
        })?,
        adviser: advice::adviser(&inherit, raw.adviser, base)?,
        results: advice::results(&inherit, raw.results, base)?,
        ranking: advice::ranking(&inherit, raw.ranking, base)?,
        monitoring: monitoring(&inherit, raw.monitoring, base)?,
        id: raw.id,
    };
    validate(&regulation)?;
    Ok(regulation)
}

fn execution(
    inherit: &Inherit,
    raw: RawExecution,
    base: Option<&Regulation>,
) -> Result<ExecutionRule, Problem> {
    Ok(ExecutionRule {
        denominator: inherit.one(
            "execution.denominator",
            raw.denominator,
            base,
            |b| &b.execution.denominator,
            |value| Ok(denominator(value)),
        )?,
        formula: inherit.one(
            "execution.formula",
            raw.formula,
            base,
            |b| &b.execution.formula,
            |value| Ok(formula(value)),
        )?,
        caps_on_total: match raw.caps_on_total {
            Some(caps) => inherit.list("execution.caps_on_total", caps, |cap| ExecutionCap {
                rate_below: cap.rate_below.0,
                total_at_most: cap.total_at_most.0,
            })?,
            None => inherit.lowered(base.map_or(&[], |b| &b.execution.caps_on_total)),
        },
    })
}

fn over_fulfilment(
    inherit: &Inherit,
    raw: RawOverFulfilment,
    base: Option<&Regulation>,
) -> Result<OverFulfilmentRule, Problem> {
    Ok(OverFulfilmentRule {
        explain_from_ratio: inherit.number(
            "over_fulfilment.explain_from_ratio",
            raw.explain_from_ratio,
            base,
            |b| &b.over_fulfilment.explain_from_ratio,
        )?,
        explain_from_actual_at_zero_target: inherit.number(
            "over_fulfilment.explain_from_actual_at_zero_target",
            raw.explain_from_actual_at_zero_target,
            base,
            |b| &b.over_fulfilment.explain_from_actual_at_zero_target,
        )?,
        cuts: match raw.cuts {
            Some(cuts) => inherit.list("over_fulfilment.cuts", cuts, cut)?,
            None => inherit.lowered(base.map_or(&[], |b| &b.over_fulfilment.cuts)),
        },
    })
}

fn monitoring(
    inherit: &Inherit,
    raw: RawMonitoring,
    base: Option<&Regulation>,
) -> Result<MonitoringRule, Problem> {
    let base = base.map(|base| (base, &base.monitoring));
    Ok(MonitoringRule {
        lamp_bands: inherit.one(
            "monitoring.lamp_bands",
            raw.lamp_bands,
            base.map(|(base, _)| base),
            |b| &b.monitoring.lamp_bands,
            |bands| {
                Ok(LampBands { yellow_from: bands.yellow_from.0, green_from: bands.green_from.0 })
            },
        )?,
        execution_lines: match raw.execution_lines {
            Some(lines) => inherit.list("monitoring.execution_lines", lines, |line| {
                ExecutionLine { month: line.month, rate_below: line.rate_below.0 }
            })?,
            None => inherit.lowered(base.map_or(&[], |(_, rule)| &rule.execution_lines)),
        },
        attainment_gap: inherit.optional_number(
            "monitoring.attainment_gap",
            raw.attainment_gap,
            base.and_then(|(_, rule)| rule.attainment_gap.as_ref()),
        )?,
        decision_days: inherit.optional_number(
            "monitoring.decision_days",
            raw.decision_days,
            base.and_then(|(_, rule)| rule.decision_days.as_ref()),
        )?,
    })
}

/// How parameters come from the file itself or from its base.
pub(crate) struct Inherit {
    id: String,
    at_most: Option<Certainty>,
}

impl Inherit {
    fn cite<R, T>(
        &self,
        key: &'static str,
        raw: RawCited<R>,
        convert: impl FnOnce(R) -> Result<T, Problem>,
    ) -> Result<Cited<T>, Problem> {
        let article = raw.article.ok_or(Problem::MissingArticle(key))?;
        let certainty = Certainty::from(raw.certainty.ok_or(Problem::MissingCertainty(key))?);
        if certainty == Certainty::Certain && article.is_empty() {
            return Err(Problem::MissingArticle(key));
        }
        let source = raw.source.filter(|source| !source.is_empty());
        Ok(Cited {
            value: convert(raw.value)?,
            article,
            source: source.ok_or(Problem::MissingSource(key))?,
            certainty,
            stated_in: self.id.clone(),
        })
    }

    /// One parameter, converted; the base's where the file states none.
    pub(crate) fn one<R, T: Clone>(
        &self,
        key: &'static str,
        raw: Option<RawCited<R>>,
        base: Option<&Regulation>,
        inherited: impl FnOnce(&Regulation) -> &Cited<T>,
        convert: impl FnOnce(R) -> Result<T, Problem>,
    ) -> Result<Cited<T>, Problem> {
        match (raw, base) {
            (Some(raw), _) => self.cite(key, raw, convert),
            (None, Some(base)) => Ok(self.lower(inherited(base))),
            (None, None) => Err(Problem::MissingParameter(key)),
        }
    }

    /// As [`Inherit::one`], for a plain number.
    pub(crate) fn number(
        &self,
        key: &'static str,
        raw: Option<RawCited<Number>>,
        base: Option<&Regulation>,
        inherited: impl FnOnce(&Regulation) -> &Cited<Decimal>,
    ) -> Result<Cited<Decimal>, Problem> {
        self.one(key, raw, base, inherited, |Number(number)| Ok(number))
    }

    /// A number that need not be laid down anywhere.
    fn optional_number(
        &self,
        key: &'static str,
        raw: Option<RawCited<Number>>,
        inherited: Option<&Cited<Decimal>>,
    ) -> Result<Option<Cited<Decimal>>, Problem> {
        match raw {
            Some(raw) => self.cite(key, raw, |Number(number)| Ok(number)).map(Some),
            None => Ok(inherited.map(|cited| self.lower(cited))),
        }
    }

    fn list<R, T>(
        &self,
        key: &'static str,
        raw: Vec<RawCited<R>>,
        convert: impl Fn(R) -> T,
    ) -> Result<Vec<Cited<T>>, Problem> {
        raw.into_iter().map(|item| self.cite(key, item, |value| Ok(convert(value)))).collect()
    }

    fn inherited_list<T: Clone>(
        &self,
        key: &'static str,
        base: Option<&[Cited<T>]>,
    ) -> Result<Vec<Cited<T>>, Problem> {
        base.map(|list| self.lowered(list)).ok_or(Problem::MissingParameter(key))
    }

    fn lowered<T: Clone>(&self, list: &[Cited<T>]) -> Vec<Cited<T>> {
        list.iter().map(|cited| self.lower(cited)).collect()
    }

    fn lower<T: Clone>(&self, cited: &Cited<T>) -> Cited<T> {
        let mut cited = cited.clone();
        if let Some(at_most) = self.at_most {
            cited.certainty = cited.certainty.min(at_most);
        }
        cited
    }
}

fn weight_set(raw: RawWeights) -> WeightSet {
    let groups = [
        (IndicatorGroup::Cost, raw.cost),
        (IndicatorGroup::Output, raw.output),
        (IndicatorGroup::Benefit, raw.benefit),
        (IndicatorGroup::Satisfaction, raw.satisfaction),
    ];
    WeightSet {
        execution: raw.execution.0,
        groups: groups
            .into_iter()
            .filter_map(|(group, points)| points.map(|Number(points)| (group, points)))
            .collect(),
    }
}

fn denominator(raw: RawDenominator) -> Denominator {
    match raw {
        RawDenominator::AdjustedBudget => Denominator::AdjustedBudget,
        RawDenominator::InitialBudget => Denominator::InitialBudget,
        RawDenominator::Arrived => Denominator::Arrived,
    }
}

fn formula(raw: RawFormula) -> ExecutionFormula {
    let band = |band: RawBand| ExecutionBand {
        rate_at_least: band.rate_at_least.0,
        share: band.share.map(|Number(share)| share),
    };
    match raw {
        RawFormula::Proportional => ExecutionFormula::Proportional,
        RawFormula::Banded { bands } => {
            ExecutionFormula::Banded(bands.into_iter().map(band).collect())
        }
    }
}

fn quantitative(raw: RawQuantitative) -> QuantitativeFormula {
    match raw {
        RawQuantitative::National2020 => QuantitativeFormula::National2020,
        RawQuantitative::FinanceSystem => QuantitativeFormula::FinanceSystem,
        RawQuantitative::InverseRatio => QuantitativeFormula::InverseRatio,
    }
}

fn cut(raw: RawCut) -> OverFulfilmentCut {
    OverFulfilmentCut { from_ratio: raw.from_ratio.0, share: raw.share.0 }
}

fn tier(raw: RawTier) -> QualitativeTier {
    QualitativeTier { name: raw.name, low: raw.low.0, high: raw.high.0 }
}

fn grade_band(raw: &RawGradeBand) -> Result<GradeBand, Problem> {
    let grade = Grade::from_word(&raw.grade)
        .ok_or_else(|| Problem::Unreadable(format!("没有等级“{}”", raw.grade)))?;
    Ok(GradeBand { at_least: raw.at_least.0, grade })
}
