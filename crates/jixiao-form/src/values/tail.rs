//! What may stand behind a number and fill the cell: a unit, a comparison word, 完成.

use super::units;
use jixiao_document::text::{half_width, is_blank};
use jixiao_domain::ComparisonSign::{self, About, AtLeast, AtMost, Equal, MoreThan};

/// More than this behind a number is a sentence. Bytes.
const LONGEST: usize = 60;

/// Comparison words behind the unit, longest first within one ending.
const SUFFIXES: [(&str, ComparisonSign); 18] = [
    ("(含)以上", AtLeast),
    ("(含)以下", AtMost),
    ("(含)以内", AtMost),
    ("及其以上", AtLeast),
    ("及以上", AtLeast),
    ("或以上", AtLeast),
    ("以上", AtLeast),
    ("及以下", AtMost),
    ("以下", AtMost),
    ("之下", AtMost),
    ("以内", AtMost),
    ("之内", AtMost),
    ("范围内", AtMost),
    ("左右", About),
    ("上下", About),
    ("不等", Equal),
    ("之间", Equal),
    ("内", AtMost),
];

/// What stood behind the number.
#[derive(Debug)]
pub(super) struct Tail {
    /// The comparison, `Equal` when none is stated.
    pub(super) sign: ComparisonSign,
    /// The unit, squeezed; percent in all its spellings is `%`.
    pub(super) unit: String,
}

/// Reads all of `text` as unit and comparison; `None` when there is more than that.
pub(super) fn read(text: &str) -> Option<Tail> {
    if text.is_empty() {
        return Some(Tail { sign: Equal, unit: String::new() });
    }
    if text.len() > LONGEST {
        return None;
    }
    let mut unit = squeezed(text);
    if unit == "%" {
        return Some(Tail { sign: Equal, unit });
    }
    let mut sign = take_suffix(&mut unit);
    // 700多名, 100余人: more than the figure.
    if let Some(more) = unit.chars().next().filter(|c| matches!(c, '多' | '余')) {
        unit.drain(..more.len_utf8());
        sign = MoreThan;
    }
    if unit.starts_with('(') && unit.ends_with(')') {
        unit.pop();
        unit.remove(0);
    }
    if unit == "百分比" {
        "%".clone_into(&mut unit);
    }
    (unit.is_empty() || units::is_unit(&unit)).then_some(Tail { sign, unit })
}

/// `text` without blanks, in half-width forms.
pub(super) fn squeezed(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for c in text.chars().filter(|&c| !is_blank(c)) {
        squeezed.push(match c {
            // Character recognition reads 元 as 兀 and % as $.
            '兀' => '元',
            '﹪' | '$' | '＄' => '%',
            c => half_width(c),
        });
    }
    squeezed
}

/// Cuts comparison words and 完成 off the end.
fn take_suffix(unit: &mut String) -> ComparisonSign {
    let mut sign = Equal;
    for _ in 0..2 {
        for done in ["已完成", "全部完成", "完成"] {
            if unit.ends_with(done) {
                unit.truncate(unit.len() - done.len());
            }
        }
        if !unit.ends_with(['上', '下', '内', '右', '等', '间']) {
            break;
        }
        let Some((suffix, meaning)) = SUFFIXES.iter().find(|(suffix, _)| unit.ends_with(suffix))
        else {
            break;
        };
        unit.truncate(unit.len() - suffix.len());
        sign = *meaning;
    }
    sign
}
