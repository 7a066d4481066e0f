//! Proposed amounts with their reasons, and scenarios under a ceiling.

use super::{Candidate, Choices, Demand, Judgement, Outcome, propose, scenario};
use jixiao_domain::{Decimal, FundFigures, Grade, Money, ProposalDecision};
use jixiao_regulation::{Catalogue, ResultsRule};

fn rule() -> &'static ResultsRule {
    &Catalogue::builtin().get("national-2020").unwrap().results
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn outcome(money: [i64; 3], score: &str, grade: Grade, demand: [i64; 2]) -> Outcome {
    let [initial, adjusted, executed] = money.map(|yuan| Money::from_fen(yuan * 100));
    let by = "自评";
    Outcome {
        year: 2025,
        figures: FundFigures { initial, adjusted, executed },
        score: (!score.is_empty()).then(|| Judgement { by, total: number(score), grade }),
        demand: vec![Demand {
            name: "慰问人数".to_owned(),
            unit: "人".to_owned(),
            before: (demand[0] > 0).then(|| demand[0].into()),
            now: demand[1].into(),
        }],
        open_rectifications: 0,
        current: None,
    }
}

#[test]
fn amounts_follow_from_results_step_by_step() {
    use Grade::{Excellent, Fair, Poor};
    use ProposalDecision::{Continue, Cut, Improve};
    for (money, score, grade, demand, expected) in [
        // All is well and demand grew by 10 %: half of it.
        ([100_000, 100_000, 99_000], "96", Excellent, [1000, 1100], (105_000, Continue)),
        // The growth is bounded.
        ([100_000, 100_000, 99_000], "96", Excellent, [1000, 2000], (110_000, Continue)),
        // Less demand, less money.
        ([100_000, 100_000, 99_000], "96", Excellent, [1000, 900], (95_000, Continue)),
        // 20,000 unspent, 5,000 of it tolerated, four fifths of the rest are taken off.
        ([100_000, 100_000, 80_000], "92", Excellent, [1000, 1000], (88_000, Cut)),
        // Money taken back in the year counts as unspent.
        ([100_000, 62_380, 62_380], "98", Excellent, [0, 208], (73_900, Cut)),
        ([100_000, 100_000, 100_000], "70", Fair, [1000, 1500], (90_000, Improve)),
        ([100_000, 100_000, 100_000], "50", Poor, [0, 10], (70_000, Cut)),
        ([0, 50_000, 50_000], "", Excellent, [0, 10], (50_000, Continue)),
    ] {
        let proposed = propose(&outcome(money, score, grade, demand), rule());
        let found = (proposed.amount.fen() / 100, proposed.decision);
        assert_eq!(found, expected, "{:#?}", proposed.reasons);
    }
}

#[test]
fn every_reason_states_its_figures() {
    let mut outcome = outcome([100_000, 100_000, 80_000], "92.5", Grade::Excellent, [1000, 1100]);
    outcome.open_rectifications = 1;
    let proposed = propose(&outcome, rule());
    assert_eq!(proposed.decision, ProposalDecision::Improve);
    assert_eq!(
        proposed.reasons,
        [
            "2025年预算 100,000 元，以此为测算基数",
            "实际支出 80,000 元，完成 1,100人，平均每人 72.73 元",
            "未执行 20,000 元，占 20%，超过容许的 5%，超出部分按 80% 压减 12,000 元",
            "自评得分 92.5，等级为优，予以支持",
            "有 1 项整改未办结，压减 10%，办结后可恢复",
            "任务量比上年变动 10%（慰问人数 1,000→1,100人），因上述情况不增加预算",
            "建议金额 79,200 元",
        ]
    );
}

#[test]
fn a_ceiling_takes_more_from_those_who_did_less() {
    let good = outcome([100_000, 100_000, 100_000], "100", Grade::Excellent, [0, 1]);
    let weak = outcome([100_000, 100_000, 96_000], "80", Grade::Good, [0, 1]);
    let candidates =
        [Candidate { outcome: &good, rule: rule() }, Candidate { outcome: &weak, rule: rule() }];
    let choices = |ceiling: Option<i64>| Choices {
        ceiling: ceiling.map(|yuan| Money::from_fen(yuan * 100)),
        score_weight: number("0.6"),
        fair_cut: number("0.1"),
        poor_cut: number("0.3"),
    };
    let amounts = |ceiling: Option<i64>| -> Vec<i64> {
        let proposed = scenario(&candidates, &choices(ceiling));
        proposed.iter().map(|one| one.amount.fen() / 100).collect()
    };
    assert_eq!(amounts(None), [100_000, 100_000]);
    assert_eq!(amounts(Some(190_000)), [100_000, 90_000]);
    // Beyond what the weak one has, the other gives too.
    assert_eq!(amounts(Some(60_000)), [60_000, 0]);
    assert_eq!(amounts(Some(0)), [0, 0]);
}
