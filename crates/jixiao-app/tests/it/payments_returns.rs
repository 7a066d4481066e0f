//! What the bank says of a batch: read once, never contradicted in silence, failed lines paid again,
//! money that comes back.

use crate::office::{Office, card};
use crate::payments::{FAILED, PAID, PENDING, states, words};
use crate::projects::invalid_fields;
use jixiao_app::Refusal;
use jixiao_app::payments::{
    self, AgainForm, BatchListForm, RecoverForm, UnpaidForm, four_way, list, read, unpaid,
};
use jixiao_app::people::{PersonForm, read_person, save_person};
use jixiao_domain::{BatchEvent, LineState, Money, Role};
use jixiao_store::disbursements::{self};
use jixiao_store::{Connection as _, Store, execution_entries, funds, on_both_databases};

on_both_databases! {
    a_return_read_twice_changes_nothing,
    a_contradicting_return_is_refused_with_its_place,
    a_return_that_fits_no_line_is_refused_with_its_place,
    failed_lines_are_paid_again_once_they_were_mended,
    a_failed_case_is_put_back_and_paid_by_another_batch,
    money_comes_back_as_a_negative_entry,
    a_correction_of_the_voucher_shows_in_the_comparison,
    what_is_not_paid_is_listed_with_why,
}

async fn a_return_read_twice_changes_nothing(store: Store) {
    let office = Office::new(store, 2, "1000").await;
    let round = office.round("春节", &[10_000, 20_000]).await;
    let id = office.sent(&[round]).await;
    let text = office.answer_text(id, &[PAID, FAILED]).await;
    office.read_text(id, text.clone()).await.unwrap();
    let before = (office.lines(id).await, office.revision(id).await);
    let again = office.read_text(id, text.clone()).await.unwrap();
    assert!(again.before && again.changed_count == 0);
    assert_eq!((office.lines(id).await, office.revision(id).await), before);
    // The same in another file is known too.
    let again = office.read_text(id, format!("{text}\r\n")).await.unwrap();
    assert!(!again.before && again.changed_count == 0);
    assert_eq!(office.lines(id).await, before.0);
}

async fn a_contradicting_return_is_refused_with_its_place(store: Store) {
    let office = Office::new(store, 3, "1000").await;
    let round = office.round("春节", &[10_000, 20_000, 30_000]).await;
    let id = office.sent(&[round]).await;
    office.answered(id, &[PAID, FAILED, None]).await.unwrap();
    let before = office.lines(id).await;
    let refused = words(office.answered(id, &[FAILED, None, PAID]).await);
    assert!(refused.contains("第 2 行：第 1 笔已登记为“已到账”，本文件为“发放失败”"), "{refused}");
    let refused = words(office.answered(id, &[None, PAID, None]).await);
    assert!(refused.contains("第 2 笔已登记为“发放失败”"), "{refused}");
    assert_eq!(office.lines(id).await, before);
}

async fn a_return_that_fits_no_line_is_refused_with_its_place(store: Store) {
    let office = Office::new(store, 2, "1000").await;
    let round = office.round("春节", &[10_000, 20_000]).await;
    let id = office.sent(&[round]).await;
    let good = office.answer_text(id, &[PAID, PAID]).await;
    for (text, expected) in [
        (good.replace("100.00", "100.01"), "第 2 行：第 1 笔发送 100.00 元，回盘为 100.01 元"),
        (good.replace("\r\n2,", "\r\n7,"), "第 3 行：本批次没有对应的明细"),
        (good.replace("6222***********", "7222***********"), "账号不同"),
        (good.replace("成功", "已扣款"), "不是已登记的处理结果"),
        (format!("{good}合计,3,300.00\r\n"), "合计行的笔数或金额与明细不符"),
        ("没有表头".to_owned(), "找不到列名"),
    ] {
        let refused = words(office.read_text(id, text).await);
        assert!(refused.contains(expected), "{refused}");
        assert!(!refused.contains("6222"), "{refused}");
        assert_eq!(states(&office, id).await, [LineState::Open; 2]);
    }
    let doubled = format!("{good}{}\r\n", good.lines().nth(1).unwrap());
    assert!(words(office.read_text(id, doubled).await).contains("出现第二次"));
}

async fn failed_lines_are_paid_again_once_they_were_mended(store: Store) {
    let office = Office::new(store, 2, "300").await;
    let round = office.round("春节", &[10_000, 20_000]).await;
    let id = office.sent(&[round]).await;
    office.answered(id, &[PAID, FAILED]).await.unwrap();
    let again = |revision: String, words: &str| AgainForm {
        revision,
        words: words.to_owned(),
        ..AgainForm::default()
    };
    let call = office.call(Role::Filler);
    let page = read(call, id, Some(LineState::Failed), (50, 0)).await.unwrap();
    assert_eq!(page.lines[0].failure, "户名不符（银行：户名不符）");
    assert!(!page.lines[0].remedy.is_empty());
    let unchanged = words(payments::reissue(call, id, &again(office.revision(id).await, "")).await);
    assert!(unchanged.contains("户名未更正"), "{unchanged}");
    let failed = page.lines[0].line.clone();
    let sql = "SELECT person_id FROM aid_case WHERE id = $1";
    let person: i64 =
        office.world.app.store.row(sql, [failed.aid_case_id.0.into()]).await.unwrap().unwrap();
    let person = jixiao_domain::PersonId(person);
    let held = read_person(call, person).await.unwrap().loaded.person;
    let form =
        PersonForm { bank_card: card(500), reason: "换卡".to_owned(), ..PersonForm::of(&held) };
    save_person(call, person, &form).await.unwrap();
    let built = payments::reissue(call, id, &again(office.revision(id).await, "")).await.unwrap();
    let new = &office.lines(built.id).await[0];
    assert_eq!((new.replaces, new.attempt, new.amount), (Some(failed.id), 2, failed.amount));
    assert_eq!(states(&office, id).await, [LineState::Paid, LineState::Replaced]);
    let twice = payments::reissue(call, id, &again(office.revision(id).await, "再试")).await;
    assert!(matches!(twice, Err(Refusal::WrongState(_))), "{twice:?}");
    office.send(built.id).await;
    let file = disbursements::files(&office.world.app.store, built.id).await.unwrap()[0].id;
    let file = payments::download(office.call(Role::Finance), built.id, file, "报送开户行").await;
    assert!(String::from_utf8_lossy(&file.unwrap().content).contains(&card(500)));
    office.answered(built.id, &[PAID]).await.unwrap();
    for (batch, number) in [(id, "记-1"), (built.id, "记-2")] {
        office.step(batch, BatchEvent::Reconcile).await.unwrap();
        office.voucher(batch, number).await.unwrap();
        assert!(four_way(call, batch).await.unwrap().four_way.agrees());
    }
    let page = read(call, built.id, None, (50, 0)).await.unwrap();
    page.standing.conserved().unwrap();
    assert_eq!(page.standing.paid, Money::from_fen(30_000));
    let summary = funds::fund_summary(&office.world.app.store, office.year).await.unwrap();
    assert_eq!(summary.total.executed, Money::from_fen(30_000));
}

async fn a_failed_case_is_put_back_and_paid_by_another_batch(store: Store) {
    let office = Office::new(store, 1, "300").await;
    let round = office.round("春节", &[10_000]).await;
    let id = office.sent(&[round]).await;
    office.answered(id, &[FAILED]).await.unwrap();
    let line = office.lines(id).await[0].id.to_string();
    let form = AgainForm {
        revision: office.revision(id).await,
        words: "本人长期外出，暂缓发放".to_owned(),
        line,
    };
    payments::give_up(office.call(Role::Filler), id, &form).await.unwrap();
    let twice = payments::give_up(office.call(Role::Filler), id, &form).await;
    assert!(matches!(twice, Err(Refusal::Conflict(_))), "{twice:?}");
    assert_eq!(office.cases(round).await[0].1, "payable");
    let built = office.build(&[round]).await.unwrap();
    let line = &office.lines(built.id).await[0];
    assert_eq!((line.attempt, line.replaces), (2, None));
    office.step(id, BatchEvent::Reconcile).await.unwrap();
    let nothing = words(office.voucher(id, "记-1").await);
    assert!(nothing.contains("没有到账的款项"), "{nothing}");
}

async fn money_comes_back_as_a_negative_entry(store: Store) {
    let office = Office::new(store, 2, "1000").await;
    let round = office.round("春节", &[10_000, 20_000]).await;
    let id = office.sent(&[round]).await;
    office.answered(id, &[PAID, PAID]).await.unwrap();
    let line = office.lines(id).await[0].id.to_string();
    let call = office.call(Role::Finance);
    let form = |revision: String, amount: &str, number: &str| RecoverForm {
        revision,
        line: line.clone(),
        amount: amount.to_owned(),
        voucher_number: number.to_owned(),
        recovered_on: "2026-03-02".to_owned(),
        reason: "经复核不符合条件".to_owned(),
    };
    let early = payments::recover(call, id, &form(office.revision(id).await, "100", "记-9")).await;
    assert!(matches!(early, Err(Refusal::WrongState(_))), "{early:?}");
    office.step(id, BatchEvent::Reconcile).await.unwrap();
    office.voucher(id, "记-1").await.unwrap();
    let too_much =
        payments::recover(call, id, &form(office.revision(id).await, "100.01", "记-9")).await;
    assert_eq!(invalid_fields(too_much), ["amount"]);
    payments::recover(call, id, &form(office.revision(id).await, "40", "记-9")).await.unwrap();
    let part = office.lines(id).await[0].clone();
    assert_eq!((part.state, part.recovered), (LineState::Paid, Money::from_fen(4_000)));
    // Sent twice, it is noted once.
    let twice = payments::recover(call, id, &form(office.revision(id).await, "40", "记-9")).await;
    assert!(twice.is_err(), "{twice:?}");
    payments::recover(call, id, &form(office.revision(id).await, "60", "记-10")).await.unwrap();
    assert_eq!(office.lines(id).await[0].state, LineState::Recovered);
    assert_eq!(office.cases(round).await[0].1, "recovered");
    let summary = funds::fund_summary(&office.world.app.store, office.year).await.unwrap();
    assert_eq!(summary.total.executed, Money::from_fen(20_000));
    let page = read(office.call(Role::Auditor), id, None, (50, 0)).await.unwrap();
    page.standing.conserved().unwrap();
    assert_eq!(page.standing.recovered, Money::from_fen(10_000));
}

async fn a_correction_of_the_voucher_shows_in_the_comparison(store: Store) {
    use jixiao_app::budgets::{PaymentCorrectionForm, correct_payment};
    let office = Office::new(store, 1, "1000").await;
    let round = office.round("春节", &[10_000]).await;
    let id = office.sent(&[round]).await;
    office.answered(id, &[PAID]).await.unwrap();
    office.step(id, BatchEvent::Reconcile).await.unwrap();
    let entry = office.voucher(id, "记-1").await.unwrap()[0];
    let held = execution_entries::find(&office.world.app.store, entry).await.unwrap().unwrap();
    let form = PaymentCorrectionForm {
        source: "current_treasury".to_owned(),
        amount: "90".to_owned(),
        voucher_number: held.line.voucher_number,
        paid_on: "2026-03-02".to_owned(),
        reason: "录入有误".to_owned(),
    };
    let call = office.call(Role::Finance);
    correct_payment(call, entry, form.parse().unwrap()).await.unwrap();
    let page = four_way(call, id).await.unwrap();
    assert_eq!(page.differences.len(), 1);
    assert_eq!(page.differences[0].0, "银行—凭证");
    assert_eq!(page.differences[0].2, Money::from_fen(1_000));
}

async fn what_is_not_paid_is_listed_with_why(store: Store) {
    let office = Office::new(store, 4, "1000").await;
    let round = office.round("春节", &[10_000, 20_000, 30_000]).await;
    office.round("五一", &[5_000]).await;
    let id = office.sent(&[round]).await;
    office.answered(id, &[PAID, FAILED, PENDING]).await.unwrap();
    let call = office.call(Role::Auditor);
    let all = unpaid(call, &UnpaidForm::default(), 0, 50).await.unwrap();
    assert_eq!((all.total, all.sum), (3, Money::from_fen(55_000)));
    let at = |place: &str| UnpaidForm { place: place.to_owned(), ..UnpaidForm::default() };
    let failed = unpaid(call, &at("failed"), 0, 50).await.unwrap();
    assert_eq!(failed.total, 1);
    assert!(
        failed.lines[0].why.starts_with("户名不符") && failed.lines[0].line.name.ends_with('*')
    );
    assert_eq!(unpaid(call, &at("on_the_way"), 0, 50).await.unwrap().sum, Money::from_fen(30_000));
    assert_eq!(unpaid(call, &at("waiting"), 0, 50).await.unwrap().sum, Money::from_fen(5_000));
    let no_purpose = payments::export_unpaid(call, &at(""), "").await;
    assert_eq!(invalid_fields(no_purpose), ["purpose"]);
    assert!(payments::export_unpaid(call, &at(""), "年末清理未发放资金").await.is_ok());
    let found = list(call, &BatchListForm::default(), 0, 50).await.unwrap();
    assert_eq!((found.total, found.with_failures, found.lines[0].failed_count), (1, 1, 1));
}
