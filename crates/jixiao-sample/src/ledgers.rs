//! Budgets and vouchers as finance enters them.

use crate::actors::{day, time};
use crate::projects::Opened;
use crate::story::LAST_DAY;
use crate::{City, SampleError};
use chrono::NaiveDate;
use jixiao_app::Refusal;
use jixiao_app::budgets::{self, EntryForm, PaymentForm};
use jixiao_domain::ProjectYearId;

/// Enters 年初预算.
pub(crate) async fn enter_initial(
    city: &City<'_>,
    project: &Opened,
    year: i64,
) -> Result<(), SampleError> {
    let amount = project.plan.year(year).initial;
    enter(city, project, year, "initial", amount, day(year, 1, 22)).await
}

/// Enters 年中追加, where there is one; says whether.
pub(crate) async fn enter_supplement(
    city: &City<'_>,
    project: &Opened,
    year: i64,
) -> Result<bool, SampleError> {
    let amount = project.plan.year(year).supplement;
    if amount > 0 {
        enter(city, project, year, "supplement", amount, day(year, 6, 12)).await?;
    }
    Ok(amount > 0)
}

/// Enters 年中收回, where there is one.
pub(crate) async fn enter_clawback(
    city: &City<'_>,
    project: &Opened,
    year: i64,
) -> Result<(), SampleError> {
    let amount = project.plan.year(year).clawback;
    if amount > 0 {
        enter(city, project, year, "clawback", amount, day(year, 12, 20)).await?;
    }
    Ok(())
}

async fn enter(
    city: &City<'_>,
    project: &Opened,
    year: i64,
    kind: &str,
    yuan: i64,
    on: NaiveDate,
) -> Result<(), SampleError> {
    let Some(id) = open_on(project, year, on) else { return Ok(()) };
    let step = || SampleError::at(format!("{} {year} 预算 {kind}", project.plan.name));
    let form = EntryForm {
        kind: kind.to_owned(),
        source: "current_treasury".to_owned(),
        amount: yuan.to_string(),
        document_number: format!("江财预〔{year}〕{}号", project.index + 1),
        dated_on: on.to_string(),
        note: String::new(),
    };
    let input = form.parse().map_err(Refusal::Invalid).map_err(step())?;
    let call = city.actors.call(city.app, &project.plan.login("finance"), time(on, 60))?;
    budgets::enter(call, id, input).await.map_err(step())?;
    Ok(())
}

/// Enters the vouchers of a month: two, of which the first is the larger.
pub(crate) async fn pay(
    city: &City<'_>,
    project: &Opened,
    year: i64,
    month: u32,
) -> Result<(), SampleError> {
    let months = project.plan.template.months;
    let Some(at) = months.iter().position(|(paid, _)| *paid == month) else { return Ok(()) };
    let on = day(year, month, 24);
    let Some(id) = open_on(project, year, on) else { return Ok(()) };
    let fen = project.plan.year(year).executed * 100;
    let part = |share: i64| fen * share / 100;
    let amount = if at + 1 == months.len() {
        fen - months[..at].iter().map(|(_, share)| part(*share)).sum::<i64>()
    } else {
        part(months[at].1)
    };
    let first = amount * 7 / 10 / 100 * 100;
    for (number, fen) in [(1, first), (2, amount - first)] {
        if fen > 0 {
            voucher(city, project, id, on, number, fen).await?;
        }
    }
    Ok(())
}

async fn voucher(
    city: &City<'_>,
    project: &Opened,
    id: ProjectYearId,
    on: NaiveDate,
    number: i64,
    fen: i64,
) -> Result<(), SampleError> {
    let step = || SampleError::at(format!("{} {on} 凭证 {number}", project.plan.name));
    let form = PaymentForm {
        source: "current_treasury".to_owned(),
        amount: format!("{}.{:02}", fen / 100, fen % 100),
        voucher_number: format!("记-{}-{number:03}", on.format("%m")),
        paid_on: on.to_string(),
        summary: "按批准的用款计划支付".to_owned(),
        same_voucher: String::new(),
    };
    let input = form.parse().map_err(Refusal::Invalid).map_err(step())?;
    let call = city.actors.call(city.app, &project.plan.login("finance"), time(on, 90 + number))?;
    budgets::pay(call, id, input).await.map_err(step())?;
    Ok(())
}

/// The year of a project, unless the day lies beyond the story.
fn open_on(project: &Opened, year: i64, on: NaiveDate) -> Option<ProjectYearId> {
    let (last_year, month, last_day) = LAST_DAY;
    let in_story = on <= day(last_year, month, last_day);
    project.years.get(&year).filter(|_| in_story).copied()
}
