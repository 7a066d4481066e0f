//! Ex-ante assessments: from the unit's five points to a decision, and what it means for the goal.

use crate::goals::fixture::{filing, form as goal_form, open_year, submitted, through};
use crate::goals::messages;
use crate::world::World;
use jixiao_app::assessments::{
    AssessmentForm, AssessmentListForm, AssessmentStepForm, create, discard, export, keep, list,
    offered, read, save, step,
};
use jixiao_app::documents;
use jixiao_app::{Refusal, goals};
use jixiao_document::Block;
use jixiao_domain::{
    AssessmentId, AssessmentResult, Coded as _, FilingEvent, FilingState, Money, Role,
};
use jixiao_reader::Limits;
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    an_assessment_is_filed_reviewed_and_decided,
    a_submission_must_be_complete_and_fit_its_amounts,
    finance_may_come_to_another_result_with_a_reason,
    a_project_that_is_not_supported_files_no_goal_until_assessed_again,
    a_project_with_an_approved_goal_is_not_assessed,
    strangers_find_no_assessment_and_nobody_checks_their_own,
    typed_text_is_kept_and_a_stale_edit_refused,
    the_form_reads_back_cell_for_cell,
}

pub(crate) fn form(revision: &str, result: AssessmentResult) -> AssessmentForm {
    let (score, proposed) = match result {
        AssessmentResult::Supported => ("18", "200000"),
        AssessmentResult::SupportedAdjusted => ("14", "150000"),
        AssessmentResult::NotSupported => ("9", ""),
    };
    let mut form = AssessmentForm {
        revision: revision.to_owned(),
        overview: "拟为新就业形态劳动者设立户外驿站，提供饮水、充电和休息场所。".to_owned(),
        method: "查阅资料、现场踏勘、专家咨询，7月完成。".to_owned(),
        applied: "200,000".to_owned(),
        result: result.code().to_owned(),
        proposed: proposed.to_owned(),
        result_reason: "需求调查覆盖三个街道，测算依据清楚。".to_owned(),
        ..AssessmentForm::default()
    };
    for code in ["necessity", "economy", "goal", "feasibility", "funding"] {
        form.cells.insert(format!("findings.{code}"), "已核对立项文件和测算表。".to_owned());
        form.cells.insert(format!("score.{code}"), score.to_owned());
        form.cells.insert(format!("opinion.{code}"), "符合要求。".to_owned());
    }
    form
}

async fn take(
    world: &World,
    id: AssessmentId,
    role: Role,
    event: FilingEvent,
    change: impl Fn(&mut AssessmentStepForm),
) -> Result<FilingState, Refusal> {
    let call = world.call(world.actor(role));
    let revision = read(call, id).await?.loaded.assessment.revision.to_string();
    let mut form =
        AssessmentStepForm { revision, event: event.code().to_owned(), ..Default::default() };
    change(&mut form);
    step(call, id, &form).await
}

/// A round decided with `result`.
async fn decided(world: &World, result: AssessmentResult) -> AssessmentId {
    let year = open_year(world, "P1").await;
    let call = world.call(world.actor(Role::Filler));
    let id = create(call, year).await.unwrap();
    save(call, id, &form("1", result)).await.unwrap();
    for (role, event) in [
        (Role::Filler, FilingEvent::Submit),
        (Role::Reviewer, FilingEvent::UnitReview),
        (Role::Finance, FilingEvent::FinanceReview),
        (Role::Approver, FilingEvent::Approve),
    ] {
        take(world, id, role, event, |_| ()).await.unwrap();
    }
    id
}

async fn an_assessment_is_filed_reviewed_and_decided(store: Store) {
    let world = World::new(store).await;
    let id = decided(&world, AssessmentResult::Supported).await;
    let page = read(world.call(world.actor(Role::Auditor)), id).await.unwrap();
    let assessment = &page.loaded.assessment;
    assert_eq!(assessment.decided(), Some(AssessmentResult::Supported));
    assert_eq!((page.score, page.suggested), (Some(90.into()), assessment.decided()));
    assert_eq!((page.sound, page.history.steps.len()), (Some(true), 4));
    assert!(page.steps.is_empty() && !page.editable && !page.repeatable);
    let call = world.call(world.actor(Role::Filler));
    let refused = create(call, page.loaded.place.year.id).await.unwrap_err();
    assert!(refused.to_string().contains("无须重新评估"), "{refused}");
    let listed = AssessmentListForm { result: "supported".to_owned(), ..Default::default() };
    assert_eq!(list(call, &listed, 0, 50).await.unwrap().total, 1);
    let listed = AssessmentListForm { result: "not_supported".to_owned(), ..Default::default() };
    assert_eq!(list(call, &listed, 0, 50).await.unwrap().total, 0);
    assert!(!export(call, &AssessmentListForm::default()).await.unwrap().is_empty());
}

async fn a_submission_must_be_complete_and_fit_its_amounts(store: Store) {
    let world = World::new(store).await;
    let year = open_year(&world, "P1").await;
    let call = world.call(world.actor(Role::Filler));
    let id = create(call, year).await.unwrap();
    let submit = |form: &mut AssessmentStepForm| form.reason = "说明".to_owned();
    let refused = take(&world, id, Role::Filler, FilingEvent::Submit, submit).await.unwrap_err();
    let found = messages(&refused);
    for field in ["overview", "applied", "findings.goal", "score.funding", "result"] {
        assert!(found.iter().any(|(at, _)| *at == field), "{field}: {found:?}");
    }
    let mut odd = form("1", AssessmentResult::Supported);
    odd.proposed = "100000".to_owned();
    odd.cells.insert("score.goal".to_owned(), "21".to_owned());
    let refused = save(call, id, &odd).await.unwrap_err();
    assert_eq!(messages(&refused), [("score.goal", "得分不得超过 20 分")]);
    odd.cells.insert("score.goal".to_owned(), "2".to_owned());
    save(call, id, &odd).await.unwrap();
    let refused = take(&world, id, Role::Filler, FilingEvent::Submit, submit).await.unwrap_err();
    assert_eq!(messages(&refused)[0].0, "proposed");
    // 74 points suggest 调整后支持: 支持 needs a word.
    odd.proposed = "200000".to_owned();
    odd.revision = "2".to_owned();
    save(call, id, &odd).await.unwrap();
    let refused = take(&world, id, Role::Filler, FilingEvent::Submit, |_| ()).await.unwrap_err();
    assert_eq!(messages(&refused)[0].0, "reason");
    take(&world, id, Role::Filler, FilingEvent::Submit, submit).await.unwrap();
}

async fn finance_may_come_to_another_result_with_a_reason(store: Store) {
    let world = World::new(store).await;
    let year = open_year(&world, "P1").await;
    let call = world.call(world.actor(Role::Filler));
    let id = create(call, year).await.unwrap();
    save(call, id, &form("1", AssessmentResult::Supported)).await.unwrap();
    take(&world, id, Role::Filler, FilingEvent::Submit, |_| ()).await.unwrap();
    take(&world, id, Role::Reviewer, FilingEvent::UnitReview, |_| ()).await.unwrap();
    let own = |amount: &'static str, reason: &'static str| {
        move |form: &mut AssessmentStepForm| {
            form.result = "supported_adjusted".to_owned();
            form.proposed = amount.to_owned();
            form.reason = reason.to_owned();
        }
    };
    let event = FilingEvent::FinanceReview;
    for (amount, reason, field) in [("150000", "", "reason"), ("300000", "x", "proposed")] {
        let refused = take(&world, id, Role::Finance, event, own(amount, reason)).await;
        assert_eq!(messages(&refused.unwrap_err())[0].0, field);
    }
    take(&world, id, Role::Finance, event, own("150000", "先建两处试点")).await.unwrap();
    take(&world, id, Role::Approver, FilingEvent::Approve, |_| ()).await.unwrap();
    let assessment = read(call, id).await.unwrap().loaded.assessment;
    assert_eq!(assessment.decided(), Some(AssessmentResult::SupportedAdjusted));
    assert_eq!(assessment.verdict().unwrap().proposed, Some(Money::from_fen(15_000_000)));
    assert_eq!(assessment.content.verdict.unwrap().result, AssessmentResult::Supported);
}

async fn a_project_that_is_not_supported_files_no_goal_until_assessed_again(store: Store) {
    let world = World::new(store).await;
    let id = decided(&world, AssessmentResult::NotSupported).await;
    let call = world.call(world.actor(Role::Filler));
    let year = read(call, id).await.unwrap().loaded.place.year.id;
    let goal = goals::create(call, year).await.unwrap();
    goals::save(call, goal, &goal_form("1")).await.unwrap();
    let submit = filing("2", FilingEvent::Submit);
    let refused = goals::step(call, goal, &submit).await.unwrap_err().to_string();
    assert!(refused.contains("2026年3月2日作出“不支持”的结论（需求调查"), "{refused}");
    assert!(read(call, id).await.unwrap().repeatable);
    let again = create(call, year).await.unwrap();
    save(call, again, &form("1", AssessmentResult::Supported)).await.unwrap();
    for (role, event) in [
        (Role::Filler, FilingEvent::Submit),
        (Role::Reviewer, FilingEvent::UnitReview),
        (Role::Finance, FilingEvent::FinanceReview),
        (Role::Approver, FilingEvent::Approve),
    ] {
        take(&world, again, role, event, |_| ()).await.unwrap();
    }
    goals::step(call, goal, &submit).await.unwrap();
    assert_eq!(read(call, again).await.unwrap().rounds.len(), 2);
}

async fn a_project_with_an_approved_goal_is_not_assessed(store: Store) {
    let world = World::new(store).await;
    let goal = submitted(&world).await;
    for (role, event) in [
        (Role::Reviewer, FilingEvent::UnitReview),
        (Role::Finance, FilingEvent::FinanceReview),
        (Role::Approver, FilingEvent::Approve),
    ] {
        through(&world, goal, role, event).await;
    }
    let call = world.call(world.actor(Role::Filler));
    let year = goals::read(call, goal).await.unwrap().loaded.goal.project_year_id;
    let refused = create(call, year).await.unwrap_err();
    assert!(refused.to_string().contains("绩效目标已批复"), "{refused}");
}

async fn strangers_find_no_assessment_and_nobody_checks_their_own(store: Store) {
    let world = World::new(store).await;
    let year = open_year(&world, "P1").await;
    let mut both = world.actor(Role::Filler).clone();
    both.grants.extend(world.actor(Role::Reviewer).grants.clone());
    let call = world.call(&both);
    let id = create(call, year).await.unwrap();
    save(call, id, &form("1", AssessmentResult::Supported)).await.unwrap();
    let at = |revision: &str, event: FilingEvent| AssessmentStepForm {
        revision: revision.to_owned(),
        event: event.code().to_owned(),
        ..Default::default()
    };
    step(call, id, &at("2", FilingEvent::Submit)).await.unwrap();
    let refused = step(call, id, &at("3", FilingEvent::UnitReview)).await.unwrap_err();
    assert!(matches!(refused, Refusal::SameHand(_)), "{refused:?}");
    for role in [Role::Filler, Role::Finance, Role::Auditor] {
        let stranger = world.call(world.stranger(role));
        assert!(matches!(read(stranger, id).await, Err(Refusal::NotFound(_))), "{role:?}");
    }
    let finance = world.call(world.actor(Role::Finance));
    let refused = create(finance, year).await.unwrap_err();
    assert!(matches!(refused, Refusal::Forbidden(_)), "{refused:?}");
}

async fn typed_text_is_kept_and_a_stale_edit_refused(store: Store) {
    let world = World::new(store).await;
    let year = open_year(&world, "P1").await;
    let call = world.call(world.actor(Role::Filler));
    let id = create(call, year).await.unwrap();
    let current = AssessmentForm::of(&read(call, id).await.unwrap().loaded);
    keep(call, id, &current).await.unwrap();
    assert_eq!(offered(call, id, &current).await.unwrap(), None);
    let mut typed = current.clone();
    typed.cells.insert("findings.goal".to_owned(), "写到一半".to_owned());
    keep(call, id, &typed).await.unwrap();
    assert_eq!(offered(call, id, &current).await.unwrap().unwrap().form, typed);
    discard(call, id).await.unwrap();
    assert_eq!(offered(call, id, &current).await.unwrap(), None);
    save(call, id, &form("1", AssessmentResult::Supported)).await.unwrap();
    let stale = save(call, id, &form("1", AssessmentResult::Supported)).await.unwrap_err();
    assert!(matches!(stale, Refusal::Conflict(_)), "{stale:?}");
}

async fn the_form_reads_back_cell_for_cell(store: Store) {
    let world = World::new(store).await;
    let id = decided(&world, AssessmentResult::SupportedAdjusted).await;
    let call = world.call(world.actor(Role::Treasury));
    for extension in ["docx", "xlsx"] {
        let format = documents::format(extension).unwrap();
        let file = documents::assessment(call, id, format).await.unwrap();
        let cells = cells(&file);
        for text in [
            "评估要点",
            "立项必要性",
            "筹资合规性",
            "14",
            "70",
            "调整后支持",
            "20.00",
            "15.00",
            "符合要求。",
        ] {
            assert!(cells.iter().any(|cell| cell == text), "{extension}: {text} {cells:?}");
        }
    }
    let pdf = documents::assessment(call, id, documents::Format::Pdf).await.unwrap();
    assert!(pdf.bytes.starts_with(b"%PDF"));
}

/// The cells of all tables of a printed form.
pub(crate) fn cells(file: &documents::Document) -> Vec<String> {
    let read = jixiao_reader::read(&file.bytes, &file.file_name, &Limits::default()).unwrap();
    let tables = read.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Paragraph(_) => None,
    });
    tables
        .flat_map(|table| (0..table.row_count()).flat_map(|row| table.row(row).to_vec()))
        .map(|cell| cell.text.clone())
        .collect()
}
