//! Two records, field by field: how they agree.

use crate::field::Pattern;
use crate::name;
use crate::registry::{Entry, Registry};

/// Tokens shared, of a hundred, from which two texts are alike.
const ALIKE_PERCENT_MIN: u32 = 50;
/// Tokens shared, of a hundred, from which two addresses are the same: spelling differs.
const SAME_PERCENT_MIN: u32 = 85;

/// How two records agree.
pub(crate) fn compare(registry: &Registry, left: &Entry, right: &Entry) -> Pattern {
    Pattern([
        name_level(registry, left, right),
        birth_level(left, right),
        pair_level(left.sex, right.sex),
        if left.identity == 0 || right.identity == 0 { 0 } else { left.identity_level(right) },
        pair_level(left.card, right.card),
        pair_level(left.phone, right.phone),
        employer_level(registry, left, right),
        address_level(left, right),
    ])
}

fn pair_level<T: PartialEq + Default + Copy>(left: T, right: T) -> u8 {
    if left == T::default() || right == T::default() {
        0
    } else if left == right {
        1
    } else {
        2
    }
}

fn name_level(registry: &Registry, left: &Entry, right: &Entry) -> u8 {
    if left.name == 0 || right.name == 0 {
        return 0;
    }
    if left.name == right.name {
        return 1;
    }
    let (left, right) = (registry.name_of(left), registry.name_of(right));
    if left.reading == right.reading { 2 } else { name::level(&left.letters, &right.letters) }
}

fn birth_level(left: &Entry, right: &Entry) -> u8 {
    let (a, b) = (left.birth, right.birth);
    if a == 0 || b == 0 {
        return 0;
    }
    if left.month_and_day() == 0 || right.month_and_day() == 0 {
        return if left.year() == right.year() { 3 } else { 4 };
    }
    if a == b {
        return 1;
    }
    let swapped =
        (a % 100, a / 100 % 100) == (b / 100 % 100, b % 100) && left.year() == right.year();
    if swapped || differing_digits(a, b) == 1 { 2 } else { 4 }
}

fn differing_digits(mut a: u32, mut b: u32) -> u32 {
    let mut count = 0;
    while a != 0 || b != 0 {
        count += u32::from(a % 10 != b % 10);
        a /= 10;
        b /= 10;
    }
    count
}

fn employer_level(registry: &Registry, left: &Entry, right: &Entry) -> u8 {
    if left.employer == 0 || right.employer == 0 {
        return 0;
    }
    if left.employer == right.employer {
        return 1;
    }
    let (left, right) = (registry.employer_of(left), registry.employer_of(right));
    if left.tokens.shared_percent(right.tokens) >= ALIKE_PERCENT_MIN { 2 } else { 3 }
}

fn address_level(left: &Entry, right: &Entry) -> u8 {
    if left.address.is_empty() || right.address.is_empty() {
        return 0;
    }
    match left.address.shared_percent(right.address) {
        SAME_PERCENT_MIN.. => 1,
        ALIKE_PERCENT_MIN.. => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::compare;
    use crate::{Birth, Person, Registry};

    #[test]
    fn every_field_says_how_it_agrees() {
        let day = |year, month, day| Some(Birth { year, day: Some((month, day)) });
        let left = Person {
            name: "甲乙丙",
            birth: day(1970, 3, 5),
            is_female: Some(true),
            identity: Some(11_010_519_700_305_002),
            card: Some(1),
            phone: Some(2),
            employer: "江州机械厂",
            address: "江州市东风路3号2栋",
            ..Person::default()
        };
        let cases = [
            (Person { birth: day(1970, 5, 3), ..left.clone() }, [1, 2, 1, 1, 1, 1, 1, 1]),
            (Person { birth: day(1971, 3, 5), ..left.clone() }, [1, 2, 1, 1, 1, 1, 1, 1]),
            (Person { birth: day(1981, 3, 5), ..left.clone() }, [1, 4, 1, 1, 1, 1, 1, 1]),
            (
                Person { birth: Some(Birth { year: 1970, day: None }), ..left.clone() },
                [1, 3, 1, 1, 1, 1, 1, 1],
            ),
            (Person { name: "甲乙丁", card: Some(3), ..left.clone() }, [4, 1, 1, 1, 2, 1, 1, 1]),
            (Person { employer: "江州市机械厂", ..left.clone() }, [1, 1, 1, 1, 1, 1, 2, 1]),
            (Person::default(), [0; 8]),
        ];
        for (right, expected) in cases {
            let mut registry = Registry::default();
            registry.push(&left).unwrap();
            registry.push(&right).unwrap();
            let found = compare(&registry, &registry.entries[0], &registry.entries[1]);
            assert_eq!(found.0, expected, "{right:?}");
        }
    }
}
