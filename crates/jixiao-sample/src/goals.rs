//! Goals: filled in, reviewed, approved; some returned, adjusted or still on their way.

use crate::actors::{day, time};
use crate::projects::Opened;
use crate::templates::ten_thousands;
use crate::{City, SampleError};
use chrono::NaiveDate;
use jixiao_app::goals::{self, GoalForm, IndicatorForm, NewVersionForm, StepForm};
use jixiao_domain::{Coded as _, FilingEvent, GoalId, ProjectYearId};

/// How far a filing is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reach {
    /// Begun, nothing filled in.
    Begun,
    /// Filled in, not submitted.
    Filled,
    /// Waits for the unit's reviewer.
    Submitted,
    /// Waits for finance.
    Reviewed,
    /// Waits for the approver.
    FinanceReviewed,
    /// Approved.
    Approved,
}

/// The steps of the chain: what, by whose login, how many days after filling in, and which reach
/// they make.
pub(crate) const CHAIN: [(FilingEvent, &str, i64, Reach); 4] = [
    (FilingEvent::Submit, "filler", 1, Reach::Submitted),
    (FilingEvent::UnitReview, "reviewer", 3, Reach::Reviewed),
    (FilingEvent::FinanceReview, "finance", 6, Reach::FinanceReviewed),
    (FilingEvent::Approve, "approver", 10, Reach::Approved),
];

/// What is said about warnings at a submission.
const WORD: &str = "指标按本单位实际设定，已逐项核对";

/// Makes the goal of a project's year and takes it as far as `reach`.
pub(crate) async fn file(
    city: &City<'_>,
    project: &Opened,
    (year, year_id): (i64, ProjectYearId),
    reach: Reach,
) -> Result<GoalId, SampleError> {
    let plan = &project.plan;
    let on = day(year, 1, 10);
    let step = || SampleError::at(format!("{} {year} 绩效目标", plan.name));
    let call = city.actors.call(city.app, &plan.login("filler"), time(on, 0))?;
    let id = goals::create(call, year_id).await.map_err(step())?;
    if reach > Reach::Begun {
        let initial = plan.year(year).initial;
        goals::save(call, id, &form(project, initial, "1")).await.map_err(step())?;
    }
    chain(city, project, id, on, 2, reach).await?;
    Ok(id)
}

/// Sends the goal back to its filler, who has not taken it up again.
pub(crate) async fn send_back(
    city: &City<'_>,
    project: &Opened,
    year: i64,
    id: GoalId,
) -> Result<(), SampleError> {
    let plan = &project.plan;
    let at = time(day(year, 1, 15), 0);
    let call = city.actors.call(city.app, &plan.login("reviewer"), at)?;
    let form = StepForm {
        revision: "3".to_owned(),
        event: FilingEvent::Return.code().to_owned(),
        reason: "数量指标测算依据不足，请补充在档人数和补助标准后重新提交".to_owned(),
    };
    let step = SampleError::at(format!("{} {year} 退回绩效目标", plan.name));
    goals::step(call, id, &form).await.map_err(step)?;
    Ok(())
}

/// Makes the next version after 年中追加 and takes it as far as `reach`.
pub(crate) async fn supplement(
    city: &City<'_>,
    project: &Opened,
    (year, year_id): (i64, ProjectYearId),
    reach: Reach,
) -> Result<GoalId, SampleError> {
    let plan = &project.plan;
    let on = day(year, 6, 15);
    let step = || SampleError::at(format!("{} {year} 追加绩效目标", plan.name));
    let call = city.actors.call(city.app, &plan.login("filler"), time(on, 0))?;
    let new = NewVersionForm {
        kind: "mid_year_supplement".to_owned(),
        reason: "年中追加预算，相应调整任务量和成本指标".to_owned(),
    };
    let id = goals::revise(call, year_id, &new).await.map_err(step())?;
    let adjusted = plan.year(year).adjusted();
    let form = GoalForm { reason: new.reason, ..form(project, adjusted, "1") };
    goals::save(call, id, &form).await.map_err(step())?;
    chain(city, project, id, on, 2, reach).await?;
    Ok(id)
}

/// Adjusts what a project promised, on a day after the year: one count is lowered, approved too late
/// for the task of its self-evaluation.
pub(crate) async fn adjust(
    city: &City<'_>,
    project: &Opened,
    year: i64,
    on: NaiveDate,
) -> Result<(), SampleError> {
    let plan = &project.plan;
    let Some(year_id) = project.years.get(&year) else { return Ok(()) };
    let step = || SampleError::at(format!("{} {year} 调整绩效目标", plan.name));
    let call = city.actors.call(city.app, &plan.login("filler"), time(on, 0))?;
    let new = NewVersionForm {
        kind: "adjustment".to_owned(),
        reason: "年底前部分对象办理退休或调离，符合条件的人数减少，按党组会议意见调低任务量"
            .to_owned(),
    };
    let id = goals::revise(call, *year_id, &new).await.map_err(step())?;
    let money = plan.year(year);
    let budget = if money.supplement > 0 { money.adjusted() } else { money.initial };
    let mut form = GoalForm { reason: new.reason, ..form(project, budget, "1") };
    let lowered = form.indicators.iter_mut().find_map(|row| {
        let number: i64 = row.number.parse().ok()?;
        (row.sign == "≥" && row.unit != "%" && number >= 20).then_some((row, number))
    });
    let Some((row, number)) = lowered else {
        return Err(SampleError::missing(format!("{} 的任务量指标", plan.name)));
    };
    row.number = (number * 96 / 100).to_string();
    goals::save(call, id, &form).await.map_err(step())?;
    chain(city, project, id, on, 2, Reach::Approved).await
}

async fn chain(
    city: &City<'_>,
    project: &Opened,
    id: GoalId,
    on: NaiveDate,
    mut revision: i64,
    reach: Reach,
) -> Result<(), SampleError> {
    for (event, who, days, makes) in CHAIN.iter().filter(|step| step.3 <= reach) {
        let at = time(on + chrono::Days::new(days.unsigned_abs()), i64::from(*makes as i32));
        let call = city.actors.call(city.app, &project.plan.login(who), at)?;
        let form = StepForm {
            revision: revision.to_string(),
            event: event.code().to_owned(),
            reason: if *event == FilingEvent::Submit { WORD.to_owned() } else { String::new() },
        };
        let step = SampleError::at(format!("{} 绩效目标{}", project.plan.name, event.word()));
        goals::step(call, id, &form).await.map_err(step)?;
        revision += 1;
    }
    Ok(())
}

fn form(project: &Opened, budget_yuan: i64, revision: &str) -> GoalForm {
    let template = project.plan.template;
    let indicators = template
        .lines(budget_yuan)
        .into_iter()
        .map(|line| IndicatorForm {
            level2: line.level2.to_owned(),
            name: line.name.to_owned(),
            words: if line.sign.is_empty() { line.target.clone() } else { String::new() },
            number: if line.sign.is_empty() { String::new() } else { line.target },
            sign: line.sign.to_owned(),
            unit: line.unit.to_owned(),
            points: line.points.to_owned(),
            value_basis: "上年完成情况和本年任务安排".to_owned(),
            evidence: "名册、审批表、支付回单".to_owned(),
            ..IndicatorForm::default()
        })
        .collect();
    GoalForm {
        revision: revision.to_owned(),
        mid_term_goal: template.mid_term.to_owned(),
        annual_goal: format!("{}年度预算 {} 万元。", template.goal, ten_thousands(budget_yuan)),
        mid_term_treasury: (budget_yuan * 3).to_string(),
        annual_treasury: budget_yuan.to_string(),
        feasibility: "有健全的管理办法和稳定的工作队伍，往年执行情况良好。".to_owned(),
        necessity: template.necessity.to_owned(),
        schedule: "一季度制定方案，二、三季度组织实施，四季度检查验收和总结。".to_owned(),
        spending_details: template.spending.to_owned(),
        indicators,
        ..GoalForm::default()
    }
}
