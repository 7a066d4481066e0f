//! Department evaluations: planned, computed and judged, discussed, concluded by another.

use crate::assessments::cells;
use crate::goals::messages;
use crate::rectifications::notice;
use crate::scored::{complete, filed, heard, take};
use crate::world::World;
use jixiao_app::evaluations::{
    EvaluationForm, EvaluationListForm, export, list, load, of_year, plan, printed, read,
    recompute, save,
};
use jixiao_app::rectifications::{self, NoticeForm};
use jixiao_app::{Refusal, documents};
use jixiao_domain::{EvaluationEvent, EvaluationState, Role};
use jixiao_reader::Limits;
use jixiao_regulation::Framework;
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    formulas_are_computed_and_the_rest_is_judged,
    an_evaluation_is_discussed_and_concluded_by_another_hand,
    points_must_close_and_keep_the_floor,
    a_score_other_than_computed_needs_a_reason,
    what_is_sent_back_is_scored_again,
    strangers_find_no_evaluation,
    a_concluded_evaluation_leads_to_a_rectification,
    the_score_table_reads_back_and_the_checker_finds_nothing,
}

async fn formulas_are_computed_and_the_rest_is_judged(store: Store) {
    let world = World::new(store).await;
    let year = filed(&world).await;
    let call = world.call(world.actor(Role::Finance));
    let id = plan(call, year).await.unwrap();
    assert!(plan(call, year).await.unwrap_err().to_string().contains("已立项"));
    let refused = take(call, id, EvaluationEvent::Exchange, "x").await.unwrap_err();
    assert!(refused.to_string().contains("已立项"), "{refused}");
    take(call, id, EvaluationEvent::Start, "").await.unwrap();
    let loaded = read(call, id).await.unwrap().loaded;
    let of = |code: &str| loaded.items.iter().find(|row| row.item.code == code).unwrap();
    // 8 of 10 万元 were paid: 80 % of 4 points.
    let execution = &of("execution").scored;
    assert_eq!(execution.computed_rate, Some("0.8".parse().unwrap()));
    assert_eq!(execution.score, Some("3.2".parse().unwrap()));
    assert!(execution.computed_text.contains("80,000.00"), "{}", execution.computed_text);
    assert_eq!(of("basis").scored.score, None);
    let missing = read(call, id).await.unwrap().missing;
    assert!(missing.iter().any(|error| error.field == "score.basis"));
    let refused = take(call, id, EvaluationEvent::Exchange, "无异议").await.unwrap_err();
    assert!(messages(&refused).iter().any(|(field, _)| *field == "score.basis"));
    let revision = loaded.evaluation.revision;
    recompute(call, id, revision).await.unwrap();
    let stale = recompute(call, id, revision).await.unwrap_err();
    assert!(matches!(stale, Refusal::Conflict(_)), "{stale:?}");
}

async fn an_evaluation_is_discussed_and_concluded_by_another_hand(store: Store) {
    let world = World::new(store).await;
    let id = heard(&world).await;
    let finance = world.call(world.actor(Role::Finance));
    let refused = take(finance, id, EvaluationEvent::Conclude, "结论").await.unwrap_err();
    assert!(matches!(refused, Refusal::Forbidden(_)), "{refused:?}");
    let mut both = world.actor(Role::Finance).clone();
    both.grants.extend(world.actor(Role::Approver).grants.clone());
    let refused = take(world.call(&both), id, EvaluationEvent::Conclude, "结论").await.unwrap_err();
    assert!(matches!(refused, Refusal::SameHand(_)), "{refused:?}");
    let approver = world.call(world.actor(Role::Approver));
    let bare = take(approver, id, EvaluationEvent::Conclude, " ").await.unwrap_err();
    assert_eq!(messages(&bare)[0].0, "words");
    take(approver, id, EvaluationEvent::Conclude, "项目总体实施良好。").await.unwrap();
    let page = read(approver, id).await.unwrap();
    let evaluation = &page.loaded.evaluation;
    assert_eq!(evaluation.state, EvaluationState::Concluded);
    assert_eq!(evaluation.total, page.loaded.score());
    assert!(evaluation.grade.is_some() && page.sound == Some(true) && page.next.is_none());
    assert_eq!((page.history.len(), page.events.len()), (3, 0));
    let form = EvaluationForm::of(&page.loaded);
    let refused = save(finance, id, &form).await.unwrap_err();
    assert!(refused.to_string().contains("已作结论"), "{refused}");
}

async fn points_must_close_and_keep_the_floor(store: Store) {
    let world = World::new(store).await;
    let year = filed(&world).await;
    let call = world.call(world.actor(Role::Finance));
    let id = plan(call, year).await.unwrap();
    let mut form = EvaluationForm::of(&load(&world.app.store, call, id).await.unwrap());
    form.cells.insert("points.benefit".to_owned(), "15".to_owned());
    save(call, id, &form).await.unwrap();
    let refused = take(call, id, EvaluationEvent::Start, "").await.unwrap_err();
    let found = messages(&refused);
    assert!(found.iter().any(|(_, message)| message.contains("合计 95 分，应为 100 分")));
    assert!(found.iter().any(|(_, message)| message.contains("不得低于总分的 60.00%")));
    form.revision = load(&world.app.store, call, id).await.unwrap().evaluation.revision.to_string();
    form.cells.insert("points.basis".to_owned(), "8".to_owned());
    save(call, id, &form).await.unwrap();
    let refused = take(call, id, EvaluationEvent::Start, "").await.unwrap_err();
    assert_eq!(messages(&refused).len(), 1);
    form.cells.insert("points.basis".to_owned(), "0".to_owned());
    form.revision = load(&world.app.store, call, id).await.unwrap().evaluation.revision.to_string();
    let refused = save(call, id, &form).await.unwrap_err();
    assert_eq!(messages(&refused)[0].0, "points.basis");
}

async fn a_score_other_than_computed_needs_a_reason(store: Store) {
    let world = World::new(store).await;
    let year = filed(&world).await;
    let call = world.call(world.actor(Role::Finance));
    let id = plan(call, year).await.unwrap();
    take(call, id, EvaluationEvent::Start, "").await.unwrap();
    let mut form = complete(call, id).await;
    form.cells.insert("score.execution".to_owned(), "4.5".to_owned());
    let refused = save(call, id, &form).await.unwrap_err();
    assert_eq!(messages(&refused)[0].0, "score.execution");
    form.cells.insert("score.execution".to_owned(), "2".to_owned());
    save(call, id, &form).await.unwrap();
    let refused = take(call, id, EvaluationEvent::Exchange, "无异议").await.unwrap_err();
    assert_eq!(messages(&refused)[0].0, "reason.execution");
    assert!(messages(&refused)[0].1.contains("按公式应得 3.2 分"));
    // A score that a person gave stays when the formulas are computed again.
    let revision = load(&world.app.store, call, id).await.unwrap().evaluation.revision;
    recompute(call, id, revision).await.unwrap();
    let loaded = load(&world.app.store, call, id).await.unwrap();
    let execution = loaded.items.iter().find(|row| row.item.code == "execution").unwrap();
    assert_eq!(execution.scored.score, Some(2.into()));
}

async fn what_is_sent_back_is_scored_again(store: Store) {
    let world = World::new(store).await;
    let id = heard(&world).await;
    let approver = world.call(world.actor(Role::Approver));
    take(approver, id, EvaluationEvent::SendBack, "补充满意度调查说明").await.unwrap();
    let page = read(approver, id).await.unwrap();
    assert_eq!(page.loaded.evaluation.state, EvaluationState::InProgress);
    assert_eq!(page.loaded.evaluation.total, None);
    let finance = world.call(world.actor(Role::Finance));
    take(finance, id, EvaluationEvent::Exchange, "无异议").await.unwrap();
}

async fn strangers_find_no_evaluation(store: Store) {
    let world = World::new(store).await;
    let id = heard(&world).await;
    for role in [Role::Finance, Role::Approver, Role::Auditor] {
        let stranger = world.call(world.stranger(role));
        assert!(matches!(read(stranger, id).await, Err(Refusal::NotFound(_))), "{role:?}");
        let listed = list(stranger, &EvaluationListForm::default(), 0, 50).await.unwrap();
        assert_eq!(listed.total, 0);
    }
    let filler = world.call(world.actor(Role::Filler));
    let year = read(filler, id).await.unwrap().loaded.place.year.id;
    assert!(matches!(plan(filler, year).await, Err(Refusal::Forbidden(_))));
    for sort in ["year", "total", "organisation", "state"] {
        let form = EvaluationListForm { sort: sort.to_owned(), ..Default::default() };
        assert_eq!(list(filler, &form, 0, 50).await.unwrap().total, 1, "{sort}");
    }
    assert!(!export(filler, &EvaluationListForm::default()).await.unwrap().is_empty());
    assert_eq!(of_year(filler, None, 2025).await.unwrap().len(), 1);
}

async fn a_concluded_evaluation_leads_to_a_rectification(store: Store) {
    let world = World::new(store).await;
    let id = heard(&world).await;
    let finance = world.call(world.actor(Role::Finance));
    let year = read(finance, id).await.unwrap().loaded.place.year.id;
    let form =
        NoticeForm { origin: "evaluation".to_owned(), origin_id: id.to_string(), ..notice(year) };
    rectifications::open(finance, &form).await.unwrap();
    assert_eq!(read(finance, id).await.unwrap().rectifications.len(), 1);
}

async fn the_score_table_reads_back_and_the_checker_finds_nothing(store: Store) {
    let world = World::new(store).await;
    let id = heard(&world).await;
    let approver = world.call(world.actor(Role::Approver));
    take(approver, id, EvaluationEvent::Conclude, "项目总体实施良好。").await.unwrap();
    let sheet = printed(approver, id).await.unwrap();
    assert_eq!(sheet.rows.len(), Framework::get("evaluation-2020").unwrap().items.len());
    for extension in ["docx", "xlsx"] {
        let format = documents::format(extension).unwrap();
        let file = documents::evaluation(approver, id, format).await.unwrap();
        let cells = cells(&file);
        for row in &sheet.rows {
            for text in [&row.name, &row.finding] {
                assert!(cells.contains(text), "{extension}: {text}");
            }
        }
        for text in [
            sheet.total.unwrap().normalize().to_string(),
            sheet.grade.unwrap().word().to_owned(),
            "预算执行率".to_owned(),
        ] {
            assert!(cells.contains(&text), "{extension}: {text}");
        }
        assert_eq!(found_in(&file), Vec::<String>::new(), "{extension}");
    }
}

/// What the checker finds in a printed form.
fn found_in(file: &documents::Document) -> Vec<String> {
    use jixiao_check::{Selection, examine};
    use jixiao_regulation::Catalogue;
    let document = jixiao_reader::read(&file.bytes, &file.file_name, &Limits::default()).unwrap();
    let reading = jixiao_form::recognise(&document);
    let regulation = Catalogue::builtin().get("national-2020").unwrap();
    let examined =
        examine(&document, &reading, 0, &Selection::default(), |_| regulation, regulation);
    examined.findings.into_iter().map(|finding| finding.message).collect()
}
