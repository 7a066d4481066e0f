//! Which version governs a place on a day.

use super::{Programmes, day};
use jixiao_aid::programme::NoProgramme;

#[test]
fn the_closest_version_governs_and_the_latest_of_these() {
    let title = |key, region, on| {
        Programmes::builtin().in_force(key, region, day(on)).map(|one| one.title.as_str())
    };
    for (key, region, on, expected) in [
        ("medical", "530102", "2025-01-01", "医疗救助（昆明）"),
        ("medical", "530102", "2019-02-28", "医疗救助（通行口径）"),
        ("medical", "530102", "2019-03-01", "医疗救助（昆明）"),
        ("medical", "530300", "2025-01-01", "医疗救助（通行口径）"),
        ("tuition", "530102", "2024-12-31", "金秋助学（通行口径）"),
        ("tuition", "530102", "2025-01-01", "金秋助学（云南 2025）"),
        ("startup_loan", "110105", "2028-09-30", "创业担保贷款贴息"),
    ] {
        assert_eq!(title(key, region, on), Ok(expected), "{key} {region} {on}");
    }
    for (key, region, on) in [
        ("warmth", "530102", "2018-12-31"),
        ("startup_loan", "110105", "2023-09-30"),
        ("startup_loan", "110105", "2028-10-01"),
        ("enterprise_living", "340800", "2025-01-01"),
        ("warmth", "", "2025-01-01"),
    ] {
        assert!(
            matches!(title(key, region, on), Err(NoProgramme::NotInForce { .. })),
            "{key} {region} {on}"
        );
    }
    assert!(matches!(title("gold", "530102", "2025-01-01"), Err(NoProgramme::Unknown(_))));
}

#[test]
fn key_and_first_day_name_a_version_for_good() {
    let all = Programmes::builtin();
    for one in all.versions() {
        assert_eq!(all.version(&one.key, one.valid_from), Some(one));
    }
    assert_eq!(all.version("warmth", day("2019-01-02")), None);
}

#[test]
fn a_place_has_every_programme_once() {
    let all = Programmes::builtin();
    let keys = |region| -> Vec<&str> {
        let found = all.all_in_force(region, day("2025-06-01"));
        found.into_iter().map(|one| one.key.as_str()).collect()
    };
    assert_eq!(keys("530102").len(), 15);
    assert_eq!(keys("110105").len(), 14, "only Kunming pays the enterprises");
    assert!(keys("53").is_empty());
}
