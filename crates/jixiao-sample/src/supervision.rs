//! Rectifications in every state, and payments that were suspended and went on again.

use crate::actors::{day, time};
use crate::projects::Opened;
use crate::{City, SampleError};
use chrono::NaiveDate;
use jixiao_app::rectifications::{self as area, NoticeForm, RectificationStepForm, read};
use jixiao_app::suspensions::{self, ResumptionForm, SuspensionForm};
use jixiao_domain::{Coded as _, RectificationEvent, RectificationId};
use jixiao_store::self_evaluations;

/// One notice: which project, when, by when, problem, requirement.
struct Case {
    index: usize,
    on: (u32, u32),
    due: (u32, u32),
    problem: &'static str,
    requirement: &'static str,
    measures: &'static str,
    outcome: &'static str,
    /// What happened to it after so many days: event, whose login, words.
    then: &'static [(i64, RectificationEvent, &'static str, &'static str)],
}

use RectificationEvent::{Accept, Extend, Reject, Reply, Withdraw};

const CASES_2025: [Case; 2] = [
    Case {
        index: 2,
        on: (5, 12),
        due: (6, 20),
        problem: "部分走访慰问记录缺少签收人和日期，佐证材料不完整。",
        requirement: "补齐签收信息，统一走访记录格式，今后当场签收。",
        measures: "逐户核对走访记录，联系慰问对象补签，统一印制走访记录表。",
        outcome: "缺少的签收信息全部补齐，新的记录表自6月起使用。",
        then: &[(30, Reply, "filler", ""), (37, Accept, "finance", "记录完整，同意办结。")],
    },
    Case {
        index: 5,
        on: (7, 8),
        due: (8, 15),
        problem: "部分补助对象的审核表缺少公示记录，档案资料不完整。",
        requirement: "补齐公示记录和审核签字。",
        measures: "逐户核对档案，对缺少公示记录的重新公示7天。",
        outcome: "缺少的公示记录全部补齐，档案已归档。",
        then: &[
            (20, Reply, "filler", ""),
            (24, Reject, "finance", "仍有部分档案缺少审核人签字，请补齐后再报。"),
            (33, Reply, "filler", ""),
            (38, Accept, "finance", "档案完整，同意办结。"),
        ],
    },
];

const CASES_2026: [Case; 6] = [
    Case {
        index: 12,
        on: (9, 4),
        due: (10, 20),
        problem: "截至8月底培训班次完成进度滞后于年度计划。",
        requirement: "重新安排班次，11月底前全部完成，并报送安排表。",
        measures: "",
        outcome: "",
        then: &[],
    },
    Case {
        index: 10,
        on: (10, 15),
        due: (12, 10),
        problem: "满意度调查样本偏少，结果缺乏代表性。",
        requirement: "按服务对象名册随机抽样，补充调查并说明抽样方法。",
        measures: "",
        outcome: "",
        then: &[(12, Extend, "finance", "服务对象分散，回访延至11月中旬，调查相应顺延。")],
    },
    Case {
        index: 13,
        on: (9, 10),
        due: (10, 31),
        problem: "物资采购未按规定询价，仅有一家报价。",
        requirement: "说明原因，补充比价资料，完善采购内控制度。",
        measures: "补充两家供应商报价资料，修订采购管理办法。",
        outcome: "经比较成交价为三家中最低，新办法已印发执行。",
        then: &[(40, Reply, "filler", "")],
    },
    Case {
        index: 16,
        on: (9, 10),
        due: (11, 20),
        problem: "个别帮扶对象的收入证明与台账记载不一致。",
        requirement: "逐户核对收入和档案，说明差异；不符合条件的停发并追回。",
        measures: "已逐户核对收入证明。",
        outcome: "差异主要由收入申报时间不同造成。",
        then: &[
            (25, Reply, "filler", ""),
            (30, Reject, "finance", "未附逐户核对表，有无不符合条件的没有结论，请补充。"),
        ],
    },
    Case {
        index: 18,
        on: (9, 15),
        due: (10, 30),
        problem: "项目绩效资料未按要求上传。",
        requirement: "补充上传佐证材料。",
        measures: "",
        outcome: "",
        then: &[(3, Withdraw, "finance", "与前一通知内容重复，并入前一通知办理。")],
    },
    Case {
        index: 19,
        on: (6, 3),
        due: (7, 15),
        problem: "绩效目标中的数量指标低于上年实际完成值，未说明原因。",
        requirement: "说明设定依据；依据不足的，办理目标调整。",
        measures: "重新测算服务人数，按在册人数和近三年平均数核定。",
        outcome: "已按测算结果说明依据，报财务部审核。",
        then: &[(28, Reply, "filler", ""), (33, Accept, "finance", "依据充分，同意办结。")],
    },
];

/// The notices of a year, and its suspensions.
pub(crate) async fn run(city: &City<'_>, opened: &[Opened], year: i64) -> Result<(), SampleError> {
    let cases: &[Case] = match year {
        2025 => &CASES_2025,
        2026 => &CASES_2026,
        _ => &[],
    };
    for case in cases {
        notice(city, opened, year, case).await?;
    }
    Ok(())
}

async fn notice(
    city: &City<'_>,
    opened: &[Opened],
    year: i64,
    case: &Case,
) -> Result<(), SampleError> {
    let Some(project) = opened.iter().find(|project| project.index == case.index) else {
        return Ok(());
    };
    let Some(year_id) = project.years.get(&year) else { return Ok(()) };
    let plan = &project.plan;
    let step = || SampleError::at(format!("{} {year} 整改", plan.name));
    let on = day(year, case.on.0, case.on.1);
    let form = NoticeForm {
        project_year: year_id.to_string(),
        problem: case.problem.to_owned(),
        requirement: case.requirement.to_owned(),
        due_on: term(on, day(year, case.due.0, case.due.1)),
        ..NoticeForm::default()
    };
    let call = city.actors.call(city.app, &plan.login("finance"), time(on, 20))?;
    let id = area::open(call, &form).await.map_err(step())?;
    for (after, event, login, words) in case.then {
        let at = on + chrono::TimeDelta::days(*after);
        take(city, project, (id, at), *event, (login, words), case).await?;
    }
    Ok(())
}

/// The days until a date as a term, so that the last day is moved off days of rest.
fn term(on: NaiveDate, due: NaiveDate) -> String {
    format!("{}日", due.signed_duration_since(on).num_days())
}

async fn take(
    city: &City<'_>,
    project: &Opened,
    (id, on): (RectificationId, NaiveDate),
    event: RectificationEvent,
    (login, words): (&str, &str),
    case: &Case,
) -> Result<(), SampleError> {
    let plan = &project.plan;
    let step = || SampleError::at(format!("{} 整改：{}", plan.name, event.word()));
    let call = city.actors.call(city.app, &plan.login(login), time(on, 30))?;
    let held = read(call, id).await.map_err(step())?.loaded.rectification;
    let later = held.due_on + chrono::TimeDelta::days(14);
    let form = RectificationStepForm {
        revision: held.revision.to_string(),
        event: event.code().to_owned(),
        measures: case.measures.to_owned(),
        outcome: case.outcome.to_owned(),
        words: words.to_owned(),
        due_on: term(on, later),
    };
    area::step(call, id, &form).await.map_err(step())?;
    Ok(())
}

/// A suspension: index of the project, first and last month and day, reason, why it ended.
type Pause = (usize, (u32, u32), (u32, u32), &'static str, &'static str);

/// Which projects' payments were suspended.
const SUSPENSIONS: [Pause; 2] = [
    (
        5,
        (7, 8),
        (7, 22),
        "补助对象档案缺少公示记录，须补齐后再支付。",
        "公示记录已补齐，其余档案整改不影响后续支付，同意恢复。",
    ),
    (
        7,
        (9, 3),
        (9, 21),
        "绩效目标与执行进度偏差较大，部分支出未按批复用途申请。",
        "用途已按批复更正，用款计划已报备。",
    ),
];

/// The suspensions of 2025: each begins and ends between two payments.
pub(crate) async fn suspend(
    city: &City<'_>,
    opened: &[Opened],
    year: i64,
    month: u32,
) -> Result<(), SampleError> {
    for (index, from, to, reason, end) in SUSPENSIONS {
        if year != 2025 || from.0 != month {
            continue;
        }
        let Some(project) = opened.iter().find(|project| project.index == index) else { continue };
        let Some(year_id) = project.years.get(&year) else { continue };
        let plan = &project.plan;
        let step = || SampleError::at(format!("{} {year} 暂停拨付", plan.name));
        let form = SuspensionForm {
            reason: reason.to_owned(),
            article: "财预〔2019〕136号".to_owned(),
            rectification: String::new(),
        };
        let at = time(day(year, from.0, from.1), 40);
        let call = city.actors.call(city.app, &plan.login("finance"), at)?;
        suspensions::suspend(call, *year_id, &form).await.map_err(step())?;
        let at = time(day(year, to.0, to.1), 40);
        let call = city.actors.call(city.app, &plan.login("approver"), at)?;
        let form = ResumptionForm { reason: end.to_owned() };
        suspensions::resume(call, *year_id, &form).await.map_err(step())?;
    }
    Ok(())
}

/// A notice out of a spot check of last year's self-evaluations.
pub(crate) async fn after_spot_check(
    city: &City<'_>,
    opened: &[Opened],
    year: i64,
) -> Result<(), SampleError> {
    for project in opened {
        let Some(year_id) = project.years.get(&year) else { continue };
        let found = self_evaluations::of_project_year(&city.app.store, *year_id).await?;
        let Some(sampled) = found.filter(|found| found.sampled) else { continue };
        let plan = &project.plan;
        let step = SampleError::at(format!("{} {year} 抽查整改", plan.name));
        let on = day(year + 1, 6, 3);
        let form = NoticeForm {
            project_year: year_id.to_string(),
            origin: "spot_check".to_owned(),
            origin_id: sampled.id.to_string(),
            problem: "抽查发现个别指标佐证材料不足，评分依据说明不充分。".to_owned(),
            requirement: "补充佐证材料，完善评分说明，今后按指标逐项归档。".to_owned(),
            due_on: term(on, day(year + 1, 7, 10)),
        };
        let call = city.actors.call(city.app, &plan.login("finance"), time(on, 10))?;
        let id = area::open(call, &form).await.map_err(step)?;
        let case = Case {
            index: project.index,
            on: (6, 3),
            due: (7, 10),
            problem: "",
            requirement: "",
            measures: "补齐抽查指出指标的佐证材料，建立逐项归档清单。",
            outcome: "材料已补齐并上传，归档清单已启用。",
            then: &[],
        };
        take(city, project, (id, day(year + 1, 6, 25)), Reply, ("filler", ""), &case).await?;
        let words = ("finance", "材料齐全，同意办结。");
        take(city, project, (id, day(year + 1, 7, 2)), Accept, words, &case).await?;
        return Ok(());
    }
    Ok(())
}
