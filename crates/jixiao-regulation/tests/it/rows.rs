//! Indicators: one line a case, scored alone. Columns: kind, target, result, points, printed score;
//! then the score expected (`-` for none) and whether the target counts as met.

use crate::written::{attainment, filing, lines, row, stated};
use jixiao_regulation::{Catalogue, Step, score};

fn step(regulation: &str, cells: &[&str]) -> Step {
    let regulation = Catalogue::builtin().get(regulation).expect("known id");
    score(regulation, &filing(vec![row(cells)])).indicators.remove(0)
}

#[track_caller]
fn check(regulation: &str, table: &str) {
    let mut wrong = Vec::new();
    for cells in lines(table) {
        let step = step(regulation, &cells);
        let expected = (stated(cells[5]), attainment(cells[6]));
        if (step.score, step.attained) != expected {
            wrong.push(format!("{cells:?} gave {:?} {:?}", step.score, step.basis));
        }
        let sentence = step.sentence("慰问人数");
        assert!(sentence.starts_with("慰问人数：") && sentence.chars().count() > 10, "{sentence}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn floors_earn_all_points_or_their_proportion() {
    check(
        "national-2020",
        "
        数量 | ≥3100人 | 3100人 | 5    | 5 | 5     | met
        数量 | ≥3100人 | 3000人 | 5    | 5 | 4.84  | missed
        数量 | 500人   | 400人  | 2    | 2 | 1.60  | missed
        数量 | 300人   | 200人  | 2    | 2 | 1.33  | missed
        数量 | 1500人  | 1350人 | 20   | 18 | 18   | missed
        数量 | >100人  | 100人  | 10   | 10 | 10   | met
        数量 | 100人   | 99.99人 | 10  | 10 | 10.00 | missed
        数量 | 2000人  | 1999人 | 10   | 10 | 10.00 | missed
        数量 | 1000人  | 999人  | 10   | 10 | 9.99  | missed
        数量 | 100人   | 0人    | 10   | 0 | 0     | missed
        数量 | 100人   | -5人   | 10   | 0 | 0     | missed
        数量 | 8人     | 1人    | 10   | 1 | 1.25  | missed
        数量 | 400人   | 399人  | 2.01 | 2 | 2.00  | missed
        数量 | 4场     | 12场   | 6    | 6 | 6     | met
        ",
    );
}

#[test]
fn ceilings_have_no_national_formula() {
    check(
        "national-2020",
        "
        成本 | ≤60万元 | 60万元 | 10 | 10 | 10 | met
        成本 | ≤60万元 | 55万元 | 10 | 10 | 10 | met
        成本 | ≤60万元 | 61万元 | 10 | 9  | -  | missed
        成本 | <60万元 | 60万元 | 10 | 10 | 10 | met
        成本 | 60万元  | 55万元 | 10 | 10 | 10 | met
        成本 | 60万元  | 61万元 | 10 | 10 | -  | missed
        成本 | ≥55万元 | 55万元 | 10 | 10 | 10 | met
        成本 | ≥55万元 | 50万元 | 11 | 11 | -  | unknown
        成本 | ≥5%     | 4%     | 10 | 10 | 8  | missed
        ",
    );
}

#[test]
fn finance_systems_take_the_excess_off_a_ceiling() {
    check(
        "finance-system",
        "
        成本 | ≤55万元 | 55万元  | 10 | 10 | 10   | met
        成本 | ≤55万元 | 66万元  | 10 | 10 | 8.00 | missed
        成本 | ≤55万元 | 109万元 | 10 | 10 | 0.18 | missed
        成本 | ≤55万元 | 110万元 | 10 | 10 | 0    | missed
        成本 | ≤55万元 | 111万元 | 10 | 10 | 0    | missed
        成本 | <55万元 | 66万元  | 10 | 10 | 8.00 | missed
        数量 | 0起     | 0起     | 5  | 5  | 5    | met
        数量 | 0起     | -1起    | 5  | 5  | 5    | met
        数量 | 0起     | 1起     | 5  | 5  | 0    | missed
        数量 | ≤0起    | 0起     | 5  | 5  | 5    | met
        数量 | ≤0起    | 1起     | 5  | 5  | 0    | missed
        数量 | ≥0起    | 0起     | 5  | 5  | 5    | met
        数量 | ≥10场   | -3场    | 5  | 5  | 0    | missed
        数量 | =300人次 | 200人次 | 6 | 6  | 4.00 | missed
        ",
    );
}

#[test]
fn forms_that_print_a_over_b_score_a_ceiling_by_it() {
    check(
        "hubei-2020",
        "
        成本 | ≤55万元 | 55万元  | 10 | 10 | 10   | met
        成本 | ≤55万元 | 66万元  | 10 | 10 | 8.33 | missed
        成本 | ≤55万元 | 110万元 | 10 | 10 | 5.00 | missed
        成本 | ≤0元    | 1元     | 10 | 10 | -    | missed
        成本 | ≤-5%    | 1%      | 10 | 10 | -    | missed
        数量 | ≥10场   | 8场     | 10 | 10 | 8.00 | missed
        ",
    );
}

#[test]
fn a_national_target_of_zero_is_kept_or_left_to_a_person() {
    check(
        "national-2020",
        "
        数量 | 0起   | 0起  | 5 | 5 | 5 | met
        数量 | 0起   | 1起  | 5 | 0 | - | unknown
        数量 | ≤0起  | 0起  | 5 | 5 | 5 | met
        数量 | ≤0起  | 1起  | 5 | 0 | - | missed
        数量 | ≥0场  | 3场  | 5 | 5 | 5 | met
        数量 | ≥0场  | -1场 | 5 | 5 | - | unknown
        数量 | ≥-5%  | -3%  | 5 | 5 | 5 | met
        数量 | ≥-5%  | -7%  | 5 | 5 | - | missed
        ",
    );
}

#[test]
fn units_are_converted_or_refused() {
    check(
        "national-2020",
        "
        数量 | ≥3100人   | 3000       | 5  | 5  | 4.84 | missed
        数量 | ≥3100     | 3000人     | 5  | 5  | 4.84 | missed
        数量 | 1万人次   | 8000人次   | 10 | 10 | 8.00 | missed
        数量 | 50公里    | 40000米    | 10 | 10 | 8.00 | missed
        数量 | 10人      | 10名       | 10 | 10 | 10   | met
        数量 | 300人     | 300人次    | 10 | 10 | -    | unknown
        数量 | 300户     | 300人      | 10 | 10 | -    | unknown
        成本 | ≤2万元    | 20000元    | 10 | 10 | 10   | met
        成本 | ≤2万元    | 20000.01元 | 10 | 10 | -    | missed
        成本 | ≤200元/人 | 0.02万元/人 | 10 | 10 | 10  | met
        成本 | ≤200元/人 | 200元      | 10 | 10 | -    | unknown
        数量 | 3万册     | 2.4万      | 10 | 10 | 8.00 | missed
        数量 | 3万       | 24000册    | 10 | 10 | 8.00 | missed
        成本 | ≤8万元    | 7.6万      | 10 | 10 | 10   | met
        成本 | ≤8万      | 76000元    | 10 | 10 | 10   | met
        成本 | ≤130元/人*月 | 130元/人·月 | 10 | 10 | 10 | met
        成本 | ≤130元/人*月 | 130元/人  | 10 | 10 | -    | unknown
        数量 | 50km      | 45公里     | 10 | 10 | 9.00 | missed
        数量 | 100平方米 | 90㎡       | 10 | 10 | 9.00 | missed
        数量 | 5分       | 5元        | 10 | 10 | -    | unknown
        成本 | ≤6        | 60000      | 10 | 10 | -    | unknown
        质量 | 93%       | 0.93       | 10 | 10 | 10   | met
        质量 | 0.93      | 93%        | 10 | 10 | 10   | met
        质量 | ≥100%     | 1          | 10 | 10 | 10   | met
        质量 | 1         | 100%       | 10 | 10 | 10   | met
        质量 | ≥90%      | 85         | 9  | 9  | 8.50 | missed
        质量 | 0.9       | 95         | 10 | 10 | 10   | met
        质量 | 0.9       | 1          | 10 | 10 | 10   | met
        质量 | 100       | 1          | 10 | 10 | -    | unknown
        质量 | 95        | 0.97       | 10 | 10 | -    | unknown
        质量 | ≥90%      | 95人       | 10 | 10 | -    | unknown
        满意 | ≥90%      | 89.9%      | 10 | 10 | 9.99 | missed
        ",
    );
}

#[test]
fn ranges_are_met_inside_and_undecided_outside() {
    check(
        "national-2020",
        "
        成本 | 1000~5000元 | 1000元      | 10 | 10 | 10 | met
        成本 | 1000~5000元 | 5000元      | 10 | 10 | 10 | met
        成本 | 1000~5000元 | 0.3万元     | 10 | 10 | 10 | met
        成本 | 1000~5000元 | 1000~5000元 | 10 | 10 | 10 | met
        成本 | 1000~5000元 | 5000.01元   | 10 | 10 | -  | missed
        成本 | 1000~5000元 | 999元       | 10 | 10 | -  | missed
        成本 | 1000~5000元 | 3000人      | 10 | 10 | -  | unknown
        数量 | ≥100人      | 100~120人   | 10 | 10 | 10 | met
        数量 | ≥100人      | 90~120人    | 10 | 10 | -  | unknown
        ",
    );
}

#[test]
fn about_a_number_allows_the_tolerance() {
    check(
        "national-2020",
        "
        数量 | ≈40人 | 36人 | 5 | 5 | 5 | met
        数量 | ≈40人 | 44人 | 5 | 5 | 5 | met
        数量 | ≈40人 | 35人 | 5 | 5 | - | unknown
        数量 | ≈40人 | 45人 | 5 | 5 | - | unknown
        ",
    );
}

#[test]
fn a_result_with_a_sign_of_its_own_counts_as_far_as_it_is_known() {
    check(
        "national-2020",
        "
        质量 | ≥95%   | ≥95%   | 10 | 10 | 10 | met
        质量 | ≥95%   | ≥96%   | 10 | 10 | 10 | met
        质量 | ≥95%   | ≥90%   | 10 | 10 | -  | unknown
        质量 | ≥95%   | ≤90%   | 10 | 9  | 9.47 | missed
        质量 | ≥95%   | ≤96%   | 10 | 10 | -  | unknown
        数量 | ≥200人 | ≈210人 | 10 | 10 | 10 | met
        数量 | ≥200人 | ≈190人 | 10 | 10 | -  | unknown
        成本 | ≤5万元 | ≈4万元 | 10 | 10 | 10 | met
        成本 | ≤5万元 | ≤5万元 | 10 | 10 | 10 | met
        ",
    );
}

#[test]
fn a_bare_number_counts_by_its_name_and_unit() {
    let cases = [
        ("投诉数量", "5起", "2起", "-"),
        ("事故发生率", "3%", "1%", "-"),
        ("培训天数", "5天", "3天", "-"),
        ("补助标准", "500元", "400元", "-"),
        ("资金到位率", "100%", "80%", "8.00"),
        ("补助发放标准达标率", "100%", "95%", "9.50"),
        ("培训课时", "40学时", "30学时", "7.50"),
        ("带动增收", "5万元", "4万元", "-"),
    ];
    for (name, target, actual, score) in cases {
        let mut row = row(&["数量", target, actual, "10", "10"]);
        row.name = name.to_owned();
        let regulation = Catalogue::builtin().get("national-2020").expect("known id");
        let sheet = jixiao_regulation::score(regulation, &filing(vec![row]));
        assert_eq!(sheet.indicators[0].score, stated(score), "{name}");
    }
}

#[test]
fn dates_are_met_by_the_deadline() {
    check(
        "national-2020",
        "
        时效 | @<2022-12-31 | @2022-12-31 | 5 | 5 | 5 | met
        时效 | @<2022-12-31 | @2022-11    | 5 | 5 | 5 | met
        时效 | @<2022-12-31 | @2023-1-1   | 5 | 5 | - | missed
        时效 | @<12         | @<12        | 5 | 5 | 5 | met
        时效 | @9           | @7          | 5 | 5 | 5 | met
        时效 | @<6          | @2022-7     | 5 | 5 | - | missed
        时效 | @<2022-12    | @2022       | 5 | 5 | 5 | met
        时效 | @<2022-6     | @2022       | 5 | 5 | - | unknown
        时效 | @<12-10      | @12         | 5 | 5 | - | unknown
        时效 | @<12         | 按时完成    | 5 | 5 | - | unknown
        时效 | @<12         | 12          | 5 | 5 | - | unknown
        时效 | 7            | 7           | 5 | 5 | 5 | met
        时效 | 7            | 6           | 5 | 5 | - | unknown
        时效 | 30天         | 25天        | 5 | 5 | 5 | met
        时效 | 30天         | 31天        | 5 | 5 | - | missed
        时效 | 100%         | 95%         | 5 | 5 | 4.75 | missed
        ",
    );
}

#[test]
fn words_keep_the_printed_score_where_it_lies_in_a_tier() {
    check(
        "national-2020",
        "
        效益 | 有所改善 | 有所改善     | 10 | 10    | 10   | unknown
        效益 | 有所改善 | 基本达到     | 10 | 8.00  | 8.00 | unknown
        效益 | 有所改善 | 基本达到     | 10 | 7.99  | 7.99 | unknown
        效益 | 有所改善 | 未达到       | 10 | 5.99  | 5.99 | unknown
        效益 | 有所改善 | 未达到       | 10 | 0     | 0    | unknown
        效益 | 有所改善 | 95%          | 10 | 9     | 9    | unknown
        效益 | 有所改善 | 有所改善     | 10 | 10.01 | -    | unknown
        效益 | 有所改善 | 有所改善     | 10 | -1    | -    | unknown
        效益 | 有所改善 | 有所改善     | 10 | -     | -    | unknown
        数量 | ≥100人   | 达成预期指标 | 10 | 10    | -    | unknown
        ",
    );
}

#[test]
fn a_row_that_states_too_little_has_no_score() {
    check(
        "national-2020",
        "
        数量 | -      | 100人 | 10 | 10 | - | unknown
        数量 | ≥100人 | -     | 10 | 10 | - | unknown
        数量 | ≥100人 | 90人  | -  | 9  | - | missed
        数量 | ≥100人 | 110人 | -  | -  | - | met
        数量 | ≥100人 | 110人 | -5 | -5 | - | met
        数量 | -      | -     | 10 | 10 | - | unknown
        ",
    );
}

#[test]
fn tiers_begin_at_their_lower_bound() {
    let tier = |printed: &str| {
        let basis = step("national-2020", &["效益", "有改善", "较好", "10", printed]).basis;
        match basis {
            jixiao_regulation::StepBasis::Tier { index, .. } => index,
            other => panic!("{other:?}"),
        }
    };
    let tiers = ["8.00", "7.99", "6.00", "5.99", "0"].map(tier);
    assert_eq!(tiers, [0, 1, 1, 2, 2]);
}

#[test]
fn numbers_too_large_to_multiply_are_refused() {
    let huge = "79228162514264337593543950335";
    check("national-2020", &format!("数量 | {huge}万人 | {huge}人 | 5 | 5 | 0.00 | missed"));
    check("national-2020", &format!("数量 | 5人 | {huge}万人 | 5 | 5 | - | unknown"));
    check("finance-system", &format!("成本 | ≤{huge}元 | {huge}元 | 5 | 5 | 5 | met"));
}

#[test]
fn sentences_state_the_arithmetic() {
    let cases = [
        (
            "national-2020",
            ["数量", "≥3100人", "3000人", "5", "5"],
            "慰问人数：指标值 ≥3100人，实际完成 3000人，未达到指标值，3000 ÷ 3100 × 5 = 4.84 分。",
        ),
        (
            "finance-system",
            ["成本", "≤55万元", "66万元", "10", "10"],
            "慰问人数：指标值 ≤55万元，实际完成 66万元，超过上限，（1 −（66 − 55）÷ 55）× 10 = 8 分。",
        ),
        (
            "national-2020",
            ["时效", "@<2022-12", "@2023-1", "5", "5"],
            "慰问人数：期限为2022年12月前，实际完成时间为2023年1月，逾期，扣分由人判定。",
        ),
    ];
    for (regulation, cells, sentence) in cases {
        assert_eq!(step(regulation, &cells).sentence("慰问人数"), sentence);
    }
}

#[test]
fn local_rules_cut_what_lies_far_above_target() {
    check(
        "local-over-fulfilment-cuts",
        "
        数量 | 100人  | 129人 | 10 | 10 | 10 | met
        数量 | 100人  | 130人 | 10 | 10 | 9  | met
        数量 | 100人  | 149人 | 10 | 10 | 9  | met
        数量 | 100人  | 150人 | 10 | 10 | 8  | met
        数量 | 100人  | 99人  | 10 | 10 | 9.90 | missed
        数量 | ≥0人   | 99人  | 10 | 10 | 10 | met
        成本 | ≤100元 | 50元  | 10 | 10 | 10 | met
        ",
    );
}

#[test]
fn steps_stand_on_the_article_of_what_they_used() {
    let cases = [
        (["数量", "3人", "2人", "10", "10"], "财预〔2020〕10号第十六条"),
        (["数量", "≈30人", "2人", "10", "10"], ""),
        (["效益", "改善", "改善", "10", "10"], "财预〔2020〕10号第十六条"),
    ];
    let regulation = Catalogue::builtin().get("national-2020").expect("known id");
    for (cells, article) in cases {
        assert_eq!(step("national-2020", &cells).article(regulation), article, "{cells:?}");
    }
    let cut = Catalogue::builtin().get("local-over-fulfilment-cuts").expect("known id");
    let step = step("local-over-fulfilment-cuts", &["数量", "10人", "20人", "10", "10"]);
    assert_eq!(step.article(cut), cut.over_fulfilment.cuts[0].article);
}
