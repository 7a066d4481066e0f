//! A department's indicators, their points, and sums that do not add up.

use jixiao_analysis::department::{
    DepartmentFigures, ProjectSpend, TaskCounts, differences, measure, score,
};
use jixiao_domain::{
    Coded as _, CurrencyUnit, Decimal, DepartmentAmounts, DepartmentItem, FundFigures, Money,
};
use jixiao_regulation::{DepartmentFramework, DepartmentMeasure, DepartmentRule};

fn wan(text: &str) -> Option<Money> {
    text.parse::<Decimal>()
        .ok()
        .and_then(|number| Money::from_decimal(number, CurrencyUnit::TenThousandYuan))
}

/// `item: 上年决算 年初 全年 决算` in 万元, `-` for nothing.
fn figures(lines: &str) -> DepartmentFigures {
    let mut figures = DepartmentFigures {
        posts: Some(48),
        staff: Some(46),
        survey: Some((500, 482)),
        tasks: TaskCounts {
            planned: 5,
            reported: 5,
            finished: 5,
            in_time: 4,
            of_quality: 5,
            quality_reported: 5,
            key_planned: 2,
            key_finished: 2,
        },
        key_spend: wan("600"),
        ..DepartmentFigures::default()
    };
    for line in lines.trim().lines() {
        let (code, cells) = line.trim().split_once(':').unwrap();
        let cells: Vec<&str> = cells.split_whitespace().collect();
        let amounts = DepartmentAmounts {
            last_final: wan(cells[0]),
            initial: wan(cells[1]),
            adjusted: wan(cells[2]),
            final_accounts: wan(cells[3]),
        };
        figures.amounts.insert(DepartmentItem::from_code(code).unwrap(), amounts);
    }
    figures
}

const SOUND: &str = "
    income_treasury: 3000 3200 3319.2 3319.2
    income_carry_over: 40 30 30 30
    total: 3010 3230 3349.2 3320
    staff: 2100 2200 2240 2235
    operating: 210 220 220 214
    project: 700 810 889.2 871
    year_end: 30 - - 29.2
    abroad: 0 0 - 0
    car_running: 9 8.5 - 8.2
    reception: 3 3 - 2.1
    procurement: - 60 - 57
    fixed_assets: 900 - - 910
    assets_in_use: 880 - - 890
    paid_by_september: - - - 2600
";

#[test]
fn every_figure_is_computed_with_its_arithmetic_or_says_what_it_lacks() {
    let figures = figures(SOUND);
    for (code, words) in [
        ("staff_control", "46人÷48人＝95.83%"),
        ("three_public_change", "（10.3万元－12万元）÷12万元＝-14.17%"),
        ("key_spend_share", "600万元÷871万元＝68.89%"),
        ("budget_completion", "3320万元÷3349.2万元＝99.13%"),
        ("budget_adjustment", "119.2万元÷3230万元＝3.69%"),
        ("payment_progress", "截至9月底2600万元÷3349.2万元＝77.63%，77.63%÷序时进度75%＝103.51%"),
        ("carry_over_share", "29.2万元÷3349.2万元＝0.87%"),
        ("carry_over_change", "（29.2万元－30万元）÷30万元＝-2.67%"),
        ("operating_control", "214万元÷220万元＝97.27%"),
        ("three_public_control", "10.3万元÷11.5万元＝89.57%"),
        ("procurement_execution", "57万元÷60万元＝95.00%"),
        ("asset_use", "890万元÷910万元＝97.80%"),
        ("building_area", "不可计算：未填写楼堂馆所实际规模"),
        ("building_cost", "不可计算：未填写楼堂馆所建设投资的本年决算数"),
        ("completion", "5项÷5项＝100.00%"),
        ("timeliness", "4项÷5项＝80.00%"),
        ("quality", "5项÷5项＝100.00%"),
        ("key_completion", "2项÷2项＝100.00%"),
        ("satisfaction", "482份÷500份＝96.40%"),
    ] {
        let of = DepartmentMeasure::from_code(code).unwrap();
        assert_eq!(measure(of, &figures).words, words, "{code}");
    }
}

#[test]
fn nothing_entered_gives_no_figure_and_never_a_nought() {
    let nothing = DepartmentFigures::default();
    for of in DepartmentMeasure::ALL {
        let figure = measure(*of, &nothing);
        assert_eq!(figure.value, None, "{}", of.word());
        assert!(figure.words.starts_with("不可计算："), "{}", figure.words);
    }
    let mut zero = figures("reception: 0 0 - 0");
    assert_eq!(
        measure(DepartmentMeasure::ThreePublicChange, &zero).words,
        "不可计算：上年度“三公经费”为 0"
    );
    zero.tasks.reported = 3;
    assert_eq!(
        measure(DepartmentMeasure::Completion, &zero).words,
        "不可计算：有 2 项任务未填完成情况"
    );
}

#[test]
fn points_follow_the_rule_of_the_row_and_stay_between_nought_and_all() {
    let framework = DepartmentFramework::get("department-hunan-2016").unwrap();
    for (code, value, points) in [
        ("staff_control", "1", "5"),
        ("staff_control", "1.03", "3.5"),
        ("staff_control", "1.2", "0"),
        ("three_public_change", "-0.3", "5"),
        ("budget_completion", "0.98", "4.2"),
        ("budget_control", "0", "5"),
        ("budget_control", "0.1", "4"),
        ("budget_control", "-0.1001", "3"),
        ("budget_control", "0.31", "0"),
        ("operating_control", "1.005", "7.5"),
        ("procurement_execution", "1.05", "4"),
        ("procurement_execution", "0.95", "4"),
        ("satisfaction", "0.95", "6"),
        ("satisfaction", "0.90", "5.68"),
    ] {
        let indicator = framework.indicator(code).unwrap();
        let got = score(indicator, value.parse().unwrap()).unwrap();
        assert_eq!(got, points.parse().unwrap(), "{code} {value}");
    }
    let judged = framework.indicators.iter().find(|row| row.rule == DepartmentRule::Judged);
    assert_eq!(score(judged.unwrap(), Decimal::ONE), None);
}

fn project(name: &str, executed: &str, counted: bool, opened: bool) -> ProjectSpend {
    let figures = FundFigures { executed: wan(executed).unwrap(), ..FundFigures::default() };
    ProjectSpend { name: name.to_owned(), figures, counted, opened }
}

#[test]
fn sums_that_add_up_make_no_difference() {
    let mut figures = figures(SOUND);
    let column = figures.amounts.get_mut(&DepartmentItem::Project).unwrap();
    (column.initial, column.adjusted) = (None, None);
    for item in [DepartmentItem::Total, DepartmentItem::IncomeTreasury] {
        let amounts = figures.amounts.get_mut(&item).unwrap();
        (amounts.initial, amounts.adjusted) = (None, None);
    }
    let projects = [project("甲", "600", true, true), project("乙", "271", true, true)];
    let mut last = DepartmentFigures::default();
    last.amounts.insert(
        DepartmentItem::YearEnd,
        DepartmentAmounts { final_accounts: wan("30"), ..DepartmentAmounts::default() },
    );
    let found: Vec<String> = differences(&figures, &projects, Some(&last))
        .into_iter()
        .map(|difference| difference.code)
        .filter(|code| code.ends_with("final") || code.starts_with("last"))
        .collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn a_difference_names_the_projects_that_make_it() {
    let projects = [
        project("送温暖", "565", true, true),
        project("节日慰问", "50", true, true),
        project("维权中心", "14.14", true, true),
        project("贷款补助", "64.8", true, true),
        project("县区书屋", "64.8", false, true),
        project("县区培训", "15.2", false, true),
        project("新设项目", "0", true, false),
    ];
    for (stated, amount, hints) in [
        ("693.94", None, vec![]),
        ("629.14", Some("-64.8"), vec!["可能漏计贷款补助，金额恰为 64.8万元"]),
        ("629.8", Some("-64.14"), vec!["可能漏计节日慰问、维权中心，金额恰为 64.14万元"]),
        ("565", Some("-128.94"), vec!["可能漏计节日慰问、维权中心、贷款补助，金额恰为 128.94万元"]),
        (
            "773.94",
            Some("80"),
            vec![
                "可能误计了不属于本部门的县区书屋、县区培训，金额恰为 80万元",
                "以下项目本年度未建，没有账目：新设项目",
            ],
        ),
        ("700", Some("6.06"), vec!["以下项目本年度未建，没有账目：新设项目"]),
    ] {
        let figures = figures(&format!("project: - - - {stated}"));
        let found = differences(&figures, &projects, None);
        let first = found.first();
        assert_eq!(first.map(|difference| difference.amount), amount.and_then(wan), "{stated}");
        let named: Vec<&str> = first
            .map_or(Vec::new(), |difference| difference.hints.iter().map(String::as_str).collect());
        assert_eq!(named, hints, "{stated}");
    }
}

#[test]
fn every_kind_of_sum_is_compared() {
    let broken = figures(
        "income_treasury: - 100 - 100
         income_carry_over: - - - 4
         total: 90 101 - 99
         staff: 50 60 - 60
         operating: 20 20 - 20
         project: 19 20 - 20
         year_end: 5 - - 6",
    );
    let last = figures("total: - - - 88\nyear_end: - - - 5");
    let found: Vec<(String, Money)> = differences(&broken, &[], Some(&last))
        .into_iter()
        .map(|difference| (difference.code, difference.amount))
        .collect();
    let expected = [
        ("spending.last_final", "1"),
        ("spending.initial", "1"),
        ("spending.final", "-1"),
        ("projects.initial", "20"),
        ("projects.final", "20"),
        ("income.initial", "-1"),
        ("income.final", "-1"),
        ("last.total", "2"),
        ("last.carry_over", "-1"),
    ];
    let expected: Vec<(String, Money)> =
        expected.iter().map(|(code, amount)| ((*code).to_owned(), wan(amount).unwrap())).collect();
    assert_eq!(found, expected);
}
