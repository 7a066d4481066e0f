//! Goals and the indicator library in the browser and over the API.

use crate::fixture::{form, open_year, submitted};
use crate::support::Browser;
use crate::world::World;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jixiao_domain::Role;
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_goal_is_filled_in_reviewed_and_approved_without_script,
    errors_stand_beside_their_fields_with_the_typed_text,
    rows_are_added_moved_and_removed_without_losing_text,
    a_late_save_shows_both_sides_and_can_still_be_saved,
    typed_text_survives_a_lost_session,
    a_stranger_finds_no_goal,
    an_indicator_is_proposed_approved_and_picked,
    the_api_speaks_of_the_same_goals,
    an_adjustment_is_compared_with_the_version_in_force,
}

/// What a browser sends for the sound goal.
fn sent(revision: &str) -> Vec<(String, String)> {
    let form = form(revision);
    let mut pairs = vec![
        ("revision".to_owned(), form.revision),
        ("annual_goal".to_owned(), form.annual_goal),
        ("annual_treasury".to_owned(), form.annual_treasury),
    ];
    for (index, row) in form.indicators.into_iter().enumerate() {
        for (part, value) in [
            ("level2", row.level2),
            ("name", row.name),
            ("sign", row.sign),
            ("number", row.number),
            ("unit", row.unit),
            ("points", row.points),
            ("evidence", row.evidence),
        ] {
            pairs.push((format!("indicators[{index}].{part}"), value));
        }
    }
    pairs
}

fn with<'p>(
    pairs: &'p [(String, String)],
    extra: &[(&'p str, &'p str)],
) -> Vec<(&'p str, &'p str)> {
    let own = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| !extra.iter().any(|(other, _)| other == name));
    own.chain(extra.iter().copied()).collect()
}

async fn browser(world: &World, role: Role) -> Browser {
    let mut browser = Browser::new(world.app.clone());
    browser.sign_in(&world.app, world.actor(role)).await;
    browser
}

async fn a_goal_is_filled_in_reviewed_and_approved_without_script(store: Store) {
    let world = World::new(store).await;
    let year = open_year(&world, "P1").await.to_string();
    let mut filler = browser(&world, Role::Filler).await;
    let list = filler.get("/goals").await;
    assert!(list.body.contains("未申报") && list.body.contains("申报</button>"));
    let made = filler.post("/goals", &[("project_year", &year)]).await;
    let edit = made.location.unwrap();
    assert_eq!(edit, "/goals/1/edit");
    assert!(filler.get(&edit).await.body.contains("绩效目标填报"));
    let saved = filler.post(&edit, &with(&sent("1"), &[("do", "save")])).await;
    assert_eq!(saved.location.as_deref(), Some("/goals/1?done=saved"));
    let page = filler.get("/goals/1?done=saved").await;
    for part in ["已保存", "走访慰问在档困难职工", "≥400人", "没有发现问题", "提交单位审核"]
    {
        assert!(page.body.contains(part), "{part}");
    }
    let step = [("revision", "2"), ("event", "submit"), ("reason", "")];
    assert_eq!(filler.post("/goals/1/step", &step).await.status, StatusCode::SEE_OTHER);
    let waiting = filler.get("/goals/1").await.body;
    assert!(waiting.contains("下一步：单位审核") && waiting.contains("北山县总工会审核"));
    for (role, revision, event) in [
        (Role::Reviewer, "3", "unit_review"),
        (Role::Finance, "4", "finance_review"),
        (Role::Approver, "5", "approve"),
    ] {
        let mut officer = browser(&world, role).await;
        let step = [("revision", revision), ("event", event), ("reason", "")];
        let answer = officer.post("/goals/1/step", &step).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    }
    let approved = filler.get("/goals/1").await.body;
    assert!(approved.contains("内容与批复摘要一致") && approved.contains("目标调整与年中追加"));
    let printed = filler.get("/goals/1/print").await;
    assert!(printed.body.contains("走访慰问在档困难职工"));
    let file = filler.get("/goals/1/document/docx").await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.headers.contains_key(header::CONTENT_DISPOSITION));
    assert_eq!(filler.get("/goals/1/document/exe").await.status, StatusCode::NOT_FOUND);
    assert_eq!(filler.get("/goals/export?state=approved").await.status, StatusCode::OK);
}

async fn errors_stand_beside_their_fields_with_the_typed_text(store: Store) {
    let world = World::new(store).await;
    let year = open_year(&world, "P1").await.to_string();
    let mut filler = browser(&world, Role::Filler).await;
    filler.post("/goals", &[("project_year", &year)]).await;
    let bad = [("indicators[0].number", "许<多"), ("annual_treasury", "十万"), ("do", "save")];
    let answer = filler.post("/goals/1/edit", &with(&sent("1"), &bad)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in [
        "id=\"error-indicators[0].number\"",
        "href=\"#field-indicators[0].number\"",
        "value=\"许&#60;多\"",
        "value=\"十万\"",
        "走访慰问在档困难职工",
    ] {
        assert!(answer.body.contains(part), "{part}");
    }
    let checked = filler.post("/goals/1/check", &with(&sent("1"), &[])).await;
    assert!(checked.body.contains("没有发现问题"), "{}", checked.body);
    let short = with(&sent("1"), &[("indicators[0].points", "10")])
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect::<Vec<_>>();
    let checked = filler.post("/goals/1/check", &with(&short, &[])).await;
    assert!(checked.body.contains("还差 10 分"), "{}", checked.body);
    filler.post("/goals/1/edit", &with(&short, &[("do", "save")])).await;
    let step = [("revision", "2"), ("event", "submit"), ("reason", "")];
    let refused = filler.post("/goals/1/step", &step).await;
    assert!(refused.body.contains("还差 10 分") && refused.body.contains("id=\"errors\""));
}

async fn rows_are_added_moved_and_removed_without_losing_text(store: Store) {
    let world = World::new(store).await;
    let year = open_year(&world, "P1").await.to_string();
    let mut filler = browser(&world, Role::Filler).await;
    filler.post("/goals", &[("project_year", &year)]).await;
    let moved = filler.post("/goals/1/edit", &with(&sent("1"), &[("do", "down:0")])).await.body;
    let place = |body: &str, text: &str| body.find(text).unwrap();
    assert!(
        place(&moved, "value=\"慰问对象建档率\"") < place(&moved, "value=\"走访慰问在档困难职工\"")
    );
    let removed = filler.post("/goals/1/edit", &with(&sent("1"), &[("do", "remove:0")])).await.body;
    assert!(!removed.contains("value=\"走访慰问在档困难职工\""));
    assert!(removed.contains("name=\"indicators[5].name\"") && !removed.contains("indicators[6]."));
    let nowhere = filler.post("/goals/1/edit", &with(&sent("1"), &[("do", "up:99")])).await;
    assert_eq!(nowhere.status, StatusCode::OK);
    assert!(filler.get("/goals/1").await.body.contains("还没有指标"));
}

async fn a_late_save_shows_both_sides_and_can_still_be_saved(store: Store) {
    let world = World::new(store).await;
    let year = open_year(&world, "P1").await.to_string();
    let mut filler = browser(&world, Role::Filler).await;
    filler.post("/goals", &[("project_year", &year)]).await;
    filler.post("/goals/1/edit", &with(&sent("1"), &[("do", "save")])).await;
    let mut colleague = Browser::new(world.app.clone());
    colleague.sign_in(&world.app, world.colleague(Role::Filler)).await;
    let late = [("annual_goal", "另一种写法"), ("do", "save")];
    let answer = colleague.post("/goals/1/edit", &with(&sent("1"), &late)).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    for part in
        ["现有内容", "您填写的内容", "<ins>另一种写法</ins>", "name=\"revision\" value=\"2\""]
    {
        assert!(answer.body.contains(part), "{part}");
    }
    let over = colleague.post("/goals/1/edit", &with(&sent("2"), &late)).await;
    assert_eq!(over.status, StatusCode::SEE_OTHER);
    assert!(filler.get("/goals/1").await.body.contains("另一种写法"));
}

async fn typed_text_survives_a_lost_session(store: Store) {
    let world = World::new(store).await;
    let year = open_year(&world, "P1").await.to_string();
    let mut filler = browser(&world, Role::Filler).await;
    filler.post("/goals", &[("project_year", &year)]).await;
    let kept = filler.post("/goals/1/draft", &with(&sent("1"), &[])).await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT);
    let cookie = filler.cookie.take();
    let lost = filler.post("/goals/1/edit", &with(&sent("1"), &[("do", "save")])).await;
    assert_eq!(lost.location.as_deref(), Some("/sign-in?next=/goals/1/edit"));
    filler.cookie = cookie;
    let offered = filler.get("/goals/1/edit").await.body;
    assert!(offered.contains("恢复暂存内容") && !offered.contains("走访慰问在档困难职工"));
    assert!(filler.get("/goals/1/edit?draft=1").await.body.contains("走访慰问在档困难职工"));
    filler.post("/goals/1/draft/drop", &[]).await;
    assert!(!filler.get("/goals/1/edit").await.body.contains("恢复暂存内容"));
}

async fn a_stranger_finds_no_goal(store: Store) {
    let world = World::new(store).await;
    submitted(&world).await;
    let mut stranger = Browser::new(world.app.clone());
    stranger.sign_in(&world.app, world.stranger(Role::Filler)).await;
    for path in ["/goals/1", "/goals/1/edit", "/goals/1/print", "/goals/compare?one=1&other=1"] {
        assert_eq!(stranger.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(!stranger.get("/goals").await.body.contains("困难职工节日慰问"));
    let step = [("revision", "3"), ("event", "unit_review"), ("reason", "")];
    assert_eq!(stranger.post("/goals/1/step", &step).await.status, StatusCode::NOT_FOUND);
    let mut reviewer = browser(&world, Role::Reviewer).await;
    for path in ["/goals/1/edit", "/library/new"] {
        assert_eq!(reviewer.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let mut admin = browser(&world, Role::SystemAdministrator).await;
    assert_eq!(admin.get("/goals").await.status, StatusCode::FORBIDDEN);
}

async fn an_indicator_is_proposed_approved_and_picked(store: Store) {
    let world = World::new(store).await;
    let year = open_year(&world, "P1").await.to_string();
    let mut filler = browser(&world, Role::Filler).await;
    let unit = world.north.id.to_string();
    let fields = |name| {
        [
            ("organisation", unit.as_str()),
            ("programme", "warmth_relief"),
            ("level2", "quantity"),
            ("name", name),
            ("sign", "at_least"),
            ("number", "100"),
            ("unit", "户"),
        ]
    };
    let refused = filler.post("/library/new", &fields("")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("id=\"error-name\"") && refused.body.contains("value=\"户\""));
    let made = filler.post("/library/new", &fields("走访困难职工家庭")).await;
    assert_eq!(made.location.as_deref(), Some("/library/1?done=proposed"));
    assert!(filler.get("/library").await.body.contains("待审定"));
    let mut finance = browser(&world, Role::Finance).await;
    assert!(finance.get("/library/1").await.body.contains("审定入库"));
    let decision = [("revision", "1"), ("decision", "approve"), ("reason", "")];
    let decided = finance.post("/library/1/decision", &decision).await;
    assert_eq!(decided.location.as_deref(), Some("/library/1?done=approve"));
    filler.post("/goals", &[("project_year", &year)]).await;
    let picked = filler.post("/goals/1/edit", &[("revision", "1"), ("pick", "1"), ("do", "pick")]);
    let picked = picked.await.body;
    assert!(
        picked.contains("value=\"走访困难职工家庭\"")
            && picked.contains("library_id\" value=\"1\"")
    );
}

async fn the_api_speaks_of_the_same_goals(store: Store) {
    let world = World::new(store).await;
    submitted(&world).await;
    let mut reviewer = browser(&world, Role::Reviewer).await;
    let list = reviewer.get("/api/v1/goals?state=submitted").await.body;
    assert!(list.contains("\"total\":1") && list.contains("\"state\":\"submitted\""), "{list}");
    let one = reviewer.get("/api/v1/goals/1").await.body;
    assert!(one.contains("\"steps\":[\"unit_review\",\"return\"]"), "{one}");
    let post = |path: &str| {
        Request::post(path)
            .header(header::CONTENT_TYPE, "application/json")
            .header("sec-fetch-site", "same-origin")
    };
    let bare = Body::from(r#"{"revision":3,"event":"return"}"#);
    let refused = reviewer.send(post("/api/v1/goals/1/step"), bare).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("\"field\":\"reason\""), "{}", refused.body);
    let passed = Body::from(r#"{"revision":3,"event":"unit_review"}"#);
    let passed = reviewer.send(post("/api/v1/goals/1/step"), passed).await;
    assert_eq!(passed.body, r#"{"state":"unit_reviewed"}"#);
    let document = reviewer.get("/api/v1/openapi.json").await.body;
    assert!(document.contains("/api/v1/goals/{id}/step") && document.contains("/api/v1/library"));
}

async fn an_adjustment_is_compared_with_the_version_in_force(store: Store) {
    let world = World::new(store).await;
    crate::fixture::approved(&world).await;
    let mut filler = browser(&world, Role::Filler).await;
    let bare = filler.post("/goals/1/versions", &[("kind", "adjustment"), ("reason", "")]).await;
    assert!(bare.body.contains("id=\"error-reason\""), "{}", bare.body);
    let said = [("kind", "adjustment"), ("reason", "年中压减预算")];
    let made = filler.post("/goals/1/versions", &said).await;
    assert_eq!(made.location.as_deref(), Some("/goals/2/edit"));
    let changed = [("reason", "年中压减预算"), ("indicators[0].number", "300"), ("do", "save")];
    filler.post("/goals/2/edit", &with(&sent("1"), &changed)).await;
    let both = filler.get("/goals/compare?one=1&other=2").await.body;
    for part in ["第 1 版", "第 2 版", "≥400人", "≥300人", "修改", "<ins>年中压减预算</ins>"]
    {
        assert!(both.contains(part), "{part}");
    }
}
