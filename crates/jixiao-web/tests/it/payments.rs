//! Batches of payments in the browser and over the API: through all hands without script, nothing
//! personal beyond what the reader may see, refusals beside what was typed.

use crate::office::{Office, card};
use crate::support::{Answer, Browser};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jixiao_domain::{LineState, Role};
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_batch_goes_to_the_bank_and_back_without_script,
    empty_pages_say_what_belongs_here,
    a_refused_form_keeps_what_was_typed,
    a_batch_is_worked_over_the_api,
}

async fn browser(office: &Office, role: Role) -> Browser {
    let mut browser = Browser::new(office.world.app.clone());
    browser.sign_in(&office.world.app, office.world.actor(role)).await;
    browser
}

async fn uploaded(browser: &mut Browser, path: &str, revision: &str, text: &str) -> Answer {
    let part = |name: &str, value: &str| {
        format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body = format!(
        "{}{}--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"回盘.csv\"\r\n\
         content-type: text/csv\r\n\r\n{text}\r\n--x--\r\n",
        part("revision", revision),
        part("paid_on", "2026-03-02"),
    );
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header("sec-fetch-site", "same-origin");
    browser.send(request, Body::from(body)).await
}

async fn a_batch_goes_to_the_bank_and_back_without_script(store: Store) {
    let office = Office::new(store, 2, "1000").await;
    let round = office.round("2026年春节送温暖", &[10_000, 20_000]).await;
    let mut filler = browser(&office, Role::Filler).await;
    assert!(filler.get("/payments/new").await.body.contains("2026年春节送温暖"));
    let project = office.project.to_string();
    let page = filler.get(&format!("/payments/new?project={project}")).await;
    assert!(page.body.contains("2 件，300.00 元") && page.body.contains("GBK"));
    let (year, ticked) = (office.year.to_string(), format!("round_{round}"));
    let form = [
        ("project", project.as_str()),
        (ticked.as_str(), "on"),
        ("project_year", &year),
        ("source", "current_treasury"),
        ("layout", "generic-csv"),
        ("purpose", "送温暖慰问金"),
        ("payer_bank", "中国工商银行江州分行"),
        ("payer_account", "1001000009000000001"),
        ("payer_name", "北山县总工会"),
    ];
    let made = filler.post("/payments/new", &form).await;
    assert_eq!(made.location.as_deref(), Some("/payments/1?done=built&left=0"), "{}", made.body);
    let steps = [
        (Role::Reviewer, "/payments/1/step", ("event", "check"), "1"),
        (Role::Approver, "/payments/1/step", ("event", "approve"), "2"),
        (Role::Finance, "/payments/1/export", ("reference", ""), "3"),
        (Role::Finance, "/payments/1/step", ("event", "accept"), "4"),
    ];
    let mut hands = [
        browser(&office, Role::Reviewer).await,
        browser(&office, Role::Approver).await,
        browser(&office, Role::Finance).await,
    ];
    for (role, path, field, revision) in steps {
        let turn = [Role::Reviewer, Role::Approver, Role::Finance];
        let hand = &mut hands[turn.iter().position(|one| *one == role).unwrap()];
        assert!(hand.get("/payments/1").await.body.contains("下一步"));
        let form = [("revision", revision), field, ("reference", "ICBC-1")];
        let form = if path.ends_with("export") { &form[..1] } else { &form[..] };
        let taken = hand.post(path, form).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{role:?} {}", taken.body);
    }
    let [_, _, mut finance] = hands;
    let page = finance.get("/payments/1").await;
    assert!(page.body.contains("已锁定") && !page.body.contains(&card(0)));
    let refused = finance.post("/payments/1/files/1", &[("purpose", "看")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let file = finance.post("/payments/1/files/1", &[("purpose", "报送开户行")]).await;
    assert!(file.status == StatusCode::OK && file.body.contains(&card(0)));
    let id = jixiao_domain::DisbursementBatchId(1);
    let said = [Some(LineState::Paid), Some(LineState::Failed)];
    let text = office.answer_text(id, &said).await;
    let wrong = text.replace("100.00", "100.01");
    let refused = uploaded(&mut finance, "/payments/1/returns", "5", &wrong).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("第 2 行：第 1 笔发送 100.00 元"));
    let read = uploaded(&mut finance, "/payments/1/returns", "5", &text).await;
    assert_eq!(read.location.as_deref(), Some("/payments/1?done=return"), "{}", read.body);
    let again = uploaded(&mut finance, "/payments/1/returns", "5", &text).await;
    assert_eq!(again.location.as_deref(), Some("/payments/1?done=return_before"));
    let done = finance.post("/payments/1/step", &[("revision", "6"), ("event", "reconcile")]).await;
    assert_eq!(done.location.as_deref(), Some("/payments/1?done=reconcile"), "{}", done.body);
    let form = [("revision", "7"), ("voucher_number", "记-12")];
    let done = finance.post("/payments/1/voucher", &form).await;
    assert_eq!(done.location.as_deref(), Some("/payments/1?done=voucher"), "{}", done.body);
    assert!(finance.get("/payments/1/four-way").await.body.contains("银行未付成（发放失败）"));
    assert!(finance.get("/payments/entries/1").await.body.contains("共 1 笔支付"));
    assert!(finance.get("/payments?state=with_failures").await.body.contains("失败 1 笔"));
    let unpaid = finance.get("/payments/unpaid").await;
    assert!(unpaid.body.contains("户名不符") && unpaid.body.contains("王*"));
    let form = [("revision", "8"), ("words", "银行已解除限制")];
    let again = filler.post("/payments/1/reissue", &form).await;
    assert_eq!(
        again.location.as_deref(),
        Some("/payments/2?done=reissued&left=0"),
        "{}",
        again.body
    );
    assert!(filler.get("/payments/2").await.body.contains("第 2 次发放"));
    for format in ["docx", "pdf"] {
        let note = filler.get(&format!("/payments/1/release-note/{format}")).await;
        assert_eq!(note.status, StatusCode::OK);
        let path = format!("/payments/1/roster/{format}");
        assert_eq!(filler.post(&path, &[("purpose", "附会计凭证")]).await.status, StatusCode::OK);
    }
    let refused = filler.post("/payments/1/roster/pdf", &[("purpose", "")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

async fn empty_pages_say_what_belongs_here(store: Store) {
    let office = Office::new(store, 0, "1000").await;
    let mut filler = browser(&office, Role::Filler).await;
    assert!(filler.get("/payments").await.body.contains("编制批次"));
    assert!(filler.get("/payments/new").await.body.contains("目前没有待发放的申请"));
    assert!(filler.get("/payments/unpaid").await.body.contains("没有未发放的申请"));
    assert_eq!(filler.get("/payments/1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(filler.get("/payments/export").await.status, StatusCode::OK);
}

async fn a_refused_form_keeps_what_was_typed(store: Store) {
    let office = Office::new(store, 1, "50").await;
    let round = office.round("春节", &[10_000]).await;
    let mut filler = browser(&office, Role::Filler).await;
    let project = office.project.to_string();
    let form =
        [("project", project.as_str()), ("purpose", "送温暖慰问金"), ("payer_account", "12")];
    let refused = filler.post("/payments/new", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["请选择至少一个有待发放申请的轮次", "8 至 32 位数字", "送温暖慰问金"]
    {
        assert!(refused.body.contains(part), "{part}");
    }
    let id = office.build(&[round]).await.unwrap().id;
    office.step(id, jixiao_domain::BatchEvent::Check).await.unwrap();
    let mut approver = browser(&office, Role::Approver).await;
    let form = [("revision", "2"), ("event", "approve"), ("words", "同意发放")];
    let refused = approver.post("/payments/1/step", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("不足以支付本批次") && refused.body.contains("同意发放"));
}

async fn a_batch_is_worked_over_the_api(store: Store) {
    let office = Office::new(store, 1, "1000").await;
    let round = office.round("春节", &[10_000]).await;
    let id = office.sent(&[round]).await;
    let mut finance = browser(&office, Role::Finance).await;
    let text = office.answer_text(id, &[Some(LineState::Paid)]).await;
    let request = Request::post("/api/v1/payments/1/returns?revision=5&paid_on=2026-03-02&name=a")
        .header("sec-fetch-site", "same-origin");
    let read = finance.send(request, Body::from(text)).await;
    assert!(
        read.status == StatusCode::OK && read.body.contains("\"paid_fen\":10000"),
        "{}",
        read.body
    );
    let page = finance.get("/api/v1/payments/1").await;
    assert!(page.body.contains("\"state\":\"returned\"") && !page.body.contains(&card(0)));
    assert!(finance.get("/api/v1/payments").await.body.contains("FF2026-0001"));
    assert!(finance.get("/api/v1/payments/unpaid").await.body.contains("\"total\":0"));
    let compared = finance.get("/api/v1/payments/1/four-way").await;
    assert!(compared.body.contains("\"agrees\":false"), "{}", compared.body);
}
