//! Projects, their years and the two ledgers.

use chrono::{NaiveDate, TimeZone as _, Utc};
use jixiao_domain::{
    BudgetEntryKind, FormLayout, FundSource, Money, OrganisationKind, PrintUnit, Programme,
    ProjectAttribute, ProjectId, ProjectYearId, UserId,
};
use jixiao_store::budget_entries::{self, NewBudgetEntry};
use jixiao_store::execution_entries::{self, NewExecutionEntry};
use jixiao_store::organisations::{self, NewOrganisation};
use jixiao_store::project_years::{self, NewProjectYear};
use jixiao_store::projects::{self, ProjectContent};
use jixiao_store::{
    Connection as _, Store, StoreError, Timestamp, Transaction, funds, on_both_databases,
};

on_both_databases! {
    a_project_is_read_as_it_was_written,
    a_change_needs_the_revision_it_was_read_at,
    a_project_has_each_year_once,
    the_fund_block_adds_up_what_counts,
    payments_are_summed_by_month,
    a_line_is_corrected_once,
}

pub(crate) fn at() -> Timestamp {
    Utc.timestamp_opt(1_767_225_600, 0).unwrap()
}

fn content(code: &str) -> ProjectContent {
    ProjectContent {
        code: code.to_owned(),
        name: "困难职工节日慰问".to_owned(),
        programme: Programme::WarmthRelief,
        attribute: ProjectAttribute::Continued,
        supervising_department: "江州市总工会".to_owned(),
        supervising_department_code: "502".to_owned(),
        finance_division: String::new(),
        implementing_unit: "江州市总工会权益保障部".to_owned(),
        implementing_unit_code: String::new(),
        leader: String::new(),
        phone: String::new(),
        start_year: 2024,
        end_year: None,
        basis: String::new(),
    }
}

pub(crate) async fn project(tx: &Transaction) -> (ProjectId, UserId) {
    let new = NewOrganisation {
        parent: None,
        code: "502",
        name: "江州市总工会",
        short_name: "市总",
        kind: OrganisationKind::Federation,
    };
    let organisation = organisations::insert(tx, &new).await.unwrap();
    let user: UserId = tx
        .insert(
            "INSERT INTO app_user (login, name, organisation_id, password_hash, \
             password_changed_at, must_change_password, created_at) \
             VALUES ('caiwu', '财务甲', $1, '', 0, FALSE, 0) RETURNING id",
            [organisation.id.0.into()],
        )
        .await
        .unwrap();
    let id = projects::insert(tx, organisation.id, &content("A1"), user, at()).await.unwrap();
    (id, user)
}

pub(crate) async fn year(tx: &Transaction, project_id: ProjectId, user: UserId) -> ProjectYearId {
    let new = NewProjectYear {
        project_id,
        year: 2026,
        regulation: "national-2020",
        layout: FormLayout::National,
        money_unit: PrintUnit::TenThousandYuan,
        opened_by: user,
        opened_at: at(),
    };
    project_years::insert(tx, &new).await.unwrap()
}

fn budget(
    year: ProjectYearId,
    user: UserId,
    kind: BudgetEntryKind,
    source: FundSource,
    fen: i64,
) -> NewBudgetEntry {
    NewBudgetEntry {
        project_year_id: year,
        kind,
        source,
        amount: Money::from_fen(fen),
        document_number: "江财预〔2026〕1号".to_owned(),
        dated_on: NaiveDate::from_ymd_opt(2026, 1, 15).unwrap(),
        note: String::new(),
        gives_id: None,
        corrects_id: None,
        entered_by: user,
        entered_at: at(),
    }
}

fn payment(year: ProjectYearId, user: UserId, month: u32, fen: i64) -> NewExecutionEntry {
    NewExecutionEntry {
        project_year_id: year,
        source: FundSource::CurrentTreasury,
        amount: Money::from_fen(fen),
        voucher_number: format!("记-{month}"),
        paid_on: NaiveDate::from_ymd_opt(2026, month, 3).unwrap(),
        summary: "慰问金".to_owned(),
        corrects_id: None,
        entered_by: user,
        entered_at: at(),
    }
}

async fn a_project_is_read_as_it_was_written(store: Store) {
    let tx = store.begin().await.unwrap();
    let (id, user) = project(&tx).await;
    let year_id = year(&tx, id, user).await;
    tx.commit().await.unwrap();
    let found = projects::find(&store, id).await.unwrap().unwrap();
    assert_eq!(found.content, content("A1"));
    assert_eq!((found.organisation_name.as_str(), found.revision), ("江州市总工会", 1));
    assert_eq!(projects::find_by_code(&store, "A1").await.unwrap(), Some(found.clone()));
    let years = project_years::list_of(&store, id).await.unwrap();
    assert_eq!(years.len(), 1);
    assert_eq!(project_years::find(&store, year_id).await.unwrap().as_ref(), years.first());
    assert_eq!(years[0].organisation_path, found.organisation_path);
}

async fn a_change_needs_the_revision_it_was_read_at(store: Store) {
    let tx = store.begin().await.unwrap();
    let (id, _) = project(&tx).await;
    projects::update(&tx, id, 1, &content("A2")).await.unwrap();
    let late = projects::update(&tx, id, 1, &content("A3")).await;
    assert!(matches!(late, Err(StoreError::Stale)), "{late:?}");
    projects::set_active(&tx, id, 2, false).await.unwrap();
    let found = projects::find(&tx, id).await.unwrap().unwrap();
    assert_eq!((found.content.code.as_str(), found.active, found.revision), ("A2", false, 3));
}

async fn a_project_has_each_year_once(store: Store) {
    let tx = store.begin().await.unwrap();
    let (id, user) = project(&tx).await;
    let first = year(&tx, id, user).await;
    assert_eq!(project_years::find_in(&tx, id, 2026).await.unwrap().unwrap().id, first);
    let found = project_years::find(&tx, first).await.unwrap().unwrap();
    let again = NewProjectYear {
        project_id: id,
        year: found.year,
        regulation: "national-2020",
        layout: FormLayout::Kunming,
        money_unit: PrintUnit::Yuan,
        opened_by: user,
        opened_at: at(),
    };
    let again = project_years::insert(&tx, &again).await;
    assert!(matches!(again, Err(StoreError::Duplicate(_))), "{again:?}");
}

async fn the_fund_block_adds_up_what_counts(store: Store) {
    use BudgetEntryKind::{CarryOver, Clawback, Initial, Supplement};
    let tx = store.begin().await.unwrap();
    let (id, user) = project(&tx).await;
    let year = year(&tx, id, user).await;
    project_years::lock_ledgers(&tx, year).await.unwrap();
    let treasury = FundSource::CurrentTreasury;
    for (kind, source, fen) in [
        (Initial, treasury, 100),
        (Supplement, treasury, 30),
        (Clawback, treasury, 50),
        (CarryOver, FundSource::CarryOver, 7),
    ] {
        budget_entries::insert(&tx, &budget(year, user, kind, source, fen)).await.unwrap();
    }
    let wrong = execution_entries::insert(&tx, &payment(year, user, 3, 99)).await.unwrap();
    let corrected = NewExecutionEntry { corrects_id: Some(wrong), ..payment(year, user, 3, 9) };
    execution_entries::insert(&tx, &corrected).await.unwrap();
    let summary = funds::fund_summary(&tx, year).await.unwrap();
    let fen = |row: jixiao_domain::FundFigures| {
        (row.initial.fen(), row.adjusted.fen(), row.executed.fen())
    };
    assert_eq!(fen(summary.total), (100, 87, 9));
    assert_eq!(fen(summary.source(treasury)), (100, 80, 9));
    assert_eq!(fen(summary.source(FundSource::CarryOver)), (0, 7, 0));
    assert_eq!(fen(summary.source(FundSource::Other)), (0, 0, 0));
}

async fn payments_are_summed_by_month(store: Store) {
    let tx = store.begin().await.unwrap();
    let (id, user) = project(&tx).await;
    let year = year(&tx, id, user).await;
    for (month, fen) in [(1, 5), (1, 6), (12, 7)] {
        execution_entries::insert(&tx, &payment(year, user, month, fen)).await.unwrap();
    }
    let months = funds::executed_by_month(&tx, year).await.unwrap();
    assert_eq!(months.map(Money::fen), [11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7]);
    assert_eq!(execution_entries::list_of_voucher(&tx, year, "记-1").await.unwrap().len(), 2);
}

async fn a_line_is_corrected_once(store: Store) {
    let tx = store.begin().await.unwrap();
    let (id, user) = project(&tx).await;
    let year = year(&tx, id, user).await;
    let line = budget(year, user, BudgetEntryKind::Initial, FundSource::Other, 5);
    let first = budget_entries::insert(&tx, &line).await.unwrap();
    let correction = NewBudgetEntry { corrects_id: Some(first), ..line };
    let second = budget_entries::insert(&tx, &correction).await.unwrap();
    let lines = budget_entries::list(&tx, year).await.unwrap();
    assert_eq!(
        lines.iter().map(|line| line.corrected_by).collect::<Vec<_>>(),
        [Some(second), None]
    );
    assert_eq!(lines[0].entered_by_name, "财务甲");
    assert_eq!(budget_entries::find_receiving(&tx, first).await.unwrap(), None);
    let again = budget_entries::insert(&tx, &correction).await;
    assert!(matches!(again, Err(StoreError::Duplicate(_))), "{again:?}");
}
