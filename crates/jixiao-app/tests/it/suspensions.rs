//! Suspension of payment: who stops and who lifts it, and what the ledger says meanwhile.

use crate::projects::add_with_year;
use crate::rectifications::notice;
use crate::world::World;
use jixiao_app::budgets::{self, EntryForm, PaymentCorrectionForm, PaymentForm};
use jixiao_app::rectifications;
use jixiao_app::suspensions::{ResumptionForm, SuspensionForm, of_year, resume, suspend};
use jixiao_app::{FieldError, Refusal};
use jixiao_domain::{ExecutionEntryId, ProjectYearId, Role};
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_suspended_year_takes_no_payment_and_says_why_since_when_and_who,
    a_suspension_is_lifted_by_another_hand_with_a_reason,
    a_correction_may_lower_but_not_raise_meanwhile,
    a_year_is_suspended_once_and_again_after_it_was_lifted,
    only_finance_suspends_and_only_approvers_lift,
    a_suspension_comes_only_from_a_rectification_of_the_year,
}

fn stop() -> SuspensionForm {
    SuspensionForm {
        reason: "慰问对象名单与上年重复较多，须核实后再付".to_owned(),
        article: "财预〔2019〕136号".to_owned(),
        rectification: String::new(),
    }
}

fn go_on() -> ResumptionForm {
    ResumptionForm { reason: "名单已核实".to_owned() }
}

async fn budgeted(world: &World) -> ProjectYearId {
    let year = add_with_year(world, "A1", 2026).await;
    let entry = EntryForm {
        kind: "initial".to_owned(),
        source: "current_treasury".to_owned(),
        amount: "100000".to_owned(),
        document_number: "江财预〔2026〕1号".to_owned(),
        dated_on: "2026-01-15".to_owned(),
        ..EntryForm::default()
    };
    let input = entry.parse().map_err(Refusal::Invalid).unwrap();
    budgets::enter(world.call(world.actor(Role::Finance)), year, input).await.unwrap();
    year
}

async fn pay(
    world: &World,
    year: ProjectYearId,
    voucher: &str,
) -> Result<ExecutionEntryId, Refusal> {
    let form = PaymentForm {
        source: "current_treasury".to_owned(),
        amount: "30000".to_owned(),
        voucher_number: voucher.to_owned(),
        paid_on: "2026-02-10".to_owned(),
        summary: "慰问金".to_owned(),
        same_voucher: String::new(),
    };
    let input = form.parse().map_err(Refusal::Invalid)?;
    budgets::pay(world.call(world.actor(Role::Finance)), year, input).await
}

async fn a_suspended_year_takes_no_payment_and_says_why_since_when_and_who(store: Store) {
    let world = World::new(store).await;
    let year = budgeted(&world).await;
    pay(&world, year, "记-1").await.unwrap();
    suspend(world.call(world.actor(Role::Finance)), year, &stop()).await.unwrap();
    let refused = pay(&world, year, "记-2").await.unwrap_err().to_string();
    for part in ["2026年3月2日", "名单与上年重复", "财预〔2019〕136号", "北山县总工会审批"]
    {
        assert!(refused.contains(part), "{part}: {refused}");
    }
    let seen = of_year(world.call(world.actor(Role::Filler)), year).await.unwrap();
    assert!(seen.current.is_some() && !seen.may_suspend && !seen.may_lift);
    assert!(seen.holders.iter().any(|who| who.user_id == world.actor(Role::Approver).user_id));
    let stranger = world.call(world.stranger(Role::Finance));
    assert!(matches!(of_year(stranger, year).await, Err(Refusal::NotFound(_))));
}

async fn a_suspension_is_lifted_by_another_hand_with_a_reason(store: Store) {
    let world = World::new(store).await;
    let year = budgeted(&world).await;
    let mut both = world.actor(Role::Finance).clone();
    both.grants.extend(world.actor(Role::Approver).grants.clone());
    suspend(world.call(&both), year, &stop()).await.unwrap();
    let refused = resume(world.call(&both), year, &go_on()).await.unwrap_err();
    assert!(matches!(refused, Refusal::SameHand(_)), "{refused:?}");
    assert!(!of_year(world.call(&both), year).await.unwrap().may_lift);
    let approver = world.call(world.actor(Role::Approver));
    let bare = resume(approver, year, &ResumptionForm::default()).await.unwrap_err();
    assert!(matches!(&bare, Refusal::Invalid(found) if matches!(&found[..],
        [FieldError { field, .. }] if field == "reason")));
    resume(approver, year, &go_on()).await.unwrap();
    pay(&world, year, "记-2").await.unwrap();
    let history = of_year(approver, year).await.unwrap().history;
    assert_eq!(history.len(), 1);
    assert_eq!(history[0].resumption.as_ref().unwrap().reason, "名单已核实");
    let again = resume(approver, year, &go_on()).await.unwrap_err();
    assert!(again.to_string().contains("没有暂停"), "{again}");
}

async fn a_correction_may_lower_but_not_raise_meanwhile(store: Store) {
    let world = World::new(store).await;
    let year = budgeted(&world).await;
    let id = pay(&world, year, "记-1").await.unwrap();
    let finance = world.call(world.actor(Role::Finance));
    suspend(finance, year, &stop()).await.unwrap();
    let correction = |amount: &str| {
        let form = PaymentCorrectionForm {
            source: "current_treasury".to_owned(),
            amount: amount.to_owned(),
            voucher_number: "记-1".to_owned(),
            paid_on: "2026-02-10".to_owned(),
            reason: "录入有误".to_owned(),
        };
        form.parse().unwrap()
    };
    let refused = budgets::correct_payment(finance, id, correction("30001")).await.unwrap_err();
    assert!(refused.to_string().contains("暂停"), "{refused}");
    budgets::correct_payment(finance, id, correction("29000")).await.unwrap();
}

async fn a_year_is_suspended_once_and_again_after_it_was_lifted(store: Store) {
    let world = World::new(store).await;
    let year = budgeted(&world).await;
    let finance = world.call(world.actor(Role::Finance));
    suspend(finance, year, &stop()).await.unwrap();
    let refused = suspend(finance, year, &stop()).await.unwrap_err();
    assert!(refused.to_string().contains("已处于暂停"), "{refused}");
    resume(world.call(world.actor(Role::Approver)), year, &go_on()).await.unwrap();
    suspend(finance, year, &stop()).await.unwrap();
    assert_eq!(of_year(finance, year).await.unwrap().history.len(), 2);
}

async fn only_finance_suspends_and_only_approvers_lift(store: Store) {
    let world = World::new(store).await;
    let year = budgeted(&world).await;
    for role in [Role::Filler, Role::Approver, Role::Auditor, Role::Treasury] {
        let refused = suspend(world.call(world.actor(role)), year, &stop()).await.unwrap_err();
        assert!(matches!(refused, Refusal::Forbidden(_)), "{role:?}");
    }
    let stranger = world.call(world.stranger(Role::Finance));
    assert!(matches!(suspend(stranger, year, &stop()).await, Err(Refusal::NotFound(_))));
    let finance = world.call(world.actor(Role::Finance));
    let bare = suspend(finance, year, &SuspensionForm::default()).await.unwrap_err();
    assert_eq!(crate::goals::messages(&bare).len(), 2);
    suspend(finance, year, &stop()).await.unwrap();
    let colleague = world.call(world.colleague(Role::Finance));
    let refused = resume(colleague, year, &go_on()).await.unwrap_err();
    assert!(matches!(refused, Refusal::Forbidden(_)), "{refused:?}");
}

async fn a_suspension_comes_only_from_a_rectification_of_the_year(store: Store) {
    let world = World::new(store).await;
    let year = budgeted(&world).await;
    let other = add_with_year(&world, "A2", 2026).await;
    let finance = world.call(world.actor(Role::Finance));
    let id = rectifications::open(finance, &notice(other)).await.unwrap();
    let from = SuspensionForm { rectification: id.to_string(), ..stop() };
    let refused = suspend(finance, year, &from).await.unwrap_err();
    assert_eq!(crate::goals::messages(&refused)[0].0, "rectification");
    suspend(finance, other, &from).await.unwrap();
    assert!(rectifications::read(finance, id).await.unwrap().is_suspended);
}
