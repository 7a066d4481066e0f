//! The city is complete, sound, and the same every time.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use chrono::{TimeZone as _, Utc};
use jixiao_app::{App, audit, care};
use jixiao_domain::{Coded as _, FilingState, ReportKind};
use jixiao_store::{Connection as _, Store, Timestamp, testing};

fn now() -> Timestamp {
    Utc.with_ymd_and_hms(2026, 11, 12, 1, 0, 0).unwrap()
}

async fn city() -> App {
    let app = App::for_tests(testing::sqlite().await);
    jixiao_sample::build(&app, now()).await.unwrap();
    app
}

async fn count(store: &Store, sql: &str) -> i64 {
    store.row::<i64>(sql, []).await.unwrap().unwrap()
}

#[tokio::test]
async fn the_city_is_complete_and_every_entry_of_its_log_holds() {
    let app = city().await;
    let store = &app.store;
    let places = "SELECT count(*) FROM organisation";
    assert_eq!(count(store, places).await, 29);
    assert_eq!(count(store, "SELECT count(*) FROM project").await, 67);
    assert_eq!(count(store, "SELECT count(*) FROM project_year").await, 193);
    for state in FilingState::ALL {
        for table in ["goal", "self_evaluation", "monitoring_record"] {
            let sql = format!("SELECT count(*) FROM {table} WHERE state = '{}'", state.code());
            assert!(count(store, &sql).await > 0, "no {table} is {}", state.word());
        }
    }
    let frozen = "SELECT count(*) FROM self_evaluation_freeze";
    assert!(count(store, frozen).await > 80);
    for (column, words) in
        [("fund_lamp", ["red", "yellow", "green"]), ("indicator_lamp", ["red", "yellow", "green"])]
    {
        for word in words {
            let sql = format!("SELECT count(*) FROM monitoring_record WHERE {column} = '{word}'");
            assert!(count(store, &sql).await > 0, "no {column} is {word}");
        }
    }
    for state in ["open", "explained", "accepted", "adjusting"] {
        let sql = format!("SELECT count(*) FROM monitoring_warning WHERE state = '{state}'");
        assert!(count(store, &sql).await > 0, "no warning is {state}");
    }
    for state in ["issued", "replied", "returned", "closed", "withdrawn"] {
        let sql = format!("SELECT count(*) FROM rectification WHERE state = '{state}'");
        assert!(count(store, &sql).await > 0, "no rectification is {state}");
    }
    assert_eq!(count(store, "SELECT count(*) FROM payment_resumption").await, 2);
    for result in ["supported", "supported_adjusted", "not_supported"] {
        let sql = format!("SELECT count(*) FROM assessment WHERE finance_result = '{result}'");
        assert!(count(store, &sql).await > 0, "no assessment is {result}");
    }
    for (state, least) in [("planned", 1), ("in_progress", 1), ("opinion_exchanged", 1)] {
        let sql = format!("SELECT count(*) FROM evaluation WHERE state = '{state}'");
        assert!(count(store, &sql).await >= least, "no evaluation is {state}");
    }
    for kind in ["goal", "due"] {
        let sql = format!("SELECT count(*) FROM self_evaluation_change WHERE kind = '{kind}'");
        assert_eq!(count(store, &sql).await, 1, "one task has another {kind}");
    }
    let adopted = "SELECT count(*) FROM budget_scenario WHERE adopted_at IS NOT NULL";
    assert_eq!(count(store, adopted).await, 1);
    let concluded = "SELECT count(*) FROM evaluation WHERE state = 'concluded'";
    assert_eq!(count(store, concluded).await, 5);
    assert_eq!(audit::verify(store).await.unwrap().1, None);
    assert!(care::verify(&store.snapshot().await.unwrap()).await.unwrap().is_sound());
}

#[tokio::test]
async fn everybody_signs_in_with_the_printed_password() {
    let app = city().await;
    for account in jixiao_sample::accounts() {
        let session =
            jixiao_app::identity::sign_in(&app, &account.login, jixiao_sample::PASSWORD, now())
                .await
                .unwrap();
        let signed_in = jixiao_app::identity::resume(&app, &session.token, now()).await.unwrap();
        assert!(!signed_in.must_change_password, "{}", account.login);
        assert_eq!(signed_in.actor.grants[0].role, account.role);
        assert_eq!(signed_in.actor.name, account.name);
    }
}

#[tokio::test]
async fn the_same_city_comes_out_every_time() {
    let first = jixiao_store::audit::last(&city().await.store).await.unwrap().unwrap();
    let second = jixiao_store::audit::last(&city().await.store).await.unwrap().unwrap();
    assert_eq!(first, second);
}

#[tokio::test]
async fn a_city_is_enlarged_without_losing_a_point() {
    for store in [Some(testing::sqlite().await), testing::postgres().await].into_iter().flatten() {
        let app = App::for_tests(store);
        jixiao_sample::build(&app, now()).await.unwrap();
        let factor = jixiao_sample::Factor { years: 1, projects: 1, indicators: 3 };
        let indicators = "SELECT count(*) FROM goal_indicator";
        let was = count(&app.store, indicators).await;
        let points = "SELECT CAST(SUM(points_hundredths) AS BIGINT) FROM goal_indicator";
        let before = count(&app.store, points).await;
        let records = "SELECT count(*) FROM monitoring_record";
        let monitored = count(&app.store, records).await;
        let reports = "SELECT count(*) FROM report WHERE project_id IS NOT NULL";
        let reported = count(&app.store, reports).await;
        jixiao_sample::enlarge(&app, factor).await.unwrap();
        assert_eq!(count(&app.store, records).await, monitored * 4);
        assert_eq!(count(&app.store, reports).await, reported * 4);
        assert_eq!(count(&app.store, points).await, before * 4);
        assert_eq!(count(&app.store, "SELECT count(*) FROM project").await, 67 * 2);
        assert_eq!(count(&app.store, indicators).await, was * 12);
        let years = "SELECT count(DISTINCT year) FROM project_year";
        assert_eq!(count(&app.store, years).await, 7);
    }
}

#[tokio::test]
async fn the_checker_finds_nothing_in_the_reports_and_their_forms() {
    use jixiao_app::{documents, reports};
    use jixiao_check::{Selection, compare, examine};
    let app = city().await;
    let call_of = |actor| jixiao_app::Call { app: &app, actor, at: now() };
    let session =
        jixiao_app::identity::sign_in(&app, "city.finance", jixiao_sample::PASSWORD, now())
            .await
            .unwrap();
    let finance = jixiao_app::identity::resume(&app, &session.token, now()).await.unwrap();
    let call = call_of(&finance.actor);
    let list = reports::list(call, &reports::ReportListForm::default(), 0, 100).await.unwrap();
    assert!((40..100).contains(&list.total), "{}", list.total);
    for kind in ReportKind::ALL {
        let units = list.lines.iter().filter(|line| line.kind == *kind);
        let units: std::collections::BTreeSet<_> = units.map(|of| of.organisation_id.0).collect();
        let least = if *kind == ReportKind::Department { 1 } else { 2 };
        assert!(units.len() >= least, "{}: {}", kind.word(), units.len());
    }
    let whole = list.lines.iter().filter(|line| line.kind == ReportKind::Department);
    let whole: Vec<_> = whole.map(|line| (line.year, line.state)).collect();
    assert_eq!(whole, [(2025, FilingState::Draft), (2024, FilingState::Approved)]);
    let mut kept = Vec::new();
    let mut found = Vec::new();
    for (index, line) in list.lines.iter().enumerate() {
        let file = reports::bound_document(call, line.id, documents::Format::Docx).await.unwrap();
        let document =
            jixiao_reader::read(&file.bytes, &file.file_name, &jixiao_reader::Limits::default())
                .unwrap();
        let reading = jixiao_form::recognise(&document);
        assert_eq!(reading.reports.len(), 1, "{}", line.title);
        let catalogue = jixiao_regulation::Catalogue::builtin();
        let regulation = catalogue.get("national-2020").unwrap();
        let selection = Selection::default();
        let done = examine(&document, &reading, index, &selection, |_| regulation, regulation);
        found.extend(
            done.findings.iter().map(|f| format!("{} {}", line.title, f.rule.code) + &f.message),
        );
        kept.push(done.kept);
    }
    found.extend(
        compare(&kept, &Selection::default())
            .iter()
            .map(|f| format!("{} {} {}", list.lines[f.document].title, f.rule.code, f.message)),
    );
    assert!(found.is_empty(), "{}", found.join("\n"));
}
