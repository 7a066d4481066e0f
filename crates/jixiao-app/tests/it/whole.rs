//! The northern county's year 2025 as a whole, at every point of its way, for tests of several
//! crates: one approved project of 10 万元, of which 8 万元 are spent.

use crate::evaluated;
use crate::world::World;
use jixiao_app::Refusal;
use jixiao_app::departments::{self as area, OpenTyped, Section, SectionTyped, Step};
use jixiao_domain::{Coded as _, DepartmentYearId, FilingEvent, FilingState, Role};
use jixiao_regulation::DepartmentFramework;
use std::collections::BTreeMap;

/// The framework of most tests.
const NATIONAL: &str = "department-national-2013";

/// The year as the filler opens it.
pub(crate) async fn opened(world: &World) -> DepartmentYearId {
    opened_by(world, NATIONAL).await
}

async fn opened_by(world: &World, framework: &str) -> DepartmentYearId {
    let project = evaluated::issued(world, "XM01").await;
    evaluated::approve(world, project).await;
    let typed = OpenTyped {
        organisation: world.north.id.to_string(),
        year: "2025".to_owned(),
        framework: framework.to_owned(),
        money_unit: "ten_thousand_yuan".to_owned(),
    };
    area::open(world.call(world.actor(Role::Filler)), &typed).await.unwrap()
}

/// Fields as `name=value` lines.
pub(crate) fn fields(lines: &str) -> BTreeMap<String, String> {
    let pair = |line: &str| {
        line.trim().split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    lines.trim().lines().filter_map(pair).collect()
}

/// The money in 元: it adds up, with the project's 8 万元 as 项目支出.
pub(crate) fn money() -> BTreeMap<String, String> {
    fields(
        "amount[income_treasury].last_final=900000
         amount[income_treasury].initial=1000000
         amount[income_treasury].adjusted=1000000
         amount[income_treasury].final=1000000
         amount[total].last_final=900000
         amount[total].initial=1000000
         amount[total].adjusted=1000000
         amount[total].final=980000
         amount[staff].last_final=700000
         amount[staff].initial=780000
         amount[staff].adjusted=780000
         amount[staff].final=780000
         amount[operating].last_final=110000
         amount[operating].initial=120000
         amount[operating].adjusted=120000
         amount[operating].final=120000
         amount[project].last_final=90000
         amount[project].initial=100000
         amount[project].adjusted=100000
         amount[project].final=80000
         amount[year_end].last_final=0
         amount[year_end].final=20000
         amount[abroad].last_final=0
         amount[abroad].initial=0
         amount[abroad].final=0
         amount[car_purchase].last_final=0
         amount[car_purchase].initial=0
         amount[car_purchase].final=0
         amount[car_running].last_final=20000
         amount[car_running].initial=20000
         amount[car_running].final=18000
         amount[reception].last_final=5000
         amount[reception].initial=5000
         amount[reception].final=3000
         amount[procurement].initial=30000
         amount[procurement].final=30000
         amount[fixed_assets].final=400000
         amount[assets_in_use].final=392000
         amount[paid_by_september].final=760000",
    )
}

fn profile() -> BTreeMap<String, String> {
    fields(
        "overview=负责全县工会工作，内设办公室、权益保障部、组织宣教部三个部室。
         goal_setting=年初设定送温暖慰问一项重点任务，绩效目标随预算一并批复。
         management=执行预算绩效管理办法和内部控制制度，按季通报支出进度。
         economy_measures=严格审批公务接待和用车，能用线上会议的不开线下会议。
         leader=办公室
         phone=0000-6000000
         last_posts=8
         last_staff=7
         posts=8
         staff=8
         survey_valid=200
         survey_satisfied=193
         survey_note=年末对受助职工发放问卷，电话回访与现场填写相结合",
    )
}

/// Judgements and reasons for whatever is not computed to all points.
fn judgements(framework: &str) -> BTreeMap<String, String> {
    let framework = DepartmentFramework::get(framework).unwrap();
    let mut fields = BTreeMap::new();
    for indicator in &framework.indicators {
        let name = |part: &str| format!("indicators[{}].{part}", indicator.code);
        if indicator.measure.is_none() {
            fields.insert(name("actual"), format!("{}符合要求", indicator.name));
            fields.insert(name("chosen"), indicator.points.to_string());
            fields.insert(name("reason"), "依据制度文件和检查记录评定".to_owned());
        }
    }
    for (code, actual, chosen, reason) in [
        (
            "budget_completion",
            "",
            "",
            "偏差原因：因两户慰问对象年内脱困，项目资金未全部支出；改进措施：下年度按季核对名册",
        ),
        (
            "carry_over_change",
            "0%（上年末没有结转结余）",
            "3",
            "上年末结转结余为 0，无法计算变动率，年末结转按规定管理",
        ),
        ("key_spend_share", "", "", ""),
        (
            "building_area",
            "0%（本年没有新建楼堂馆所）",
            "5",
            "本年没有新建楼堂馆所，不涉及面积控制",
        ),
        (
            "building_cost",
            "0%（本年没有新建楼堂馆所）",
            "5",
            "本年没有新建楼堂馆所，不涉及概算控制",
        ),
    ] {
        if framework.indicators.iter().all(|indicator| indicator.code != code) {
            continue;
        }
        let name = |part: &str| format!("indicators[{code}].{part}");
        fields.insert(name("actual"), actual.to_owned());
        fields.insert(name("chosen"), chosen.to_owned());
        fields.insert(name("reason"), reason.to_owned());
    }
    fields
}

/// Saves a section at its present revision.
pub(crate) async fn save(
    world: &World,
    id: DepartmentYearId,
    section: Section,
    fields: BTreeMap<String, String>,
) -> Result<(), Refusal> {
    let call = world.call(world.actor(Role::Filler));
    let revision = area::show(call, id).await.unwrap().record.row.revision.to_string();
    area::save(call, id, section, &SectionTyped { revision, fields }).await.map(|_| ())
}

/// Every section filled in, with drafted texts.
pub(crate) async fn filled(world: &World) -> DepartmentYearId {
    filled_by(world, NATIONAL).await
}

/// As [`filled`], by another framework.
pub(crate) async fn filled_by(world: &World, framework: &str) -> DepartmentYearId {
    let id = opened_by(world, framework).await;
    let call = world.call(world.actor(Role::Filler));
    save(world, id, Section::Profile, profile()).await.unwrap();
    save(world, id, Section::Money, money()).await.unwrap();
    for section in [Section::Duties, Section::Tasks] {
        let drafted = area::drafted(call, id, section, &SectionTyped::default()).await.unwrap();
        let mut fields = drafted.fields;
        if section == Section::Duties {
            fields.insert("duties[0].is_key".to_owned(), "1".to_owned());
            fields.insert("duties[0].outcome".to_owned(), "on_time".to_owned());
            fields.insert("duties[0].quality".to_owned(), "yes".to_owned());
        }
        save(world, id, section, fields).await.unwrap();
    }
    save(world, id, Section::Indicators, judgements(framework)).await.unwrap();
    id
}

/// Takes a step as the county's holder of a role.
pub(crate) async fn step(
    world: &World,
    role: Role,
    id: DepartmentYearId,
    event: FilingEvent,
) -> Result<FilingState, Refusal> {
    let call = world.call(world.actor(role));
    let revision = area::show(call, id).await.unwrap().record.row.revision;
    area::advance(call, id, &Step { revision, event, reason: "按规定办理".to_owned() }).await
}

/// Approved and frozen.
pub(crate) async fn approved(world: &World) -> DepartmentYearId {
    let id = filled(world).await;
    for (role, event) in [
        (Role::Filler, FilingEvent::Submit),
        (Role::Reviewer, FilingEvent::UnitReview),
        (Role::Finance, FilingEvent::FinanceReview),
        (Role::Approver, FilingEvent::Approve),
    ] {
        let taken = step(world, role, id, event).await;
        assert!(taken.is_ok(), "{}: {taken:?}", event.word());
    }
    id
}
