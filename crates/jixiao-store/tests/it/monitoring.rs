//! Rounds of monitoring, records, warnings, and the money of a period.

use crate::ledgers::{at, project, year};
use chrono::NaiveDate;
use jixiao_domain::{
    Coded as _, FilingState, FundSource, GoalId, GoalVersionKind, Lamp, Money, OrganisationId,
    WarningEvent, WarningKind, WarningState,
};
use jixiao_store::freezes;
use jixiao_store::goals::{self, GoalContent, NewGoal};
use jixiao_store::monitoring::rounds::{self, NewRound};
use jixiao_store::monitoring::warnings::{self, NewStep, NewWarning};
use jixiao_store::monitoring::{self, figures};
use jixiao_store::views::monitoring as views;
use jixiao_store::{Connection as _, Scope, Store, StoreError, on_both_databases};

on_both_databases! {
    a_round_holds_each_project_once_and_is_found_again,
    the_money_of_a_period_counts_by_day,
    a_warning_keeps_its_key_through_its_steps,
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

async fn a_round_holds_each_project_once_and_is_found_again(store: Store) {
    let tx = store.begin().await.unwrap();
    let (project_id, user) = project(&tx).await;
    let year_id = year(&tx, project_id, user).await;
    let goal = NewGoal {
        project_year_id: year_id,
        kind: GoalVersionKind::Original,
        reason: "",
        content: &GoalContent::default(),
        filled_by: user,
        created_at: at(),
    };
    let goal_id: GoalId = goals::insert(&tx, &goal).await.unwrap();
    let mut records = Vec::new();
    for (label, to_on) in [("1—3月", day(3, 31)), ("1—7月", day(7, 31))] {
        let new = NewRound {
            organisation_id: OrganisationId(1),
            year: 2026,
            label,
            from_on: day(1, 1),
            to_on,
            due_on: to_on + chrono::Duration::days(15),
            note: "",
            issued_by: user,
            issued_at: at(),
        };
        let round = rounds::insert(&tx, &new).await.unwrap();
        records.push((round, monitoring::insert(&tx, round, year_id, goal_id).await.unwrap()));
    }
    let (round, record) = records[1];
    let mut row = monitoring::find(&tx, record).await.unwrap().unwrap();
    row.figures.initial = Money::from_fen(100);
    row.figures.executed = Money::from_fen(40);
    row.figures.fund_lamp = Some(Lamp::Yellow);
    monitoring::update_content(&tx, &row).await.unwrap();
    let late = monitoring::update_content(&tx, &row).await;
    assert!(matches!(late, Err(StoreError::Stale)), "{late:?}");
    monitoring::set_state(&tx, record, 2, FilingState::Submitted).await.unwrap();
    let before = monitoring::before(&tx, record).await.unwrap().unwrap();
    assert_eq!(before.id, records[0].1);
    freezes::insert(&tx, record, "{}", "00", user, at()).await.unwrap();
    freezes::lift(&tx, record, user, at(), "更正").await.unwrap();
    assert_eq!(freezes::current(&tx, record).await.unwrap(), None);

    let scope = Scope::authorised(vec!["/".to_owned()]);
    for order in [
        views::Order::Period,
        views::Order::Project,
        views::Order::Due,
        views::Order::Execution,
        views::Order::Lamp,
        views::Order::State,
    ] {
        let lines =
            views::list(&tx, &scope, &views::Filter::default(), order, 10, 0).await.unwrap();
        assert_eq!(lines.len(), 2, "{order:?}");
    }
    let yellow = views::Filter {
        year: Some(2026),
        round_id: Some(round),
        state: Some(FilingState::Submitted),
        lamp: Some(Lamp::Yellow),
        text: "慰问".to_owned(),
        ..views::Filter::default()
    };
    assert_eq!(views::count(&tx, &scope, &yellow).await.unwrap(), 1);
    assert_eq!(views::sums(&tx, &scope, &yellow).await.unwrap().executed.fen(), 40);
    let line = views::line(&tx, record).await.unwrap().unwrap();
    assert_eq!(line.execution_rate(), Some("0.4".parse().unwrap()));
    let overdue = views::Filter { overdue_on: Some(day(5, 1)), ..views::Filter::default() };
    assert_eq!(views::count(&tx, &scope, &overdue).await.unwrap(), 1);
    let rounds = views::rounds::list(&tx, &scope, Some(2026)).await.unwrap();
    let listed = views::rounds::counted(&tx, &scope, rounds, day(5, 1)).await.unwrap();
    assert_eq!(listed[0].round.id, round);
    assert_eq!((listed[0].counts.filed_count, listed[0].counts.yellow_count), (1, 1));
    assert_eq!((listed[1].counts.overdue_count, listed[1].counts.record_count), (1, 1));
    let units = views::rounds::completeness(&tx, &scope, round, day(5, 1)).await.unwrap();
    assert_eq!(units[0].counts.initial.fen(), 100);
    assert_eq!(views::rounds::candidates(&tx, &scope, 2026).await.unwrap()[0].goal_id, None);
    let again = monitoring::insert(&tx, round, year_id, goal_id).await;
    assert!(matches!(again, Err(StoreError::Duplicate(_))), "{again:?}");
}

async fn the_money_of_a_period_counts_by_day(store: Store) {
    let tx = store.begin().await.unwrap();
    let (project_id, user) = project(&tx).await;
    let year_id = year(&tx, project_id, user).await;
    let rows = [
        ("budget_entry (kind, document_number, dated_on", "'initial', '1', '2026-02-20'", 1000),
        ("budget_entry (kind, document_number, dated_on", "'supplement', '2', '2026-09-01'", 300),
        ("execution_entry (voucher_number, summary, paid_on", "'1', '', '2026-02-01'", 50),
        ("execution_entry (voucher_number, summary, paid_on", "'2', '', '2026-07-31'", 70),
        ("execution_entry (voucher_number, summary, paid_on", "'3', '', '2026-08-01'", 90),
    ];
    for (table, values, fen) in rows {
        let sql = format!(
            "INSERT INTO {table}, project_year_id, source, amount_fen, entered_by, entered_at) \
             VALUES ({values}, $1, $2, $3, $4, 0)"
        );
        let source = FundSource::CurrentTreasury.code();
        let fen: i64 = fen;
        tx.execute_one(&sql, [year_id.0.into(), source.into(), fen.into(), user.0.into()])
            .await
            .unwrap();
    }
    for (from, to, expected) in [
        (day(1, 1), day(7, 31), (1000, 1000, 120, 120)),
        (day(7, 1), day(9, 30), (1000, 1300, 160, 210)),
        (day(1, 1), day(1, 31), (1000, 1000, 0, 0)),
    ] {
        let found = figures::of_period(&tx, year_id, from, to).await.unwrap();
        let (source, row) = found[0];
        assert_eq!(source, FundSource::CurrentTreasury);
        let fen = (row.initial.fen(), row.adjusted.fen(), row.executed.fen());
        assert_eq!((fen.0, fen.1, fen.2, row.executed_so_far.fen()), expected, "{from} {to}");
        assert_eq!(found.len(), 3);
    }
}

async fn a_warning_keeps_its_key_through_its_steps(store: Store) {
    let tx = store.begin().await.unwrap();
    let (project_id, user) = project(&tx).await;
    let year_id = year(&tx, project_id, user).await;
    let goal = NewGoal {
        project_year_id: year_id,
        kind: GoalVersionKind::Original,
        reason: "",
        content: &GoalContent::default(),
        filled_by: user,
        created_at: at(),
    };
    let goal_id = goals::insert(&tx, &goal).await.unwrap();
    let round = NewRound {
        organisation_id: OrganisationId(1),
        year: 2026,
        label: "第三季度",
        from_on: day(7, 1),
        to_on: day(9, 30),
        due_on: day(10, 15),
        note: "",
        issued_by: user,
        issued_at: at(),
    };
    let round = rounds::insert(&tx, &round).await.unwrap();
    let record_id = monitoring::insert(&tx, round, year_id, goal_id).await.unwrap();
    let new = NewWarning {
        record_id,
        kind: WarningKind::ExecutionBelowLine,
        goal_indicator_id: None,
        sentence: "执行率 40.00%，低于 8 月底前应达到的 60%。",
        article: "川财绩〔2025〕10号",
        raised_at: at(),
        answer_due_on: Some(day(10, 20)),
    };
    let id = warnings::insert(&tx, &new).await.unwrap();
    let warning = warnings::find(&tx, id).await.unwrap().unwrap();
    let state = warning.state.after(WarningEvent::Explain).unwrap();
    warnings::set_state(&tx, id, warning.revision, state).await.unwrap();
    let step = NewStep {
        warning_id: id,
        event: WarningEvent::Explain,
        to_state: state,
        reason: "招标已完成，十月集中支付",
        link: "",
        user_id: user,
        at: at(),
    };
    warnings::add_step(&tx, &step).await.unwrap();
    warnings::set_words(&tx, id, "执行率 41.00%。", "").await.unwrap();
    let scope = Scope::authorised(vec!["/".to_owned()]);
    let filter = views::warnings::Filter {
        standing: views::warnings::Standing::In(WarningState::Explained),
        year: Some(2026),
        kind: Some(WarningKind::ExecutionBelowLine),
        text: "A1".to_owned(),
        ..views::warnings::Filter::default()
    };
    for order in [
        views::warnings::Order::Raised,
        views::warnings::Order::Due,
        views::warnings::Order::Project,
        views::warnings::Order::Kind,
    ] {
        let found = views::warnings::list(&tx, &scope, &filter, order, 5, 0).await.unwrap();
        assert_eq!(found[0].sentence, "执行率 41.00%。");
        assert_eq!(found[0].answer_due_on, Some(day(10, 20)));
    }
    assert_eq!(views::warnings::count(&tx, &scope, &filter).await.unwrap(), 1);
    assert_eq!(warnings::steps(&tx, id).await.unwrap()[0].user_name, "财务甲");
    assert_eq!(warnings::of(&tx, record_id).await.unwrap()[0].id, id);
}
