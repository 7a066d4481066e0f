//! Batches of payments: through all hands, to the bank and back, into the ledger; and what is refused.

use crate::office::{Office, card};
use crate::projects::invalid_fields;
use crate::world::World;
use jixiao_app::payments::{
    self, AgainForm, BatchListForm, UnpaidForm, entry_lines, four_way, list, read, unpaid,
};
use jixiao_app::suspensions::{SuspensionForm, suspend};
use jixiao_app::{Refusal, audit};
use jixiao_domain::{BatchEvent, BatchState, DisbursementBatchId, LineState, Money, Role};
use jixiao_store::disbursements::{self, FILE_KIND, LINE_KIND};
use jixiao_store::{Connection as _, Store, on_both_databases, sealed_fields};
use std::sync::Arc;

on_both_databases! {
    a_batch_goes_from_the_roster_to_the_voucher,
    who_built_a_batch_neither_checks_nor_approves_it,
    a_strange_county_sees_and_moves_nothing,
    a_case_is_in_one_live_line_at_most,
    the_budget_is_set_aside_once,
    approvals_at_the_same_time_never_exceed_the_budget,
    a_case_that_cannot_be_paid_is_left_out_with_a_reason,
    a_second_export_gives_the_same_bytes,
    a_lost_file_is_made_again_byte_by_byte,
    what_a_layout_refuses_is_named_line_by_line,
    a_cancelled_batch_frees_its_cases,
    suspended_payment_holds_batches,
    downloads_need_a_purpose,
}

pub(crate) const PAID: Option<LineState> = Some(LineState::Paid);
pub(crate) const FAILED: Option<LineState> = Some(LineState::Failed);
pub(crate) const PENDING: Option<LineState> = Some(LineState::Pending);

/// A refusal's words, whichever kind it is.
pub(crate) fn words<T: std::fmt::Debug>(outcome: Result<T, Refusal>) -> String {
    match outcome {
        Err(Refusal::Invalid(errors)) => {
            errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("\n")
        }
        Err(other) => other.to_string(),
        Ok(value) => panic!("expected a refusal, found {value:?}"),
    }
}

pub(crate) async fn states(office: &Office, id: DisbursementBatchId) -> Vec<LineState> {
    office.lines(id).await.iter().map(|line| line.state).collect()
}

async fn a_batch_goes_from_the_roster_to_the_voucher(store: Store) {
    let office = Office::new(store, 3, "1000").await;
    let round = office.round("春节", &[10_000, 20_001, 30_002]).await;
    let built = office.build(&[round]).await.unwrap();
    assert_eq!(
        (built.line_count, built.sum, built.number.as_str()),
        (3, Money::from_fen(60_003), "FF2026-0001")
    );
    assert!(office.cases(round).await.iter().all(|(_, state)| state == "batched"));
    office.send(built.id).await;
    let page = read(office.call(Role::Finance), built.id, None, (50, 0)).await.unwrap();
    assert_eq!((page.files.len(), page.files[0].line_count, page.files[0].sum), (1, 3, built.sum));
    assert_eq!(page.next.unwrap().event, BatchEvent::Return);
    assert_eq!(page.available.left(), Some(Money::from_fen(100_000 - 60_003)));
    assert_eq!(page.lines[0].card, format!("***************{}", &card(0)[15..]));
    let came = office.answered(built.id, &[PAID, PENDING, None]).await.unwrap();
    assert_eq!((came.paid.0, came.pending.0, came.changed_count), (1, 1, 2));
    let early = words(office.step(built.id, BatchEvent::Reconcile).await);
    assert!(early.contains("还有 2 笔没有处理结果"), "{early}");
    let came = office.answered(built.id, &[PAID, PAID, PAID]).await.unwrap();
    assert_eq!((came.line_count, came.changed_count), (3, 2));
    assert!(office.cases(round).await.iter().all(|(_, state)| state == "paid"));
    office.step(built.id, BatchEvent::Reconcile).await.unwrap();
    let entries = office.voucher(built.id, "记-12").await.unwrap();
    assert_eq!(entries.len(), 1);
    let twice = office.voucher(built.id, "记-13").await;
    assert!(matches!(twice, Err(Refusal::WrongState(_))), "{twice:?}");
    let behind = entry_lines(office.call(Role::Auditor), entries[0]).await.unwrap();
    assert_eq!((behind.lines.len(), behind.entry.line.amount), (3, built.sum));
    let compared = four_way(office.call(Role::Auditor), built.id).await.unwrap();
    assert!(compared.four_way.agrees(), "{:?}", compared.differences);
    let page = read(office.call(Role::Auditor), built.id, None, (50, 0)).await.unwrap();
    assert_eq!((page.loaded.batch.state, page.history.len()), (BatchState::Vouchered, 8));
    assert_eq!(page.lines[0].card, "******");
    assert!(page.lines[0].line.payee_name.starts_with("王*") && page.events.is_empty());
    page.standing.conserved().unwrap();
    let (_, broken) = audit::verify(&office.world.app.store).await.unwrap();
    assert_eq!(broken, None);
}

async fn who_built_a_batch_neither_checks_nor_approves_it(store: Store) {
    let mut office = Office::new(store, 1, "1000").await;
    let round = office.round("春节", &[10_000]).await;
    let id = office.build(&[round]).await.unwrap().id;
    // One person with all roles: the hands are told apart, not the roles.
    let mut all = office.world.actor(Role::Filler).clone();
    for role in [Role::Reviewer, Role::Approver, Role::Finance] {
        all.grants.extend(office.world.actor(role).grants.clone());
    }
    let call = jixiao_app::Call { actor: &all, ..office.call(Role::Filler) };
    let form = |event: &str, revision: i64| payments::BatchStepForm {
        revision: revision.to_string(),
        event: event.to_owned(),
        ..payments::BatchStepForm::default()
    };
    let own = payments::step(call, id, &form("check", 1)).await;
    assert!(matches!(own, Err(Refusal::SameHand(_))), "{own:?}");
    office.step(id, BatchEvent::Check).await.unwrap();
    let own = payments::step(call, id, &form("approve", 2)).await;
    assert!(matches!(own, Err(Refusal::SameHand(_))), "{own:?}");
    // Who checked does not approve.
    let mut both = office.world.actor(Role::Reviewer).clone();
    both.grants.extend(office.world.actor(Role::Approver).grants.clone());
    both.grants.extend(office.world.actor(Role::Finance).grants.clone());
    let call = jixiao_app::Call { actor: &both, ..office.call(Role::Filler) };
    let own = payments::step(call, id, &form("approve", 2)).await;
    assert!(matches!(own, Err(Refusal::SameHand(_))), "{own:?}");
    office.step(id, BatchEvent::Approve).await.unwrap();
    let own = payments::export(call, id, 3).await;
    assert!(matches!(own, Err(Refusal::SameHand(_))), "{own:?}");
    // Nor may a role do another's step.
    let cancel = payments::BatchStepForm { words: "名单有误".to_owned(), ..form("cancel", 3) };
    let finance = payments::step(office.call(Role::Finance), id, &cancel).await;
    assert!(matches!(finance, Err(Refusal::Forbidden(_))), "{finance:?}");
    office.export(id).await.unwrap();
    office.another("B1", "1").await;
}

async fn a_strange_county_sees_and_moves_nothing(store: Store) {
    let office = Office::new(store, 1, "1000").await;
    let round = office.round("春节", &[10_000]).await;
    let stranger = |role| office.world.call(office.world.stranger(role));
    let built = payments::build(stranger(Role::Filler), &office.build_form(&[round])).await;
    assert!(matches!(built, Err(Refusal::NotFound(_))), "{built:?}");
    let id = office.build(&[round]).await.unwrap().id;
    let seen = read(stranger(Role::Finance), id, None, (50, 0)).await;
    assert!(matches!(seen, Err(Refusal::NotFound(_))), "{seen:?}");
    let form = payments::BatchStepForm {
        revision: "1".to_owned(),
        event: "check".to_owned(),
        ..payments::BatchStepForm::default()
    };
    let moved = payments::step(stranger(Role::Reviewer), id, &form).await;
    assert!(matches!(moved, Err(Refusal::NotFound(_))), "{moved:?}");
    let found = list(stranger(Role::Auditor), &BatchListForm::default(), 0, 50).await.unwrap();
    assert_eq!(found.total, 0);
    let found = unpaid(stranger(Role::Auditor), &UnpaidForm::default(), 0, 50).await.unwrap();
    assert_eq!((found.total, found.sum), (0, Money::default()));
    // A round of another project pays nothing from this one.
    let foreign = payments::build(
        office.call(Role::Filler),
        &payments::BuildForm { rounds: "999".to_owned(), ..office.build_form(&[round]) },
    )
    .await;
    assert!(words(foreign).contains("没有待发放的申请"));
}

async fn a_case_is_in_one_live_line_at_most(store: Store) {
    let office = Office::new(store, 2, "1000").await;
    let round = office.round("春节", &[10_000, 20_000]).await;
    let office = Arc::new(office);
    let tasks: Vec<_> = (0..4)
        .map(|_| {
            let office = Arc::clone(&office);
            tokio::spawn(async move { office.build(&[round]).await.is_ok() })
        })
        .collect();
    let mut built = 0;
    for task in tasks {
        built += u32::from(task.await.unwrap());
    }
    assert_eq!(built, 1);
    // And where the use case is gone around, the database refuses.
    let tx = office.world.app.store.begin().await.unwrap();
    let again = tx
        .execute(
            "INSERT INTO disbursement_line (batch_id, serial, aid_case_id, attempt, payee_name, \
             bank_name, amount_fen, state) SELECT batch_id, 9, aid_case_id, 2, payee_name, \
             bank_name, amount_fen, 'open' FROM disbursement_line WHERE serial = 1",
            [],
        )
        .await;
    assert!(matches!(again, Err(jixiao_store::StoreError::Duplicate(_))), "{again:?}");
}

async fn the_budget_is_set_aside_once(store: Store) {
    let office = Office::new(store, 2, "300").await;
    let first = office.round("春节", &[20_000]).await;
    let second = office.round("五一", &[10_001]).await;
    let one = office.build(&[first]).await.unwrap().id;
    let other = office.build(&[second]).await.unwrap().id;
    for id in [one, other] {
        office.step(id, BatchEvent::Check).await.unwrap();
    }
    office.step(one, BatchEvent::Approve).await.unwrap();
    let refused = words(office.step(other, BatchEvent::Approve).await);
    assert!(
        refused.contains("可用预算 100.00 元") && refused.contains("不足以支付本批次 100.01 元"),
        "{refused}"
    );
    // What failed is free again.
    office.export(one).await.unwrap();
    office.step(one, BatchEvent::Accept).await.unwrap();
    office.answered(one, &[FAILED]).await.unwrap();
    office.step(other, BatchEvent::Approve).await.unwrap();
}

async fn approvals_at_the_same_time_never_exceed_the_budget(store: Store) {
    let office = Office::new(store, 6, "1000").await;
    let mut ids = Vec::new();
    for label in ["一", "二", "三", "四", "五", "六"] {
        let round = office.round(label, &[40_000]).await;
        let id = office.build(&[round]).await.unwrap().id;
        office.step(id, BatchEvent::Check).await.unwrap();
        ids.push(id);
    }
    let office = Arc::new(office);
    let tasks: Vec<_> = ids
        .into_iter()
        .map(|id| {
            let office = Arc::clone(&office);
            tokio::spawn(async move { office.step(id, BatchEvent::Approve).await.is_ok() })
        })
        .collect();
    let mut approved = 0;
    for task in tasks {
        approved += u32::from(task.await.unwrap());
    }
    assert_eq!(approved, 2);
}

async fn a_case_that_cannot_be_paid_is_left_out_with_a_reason(store: Store) {
    let office = Office::new(store, 3, "1000").await;
    let round = office.round("春节", &[10_000, 20_000, 0]).await;
    let cases = office.cases(round).await;
    let tx = office.world.app.store.begin().await.unwrap();
    let sql = "SELECT person_id FROM aid_case WHERE id = $1";
    let person: i64 = tx.row(sql, [cases[1].0.0.into()]).await.unwrap().unwrap();
    sealed_fields::remove(&tx, "person", person, "bank_card").await.unwrap();
    tx.commit().await.unwrap();
    let built = office.build(&[round]).await.unwrap();
    let left: Vec<_> = built.skipped.iter().map(|one| (one.case_id, one.reason)).collect();
    assert_eq!(left[0], (cases[1].0, "未登记银行账号，请在帮扶对象中补登"));
    assert_eq!(left[1], (cases[2].0, "没有审定金额，不能发放；请退回审定"));
    let states: Vec<String> =
        office.cases(round).await.into_iter().map(|(_, state)| state).collect();
    assert_eq!(states, ["batched", "payable", "payable"]);
    let nothing = words(office.build(&[round]).await);
    assert!(nothing.contains("2 件申请都不能发放"), "{nothing}");
}

async fn a_second_export_gives_the_same_bytes(store: Store) {
    let office = Office::new(store, 2, "1000").await;
    let round = office.round("春节", &[10_000, 20_000]).await;
    let id = office.build(&[round]).await.unwrap().id;
    let early = office.export(id).await;
    assert!(matches!(early, Err(Refusal::WrongState(_))), "{early:?}");
    office.step(id, BatchEvent::Check).await.unwrap();
    office.step(id, BatchEvent::Approve).await.unwrap();
    let first = office.export(id).await.unwrap();
    let second = office.export(id).await.unwrap();
    assert!(!first.before && second.before);
    assert_eq!(first.files, second.files);
    let call = office.call(Role::Finance);
    let file = first.files[0].id;
    let once = payments::download(call, id, file, "报送开户行").await.unwrap();
    let twice = payments::download(call, id, file, "报送开户行").await.unwrap();
    assert_eq!(once.content, twice.content);
    // Locked: what is changed of the people meanwhile changes nothing of the batch.
    let cancelled = office.step(id, BatchEvent::Cancel).await;
    assert!(matches!(cancelled, Err(Refusal::WrongState(_))), "{cancelled:?}");
    // Neither cards nor bytes of files lie open.
    let lines: Vec<i64> = office.lines(id).await.iter().map(|line| line.id.0).collect();
    let store = &office.world.app.store;
    let mut sealed = sealed_fields::of(store, LINE_KIND, &lines).await.unwrap();
    sealed.extend(sealed_fields::of(store, FILE_KIND, &[file.0]).await.unwrap());
    assert_eq!(sealed.len(), 3);
    for field in sealed {
        assert!(!String::from_utf8_lossy(&field.sealed).contains("62220000"));
    }
}

async fn a_lost_file_is_made_again_byte_by_byte(store: Store) {
    let office = Office::new(store, 2, "1000").await;
    let round = office.round("春节", &[10_000, 20_000]).await;
    let id = office.build(&[round]).await.unwrap().id;
    let early = payments::regenerate(office.call(Role::Finance), id).await;
    assert!(matches!(early, Err(Refusal::WrongState(_))), "{early:?}");
    office.send(id).await;
    let call = office.call(Role::Finance);
    let file = disbursements::files(&office.world.app.store, id).await.unwrap()[0].clone();
    let before = payments::download(call, id, file.id, "报送开户行").await.unwrap();
    let tx = office.world.app.store.begin().await.unwrap();
    sealed_fields::remove(&tx, FILE_KIND, file.id.0, "content").await.unwrap();
    tx.commit().await.unwrap();
    let lost = words(payments::download(call, id, file.id, "报送开户行").await);
    assert!(lost.contains("重新生成"), "{lost}");
    payments::regenerate(call, id).await.unwrap();
    let after = payments::download(call, id, file.id, "报送开户行").await.unwrap();
    assert_eq!(before.content, after.content);
    // Lines that were tampered with give other bytes, which are not taken.
    let tx = office.world.app.store.begin().await.unwrap();
    let sql = "UPDATE disbursement_line SET amount_fen = amount_fen + 1 WHERE batch_id = $1";
    tx.execute(sql, [id.0.into()]).await.unwrap();
    tx.commit().await.unwrap();
    let other = words(payments::regenerate(call, id).await);
    assert!(other.contains("摘要不符"), "{other}");
}

async fn what_a_layout_refuses_is_named_line_by_line(store: Store) {
    let office = Office::new(store, 2, "1000000").await;
    // Above the cap of one line of the layout.
    let round = office.round("春节", &[10_000, 6_000_000]).await;
    let id = office.build(&[round]).await.unwrap().id;
    office.step(id, BatchEvent::Check).await.unwrap();
    office.step(id, BatchEvent::Approve).await.unwrap();
    let refused = office.export(id).await;
    assert_eq!(invalid_fields(refused), ["lines"]);
    let refused = words(office.export(id).await);
    assert!(refused.contains("第 2 笔") && refused.contains("单笔上限"), "{refused}");
    assert_eq!(office.batch(id).await.batch.state, BatchState::Approved);
    assert!(disbursements::files(&office.world.app.store, id).await.unwrap().is_empty());
}

async fn a_cancelled_batch_frees_its_cases(store: Store) {
    let office = Office::new(store, 2, "1000").await;
    let round = office.round("春节", &[10_000, 20_000]).await;
    let id = office.build(&[round]).await.unwrap().id;
    office.step(id, BatchEvent::Cancel).await.unwrap();
    assert_eq!(states(&office, id).await, [LineState::Released; 2]);
    let id = office.sent(&[round]).await;
    office.answered(id, &[PAID, FAILED]).await.unwrap();
    let form = AgainForm {
        revision: office.revision(id).await,
        words: "银行已解除限制".to_owned(),
        ..AgainForm::default()
    };
    let again = payments::reissue(office.call(Role::Filler), id, &form).await.unwrap().id;
    office.step(again, BatchEvent::Check).await.unwrap();
    office.step(again, BatchEvent::Cancel).await.unwrap();
    assert_eq!(states(&office, id).await, [LineState::Paid, LineState::Failed]);
    let form = AgainForm { revision: office.revision(id).await, ..form };
    let again = payments::reissue(office.call(Role::Filler), id, &form).await.unwrap().id;
    office.step(again, BatchEvent::Check).await.unwrap();
    office.step(again, BatchEvent::Approve).await.unwrap();
    office.export(again).await.unwrap();
    // The bank refuses the file as a whole: nothing of it moved.
    office.step(again, BatchEvent::Decline).await.unwrap();
    let page = read(office.call(Role::Filler), id, None, (50, 0)).await.unwrap();
    page.standing.conserved().unwrap();
    assert_eq!(page.standing.failed, Money::from_fen(20_000));
}

async fn suspended_payment_holds_batches(store: Store) {
    let office = Office::new(store, 2, "1000").await;
    let first = office.round("春节", &[10_000]).await;
    let second = office.round("五一", &[10_000]).await;
    let approved = office.build(&[first]).await.unwrap().id;
    let checked = office.build(&[second]).await.unwrap().id;
    office.step(approved, BatchEvent::Check).await.unwrap();
    office.step(checked, BatchEvent::Check).await.unwrap();
    office.step(approved, BatchEvent::Approve).await.unwrap();
    let stop = SuspensionForm {
        reason: "慰问对象名单须核实后再付".to_owned(),
        article: "财预〔2019〕136号".to_owned(),
        rectification: String::new(),
    };
    suspend(office.call(Role::Finance), office.year, &stop).await.unwrap();
    assert!(words(office.step(checked, BatchEvent::Approve).await).contains("暂停"));
    assert!(words(office.export(approved).await).contains("暂停"));
}

async fn downloads_need_a_purpose(store: Store) {
    let office = Office::new(store, 1, "1000").await;
    let round = office.round("春节", &[10_000]).await;
    let id = office.sent(&[round]).await;
    let file = disbursements::files(&office.world.app.store, id).await.unwrap()[0].id;
    let call = office.call(Role::Finance);
    for purpose in ["", "看", "账号 6222000012345678"] {
        let refused = payments::download(call, id, file, purpose).await;
        assert_eq!(invalid_fields(refused), ["purpose"]);
    }
    let filler = payments::download(office.call(Role::Filler), id, file, "报送开户行").await;
    assert!(matches!(filler, Err(Refusal::Forbidden(_))), "{filler:?}");
    payments::download(call, id, file, "报送开户行").await.unwrap();
    let sql = "SELECT COUNT(*) FROM audit_entry WHERE action = 'disbursement.download'";
    let logged: Option<i64> = office.world.app.store.row(sql, []).await.unwrap();
    assert_eq!(logged, Some(1));
    let _: &World = &office.world;
}
