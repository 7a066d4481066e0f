//! What is typed into the forms of the ledgers survives until it is entered.

use crate::projects::add_with_year;
use crate::world::World;
use jixiao_app::budgets::{self, EntryForm, LedgerForm, PaymentForm};
use jixiao_app::{Call, Refusal};
use jixiao_domain::{BudgetEntryId, ProjectYearId, Role};
use jixiao_store::{Store, on_both_databases};
use std::collections::BTreeMap;

on_both_databases! {
    what_was_typed_is_offered_until_it_is_entered,
    who_keeps_no_ledger_there_keeps_no_draft,
}

fn typed(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

async fn kept(call: Call<'_>, year: ProjectYearId) -> Option<EntryForm> {
    let kept = budgets::kept_draft(call, year, LedgerForm::Budget).await.unwrap();
    kept.map(|(form, _)| form)
}

async fn what_was_typed_is_offered_until_it_is_entered(store: Store) {
    let world = World::new(store).await;
    let year = add_with_year(&world, "A1", 2026).await;
    let finance = world.call(world.actor(Role::Finance));
    let line = [
        ("kind", "initial"),
        ("source", "other"),
        ("amount", "一百"),
        ("document_number", "1号"),
        ("dated_on", "2026-01-05"),
    ];
    budgets::keep_draft(finance, year, LedgerForm::Budget, &typed(&line)).await.unwrap();
    let mut form = kept(finance, year).await.unwrap();
    assert_eq!((form.amount.as_str(), form.note.as_str()), ("一百", ""));
    let payment: Option<(PaymentForm, _)> =
        budgets::kept_draft(finance, year, LedgerForm::Payment).await.unwrap();
    assert!(payment.is_none(), "every form has a draft of its own");
    let colleague = world.call(world.colleague(Role::Finance));
    assert!(kept(colleague, year).await.is_none(), "and every person");
    form.amount = "100".to_owned();
    let entry = budgets::enter(finance, year, form.parse().unwrap()).await.unwrap();
    assert!(kept(finance, year).await.is_none());
    let correction = LedgerForm::BudgetCorrection(entry);
    budgets::keep_draft(finance, year, correction, &typed(&[("amount", "90")])).await.unwrap();
    let other = LedgerForm::BudgetCorrection(BudgetEntryId(entry.0 + 1));
    let none: Option<(EntryForm, _)> = budgets::kept_draft(finance, year, other).await.unwrap();
    assert!(none.is_none());
}

async fn who_keeps_no_ledger_there_keeps_no_draft(store: Store) {
    let world = World::new(store).await;
    let year = add_with_year(&world, "A1", 2026).await;
    let form = typed(&[("amount", "1")]);
    let filler = world.call(world.actor(Role::Filler));
    let refused = budgets::keep_draft(filler, year, LedgerForm::Budget, &form).await;
    assert!(matches!(refused, Err(Refusal::Forbidden(_))), "{refused:?}");
    let stranger = world.call(world.stranger(Role::Finance));
    let refused = budgets::keep_draft(stranger, year, LedgerForm::Budget, &form).await;
    assert!(matches!(refused, Err(Refusal::NotFound(_))), "{refused:?}");
    let finance = world.call(world.actor(Role::Finance));
    let long = typed(&[("note", &"长".repeat(30_000))]);
    let refused = budgets::keep_draft(finance, year, LedgerForm::Budget, &long).await;
    assert!(matches!(refused, Err(Refusal::TooMuch(_))), "{refused:?}");
}
