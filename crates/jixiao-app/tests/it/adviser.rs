//! Cost standards, history over the years, and what the adviser makes of them.

use crate::evaluated;
use crate::goals::fixture::{form, open_year};
use crate::world::World;
use jixiao_app::goals::{GoalForm, check_typed, create};
use jixiao_app::history::{self, PastYearInput};
use jixiao_app::standards::{self, StandardForm, StandardListForm};
use jixiao_app::{Actor, Refusal, Severity, adviser};
use jixiao_domain::{
    ComparisonSign, FundFigures, Grade, IndicatorGroup, IndicatorKind, Money, ProjectId, Role,
};
use jixiao_store::past_years::{PastIndicator, PastYearContent};
use jixiao_store::views::history::HistoryFilter;
use jixiao_store::{Store, on_both_databases, project_years};

on_both_databases! {
    a_standard_is_entered_once_and_withdrawn_with_a_reason,
    standards_bind_downwards_and_are_finance_s_business,
    past_years_become_history_beside_recorded_ones,
    a_past_year_is_taken_over_once_and_never_over_a_recorded_one,
    targets_are_advised_from_past_years_budget_and_standard,
    the_backtest_tries_every_year_with_a_past,
}

pub(crate) fn standard(organisation: &str) -> StandardForm {
    StandardForm {
        organisation: organisation.to_owned(),
        programme: "warmth_relief".to_owned(),
        item: "节日慰问金".to_owned(),
        indicator_words: "慰问在档 慰问困难".to_owned(),
        amount: "500".to_owned(),
        unit: "人".to_owned(),
        document_number: "北工发〔2025〕7号".to_owned(),
        first_year: "2025".to_owned(),
        ..StandardForm::default()
    }
}

async fn a_standard_is_entered_once_and_withdrawn_with_a_reason(store: Store) {
    let world = World::new(store).await;
    let call = world.call(world.actor(Role::Finance));
    let typed = standard(&world.north.id.to_string());
    let id = standards::add(call, &typed).await.unwrap();
    let later = StandardForm { first_year: "2026".into(), ..typed.clone() };
    assert!(matches!(standards::add(call, &later).await, Err(Refusal::Invalid(_))));
    let bad = StandardForm {
        unit: "元/人".into(),
        amount: "0".into(),
        last_year: "2024".into(),
        ..typed.clone()
    };
    let Err(Refusal::Invalid(errors)) = standards::add(call, &bad).await else { panic!() };
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["last_year", "amount", "unit"]);
    assert!(matches!(standards::withdraw(call, id, " ").await, Err(Refusal::Invalid(_))));
    standards::withdraw(call, id, "被新文件代替").await.unwrap();
    let again = standards::withdraw(call, id, "再次").await;
    assert!(matches!(again, Err(Refusal::WrongState(_))), "{again:?}");
    standards::add(call, &typed).await.unwrap();
    let listed = async |standing: &str| {
        let form = StandardListForm { standing: standing.into(), ..StandardListForm::default() };
        standards::list(call, &form, 0, 10).await.unwrap().total
    };
    assert_eq!((listed("").await, listed("in_force").await, listed("withdrawn").await), (2, 1, 1));
    assert!(!standards::export(call, &StandardListForm::default()).await.unwrap().is_empty());
}

async fn standards_bind_downwards_and_are_finance_s_business(store: Store) {
    let world = World::new(store).await;
    let city = world.call(world.at(&world.city, Role::Finance));
    let id = standards::add(city, &standard(&world.city.id.to_string())).await.unwrap();
    let own = world.call(world.actor(Role::Finance));
    let north = standards::add(own, &standard(&world.north.id.to_string())).await.unwrap();
    let refused = standards::withdraw(own, id, "不适用").await;
    assert!(matches!(refused, Err(Refusal::Forbidden(_))), "{refused:?}");
    let above = standards::add(own, &standard(&world.city.id.to_string())).await;
    assert!(matches!(above, Err(Refusal::NotFound(_))), "{above:?}");
    let filler = standards::add(world.call(world.actor(Role::Filler)), &standard("1")).await;
    assert!(matches!(filler, Err(Refusal::Forbidden(_))), "{filler:?}");
    let seen = async |actor: &Actor| {
        let form = StandardListForm::default();
        standards::list(world.call(actor), &form, 0, 10).await.unwrap().total
    };
    assert_eq!(seen(world.actor(Role::Filler)).await, 2);
    assert_eq!(seen(world.stranger(Role::Filler)).await, 1);
    let stranger = standards::read(world.call(world.stranger(Role::Finance)), north).await;
    assert!(matches!(stranger, Err(Refusal::NotFound(_))), "{stranger:?}");
}

/// A filing of a past year: so many people, of the same budget every year.
pub(crate) fn past_year(year: i64, name: &str, people: i64) -> PastYearInput {
    let money = Money::from_fen(20_000_000);
    PastYearInput {
        content: PastYearContent {
            year,
            figures: FundFigures { initial: money, adjusted: money, executed: money },
            total: Some("96.5".parse().unwrap()),
            grade: Some(Grade::Excellent),
            source: format!("{year}年绩效自评表.docx"),
        },
        indicators: vec![PastIndicator {
            level1: IndicatorGroup::Output,
            level2: IndicatorKind::Quantity,
            name: name.to_owned(),
            sign: Some(ComparisonSign::AtLeast),
            target_number: Some((people - 10).into()),
            unit: "人".to_owned(),
            target_words: String::new(),
            actual_text: format!("{people} 人"),
            points: Some(20.into()),
            score: Some(20.into()),
        }],
    }
}

async fn past_years_become_history_beside_recorded_ones(store: Store) {
    let world = World::new(store).await;
    let id = evaluated::issued(&world, "XM01").await;
    evaluated::approve(&world, id).await;
    let call = world.call(world.actor(Role::Filler));
    let seen = history::read(call, &HistoryFilter::default()).await.unwrap();
    let project = seen.years[0].project_id;
    history::take_over(call, project, &past_year(2024, "慰问困难职工 人数", 390)).await.unwrap();
    let seen = history::read(call, &HistoryFilter::default()).await.unwrap();
    let years: Vec<(i64, bool)> =
        seen.years.iter().map(|year| (year.year, year.recorded.is_some())).collect();
    assert_eq!(years, [(2024, false), (2025, true)]);
    let people = seen.series.iter().find(|one| one.unit == "人").unwrap();
    let actuals: Vec<Option<i64>> = people
        .years
        .iter()
        .map(|year| year.actual.and_then(|actual| actual.try_into().ok()))
        .collect();
    assert_eq!(actuals, [Some(390), Some(380)]);
    let stranger = world.call(world.stranger(Role::Filler));
    assert!(history::read(stranger, &HistoryFilter::default()).await.unwrap().years.is_empty());
}

async fn project_of(world: &World, year: jixiao_domain::ProjectYearId) -> ProjectId {
    project_years::find(&world.app.store, year).await.unwrap().unwrap().project_id
}

async fn a_past_year_is_taken_over_once_and_never_over_a_recorded_one(store: Store) {
    let world = World::new(store).await;
    let project = project_of(&world, open_year(&world, "P1").await).await;
    let call = world.call(world.actor(Role::Filler));
    let recorded = history::take_over(call, project, &past_year(2026, "人数", 10)).await;
    assert!(matches!(recorded, Err(Refusal::WrongState(_))), "{recorded:?}");
    let id = history::take_over(call, project, &past_year(2024, "人数", 10)).await.unwrap();
    let twice = history::take_over(call, project, &past_year(2024, "人数", 11)).await;
    assert!(matches!(twice, Err(Refusal::WrongState(_))), "{twice:?}");
    assert!(matches!(history::withdraw(call, project, id, "").await, Err(Refusal::Invalid(_))));
    history::withdraw(call, project, id, "取错年度").await.unwrap();
    history::take_over(call, project, &past_year(2024, "人数", 11)).await.unwrap();
    assert_eq!(history::of_project(call, project).await.unwrap().len(), 2);
    let finance = world.call(world.actor(Role::Finance));
    let refused = history::take_over(finance, project, &past_year(2023, "人数", 9)).await;
    assert!(matches!(refused, Err(Refusal::Forbidden(_))), "{refused:?}");
    let stranger = world.call(world.stranger(Role::Filler));
    let refused = history::take_over(stranger, project, &past_year(2023, "人数", 9)).await;
    assert!(matches!(refused, Err(Refusal::NotFound(_))), "{refused:?}");
}

async fn targets_are_advised_from_past_years_budget_and_standard(store: Store) {
    let world = World::new(store).await;
    let year = open_year(&world, "P1").await;
    let project = project_of(&world, year).await;
    let call = world.call(world.actor(Role::Filler));
    let goal = create(call, year).await.unwrap();
    let checked = check_typed(call, goal, &form("1")).await.unwrap();
    assert!(checked.advice[0].sentence().contains("没有可比的实际完成值"), "{checked:?}");
    assert!(!checked.findings.iter().any(|one| one.field == "indicators[0].number"));
    for (past, people) in [(2023, 800), (2024, 820), (2025, 840)] {
        let input = past_year(past, "走访慰问在档困难职工", people);
        history::take_over(call, project, &input).await.unwrap();
    }
    let checked = check_typed(call, goal, &form("1")).await.unwrap();
    let finding = checked.findings.iter().find(|one| one.field == "indicators[0].number").unwrap();
    assert_eq!(finding.severity, Severity::Warning);
    assert!(finding.message.contains("是指标值 400人 的 2.05 倍"), "{}", finding.message);
    // The budget of 200,000 元 pays for 400 people at 500 元 each.
    let finance = world.call(world.actor(Role::Finance));
    standards::add(finance, &standard(&world.north.id.to_string())).await.unwrap();
    let mut typed: GoalForm = form("1");
    typed.indicators[0].number = "450".to_owned();
    let checked = check_typed(call, goal, &typed).await.unwrap();
    let range = checked.advice[0].range.as_ref().unwrap();
    assert_eq!((range.middle, range.high), (400.into(), 400.into()));
    let unpayable = checked.findings.iter().find(|one| one.message.contains("超过预算")).unwrap();
    assert!(unpayable.message.contains("450人 需 225,000 元"), "{}", unpayable.message);
}

async fn the_backtest_tries_every_year_with_a_past(store: Store) {
    let world = World::new(store).await;
    let project = project_of(&world, open_year(&world, "P1").await).await;
    let call = world.call(world.actor(Role::Filler));
    for (past, people) in [(2022, 100), (2023, 104), (2024, 103), (2025, 300)] {
        history::take_over(call, project, &past_year(past, "慰问人数", people)).await.unwrap();
    }
    let regulation = world.app.regulations.get("national-2020").unwrap();
    let found = adviser::backtest(&world.app.store, regulation).await.unwrap();
    assert_eq!((found.project_count, found.series_count), (1, 1));
    assert_eq!(found.years, Some((2022, 2025)));
    let total = found.lines.last().unwrap();
    assert_eq!((total.tried, total.inside), (3, 2));
}
