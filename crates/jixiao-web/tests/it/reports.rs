//! The pages of reports over HTTP.

use crate::evaluated::{approve, fill, issued};
use crate::support::Browser;
use crate::world::World;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jixiao_app::reports::{self, CreateForm, ReportForm};
use jixiao_domain::{ReportId, Role};
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_report_is_drafted_edited_submitted_and_downloaded,
    a_changed_figure_is_refused_and_the_text_is_kept,
    two_writers_do_not_overwrite_each_other,
    another_county_finds_no_report,
    the_api_drafts_and_saves_a_report,
    rounds_and_evaluations_are_offered_and_reported_on,
}

async fn signed_in(world: &World, role: Role) -> Browser {
    let mut browser = Browser::new(world.app.clone());
    browser.sign_in(&world.app, world.actor(role)).await;
    browser
}

async fn drafted(world: &World) -> ReportId {
    let form = issued(world, "XM01").await;
    approve(world, form).await;
    let create = CreateForm {
        kind: "self_evaluation".to_owned(),
        subject: form.to_string(),
        ..CreateForm::default()
    };
    reports::create(world.call(world.actor(Role::Filler)), &create).await.unwrap()
}

/// The editor's form as the page sends it.
async fn form(world: &World, id: ReportId) -> ReportForm {
    let call = world.call(world.actor(Role::Filler));
    ReportForm::of(&reports::load(&world.app.store, call, id).await.unwrap())
}

fn fields(form: &ReportForm) -> Vec<(String, String)> {
    let mut fields = vec![("revision".to_owned(), form.revision.clone())];
    for (index, text) in form.sections.iter().enumerate() {
        fields.push((format!("sections[{index}]"), text.replace('\n', "\r\n")));
    }
    for (index, mark) in form.base.iter().enumerate() {
        fields.push((format!("base[{index}]"), mark.clone()));
    }
    for (index, row) in form.untied.iter().enumerate() {
        fields.push((format!("untied[{index}].section"), row.section.to_string()));
        fields.push((format!("untied[{index}].printed"), row.printed.clone()));
        fields.push((format!("untied[{index}].reason"), row.reason.clone()));
    }
    fields
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

async fn a_report_is_drafted_edited_submitted_and_downloaded(store: Store) {
    let world = World::new(store).await;
    let form_id = issued(&world, "XM01").await;
    approve(&world, form_id).await;
    let mut browser = signed_in(&world, Role::Filler).await;
    let list = browser.get("/reports").await;
    assert!(list.body.contains("起草自评报告"), "{}", list.body);
    let subject = form_id.to_string();
    let fields_of_new = [("kind", "self_evaluation"), ("subject", subject.as_str())];
    let made = browser.post("/reports", &fields_of_new).await;
    let edit = made.location.unwrap();
    let page = browser.get(&edit).await;
    assert!(page.body.contains("|380人}}") && page.body.contains("data-figures"), "{}", page.body);
    let id = edit.trim_end_matches("/edit").rsplit('/').next().unwrap().to_owned();

    let mut typed = form(&world, ReportId(id.parse().unwrap())).await;
    typed.sections[1] = "本项目面向困难职工。".to_owned();
    let saved = browser.post(&edit, &borrowed(&fields(&typed))).await;
    assert_eq!(saved.location, Some(format!("/reports/{id}?done=saved")), "{}", saved.body);
    let page = browser.get(&format!("/reports/{id}")).await;
    assert!(page.body.contains("本项目面向困难职工。"), "{}", page.body);
    assert!(page.body.contains("没有发现问题"), "{}", page.body);
    let link = format!("href=\"/self-evaluations/{form_id}\"");
    assert!(page.body.contains(&link), "a figure leads to its source: {}", page.body);

    let step = [("revision", "2"), ("event", "submit")];
    let submitted = browser.post(&format!("/reports/{id}/step"), &step).await;
    assert_eq!(submitted.status, StatusCode::SEE_OTHER, "{}", submitted.body);
    for (kind, format) in [("document", "docx"), ("volume", "docx"), ("volume", "pdf")] {
        let file = browser.get(&format!("/reports/{id}/{kind}/{format}")).await;
        assert_eq!(file.status, StatusCode::OK);
        assert!(file.headers[header::CONTENT_DISPOSITION].to_str().unwrap().contains(format));
    }
    let missing = browser.get(&format!("/reports/{id}/document/xlsx")).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    let print = browser.get(&format!("/reports/{id}/print")).await;
    assert!(print.body.contains("项目支出绩效自评表"), "{}", print.body);
    assert_eq!(browser.get("/reports/export").await.status, StatusCode::OK);
}

async fn a_changed_figure_is_refused_and_the_text_is_kept(store: Store) {
    let world = World::new(store).await;
    let id = drafted(&world).await;
    let mut browser = signed_in(&world, Role::Filler).await;
    let mut typed = form(&world, id).await;
    let at = typed.sections.iter().position(|text| text.contains("|380人}}")).unwrap();
    typed.sections[at] = typed.sections[at].replace("|380人}}", "|480人}}");
    typed.sections[1] = "改写过的一段。".to_owned();
    let edit = format!("/reports/{id}/edit");
    let refused = browser.post(&edit, &borrowed(&fields(&typed))).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains(&format!("id=\"error-sections[{at}]\"")), "{}", refused.body);
    assert!(refused.body.contains("改写过的一段。"), "{}", refused.body);
    let stored = form(&world, id).await;
    assert!(stored.sections[at].contains("|380人}}"));

    let mut typed = form(&world, id).await;
    typed.sections[1] = "召开座谈会7场。".to_owned();
    let mut sent = fields(&typed);
    sent.push(("do".to_owned(), "stay".to_owned()));
    browser.post(&edit, &borrowed(&sent)).await;
    let page = browser.get(&edit).await;
    assert!(page.body.contains("“7场”的来源"), "{}", page.body);
    let mut typed = form(&world, id).await;
    typed.untied[0].reason = "座谈会签到表".to_owned();
    browser.post(&edit, &borrowed(&fields(&typed))).await;
    let page = browser.get(&format!("/reports/{id}")).await;
    assert!(page.body.contains("来源：座谈会签到表"), "{}", page.body);

    let mut sent = fields(&form(&world, id).await);
    sent.push(("do".to_owned(), "adopt:1".to_owned()));
    let adopted = browser.post(&edit, &borrowed(&sent)).await;
    assert_eq!(adopted.status, StatusCode::SEE_OTHER, "{}", adopted.body);
    assert!(!form(&world, id).await.sections[1].contains("座谈会"));
}

async fn two_writers_do_not_overwrite_each_other(store: Store) {
    let world = World::new(store).await;
    let id = drafted(&world).await;
    let mut mine = form(&world, id).await;
    mine.sections[1] = "我的文字。".to_owned();
    mine.sections[2] = "我的目标。".to_owned();
    let mut theirs = form(&world, id).await;
    theirs.sections[1] = "他的文字。".to_owned();
    theirs.sections[4] = "他的资金情况。".to_owned();
    let colleague = world.call(world.colleague(Role::Filler));
    reports::save(colleague, id, &theirs).await.unwrap();
    let mut browser = signed_in(&world, Role::Filler).await;
    let edit = format!("/reports/{id}/edit");
    let conflict = browser.post(&edit, &borrowed(&fields(&mine))).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    for said in [
        "我的文字。",
        "他的文字。",
        "已被他人修改",
        "两人都改过",
        "仅您修改",
        "仅他人修改",
        r#"name="pick[4]" value="theirs" checked"#,
        r#"name="pick[2]" value="mine" checked"#,
    ] {
        assert!(conflict.body.contains(said), "{said}: {}", conflict.body);
    }
    assert!(!conflict.body.contains(r#"name="pick[3]""#));
    assert!(browser.get(&edit).await.body.contains("暂存而未保存"));
    assert!(form(&world, id).await.sections[1].contains("他的文字。"));
    // What was kept is still typed on the older text.
    let restored = browser.get(&format!("{edit}?draft=1")).await;
    assert!(restored.body.contains(r#"name="revision" value="1""#), "{}", restored.body);

    let mut merged = fields(&ReportForm { revision: "2".to_owned(), ..mine });
    merged.extend(
        [("pick[1]", "mine"), ("pick[2]", "mine"), ("pick[4]", "theirs")]
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
    );
    let saved = browser.post(&edit, &borrowed(&merged)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let now = form(&world, id).await;
    assert_eq!([&now.sections[1], &now.sections[2]], ["我的文字。", "我的目标。"]);
    assert_eq!(now.sections[4], "他的资金情况。");
}

async fn rounds_and_evaluations_are_offered_and_reported_on(store: Store) {
    let world = World::new(store).await;
    let evaluation = crate::scored::concluded(&world, "").await;
    let record = crate::monitored::issued(&world, "1—7月", "2025-07-31").await;
    crate::monitored::approve(&world, record).await;
    let mut browser = signed_in(&world, Role::Filler).await;
    let list = browser.get("/reports?year=2025").await.body;
    assert!(list.contains("起草监控报告") && list.contains("起草评价报告"), "{list}");
    let none = browser.get("/reports?year=2020").await.body;
    assert!(!none.contains("起草监控报告") && !none.contains("起草评价报告"));
    let round = list.split("/monitoring/rounds/").nth(1).unwrap().split('"').next().unwrap();
    let unit = world.north.id.to_string();
    let wanted = [("kind", "monitoring"), ("subject", round)];
    let refused = browser.post("/reports", &wanted).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let wanted = [("kind", "monitoring"), ("subject", round), ("organisation", unit.as_str())];
    let made = browser.post("/reports", &wanted).await.location.unwrap();
    let page = browser.get(made.trim_end_matches("/edit")).await.body;
    assert!(page.contains("绩效运行监控报告（1—7月）") && page.contains("没有发现问题"), "{page}");
    assert!(page.contains("href=\"/monitoring/"), "{page}");

    let request = Request::post("/api/v1/reports")
        .header(header::CONTENT_TYPE, "application/json")
        .header("sec-fetch-site", "same-origin");
    let body = serde_json::json!({"kind": "evaluation", "subject": evaluation.0}).to_string();
    let made = browser.send(request, Body::from(body)).await;
    let made: serde_json::Value = serde_json::from_str(&made.body).unwrap();
    let page = browser.get(&format!("/reports/{}", made["id"])).await.body;
    assert!(page.contains("项目支出绩效评价报告") && page.contains("没有发现问题"), "{page}");
    let request = Request::post("/api/v1/reports")
        .header(header::CONTENT_TYPE, "application/json")
        .header("sec-fetch-site", "same-origin");
    let body = format!(r#"{{"kind": "monitoring", "subject": {round}, "organisation": {unit}}}"#);
    let twice = browser.send(request, Body::from(body)).await;
    assert_eq!(twice.status, StatusCode::CONFLICT, "{}", twice.body);
}

async fn another_county_finds_no_report(store: Store) {
    let world = World::new(store).await;
    let id = drafted(&world).await;
    let mut stranger = Browser::new(world.app.clone());
    stranger.sign_in(&world.app, world.stranger(Role::Filler)).await;
    for path in ["", "/edit", "/print", "/volume/docx", "/document/pdf"] {
        let answer = stranger.get(&format!("/reports/{id}{path}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(!stranger.get("/reports").await.body.contains("XM01"));
    let draft = stranger.post(&format!("/reports/{id}/draft"), &[("revision", "1")]).await;
    assert_eq!(draft.status, StatusCode::NOT_FOUND);
}

async fn the_api_drafts_and_saves_a_report(store: Store) {
    let world = World::new(store).await;
    let form_id = issued(&world, "XM01").await;
    fill(&world, form_id).await;
    let mut browser = signed_in(&world, Role::Filler).await;
    let request = |path: &str| {
        Request::post(path.to_owned())
            .header(header::CONTENT_TYPE, "application/json")
            .header("sec-fetch-site", "same-origin")
    };
    let body = format!(r#"{{"kind": "self_evaluation", "subject": {form_id}}}"#);
    let made = browser.send(request("/api/v1/reports"), Body::from(body)).await;
    let made: serde_json::Value = serde_json::from_str(&made.body).unwrap();
    let path = format!("/api/v1/reports/{}", made["id"]);
    let read = browser.get(&path).await;
    let report: serde_json::Value = serde_json::from_str(&read.body).unwrap();
    assert_eq!(report["state"], "draft");
    assert!(report["pending"].as_str().unwrap().contains("自评表"), "{report}");
    let mut sections: Vec<String> = report["sections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|section| section["text"].as_str().unwrap().to_owned())
        .collect();
    sections[1] = "经由接口改写。".to_owned();
    let body = serde_json::json!({"revision": report["revision"], "sections": sections});
    let saved = browser.send(request(&path), Body::from(body.to_string())).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    let refreshed = format!("{path}/refresh");
    let again =
        browser.send(request(&refreshed), Body::from(r#"{"revision": 1}"#.to_owned())).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.body);
    let again =
        browser.send(request(&refreshed), Body::from(r#"{"revision": 2}"#.to_owned())).await;
    assert!(again.body.contains("\"kept_count\":1"), "{}", again.body);
}
