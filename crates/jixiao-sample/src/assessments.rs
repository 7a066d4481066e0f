//! New projects that ask for next year's money: assessed with every result, one still on its way.

use crate::actors::{day, time};
use crate::goals::{CHAIN, Reach};
use crate::projects::Opened;
use crate::{City, SampleError};
use jixiao_app::assessments::{self as area, AssessmentForm, AssessmentStepForm};
use jixiao_app::projects::{self, OpenYearForm, ProjectForm};
use jixiao_app::{Call, Refusal};
use jixiao_domain::{AssessmentResult, Coded as _, FilingEvent, ProjectYearId};

/// A new project: name, programme, what it is, what is asked for and what is proposed, scores of the
/// five points, result with reason, how far it is.
struct New {
    code: &'static str,
    name: &'static str,
    programme: &'static str,
    overview: &'static str,
    applied: i64,
    proposed: i64,
    scores: [&'static str; 5],
    findings: [&'static str; 5],
    result: AssessmentResult,
    reason: &'static str,
    reach: Reach,
}

const NEW: [New; 4] = [
    New {
        code: "N2701",
        name: "户外劳动者服务驿站建设",
        programme: "other",
        overview: "在商圈和公交枢纽新建10个户外劳动者驿站，提供饮水、充电、热饭和休息服务，当年建成当年使用。",
        applied: 600_000,
        proposed: 600_000,
        scores: ["18.5", "17", "17.5", "18", "19"],
        findings: [
            "户外劳动者服务站点已列入工会年度重点工作，需求调查显示现有站点不足。",
            "每站6万元，参照同类站点建设标准测算，利用临街闲置用房，不另租房。",
            "目标明确，数量、质量、满意度指标可考核。",
            "选址和共建单位已落实，3月开工、9月底前投用。",
            "资金为工会经费，来源合规，不形成债务。",
        ],
        result: AssessmentResult::Supported,
        reason: "需求真实、测算有据、方案可行，建议足额安排。",
        reach: Reach::Approved,
    },
    New {
        code: "N2702",
        name: "职工数字技能培训平台",
        programme: "training",
        overview: "采购线上培训平台，面向制造业职工开展数字技能培训，计划培训3000人次。",
        applied: 900_000,
        proposed: 500_000,
        scores: ["16", "11.5", "14", "13.5", "17"],
        findings: [
            "符合产业工人队伍建设改革要求，服务对象明确。",
            "平台采购费用偏高，可利用省总现有平台，仅采购课程。",
            "培训人次目标明确，培训效果指标需要补充。",
            "师资和课程计划较完整，运维人员尚未落实。",
            "资金来源合规。",
        ],
        result: AssessmentResult::SupportedAdjusted,
        reason: "利用现有平台，核减平台采购费用，保留课程和组织费用。",
        reach: Reach::Approved,
    },
    New {
        code: "N2703",
        name: "职工文化长廊景观工程",
        programme: "other",
        overview: "在职工文化宫外围建设文化长廊和景观照明。",
        applied: 1_200_000,
        proposed: 0,
        scores: ["9", "8", "10", "11", "12"],
        findings: [
            "与工会服务职工的主责主业关联不强，需求调查不足。",
            "未提供造价测算，照明和景观占比过高。",
            "目标以工程量为主，缺少服务职工的效果指标。",
            "用地手续尚未办理。",
            "建设资金和后期维护资金来源不明确。",
        ],
        result: AssessmentResult::NotSupported,
        reason: "必要性和经济性不足，后期维护资金没有落实，本年度不予安排。",
        reach: Reach::Approved,
    },
    New {
        code: "N2704",
        name: "新就业形态劳动者体检",
        programme: "other",
        overview: "为外卖、快递和网约车从业人员提供一次免费体检，计划服务2000人。",
        applied: 800_000,
        proposed: 800_000,
        scores: ["18", "16.5", "17", "16", "18"],
        findings: [
            "服务新就业形态劳动者是当年重点任务，需求明确。",
            "每人400元，与职工体检标准一致。",
            "数量、覆盖率和满意度指标明确。",
            "已与两家体检机构洽谈，组织方式明确。",
            "资金为工会经费，来源合规。",
        ],
        result: AssessmentResult::Supported,
        reason: "任务明确、标准合理，建议安排。",
        reach: Reach::Reviewed,
    },
];

/// Adds the new projects of the city in the summer before their first year and assesses them.
pub(crate) async fn run(city: &City<'_>, opened: &[Opened], year: i64) -> Result<(), SampleError> {
    let Some(first) = opened.first() else { return Ok(()) };
    for new in &NEW {
        let step = || SampleError::at(format!("{} 事前绩效评估", new.name));
        let login = |role: &str| first.plan.login(role);
        let on = day(year - 1, 7, 6);
        let call = city.actors.call(city.app, &login("filler"), time(on, 0))?;
        let id = found(call, new, (first.plan.unit.name, year)).await.map_err(step())?;
        let id = area::create(call, id).await.map_err(step())?;
        area::save(call, id, &form(new)).await.map_err(step())?;
        for (event, role, after, makes) in CHAIN {
            if new.reach < makes {
                break;
            }
            let at = time(on + chrono::TimeDelta::days(after), 15);
            let call = city.actors.call(city.app, &login(role), at)?;
            let held = area::load(&call.app.store, call, id).await.map_err(step())?.assessment;
            let form = AssessmentStepForm {
                revision: held.revision.to_string(),
                event: event.code().to_owned(),
                reason: match event {
                    FilingEvent::Submit => "评估资料齐全，已集体研究。".to_owned(),
                    _ => String::new(),
                },
                ..AssessmentStepForm::default()
            };
            area::step(call, id, &form).await.map_err(step())?;
        }
    }
    Ok(())
}

async fn found(
    call: Call<'_>,
    new: &New,
    (unit_name, year): (&str, i64),
) -> Result<ProjectYearId, Refusal> {
    let unit = call.actor.organisation_id;
    let form = ProjectForm {
        organisation: unit.to_string(),
        code: new.code.to_owned(),
        name: new.name.to_owned(),
        programme: new.programme.to_owned(),
        attribute: "new".to_owned(),
        supervising_department: crate::units::FEDERATION.to_owned(),
        supervising_department_code: "502".to_owned(),
        finance_division: "行政政法科".to_owned(),
        implementing_unit: unit_name.to_owned(),
        leader: call.actor.name.clone(),
        phone: "0000-6009000".to_owned(),
        start_year: year.to_string(),
        end_year: year.to_string(),
        basis: "年度重点工作安排".to_owned(),
        ..ProjectForm::default()
    };
    let id = projects::add(call, form.parse().map_err(Refusal::Invalid)?).await?;
    let form = OpenYearForm {
        year: year.to_string(),
        regulation: "national-2020".to_owned(),
        layout: "national".to_owned(),
        money_unit: "ten_thousand_yuan".to_owned(),
    };
    projects::open_year(call, id, form.parse().map_err(Refusal::Invalid)?).await
}

fn form(new: &New) -> AssessmentForm {
    let mut form = AssessmentForm {
        revision: "1".to_owned(),
        overview: new.overview.to_owned(),
        method: "查阅立项资料和测算依据，实地踏勘，邀请2名专家座谈论证。".to_owned(),
        applied: new.applied.to_string(),
        result: new.result.code().to_owned(),
        proposed: if new.proposed > 0 { new.proposed.to_string() } else { String::new() },
        result_reason: new.reason.to_owned(),
        ..AssessmentForm::default()
    };
    let codes = ["necessity", "economy", "goal", "feasibility", "funding"];
    for ((code, score), findings) in codes.iter().zip(new.scores).zip(new.findings) {
        let opinion = match new.result {
            AssessmentResult::Supported => "符合要求。",
            AssessmentResult::SupportedAdjusted => "基本符合，按评估意见调整。",
            AssessmentResult::NotSupported => "不符合要求，须重新论证。",
        };
        form.cells.insert(format!("findings.{code}"), findings.to_owned());
        form.cells.insert(format!("score.{code}"), score.to_owned());
        form.cells.insert(format!("opinion.{code}"), opinion.to_owned());
    }
    form
}
