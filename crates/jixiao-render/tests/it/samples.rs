//! Invented forms of every kind: ordinary, with long texts, empty, with many indicators, with rare
//! characters. Nothing here is taken from a real document.

mod record;
mod report;

pub(crate) use record::record;
pub(crate) use report::report;

use jixiao_domain::{Decimal, Grade, Money};
use jixiao_render::model::*;

/// The self-evaluations tests go through, each with its name.
pub(crate) fn self_evaluations() -> Vec<(&'static str, SelfEvaluationForm)> {
    vec![
        ("typical", typical()),
        ("long", long()),
        ("empty", empty()),
        ("many", many()),
        ("rare", rare()),
    ]
}

/// A decimal from its text.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    text.parse().ok()
}

fn yuan(yuan: i64) -> Money {
    Money::from_fen(yuan * 100)
}

fn organisation(code: &str, name: &str) -> Organisation {
    Organisation { name: name.to_owned(), code: code.to_owned() }
}

fn foot() -> Foot {
    Foot {
        filled_by: "经办员".to_owned(),
        phone: "0871-60000000".to_owned(),
        leader: "财务部".to_owned(),
        filled_on: Some(Day { year: 2026, month: 3, day: 1 }),
        seal: true,
    }
}

fn row(name: &str, target: &str, actual: &str, points: &str, score: &str) -> IndicatorRow {
    IndicatorRow {
        name: name.to_owned(),
        target: target.to_owned(),
        actual: actual.to_owned(),
        points: decimal(points),
        score: decimal(score),
        deviation: String::new(),
    }
}

fn kind(name: &str, points: &str, score: &str, rows: Vec<IndicatorRow>) -> LevelTwo {
    LevelTwo { name: name.to_owned(), points: decimal(points), score: decimal(score), rows }
}

fn group(name: &str, points: &str, score: &str, kinds: Vec<LevelTwo>) -> LevelOne {
    LevelOne { name: name.to_owned(), points: decimal(points), score: decimal(score), kinds }
}

/// A project as most are: four fund rows, ten indicators, one shortfall.
pub(crate) fn typical() -> SelfEvaluationForm {
    SelfEvaluationForm {
        year: 2025,
        project: "两节送温暖慰问专项".to_owned(),
        project_code: "530100250000012345678".to_owned(),
        supervising_dept: organisation("502", "江州市总工会"),
        implementing_unit: organisation("502001", "江州市总工会本级"),
        finance_division: "行政政法处".to_owned(),
        money_unit: MoneyUnit::TenThousandYuan,
        funds: funds(),
        expected_goal: "元旦、春节期间走访慰问困难职工1500人以上，慰问金在节前全部打卡发放。"
            .to_owned(),
        actual_goal: "全年支出149.52万元，慰问困难职工1350人，慰问金在节前全部发放到位。"
            .to_owned(),
        indicators: tree(),
        totals: Totals {
            points: decimal("100"),
            score: decimal("97.97"),
            grade: Some(Grade::Excellent),
        },
        other_matters: "其他资金来源于工会经费补助。".to_owned(),
        notes: vec![
            "注：1.分值按现行办法设定。".to_owned(),
            "2.等级分为优、良、中、差四档。".to_owned(),
        ],
        foot: foot(),
    }
}

fn tree() -> Vec<LevelOne> {
    let mut short = row("慰问困难职工人数", "≥1500人", "1350人", "20", "18");
    short.deviation = "部分职工已脱困，人数减少；下年度按最新档案测算目标。".to_owned();
    vec![
        group(
            "产出指标",
            "50",
            "48",
            vec![
                kind("数量指标", "20", "18", vec![short]),
                kind(
                    "质量指标",
                    "10",
                    "10",
                    vec![row("慰问对象建档率", "=100%", "100%", "10", "10")],
                ),
                kind(
                    "时效指标",
                    "10",
                    "10",
                    vec![
                        row("慰问金发放时间", "春节前", "春节前", "5", "5"),
                        row("资料归档时间", "≤30天", "21天", "5", "5"),
                    ],
                ),
                kind(
                    "成本指标",
                    "10",
                    "10",
                    vec![row("人均慰问标准", "≤1000元/人", "1000元/人", "10", "10")],
                ),
            ],
        ),
        group(
            "效益指标",
            "30",
            "30",
            vec![
                kind(
                    "社会效益指标",
                    "15",
                    "15",
                    vec![row("困难职工生活状况", "有改善", "有改善", "15", "15")],
                ),
                kind(
                    "可持续影响指标",
                    "15",
                    "15",
                    vec![row("常态化帮扶机制", "逐步健全", "逐步健全", "15", "15")],
                ),
            ],
        ),
        group(
            "满意度指标",
            "10",
            "10",
            vec![kind(
                "服务对象满意度指标",
                "10",
                "10",
                vec![row("受助职工满意度", "≥90%", "96.5%", "10", "10")],
            )],
        ),
    ]
}

fn funds() -> Vec<FundRow> {
    let part = |kind, initial, adjusted, executed| FundRow {
        kind,
        initial: Some(yuan(initial)),
        adjusted: Some(yuan(adjusted)),
        executed: Some(yuan(executed)),
        points: None,
        rate: None,
        score: None,
    };
    vec![
        FundRow {
            points: decimal("10"),
            rate: decimal("0.9968"),
            score: decimal("9.97"),
            ..part(FundKind::Total, 1_500_000, 1_500_000, 1_495_200)
        },
        part(FundKind::CurrentAppropriation, 1_400_000, 1_400_000, 1_400_000),
        part(FundKind::CarryOver, 0, 0, 0),
        part(FundKind::Other, 100_000, 100_000, 95_200),
    ]
}

/// Texts of many lines and amounts of many digits.
pub(crate) fn long() -> SelfEvaluationForm {
    let mut form = typical();
    let sentence = "组织开展困难职工入户走访、建档立卡和常态化帮扶，切实解决职工反映的生活、就医、子女就学等方面的实际困难；";
    form.expected_goal =
        (1..=30).map(|number| format!("目标{number}：{sentence}\n")).collect::<String>();
    form.actual_goal = sentence.repeat(25);
    form.project =
        "困难职工帮扶救助、送温暖慰问、金秋助学、医疗互助补助及农民工权益维护等综合性专项工作经费"
            .to_owned();
    form.money_unit = MoneyUnit::Yuan;
    form.funds[0].adjusted = Some(Money::from_fen(12_345_678_901));
    form.funds[0].executed = Some(Money::from_fen(12_345_678_901));
    form.indicators[0].kinds[0].rows[0].deviation = sentence.repeat(6);
    form.indicators[0].kinds[0].rows[0].name = sentence.to_owned();
    form.other_matters = sentence.repeat(8);
    form
}

/// Nothing is stated but the year.
pub(crate) fn empty() -> SelfEvaluationForm {
    let nothing = |kind| FundRow {
        kind,
        initial: None,
        adjusted: None,
        executed: None,
        points: None,
        rate: None,
        score: None,
    };
    SelfEvaluationForm {
        year: 2025,
        project: String::new(),
        project_code: String::new(),
        supervising_dept: Organisation::default(),
        implementing_unit: Organisation::default(),
        finance_division: String::new(),
        money_unit: MoneyUnit::TenThousandYuan,
        funds: [
            FundKind::Total,
            FundKind::CurrentAppropriation,
            FundKind::CarryOver,
            FundKind::Other,
        ]
        .map(nothing)
        .to_vec(),
        expected_goal: String::new(),
        actual_goal: String::new(),
        indicators: vec![group(
            "产出指标",
            "50",
            "",
            vec![kind(
                "数量指标",
                "",
                "",
                vec![IndicatorRow { name: "数量".to_owned(), ..IndicatorRow::default() }],
            )],
        )],
        totals: Totals::default(),
        other_matters: String::new(),
        notes: Vec::new(),
        foot: Foot::default(),
    }
}

/// Forty indicators: the table goes over several pages.
pub(crate) fn many() -> SelfEvaluationForm {
    let mut form = typical();
    let words = ["走访慰问困难职工户数", "技能培训人次", "法律援助案件办结数量", "职工书屋新建数"];
    for (index, count) in [16, 8, 6].into_iter().enumerate() {
        let rows = (1..=count).map(|number| {
            let target = format!("≥{}人", number * 25);
            let word = words[number % words.len()];
            row(
                &format!("{word}第{number}项"),
                &target,
                &format!("{}人", number * 26),
                "0.5",
                "0.5",
            )
        });
        form.indicators[0].kinds[index].rows = rows.collect();
    }
    form
}

/// Names and marks that few fonts hold, and marks that formats must escape.
pub(crate) fn rare() -> SelfEvaluationForm {
    let mut form = typical();
    form.project = "㛃堃喆𠅤职工子女助学项目<1>&\"两节\"".to_owned();
    form.foot.filled_by = "李喆堃".to_owned();
    form.actual_goal =
        "=SUM(A1:A9) & <b>加粗</b> ㎡、㎏、№、℃、〔2025〕12号、“引号”、①②③、Ⅰ、Ⅱ、€、‰".to_owned();
    form.supervising_dept.code = "0502".to_owned();
    form
}

/// A goal submission over three years, and one of a single year with points.
pub(crate) fn goal_submissions() -> Vec<(&'static str, GoalSubmissionForm)> {
    let goal_row = |name: &str, target: &str, points: &str| GoalRow {
        name: name.to_owned(),
        target: target.to_owned(),
        points: decimal(points),
    };
    let goal_kind = |name: &str, points: bool| {
        let points = if points { "5" } else { "" };
        GoalLevelTwo {
            name: name.to_owned(),
            medium_term: vec![goal_row("三年新建职工书屋", "≥30家", "")],
            annual: vec![
                goal_row("新建职工书屋", "≥10家", points),
                goal_row("更新图书", "≥2000册", points),
            ],
        }
    };
    let period = |total: i64| GoalPeriod {
        funds: GoalFunds {
            total: Some(yuan(total)),
            appropriation: Some(yuan(total)),
            other: Some(yuan(0)),
        },
        goal: "建设职工书屋，丰富职工文化生活。".to_owned(),
    };
    let form = |points| GoalSubmissionForm {
        year: 2026,
        project: "职工书屋建设".to_owned(),
        project_code: String::new(),
        nature: Some(ProjectNature::Continued),
        supervising_dept: organisation("502", "江州市总工会"),
        implementing_unit: organisation("502003", "江州市职工学校"),
        period: "3年".to_owned(),
        money_unit: MoneyUnit::TenThousandYuan,
        medium_term: None,
        annual: period(600_000),
        indicators: vec![
            GoalLevelOne {
                name: "产出指标".to_owned(),
                kinds: vec![goal_kind("数量指标", points), goal_kind("质量指标", points)],
            },
            GoalLevelOne {
                name: "满意度指标".to_owned(),
                kinds: vec![goal_kind("服务对象满意度指标", points)],
            },
        ],
        foot: foot(),
    };
    let medium_term =
        Some(MediumTerm { from_year: 2026, to_year: 2028, period: period(1_800_000) });
    vec![
        ("one year", form(true)),
        ("one year without points", form(false)),
        ("medium term", GoalSubmissionForm { medium_term, ..form(false) }),
    ]
}

/// A list of `count` projects.
pub(crate) fn project_list(count: usize) -> ProjectListForm {
    let names = ["送温暖慰问专项", "困难劳模帮扶专项", "职工技能竞赛经费", "职工书屋建设"];
    ProjectListForm {
        department: "江州市总工会".to_owned(),
        year: 2025,
        projects: (0..count)
            .map(|index| ProjectListRow {
                name: format!("{}（{}）", names[index % names.len()], index + 1),
                remark: if index % 3 == 0 { "含上年结转".to_owned() } else { String::new() },
            })
            .collect(),
        foot: foot(),
    }
}

/// Every form with the layouts that print it and a name for messages.
pub(crate) fn all() -> Vec<(String, Form)> {
    let evaluations = self_evaluations()
        .into_iter()
        .map(|(name, form)| (name.to_owned(), Form::SelfEvaluation(form)));
    let submissions = goal_submissions()
        .into_iter()
        .map(|(name, form)| (name.to_owned(), Form::GoalSubmission(form)));
    let lists = [0, 5, 80]
        .map(|count| (format!("{count} projects"), Form::ProjectList(project_list(count))));
    let monitoring =
        ("a record of monitoring".to_owned(), Form::Monitoring(crate::monitoring::form()));
    let departments =
        crate::department::forms().into_iter().map(|form| ("department".to_owned(), form));
    let records = [0, 3, 120].map(|count| (format!("{count} lines"), Form::Record(record(count))));
    evaluations
        .chain(submissions)
        .chain(lists)
        .chain([monitoring])
        .chain(departments)
        .chain(records)
        .collect()
}
