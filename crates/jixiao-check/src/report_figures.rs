//! What a figure of a report speaks of: the words around it in its clause.
//!
//! Owns which words belong to which of several figures of a clause, and whether they plan or
//! report. Which indicator is meant is decided by the rule that asks.

use crate::likeness::Pairs;
use crate::{FigureAbstract, IndicatorAbstract};
use jixiao_domain::{ComparisonSign, Decimal, Quantity};
use jixiao_form::values::quantities;

/// A figure with its own words.
#[derive(Debug)]
pub(crate) struct Mention<'a> {
    pub(crate) figure: &'a FigureAbstract,
    pub(crate) quantity: &'a Quantity,
    /// The words that belong to it.
    pub(crate) words: Pairs,
    /// Whether the clause plans (计划, 拟, 目标).
    plans: bool,
    /// Whether the clause reports what was done.
    reports_result: bool,
}

const PLANNING: [&str; 11] =
    ["计划", "拟", "目标", "预计", "指标值", "应", "年初", "设定", "以上", "不少于", "不低于"];
const REPORTING: [&str; 18] = [
    "实际", "完成", "共", "其中", "帮扶", "慰问", "救助", "补助", "培训", "发放", "组织", "开展",
    "举办", "参加", "服务", "惠及", "资助", "创建",
];
const EXECUTION: [&str; 5] = ["执行率", "完成预算", "预算完成", "支付率", "支出进度"];
/// A rate at some date within the year, or of another year.
const PARTIAL: [&str; 20] = [
    "第",
    "截至",
    "截止",
    "上半年",
    "下半年",
    "季度",
    "月底",
    "上年",
    "去年",
    "往年",
    "同期",
    "累计",
    "以来",
    "近年",
    "增加",
    "减少",
    "新增",
    "同比",
    "比",
    "每",
];

impl<'a> Mention<'a> {
    fn of(figure: &'a FigureAbstract) -> Self {
        let quantity = &figure.quantity;
        let any = |words: &[&str]| words.iter().any(|word| figure.text.contains(word));
        Self {
            figure,
            quantity,
            words: own_words(&figure.text, quantity),
            plans: any(&PLANNING),
            reports_result: any(&REPORTING),
        }
    }

    /// Whether the clause speaks of another year than `year`, or of part of it.
    fn is_of_other_year(&self, year: Option<u16>) -> bool {
        PARTIAL.iter().any(|word| self.figure.text.contains(word))
            || self.figure.year.zip(year).is_some_and(|(named, year)| named != year)
    }
}

/// Likeness from which a sentence surely speaks of a row.
const SURELY: usize = 80;

/// The mention that contradicts `row` among those that speak of it (index, mention, likeness), and
/// whether it surely does. None does once the report tells the result, whole or in parts.
pub(crate) fn contradiction<'m, 'a>(
    row: &Row<'_>,
    mentions: &[(usize, &'m Mention<'a>, usize)],
) -> Option<(usize, &'m Mention<'a>, bool)> {
    let told = || mentions.iter().map(|(_, mention, _)| mention.quantity.number);
    let in_parts = told().try_fold(Decimal::ZERO, Decimal::checked_add) == Some(row.indicator.done);
    if in_parts || told().any(|number| number == row.indicator.done) {
        return None;
    }
    let (at, mention, likeness) = mentions
        .iter()
        .filter(|(_, mention, _)| {
            !mention.plans && row.indicator.due.is_none_or(|due| due != mention.quantity.number)
        })
        .max_by_key(|(at, _, likeness)| (*likeness, std::cmp::Reverse(*at)))?;
    let surely = *likeness >= SURELY;
    // An amount of money may well be told in parts, unless it is called the whole.
    let is_money = row.unit().ends_with('元');
    let is_whole =
        ["共", "总", "合计", "全年"].iter().any(|word| mention.figure.text.contains(word));
    (!is_money || (surely && is_whole)).then_some((
        *at,
        *mention,
        surely && !is_money && mention.reports_result,
    ))
}

/// The figures that are counted as one of `rows` is.
pub(crate) fn mentions<'a>(figures: &'a [FigureAbstract], rows: &[Row<'_>]) -> Vec<Mention<'a>> {
    let counted = |unit: &str| rows.iter().any(|row| same_unit(row.unit(), unit));
    figures.iter().filter(|figure| counted(&figure.quantity.unit)).map(Mention::of).collect()
}

/// The rates of budget execution of the whole year among the figures of a report on `year`.
pub(crate) fn execution_rates(
    figures: &[FigureAbstract],
    year: Option<u16>,
) -> impl Iterator<Item = Mention<'_>> {
    let is_rate = |figure: &&FigureAbstract| {
        figure.quantity.is_percentage() && EXECUTION.iter().any(|word| figure.text.contains(word))
    };
    let rates = figures.iter().filter(is_rate).map(Mention::of);
    rates.filter(move |mention| !mention.is_of_other_year(year))
}

/// An indicator with a counted result, and its words.
pub(crate) struct Row<'a> {
    pub(crate) indicator: &'a IndicatorAbstract,
    words: Pairs,
}

impl<'a> Row<'a> {
    pub(crate) fn of(indicator: &'a IndicatorAbstract) -> Self {
        Self { indicator, words: words(&indicator.name) }
    }

    pub(crate) fn unit(&self) -> &'a str {
        &self.indicator.unit
    }
}

/// Shared words, in percent of both wordings, from which a sentence may speak of a row.
const LIKE: usize = 70;
/// How much likelier than any other row, in percent.
const LEAD: usize = 15;

/// The row whose name shares clearly more words with the sentence than any other, with the
/// likeness in percent.
pub(crate) fn row_meant(
    rows: &[Row<'_>],
    mention: &Mention<'_>,
    year: Option<u16>,
) -> Option<(usize, usize)> {
    if mention.is_of_other_year(year) {
        return None;
    }
    let mut best = (0, 0);
    let mut second = 0;
    for (index, row) in rows.iter().enumerate() {
        if !same_unit(row.unit(), &mention.quantity.unit) {
            continue;
        }
        let likeness = mention.words.percent_of_both(&row.words);
        if likeness > best.1 {
            second = best.1;
            best = (index, likeness);
        } else {
            second = second.max(likeness);
        }
    }
    let shared = rows.get(best.0).map_or(0, |row| row.words.shared(&mention.words));
    (best.1 >= LIKE && best.1 >= second + LEAD && shared >= 3).then_some(best)
}

/// The words before the figure, back to the figure or the mark before it; where they are few
/// (慰问1350名困难职工), those behind it as well.
fn own_words(clause: &str, quantity: &Quantity) -> Pairs {
    let mut start = 0;
    let mut found = quantities(clause).peekable();
    while let Some(figure) = found.next() {
        if figure.quantity.number != quantity.number || figure.quantity.unit != quantity.unit {
            start = figure.span.end;
            continue;
        }
        let before = segment(&clause[start..figure.span.start], true);
        let words = words(before);
        if words.len() > 2 {
            return words;
        }
        let end = found.peek().map_or(clause.len(), |next| next.span.start);
        let behind = segment(&clause[figure.span.end..end], false);
        return self::words(&format!("{before} {behind}"));
    }
    words(clause)
}

/// The part of `text` next to the figure: the last before it, or the first behind it.
fn segment(text: &str, before: bool) -> &str {
    let mark = |c: char| matches!(c, '、' | ',' | ';' | ':' | '。' | '(' | ')');
    if before {
        text.rsplit(mark).next().unwrap_or(text)
    } else {
        text.split(mark).next().unwrap_or(text)
    }
}

/// Words of bounds, of counting and of telling that name nothing.
const NO_NAMES: [&str; 18] = [
    "以上",
    "以下",
    "左右",
    "以内",
    "不低于",
    "不少于",
    "指标",
    "其中",
    "实际",
    "人数",
    "座数",
    "个数",
    "次数",
    "户数",
    "家数",
    "数量",
    "全年",
    "完成",
];

/// The pairs of a name or a sentence without figures and the words of bounds.
pub(crate) fn words(text: &str) -> Pairs {
    let mut plain = String::with_capacity(text.len());
    let mut from = 0;
    for figure in quantities(text) {
        plain.push_str(&text[from..figure.span.start]);
        plain.push(' ');
        from = figure.span.end;
    }
    plain.push_str(&text[from..]);
    for word in NO_NAMES {
        if plain.contains(word) {
            plain = plain.replace(word, " ");
        }
    }
    Pairs::of(&plain)
}

/// A figure of a form's goal and the same figure in a plan of a report with another bound.
pub(crate) fn other_bound<'a>(
    goal: &'a [FigureAbstract],
    report: &'a [FigureAbstract],
) -> Option<(&'a FigureAbstract, &'a FigureAbstract)> {
    goal.iter().find_map(|goal| {
        let due = &goal.quantity;
        let same = |figure: &&FigureAbstract| {
            let said = &figure.quantity;
            said.number == due.number
                && same_unit(&said.unit, &due.unit)
                && said.sign != due.sign
                && said.sign != ComparisonSign::Equal
        };
        report.iter().find(same).map(|figure| (goal, figure))
    })
}

/// Whether two units count the same: persons are counted 人, 名 and 位; things 个, 家, 项.
pub(crate) fn same_unit(left: &str, right: &str) -> bool {
    fn class(unit: &str) -> &str {
        match unit {
            "人" | "名" | "位" => "人",
            "个" | "家" | "项" | "所" => "个",
            "次" | "场" | "场次" | "期" => "次",
            "人次" | "名次" => "人次",
            other => other,
        }
    }
    class(left) == class(right)
}

/// Whether two printed rates differ by more than the last digit of the coarser one.
pub(crate) fn differ(left: Decimal, right: Decimal) -> bool {
    let unit = Decimal::new(1, left.scale().min(right.scale()));
    (left - right).abs() >= unit
}
