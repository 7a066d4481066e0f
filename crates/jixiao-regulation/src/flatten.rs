//! A regulation as a list of printed parameters, for civil servants to proofread and for the
//! command that prints it. Owns names and wording; the numbers are the regulation's.

use crate::advice;
use crate::sentence::{number, percent};
use crate::{
    Certainty, Cited, Denominator, ExecutionBand, ExecutionFormula, OverFulfilmentCut,
    QualitativeTier, QuantitativeFormula, Regulation, WeightSet,
};
use jixiao_domain::{Decimal, Grade};

/// One parameter as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its Chinese name.
    pub name: &'static str,
    /// Its value in words.
    pub value: String,
    /// 文号 and article; empty when no text is known.
    pub article: String,
    /// What it was read from.
    pub source: String,
    /// How sure the project is.
    pub certainty: Certainty,
    /// Id of the regulation that states it.
    pub stated_in: String,
}

impl Regulation {
    /// Every parameter, flattened, in a fixed order.
    pub fn entries(&self) -> Vec<Entry> {
        let mut list = vec![entry("总分", &self.total_points, |n| format!("{} 分", number(*n)))];
        list.extend(self.weights.iter().enumerate().map(|(index, set)| {
            entry(if index == 0 { "分值设置" } else { "分值设置（其他许可）" }, set, weights)
        }));
        self.execution_entries(&mut list);
        list.push(entry("定量指标计分", &self.quantitative, |f| quantitative(*f).to_owned()));
        self.over_fulfilment_entries(&mut list);
        list.push(entry("定性指标分档", &self.qualitative_tiers, |tiers| {
            join(tiers.iter().enumerate().map(tier))
        }));
        list.push(entry("等级划分", &self.grade_bands, |bands| {
            join(bands.iter().map(|band| {
                let word = band.grade.word();
                match band.grade {
                    Grade::Poor => format!("{word}：其余"),
                    _ => format!("{word}：≥{} 分", number(band.at_least)),
                }
            }))
        }));
        self.threshold_entries(&mut list);
        list.extend(advice::entries(self));
        self.monitoring_entries(&mut list);
        list
    }

    fn execution_entries(&self, list: &mut Vec<Entry>) {
        list.push(entry("执行率分母", &self.execution.denominator, |d| denominator(*d)));
        list.push(entry("执行率计分", &self.execution.formula, formula));
        list.extend(self.execution.caps_on_total.iter().map(|cap| {
            entry("执行率限制总分", cap, |cap| {
                format!(
                    "执行率低于 {} 的，总分不超过 {} 分",
                    percent(cap.rate_below),
                    number(cap.total_at_most)
                )
            })
        }));
    }

    fn over_fulfilment_entries(&self, list: &mut Vec<Entry>) {
        let rule = &self.over_fulfilment;
        list.push(entry("超额完成须说明", &rule.explain_from_ratio, |ratio| {
            format!("完成值达到指标值的 {} 及以上", percent(*ratio))
        }));
        list.push(entry(
            "指标值为 0 时须说明",
            &rule.explain_from_actual_at_zero_target,
            |actual| format!("完成值达到 {} 及以上", number(*actual)),
        ));
        list.extend(rule.cuts.iter().map(|item| entry("超额完成扣分", item, cut)));
    }

    fn threshold_entries(&self, list: &mut Vec<Entry>) {
        list.push(entry("“左右”的幅度", &self.about_tolerance, |share| {
            format!("相差不超过指标值的 {}", percent(*share))
        }));
        list.push(entry("执行率过低须说明", &self.explain_execution_below, |share| {
            format!("执行率低于 {}", percent(*share))
        }));
        list.push(entry(
            "得分与执行率不相称",
            &self.score_above_execution_margin,
            |share| format!("指标得分率高于执行率 {} 以上", percent(*share)),
        ));
        list.push(entry("单项指标分值过大", &self.dominating_share, |share| {
            format!("超过总分的 {}", percent(*share))
        }));
        list.push(entry("指标值可能偏低", &self.target_too_low_ratio, |ratio| {
            format!("完成值达到指标值的 {} 及以上", percent(*ratio))
        }));
    }
}

impl Regulation {
    fn monitoring_entries(&self, list: &mut Vec<Entry>) {
        let rule = &self.monitoring;
        list.push(entry("运行监控红黄绿灯", &rule.lamp_bands, |bands| {
            let (yellow, green) = (percent(bands.yellow_from), percent(bands.green_from));
            format!(
                "完成值 ÷（指标值 × 序时进度）低于 {yellow} 为红灯，{yellow} 至 {green} 为黄灯，{green} 及以上为绿灯"
            )
        }));
        list.extend(rule.execution_lines.iter().map(|line| {
            entry("执行预警线", line, |line| {
                format!("{} 月底执行率低于 {}", line.month, percent(line.rate_below))
            })
        }));
        list.extend(rule.attainment_gap.iter().map(|gap| {
            entry("目标与执行偏离预警", gap, |gap| {
                format!("目标完成率与执行率相差超过 {}", percent(*gap))
            })
        }));
        list.extend(rule.decision_days.iter().map(|days| {
            entry("预警后单位决定期限", days, |days| format!("{} 个工作日", number(*days)))
        }));
    }
}

pub(crate) fn entry<T>(
    name: &'static str,
    cited: &Cited<T>,
    words: impl FnOnce(&T) -> String,
) -> Entry {
    Entry {
        name,
        value: words(&cited.value),
        article: cited.article.clone(),
        source: cited.source.clone(),
        certainty: cited.certainty,
        stated_in: cited.stated_in.clone(),
    }
}

fn weights(set: &WeightSet) -> String {
    let groups =
        set.groups.iter().map(|(group, points)| format!("{} {}", group.word(), number(*points)));
    join(std::iter::once(format!("预算执行率 {}", number(set.execution))).chain(groups))
}

fn denominator(denominator: Denominator) -> String {
    format!("全年执行数 ÷ {}", denominator.word())
}

fn formula(formula: &ExecutionFormula) -> String {
    match formula {
        ExecutionFormula::Proportional => "分值 × 执行率，不超过分值".to_owned(),
        ExecutionFormula::Banded(bands) => join(bands.iter().map(band)),
    }
}

fn band(band: &ExecutionBand) -> String {
    let from = percent(band.rate_at_least);
    match band.share {
        Some(share) => format!("执行率 ≥{from}：分值的 {}", percent(share)),
        None => format!("执行率 ≥{from}：按比例"),
    }
}

fn quantitative(formula: QuantitativeFormula) -> &'static str {
    match formula {
        QuantitativeFormula::National2020 => {
            "达到指标值得全部分值，未达到按完成值与指标值的比例计分；超过上限的未定办法，由人判定"
        }
        QuantitativeFormula::FinanceSystem => {
            "达到指标值得全部分值，未达到按完成值与指标值的比例计分；超过上限的按超出比例扣分，达到上限两倍得 0 分"
        }
        QuantitativeFormula::InverseRatio => {
            "达到指标值得全部分值，未达到按完成值与指标值的比例计分；超过上限的按指标值与完成值的比例计分"
        }
    }
}

fn cut(cut: &OverFulfilmentCut) -> String {
    format!(
        "完成值达到指标值的 {} 及以上，得分不超过分值的 {}",
        percent(cut.from_ratio),
        percent(cut.share)
    )
}

fn tier((index, tier): (usize, &QualitativeTier)) -> String {
    let open = if index == 0 { "" } else { "（不含）" };
    let low = if tier.low == Decimal::ZERO { "0".to_owned() } else { percent(tier.low) };
    format!("{}：分值的 {low}—{}{open}", tier.name, percent(tier.high))
}

pub(crate) fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("；")
}
