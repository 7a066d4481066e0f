//! Counts told by their noun: a row “参加企业数” with the bare number 3956, and 3800家企业报名参加 in
//! a sentence.
//!
//! Owns the nouns and deeds by which a row without any unit and a sentence speak of the same count.
//! Deliberately strict: the row's name is a deed and a noun and nothing else, no other row counts
//! the noun by that deed, and the sentences tell one number of it.

use jixiao_document::text::squeeze;
use jixiao_domain::{ComparisonSign, Decimal, Quantity, round_half_up_dp};
use jixiao_form::values::quantities;
use jixiao_form::{Field, Form, Indicator};

/// A noun that is counted.
struct Noun {
    /// As printed; a longer word before one it ends with.
    words: &'static [&'static str],
    /// What it is counted in.
    units: &'static [&'static str],
    /// A place, of which the whole is known: what is said of the whole speaks of a row that claims
    /// to cover it.
    is_place: bool,
}

const PERSONS: &[&str] = &["人", "名", "位", "万人", "万名"];
const THINGS: &[&str] = &["个", "家", "户", "所", "万家", "万户"];

static NOUNS: [Noun; 10] = [
    Noun { words: &["企业", "公司"], units: THINGS, is_place: false },
    Noun { words: &["职工", "员工", "工人"], units: PERSONS, is_place: false },
    Noun { words: &["会员"], units: PERSONS, is_place: false },
    Noun { words: &["群众", "居民", "村民"], units: PERSONS, is_place: false },
    Noun { words: &["学员", "学生"], units: PERSONS, is_place: false },
    Noun { words: &["家庭", "农户"], units: THINGS, is_place: false },
    Noun { words: &["学校"], units: THINGS, is_place: false },
    Noun {
        words: &["县(市)区", "县(市、区)", "县(市", "县市区", "县(区)", "县区", "区县"],
        units: &["个"],
        is_place: true,
    },
    Noun { words: &["乡镇", "镇街", "乡(镇)", "乡(镇"], units: &["个"], is_place: true },
    Noun { words: &["社区", "村(社区)", "行政村"], units: &["个"], is_place: true },
];

/// What is done with the counted, by meaning.
static DEEDS: [&[&str]; 7] = [
    &["参加", "参赛", "参与", "报名"],
    &["覆盖", "涉及"],
    &["受益", "惠及"],
    &["培训", "参训"],
    &["慰问"],
    &["帮扶", "救助", "资助"],
    &["服务"],
];

/// Endings of names that say that something is counted.
const COUNTS: [&str; 7] = ["数量", "总数", "人数", "家数", "户数", "个数", "数"];
/// Words between a noun and its number.
const LINKS: [&str; 8] = ["达到", "达", "共计", "合计", "共", "为", "有", ":"];
/// Words that speak of all there are.
const WHOLE: [&str; 8] = ["所有", "全部", "全市", "全省", "全县", "全区", "所属", "所辖"];
/// Words of clauses that count a part, another period, a change or one of many.
const PARTIAL: [&str; 26] = [
    "其中",
    "新增",
    "累计",
    "每",
    "各",
    "第",
    "上年",
    "去年",
    "往年",
    "同比",
    "比",
    "增加",
    "减少",
    "截至",
    "截止",
    "上半年",
    "下半年",
    "季度",
    "月底",
    "以来",
    "近",
    "分别",
    "约",
    "明年",
    "下年",
    "次年",
];
/// Words of results that still plan, unless they repeat the row's own target.
const PLANNING: [&str; 5] = ["计划", "拟", "目标", "预计", "应"];
const STRIVING: &str = "争取";

/// A row that the text contradicts.
#[derive(Debug)]
pub(crate) struct Disagreement<'a> {
    pub(crate) indicator: &'a Indicator,
    /// The cell of the number.
    pub(crate) cell: &'a Field,
    /// Number and unit as the text tells them.
    pub(crate) told: Quantity,
    /// Whether the result told is the row's target.
    pub(crate) repeats_target: bool,
    /// Whether the cell's number rounds to the one told.
    pub(crate) is_rounding: bool,
}

/// A row by its noun and deed.
struct Row<'a> {
    indicator: &'a Indicator,
    cell: &'a Field,
    number: Decimal,
    noun: usize,
    deed: usize,
    /// Whether it claims to cover all there are.
    is_whole: bool,
}

/// A count of a noun in a clause.
struct Told<'a> {
    clause: &'a str,
    noun: usize,
    quantity: Quantity,
    number: Decimal,
    /// The weight of the last digit: 1 of 3800, 10,000 of 37万.
    step: Decimal,
}

/// The rows of `form` whose `cell` holds a bare number that `text`, one half of the goal, tells
/// otherwise.
pub(crate) fn disagreements<'a>(
    form: &'a Form,
    text: &str,
    cell: fn(&'a Indicator) -> Option<&'a Field>,
    is_result: bool,
) -> Vec<Disagreement<'a>> {
    let rows: Vec<Row<'a>> =
        form.indicators.iter().filter_map(|indicator| row(indicator, cell)).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let text = squeeze(text);
    let told: Vec<Told<'_>> = text.split([',', '。', ';', '、']).flat_map(counts).collect();
    let mut found = Vec::new();
    for row in &rows {
        let mut alike =
            rows.iter().filter(|other| (other.noun, other.deed) == (row.noun, row.deed));
        let mut of_row = told.iter().filter(|told| row.is_told_by(told));
        // A noun counted twice may be told in parts.
        let (Some(told), None, Some(_), None) =
            (of_row.next(), of_row.next(), alike.next(), alike.next())
        else {
            continue;
        };
        found.extend(row.against(told, is_result));
    }
    found
}

fn row<'a>(
    indicator: &'a Indicator,
    cell: fn(&'a Indicator) -> Option<&'a Field>,
) -> Option<Row<'a>> {
    let cell = cell(indicator)?;
    let quantity = cell.value.quantity()?;
    let is_bare = |field: &Field| field.value.quantity().is_none_or(|due| due.unit.is_empty());
    if !quantity.unit.is_empty() || !indicator.target.as_ref().is_none_or(is_bare) {
        return None;
    }
    let name = squeeze(&indicator.level3.printed);
    let name = COUNTS.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name);
    let (noun, deed) = NOUNS.iter().enumerate().find_map(|(at, noun)| {
        noun.words.iter().find_map(|word| Some((at, name.strip_suffix(word)?)))
    })?;
    let deed = DEEDS.iter().position(|words| words.contains(&deed))?;
    let reason = indicator.deviation.as_ref().map_or("", |field| field.printed.as_str());
    let is_whole = reason.contains("所有") || reason.contains("全部") || reason.contains("全覆盖");
    Some(Row { indicator, cell, number: quantity.number, noun, deed, is_whole })
}

impl<'a> Row<'a> {
    fn is_told_by(&self, told: &Told<'_>) -> bool {
        let says = |words: &[&str]| words.iter().any(|word| told.clause.contains(word));
        let of_whole = NOUNS[self.noun].is_place && self.is_whole && says(&WHOLE);
        self.noun == told.noun && (says(DEEDS[self.deed]) || of_whole)
    }

    fn against(&self, told: &Told<'_>, is_result: bool) -> Option<Disagreement<'a>> {
        let says = |words: &[&str]| words.iter().any(|word| told.clause.contains(word));
        let due = self.indicator.target.as_ref().and_then(Field::number);
        let repeats_target = is_result && due == Some(told.number);
        let plans = is_result && (says(&PLANNING) || (says(&[STRIVING]) && !repeats_target));
        let is_rounding = rounds_to(self.number, told);
        if plans || self.number == told.number || (is_rounding && !repeats_target) {
            return None;
        }
        Some(Disagreement {
            indicator: self.indicator,
            cell: self.cell,
            told: told.quantity.clone(),
            repeats_target,
            is_rounding,
        })
    }
}

/// The counts of nouns in a clause that tells neither a part nor another year.
fn counts(clause: &str) -> Vec<Told<'_>> {
    if PARTIAL.iter().any(|word| clause.contains(word)) {
        return Vec::new();
    }
    quantities(clause)
        .filter(|found| found.quantity.sign == ComparisonSign::Equal)
        .filter_map(|found| {
            let (before, behind) = (&clause[..found.span.start], &clause[found.span.end..]);
            let noun = noun_of(before, behind, &found.quantity.unit)?;
            let times = if found.quantity.unit.starts_with('万') { 10_000 } else { 1 };
            let times = Decimal::from(times);
            Some(Told {
                clause,
                noun,
                number: found.quantity.number.checked_mul(times)?,
                step: Decimal::new(1, found.quantity.number.scale()).checked_mul(times)?,
                quantity: found.quantity,
            })
        })
        .collect()
}

/// The noun a number counts: the one behind its unit, or the one before it (职工数达到37万人).
fn noun_of(before: &str, behind: &str, unit: &str) -> Option<usize> {
    let before = LINKS.iter().find_map(|link| before.strip_suffix(link)).unwrap_or(before);
    let before = COUNTS.iter().find_map(|ending| before.strip_suffix(ending)).unwrap_or(before);
    NOUNS.iter().position(|noun| {
        noun.units.contains(&unit)
            && noun.words.iter().any(|word| behind.starts_with(word) || before.ends_with(word))
    })
}

/// Whether `exact`, cut or rounded at the last digit told, is what is told.
fn rounds_to(exact: Decimal, told: &Told<'_>) -> bool {
    let steps = |number: Decimal| number.checked_div(told.step);
    let (Some(exact), Some(told)) = (steps(exact), steps(told.number)) else { return false };
    exact.trunc() == told || round_half_up_dp(exact, 0) == told
}
