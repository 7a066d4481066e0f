//! House numbers: what follows the street in an address.

use super::signs::Signs;
use super::{STARS, Span};
use jixiao_domain::RemovalKind;

/// What streets, lanes, villages and estates end with.
const STREETS: &str = "路街道巷弄同里村镇庄园苑寓区";
/// What numbers of houses, floors and rooms end with, longer ones first.
const PARTS: [&str; 14] =
    ["号楼", "号院", "单元", "号", "弄", "巷", "栋", "幢", "座", "楼", "层", "室", "户", "组"];
/// Of these, the ones that tell an address from other words with a number.
const TELLING: [&str; 8] = ["号楼", "号院", "单元", "号", "弄", "栋", "幢", "室"];
/// What follows a number that is no house number: 3号标段, 1号线, 2号文件.
const OTHERS: &str = "标线文令机泵井坑桥";
const NUMERALS: &str = "〇零一二三四五六七八九十百";

/// What stands after the street, from the first number on.
pub(super) fn beyond_streets(signs: &Signs) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = 0;
    while at < signs.len() {
        let is_street = signs.at(at).is_some_and(|c| STREETS.contains(c));
        at += 1;
        if !is_street {
            continue;
        }
        let (end, is_address) = chain(signs, at);
        if is_address && !signs.at(end).is_some_and(|c| OTHERS.contains(c)) {
            let instead = STARS.to_owned();
            spans.push(Span { start: at, end, kind: RemovalKind::Address, instead });
            at = end;
        }
    }
    spans
}

/// Where a chain such as `23号3栋2单元501室` ends, and whether it is one.
fn chain(signs: &Signs, start: usize) -> (usize, bool) {
    let mut at = start;
    let mut is_address = false;
    loop {
        let mut place = at;
        if matches!(signs.at(place), Some('附' | '第' | '-' | ',' | ' ')) {
            place += 1;
        }
        let length = signs.run(place, |c| c.is_ascii_digit() || NUMERALS.contains(c));
        let letters = signs.run(place + length, |c| c.is_ascii_uppercase());
        let number_end = place + length + letters;
        let part = PARTS.iter().find(|part| {
            let end = number_end + part.chars().count();
            signs.text(number_end, end) == **part
        });
        match part {
            Some(part) if length > 0 => {
                is_address |= TELLING.contains(part);
                at = number_end + part.chars().count();
            }
            // A room without its word: 3栋2单元501.
            None if is_address && length >= 3 && letters == 0 && place == at => {
                return (number_end, true);
            }
            _ => return (at, is_address),
        }
    }
}
