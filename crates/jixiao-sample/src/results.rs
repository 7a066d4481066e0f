//! The use of results in the autumn of the last year: next year's budgets computed, some changed,
//! handed on, returned and approved; scenarios side by side, one of them adopted.

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
    let finance = city.actors.call(city.app, "city.finance", at(0))?;
    let step = || SampleError::at(format!("{YEAR} 年度预算建议"));
    results::compute(finance, YEAR).await.map_err(step())?;
    scenarios(city, at(5)).await?;
    let form = ProposalListForm { year: YEAR.to_string(), ..ProposalListForm::default() };
    let list = results::list_proposals(finance, &form, 0, 100).await.map_err(step())?;
    for (index, line) in list.lines.iter().enumerate() {
        let minutes = 20 + i64::try_from(index).unwrap_or(0);
        let proposal = &line.proposal;
        let mut revision = proposal.revision;
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

/// A scenario: name, ceiling in 元, method, weights of 综合分摊, what 中 and 差 lose, protected
/// programmes, floor.
type Plan = (
    &'static str,
    &'static str,
    &'static str,
    [&'static str; 3],
    [&'static str; 2],
    &'static [&'static str],
    &'static str,
);

const PLANS: [Plan; 4] = [
    ("稳妥安排", "", "weakness", ["", "", ""], ["10", "30"], &[], ""),
    ("总额压减安排", "31000000", "weakness", ["", "", ""], ["20", "50"], &[], ""),
    ("按结余压减", "31000000", "unspent", ["", "", ""], ["10", "30"], &[], ""),
    (
        ADOPTED,
        "31000000",
        "combined",
        ["50", "30", "20"],
        ["10", "30"],
        &["warmth_relief", "hardship_aid", "model_workers"],
        "95",
    ),
];

/// The one the federation chose.
const ADOPTED: &str = "保民生综合分摊";

/// A steady one, and three under a bound below this year's budgets, of which one is adopted.
async fn scenarios(city: &City<'_>, at: Timestamp) -> Result<(), SampleError> {
    for (name, ceiling, method, combined, [fair, poor], programmes, floor) in PLANS {
        let call = city.actors.call(city.app, "city.finance", at)?;
        let [weakness, unspent, demand] = combined.map(str::to_owned);
        let form = ScenarioForm {
            organisation: call.actor.organisation_id.to_string(),
            year: YEAR.to_string(),
            name: name.to_owned(),
            ceiling: ceiling.to_owned(),
            method: method.to_owned(),
            score_percent: "60".to_owned(),
            weakness_percent: weakness,
            unspent_percent: unspent,
            demand_percent: demand,
            fair_cut_percent: fair.to_owned(),
            poor_cut_percent: poor.to_owned(),
            programme: programmes.iter().map(|code| (*code).to_owned()).collect(),
            projects: String::new(),
            floor_percent: floor.to_owned(),
            protection_basis: if floor.is_empty() {
                String::new()
            } else {
                "困难职工帮扶、送温暖和劳模专项资金管理办法".to_owned()
            },
        };
        let step = || SampleError::at(format!("方案 {name}"));
        let id = results::create_scenario(call, &form).await.map_err(step())?;
        if name == ADOPTED {
            let later = at + chrono::Duration::minutes(12);
            let call = city.actors.call(city.app, "city.finance", later)?;
            results::adopt(call, id).await.map_err(step())?;
        }
    }
    Ok(())
}
