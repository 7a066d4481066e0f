//! Evaluation by a framework: what its formulas give, whether its points close, and the strip of
//! scores by level-1 group (财预〔2020〕10号附件2).
//!
//! Figures and items come in; what a formula can't compute has no value and says why, and is left
//! to a person.

mod formulas;

pub use formulas::compute;

use jixiao_domain::{Decimal, IndicatorKind, Money, round_half_up_2dp};
use jixiao_regulation::{Framework, FrameworkFormula};

/// The figures the formulas stand on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrameworkFacts {
    /// 预算资金: what the approved goal was to have; `None` without one.
    pub planned: Option<Money>,
    /// 实际到位资金: what was put at the project's disposal.
    pub arrived: Money,
    /// 实际支出资金
    pub spent: Money,
    /// The indicators of the approved self-evaluation; empty without one.
    pub indicators: Vec<IndicatorResult>,
}

/// An indicator and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorResult {
    /// 二级指标
    pub kind: IndicatorKind,
    /// 三级指标
    pub name: String,
    /// 分值, by which results are weighed together.
    pub points: Decimal,
    /// Target and result in one unit, where both are numbers.
    pub numbers: Option<TargetAndActual>,
    /// Score ÷ points, 0..=1, where it was scored.
    pub score_share: Option<Decimal>,
}

/// Two numbers to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TargetAndActual {
    /// 指标值
    pub target: Decimal,
    /// 实际完成值
    pub actual: Decimal,
    /// Whether the target is a bound from above.
    pub is_ceiling: bool,
}

/// What a formula gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computed {
    /// The rate, a share of one with six decimals; `None` where it can't be computed.
    pub rate: Option<Decimal>,
    /// How it came about, or why there is none.
    pub words: String,
}

/// Whether the points of an evaluation close.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// What the items have together.
    pub total: Decimal,
    /// What they must have.
    pub due: Decimal,
    /// Points of the groups that have a floor.
    pub of_floor: Decimal,
    /// What these must have at least; 0 without a floor.
    pub floor: Decimal,
}

/// A column of the strip: one level-1 group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StripColumn {
    /// 一级指标
    pub level1: String,
    /// 标准分值
    pub points: Decimal,
    /// 评价得分; `None` while one of its items has none.
    pub score: Option<Decimal>,
}

impl Closing {
    /// Whether the items have exactly the total.
    pub fn total_closes(&self) -> bool {
        self.total == self.due
    }

    /// Whether the groups with a floor have enough.
    pub fn reaches_floor(&self) -> bool {
        self.of_floor >= self.floor
    }
}

/// The score a rate earns of `points`: in proportion, at most all; of a saving all, of an excess as
/// much less.
pub fn score(formula: FrameworkFormula, rate: Decimal, points: Decimal) -> Decimal {
    let share = match formula {
        FrameworkFormula::CostSavingRate => {
            (Decimal::ONE + rate).clamp(Decimal::ZERO, Decimal::ONE)
        }
        _ => rate.clamp(Decimal::ZERO, Decimal::ONE),
    };
    round_half_up_2dp(points * share)
}

/// Compares the points of items, given as code and points, with what the framework demands.
pub fn closing(framework: &Framework, points: &[(&str, Decimal)]) -> Closing {
    let of = |code: &str| {
        points.iter().find(|(known, _)| *known == code).map_or(Decimal::ZERO, |(_, points)| *points)
    };
    let (of_floor, floor) = framework.floor.as_ref().map_or_else(Default::default, |floor| {
        let inside = framework.items.iter().filter(|item| floor.level1.contains(&item.level1));
        let given: Decimal = inside.map(|item| of(&item.code)).sum();
        (given, floor.share_at_least * framework.total_points)
    });
    Closing {
        total: points.iter().map(|(_, points)| *points).sum(),
        due: framework.total_points,
        of_floor,
        floor,
    }
}

/// The strip of scores: items come as code, points and score.
pub fn strip(
    framework: &Framework,
    items: &[(&str, Decimal, Option<Decimal>)],
) -> Vec<StripColumn> {
    let group_of = |code: &str| framework.item(code).map(|item| item.level1.as_str());
    framework
        .level1()
        .into_iter()
        .map(|group| {
            let mut column = StripColumn {
                level1: group.to_owned(),
                points: Decimal::ZERO,
                score: Some(Decimal::ZERO),
            };
            for (_, points, score) in
                items.iter().filter(|(code, ..)| group_of(code) == Some(group))
            {
                column.points += *points;
                column.score = column.score.zip(*score).map(|(sum, score)| sum + score);
            }
            column
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn facts() -> FrameworkFacts {
        let row = |kind, name: &str, points: &str, target: &str, actual: &str, is_ceiling| {
            IndicatorResult {
                kind,
                name: name.to_owned(),
                points: number(points),
                numbers: Some(TargetAndActual {
                    target: number(target),
                    actual: number(actual),
                    is_ceiling,
                }),
                score_share: None,
            }
        };
        let words = IndicatorResult {
            kind: IndicatorKind::Timeliness,
            name: "发放及时".to_owned(),
            points: number("5"),
            numbers: None,
            score_share: Some(number("0.9")),
        };
        FrameworkFacts {
            planned: Some(Money::from_fen(100_000_000)),
            arrived: Money::from_fen(80_000_000),
            spent: Money::from_fen(60_000_000),
            indicators: vec![
                row(IndicatorKind::Quantity, "慰问人数", "10", "400", "500", false),
                row(IndicatorKind::Quantity, "走访户数", "30", "100", "80", false),
                row(IndicatorKind::Quality, "建档率", "10", "100", "98", false),
                row(IndicatorKind::Cost, "慰问支出", "10", "200000", "190000", true),
                words,
            ],
        }
    }

    #[test]
    fn formulas_give_rates_on_figures_and_reasons_without() {
        let cases = [
            (FrameworkFormula::ArrivalRate, Some("0.8"), "800,000.00 元÷预算资金 1,000,000.00"),
            (FrameworkFormula::ExecutionRate, Some("0.75"), "＝75.00%"),
            // 500 of 400 counts as met: (1×10 + 0.8×30) ÷ 40
            (FrameworkFormula::CompletionRate, Some("0.85"), "按分值加权"),
            (FrameworkFormula::QualityRate, Some("0.98"), "建档率 达成率 98.00%"),
            (FrameworkFormula::Timeliness, Some("0.9"), "发放及时 达成率 90.00%"),
            (FrameworkFormula::CostSavingRate, Some("0.05"), "慰问支出 节约率 5.00%"),
            (FrameworkFormula::Satisfaction, None, "没有满意度指标"),
        ];
        for (formula, rate, part) in cases {
            let computed = compute(formula, &facts());
            assert_eq!(computed.rate, rate.map(number), "{formula:?}: {}", computed.words);
            assert!(computed.words.contains(part), "{formula:?}: {}", computed.words);
        }
    }

    #[test]
    fn what_cannot_be_computed_has_no_value() {
        let nothing = FrameworkFacts::default();
        for formula in [
            FrameworkFormula::ArrivalRate,
            FrameworkFormula::ExecutionRate,
            FrameworkFormula::CompletionRate,
            FrameworkFormula::CostSavingRate,
        ] {
            assert_eq!(compute(formula, &nothing).rate, None, "{formula:?}");
        }
        let mut words = facts();
        words.indicators[0].numbers = None;
        let computed = compute(FrameworkFormula::CompletionRate, &words);
        assert!(computed.rate.is_none() && computed.words.contains("“慰问人数”不能按数值计算"));
    }

    #[test]
    fn scores_follow_rates_within_their_points() {
        let cases = [
            (FrameworkFormula::ExecutionRate, "0.75", "4", "3"),
            (FrameworkFormula::ExecutionRate, "1.2", "4", "4"),
            (FrameworkFormula::CompletionRate, "0.8333", "10", "8.33"),
            (FrameworkFormula::CostSavingRate, "0.05", "6", "6"),
            (FrameworkFormula::CostSavingRate, "-0.1", "6", "5.4"),
            (FrameworkFormula::CostSavingRate, "-2", "6", "0"),
        ];
        for (formula, rate, points, expected) in cases {
            let found = score(formula, number(rate), number(points));
            assert_eq!(found, number(expected), "{formula:?} {rate}");
        }
    }

    #[test]
    fn points_close_and_output_and_benefit_keep_their_floor() {
        let framework = Framework::get("evaluation-2020").unwrap();
        let given = |change: &[(&str, &str)]| -> Closing {
            let points: Vec<(&str, Decimal)> = framework
                .items
                .iter()
                .map(|item| {
                    let own = change.iter().find(|(code, _)| *code == item.code);
                    (item.code.as_str(), own.map_or(item.points, |(_, points)| number(points)))
                })
                .collect();
            closing(framework, &points)
        };
        let sound = given(&[]);
        assert!(sound.total_closes() && sound.reaches_floor());
        let short = given(&[("benefit", "19")]);
        assert!(!short.total_closes() && !short.reaches_floor());
        let shifted = given(&[("benefit", "19"), ("basis", "4")]);
        assert!(shifted.total_closes() && !shifted.reaches_floor());
        assert_eq!((shifted.of_floor, shifted.floor), (number("59"), number("60")));
    }

    #[test]
    fn the_strip_has_a_column_for_every_group() {
        let framework = Framework::get("evaluation-2020").unwrap();
        let mut items: Vec<(&str, Decimal, Option<Decimal>)> = framework
            .items
            .iter()
            .map(|item| (item.code.as_str(), item.points, Some(item.points - Decimal::ONE)))
            .collect();
        items.last_mut().unwrap().2 = None;
        let columns = strip(framework, &items);
        let shown: Vec<_> = columns
            .iter()
            .map(|column| {
                let score = column.score.map_or("—".to_owned(), |score| score.to_string());
                format!("{} {} {score}", column.level1, column.points)
            })
            .collect();
        assert_eq!(shown, ["决策 20 14", "过程 20 15", "产出 30 26", "效益 30 —"]);
    }
}
