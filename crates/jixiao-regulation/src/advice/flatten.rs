//! The parameters of advice as they are printed.

use super::{GradeCut, RangeWidth, RankingWeights};
use crate::flatten::{entry, join};
use crate::sentence::{number, percent};
use crate::{Entry, Regulation};

pub(crate) fn entries(regulation: &Regulation) -> Vec<Entry> {
    let (adviser, results, ranking) =
        (&regulation.adviser, &regulation.results, &regulation.ranking);
    vec![
        entry("建议指标值：区间宽度", &adviser.widths, |widths| {
            join(widths.iter().map(width))
        }),
        entry("建议指标值：波动倍数", &adviser.spread_factor, |factor| {
            format!("区间半宽不小于历年实际值中位绝对偏差的 {} 倍", number(*factor))
        }),
        entry("建议指标值：趋势起算年数", &adviser.trend_from_years, |years| {
            format!("有 {years} 年及以上实际值时考虑趋势")
        }),
        entry("建议指标值：趋势取用比例", &adviser.trend_weight, |share| {
            percent(*share)
        }),
        entry("结果应用：按等级压减", &results.grade_cuts, |cuts| {
            join(cuts.iter().map(cut))
        }),
        entry("结果应用：未执行容许比例", &results.unspent_tolerance, |share| {
            format!("未执行数不超过预算的 {}", percent(*share))
        }),
        entry("结果应用：未执行压减比例", &results.unspent_recovery, |share| {
            format!("超出容许部分的 {}", percent(*share))
        }),
        entry("结果应用：需求增长取用比例", &results.demand_weight, |share| {
            percent(*share)
        }),
        entry("结果应用：预算增长上限", &results.growth_limit, |share| {
            format!("不超过上年的 {}", percent(*share))
        }),
        entry("结果应用：整改未完成压减", &results.rectification_cut, |share| {
            percent(*share)
        }),
        entry("结果应用：金额取整", &results.rounding_yuan, |yuan| format!("{yuan} 元")),
        entry("绩效考核：各项分值", &ranking.weights, weights),
        entry("绩效考核：目标退回一次扣减", &ranking.return_cost, |share| {
            format!("该项目分值的 {}", percent(*share))
        }),
        entry("绩效考核：逾期一日扣减", &ranking.late_day_cost, |share| {
            format!("该次报送分值的 {}", percent(*share))
        }),
    ]
}

fn width(width: &RangeWidth) -> String {
    format!(
        "{} 年及以上实际值：上下各 {}（比率上下各 {} 个百分点）",
        width.years,
        percent(width.share),
        number(width.points)
    )
}

fn cut(cut: &GradeCut) -> String {
    if cut.share.is_zero() {
        format!("{}：不压减", cut.grade.word())
    } else {
        format!("{}：压减 {}", cut.grade.word(), percent(cut.share))
    }
}

fn weights(weights: &RankingWeights) -> String {
    format!(
        "目标质量 {}；报送及时 {}；预算执行 {}；自评得分 {}；整改落实 {}",
        number(weights.goal_quality),
        number(weights.timeliness),
        number(weights.execution),
        number(weights.self_evaluation),
        number(weights.rectification)
    )
}
