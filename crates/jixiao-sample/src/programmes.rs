//! Rounds of aid of two years: every programme at its magnitude, opened by the officer of the project
//! that pays.

use crate::actors::{day, time};
use crate::projects::Opened;
use crate::story::YEARS;
use crate::{City, SampleError};
use jixiao_app::programmes::{self, OpenForm, RoundStepForm};

/// A day of a year: month, day.
type Day = (u32, u32);

/// A programme of every year: key, label, part of the project's name, days, ceiling in 元, standards.
struct Round {
    key: &'static str,
    label: &'static str,
    project: &'static str,
    opens: Day,
    closes: Day,
    budget: u32,
    amounts: &'static [(&'static str, u32)],
}

const LEVELS: &[(&str, u32)] =
    &[("national", 2_000), ("provincial", 1_500), ("municipal", 1_000), ("comparable", 1_000)];

const ROUNDS: &[Round] = &[
    Round {
        key: "warmth",
        label: "两节送温暖",
        project: "两节送温暖帮扶专项",
        opens: (1, 4),
        closes: (1, 22),
        budget: 1_390_000,
        amounts: &[
            ("hardship", 1_040),
            ("model_worker", 1_000),
            ("new_employment", 500),
            ("front_line", 500),
        ],
    },
    Round {
        key: "model_worker_spring",
        label: "劳模春节慰问金",
        project: "困难劳模帮扶专项",
        opens: (1, 4),
        closes: (1, 20),
        budget: 90_000,
        amounts: LEVELS,
    },
    Round {
        key: "medical",
        label: "医疗救助",
        project: "困难职工依档帮扶专项",
        opens: (3, 1),
        closes: (11, 30),
        budget: 1_200_000,
        amounts: &[],
    },
    Round {
        key: "living",
        label: "生活救助",
        project: "困难职工依档帮扶专项",
        opens: (4, 1),
        closes: (6, 30),
        budget: 1_100_000,
        amounts: &[("sudden", 3_000)],
    },
    Round {
        key: "tuition",
        label: "金秋助学",
        project: "困难职工依档帮扶专项",
        opens: (7, 1),
        closes: (9, 15),
        budget: 700_000,
        amounts: &[],
    },
    Round {
        key: "temporary",
        label: "临时救助",
        project: "困难职工依档帮扶专项",
        opens: (2, 10),
        closes: (12, 10),
        budget: 300_000,
        amounts: &[("sudden", 1_500)],
    },
    Round {
        key: "training",
        label: "技能培训补助",
        project: "职工技能培训专项",
        opens: (5, 6),
        closes: (10, 31),
        budget: 400_000,
        amounts: &[("graduate", 400)],
    },
    Round {
        key: "enterprise_living",
        label: "困难企业职工生活补助",
        project: "市属困难企业职工生活补助",
        opens: (1, 4),
        closes: (11, 30),
        budget: 180_000,
        amounts: &[],
    },
    Round {
        key: "migrant",
        label: "困难农民工救助",
        project: "农民工维权中心专项",
        opens: (2, 10),
        closes: (11, 30),
        budget: 150_000,
        amounts: &[("filed", 500), ("other", 300)],
    },
    Round {
        key: "model_worker_hardship",
        label: "困难劳模帮扶",
        project: "困难劳模帮扶专项",
        opens: (3, 15),
        closes: (4, 15),
        budget: 330_000,
        amounts: &[("living_hardship", 2_500), ("extreme_hardship", 5_000)],
    },
    Round {
        key: "model_worker_living",
        label: "劳模生活困难补助金",
        project: "困难劳模帮扶专项",
        opens: (4, 20),
        closes: (5, 31),
        budget: 120_000,
        amounts: LEVELS,
    },
    Round {
        key: "model_worker_special",
        label: "劳模特殊困难帮扶金",
        project: "困难劳模帮扶专项",
        opens: (4, 20),
        closes: (11, 30),
        budget: 60_000,
        amounts: &[],
    },
    Round {
        key: "checkup",
        label: "劳模健康体检",
        project: "困难劳模帮扶专项",
        opens: (5, 10),
        closes: (6, 10),
        budget: 50_000,
        amounts: &[("checkup", 800)],
    },
    Round {
        key: "recuperation",
        label: "劳模疗休养",
        project: "困难劳模帮扶专项",
        opens: (6, 1),
        closes: (7, 15),
        budget: 50_000,
        amounts: &[("recuperation", 3_000)],
    },
    Round {
        key: "startup_loan",
        label: "创业担保贷款贴息",
        project: "创业担保贷款补助",
        opens: (3, 1),
        closes: (11, 30),
        budget: 640_000,
        amounts: &[],
    },
];

/// Opens the rounds of last year and this year; those whose days are over are closed.
pub(crate) async fn open(city: &City<'_>, opened: &[Opened]) -> Result<(), SampleError> {
    let (this, last) = (YEARS[2], crate::story::LAST_DAY);
    for year in [this - 1, this] {
        for round in ROUNDS {
            let is_over = year < this || round.closes < (last.1, last.2);
            one(city, opened, round, year, is_over).await?;
        }
    }
    Ok(())
}

async fn one(
    city: &City<'_>,
    opened: &[Opened],
    round: &Round,
    year: i64,
    is_over: bool,
) -> Result<(), SampleError> {
    let label = format!("{year}年{}", round.label);
    let project = opened.iter().find(|one| one.plan.name.ends_with(round.project));
    let project = project.ok_or_else(|| SampleError::missing(round.project))?;
    let (first, until) =
        (day(year, round.opens.0, round.opens.1), day(year, round.closes.0, round.closes.1));
    let amounts = round
        .amounts
        .iter()
        .map(|(tier, amount)| (OpenForm::amount_field(tier), amount.to_string()));
    let form = OpenForm {
        programme: round.key.to_owned(),
        project: project.id.to_string(),
        year: year.to_string(),
        label: label.clone(),
        opens_on: first.to_string(),
        closes_on: until.to_string(),
        budget: round.budget.to_string(),
        region: "530100".to_owned(),
        amounts: amounts.collect(),
        ..OpenForm::default()
    };
    let login = project.plan.login("filler");
    let call = city.actors.call(city.app, &login, time(first, 20))?;
    let id =
        programmes::open(call, &form).await.map_err(SampleError::at(format!("开设{label}")))?;
    if is_over {
        let form = RoundStepForm {
            revision: "1".to_owned(),
            event: "close".to_owned(),
            ..RoundStepForm::default()
        };
        let call = city.actors.call(city.app, &login, time(until, 480))?;
        let step = SampleError::at(format!("截止{label}"));
        programmes::step(call, id, &form).await.map_err(step)?;
    }
    Ok(())
}
