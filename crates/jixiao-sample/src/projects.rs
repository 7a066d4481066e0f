//! The projects of the city and their money by year, at the magnitudes of published
//! self-evaluations.

use crate::actors::{Actors, day, time};
use crate::templates::{
    CONTEST, HARDSHIP, INSURANCE, MODEL_WORKERS, RIGHTS, TRAINING, Template, WARMTH, WARMTH_CITY,
};
use crate::units::{FEDERATION, UNITS, Unit};
use crate::{City, SampleError};
use jixiao_app::projects::{self, OpenYearForm, ProjectForm};
use jixiao_app::{App, Refusal};
use jixiao_domain::{OrganisationKind, ProjectId, ProjectYearId};
use std::collections::BTreeMap;

/// A project as planned.
pub(crate) struct Plan {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) unit: &'static Unit,
    pub(crate) template: &'static Template,
    layout: &'static str,
    money_unit: &'static str,
    regulation: &'static str,
    years: [YearPlan; 3],
}

/// The money of a year, in 元.
#[derive(Debug, Clone, Copy)]
pub(crate) struct YearPlan {
    /// 年初预算
    pub(crate) initial: i64,
    /// 年中追加
    pub(crate) supplement: i64,
    /// 年中收回
    pub(crate) clawback: i64,
    /// 全年执行
    pub(crate) executed: i64,
}

/// A project that was added, with the years opened so far.
pub(crate) struct Opened {
    pub(crate) index: usize,
    pub(crate) plan: Plan,
    pub(crate) id: ProjectId,
    pub(crate) years: BTreeMap<i64, ProjectYearId>,
}

impl Plan {
    /// The money of a year of the story.
    pub(crate) fn year(&self, year: i64) -> YearPlan {
        let at = usize::try_from(year - crate::story::YEARS[0]).unwrap_or(0);
        self.years[at.min(self.years.len() - 1)]
    }

    /// The login of the unit's person for `end`.
    pub(crate) fn login(&self, end: &str) -> String {
        format!("{}.{end}", self.unit.key)
    }
}

impl YearPlan {
    /// 全年预算
    pub(crate) fn adjusted(self) -> i64 {
        self.initial + self.supplement - self.clawback
    }
}

/// A year that is spent as planned.
const fn plain(initial: i64, executed: i64) -> YearPlan {
    YearPlan { initial, supplement: 0, clawback: 0, executed }
}

/// How a project's forms are laid out: layout, printed unit, regulation.
type Look = (&'static str, &'static str, &'static str);

const NATIONAL: Look = ("national", "ten_thousand_yuan", "national-2020");
const KUNMING: Look = ("kunming", "yuan", "yunnan-kunming-2019");
const ANQING_A: Look = ("anqing_a", "ten_thousand_yuan", "national-2020");
const ANQING_B: Look = ("anqing_b", "ten_thousand_yuan", "national-2020");
const ANQING_C: Look = ("anqing_c", "ten_thousand_yuan", "national-2020");

/// Key of the unit, name, template, look, the three years.
type CityProject = (&'static str, &'static str, &'static Template, Look, [YearPlan; 3]);

/// The projects of the federation's own office, its school and its aid centre.
const CITY_PROJECTS: [CityProject; 13] = [
    (
        "benji",
        "送温暖专项资金",
        &WARMTH_CITY,
        KUNMING,
        [plain(6_000_000, 5_868_000), plain(5_650_000, 5_650_000), plain(5_800_000, 5_742_000)],
    ),
    (
        "benji",
        "劳模管理、安康杯竞赛及厂务公开经费",
        &CONTEST,
        KUNMING,
        [plain(50_000, 50_000), plain(50_000, 48_600), plain(55_000, 54_200)],
    ),
    (
        "benji",
        "两节送温暖帮扶专项",
        &WARMTH,
        ANQING_A,
        [plain(1_404_000, 1_404_000), plain(1_404_000, 1_398_500), plain(1_450_000, 1_450_000)],
    ),
    (
        "benji",
        "困难劳模帮扶专项",
        &MODEL_WORKERS,
        ANQING_A,
        [
            YearPlan { initial: 1_000_000, supplement: 0, clawback: 376_200, executed: 623_800 },
            plain(700_000, 700_000),
            plain(700_000, 693_000),
        ],
    ),
    (
        "benji",
        "机关在职职工社会保险专项",
        &INSURANCE,
        ANQING_B,
        [plain(550_000, 550_000), plain(568_000, 561_300), plain(580_000, 578_000)],
    ),
    (
        "benji",
        "送温暖及劳动竞赛专项",
        &WARMTH,
        ANQING_C,
        [plain(250_000, 250_000), plain(250_000, 236_000), plain(250_000, 250_000)],
    ),
    (
        "benji",
        "工会专项工作经费",
        &CONTEST,
        ANQING_C,
        [plain(36_000, 36_000), plain(36_000, 35_100), plain(36_000, 36_000)],
    ),
    (
        "benji",
        "农民工维权中心专项",
        &RIGHTS,
        KUNMING,
        [plain(250_000, 141_400), plain(180_000, 171_000), plain(180_000, 178_000)],
    ),
    (
        "benji",
        "市属困难企业职工生活补助",
        &HARDSHIP,
        NATIONAL,
        [plain(200_000, 200_000), plain(190_000, 186_400), plain(180_000, 180_000)],
    ),
    (
        "benji",
        "节日慰问专项资金",
        &WARMTH,
        NATIONAL,
        [plain(500_000, 500_000), plain(500_000, 492_000), plain(520_000, 520_000)],
    ),
    (
        "bangfu",
        "创业担保贷款补助",
        &HARDSHIP,
        NATIONAL,
        [plain(648_000, 648_000), plain(648_000, 640_100), plain(660_000, 660_000)],
    ),
    (
        "bangfu",
        "困难职工依档帮扶专项",
        &HARDSHIP,
        NATIONAL,
        [
            YearPlan { initial: 3_200_000, supplement: 480_000, clawback: 0, executed: 3_596_000 },
            plain(3_400_000, 3_374_000),
            YearPlan { initial: 3_400_000, supplement: 300_000, clawback: 0, executed: 3_652_000 },
        ],
    ),
    (
        "xuexiao",
        "职工技能培训专项",
        &TRAINING,
        NATIONAL,
        [plain(400_000, 391_600), plain(420_000, 420_000), plain(440_000, 431_200)],
    ),
];

/// Every project of the city.
fn plans() -> Vec<Plan> {
    let mut plans = Vec::new();
    for (key, name, template, look, years) in CITY_PROJECTS {
        if let Some(unit) = UNITS.iter().find(|unit| unit.key == key) {
            plans.push(plan(
                plans.len(),
                unit,
                format!("江州市总工会{name}"),
                template,
                look,
                years,
            ));
        }
    }
    for unit in &UNITS {
        let projects: &[(&str, &'static Template, i64)] = match unit.kind {
            OrganisationKind::CountyUnion => {
                &[("送温暖专项", &WARMTH, 280_000), ("困难职工帮扶专项", &HARDSHIP, 160_000)]
            }
            OrganisationKind::IndustryUnion => &[
                ("职工技能培训与竞赛专项", &TRAINING, 96_000),
                ("职工互助帮扶专项", &HARDSHIP, 80_000),
            ],
            _ => &[],
        };
        for (name, template, base) in projects {
            let number = plans.len();
            let name = format!("{}{name}", unit.short);
            plans.push(plan(number, unit, name, template, NATIONAL, unit_years(number, *base)));
        }
    }
    plans
}

fn plan(
    number: usize,
    unit: &'static Unit,
    name: String,
    template: &'static Template,
    (layout, money_unit, regulation): Look,
    years: [YearPlan; 3],
) -> Plan {
    let code = format!("JZ2024{:04}", number + 1);
    Plan { code, name, unit, template, layout, money_unit, regulation, years }
}

/// The money of a unit's project: it grows slowly, and is nearly spent. In 百元.
fn unit_years(number: usize, base: i64) -> [YearPlan; 3] {
    let hundreds = |yuan: i64| yuan / 100 * 100;
    let first = base + draw(number, 0, 40) * 8_000;
    [0, 1, 2].map(|year| {
        let initial = hundreds(first + first * year * 3 / 100);
        let share = if draw(number, year + 10, 9) == 0 {
            72 + draw(number, year, 9)
        } else {
            94 + draw(number, year, 7)
        };
        let mut plan = plain(initial, hundreds(initial * share / 100));
        match draw(number, year + 20, 11) {
            0 => {
                plan.supplement = hundreds(initial / 8);
                plan.executed += hundreds(plan.supplement * 9 / 10);
            }
            1 => plan.clawback = plan.initial - plan.executed,
            _ => {}
        }
        plan
    })
}

/// A repeatable number from 0 up to `below`, different for every project and purpose.
pub(crate) fn draw(number: usize, purpose: i64, below: i64) -> i64 {
    let mut mixed = (number as u64)
        .wrapping_mul(0x9E37_79B9_7F4A_7C15)
        .wrapping_add(purpose.unsigned_abs().wrapping_mul(0xBF58_476D_1CE4_E5B9));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^= mixed >> 31;
    i64::try_from(mixed % below.max(1).unsigned_abs()).unwrap_or(0)
}

/// Adds the projects to the library.
pub(crate) async fn add(app: &App, actors: &Actors) -> Result<Vec<Opened>, SampleError> {
    let city = City { app, actors };
    let mut opened = Vec::new();
    for (index, plan) in plans().into_iter().enumerate() {
        let id = add_one(&city, &plan, index).await.map_err(SampleError::at(plan.name.clone()))?;
        opened.push(Opened { index, plan, id, years: BTreeMap::new() });
    }
    Ok(opened)
}

async fn add_one(city: &City<'_>, plan: &Plan, index: usize) -> Result<ProjectId, Refusal> {
    let at = time(day(2023, 12, 11), i64::try_from(index).unwrap_or(0));
    let found = city.actors.call(city.app, &plan.login("filler"), at);
    let call = found.map_err(|_| Refusal::NotFound("用户"))?;
    let leader = city.actors.get(&plan.login("approver")).map_err(|_| Refusal::NotFound("用户"))?;
    let form = ProjectForm {
        organisation: call.actor.organisation_id.to_string(),
        code: plan.code.clone(),
        name: plan.name.clone(),
        programme: plan.template.programme.to_owned(),
        attribute: "continued".to_owned(),
        supervising_department: FEDERATION.to_owned(),
        supervising_department_code: "502".to_owned(),
        finance_division: "行政政法科".to_owned(),
        implementing_unit: plan.unit.name.to_owned(),
        leader: leader.name.clone(),
        phone: format!("0000-{:07}", 6_000_000 + index),
        start_year: "2024".to_owned(),
        end_year: "2026".to_owned(),
        basis: "年度工作要点和专项资金管理办法".to_owned(),
        ..ProjectForm::default()
    };
    let input = form.parse().map_err(Refusal::Invalid)?;
    projects::add(call, input).await
}

/// Opens a year of a project.
pub(crate) async fn open_year(
    city: &City<'_>,
    project: &Opened,
    year: i64,
) -> Result<ProjectYearId, SampleError> {
    let plan = &project.plan;
    let at = time(day(year, 1, 8), 0);
    let form = OpenYearForm {
        year: year.to_string(),
        regulation: plan.regulation.to_owned(),
        layout: plan.layout.to_owned(),
        money_unit: plan.money_unit.to_owned(),
    };
    let step = || SampleError::at(format!("{} 建立 {year} 年度", plan.name));
    let input = form.parse().map_err(Refusal::Invalid).map_err(step())?;
    let call = city.actors.call(city.app, &plan.login("filler"), at)?;
    projects::open_year(call, project.id, input).await.map_err(step())
}
