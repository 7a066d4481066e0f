//! Generated filings that are right draw no error and no warning; a fault put in is found.

use fastrand::Rng;
use jixiao_check::{Examination, Selection, Severity, compare, examine};
use jixiao_reader::Limits;
use jixiao_regulation::Catalogue;
use jixiao_testkit::{Layout, Sample, TextStyle, docx, text};

fn examined(bytes: &[u8]) -> Examination {
    let document = jixiao_reader::read(bytes, "sample", &Limits::default()).expect("readable");
    let reading = jixiao_form::recognise(&document);
    let regulation = Catalogue::builtin().get("national-2020").expect("the national regulation");
    let selection = Selection::default();
    let mut examination = examine(&document, &reading, 0, &selection, |_| regulation, regulation);
    examination.findings.extend(compare(std::slice::from_ref(&examination.kept), &selection));
    examination
}

fn codes(examination: &Examination) -> Vec<String> {
    let severe = examination.findings.iter().filter(|f| f.severity > Severity::Note);
    severe.map(|f| format!("{} {} {}", f.rule.code, f.at, f.message)).collect()
}

#[test]
fn a_correct_filing_draws_no_error_and_no_warning_in_any_layout() {
    for layout in Layout::ALL {
        for seed in 0..60 {
            let sample = Sample::draw(&mut Rng::with_seed(seed));
            let found = codes(&examined(&docx(&layout.blocks(&sample))));
            assert!(found.is_empty(), "{layout:?}, seed {seed}:\n{}", found.join("\n"));
        }
    }
}

#[test]
fn a_correct_filing_scores_what_it_prints() {
    for seed in 0..60 {
        let sample = Sample::draw(&mut Rng::with_seed(seed));
        let examination = examined(&docx(&Layout::National.blocks(&sample)));
        let total = examination.sheets[0].total.map(|total| format!("{total:.2}"));
        assert_eq!(total.as_deref(), Some(sample.total_score.as_str()), "seed {seed}");
    }
}

/// A fault put into a correct sample, and the rule that must find it.
type Fault = (&'static str, fn(&mut Sample));

const FAULTS: [Fault; 9] = [
    ("JX302", |sample| {
        let row = &mut sample.indicators[0];
        row.target = "1000".to_owned();
        row.actual = "800".to_owned();
        row.score = row.points.clone();
    }),
    ("JX301", |sample| sample.indicators[1].score = "99".to_owned()),
    ("JX306", |sample| sample.total_score = "61.00".to_owned()),
    ("JX501", |sample| {
        let row = &mut sample.indicators[0];
        row.target = "1000".to_owned();
        row.actual = "800".to_owned();
        row.deviation.clear();
    }),
    ("JX103", |sample| sample.funds[0].rate = "37.00%".to_owned()),
    ("JX102", |sample| sample.funds[1].executed = "1.11".to_owned()),
    ("JX201", |sample| sample.indicators[0].points = "77".to_owned()),
    ("JX006", |sample| sample.goal_actual = sample.goal_expected.clone()),
    ("JX410", |sample| {
        let row = sample.indicators.iter_mut().find(|row| row.unit == "%").expect("a rate");
        row.actual = "173".to_owned();
    }),
];

#[test]
fn a_fault_is_found_in_every_layout() {
    for (code, spoil) in FAULTS {
        for layout in [Layout::National, Layout::Exported, Layout::TwoRowHeader, Layout::Weighted] {
            for seed in 0..8 {
                let mut sample = Sample::draw(&mut Rng::with_seed(seed));
                spoil(&mut sample);
                let bytes = text(&layout.blocks(&sample), TextStyle::Tabs).into_bytes();
                let examination = examined(&bytes);
                let found = examination.findings.iter().any(|finding| finding.rule.code == code);
                assert!(found, "{code} in {layout:?}, seed {seed}: {:?}", codes(&examination));
            }
        }
    }
}
