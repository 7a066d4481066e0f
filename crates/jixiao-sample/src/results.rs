//! The use of results in the autumn of the last year: next year's budgets computed, some changed,
//! handed on, returned and approved; two scenarios to choose from.

use crate::actors::{day, time};
use crate::{City, SampleError};
use jixiao_app::Refusal;
use jixiao_app::results::{self, EditForm, ProposalListForm, ProposalStepForm, ScenarioForm};
use jixiao_domain::{CurrencyUnit, Money, ProposalDecision, ProposalId};
use jixiao_store::Timestamp;

/// The fiscal year proposed for.
const YEAR: i64 = 2027;

pub(crate) async fn propose(city: &City<'_>) -> Result<(), SampleError> {
    let at = |minutes: i64| time(day(2026, 11, 3), minutes);
    scenarios(city, at(0)).await?;
    let finance = city.actors.call(city.app, "city.finance", at(10))?;
    let step = || SampleError::at(format!("{YEAR} 年度预算建议"));
    results::compute(finance, YEAR).await.map_err(step())?;
    let form = ProposalListForm { year: YEAR.to_string(), ..ProposalListForm::default() };
    let list = results::list_proposals(finance, &form, 0, 100).await.map_err(step())?;
    for (index, line) in list.lines.iter().enumerate() {
        let minutes = 20 + i64::try_from(index).unwrap_or(0);
        let proposal = &line.proposal;
        let mut revision = 1;
        // Of seven: three wait, one is changed, one waits for the approver, two are decided.
        match index % 7 {
            3 => {
                change(city, proposal.id, proposal.amount, at(minutes)).await.map_err(step())?;
            }
            4..=6 => {
                for (event, login, after) in [
                    ("submit", "city.finance", 200),
                    (if index % 14 == 12 { "return" } else { "approve" }, "city.approver", 1_500),
                ] {
                    if event != "submit" && index % 7 == 4 {
                        break;
                    }
                    let form = ProposalStepForm {
                        revision: revision.to_string(),
                        event: event.to_owned(),
                        reason: match event {
                            "return" => "请补充任务量减少的原因后重新提交".to_owned(),
                            _ => String::new(),
                        },
                    };
                    let call = city.actors.call(city.app, login, at(minutes + after))?;
                    results::step(call, proposal.id, &form).await.map_err(step())?;
                    revision += 1;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

async fn change(
    city: &City<'_>,
    id: ProposalId,
    amount: Money,
    at: Timestamp,
) -> Result<(), Refusal> {
    // A little more than the rules give, in whole thousands.
    let yuan = (amount.fen() / 100_000 + 5) * 1_000;
    let found = city.actors.call(city.app, "city.finance2", at);
    let call = found.map_err(|_| Refusal::NotFound("用户"))?;
    let page = results::read_proposal(call, id).await?;
    let decision = match page.proposal.decision {
        ProposalDecision::Stop => "improve",
        other => jixiao_domain::Coded::code(other),
    };
    let form = EditForm {
        revision: page.proposal.revision.to_string(),
        decision: decision.to_owned(),
        amount: Money::from_fen(yuan * 100).to_decimal(CurrencyUnit::Yuan).to_string(),
        reason: "上级已明确下年度新增任务，按新增任务量增加".to_owned(),
    };
    results::edit(call, id, &form).await
}

/// A steady one, and one under a bound below this year's budgets.
async fn scenarios(city: &City<'_>, at: Timestamp) -> Result<(), SampleError> {
    for (name, ceiling, score, fair, poor) in
        [("稳妥安排", "", "60", "10", "30"), ("总额压减安排", "31000000", "70", "20", "50")]
    {
        let call = city.actors.call(city.app, "city.finance", at)?;
        let form = ScenarioForm {
            organisation: call.actor.organisation_id.to_string(),
            year: YEAR.to_string(),
            name: name.to_owned(),
            ceiling: ceiling.to_owned(),
            score_percent: score.to_owned(),
            fair_cut_percent: fair.to_owned(),
            poor_cut_percent: poor.to_owned(),
        };
        let step = SampleError::at(format!("方案 {name}"));
        results::create_scenario(call, &form).await.map_err(step)?;
    }
    Ok(())
}
