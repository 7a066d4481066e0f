//! Figures tied into texts: a name in braces stands for a figure of the records, `{执行数}`, and is
//! filled in whenever the text is shown or printed. A tied figure can't differ from its record.

use super::Record;
use jixiao_analysis::department::measure;
use jixiao_domain::{
    CurrencyUnit, Decimal, DepartmentColumn, DepartmentItem, Money, round_half_up_2dp,
};
use jixiao_regulation::DepartmentMeasure;
use jixiao_store::departments::tasks::Duty;
use std::collections::BTreeMap;

/// The names that may stand in a text, with what they stand for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ties {
    values: BTreeMap<String, String>,
}

impl Ties {
    /// The figures of the whole department.
    pub(super) fn of_department(record: &Record) -> Self {
        use DepartmentColumn::{Adjusted, Final, Initial, LastFinal};
        let figures = record.figures();
        let mut ties = Self::default();
        ties.put("年度", format!("{}年度", record.row.year));
        ties.put("部门", record.organisation.name.clone());
        let basic = [DepartmentItem::Staff, DepartmentItem::Operating];
        for (name, items, column) in [
            ("年初预算", &[DepartmentItem::Total][..], Initial),
            ("全年预算", &[DepartmentItem::Total], Adjusted),
            ("支出总额", &[DepartmentItem::Total], Final),
            ("基本支出", &basic, Final),
            ("人员经费", &[DepartmentItem::Staff], Final),
            ("公用经费", &[DepartmentItem::Operating], Final),
            ("项目支出", &[DepartmentItem::Project], Final),
            ("项目预算", &[DepartmentItem::Project], Adjusted),
            ("结转结余", &[DepartmentItem::YearEnd], Final),
            ("上年结转结余", &[DepartmentItem::YearEnd], LastFinal),
            ("三公经费预算", &DepartmentItem::THREE_PUBLIC, Initial),
            ("三公经费决算", &DepartmentItem::THREE_PUBLIC, Final),
            ("政府采购预算", &[DepartmentItem::Procurement], Initial),
            ("政府采购决算", &[DepartmentItem::Procurement], Final),
            ("固定资产", &[DepartmentItem::FixedAssets], Final),
            ("在用固定资产", &[DepartmentItem::AssetsInUse], Final),
        ] {
            if let Some(money) = figures.sum(items, column) {
                ties.put(name, wan(money));
            }
        }
        for of in [
            DepartmentMeasure::BudgetCompletion,
            DepartmentMeasure::BudgetAdjustment,
            DepartmentMeasure::PaymentProgress,
            DepartmentMeasure::CarryOverShare,
            DepartmentMeasure::KeySpendShare,
            DepartmentMeasure::StaffControl,
            DepartmentMeasure::OperatingControl,
            DepartmentMeasure::ThreePublicControl,
            DepartmentMeasure::ThreePublicChange,
            DepartmentMeasure::ProcurementExecution,
            DepartmentMeasure::AssetUse,
            DepartmentMeasure::Satisfaction,
        ] {
            use jixiao_domain::Coded as _;
            if let Some(value) = measure(of, &figures).value {
                let name = of.word().trim_start_matches("社会公众或服务对象");
                ties.put(&name.replace(['“', '”'], ""), percent(value));
            }
        }
        let content = &record.row.content;
        for (name, count, unit) in [
            ("编制数", content.posts, "人"),
            ("在职人数", content.staff, "人"),
            ("有效问卷", content.survey_valid, "份"),
            ("满意问卷", content.survey_satisfied, "份"),
        ] {
            if let Some(count) = count {
                ties.put(name, format!("{count}{unit}"));
            }
        }
        let counted: Vec<_> =
            record.counted().filter(|project| project.project_year_id.is_some()).collect();
        ties.put("项目数", format!("{}个", counted.len()));
        let approved = counted.iter().filter(|project| project.total.is_some()).count();
        ties.put("已自评项目数", format!("{approved}个"));
        ties
    }

    /// The figures of a duty: those of its project over those of the department.
    pub(super) fn of_duty(record: &Record, duty: &Duty) -> Self {
        let mut ties = Self::of_department(record);
        let Some(project) = record.project(duty.project_year_id) else { return ties };
        ties.put("项目名称", project.name.clone());
        ties.put("年度目标", project.annual_goal.trim().trim_end_matches('。').to_owned());
        let figures = &project.figures;
        ties.put("年初预算", wan(figures.initial));
        ties.put("全年预算", wan(figures.adjusted));
        ties.put("执行数", wan(figures.executed));
        if let Ok(rate) = figures.execution_rate() {
            ties.put("执行率", percent(rate));
        }
        if let Some(unspent) = figures.unspent() {
            ties.put("未支出", wan(unspent));
        }
        if let Some(total) = project.total {
            ties.put("得分", format!("{}分", total.normalize()));
        }
        if let Some(grade) = project.grade {
            ties.put("等级", grade.word().to_owned());
        }
        if let Some(results) = project.project_year_id.and_then(|year| record.results.get(&year)) {
            let reason = results.execution_reason.trim().trim_end_matches('。');
            if !reason.is_empty() {
                ties.put("执行说明", reason.to_owned());
            }
            for (name, target, actual) in &results.indicators {
                ties.put(&format!("目标:{name}"), target.clone());
                if !actual.trim().is_empty() {
                    ties.put(&format!("完成:{name}"), actual.trim().to_owned());
                }
            }
        }
        ties
    }

    fn put(&mut self, name: &str, value: String) {
        self.values.insert(name.to_owned(), value);
    }

    /// Whether a name stands for something.
    pub fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// The names with what they stand for, for choosing one.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The text with its figures filled in. A name that stands for nothing stays as it is.
    pub fn fill(&self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len());
        for piece in pieces(text) {
            match piece {
                Piece::Words(words) => filled.push_str(words),
                Piece::Name { name, whole } => {
                    filled.push_str(self.values.get(name).map_or(whole, String::as_str));
                }
            }
        }
        filled
    }

    /// The names in a text that stand for nothing.
    pub fn unknown(&self, text: &str) -> Vec<String> {
        pieces(text)
            .filter_map(|piece| match piece {
                Piece::Name { name, .. } if !self.has(name) => Some(name.to_owned()),
                _ => None,
            })
            .collect()
    }
}

enum Piece<'t> {
    Words(&'t str),
    Name { name: &'t str, whole: &'t str },
}

/// A text cut at its names. A brace that is not closed is a word.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some(inner) = rest.strip_prefix('{')
            && let Some((name, after)) = inner.split_once('}')
            && !name.contains('{')
        {
            let whole = &rest[..rest.len() - after.len()];
            rest = after;
            return Some(Piece::Name { name, whole });
        }
        let start = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[start..].find('{').map_or(rest.len(), |at| start + at);
        let (words, after) = rest.split_at(end);
        rest = after;
        Some(Piece::Words(words))
    })
}

fn wan(money: Money) -> String {
    format!("{}万元", money.to_decimal(CurrencyUnit::TenThousandYuan))
}

fn percent(share: Decimal) -> String {
    format!("{:.2}%", round_half_up_2dp(share * Decimal::ONE_HUNDRED))
}

#[cfg(test)]
mod tests {
    use super::Ties;

    #[test]
    fn names_are_filled_in_and_what_stands_for_nothing_stays() {
        let mut ties = Ties::default();
        ties.put("执行数", "14.14万元".to_owned());
        for (text, filled, unknown) in [
            ("实际支出{执行数}。", "实际支出14.14万元。", &[][..]),
            ("{执行数}{执行数}", "14.14万元14.14万元", &[]),
            ("支出{执行率}", "支出{执行率}", &["执行率"]),
            ("未闭合{执行数", "未闭合{执行数", &[]),
            ("{{执行数}", "{14.14万元", &[]),
            ("", "", &[]),
        ] {
            assert_eq!(ties.fill(text), filled);
            assert_eq!(ties.unknown(text), unknown, "{text}");
        }
    }
}
