//! Totals and grades: sums of rounded rows, what is taken over from print, caps, bands.

use crate::written::{decimal, filing, lines, row, stated};
use jixiao_domain::Grade;
use jixiao_regulation::{Catalogue, Facts, Regulation, ScoreSheet, score};

fn national() -> &'static Regulation {
    Catalogue::builtin().get("national-2020").expect("known id")
}

fn sheet(rows: &str) -> ScoreSheet {
    score(national(), &filing(lines(rows).map(|cells| row(&cells)).collect()))
}

#[test]
fn shortfalls_scored_in_full_bring_a_hundred_down_to_97_54() {
    // Three shortfalls, and their block repeated under quality with the same figures.
    let sheet = sheet(
        "
        数量 | 3100人   | 3000人   | 5  | 5
        数量 | 500人    | 400人    | 2  | 2
        数量 | 300人    | 200人    | 2  | 2
        数量 | 700人    | 700人    | 6  | 6
        质量 | 3100人   | 3000人   | 5  | 5
        质量 | 500人    | 400人    | 2  | 2
        质量 | 300人    | 200人    | 2  | 2
        质量 | 700人    | 700人    | 6  | 6
        时效 | 当年完成 | 当年完成 | 10 | 10
        成本 | ≤600万元 | 600万元  | 10 | 10
        效益 | 有所改善 | 有所改善 | 30 | 30
        满意 | ≥90%     | 90%      | 10 | 10
        ",
    );
    assert_eq!(sheet.total, stated("97.54"));
    assert_eq!(sheet.grade, Some(Grade::Excellent));
    assert_eq!(sheet.taken_over, 2);
}

#[test]
fn the_total_is_the_sum_of_rounded_rows() {
    // Each row is 3.333… and counts as 3.33.
    let row = "数量 | 3场 | 1场 | 10 | 3.33";
    let sheet = sheet(&[row; 3].join("\n"));
    assert_eq!(sheet.total, stated("19.99"));
}

#[test]
fn a_row_without_value_counts_with_its_printed_score_where_that_is_possible() {
    let cases = [
        ("数量 | ≥100人 | 达成预期指标 | 50 | 48 ", Some("58"), 1),
        ("数量 | ≥100人 | 达成预期指标 | 50 | 51 ", None, 1),
        ("数量 | ≥100人 | 达成预期指标 | 50 | -1 ", None, 1),
        ("数量 | ≥100人 | 达成预期指标 | 50 | -  ", None, 1),
        ("数量 | -      | -            | 50 | 50 ", Some("60"), 1),
        ("数量 | ≥100人 | 100人        | -  | 48 ", Some("58"), 1),
    ];
    for (row, total, taken_over) in cases {
        let sheet = sheet(row);
        assert_eq!((sheet.total, sheet.taken_over), (total.map(decimal), taken_over), "{row}");
    }
}

#[test]
fn rows_without_points_and_score_do_not_count() {
    let scored =
        sheet("数量 | 100人 | 100人 | 50 | 50\n效益 | - | - | - | -\n效益 | - | - | 0 | -");
    assert_eq!(scored.total, stated("60"));
    let unscored = sheet("数量 | 100人 | 100人 | - | -");
    assert_eq!((unscored.total, unscored.grade), (None, None));
}

#[test]
fn an_execution_row_without_rate_counts_with_its_printed_score() {
    let rows = "数量 | 100人 | 100人 | 90 | 90";
    let facts =
        Facts { adjusted_budget: None, ..filing(lines(rows).map(|cells| row(&cells)).collect()) };
    let sheet = score(national(), &facts);
    assert_eq!((sheet.total, sheet.taken_over), (stated("100"), 1));
    let silent = Facts { printed_execution_score: None, ..facts };
    assert_eq!(score(national(), &silent).total, None);
}

#[test]
fn a_bound_belongs_to_the_better_grade() {
    let cases = [
        ("100.005", Grade::Excellent),
        ("100", Grade::Excellent),
        ("90.00", Grade::Excellent),
        ("89.995", Grade::Excellent),
        ("89.994", Grade::Good),
        ("80", Grade::Good),
        ("79.99", Grade::Fair),
        ("60", Grade::Fair),
        ("59.995", Grade::Fair),
        ("59.99", Grade::Poor),
        ("0", Grade::Poor),
        ("-1", Grade::Poor),
    ];
    for (total, grade) in cases {
        assert_eq!(national().grade(decimal(total)), grade, "{total}");
    }
}

#[test]
fn low_execution_caps_the_total_where_the_regulation_says_so() {
    let regulation = Catalogue::builtin().get("local-execution-steps").expect("known id");
    let cases = [("5999", "79.99"), ("6000", "89.99"), ("8000", "98"), ("7999", "89.99")];
    for (executed, total) in cases {
        let facts = Facts {
            adjusted_budget: crate::written::yuan("10000"),
            executed: crate::written::yuan(executed),
            ..filing(vec![row(&["数量", "90人", "90人", "90", "90"])])
        };
        assert_eq!(score(regulation, &facts).total, stated(total), "{executed}");
    }
}

#[test]
fn grade_bounds_are_the_regulations_own() {
    let regulation = Catalogue::builtin().get("local-grades-80-70-60").expect("known id");
    for (total, grade) in [("80", Grade::Excellent), ("79.99", Grade::Good), ("69.99", Grade::Fair)]
    {
        assert_eq!(regulation.grade(decimal(total)), grade, "{total}");
    }
}
