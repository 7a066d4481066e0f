//! The example filings shipped in `examples/`: invented, with the kinds of fault published ones have.

use crate::{Layout, Sample, TextStyle, docx, html, text, xlsx};
use fastrand::Rng;

/// The example files by name.
pub fn examples() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("送温暖帮扶专项自评表.docx", docx(&Layout::National.blocks(&full_marks_below_target()))),
        ("职工技能培训经费自评表.xlsx", xlsx(&Layout::TwoRowHeader.blocks(&wrong_sums()))),
        ("劳动竞赛专项自评表.html", html(&Layout::Exported.blocks(&cut_budget())).into_bytes()),
        ("安全生产竞赛经费自评概况.txt", flowed(&yuan_under_ten_thousand_yuan())),
        ("困难劳模帮扶评价材料.txt", include_str!("example/report.txt").as_bytes().to_vec()),
        ("厂务公开培训经费自评表.docx", docx(&Layout::Weighted.blocks(&correct()))),
    ]
}

fn flowed(sample: &Sample) -> Vec<u8> {
    text(&Layout::TwoBlocks.blocks(sample), TextStyle::Spaces).into_bytes()
}

/// A union's filing that is right; the faults are put in by the others.
fn union_sample(seed: u64, project: &str) -> Sample {
    let mut sample = Sample::draw(&mut Rng::with_seed(seed));
    let old = std::mem::replace(&mut sample.project, project.to_owned());
    sample.supervising_dept = "江州市总工会".to_owned();
    sample.implementing_unit = "江州市总工会本级".to_owned();
    sample.goal_expected = sample.goal_expected.replace(&old, project);
    sample.year = 2024;
    sample
}

/// Counts below target with full marks, one blank reason, a total that hides it.
fn full_marks_below_target() -> Sample {
    let mut sample = union_sample(3, "送温暖帮扶专项");
    let row = &mut sample.indicators[0];
    row.level3 = "两节期间慰问困难职工人数".to_owned();
    row.unit = "人";
    row.target = "3200".to_owned();
    row.actual = "2980".to_owned();
    row.score = row.points.clone();
    row.deviation.clear();
    sample.goal_expected = "两节期间走访慰问困难职工3200人，送去党和政府的关怀。".to_owned();
    sample.goal_actual = sample.goal_expected.clone();
    settle_total(&mut sample);
    sample
}

/// A total that is not the sum of its rows, and a score above its points.
fn wrong_sums() -> Sample {
    let mut sample = union_sample(5, "职工技能培训经费");
    sample.indicators[1].score = "12".to_owned();
    sample.total_score = "100.00".to_owned();
    sample
}

/// The budget lowered to what was spent, so that the rate is 100 %.
fn cut_budget() -> Sample {
    let mut sample = union_sample(8, "劳动竞赛专项经费");
    for (index, fund) in sample.funds.iter_mut().enumerate() {
        let (initial, spent) = if index < 2 { ("80.00", "52.36") } else { ("0.00", "0.00") };
        fund.initial = initial.to_owned();
        fund.adjusted = spent.to_owned();
        fund.executed = spent.to_owned();
    }
    sample.funds[0].rate = "100.00%".to_owned();
    sample.funds[0].score = "10.00".to_owned();
    settle_cost(&mut sample, "52.36");
    settle_total(&mut sample);
    sample
}

/// 元 printed under a 万元 heading.
fn yuan_under_ten_thousand_yuan() -> Sample {
    let mut sample = union_sample(11, "安全生产竞赛经费");
    for (index, fund) in sample.funds.iter_mut().enumerate() {
        let amount = if index < 2 { "60,000.00" } else { "" };
        fund.initial = amount.to_owned();
        fund.adjusted = amount.to_owned();
        fund.executed = amount.to_owned();
    }
    sample.funds[0].rate = "1.00".to_owned();
    sample.funds[0].score = "10.00".to_owned();
    settle_cost(&mut sample, "6");
    sample.goal_expected = "安排资金6万元，组织全市企业参加安全生产竞赛。".to_owned();
    sample.goal_actual = "全年支出6万元，竞赛按计划完成。".to_owned();
    settle_total(&mut sample);
    sample
}

fn correct() -> Sample {
    union_sample(13, "厂务公开培训经费")
}

/// Makes the cost indicator of the sample say `amount` 万元.
fn settle_cost(sample: &mut Sample, amount: &str) {
    for row in sample.indicators.iter_mut().filter(|row| row.level2 == "成本指标") {
        row.target = amount.to_owned();
        row.actual = amount.to_owned();
    }
}

/// Makes the total the sum of the rows.
fn settle_total(sample: &mut Sample) {
    let number = |text: &String| text.parse::<jixiao_domain::Decimal>().unwrap_or_default();
    let rows: jixiao_domain::Decimal = sample.indicators.iter().map(|row| number(&row.score)).sum();
    sample.total_score = format!("{:.2}", rows + number(&sample.funds[0].score));
}
