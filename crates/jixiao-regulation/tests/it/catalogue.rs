//! The embedded catalogue: that it loads, resolves and refuses.

use jixiao_regulation::{Catalogue, ResolveError};

#[test]
fn every_embedded_regulation_loads() {
    assert!(Catalogue::builtin().iter().count() >= 4);
}

#[test]
fn the_default_for_a_year_is_the_one_that_governs_it() {
    let cases = [("000000", 2022, "national-2020"), ("530100", 2017, "national-2016")];
    for (region, year, id) in cases {
        assert_eq!(Catalogue::builtin().resolve(region, year).unwrap().id, id);
    }
}

#[test]
fn a_year_nothing_governs_is_refused() {
    let refused = Catalogue::builtin().resolve("000000", 2010);
    let expected = ResolveError::NoneForYear { region: "000000".to_owned(), year: 2010 };
    assert_eq!(refused.err(), Some(expected));
}
