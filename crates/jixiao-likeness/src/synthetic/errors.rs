//! The same person entered a second time, elsewhere and later: what changed, what is missing, what was
//! mistyped.

use super::{Made, words};
use crate::syllables;
use fastrand::Rng;

/// Characters that are read alike, for what is written down by ear.
const HOMOPHONES: &str = "英瑛莹盈华桦文雯闻玉钰裕明铭鸣兰岚红宏洪鸿建健剑国军君均平萍志智芳丽莉立利海云芸春林琳霖\
    永勇咏桂贵荣蓉容金今锦德得生声胜祥翔成诚承福富梅玫新欣心馨东冬学雪凤风峰锋小晓笑清青庆亮良俊骏杰洁美强\
    霞侠波博伟维卫敏民静敬靖磊蕾涛韬超艳燕娟鹃娜斌彬辉晖慧惠飞菲鹏浩昊宇雨羽佳嘉家怡仪婷亭";

fn chance(rng: &mut Rng, percent: u32) -> bool {
    rng.u32(..100) < percent
}

/// A record of `original` in another household of a registry of `size` persons.
pub(super) fn entered_again(rng: &mut Rng, original: &Made, household: u32, size: usize) -> Made {
    let mut again = Made { household, ..original.clone() };
    again.name = name(rng, &original.name);
    again.birth = birth(rng, original.birth);
    again.identity = identity(rng, &original.identity);
    if chance(rng, 5) {
        again.is_female = None;
    }
    again.card = changed(rng, &original.card, 25, 30, card);
    again.phone = changed(rng, &original.phone, 15, 35, phone);
    again.employer = changed(rng, &original.employer, 20, 25, |rng| words::employer(rng, size));
    if chance(rng, 20) {
        again.employer = reworded_employer(&again.employer);
    }
    again.address = changed(rng, &original.address, 5, 40, words::address);
    if chance(rng, 35) {
        again.address = reworded_address(rng, &again.address);
    }
    again
}

/// A value missing, new or as it was.
fn changed(
    rng: &mut Rng,
    value: &str,
    missing_percent: u32,
    new_percent: u32,
    new: impl Fn(&mut Rng) -> String,
) -> String {
    match rng.u32(..100) {
        draw if draw < missing_percent => String::new(),
        draw if draw < missing_percent + new_percent => new(rng),
        _ => value.to_owned(),
    }
}

fn name(rng: &mut Rng, name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let last = letters.len() - 1;
    match rng.u32(..100) {
        0..9 => {
            let place = rng.usize(1..=last);
            let heard = syllables(&letters[place].to_string());
            let alike = |one: &char| *one != letters[place] && syllables(&one.to_string()) == heard;
            if let Some(other) = rng.choice(HOMOPHONES.chars().filter(alike).collect::<Vec<_>>()) {
                letters[place] = other;
            }
        }
        9..12 => letters[last] = words::letter(rng),
        12..14 if last > 1 => letters.swap(last - 1, last),
        _ => {}
    }
    letters.into_iter().collect()
}

fn birth(rng: &mut Rng, (year, month, day): (u16, u8, u8)) -> (u16, u8, u8) {
    match rng.u32(..100) {
        0..4 => (0, 0, 0),
        4..9 => (year, 0, 0),
        9..11 if day <= 12 => (year, day, month),
        11..13 => (year + 10 - rng.u16(..2) * 20, month, day),
        13..15 => (year, month, if day % 10 == 9 { day - 1 } else { day + 1 }),
        _ => (year, month, day),
    }
}

fn identity(rng: &mut Rng, number: &str) -> String {
    if number.len() != 18 {
        return number.to_owned();
    }
    let mut body: Vec<u8> = number.as_bytes()[..17].to_vec();
    match rng.u32(..100) {
        0..40 => return String::new(),
        // An old number bears no century and no check character.
        40..48 if number[6..].starts_with("19") => {
            return format!("{}{}", &number[..6], &number[8..17]);
        }
        48..56 => {
            let place = rng.usize(..17);
            body[place] = b'0' + (body[place] - b'0' + rng.u8(1..10)) % 10;
        }
        56..61 => {
            let place = rng.usize(..16);
            body.swap(place, place + 1);
        }
        _ => {}
    }
    checked(&body.into_iter().map(char::from).collect::<String>())
}

/// Seventeen digits with their check character (GB 11643).
pub(super) fn checked(body: &str) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let weighed = body.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight);
    let check = "10X98765432".chars().nth((weighed.sum::<u32>() % 11) as usize).unwrap_or('0');
    format!("{body}{check}")
}

pub(super) fn card(rng: &mut Rng) -> String {
    format!("6217009{:012}", rng.u64(..1_000_000_000_000))
}

pub(super) fn phone(rng: &mut Rng) -> String {
    format!("199{:08}", rng.u32(..100_000_000))
}

fn reworded_employer(employer: &str) -> String {
    let plain = employer.replace("有限责任公司", "公司").replace("股份有限公司", "公司");
    plain.replace("有限公司", "公司").trim_start_matches("江州").to_owned()
}

fn reworded_address(rng: &mut Rng, address: &str) -> String {
    match rng.u8(..3) {
        0 => address.trim_start_matches("江州市").to_owned(),
        1 => address.replace("单元", "-").replace('栋', "-").replace('室', ""),
        _ => address.split_once("单元").map_or_else(|| address.to_owned(), |(to, _)| to.to_owned()),
    }
}
