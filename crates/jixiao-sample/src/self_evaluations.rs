//! Self-evaluations: issued by the city's finance, filled in from what the year brought, filed.

use crate::actors::{day, time};
use crate::goals::{CHAIN, Reach};
use crate::projects::{Opened, YearPlan, draw};
use crate::templates::{Line, ten_thousands};
use crate::{City, SampleError};
use jixiao_app::Refusal;
use jixiao_app::self_evaluations::{
    self, DueTyped, IssueTyped, RecheckTyped, SampleTyped, SelfEvaluationTyped, Step,
};
use jixiao_domain::{Coded as _, FilingEvent, SelfEvaluationId};
use jixiao_store::self_evaluations as rows;

/// Issues the tasks of a year, in the February after it.
pub(crate) async fn issue(city: &City<'_>, year: i64) -> Result<(), SampleError> {
    let call = city.actors.call(city.app, "city.finance", time(day(year + 1, 2, 6), 0))?;
    let typed = IssueTyped {
        year: year.to_string(),
        due_on: format!("{}-03-20", year + 1),
        project_year: Vec::new(),
    };
    let step = || SampleError::at(format!("下达 {year} 自评任务"));
    let issue = typed.parse().map_err(Refusal::Invalid).map_err(step())?;
    self_evaluations::issue(call, &issue).await.map_err(step())?;
    Ok(())
}

/// Fills in the self-evaluation of a project's year and takes it as far as `reach`.
pub(crate) async fn file(
    city: &City<'_>,
    project: &Opened,
    year: i64,
    reach: Reach,
) -> Result<(), SampleError> {
    let Some(id) = of(city, project, year).await? else { return Ok(()) };
    if reach == Reach::Begun {
        return Ok(());
    }
    let on = day(year + 1, 2, 20);
    let step = || SampleError::at(format!("{} {year} 绩效自评", project.plan.name));
    let call = city.actors.call(city.app, &project.plan.login("filler"), time(on, 0))?;
    let shown = self_evaluations::show(call, id).await.map_err(step())?;
    let mut typed = SelfEvaluationTyped::of(&shown.record);
    fill(&mut typed, project, year, &|at| {
        shown.record.rows.get(at).map(|row| row.indicator.content.name.clone()).unwrap_or_default()
    });
    let filled = typed.parse().map_err(Refusal::Invalid).map_err(step())?;
    self_evaluations::save(call, id, &filled).await.map_err(step())?;
    for (event, who, days, makes) in CHAIN.iter().filter(|step| step.3 <= reach) {
        let day = on + chrono::Days::new(days.unsigned_abs());
        let at = time(day, 30 + i64::from(*makes as i32));
        let call = city.actors.call(city.app, &project.plan.login(who), at)?;
        let step = SampleError::at(format!("{} {year} 自评{}", project.plan.name, event.word()));
        let taken =
            Step { revision: revision(city, id).await?, event: *event, reason: String::new() };
        self_evaluations::advance(call, id, &taken).await.map_err(step)?;
    }
    Ok(())
}

/// Sends a submitted one back to its filler.
pub(crate) async fn send_back(
    city: &City<'_>,
    project: &Opened,
    year: i64,
) -> Result<(), SampleError> {
    let Some(id) = of(city, project, year).await? else { return Ok(()) };
    let at = time(day(year + 1, 2, 25), 0);
    let call = city.actors.call(city.app, &project.plan.login("reviewer"), at)?;
    let step = Step {
        revision: revision(city, id).await?,
        event: FilingEvent::Return,
        reason: "数量指标实际完成值与发放名册不一致，请核对后重新提交".to_owned(),
    };
    let name = format!("{} {year} 退回自评", project.plan.name);
    self_evaluations::advance(call, id, &step).await.map_err(SampleError::at(name))?;
    Ok(())
}

/// Moves a task to the goal version that was approved after it was issued.
pub(crate) async fn adopt_goal(
    city: &City<'_>,
    project: &Opened,
    year: i64,
) -> Result<(), SampleError> {
    let Some(id) = of(city, project, year).await? else { return Ok(()) };
    let step = || SampleError::at(format!("{} {year} 自评改按新版目标", project.plan.name));
    let at = time(day(year + 1, 2, 26), 0);
    let call = city.actors.call(city.app, &project.plan.login("filler"), at)?;
    let shown = self_evaluations::show(call, id).await.map_err(step())?;
    let Some(newer) = shown.newer else {
        return Err(SampleError::missing(format!("{} 的新版绩效目标", project.plan.name)));
    };
    let revision = shown.record.evaluation.revision;
    self_evaluations::adopt_goal(call, id, revision, newer.goal.id).await.map_err(step())?;
    Ok(())
}

/// Gives a task another last day with the reason, and submits it before that day.
pub(crate) async fn postpone(
    city: &City<'_>,
    project: &Opened,
    year: i64,
) -> Result<(), SampleError> {
    let Some(id) = of(city, project, year).await? else { return Ok(()) };
    let step = || SampleError::at(format!("{} {year} 自评延期", project.plan.name));
    let call = city.actors.call(city.app, "city.finance", time(day(year + 1, 3, 16), 0))?;
    let typed = DueTyped {
        revision: revision(city, id).await?.to_string(),
        due_on: format!("{}-04-15", year + 1),
        reason: "该单位三月机构调整、财务人员交接，经申请同意延期报送".to_owned(),
    };
    let due = typed.parse().map_err(Refusal::Invalid).map_err(step())?;
    self_evaluations::set_due(call, id, &due).await.map_err(step())?;
    let at = time(day(year + 1, 4, 8), 0);
    let call = city.actors.call(city.app, &project.plan.login("filler"), at)?;
    let event = FilingEvent::Submit;
    let submit = Step { revision: revision(city, id).await?, event, reason: String::new() };
    self_evaluations::advance(call, id, &submit).await.map_err(step())?;
    Ok(())
}

/// The treasury draws a sample of a year's approved filings and writes its checks of the first two.
pub(crate) async fn spot_check(city: &City<'_>, year: i64) -> Result<(), SampleError> {
    let step = || SampleError::at(format!("{year} 抽查复核"));
    let call = city.actors.call(city.app, "city.treasury", time(day(year + 1, 5, 12), 0))?;
    let typed = SampleTyped { year: year.to_string(), percent: "15".to_owned() };
    let (fiscal_year, percent) = typed.parse().map_err(Refusal::Invalid).map_err(step())?;
    let drawn = self_evaluations::draw(call, fiscal_year, percent).await.map_err(step())?;
    for id in drawn.chosen.into_iter().take(2) {
        let typed = RecheckTyped {
            revision: revision(city, id).await?.to_string(),
            note: "抽查发放名册、银行回单和回访记录，自评得分属实".to_owned(),
            ..RecheckTyped::default()
        };
        let check = typed.parse().map_err(Refusal::Invalid).map_err(step())?;
        self_evaluations::spot_check(call, id, &check).await.map_err(step())?;
    }
    Ok(())
}

async fn of(
    city: &City<'_>,
    project: &Opened,
    year: i64,
) -> Result<Option<SelfEvaluationId>, SampleError> {
    let Some(year) = project.years.get(&year) else { return Ok(None) };
    let found = rows::of_project_year(&city.app.store, *year).await?;
    Ok(found.map(|evaluation| evaluation.id))
}

async fn revision(city: &City<'_>, id: SelfEvaluationId) -> Result<i64, SampleError> {
    let found = rows::find(&city.app.store, id).await?;
    found.map(|row| row.revision).ok_or_else(|| SampleError::missing(format!("自评 {id}")))
}

/// Fills in the form; `name_at` gives the name of the indicator in a row.
fn fill(
    typed: &mut SelfEvaluationTyped,
    project: &Opened,
    year: i64,
    name_at: &dyn Fn(usize) -> String,
) {
    let money = project.plan.year(year);
    let template = project.plan.template;
    typed.actual_goal = format!(
        "{}全年预算 {} 万元，实际支出 {} 万元。",
        template.achieved,
        ten_thousands(money.adjusted()),
        ten_thousands(money.executed)
    );
    if money.executed < money.adjusted() || money.clawback > 0 {
        typed.execution_reason = if money.clawback > 0 {
            "部分对象经复核不再符合条件，结余资金年底由财政收回，两种执行率因此不同。".to_owned()
        } else {
            "部分对象年内脱困或不再符合条件，未支出部分按规定结转或交回。".to_owned()
        };
    }
    let budget = if money.supplement > 0 { money.adjusted() } else { money.initial };
    let lines = template.lines(budget);
    for at in 0..typed.indicator.len() {
        let name = name_at(at);
        if let Some(line) = lines.iter().find(|line| line.name == name) {
            let purpose = year * 100 + i64::try_from(at).unwrap_or(0);
            fill_row(typed, at, line, money, draw(project.index, purpose, 1_000));
        }
    }
}

fn fill_row(typed: &mut SelfEvaluationTyped, at: usize, line: &Line, money: YearPlan, luck: i64) {
    if line.sign.is_empty() {
        line.done.clone_into(&mut typed.actual[at]);
        let points: i64 = line.points.parse().unwrap_or(0);
        let less = luck % 3 == 0;
        let tenths = if less { points * 9 } else { points * 10 };
        typed.chosen[at] = format!("{}.{}", tenths / 10, tenths % 10);
        "依据制度文件、工作记录和检查情况评定".clone_into(&mut typed.score_reason[at]);
        if less {
            explain(typed, at, "制度已建立，个别单位执行记录不够完整");
        }
        return;
    }
    let (actual, short) = outcome(line, money, luck);
    typed.actual[at] = format!("{actual}{}", line.unit);
    if short {
        explain(typed, at, "符合条件的对象少于年初摸底数，部分对象年内自愿放弃申请");
    }
}

fn explain(typed: &mut SelfEvaluationTyped, at: usize, cause: &str) {
    cause.clone_into(&mut typed.deviation_cause[at]);
    "下年度申报前按季核对名册，据实测算目标值".clone_into(&mut typed.corrective_measure[at]);
}

/// What was reached of a numeric target, and whether it falls short.
pub(crate) fn outcome(line: &Line, money: YearPlan, luck: i64) -> (String, bool) {
    let Ok(target) = line.target.parse::<i64>() else {
        // The only targets that are no whole numbers are budgets in 万元.
        return (ten_thousands(money.executed), false);
    };
    let is_short = luck % 7 == 0;
    let actual = match (line.sign, line.unit) {
        ("=", _) => target,
        ("≤", "万元") => return (ten_thousands(money.executed), false),
        ("≤", _) => target - luck % (target / 20).max(2),
        (_, "%") if is_short => target - 1 - luck % 4,
        // Far beyond the target would ask for a reason.
        (_, "%") => target + luck % (100 - target + 1).min(target / 5 + 1).min(6),
        _ if is_short => target - (target * (1 + luck % 9) / 100).max(1),
        _ => target + target * (luck % 8) / 100,
    };
    (actual.to_string(), actual < target && line.sign == "≥")
}
