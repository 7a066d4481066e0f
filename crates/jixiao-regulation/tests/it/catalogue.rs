//! The embedded catalogue: that it loads, resolves, prints and never changes.

use jixiao_regulation::{Catalogue, Certainty, ResolveError, index, page};

#[test]
fn every_embedded_regulation_loads() {
    assert!(Catalogue::builtin().iter().count() >= 4);
}

#[test]
fn the_default_for_a_year_is_the_one_that_governs_it() {
    let cases = [
        ("000000", 2022, "national-2020"),
        ("000000", 2019, "national-2020"),
        ("000000", 2018, "national-2016"),
        ("530100", 2017, "national-2016"),
        ("530100", 2019, "yunnan-kunming-2019"),
        ("530102", 2020, "yunnan-kunming-2019"),
        ("340800", 2022, "anhui-anqing-2022"),
        ("340800", 2023, "national-2020"),
        ("420102", 2021, "hubei-2020"),
        ("450100", 2024, "guangxi-2021"),
        ("510104", 2025, "sichuan-2025"),
        ("510104", 2024, "national-2020"),
    ];
    for (region, year, id) in cases {
        let found = Catalogue::builtin().resolve(region, year).map(|found| found.id.as_str());
        assert_eq!(found, Ok(id), "{region} {year}");
    }
}

#[test]
fn what_nothing_governs_is_refused() {
    let refused = |region: &str, year| Catalogue::builtin().resolve(region, year).err();
    let none = ResolveError::NoneForYear { region: "000000".to_owned(), year: 2010 };
    assert_eq!(refused("000000", 2010), Some(none));
    for region in ["", "53", "5301000", "53010x", "昆明", "昆明市昆明市"] {
        assert_eq!(refused(region, 2022), Some(ResolveError::BadRegion(region.to_owned())));
    }
    let unknown = Catalogue::builtin().require("national-1900").err();
    assert_eq!(unknown, Some(ResolveError::UnknownId("national-1900".to_owned())));
}

#[test]
fn overrides_win_and_the_rest_is_inherited() {
    let anqing = Catalogue::builtin().get("anhui-anqing-2022").expect("known id");
    assert_eq!(anqing.execution.formula.stated_in, "anhui-anqing-2022");
    assert_eq!(anqing.execution.formula.certainty, Certainty::Verify);
    assert_eq!(anqing.weights[0].stated_in, "national-2020");
    assert_eq!(anqing.weights[0].certainty, Certainty::Certain);
}

#[test]
fn a_regulation_may_vouch_less_for_what_it_inherits() {
    let early = Catalogue::builtin().get("national-2016").expect("known id");
    assert!(early.entries().iter().all(|entry| entry.certainty <= Certainty::Likely));
}

#[test]
fn every_certain_parameter_names_its_article() {
    for regulation in Catalogue::builtin().iter() {
        for entry in regulation.entries() {
            let cited = !entry.article.is_empty() || entry.certainty < Certainty::Certain;
            assert!(cited && !entry.source.is_empty(), "{}: {entry:?}", regulation.id);
        }
    }
}

/// A published regulation never changes: a correction is a new dated file.
#[test]
fn every_regulation_prints_as_it_was_published() {
    for regulation in Catalogue::builtin().iter() {
        insta::assert_snapshot!(regulation.id.as_str(), page(regulation));
    }
    insta::assert_snapshot!("index", index(Catalogue::builtin()));
}
