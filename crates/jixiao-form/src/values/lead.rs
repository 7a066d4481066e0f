//! What may stand before a number: comparison signs, comparison words, verbs of doing, rates.

use super::cursor::Cursor;
use jixiao_domain::ComparisonSign::{self, About, AtLeast, AtMost, Equal, LessThan, MoreThan};

/// What stood before the number.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lead {
    /// The comparison, `Equal` when none is stated.
    pub(super) sign: ComparisonSign,
    /// The rate in slash form, empty when none: `/人*月`.
    rate: &'static str,
}

impl Lead {
    /// The sign before the number wins over the one behind it.
    pub(super) fn sign_or(&self, behind: ComparisonSign) -> ComparisonSign {
        if self.sign == Equal { behind } else { self.sign }
    }

    /// `unit` with the rate that stood before the number.
    pub(super) fn with_rate(&self, mut unit: String) -> String {
        unit.push_str(self.rate);
        unit
    }
}

/// Passes over everything that may stand before a number.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Lead {
    let mut lead = Lead::default();
    loop {
        cursor.skip_blanks();
        let Some(first) = cursor.peek() else { return lead };
        if first.is_ascii_digit() {
            return lead;
        }
        if let Some(sign) = symbol(first) {
            cursor.bump();
            lead.sign = joined(lead.sign, sign);
            lead.sign = or_equal(lead.sign, cursor);
        } else if let Some((word, sign)) = comparison_word(cursor.rest()) {
            cursor.eat(word);
            lead.sign = sign;
        } else if let Some((word, rate)) = rate_word(cursor.rest()) {
            cursor.eat(word);
            lead.rate = rate;
        } else if !cursor.eat_any(verbs(first)) {
            return lead;
        }
    }
}

/// The sign a single character means.
pub(super) fn symbol(c: char) -> Option<ComparisonSign> {
    Some(match c {
        '=' | '═' | '﹦' => Equal,
        '≥' | '≧' | '⩾' | '≮' | '≽' => AtLeast,
        '≤' | '≦' | '⩽' | '≯' | '≼' => AtMost,
        '>' | '﹥' => MoreThan,
        '<' | '﹤' => LessThan,
        '≈' | '≒' | '≌' | '~' | '∼' => About,
        _ => return None,
    })
}

/// `=>` and `=<` printed in either order.
fn joined(before: ComparisonSign, sign: ComparisonSign) -> ComparisonSign {
    match (before, sign) {
        (MoreThan | AtLeast, Equal) => AtLeast,
        (LessThan | AtMost, Equal) => AtMost,
        _ => sign,
    }
}

/// Completes `>=`, `=>`, `<=`, `=<` when the second half follows.
fn or_equal(sign: ComparisonSign, cursor: &mut Cursor<'_>) -> ComparisonSign {
    let mut ahead = *cursor;
    ahead.skip_blanks();
    let Some(second) = ahead.peek().and_then(symbol) else { return sign };
    let both = match (sign, second) {
        (MoreThan, Equal) | (Equal, MoreThan) => AtLeast,
        (LessThan, Equal) | (Equal, LessThan) => AtMost,
        _ => return sign,
    };
    ahead.bump();
    *cursor = ahead;
    both
}

/// The comparison word `text` begins with.
pub(super) fn comparison_word(text: &str) -> Option<(&'static str, ComparisonSign)> {
    let words: &[(&str, ComparisonSign)] = match text.chars().next()? {
        '不' => &[
            ("不低于", AtLeast),
            ("不少于", AtLeast),
            ("不小于", AtLeast),
            ("不得低于", AtLeast),
            ("不得少于", AtLeast),
            ("不超过", AtMost),
            ("不高于", AtMost),
            ("不大于", AtMost),
            ("不多于", AtMost),
            ("不超出", AtMost),
            ("不得超过", AtMost),
            ("不得高于", AtMost),
            ("不超", AtMost),
        ],
        '大' => &[
            ("大于等于", AtLeast),
            ("大于或等于", AtLeast),
            ("大于", MoreThan),
            ("大约", About),
            ("大概", About),
        ],
        '小' => &[("小于等于", AtMost), ("小于或等于", AtMost), ("小于", LessThan)],
        '高' => &[("高于", MoreThan)],
        '超' => &[("超过", MoreThan), ("超出", MoreThan), ("超", MoreThan)],
        '多' => &[("多于", MoreThan)],
        '低' => &[("低于", LessThan)],
        '少' => &[("少于", LessThan)],
        '未' => &[("未超过", AtMost), ("未超出", AtMost), ("未超", AtMost), ("未低于", AtLeast)],
        '没' => &[("没有超过", AtMost)],
        '至' => &[("至少", AtLeast), ("至多", AtMost)],
        '最' => &[("最少", AtLeast), ("最低", AtLeast), ("最多", AtMost), ("最高", AtMost)],
        '约' => &[("约等于", About), ("约为", About), ("约", About)],
        '近' => &[("近", About)],
        '接' => &[("接近", About)],
        '等' => &[("等于", Equal)],
        _ => return None,
    };
    words.iter().find(|(word, _)| text.starts_with(word)).copied()
}

/// A rate said before the number, in the slash form it takes behind the unit.
fn rate_word(text: &str) -> Option<(&'static str, &'static str)> {
    const RATES: [(&str, &str); 22] = [
        ("每人每月", "/人*月"),
        ("每人每年", "/人*年"),
        ("每人每天", "/人*天"),
        ("每人每日", "/人*日"),
        ("每人每次", "/人*次"),
        ("每户每年", "/户*年"),
        ("每户每月", "/户*月"),
        ("每季度", "/季度"),
        ("每人次", "/人次"),
        ("每人", "/人"),
        ("每户", "/户"),
        ("每年", "/年"),
        ("每月", "/月"),
        ("每周", "/周"),
        ("每天", "/天"),
        ("每次", "/次"),
        ("每场", "/场"),
        ("每个", "/个"),
        ("每家", "/家"),
        ("人均", "/人"),
        ("户均", "/户"),
        ("年均", "/年"),
    ];
    if !text.starts_with(['每', '人', '户', '年']) {
        return None;
    }
    RATES.iter().find(|(word, _)| text.starts_with(word)).copied()
}

/// Words of doing that add nothing to the number they stand before, by first character.
fn verbs(first: char) -> &'static [&'static str] {
    match first {
        '完' => &["完成率", "完成"],
        '达' => &["达到", "达成", "达"],
        '实' => &["实际完成", "实际达到", "实际", "实现", "实施"],
        '已' => &["已完成", "已达到", "已"],
        '全' => &["全年共", "全年"],
        '共' => &["共计", "共"],
        '合' => &["合计"],
        '总' => &["总计", "总共"],
        '计' => &["计划"],
        '预' => &["预计"],
        '控' => &["控制在"],
        '开' => &["开展"],
        '购' => &["购买", "购置"],
        '组' => &["组织"],
        '举' => &["举办", "举行"],
        '帮' => &["帮扶"],
        '慰' => &["慰问"],
        '救' => &["救助"],
        '补' => &["补助"],
        '培' => &["培训"],
        '创' => &["创建"],
        '建' => &["建设", "建成"],
        '发' => &["发放"],
        '印' => &["印制", "印刷", "印发"],
        '服' => &["服务"],
        '覆' => &["覆盖"],
        '新' => &["新增", "新建"],
        '增' => &["增长", "增加"],
        '提' => &["提高", "提升"],
        '降' => &["降低"],
        '下' => &["下降"],
        '减' => &["减少"],
        '支' => &["支出"],
        '为' => &["为"],
        '于' => &["于"],
        '在' => &["在"],
        '截' => &["截至", "截止到", "截止"],
        _ => &[],
    }
}
