//! Units of measure as forms print them.
//!
//! Owns the list of known units and what an unknown one may look like. Converts nothing.

/// Known units by first character, in the order of characters; longest first within one.
/// Multipliers (万, 亿 …) are not listed.
const UNITS: &[(char, &[&str])] = &[
    ('%', &["%"]),
    ('G', &["GB", "G"]),
    ('K', &["KWh", "KWH", "KW", "KM", "KG"]),
    ('L', &["L"]),
    ('M', &["MW", "MB", "M"]),
    ('T', &["TB", "T"]),
    ('c', &["cm"]),
    ('g', &["g"]),
    ('h', &["ha", "h"]),
    ('k', &["kwh", "kWh", "kw", "kW", "km", "kg"]),
    ('m', &["m2", "m3", "m²", "m³", "min", "mm", "ml", "mL", "mg", "m"]),
    ('t', &["t"]),
    ('‰', &["‰"]),
    ('㎞', &["㎞"]),
    ('㎡', &["㎡"]),
    ('个', &["个工作日", "个百分点", "个小时", "个月", "个"]),
    ('乡', &["乡镇", "乡"]),
    ('亩', &["亩次", "亩"]),
    ('人', &["人民币", "人次", "人日", "人天", "人份", "人"]),
    ('件', &["件次", "件套", "件"]),
    ('份', &["份"]),
    ('位', &["位"]),
    ('例', &["例"]),
    ('倍', &["倍"]),
    ('元', &["元"]),
    ('克', &["克"]),
    ('公', &["公里", "公斤", "公顷", "公分"]),
    ('册', &["册"]),
    ('分', &["分钟", "分"]),
    ('副', &["副"]),
    ('千', &["千瓦时", "千瓦", "千米", "千克"]),
    ('升', &["升"]),
    ('单', &["单位"]),
    ('厘', &["厘米"]),
    ('县', &["县区", "县"]),
    ('只', &["只"]),
    ('台', &["台套", "台次", "台"]),
    ('名', &["名次", "名"]),
    ('吨', &["吨"]),
    ('周', &["周年", "周"]),
    ('场', &["场次", "场"]),
    ('块', &["块"]),
    ('处', &["处"]),
    ('天', &["天"]),
    ('头', &["头"]),
    ('套', &["套"]),
    ('字', &["字"]),
    ('季', &["季度", "季"]),
    ('学', &["学时"]),
    ('宗', &["宗"]),
    ('客', &["客次"]),
    ('家', &["家次", "家"]),
    ('对', &["对"]),
    ('小', &["小时"]),
    ('层', &["层"]),
    ('岁', &["岁"]),
    ('工', &["工作日"]),
    ('幅', &["幅"]),
    ('幢', &["幢"]),
    ('平', &["平方公里", "平方米", "平米", "平方"]),
    ('年', &["年"]),
    ('床', &["床"]),
    ('度', &["度"]),
    ('座', &["座"]),
    ('张', &["张"]),
    ('成', &["成"]),
    ('户', &["户次", "户"]),
    ('所', &["所"]),
    ('批', &["批次", "批"]),
    ('支', &["支"]),
    ('斤', &["斤"]),
    ('日', &["日"]),
    ('旬', &["旬"]),
    ('月', &["月"]),
    ('期', &["期"]),
    ('本', &["本"]),
    ('村', &["村"]),
    ('条', &["条"]),
    ('枚', &["枚"]),
    ('架', &["架次", "架"]),
    ('栋', &["栋"]),
    ('株', &["株"]),
    ('桶', &["桶"]),
    ('棵', &["棵"]),
    ('次', &["次"]),
    ('毫', &["毫米", "毫克", "毫升"]),
    ('点', &["点"]),
    ('版', &["版"]),
    ('班', &["班次", "班"]),
    ('瓶', &["瓶"]),
    ('百', &["百分点", "百分比"]),
    ('盒', &["盒"]),
    ('社', &["社区"]),
    ('种', &["种"]),
    ('秒', &["秒"]),
    ('立', &["立方米", "立方"]),
    ('笔', &["笔"]),
    ('箱', &["箱"]),
    ('篇', &["篇"]),
    ('米', &["米"]),
    ('类', &["类"]),
    ('级', &["级"]),
    ('组', &["组"]),
    ('艘', &["艘"]),
    ('节', &["节"]),
    ('街', &["街道"]),
    ('袋', &["袋"]),
    ('角', &["角"]),
    ('课', &["课时"]),
    ('起', &["起"]),
    ('趟', &["趟"]),
    ('车', &["车次"]),
    ('轮', &["轮"]),
    ('辆', &["辆次", "辆"]),
    ('部', &["部"]),
    ('里', &["里"]),
    ('镇', &["镇"]),
    ('门', &["门"]),
    ('间', &["间"]),
    ('面', &["面"]),
    ('页', &["页"]),
    ('项', &["项次", "项"]),
];

/// The known units that begin with `first`.
fn candidates(first: char) -> &'static [&'static str] {
    UNITS.binary_search_by_key(&first, |&(c, _)| c).map_or(&[], |at| UNITS[at].1)
}

/// Length in bytes of the known unit `text` begins with, multipliers and a rate included
/// (`万人次`, `元/人*月`); 0 when none.
pub(super) fn known_prefix(text: &str) -> usize {
    let multiplied = multiplier(text);
    let rest = &text[multiplied..];
    let unit = single(rest);
    if unit == 0 {
        // A bare 万 or 亿 is a unit by itself, of money as a rule.
        return if multiplied > 0 && text.starts_with(['万', '亿']) { multiplied } else { 0 };
    }
    let mut end = multiplied + unit;
    while let Some(per) = text.get(end..).and_then(|rest| rest.strip_prefix(['/', '*', '·'])) {
        let unit = single(per);
        if unit == 0 {
            break;
        }
        end = text.len() - per.len() + unit;
    }
    end
}

/// Whether all of `unit` is a known unit.
pub(super) fn is_known(unit: &str) -> bool {
    !unit.is_empty() && known_prefix(unit) == unit.len()
}

/// Whether things are counted in `unit`: 三次 is three, but 一级, 一批 and 一期 count nothing.
pub(super) fn is_counted(unit: &str) -> bool {
    is_known(unit)
        && !unit
            .starts_with(['级', '类', '种', '批', '期', '度', '节', '面', '对', '点', '成', '版'])
}

/// Whether a squeezed text may be the unit of a whole cell: known, or short enough to be one.
pub(super) fn is_unit(unit: &str) -> bool {
    // 28.40/株: an amount whose 元 was left out.
    let unit = unit.strip_prefix('/').unwrap_or(unit);
    if is_known(unit) {
        return true;
    }
    // 人（户）
    let outside = match unit.split_once('(') {
        Some((outside, inside)) => match inside.strip_suffix(')') {
            Some(inside) if plausible(inside) => outside,
            _ => return false,
        },
        None => unit,
    };
    outside.split(['/', '*', '·', '每']).all(plausible)
}

/// 万人次 counts as one unit: how many bytes of `text` are multipliers.
fn multiplier(text: &str) -> usize {
    let mut end = 0;
    for c in text.chars().take(2) {
        if !matches!(c, '百' | '千' | '万' | '亿') {
            break;
        }
        end += c.len_utf8();
    }
    // 千克, 千瓦 and 百分点 begin with a multiplier but are units of their own.
    if end > 0 && single(text) > 0 { 0 } else { end }
}

fn single(text: &str) -> usize {
    let Some(first) = text.chars().next() else { return 0 };
    candidates(first).iter().find(|unit| text.starts_with(**unit)).map_or(0, |unit| unit.len())
}

/// Whether `part` is a known unit, a measure word with a short noun (个村, 场活动) or an unknown
/// word of one or two characters that says nothing about how well something went.
fn plausible(part: &str) -> bool {
    let count = part.chars().count();
    if count == 0 || count > 5 {
        return false;
    }
    if is_known(part) {
        return true;
    }
    let judging = |c: char| "不未无为达完成合满有的了是与和及或较很好优良差".contains(c);
    if !part.chars().all(is_han) || part.chars().any(judging) {
        return false;
    }
    let measure = part.starts_with([
        '个', '名', '位', '场', '次', '项', '家', '所', '件', '套', '本', '份', '台', '辆', '座',
        '条', '处', '栋', '支', '期', '种', '篇', '万',
    ]);
    count <= 2 || measure && count <= 4
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_in_order_and_longest_first() {
        assert!(UNITS.is_sorted_by_key(|&(first, _)| first));
        for (first, units) in UNITS {
            assert!(units.iter().all(|unit| unit.starts_with(*first)), "{first}");
            let shadowed = |(at, unit): (usize, &&str)| {
                units[..at].iter().any(|before| unit.starts_with(before))
            };
            assert!(!units.iter().enumerate().any(shadowed), "{first}");
        }
    }
}
