//! The execution row: initial budget, adjusted budget, executed (yuan), points; then the score and
//! the rate in percent expected (`-` for none).

use crate::written::{decimal, lines, stated, yuan};
use jixiao_domain::{Decimal, round_half_up_2dp};
use jixiao_regulation::{Catalogue, Facts, Step, score};

fn step(regulation: &str, cells: &[&str]) -> Step {
    let regulation = Catalogue::builtin().get(regulation).expect("known id");
    let facts = Facts {
        initial_budget: yuan(cells[0]),
        adjusted_budget: yuan(cells[1]),
        executed: yuan(cells[2]),
        execution_points: stated(cells[3]),
        ..Facts::default()
    };
    score(regulation, &facts).execution.expect("funds are stated")
}

#[track_caller]
fn check(regulation: &str, table: &str) {
    for cells in lines(table) {
        let step = step(regulation, &cells);
        let percent = |rate: Decimal| round_half_up_2dp(rate * Decimal::ONE_HUNDRED);
        let rate = step.execution().map(|execution| percent(execution.rate));
        assert_eq!((step.score, rate), (stated(cells[4]), stated(cells[5])), "{cells:?}");
        assert!(step.sentence("预算执行率").chars().count() > 12);
    }
}

#[test]
fn execution_is_scored_in_proportion_to_the_adjusted_budget() {
    check(
        "national-2020",
        "
        1000000 | 1000000 | 1000000    | 10 | 10   | 100
        1000000 | 1000000 | 623800     | 10 | 6.24 | 62.38
        1000000 | 623800  | 623800     | 10 | 10   | 100
        -       | 200     | 199.99     | 10 | 10.00 | 100.00
        -       | 200     | 199.9      | 10 | 10.00 | 99.95
        -       | 200     | 199.89     | 10 | 9.99 | 99.95
        -       | 100     | 0          | 10 | 0    | 0
        -       | 100     | 120        | 10 | 10   | 120
        -       | 100     | 50         | -  | 5    | 50
        -       | 100     | 50         | 20 | 10   | 50
        -       | 0       | 0          | 10 | -    | -
        -       | 0       | 100        | 10 | -    | -
        100     | -       | 100        | 10 | -    | -
        -       | 100     | -          | 10 | -    | -
        -       | -100    | 50         | 10 | -    | -
        -       | 100     | -50        | 10 | -    | -
        -       | 100     | 50         | -10 | -   | -
        ",
    );
}

#[test]
fn the_other_budget_is_shown_for_explanation() {
    let cells = ["1000000", "623800", "623800", "10"];
    let step = step("national-2020", &cells);
    let other = step.execution().and_then(|execution| execution.alternative).unwrap();
    assert_eq!((other.rate, other.score), (decimal("0.6238"), decimal("6.24")));
    assert_eq!(
        step.sentence("预算执行率"),
        "预算执行率：全年执行数 62.38万元 ÷ 全年预算数 62.38万元 = 100%，100% × 10 = 10 分\
         （如以年初预算数 100万元 为分母，执行率为 62.38%，应得 6.24 分）。"
    );
}

#[test]
fn a_filing_without_funds_has_no_execution_row() {
    let regulation = Catalogue::builtin().get("national-2020").expect("known id");
    assert!(score(regulation, &Facts::default()).execution.is_none());
}

#[test]
fn local_bands_and_denominators_apply() {
    check(
        "anhui-anqing-2022",
        "
        1000000 | 623800 | 623800 | 10 | 5    | 62.38
        1000000 | 623800 | 700000 | 10 | 7    | 70
        1000000 | 623800 | 699999 | 10 | 5    | 70.00
        1000000 | 623800 | 499999 | 10 | 5.00 | 50.00
        1000000 | 623800 | 400000 | 10 | 4    | 40
        -       | 623800 | 623800 | 10 | -    | -
        ",
    );
    check(
        "local-execution-steps",
        "
        - | 10000 | 9500   | 10 | 10 | 95
        - | 10000 | 9499.99 | 10 | 9 | 95.00
        - | 10000 | 8000   | 10 | 8  | 80
        - | 10000 | 6000   | 10 | 6  | 60
        - | 10000 | 5999   | 10 | 0  | 59.99
        ",
    );
}
