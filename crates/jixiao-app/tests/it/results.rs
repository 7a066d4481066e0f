//! The use of results: grades, proposals on their way, scenarios, the comparison of years, ranking.

use crate::evaluated;
use crate::world::World;
use jixiao_app::history::{self, PastYearInput};
use jixiao_app::results::{
    CompareForm, EditForm, ProposalListForm, ProposalStepForm, ResultListForm, ScenarioForm, adopt,
    compare, compare_scenarios, compute, create_scenario, edit, export_comparison, export_list,
    export_proposals, export_ranking, export_scenarios, list, list_proposals, ranking,
    read_proposal, step, withdraw_scenario,
};
use jixiao_app::standards::{StandardForm, add};
use jixiao_app::{Actor, Grant, Refusal};
use jixiao_domain::{FundFigures, Grade, Money, ProposalDecision, ProposalId, ProposalState, Role};
use jixiao_store::past_years::PastYearContent;
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    results_are_listed_by_project_and_seen_in_their_scope_only,
    a_proposal_goes_from_the_rules_to_the_approver,
    targets_are_payable_by_the_standards_in_force,
    what_was_changed_by_hand_is_not_computed_over,
    nobody_approves_what_passed_their_hands,
    scenarios_are_compared_and_one_is_adopted,
    a_scenario_says_by_what_it_shares_and_what_it_protects,
    years_stand_side_by_side,
    units_are_ranked_with_a_sentence_for_every_point_lost,
}

/// A world in which the northern county filed 2025: 80,000 of 100,000 元 spent.
async fn filed(store: Store) -> World {
    let world = World::new(store).await;
    let id = evaluated::issued(&world, "XM01").await;
    evaluated::approve(&world, id).await;
    world
}

/// The proposal for 2026.
async fn proposed(world: &World) -> ProposalId {
    let call = world.call(world.actor(Role::Finance));
    assert_eq!(compute(call, 2026).await.unwrap().made, 1);
    let form = ProposalListForm { year: "2026".into(), ..ProposalListForm::default() };
    list_proposals(call, &form, 0, 10).await.unwrap().lines[0].proposal.id
}

fn taken(revision: &str, event: &str, reason: &str) -> ProposalStepForm {
    ProposalStepForm { revision: revision.into(), event: event.into(), reason: reason.into() }
}

async fn results_are_listed_by_project_and_seen_in_their_scope_only(store: Store) {
    let world = filed(store).await;
    let call = world.call(world.actor(Role::Auditor));
    let all = list(call, &ResultListForm::default(), 0, 50).await.unwrap();
    assert_eq!((all.year, all.total), (2025, 1));
    let judgement = all.lines[0].judgement.clone().unwrap();
    assert_eq!((judgement.by, judgement.grade), ("自评", Grade::Excellent));
    assert_eq!(all.grades[0], (Grade::Excellent, 1));
    let poor = ResultListForm { grade: "差".into(), ..ResultListForm::default() };
    assert_eq!(list(call, &poor, 0, 50).await.unwrap().total, 0);
    assert!(!export_list(call, &ResultListForm::default()).await.unwrap().is_empty());
    let stranger = world.call(world.stranger(Role::Auditor));
    assert_eq!(list(stranger, &ResultListForm::default(), 0, 50).await.unwrap().total, 0);
    let system = world.call(world.actor(Role::SystemAdministrator));
    let refused = list(system, &ResultListForm::default(), 0, 50).await;
    assert!(matches!(refused, Err(Refusal::Forbidden(_))));
}

async fn a_proposal_goes_from_the_rules_to_the_approver(store: Store) {
    let world = filed(store).await;
    let id = proposed(&world).await;
    let finance = world.call(world.actor(Role::Finance));
    let page = read_proposal(finance, id).await.unwrap();
    // 20,000 unspent, 5,000 tolerated, four fifths of the rest are taken off.
    assert_eq!(page.proposal.amount, Money::from_fen(8_800_000));
    assert_eq!(page.proposal.decision, ProposalDecision::Cut);
    assert!(
        page.steps[0].reasons.contains("未执行 20,000 元，占 20%"),
        "{}",
        page.steps[0].reasons
    );
    assert!(page.steps[0].targets.contains("慰问困难职工人数"), "{}", page.steps[0].targets);
    assert!(page.edits && page.holders[0].user_name.contains("财务"), "{:?}", page.holders);
    let change = EditForm {
        revision: "1".into(),
        decision: "improve".into(),
        amount: "90,000".into(),
        reason: "年内脱困人数多属政策原因".into(),
    };
    let bare = EditForm { reason: String::new(), ..change.clone() };
    assert!(matches!(edit(finance, id, &bare).await, Err(Refusal::Invalid(_))));
    let nought = EditForm { amount: "0".into(), ..change.clone() };
    assert!(matches!(edit(finance, id, &nought).await, Err(Refusal::Invalid(_))));
    let filler = edit(world.call(world.actor(Role::Filler)), id, &change).await;
    assert!(matches!(filler, Err(Refusal::Forbidden(_))), "{filler:?}");
    let stranger = edit(world.call(world.stranger(Role::Finance)), id, &change).await;
    assert!(matches!(stranger, Err(Refusal::NotFound(_))), "{stranger:?}");
    edit(finance, id, &change).await.unwrap();
    let stale = edit(finance, id, &change).await;
    assert!(matches!(stale, Err(Refusal::Conflict(_))), "{stale:?}");
    step(finance, id, &taken("2", "submit", "")).await.unwrap();
    let late = edit(finance, id, &EditForm { revision: "3".into(), ..change }).await;
    assert!(matches!(late, Err(Refusal::WrongState(_))), "{late:?}");
    let approver = world.call(world.actor(Role::Approver));
    let bare = step(approver, id, &taken("3", "return", "")).await;
    assert!(matches!(bare, Err(Refusal::Invalid(_))), "{bare:?}");
    step(approver, id, &taken("3", "return", "请补充测算依据")).await.unwrap();
    step(finance, id, &taken("4", "submit", "已补充")).await.unwrap();
    let done = step(approver, id, &taken("5", "approve", "")).await.unwrap();
    assert_eq!(done, ProposalState::Approved);
    let steps = read_proposal(finance, id).await.unwrap().steps;
    let events: Vec<&str> =
        steps.iter().map(|step| jixiao_domain::Coded::code(step.event)).collect();
    assert_eq!(events, ["compute", "edit", "submit", "return", "submit", "approve"]);
    let form = ProposalListForm { year: "2026".into(), ..ProposalListForm::default() };
    assert!(!export_proposals(finance, &form).await.unwrap().is_empty());
}

async fn targets_are_payable_by_the_standards_in_force(store: Store) {
    let world = filed(store).await;
    let finance = world.call(world.actor(Role::Finance));
    let form = StandardForm {
        organisation: world.north.id.to_string(),
        programme: "warmth_relief".into(),
        item: "节日慰问金".into(),
        indicator_words: "慰问困难职工".into(),
        amount: "2000".into(),
        unit: "人".into(),
        document_number: "北工发〔2025〕3号".into(),
        first_year: "2026".into(),
        ..StandardForm::default()
    };
    add(finance, &form).await.unwrap();
    let id = proposed(&world).await;
    let targets = |page: &jixiao_app::results::ProposalPage| {
        page.steps.iter().rev().find(|step| !step.targets.is_empty()).unwrap().targets.clone()
    };
    // 88,000 元 are proposed; at 2,000 元 they pay for 44.
    let found = targets(&read_proposal(finance, id).await.unwrap());
    assert!(found.contains("最多支付 44人"), "{found}");
    let change = EditForm {
        revision: "1".into(),
        decision: "improve".into(),
        amount: "60,000".into(),
        reason: "财力有限".into(),
    };
    edit(finance, id, &change).await.unwrap();
    let found = targets(&read_proposal(finance, id).await.unwrap());
    assert!(found.contains("最多支付 30人") && found.contains("宜取 30人"), "{found}");
}

async fn what_was_changed_by_hand_is_not_computed_over(store: Store) {
    let world = filed(store).await;
    let id = proposed(&world).await;
    let finance = world.call(world.actor(Role::Finance));
    assert_eq!(compute(finance, 2026).await.unwrap().renewed, 1);
    let change = EditForm {
        revision: "2".into(),
        decision: "stop".into(),
        amount: "0".into(),
        reason: "项目到期".into(),
    };
    edit(finance, id, &change).await.unwrap();
    assert_eq!(compute(finance, 2026).await.unwrap().kept, 1);
    assert_eq!(read_proposal(finance, id).await.unwrap().proposal.amount, Money::default());
    let none = compute(finance, 2031).await;
    assert!(matches!(none, Err(Refusal::WrongState(_))), "{none:?}");
    let approver = compute(world.call(world.actor(Role::Approver)), 2026).await;
    assert!(matches!(approver, Err(Refusal::Forbidden(_))), "{approver:?}");
}

async fn nobody_approves_what_passed_their_hands(store: Store) {
    let world = filed(store).await;
    let id = proposed(&world).await;
    let finance = world.actor(Role::Finance);
    let mut grants = finance.grants.clone();
    grants.push(Grant { role: Role::Approver, ..grants[0].clone() });
    let both = Actor { grants, ..finance.clone() };
    step(world.call(finance), id, &taken("1", "submit", "")).await.unwrap();
    let same = step(world.call(&both), id, &taken("2", "approve", "")).await;
    assert!(matches!(same, Err(Refusal::SameHand(_))), "{same:?}");
    let wrong =
        step(world.call(world.colleague(Role::Finance)), id, &taken("2", "approve", "")).await;
    assert!(matches!(wrong, Err(Refusal::Forbidden(_))), "{wrong:?}");
}

fn scenario(world: &World, name: &str, ceiling: &str) -> ScenarioForm {
    ScenarioForm {
        organisation: world.north.id.to_string(),
        year: "2026".into(),
        name: name.into(),
        ceiling: ceiling.into(),
        method: "weakness".into(),
        score_percent: "60".into(),
        fair_cut_percent: "10".into(),
        poor_cut_percent: "30".into(),
        ..ScenarioForm::default()
    }
}

async fn scenarios_are_compared_and_one_is_adopted(store: Store) {
    let world = filed(store).await;
    let call = world.call(world.actor(Role::Finance));
    let tight = create_scenario(call, &scenario(&world, "从紧", "60000")).await.unwrap();
    let twice = create_scenario(call, &scenario(&world, "从紧", "")).await;
    assert!(matches!(twice, Err(Refusal::Invalid(_))), "{twice:?}");
    let wrong = ScenarioForm { score_percent: "160".into(), ..scenario(&world, "错", "") };
    assert!(matches!(create_scenario(call, &wrong).await, Err(Refusal::Invalid(_))));
    let open = create_scenario(call, &scenario(&world, "不设上限", "")).await.unwrap();
    let compared = compare_scenarios(call, "2026").await.unwrap();
    let totals: Vec<i64> = compared.columns.iter().map(|c| c.total.fen() / 100).collect();
    assert_eq!(totals, [88_000, 60_000, 88_000]);
    assert!(!export_scenarios(call, "2026").await.unwrap().is_empty());
    let stranger = world.call(world.stranger(Role::Finance));
    assert!(matches!(adopt(stranger, tight).await, Err(Refusal::NotFound(_))));
    assert_eq!(adopt(call, tight).await.unwrap().made, 1);
    let form = ProposalListForm { year: "2026".into(), ..ProposalListForm::default() };
    let listed = list_proposals(call, &form, 0, 10).await.unwrap();
    assert_eq!(listed.totals.amount, Money::from_fen(6_000_000));
    let adopted = withdraw_scenario(call, tight, "不再需要").await;
    assert!(matches!(adopted, Err(Refusal::WrongState(_))), "{adopted:?}");
    withdraw_scenario(call, open, "不再需要").await.unwrap();
    assert_eq!(compare_scenarios(call, "2026").await.unwrap().columns.len(), 2);
}

async fn a_scenario_says_by_what_it_shares_and_what_it_protects(store: Store) {
    let world = filed(store).await;
    let call = world.call(world.actor(Role::Finance));
    let good = ScenarioForm {
        method: "combined".into(),
        weakness_percent: "50".into(),
        unspent_percent: "30".into(),
        demand_percent: "20".into(),
        programme: vec!["other".into()],
        projects: "XM01".into(),
        floor_percent: "95".into(),
        protection_basis: "帮扶资金管理办法".into(),
        ..scenario(&world, "保民生", "95000.01")
    };
    for (wrong, field) in [
        (ScenarioForm { method: "chance".into(), ..good.clone() }, "method"),
        (ScenarioForm { demand_percent: "30".into(), ..good.clone() }, "weakness_percent"),
        (ScenarioForm { floor_percent: String::new(), ..good.clone() }, "floor_percent"),
        (ScenarioForm { programme: vec!["none".into()], ..good.clone() }, "programme"),
        (ScenarioForm { projects: "XM77".into(), ..good.clone() }, "projects"),
        (
            ScenarioForm { projects: String::new(), programme: Vec::new(), ..good.clone() },
            "programme",
        ),
    ] {
        let refused = create_scenario(call, &wrong).await;
        let Err(Refusal::Invalid(errors)) = refused else { panic!("{field}: {refused:?}") };
        assert_eq!(errors[0].field, field, "{errors:?}");
    }
    let id = create_scenario(call, &good).await.unwrap();
    let tight = ScenarioForm { name: "更紧".into(), ceiling: "90000".into(), ..good.clone() };
    let later = create_scenario(call, &tight).await.unwrap();
    let compared = compare_scenarios(call, "2026").await.unwrap();
    let column = &compared.columns[1];
    assert_eq!(column.protection.projects, [compared.projects[0].project_id]);
    // The rules give 88,000; protected it gets 95 % of 100,000.
    assert_eq!(
        (column.total, column.floors_beyond),
        (Money::from_fen(9_500_000), Money::default())
    );
    let reasons = &compared.projects[0].cells[1].as_ref().unwrap().reasons;
    assert!(reasons.iter().any(|reason| reason.contains("帮扶资金管理办法")), "{reasons:?}");
    // Not even the floor fits under the second bound.
    let column = &compared.columns[2];
    assert_eq!(
        (column.total, column.floors_beyond),
        (Money::from_fen(9_000_000), Money::from_fen(500_000))
    );
    adopt(call, id).await.unwrap();
    let call = jixiao_app::Call { at: call.at + chrono::Duration::minutes(1), ..call };
    adopt(call, later).await.unwrap();
    let compared = compare_scenarios(call, "2026").await.unwrap();
    let superseded: Vec<bool> = compared.columns.iter().map(|one| one.is_superseded).collect();
    assert_eq!(superseded, [false, true, false]);
}

async fn years_stand_side_by_side(store: Store) {
    let world = filed(store).await;
    let call = world.call(world.actor(Role::Filler));
    let all = CompareForm::default();
    let compared = compare(call, &all).await.unwrap();
    assert_eq!((compared.years.len(), compared.projects.len()), (1, 1));
    assert_eq!(compared.years[0].scored_count, 1);
    assert_eq!(compared.years[0].figures.execution_rate(), Ok("0.8".parse().unwrap()));
    let filler = world.call(world.actor(Role::Filler));
    let project = compared.projects[0].project_id;
    for year in [2020, 2022] {
        let content = PastYearContent {
            year,
            figures: FundFigures {
                initial: Money::from_fen(9_000_000),
                adjusted: Money::from_fen(9_000_000),
                executed: Money::from_fen(8_100_000),
            },
            grade: Some(Grade::Good),
            total: Some(85.into()),
            source: "当年自评表".to_owned(),
        };
        let input = PastYearInput { content, indicators: Vec::new() };
        history::take_over(filler, project, &input).await.unwrap();
    }
    let compared = compare(call, &all).await.unwrap();
    let years: Vec<i64> = compared.years.iter().map(|year| year.year).collect();
    assert_eq!(years, [2020, 2021, 2022, 2023, 2024, 2025]);
    assert_eq!(compared.missing_years(), [2021, 2023, 2024]);
    assert_eq!(compared.missing_of(&compared.projects[0]), [2021, 2023, 2024]);
    let short = CompareForm { span: "4".into(), ..CompareForm::default() };
    let years = compare(call, &short).await.unwrap().years;
    assert_eq!((years[0].year, years[0].mean_score), (2022, Some(85.into())));
    assert!(!export_comparison(call, &all).await.unwrap().is_empty());
    let stranger = world.call(world.stranger(Role::Filler));
    assert!(compare(stranger, &all).await.unwrap().projects.is_empty());
    let system = world.call(world.actor(Role::SystemAdministrator));
    assert!(matches!(compare(system, &all).await, Err(Refusal::Forbidden(_))));
}

async fn units_are_ranked_with_a_sentence_for_every_point_lost(store: Store) {
    let world = filed(store).await;
    let call = world.call(world.at(&world.city, Role::Finance));
    let found = ranking(call, "").await.unwrap();
    assert_eq!((found.year, found.units.len()), (2025, 1));
    let unit = &found.units[0];
    assert_eq!((unit.place, unit.organisation_name.as_str()), (1, "北山县总工会"));
    let execution = &unit.points.aspects[2];
    assert_eq!(execution.points, 16.into());
    let losses: Vec<String> = execution.losses().collect();
    assert!(losses[0].contains("预算执行率 80%，扣 4 分"), "{losses:?}");
    assert!(!unit.is_tied && found.regulations[0].id == unit.regulation.id);
    assert!(!export_ranking(call, "").await.unwrap().is_empty());
}
