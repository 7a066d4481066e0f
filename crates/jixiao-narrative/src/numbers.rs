//! Numbers typed into a sentence, and those that need no fact: numbers of documents, of articles and
//! of list items.

use std::ops::Range;

/// Units that belong to a number that is shown to a person. Longer ones first.
const UNITS: [&str; 22] = [
    "万元", "人次", "%", "％", "元", "人", "户", "家", "场", "次", "项", "个", "件", "分", "册",
    "期", "篇", "年", "月", "日", "天", "名",
];

/// Half-width and full-width digits.
pub(crate) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// The numbers of `text` that have to be accounted for, with their unit, in order.
pub(crate) fn claims(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(is_digit).map(|at| from + at) {
        let digits_end = end_of_number(text, start);
        from = digits_end;
        if is_label(text, start..digits_end) {
            continue;
        }
        let unit = UNITS.iter().find(|unit| text[digits_end..].starts_with(**unit));
        let end = digits_end + unit.map_or(0, |unit| unit.len());
        from = end;
        found.push(start..end);
    }
    found
}

/// Digits with the points and commas between them.
fn end_of_number(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut chars = text[start..].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let goes_on = is_digit(c)
            || (matches!(c, '.' | ',' | '．')
                && chars.peek().is_some_and(|(_, next)| is_digit(*next)));
        if !goes_on {
            break;
        }
        end = start + at + c.len_utf8();
    }
    end
}

/// Whether a number names something instead of stating it: 〔2020〕10号, 第16条, the 1. of a list.
fn is_label(text: &str, number: Range<usize>) -> bool {
    let before = text[..number.start].trim_end();
    let after = &text[number.end..];
    let of_document = (before.ends_with(['〔', '[', '【']) && after.starts_with(['〕', ']', '】']))
        || (before.ends_with(['〕', ']', '】']) && after.trim_start().starts_with('号'));
    let of_article = before.ends_with('第')
        && ["条", "款", "项", "章", "号", "版"].iter().any(|word| after.starts_with(word));
    let opens = before.is_empty() || before == "（" || before == "(";
    let of_item = opens && after.starts_with(['.', '．', '、', '）', ')']);
    of_document || of_article || of_item
}

#[cfg(test)]
mod tests {
    use super::claims;

    #[test]
    fn numbers_are_told_from_labels() {
        for (text, expected) in [
            ("帮扶208人，发放62.38万元", vec!["208人", "62.38万元"]),
            ("按财预〔2020〕10号第16条办理", vec![]),
            ("1.加强管理，（2）", vec!["2"]),
            ("（1）数量指标", vec![]),
            ("满意度９３％", vec!["９３％"]),
            ("共1,350人次", vec!["1,350人次"]),
            ("没有数字", vec![]),
        ] {
            let found: Vec<&str> = claims(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
