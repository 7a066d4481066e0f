//! The pages and the API of projects, ledgers, imports and statistics.

use crate::support::{Answer, Browser};
use crate::world::World;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jixiao_app::Actor;
use jixiao_app::digest::sm3_hex;
use jixiao_domain::Role;
use jixiao_store::{Store, on_both_databases, sessions};
use std::sync::atomic::Ordering;

on_both_databases! {
    a_year_is_kept_from_the_first_line_to_the_correction,
    errors_stand_beside_their_fields_and_the_typed_text_is_kept,
    two_versions_of_a_project_are_shown_beside_each_other,
    a_reallocation_shows_in_both_ledgers,
    a_list_is_exported_as_it_is_filtered,
    an_upload_becomes_a_job,
    pages_say_what_belongs_on_them_while_they_are_empty,
    the_api_keeps_the_ledger_too,
    who_may_not_is_refused_before_anything_is_read,
}

const PROJECT: &[(&str, &str)] = &[
    ("code", "A1"),
    ("name", "困难职工节日慰问"),
    ("programme", "warmth_relief"),
    ("attribute", "continued"),
    ("supervising_department", "江州市总工会"),
    ("implementing_unit", "北山县总工会权益部"),
    ("start_year", "2024"),
];
const YEAR: &[(&str, &str)] = &[
    ("year", "2026"),
    ("regulation", "national-2020"),
    ("layout", "national"),
    ("money_unit", "ten_thousand_yuan"),
];

pub(crate) async fn signed_in(world: &World, actor: &Actor) -> Browser {
    let mut browser = Browser::new(world.app.clone());
    let token = format!("token-{}", actor.user_id);
    let millis = browser.clock.load(Ordering::Relaxed);
    let at = chrono::DateTime::from_timestamp_millis(millis).unwrap();
    let digest = sm3_hex(token.as_bytes());
    sessions::insert(&world.app.store, &digest, actor.user_id, at).await.unwrap();
    browser.cookie = Some(format!("jixiao_session={token}"));
    browser
}

#[track_caller]
fn led_to(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location.clone().unwrap()
}

/// Adds a project of the north with its year 2026; gives the address of the year.
pub(crate) async fn add_year(world: &World, filler: &mut Browser, code: &str) -> String {
    let unit = world.north.id.to_string();
    let mut form = vec![("organisation", unit.as_str())];
    form.extend(PROJECT.iter().filter(|(name, _)| *name != "code"));
    form.push(("code", code));
    let to = led_to(&filler.post("/projects/new", &form).await);
    let project = to.trim_end_matches("?done=added").to_owned();
    let to = led_to(&filler.post(&format!("{project}/years/new"), YEAR).await);
    assert_eq!(to, format!("{project}/years/2026?done=opened"));
    format!("{project}/years/2026")
}

pub(crate) fn budget(amount: &str) -> Vec<(&str, &str)> {
    vec![
        ("kind", "initial"),
        ("source", "current_treasury"),
        ("amount", amount),
        ("document_number", "江财预〔2026〕1号"),
        ("dated_on", "2026-01-15"),
    ]
}

fn payment<'a>(voucher: &'a str, amount: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("voucher_number", voucher),
        ("paid_on", "2026-02-01"),
        ("source", "current_treasury"),
        ("amount", amount),
    ]
}

async fn a_year_is_kept_from_the_first_line_to_the_correction(store: Store) {
    let world = World::new(store).await;
    let mut filler = signed_in(&world, world.actor(Role::Filler)).await;
    let year = add_year(&world, &mut filler, "A1").await;
    let mut finance = signed_in(&world, world.actor(Role::Finance)).await;
    for form in ["budget", "payment", "reallocation"] {
        let page = finance.get(&format!("{year}/{form}")).await;
        assert_eq!(page.status, StatusCode::OK, "{form}");
    }
    led_to(&finance.post(&format!("{year}/budget"), &budget("1,000")).await);
    led_to(&finance.post(&format!("{year}/payment"), &payment("记-1", "620.5")).await);
    let page = finance.get(&year).await;
    for part in ["1,000.00", "620.50", "62.05%", "江财预〔2026〕1号", "2026年2月1日", "<svg"]
    {
        assert!(page.body.contains(part), "{part} is missing:\n{}", page.body);
    }
    let correct = page.body.split(&format!("{year}/payments/")).nth(1).unwrap();
    let entry: String = correct.chars().take_while(char::is_ascii_digit).collect();
    let correct = format!("{year}/payments/{entry}");
    assert!(finance.get(&correct).await.body.contains("value=\"620.50\""));
    let mut form = payment("记-1", "620");
    form.push(("reason", "少记一笔退款"));
    led_to(&finance.post(&correct, &form).await);
    let page = finance.get(&format!("{year}?done=corrected")).await;
    assert!(page.body.contains("更正已登记") && page.body.contains("62.00%"), "{}", page.body);
    let list = filler.get("/projects?year=2026").await;
    assert!(list.body.contains("62.00%") && list.body.contains("合计 1 个项目"), "{}", list.body);
    let statistics = filler.get("/statistics").await;
    assert!(statistics.body.contains("北山县总工会") && statistics.body.contains("62.00%"));
    assert!(filler.get(&year).await.body.contains("有效"));
}

async fn errors_stand_beside_their_fields_and_the_typed_text_is_kept(store: Store) {
    let world = World::new(store).await;
    let mut filler = signed_in(&world, world.actor(Role::Filler)).await;
    let year = add_year(&world, &mut filler, "A1").await;
    let again = filler.post("/projects/new", PROJECT).await;
    assert!(again.body.contains("id=\"error-organisation\""), "{}", again.body);
    assert!(again.body.contains("value=\"困难职工节日慰问\""));
    let mut finance = signed_in(&world, world.actor(Role::Finance)).await;
    let refused = finance.post(&format!("{year}/budget"), &budget("1.5万")).await;
    assert_eq!(refused.status, StatusCode::OK);
    assert!(refused.body.contains("value=\"1.5万\"") && refused.body.contains("请换算为元填写"));
    let unpaid = finance.post(&format!("{year}/payment"), &payment("记-1", "1")).await;
    assert!(unpaid.body.contains("无预算不得支出"), "{}", unpaid.body);
    let open = filler.post(&format!("{}/new", year.trim_end_matches("/2026")), YEAR).await;
    assert!(open.body.contains("该年度已建立"), "{}", open.body);
}

async fn two_versions_of_a_project_are_shown_beside_each_other(store: Store) {
    let world = World::new(store).await;
    let mut filler = signed_in(&world, world.actor(Role::Filler)).await;
    let year = add_year(&world, &mut filler, "A1").await;
    let project = year.trim_end_matches("/years/2026").to_owned();
    let edit = format!("{project}/edit");
    let unit = world.north.id.to_string();
    let form = |name: &'static str, revision: &'static str| {
        let mut form = vec![("organisation", unit.as_str()), ("revision", revision)];
        form.extend(PROJECT.iter().filter(|(field, _)| *field != "name"));
        form.push(("name", name));
        form
    };
    assert!(filler.get(&edit).await.body.contains("name=\"revision\" value=\"1\""));
    led_to(&filler.post(&edit, &form("节日慰问甲", "1")).await);
    let late = filler.post(&edit, &form("节日慰问乙", "1")).await;
    for part in ["已被他人修改", "节日慰问甲", "节日慰问乙", "name=\"revision\" value=\"2\""]
    {
        assert!(late.body.contains(part), "{part}:\n{}", late.body);
    }
    led_to(&filler.post(&edit, &form("节日慰问乙", "2")).await);
    let close = [("revision", "3"), ("active", "false"), ("reason", "")];
    let unclear = filler.post(&format!("{project}/close"), &close).await;
    assert!(unclear.body.contains("id=\"error-reason\""), "{}", unclear.body);
    let close = [("revision", "3"), ("active", "false"), ("reason", "政策到期")];
    led_to(&filler.post(&format!("{project}/close"), &close).await);
    assert!(filler.get(&project).await.body.contains("已关闭"));
}

async fn a_reallocation_shows_in_both_ledgers(store: Store) {
    let world = World::new(store).await;
    let mut filler = signed_in(&world, world.actor(Role::Filler)).await;
    let from = add_year(&world, &mut filler, "A1").await;
    let to = add_year(&world, &mut filler, "A2").await;
    let mut finance = signed_in(&world, world.actor(Role::Finance)).await;
    led_to(&finance.post(&format!("{from}/budget"), &budget("1000")).await);
    let page = finance.get(&format!("{from}/reallocation")).await.body;
    let option = page.split("<option value=\"").find(|part| part.contains("A2 ")).unwrap();
    let receiver: String = option.chars().take_while(char::is_ascii_digit).collect();
    let form = [
        ("to", receiver.as_str()),
        ("source", "current_treasury"),
        ("amount", "400"),
        ("document_number", "江工财〔2026〕3号"),
        ("dated_on", "2026-02-01"),
    ];
    led_to(&finance.post(&format!("{from}/reallocation"), &form).await);
    assert!(finance.get(&from).await.body.contains("-400.00"));
    let receiving = finance.get(&to).await.body;
    assert!(receiving.contains("+400.00") && receiving.contains("来自 A1"), "{receiving}");
    let entry = receiving.split(&format!("{to}/budget/")).nth(1).unwrap();
    let entry: String = entry.chars().take_while(char::is_ascii_digit).collect();
    let correction = finance.get(&format!("{to}/budget/{entry}")).await.body;
    assert!(correction.contains("调剂的两笔将同时更正"), "{correction}");
}

async fn a_list_is_exported_as_it_is_filtered(store: Store) {
    let world = World::new(store).await;
    let mut filler = signed_in(&world, world.actor(Role::Filler)).await;
    let year = add_year(&world, &mut filler, "A1").await;
    for address in ["/projects/export?year=2026&q=A1", &format!("{year}/export")] {
        let file = filler.get(address).await;
        assert_eq!(file.status, StatusCode::OK);
        let disposition = file.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
        assert!(disposition.starts_with("attachment"), "{disposition}");
    }
    let mut stranger = signed_in(&world, world.stranger(Role::Filler)).await;
    assert_eq!(stranger.get(&year).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.get(&format!("{year}/export")).await.status, StatusCode::NOT_FOUND);
}

async fn an_upload_becomes_a_job(store: Store) {
    let world = World::new(store).await;
    let mut finance = signed_in(&world, world.actor(Role::Finance)).await;
    let page = finance.get("/projects/import").await;
    assert!(page.body.contains("执行凭证模板") && !page.body.contains("项目模板"), "{}", page.body);
    let template = finance.get("/projects/import/template/vouchers").await;
    assert_eq!(template.status, StatusCode::OK);
    let body = "--x\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nvouchers\r\n--x\r\n\
                Content-Disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\n\r\nabc\r\n\
                --x--\r\n";
    let request = || {
        Request::post("/projects/import")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .header("sec-fetch-site", "same-origin")
    };
    let to = led_to(&finance.send(request(), Body::from(body)).await);
    assert!(to.starts_with("/jobs/"), "{to}");
    let empty = body.replace("abc", "");
    let refused = finance.send(request(), Body::from(empty)).await;
    assert!(refused.body.contains("请选择要导入的 xlsx 文件"), "{}", refused.body);
}

async fn pages_say_what_belongs_on_them_while_they_are_empty(store: Store) {
    let world = World::new(store).await;
    let mut filler = signed_in(&world, world.actor(Role::Filler)).await;
    assert!(filler.get("/projects").await.body.contains("还没有项目"));
    assert!(filler.get("/projects?q=x").await.body.contains("请放宽筛选条件"));
    assert!(filler.get("/statistics?year=2020").await.body.contains("还没有项目"));
    let year = add_year(&world, &mut filler, "A1").await;
    let page = filler.get(&year).await.body;
    for part in ["还没有登记预算", "还没有预算记录", "还没有执行记录", "不适用"]
    {
        assert!(page.contains(part), "{part}");
    }
}

async fn the_api_keeps_the_ledger_too(store: Store) {
    let world = World::new(store).await;
    let mut filler = signed_in(&world, world.actor(Role::Filler)).await;
    let year = add_year(&world, &mut filler, "A1").await;
    let mut finance = signed_in(&world, world.actor(Role::Finance)).await;
    let ledger = format!("/api/v1{year}/ledger");
    let post = |path: String| {
        Request::post(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header("sec-fetch-site", "same-origin")
    };
    let line = r#"{"kind": "initial", "source": "other", "amount": "1000.5",
                   "document_number": "1号", "dated_on": "2026-01-05"}"#;
    let entered = finance.send(post(format!("{ledger}/budget")), Body::from(line)).await;
    assert_eq!(entered.status, StatusCode::CREATED, "{}", entered.body);
    let refused = finance.send(post(format!("{ledger}/payments")), Body::from("{}")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("\"voucher_number\""), "{}", refused.body);
    let read: serde_json::Value = serde_json::from_str(&filler.get(&ledger).await.body).unwrap();
    assert_eq!(read["total"]["adjusted_fen"], 100_050);
    assert_eq!(read["total"]["execution_rate"], "0");
    assert_eq!(read["budget"][0]["balance_fen"], 100_050);
    let list: serde_json::Value =
        serde_json::from_str(&filler.get("/api/v1/projects?year=2026").await.body).unwrap();
    assert_eq!(list["project_count"], 1);
    assert_eq!(list["projects"][0]["funds"]["initial_fen"], 100_050);
    let project = format!("/api/v1{}", year.trim_end_matches("/years/2026"));
    let project: serde_json::Value =
        serde_json::from_str(&filler.get(&project).await.body).unwrap();
    assert_eq!(project["years"][0]["regulation"], "national-2020");
}

async fn who_may_not_is_refused_before_anything_is_read(store: Store) {
    let world = World::new(store).await;
    let mut filler = signed_in(&world, world.actor(Role::Filler)).await;
    let year = add_year(&world, &mut filler, "A1").await;
    let project = year.trim_end_matches("/years/2026").to_owned();
    let changes = [
        "/projects/new".to_owned(),
        format!("{project}/edit"),
        format!("{project}/close"),
        format!("{project}/years/new"),
        format!("{year}/terms"),
        format!("{year}/budget"),
        format!("{year}/payment"),
        format!("{year}/reallocation"),
        format!("{year}/budget/1"),
        format!("{year}/payments/1"),
        "/projects/import".to_owned(),
    ];
    let mut auditor = signed_in(&world, world.actor(Role::Auditor)).await;
    for path in &changes {
        if !path.ends_with("/close") {
            assert_eq!(auditor.get(path).await.status, StatusCode::FORBIDDEN, "GET {path}");
        }
        assert_eq!(auditor.post(path, &[]).await.status, StatusCode::FORBIDDEN, "POST {path}");
    }
}
