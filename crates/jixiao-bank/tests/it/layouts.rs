//! The embedded layouts hold, and files that don't are refused.

use crate::world::IDS;
use jixiao_bank::{FailureKind, Layouts};
use jixiao_regulation::Certainty;

#[test]
fn every_embedded_layout_loads_and_cites_its_sources() {
    let ids: Vec<&str> = Layouts::builtin().all().iter().map(|l| l.id.as_str()).collect();
    assert_eq!(ids, IDS);
    for layout in Layouts::builtin().all() {
        let rows = &layout.rows_per_file;
        assert_eq!((rows.value, rows.cited.certainty), (5_000, Certainty::Verify), "{}", layout.id);
        for cited in [&layout.cited, &layout.name.cited, &layout.returned.cited] {
            assert!(!cited.source.is_empty(), "{}", layout.id);
        }
    }
    assert!(!FailureKind::cited().source.is_empty());
}

#[test]
fn a_bank_is_found_by_its_names_in_its_years_only() {
    let ids = |bank, year| {
        Layouts::builtin()
            .of_bank(bank, year)
            .map(|found| found.iter().map(|l| l.id.clone()).collect::<Vec<_>>())
    };
    assert_eq!(ids("中国工商银行", 2025).unwrap(), ["icbc-batch"]);
    assert_eq!(ids(" 工行 ", 2025).unwrap(), ["icbc-batch"]);
    assert_eq!(ids("通用", 2025).unwrap().len(), 4);
    for (bank, year) in [("江州农商银行", 2025), ("工行", 2018), ("", 2025)] {
        let message = ids(bank, year).unwrap_err().to_string();
        for word in ["开户行", "模板", "通用格式"] {
            assert!(message.contains(word), "{message}");
        }
    }
    assert!(Layouts::builtin().by_id("icbc-batch", 2018).is_err());
}

#[test]
fn a_layout_that_contradicts_itself_is_refused() {
    let text = include_str!("../../../../regulations/banks/generic-text.toml");
    for (from, to, problem) in [
        ("certainty = \"verify\"", "certainty = \"certain\"", "needs an article"),
        ("value = 5000", "value = 0", "positive"),
        ("separator = \"|\"\nquoted", "separator = \"字\"\nquoted", "can't separate"),
        ("separator = \"|\"\nquoted", "separator = \"5\"\nquoted", "can't separate"),
        ("{batch}-{part}.txt", "{batch}.txt", "{part}"),
        ("digits_min = 9", "digits_min = 31", "digits_min"),
        ("[[fields]]\nwhat = \"name\"", "[[fields]]\nwhat = \"city\"", "once each"),
        ("{ what = \"day\" }", "{ what = \"remark\" }", "in a record"),
        ("what = \"remark\"", "what = \"sum\"", "in records only"),
        ("\"F\", \"01\"", "\"S\", \"01\"", "two things"),
        ("what = \"status\"", "what = \"reason\"", "one column"),
        ("at = 2", "at = 0", "`at`"),
        ("headings = false\nname", "headings = true\nname", "title"),
        ("text = \"T\"", "text = \"€\"", "GBK"),
        ("id = ", "ID = ", "unknown field"),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        let error = Layouts::load(&[("x.toml", &changed)]).unwrap_err().to_string();
        assert!(error.contains(problem) && error.starts_with("x.toml"), "{to}: {error}");
    }
    assert!(Layouts::load(&[("a.toml", text), ("b.toml", text)]).is_err());
}
