//! A filing whose every cell is known and which is right by the regulation.

use crate::phrases;
use fastrand::Rng;
use jixiao_domain::{Decimal, round_half_up_2dp};

/// A project self-evaluation. Texts are exactly what the file prints.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Fiscal year.
    pub year: u16,
    /// 项目名称
    pub project: String,
    /// 主管部门
    pub supervising_dept: String,
    /// 实施单位
    pub implementing_unit: String,
    /// 年度资金总额, 当年财政拨款, 上年结转资金, 其他资金; amounts in 万元.
    pub funds: Vec<FundLine>,
    /// 预期目标
    pub goal_expected: String,
    /// 实际完成情况
    pub goal_actual: String,
    /// In printed order, level 1 and level 2 together.
    pub indicators: Vec<SampleIndicator>,
    /// Sum of the scores.
    pub total_score: String,
    /// 优, 良, 中 or 差.
    pub grade: String,
}

/// One row of the fund block; blank cells are empty.
#[derive(Debug, Clone, Default)]
pub struct FundLine {
    /// The label.
    pub label: String,
    /// 年初预算数
    pub initial: String,
    /// 全年预算数
    pub adjusted: String,
    /// 全年执行数
    pub executed: String,
    /// 分值
    pub points: String,
    /// 执行率
    pub rate: String,
    /// 得分
    pub score: String,
}

/// One indicator; blank cells are empty.
#[derive(Debug, Clone)]
pub struct SampleIndicator {
    /// 一级指标
    pub level1: &'static str,
    /// Points of the group.
    pub level1_points: u32,
    /// 二级指标
    pub level2: &'static str,
    /// 三级指标
    pub level3: String,
    /// `≥`, `=`, `≤`, or empty for words.
    pub sign: &'static str,
    /// The target without sign and unit, or the words.
    pub target: String,
    /// The unit; empty for words.
    pub unit: &'static str,
    /// The result without its unit, or the words.
    pub actual: String,
    /// 分值
    pub points: String,
    /// 得分
    pub score: String,
    /// 偏差原因分析及改进措施
    pub deviation: String,
}

impl SampleIndicator {
    /// The target as one cell: `≥95%`.
    pub fn whole_target(&self) -> String {
        format!("{}{}{}", self.sign, self.target, self.unit)
    }

    /// The result as one cell: `95%`.
    pub fn whole_actual(&self) -> String {
        format!("{}{}", self.actual, self.unit)
    }
}

impl Sample {
    /// A sample drawn from `rng`.
    pub fn draw(rng: &mut Rng) -> Self {
        let place = pick(rng, &phrases::PLACES);
        let (department, projects) = pick(rng, &phrases::DEPARTMENTS);
        let funds = draw_funds(rng);
        let budget = funds[0].adjusted.clone();
        let spent = funds[0].executed.clone();
        let indicators = draw_indicators(rng, &budget, &spent);
        let scores = indicators.iter().map(|row| &row.score).chain([&funds[0].score]);
        let total: Decimal = scores.map(|score| decimal(score)).sum();
        let first = &indicators[0];
        let project = pick(rng, projects);
        Self {
            year: rng.u16(2020..=2025),
            project: (*project).to_owned(),
            supervising_dept: format!("{place}{department}"),
            implementing_unit: format!("{place}{department}{}", pick(rng, &phrases::OFFICES)),
            goal_expected: format!(
                "安排{project}预算资金{budget}万元，{}{}{}，保障各项工作有序开展。",
                first.level3, first.target, first.unit
            ),
            goal_actual: format!(
                "全年支出{spent}万元，{}{}{}，各项任务已落实到位。",
                first.level3, first.actual, first.unit
            ),
            funds,
            indicators,
            grade: grade(total).to_owned(),
            total_score: two_places(total),
        }
    }
}

fn draw_funds(rng: &mut Rng) -> Vec<FundLine> {
    let adjusted = Decimal::new(rng.i64(2_000..200_000), 2);
    let carried =
        if rng.u8(0..4) == 0 { Decimal::new(rng.i64(100..1_900), 2) } else { Decimal::ZERO };
    let executed = if rng.bool() {
        adjusted
    } else {
        round_half_up_2dp(adjusted * Decimal::new(rng.i64(901..1_000), 3))
    };
    let initial = adjusted - carried;
    let rate = executed / adjusted;
    let score = round_half_up_2dp(rate * Decimal::TEN);
    let spent_carried = carried.min(executed);
    let part = |label: &str, a: Decimal, b: Decimal, c: Decimal| FundLine {
        label: label.to_owned(),
        initial: two_places(a),
        adjusted: two_places(b),
        executed: two_places(c),
        points: "—".to_owned(),
        rate: String::new(),
        score: "—".to_owned(),
    };
    let mut total = part("年度资金总额", initial, adjusted, executed);
    total.points = "10".to_owned();
    total.rate = format!("{}%", two_places(rate * Decimal::ONE_HUNDRED));
    total.score = two_places(score);
    vec![
        total,
        part("其中：当年财政拨款", initial, adjusted - carried, executed - spent_carried),
        part("上年结转资金", Decimal::ZERO, carried, spent_carried),
        part("其他资金", Decimal::ZERO, Decimal::ZERO, Decimal::ZERO),
    ]
}

fn draw_indicators(rng: &mut Rng, budget: &str, spent: &str) -> Vec<SampleIndicator> {
    let mut rows = Vec::new();
    let mut quantities = phrases::QUANTITIES;
    rng.shuffle(&mut quantities);
    let count = rng.usize(1..=4);
    for (index, (name, unit)) in quantities.iter().take(count).enumerate() {
        rows.push(quantity(rng, name, unit, 20 / count + if index == 0 { 20 % count } else { 0 }));
    }
    rows.push(rate(rng, "产出指标", 50, "质量指标", &phrases::QUALITIES, 10));
    rows.push(rate(rng, "产出指标", 50, "时效指标", &phrases::TIMELINESS, 10));
    rows.push(SampleIndicator {
        level1: "产出指标",
        level1_points: 50,
        level2: "成本指标",
        level3: (*pick(rng, &phrases::COSTS)).to_owned(),
        sign: "≤",
        target: budget.to_owned(),
        unit: "万元",
        actual: spent.to_owned(),
        points: "10".to_owned(),
        score: "10".to_owned(),
        deviation: String::new(),
    });
    let start = rng.usize(0..phrases::BENEFITS.len());
    let mut benefits: Vec<_> =
        (0..3).map(|i| phrases::BENEFITS[(start + 2 * i) % phrases::BENEFITS.len()]).collect();
    benefits.sort_by_key(|(level2, ..)| {
        ["经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"]
            .iter()
            .position(|known| known == level2)
    });
    for (level2, name, words) in benefits {
        rows.push(SampleIndicator {
            level1: "效益指标",
            level1_points: 30,
            level2,
            level3: name.to_owned(),
            sign: "",
            target: words.to_owned(),
            unit: "",
            actual: words.to_owned(),
            points: "10".to_owned(),
            score: "10".to_owned(),
            deviation: String::new(),
        });
    }
    rows.push(rate(rng, "满意度指标", 10, "服务对象满意度指标", &phrases::SATISFACTIONS, 10));
    rows
}

fn quantity(rng: &mut Rng, name: &str, unit: &'static str, points: usize) -> SampleIndicator {
    let target = rng.i64(2..200) * if rng.bool() { 10 } else { 1 };
    let missed = target >= 10 && rng.u8(0..4) == 0;
    let actual = if missed { target - target / 10 } else { target + rng.i64(0..=target / 12) };
    let points = Decimal::from(points);
    let ratio = Decimal::from(actual.min(target)) / Decimal::from(target);
    SampleIndicator {
        level1: "产出指标",
        level1_points: 50,
        level2: "数量指标",
        level3: name.to_owned(),
        sign: "≥",
        target: target.to_string(),
        unit,
        actual: actual.to_string(),
        points: points.to_string(),
        score: round_half_up_2dp(points * ratio).normalize().to_string(),
        deviation: if missed { (*pick(rng, &phrases::REASONS)).to_owned() } else { String::new() },
    }
}

fn rate(
    rng: &mut Rng,
    level1: &'static str,
    level1_points: u32,
    level2: &'static str,
    names: &[&str],
    points: u32,
) -> SampleIndicator {
    let target = *pick(rng, &[90, 92, 95, 98, 100]);
    let actual = rng.i64(target..=100);
    SampleIndicator {
        level1,
        level1_points,
        level2,
        level3: (*pick(rng, names)).to_owned(),
        sign: if target == 100 { "=" } else { "≥" },
        target: target.to_string(),
        unit: "%",
        actual: actual.to_string(),
        points: points.to_string(),
        score: points.to_string(),
        deviation: String::new(),
    }
}

fn pick<'a, T>(rng: &mut Rng, from: &'a [T]) -> &'a T {
    &from[rng.usize(0..from.len())]
}

fn decimal(text: &str) -> Decimal {
    text.parse().expect("samples print plain decimals")
}

fn two_places(number: Decimal) -> String {
    format!("{:.2}", round_half_up_2dp(number))
}

fn grade(total: Decimal) -> &'static str {
    match total {
        total if total >= Decimal::from(90) => "优",
        total if total >= Decimal::from(80) => "良",
        total if total >= Decimal::from(60) => "中",
        _ => "差",
    }
}
