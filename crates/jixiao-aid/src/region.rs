//! Which rules of a place hold for another: a county follows its city, a city its province, a
//! province the nation.

/// How close the region of a rule is to that of a case, both six-digit codes (GB/T 2260): 3 for the
/// same county, 2 for its city, 1 for its province, 0 for the nation; `None` where it does not hold.
pub fn within(rule: &str, case: &str) -> Option<u8> {
    let levels = [("000000", 0), ("0000", 2), ("00", 4), ("", 6)];
    levels.iter().zip(0..).find_map(|((zeros, length), closeness)| {
        let is_of_level = rule.len() == 6 && rule.ends_with(zeros);
        let is_same = case.len() == 6 && rule.get(..*length) == case.get(..*length);
        is_of_level.then_some(is_same.then_some(closeness))
    })?
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn a_county_follows_its_city_province_and_nation() {
        for (rule, case, closeness) in [
            ("530102", "530102", Some(3)),
            ("530100", "530102", Some(2)),
            ("530000", "530102", Some(1)),
            ("000000", "530102", Some(0)),
            ("530102", "530100", None),
            ("340800", "530102", None),
            ("340000", "530102", None),
            ("53", "530102", None),
            ("530100", "", None),
        ] {
            assert_eq!(within(rule, case), closeness, "{rule} {case}");
        }
    }
}
