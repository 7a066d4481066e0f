//! The two ledgers: what a line may do, and what is derived.

use crate::projects::{add_with_year, invalid_fields, open};
use crate::world::World;
use jixiao_app::budgets::{
    self, CorrectionForm, EntryForm, PaymentCorrectionForm, PaymentForm, ReallocationForm,
    YearLedger,
};
use jixiao_app::{Refusal, audit};
use jixiao_domain::{
    BudgetEntryId, BudgetEntryKind, Coded as _, ExecutionEntryId, FundSource, ProjectYearId, Role,
};
use jixiao_store::{Connection as _, Store, on_both_databases, project_years};

on_both_databases! {
    the_figures_follow_the_lines,
    a_correction_is_a_new_line_and_the_old_remains,
    the_budget_is_never_below_what_was_paid_nor_below_nothing,
    nothing_is_paid_without_budget,
    a_voucher_is_not_entered_twice,
    a_reallocation_is_one_pair_and_corrected_as_one,
    no_more_is_carried_over_than_was_left,
    only_finance_of_the_place_keeps_the_ledger,
    a_filed_year_is_locked,
    bad_fields_are_named_together,
    every_line_leaves_an_audit_entry,
    payments_at_the_same_time_never_exceed_the_budget,
}

fn entry(kind: BudgetEntryKind, source: FundSource, amount: &str) -> EntryForm {
    EntryForm {
        kind: kind.code().to_owned(),
        source: source.code().to_owned(),
        amount: amount.to_owned(),
        document_number: "江财预〔2026〕1号".to_owned(),
        dated_on: "2026年1月15日".to_owned(),
        note: String::new(),
    }
}

fn payment(voucher: &str, amount: &str, paid_on: &str) -> PaymentForm {
    PaymentForm {
        source: "current_treasury".to_owned(),
        amount: amount.to_owned(),
        voucher_number: voucher.to_owned(),
        paid_on: paid_on.to_owned(),
        summary: "慰问金".to_owned(),
        same_voucher: String::new(),
    }
}

fn correction(amount: &str) -> CorrectionForm {
    CorrectionForm {
        source: "current_treasury".to_owned(),
        amount: amount.to_owned(),
        document_number: "江财预〔2026〕1号".to_owned(),
        dated_on: "2026-01-15".to_owned(),
        reason: "录入有误".to_owned(),
    }
}

async fn enter(
    world: &World,
    year: ProjectYearId,
    kind: BudgetEntryKind,
    source: FundSource,
    amount: &str,
) -> Result<BudgetEntryId, Refusal> {
    let input = entry(kind, source, amount).parse().map_err(Refusal::Invalid)?;
    budgets::enter(world.call(world.actor(Role::Finance)), year, input).await
}

/// 年初预算 from the treasury.
async fn initial(world: &World, year: ProjectYearId, amount: &str) -> BudgetEntryId {
    let treasury = FundSource::CurrentTreasury;
    enter(world, year, BudgetEntryKind::Initial, treasury, amount).await.unwrap()
}

async fn pay(
    world: &World,
    year: ProjectYearId,
    form: PaymentForm,
) -> Result<ExecutionEntryId, Refusal> {
    let input = form.parse().map_err(Refusal::Invalid)?;
    budgets::pay(world.call(world.actor(Role::Finance)), year, input).await
}

async fn ledger(world: &World, year: ProjectYearId) -> YearLedger {
    budgets::read(world.call(world.actor(Role::Filler)), year).await.unwrap()
}

/// 年初, 全年 and 执行 in total, 元.
fn totals(ledger: &YearLedger) -> [i64; 3] {
    let total = ledger.funds.total;
    [total.initial, total.adjusted, total.executed].map(|amount| amount.fen() / 100)
}

async fn the_figures_follow_the_lines(store: Store) {
    use BudgetEntryKind::{Clawback, Supplement};
    let world = World::new(store).await;
    let year = add_with_year(&world, "A1", 2026).await;
    assert!(ledger(&world, year).await.funds.total.execution_rate().is_err());
    initial(&world, year, "1,000,000").await;
    enter(&world, year, Supplement, FundSource::Other, "2,000.50元").await.unwrap();
    pay(&world, year, payment("记-1", "300000", "2026-01-20")).await.unwrap();
    pay(&world, year, payment("记-2", "323800", "2026-02-10")).await.unwrap();
    enter(&world, year, Clawback, FundSource::CurrentTreasury, "376200").await.unwrap();
    let ledger = ledger(&world, year).await;
    assert_eq!(totals(&ledger), [1_000_000, 625_800, 623_800]);
    let treasury = ledger.funds.source(FundSource::CurrentTreasury);
    assert_eq!(treasury.execution_rate(), Ok("1".parse().unwrap()));
    assert_eq!(treasury.initial_execution_rate(), Ok("0.6238".parse().unwrap()));
    let balances: Vec<i64> = ledger.budget.iter().map(|row| row.balance.fen()).collect();
    assert_eq!(balances, [100_000_000, 100_200_050, 62_580_050]);
    let january = &ledger.months[0];
    assert_eq!((january.executed.fen(), january.ahead), (30_000_000, false));
    assert_eq!(ledger.months[2].executed_so_far.fen(), 62_380_000);
    assert!(ledger.months[3].ahead && !ledger.may_keep_ledger);
    assert_eq!(ledger.time_share, "0.25".parse().unwrap());
}

async fn a_correction_is_a_new_line_and_the_old_remains(store: Store) {
    let world = World::new(store).await;
    let year = add_with_year(&world, "A1", 2026).await;
    let finance = world.call(world.actor(Role::Finance));
    let wrong = initial(&world, year, "100").await;
    let right =
        budgets::correct(finance, wrong, correction("1000").parse().unwrap()).await.unwrap();
    let again = budgets::correct(finance, wrong, correction("2000").parse().unwrap()).await;
    assert!(matches!(again, Err(Refusal::WrongState(_))), "{again:?}");
    let paid = pay(&world, year, payment("记-1", "900", "2026-01-20")).await.unwrap();
    let struck_out = PaymentCorrectionForm {
        source: "current_treasury".to_owned(),
        amount: "0".to_owned(),
        voucher_number: "记-1".to_owned(),
        paid_on: "2026-01-20".to_owned(),
        reason: "误记他项".to_owned(),
    };
    budgets::correct_payment(finance, paid, struck_out.parse().unwrap()).await.unwrap();
    let ledger = ledger(&world, year).await;
    assert_eq!(totals(&ledger), [1000, 1000, 0]);
    assert_eq!(ledger.budget.len(), 2);
    assert_eq!(ledger.budget[0].entry.corrected_by, Some(right));
    assert_eq!(ledger.budget[1].change.fen(), 90_000);
    assert_eq!(ledger.payments.len(), 2);
    let stranger = world.call(world.stranger(Role::Finance));
    let elsewhere = budgets::correct(stranger, right, correction("1").parse().unwrap()).await;
    assert!(matches!(elsewhere, Err(Refusal::NotFound(_))), "{elsewhere:?}");
}

async fn the_budget_is_never_below_what_was_paid_nor_below_nothing(store: Store) {
    let world = World::new(store).await;
    let year = add_with_year(&world, "A1", 2026).await;
    let first = initial(&world, year, "1000").await;
    pay(&world, year, payment("记-1", "600", "2026-01-20")).await.unwrap();
    let clawback = BudgetEntryKind::Clawback;
    let below_paid = enter(&world, year, clawback, FundSource::CurrentTreasury, "400.01").await;
    let Err(Refusal::Invalid(errors)) = below_paid else { panic!("{below_paid:?}") };
    assert!(errors[0].message.contains("低于已执行的 600.00 元"), "{errors:?}");
    let other = enter(&world, year, clawback, FundSource::Other, "1").await;
    let Err(Refusal::Invalid(errors)) = other else { panic!("{other:?}") };
    assert!(errors[0].message.contains("不得小于 0"), "{errors:?}");
    let finance = world.call(world.actor(Role::Finance));
    let corrected = budgets::correct(finance, first, correction("599").parse().unwrap()).await;
    assert_eq!(invalid_fields(corrected), ["amount"]);
    assert_eq!(totals(&ledger(&world, year).await), [1000, 1000, 600]);
    enter(&world, year, clawback, FundSource::CurrentTreasury, "400").await.unwrap();
}

async fn nothing_is_paid_without_budget(store: Store) {
    let world = World::new(store).await;
    let year = add_with_year(&world, "A1", 2026).await;
    initial(&world, year, "1000").await;
    let too_much = pay(&world, year, payment("记-1", "1000.01", "2026-01-20")).await;
    let Err(Refusal::Invalid(errors)) = too_much else { panic!("{too_much:?}") };
    assert!(errors[0].message.contains("无预算不得支出"), "{errors:?}");
    let other_source =
        PaymentForm { source: "其他资金".to_owned(), ..payment("记-1", "1", "2026-01-20") };
    assert_eq!(invalid_fields(pay(&world, year, other_source).await), ["amount"]);
    for day in ["2025-12-31", "2026-12-31"] {
        assert_eq!(invalid_fields(pay(&world, year, payment("记-1", "1", day)).await), ["paid_on"]);
    }
    assert_eq!(
        invalid_fields(pay(&world, year, payment("记-1", "0", "2026-1-2")).await),
        ["amount"]
    );
    assert!(ledger(&world, year).await.payments.is_empty());
}

async fn a_voucher_is_not_entered_twice(store: Store) {
    let world = World::new(store).await;
    let year = add_with_year(&world, "A1", 2026).await;
    initial(&world, year, "1000").await;
    pay(&world, year, payment("记-1", "100", "2026-01-20")).await.unwrap();
    let same =
        PaymentForm { same_voucher: "on".to_owned(), ..payment("记－1", "100", "2026/1/20") };
    assert_eq!(invalid_fields(pay(&world, year, same).await), ["voucher_number"]);
    let other_line = payment("记-1", "50", "2026-01-20");
    assert_eq!(invalid_fields(pay(&world, year, other_line.clone()).await), ["voucher_number"]);
    let confirmed = PaymentForm { same_voucher: "on".to_owned(), ..other_line };
    pay(&world, year, confirmed).await.unwrap();
    assert_eq!(totals(&ledger(&world, year).await)[2], 150);
}

async fn a_reallocation_is_one_pair_and_corrected_as_one(store: Store) {
    let world = World::new(store).await;
    let from = add_with_year(&world, "A1", 2026).await;
    let to = add_with_year(&world, "A2", 2026).await;
    initial(&world, from, "1000").await;
    let finance = world.call(world.actor(Role::Finance));
    let form = |to: ProjectYearId, amount: &str| {
        let form = ReallocationForm {
            to: to.to_string(),
            source: "current_treasury".to_owned(),
            amount: amount.to_owned(),
            document_number: "江工财〔2026〕3号".to_owned(),
            dated_on: "2026-02-01".to_owned(),
            note: String::new(),
        };
        form.parse().unwrap()
    };
    let receivers = budgets::receivers(finance, from).await.unwrap();
    assert_eq!(receivers.iter().map(|receiver| receiver.id).collect::<Vec<_>>(), [to]);
    let (out, into) = budgets::reallocate(finance, from, form(to, "300")).await.unwrap();
    assert_eq!(totals(&ledger(&world, from).await), [1000, 700, 0]);
    assert_eq!(totals(&ledger(&world, to).await), [0, 300, 0]);
    assert!(ledger(&world, to).await.budget[0].entry.line.note.contains("A1"));

    pay(&world, to, payment("记-9", "250", "2026-02-20")).await.unwrap();
    let less = budgets::correct(finance, out, correction("200").parse().unwrap()).await;
    assert_eq!(invalid_fields(less), ["amount"]);
    budgets::correct(finance, into, correction("250").parse().unwrap()).await.unwrap();
    assert_eq!(totals(&ledger(&world, from).await), [1000, 750, 0]);
    assert_eq!(totals(&ledger(&world, to).await), [0, 250, 250]);

    assert_eq!(invalid_fields(budgets::reallocate(finance, from, form(from, "1")).await), ["to"]);
    let too_much = budgets::reallocate(finance, from, form(to, "750.01")).await;
    assert_eq!(invalid_fields(too_much), ["amount"]);
    let other_year = add_with_year(&world, "A3", 2025).await;
    assert_eq!(
        invalid_fields(budgets::reallocate(finance, from, form(other_year, "1")).await),
        ["to"]
    );
}

async fn no_more_is_carried_over_than_was_left(store: Store) {
    use BudgetEntryKind::CarryOver;
    let world = World::new(store).await;
    let last = add_with_year(&world, "A1", 2025).await;
    let project = ledger(&world, last).await.project.id;
    let this = open(&world, project, 2026).await.unwrap();
    let finance = world.call(world.actor(Role::Finance));
    let old = EntryForm {
        dated_on: "2025-01-10".to_owned(),
        ..entry(BudgetEntryKind::Initial, FundSource::CurrentTreasury, "1000")
    };
    budgets::enter(finance, last, old.parse().unwrap()).await.unwrap();
    pay(&world, last, payment("记-1", "900", "2025-06-01")).await.unwrap();
    let source = FundSource::CarryOver;
    assert_eq!(invalid_fields(enter(&world, this, CarryOver, source, "100.01").await), ["amount"]);
    let wrong_source = enter(&world, this, CarryOver, FundSource::Other, "1").await;
    assert_eq!(invalid_fields(wrong_source), ["source"]);
    enter(&world, this, CarryOver, source, "100").await.unwrap();
    assert_eq!(totals(&ledger(&world, this).await), [0, 100, 0]);
    let late_voucher = pay(&world, last, payment("记-2", "1", "2025-12-31")).await;
    assert_eq!(invalid_fields(late_voucher), ["amount"]);
}

async fn only_finance_of_the_place_keeps_the_ledger(store: Store) {
    let world = World::new(store).await;
    let year = add_with_year(&world, "A1", 2026).await;
    let input = || entry(BudgetEntryKind::Initial, FundSource::Other, "1").parse().unwrap();
    for role in [Role::Filler, Role::Reviewer, Role::Approver, Role::Auditor, Role::Treasury] {
        let refused = budgets::enter(world.call(world.actor(role)), year, input()).await;
        assert!(matches!(refused, Err(Refusal::Forbidden(_))), "{role:?} {refused:?}");
    }
    for role in [Role::Finance, Role::SystemAdministrator] {
        let refused = budgets::enter(world.call(world.stranger(role)), year, input()).await;
        assert!(matches!(refused, Err(Refusal::NotFound(_))), "{role:?} {refused:?}");
    }
    let city = world.call(world.at(&world.city, Role::Finance));
    budgets::enter(city, year, input()).await.unwrap();
}

async fn a_filed_year_is_locked(store: Store) {
    let world = World::new(store).await;
    let year = add_with_year(&world, "A1", 2026).await;
    let first = initial(&world, year, "1000").await;
    let tx = world.app.store.begin().await.unwrap();
    let user = world.actor(Role::Filler).user_id.0;
    let goal: i64 = tx
        .insert(
            "INSERT INTO goal (project_year_id, version, kind, state, filled_by, created_at) \
             VALUES ($1, 1, 'original', 'approved', $2, 0) RETURNING id",
            [year.0.into(), user.into()],
        )
        .await
        .unwrap();
    tx.execute_one(
        "INSERT INTO self_evaluation (project_year_id, goal_id, state, due_on, issued_by, issued_at) \
         VALUES ($1, $2, 'approved', $4, $3, 0)",
        [
            year.0.into(),
            goal.into(),
            user.into(),
            chrono::NaiveDate::from_ymd_opt(2027, 3, 1).into(),
        ],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let finance = world.call(world.actor(Role::Finance));
    let paid = pay(&world, year, payment("记-1", "1", "2026-01-20")).await;
    assert!(matches!(paid, Err(Refusal::WrongState(_))), "{paid:?}");
    let corrected = budgets::correct(finance, first, correction("1").parse().unwrap()).await;
    assert!(matches!(corrected, Err(Refusal::WrongState(_))), "{corrected:?}");
}

async fn bad_fields_are_named_together(_: Store) {
    let bad = EntryForm {
        kind: "调剂转入".to_owned(),
        amount: "0".to_owned(),
        document_number: String::new(),
        dated_on: "2026-02-30".to_owned(),
        ..EntryForm::default()
    };
    let errors = bad.parse().unwrap_err();
    let expected = ["kind", "source", "amount", "document_number", "dated_on"];
    assert_eq!(crate::projects::fields(&errors), expected);
}

async fn every_line_leaves_an_audit_entry(store: Store) {
    let world = World::new(store).await;
    let year = add_with_year(&world, "A1", 2026).await;
    initial(&world, year, "1000").await;
    pay(&world, year, payment("记-1", "1", "2026-01-20")).await.unwrap();
    let refused = pay(&world, year, payment("记-1", "1", "2026-01-20")).await;
    assert!(refused.is_err());
    let (count, broken) = audit::verify(&world.app.store).await.unwrap();
    // Project, year, budget line, payment; a refusal leaves nothing.
    assert_eq!((count, broken), (4, None));
}

async fn payments_at_the_same_time_never_exceed_the_budget(store: Store) {
    let world = World::new(store).await;
    let year = add_with_year(&world, "A1", 2026).await;
    initial(&world, year, "1000").await;
    let world = std::sync::Arc::new(world);
    let tasks: Vec<_> = (0..6)
        .map(|number| {
            let world = std::sync::Arc::clone(&world);
            tokio::spawn(async move {
                pay(&world, year, payment(&format!("记-{number}"), "400", "2026-01-20"))
                    .await
                    .is_ok()
            })
        })
        .collect();
    let mut paid = 0;
    for task in tasks {
        paid += u32::from(task.await.unwrap());
    }
    assert_eq!(paid, 2);
    let found = project_years::find(&world.app.store, year).await.unwrap();
    assert!(found.is_some());
    assert_eq!(totals(&ledger(&world, year).await), [1000, 1000, 800]);
}
