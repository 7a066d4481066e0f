//! Proposed amounts with their reasons, and scenarios under a ceiling.

use super::{
    Asked, Candidate, Choices, Demand, Judgement, Outcome, Shared, Sharing, Target, propose,
    scenario, targets,
};
use crate::ranges::{PastValue, Question, Spending, Standard, unit_cost};
use jixiao_domain::{
    Coded as _, ComparisonSign, Decimal, FundFigures, Grade, IndicatorKind, Money,
    ProposalDecision, SharingMethod,
};
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

fn choices(method: SharingMethod, ceiling: Option<i64>) -> Choices<'static> {
    Choices {
        ceiling: ceiling.map(|yuan| Money::from_fen(yuan * 100)),
        sharing: Sharing {
            method,
            score_weight: number("0.6"),
            combined: ["0.5", "0.3", "0.2"].map(number),
        },
        fair_cut: number("0.1"),
        poor_cut: number("0.3"),
        floor_share: Decimal::ZERO,
        protection_basis: "",
    }
}

fn candidate(outcome: &Outcome, is_protected: bool) -> Candidate<'_> {
    Candidate { outcome, rule: rule(), is_protected }
}

fn yuan(shared: &Shared) -> Vec<i64> {
    shared.proposed.iter().map(|one| one.amount.fen() / 100).collect()
}

#[test]
fn a_ceiling_takes_more_from_those_who_did_less() {
    let good = outcome([100_000, 100_000, 100_000], "100", Grade::Excellent, [0, 1]);
    let weak = outcome([100_000, 100_000, 96_000], "80", Grade::Good, [0, 1]);
    let candidates = [candidate(&good, false), candidate(&weak, false)];
    for (ceiling, expected) in [
        (None, [100_000, 100_000]),
        (Some(190_000), [100_000, 90_000]),
        // Beyond what the weak one has, the other gives too.
        (Some(60_000), [60_000, 0]),
        (Some(0), [0, 0]),
    ] {
        let shared = scenario(&candidates, &choices(SharingMethod::Weakness, ceiling));
        assert_eq!(yuan(&shared), expected, "{ceiling:?}");
    }
}

#[test]
fn every_method_shares_by_what_it_names() {
    let first = outcome([100_000, 100_000, 100_000], "80", Grade::Good, [1000, 1000]);
    let second = outcome([100_000, 100_000, 96_000], "100", Grade::Excellent, [1000, 1000]);
    let candidates = [candidate(&first, false), candidate(&second, false)];
    for (method, expected) in [
        (SharingMethod::Even, [90_000, 90_000]),
        // 0.12 against 0.016.
        (SharingMethod::Weakness, [82_400, 97_600]),
        // Only the second left money.
        (SharingMethod::Unspent, [100_000, 80_000]),
        // Demand of both stayed.
        (SharingMethod::Demand, [90_000, 90_000]),
        // 0.06 + 0.1 against 0.008 + 0.012 + 0.1.
        (SharingMethod::Combined, [88_600, 91_400]),
    ] {
        let shared = scenario(&candidates, &choices(method, Some(180_000)));
        assert_eq!(yuan(&shared), expected, "{method:?}");
        let said = &shared.proposed[0].reasons;
        let sentence = said.iter().find(|reason| reason.contains("分摊")).unwrap();
        assert!(sentence.contains(&format!("“{}”", method.word())), "{sentence}");
    }
}

#[test]
fn what_is_protected_keeps_its_floor_while_the_sum_fits() {
    let aid = outcome([100_000, 100_000, 100_000], "50", Grade::Poor, [0, 1]);
    let other = outcome([100_000, 100_000, 100_000], "80", Grade::Good, [0, 1]);
    let candidates = [candidate(&aid, true), candidate(&other, false)];
    let choices = |ceiling| Choices {
        floor_share: number("0.95"),
        protection_basis: "条例第三条",
        ..choices(SharingMethod::Weakness, ceiling)
    };
    for (ceiling, expected, beyond) in [
        // 30 % would be cut for the grade.
        (None, [95_000, 100_000], 0),
        (Some(150_000), [95_000, 55_000], 0),
        (Some(95_000), [95_000, 0], 0),
        // Not even the floor fits.
        (Some(60_000), [60_000, 0], 35_000),
    ] {
        let shared = scenario(&candidates, &choices(ceiling));
        assert_eq!((yuan(&shared), shared.floors_beyond.fen() / 100), (expected.to_vec(), beyond));
    }
    let shared = scenario(&candidates, &choices(Some(150_000)));
    assert_eq!(
        shared.proposed[0].reasons[4..],
        [
            "属保障项目（条例第三条），最低安排测算基数的 95% 即 95,000 元，由 70,000 元 提至最低额",
            "全部项目测算合计 195,000 元，预算总额上限 150,000 元，须压减 45,000 元；按“绩效强弱”分摊（得分 50 占 60%，执行率 100% 占 40%，系数 0.3），本项目不减",
            "建议金额 95,000 元",
        ]
    );
}

/// Amounts, scores and ceilings of every odd kind: the sum is the ceiling to the 分, nobody gets more
/// than without it and nothing protected less than its floor.
#[test]
fn sums_close_to_the_last_fen() {
    let mut state = 20_260_101_u64;
    let mut draw = |below: i64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(state >> 33).unwrap() % below
    };
    for round in 0..60 {
        let outcomes: Vec<Outcome> = (0..=draw(9))
            .map(|_| {
                let budget = 1 + draw(3_000_000);
                let executed = budget * (50 + draw(51)) / 100;
                let score = (60 + draw(41)).to_string();
                outcome([budget, budget, executed], &score, Grade::Good, [1000, 1 + draw(2000)])
            })
            .collect();
        let candidates: Vec<Candidate<'_>> =
            outcomes.iter().map(|one| candidate(one, draw(3) == 0)).collect();
        for method in SharingMethod::ALL {
            let free = Choices { floor_share: number("0.8"), ..choices(*method, None) };
            let before = scenario(&candidates, &free).proposed;
            let sum: i64 = before.iter().map(|one| one.amount.fen()).sum();
            let ceiling = Money::from_fen(draw(sum.max(1)));
            let shared = scenario(&candidates, &Choices { ceiling: Some(ceiling), ..free });
            let closed: i64 = shared.proposed.iter().map(|one| one.amount.fen()).sum();
            assert_eq!(closed, ceiling.fen(), "round {round}, {method:?}");
            for ((one, before), candidate) in shared.proposed.iter().zip(&before).zip(&candidates) {
                assert!((0..=before.amount.fen()).contains(&one.amount.fen()), "{one:#?}");
                let keeps = one.amount.fen() >= one.base.fen() * 8 / 10;
                let is_held = shared.floors_beyond.fen() == 0 && candidate.is_protected;
                assert!(keeps || !is_held, "{one:#?}");
            }
        }
    }
}

fn past(years: [i64; 3]) -> Vec<PastValue> {
    (2023..)
        .zip(years)
        .map(|(year, actual)| PastValue {
            year,
            target: None,
            actual: Some(actual.into()),
            budget: None,
        })
        .collect()
}

fn standard(item: &str, yuan: i64, unit: &str) -> Standard {
    Standard {
        item: item.to_owned(),
        amount: Money::from_fen(yuan * 100),
        unit: unit.to_owned(),
        document_number: "江工发〔2023〕9号".to_owned(),
    }
}

fn asked<'a>(
    name: &'a str,
    unit: &'a str,
    past: &'a [PastValue],
    standard: Option<&'a Standard>,
    amount: i64,
) -> Asked<'a> {
    let question = Question {
        kind: IndicatorKind::Quantity,
        sign: ComparisonSign::AtLeast,
        unit,
        year: 2026,
        past,
        budget: Some(Money::from_fen(amount * 100)),
        standard,
        unit_cost: None,
        typed: None,
    };
    Asked { name, question }
}

fn sentences(asked: &[Asked<'_>], amount: i64) -> Vec<String> {
    let adviser = &Catalogue::builtin().get("national-2020").unwrap().adviser;
    let found = targets(asked, Money::from_fen(amount * 100), adviser);
    found.iter().map(Target::sentence).collect()
}

#[test]
fn targets_are_payable_at_the_standard_from_the_amount_proposed() {
    let years = past([1000, 1000, 1000]);
    let gift = standard("节日慰问金", 1040, "人");
    let found = sentences(&[asked("慰问人数", "人", &years, Some(&gift), 936_000)], 936_000);
    assert_eq!(
        found,
        [
            "数量指标 慰问人数：≥900—900人，宜取 900人；预算 936,000 元 按支出标准“节日慰问金”1,040 元/人（江工发〔2023〕9号）最多支付 900人；按支出标准“节日慰问金”1,040 元/人（江工发〔2023〕9号），宜取值需 936,000 元，在建议金额 936,000 元 以内"
        ]
    );
    // Without past results the standard alone is told; without money nothing is.
    let none = asked("慰问人数", "人", &[], Some(&gift), 936_000);
    assert!(sentences(std::slice::from_ref(&none), 936_000)[0].contains("最多支付 900人"));
    assert!(sentences(&[none], 0).is_empty());
}

#[test]
fn what_several_standards_pay_for_fits_the_amount_together() {
    let (homes, pupils) = (past([300, 300, 300]), past([100, 100, 100]));
    let (aid, school) = (standard("生活帮扶金", 2000, "户"), standard("助学金", 8000, "人"));
    let amount = 1_050_000;
    let rows = [
        asked("帮扶户数", "户", &homes, Some(&aid), amount),
        asked("助学人数", "人", &pupils, Some(&school), amount),
    ];
    let adviser = &Catalogue::builtin().get("national-2020").unwrap().adviser;
    let found = targets(&rows, Money::from_fen(amount * 100), adviser);
    let middles: Vec<Decimal> =
        found.iter().map(|one| one.range.as_ref().unwrap().middle).collect();
    // 600,000 and 800,000 元 are wanted: three quarters of each.
    assert_eq!(middles, [number("225"), number("75")]);
    assert!(
        found[0].reasons[0].contains("合计需 1,400,000 元，超过建议金额 1,050,000 元"),
        "{found:?}"
    );
}

#[test]
fn the_trend_of_what_a_unit_costs_bounds_the_target() {
    let adviser = &Catalogue::builtin().get("national-2020").unwrap().adviser;
    let spent = |year, yuan: i64, count: i64| Spending {
        year,
        spent: Money::from_fen(yuan * 100),
        count: count.into(),
    };
    let costs =
        [spent(2023, 900_000, 1000), spent(2024, 950_000, 1000), spent(2025, 1_000_000, 1000)];
    let unit = unit_cost(&costs, "人", 2026, adviser).unwrap();
    assert_eq!(
        unit.sentence,
        "单位成本 2023年 900 元、2024年 950 元、2025年 1,000 元，历年趋势每年上升 50 元，按 70% 计入，推算 2026 年每人 1,020 元"
    );
    let years = past([1000, 1000, 1000]);
    let mut row = asked("慰问人数", "人", &years, None, 918_000);
    row.question.unit_cost = Some(&unit);
    let found = sentences(&[row], 918_000);
    assert!(found[0].starts_with("数量指标 慰问人数：≥900—900人，宜取 900人；"), "{found:?}");
    assert!(found[0].ends_with("按此宜取值约需 918,000 元，在建议金额以内"), "{found:?}");
    assert_eq!(unit_cost(&[spent(2025, 100, 0)], "人", 2026, adviser), None);
    assert_eq!(unit_cost(&costs, "人", 2023, adviser), None);
}
