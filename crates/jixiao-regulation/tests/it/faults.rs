//! Faults of regulation files: each is a typed error that names the file, never a default.

use jixiao_regulation::{Catalogue, Problem};

const BASE: &str = include_str!("../../../../regulations/national/2020.toml");

const CHILD: &str = r#"
id = "child"
title = "某市办法"
region = "330100"
default_for_region = true
first_year = 2022
base = "national-2020"
sources = ["某市文件"]
"#;

/// The fault of the national file and a child whose text is `CHILD` and `more`.
fn child(more: &str) -> Option<Problem> {
    fault(&[("base.toml", BASE), ("child.toml", &format!("{CHILD}{more}"))])
}

/// The fault of the national file with `from` replaced by `to`.
fn changed(from: &str, to: &str) -> Option<Problem> {
    assert!(BASE.contains(from), "{from}");
    fault(&[("base.toml", &BASE.replacen(from, to, 1))])
}

fn fault(files: &[(&str, &str)]) -> Option<Problem> {
    Catalogue::load(files).err().map(|error| error.problem)
}

fn cited(key: &str, value: &str) -> String {
    format!(
        "[{key}]\nvalue = {value}\narticle = \"某办法第三条\"\nsource = \"正文\"\ncertainty = \"certain\"\n"
    )
}

#[test]
fn a_child_that_overrides_nothing_is_its_base() {
    assert_eq!(child(""), None);
}

#[test]
fn an_unknown_key_is_refused() {
    for more in ["colour = \"red\"", "[execution]\nspeed = 3", &cited("weight", "\"1\"")] {
        assert!(matches!(child(more), Some(Problem::Unreadable(_))), "{more}");
    }
}

#[test]
fn a_number_that_is_none_is_refused() {
    for value in ["\"ten\"", "10", "\"\"", "\"1e999\"", "\"NaN\"", "[]"] {
        let found = child(&cited("dominating_share", value));
        assert!(matches!(found, Some(Problem::Unreadable(_))), "{value}: {found:?}");
    }
}

#[test]
fn a_parameter_without_citation_is_refused() {
    let key = "dominating_share";
    let cases = [
        ("source = \"a\"\ncertainty = \"verify\"", Problem::MissingArticle(key)),
        ("article = \"\"\nsource = \"a\"\ncertainty = \"certain\"", Problem::MissingArticle(key)),
        ("article = \"\"\ncertainty = \"verify\"", Problem::MissingSource(key)),
        ("article = \"\"\nsource = \"\"\ncertainty = \"verify\"", Problem::MissingSource(key)),
        ("article = \"\"\nsource = \"a\"", Problem::MissingCertainty(key)),
    ];
    for (citation, problem) in cases {
        assert_eq!(child(&format!("[{key}]\nvalue = \"0.3\"\n{citation}")), Some(problem));
    }
}

#[test]
fn a_missing_parameter_is_refused() {
    let alone = CHILD.replace("base = \"national-2020\"\n", "");
    assert_eq!(fault(&[("alone.toml", &alone)]), Some(Problem::MissingParameter("total_points")));
}

#[test]
fn a_base_that_leads_nowhere_is_refused() {
    let lost = fault(&[("child.toml", CHILD)]);
    assert_eq!(lost, Some(Problem::UnresolvedBase("national-2020".to_owned())));
    let circle = CHILD.replace("\"national-2020\"", "\"child\"");
    assert_eq!(fault(&[("child.toml", &circle)]), Some(Problem::CyclicBase("child".to_owned())));
}

#[test]
fn two_files_with_one_id_are_refused() {
    let found = fault(&[("one.toml", BASE), ("two.toml", BASE)]);
    assert_eq!(found, Some(Problem::DuplicateId("national-2020".to_owned())));
}

#[test]
fn overlapping_periods_of_one_region_are_refused() {
    let other = CHILD.replace("330100", "000000");
    let overlap = Problem::OverlappingPeriods {
        other: "national-2020".to_owned(),
        region: "000000".to_owned(),
    };
    assert_eq!(fault(&[("base.toml", BASE), ("other.toml", &other)]), Some(overlap));
    let by_name = other.replace("default_for_region = true", "default_for_region = false");
    assert_eq!(fault(&[("base.toml", BASE), ("other.toml", &by_name)]), None);
}

#[test]
fn impossible_periods_and_regions_are_refused() {
    for (from, to) in [
        ("first_year = 2019", "first_year = 1900"),
        ("first_year = 2019", "first_year = 2019\nlast_year = 2018"),
    ] {
        assert_eq!(changed(from, to), Some(Problem::BadPeriod));
    }
    let region = Problem::BadRegion("00".to_owned());
    assert_eq!(changed("\"000000\"", "\"00\""), Some(region));
}

#[test]
fn weights_that_miss_the_total_are_refused() {
    let found = changed("output = \"50\"", "output = \"45\"");
    let expected = Problem::WeightsDoNotSum { sum: "95".to_owned(), total: "100".to_owned() };
    assert_eq!(found, Some(expected));
}

#[test]
fn bands_out_of_order_are_refused() {
    let formula = |bands: &str| {
        cited("execution.formula", &format!("{{ kind = \"banded\", bands = [{bands}] }}"))
    };
    let order = |key| Some(Problem::BandsOutOfOrder(key));
    let low_first =
        "{ rate_at_least = \"0\", share = \"0\" }, { rate_at_least = \"0.9\", share = \"1\" }";
    assert_eq!(child(&formula(low_first)), order("execution.formula"));
    let no_floor = "{ rate_at_least = \"0.9\", share = \"1\" }";
    assert_eq!(child(&formula(no_floor)), order("execution.formula"));
    assert_eq!(changed("low = \"0.8\"", "low = \"0.85\""), order("qualitative_tiers"));
    assert_eq!(changed("at_least = \"90\"", "at_least = \"70\""), order("grade_bands"));
}

#[test]
fn numbers_out_of_range_are_refused() {
    let cases = [
        ("dominating_share", "\"1.5\""),
        ("about_tolerance", "\"-0.1\""),
        ("target_too_low_ratio", "\"1\""),
        ("over_fulfilment.explain_from_ratio", "\"0.9\""),
    ];
    for (key, value) in cases {
        assert_eq!(child(&cited(key, value)), Some(Problem::OutOfRange(key)));
    }
}

#[test]
fn a_fault_names_its_file() {
    let error = Catalogue::load(&[("child.toml", CHILD)]).err().map(|error| error.to_string());
    assert_eq!(error.as_deref(), Some("child.toml：所依据的规则 national-2020 不存在"));
}

#[test]
fn monitoring_that_cannot_be_judged_by_is_refused() {
    let bands = |value: &str| child(&cited("monitoring.lamp_bands", value));
    let found = bands("{ yellow_from = \"0.8\", green_from = \"0.8\" }");
    assert!(matches!(found, Some(Problem::BandsOutOfOrder(_))), "{found:?}");
    let lines = |first: (u8, &str), second: (u8, &str)| {
        let line = |(month, rate): (u8, &str)| {
            let value = format!("{{ month = {month}, rate_below = \"{rate}\" }}");
            cited("[monitoring.execution_lines]", &value)
        };
        child(&format!("{}{}", line(first), line(second)))
    };
    assert_eq!(lines((4, "0.25"), (6, "0.4")), None);
    let found = lines((6, "0.25"), (6, "0.4"));
    assert!(matches!(found, Some(Problem::BandsOutOfOrder(_))), "{found:?}");
    let found = lines((4, "0.25"), (13, "0.4"));
    assert!(matches!(found, Some(Problem::OutOfRange(_))), "{found:?}");
    for (key, value) in [("attainment_gap", "\"1.5\""), ("decision_days", "\"0.5\"")] {
        let found = child(&cited(&format!("monitoring.{key}"), value));
        assert!(matches!(found, Some(Problem::OutOfRange(_))), "{key}: {found:?}");
    }
}
