//! Rounds of aid: who opens them under which rules, and what bounds them.

use crate::projects::{add, open as open_year};
use crate::world::World;
use jixiao_app::Refusal;
use jixiao_app::budgets::{self, EntryForm};
use jixiao_app::programmes::{
    CeilingForm, OpenForm, RoundListForm, RoundStepForm, catalogue, export, open, open_page,
    programme, read, rounds, set_ceiling, step,
};
use jixiao_domain::{AidRoundId, AidRoundState, Money, ProjectId, Role};
use jixiao_store::{Connection as _, Store, on_both_databases};

on_both_databases! {
    a_round_keeps_the_rules_that_governed_its_first_day,
    a_round_is_refused_field_by_field,
    a_round_needs_a_budget_that_reaches,
    only_fillers_of_the_place_open_rounds,
    a_round_is_closed_and_opened_again_with_a_reason,
    finance_sets_the_ceiling_and_the_log_says_from_what_to_what,
    a_round_is_seen_where_it_serves,
    the_catalogue_follows_the_place_of_the_installation,
}

/// A project of the northern county with 10,000 元 in 2026.
pub(crate) async fn project(world: &World) -> ProjectId {
    let id = add(world, "P1").await;
    let year = open_year(world, id, 2026).await.unwrap();
    let entry = EntryForm {
        kind: "initial".to_owned(),
        source: "current_treasury".to_owned(),
        amount: "10000".to_owned(),
        document_number: "江财预〔2026〕1号".to_owned(),
        dated_on: "2026-01-15".to_owned(),
        note: String::new(),
    };
    let entry = entry.parse().unwrap();
    budgets::enter(world.call(world.actor(Role::Finance)), year, entry).await.unwrap();
    id
}

pub(crate) fn warmth(project: ProjectId) -> OpenForm {
    OpenForm {
        programme: "warmth".to_owned(),
        project: project.to_string(),
        year: "2026".to_owned(),
        label: "2026年春节送温暖".to_owned(),
        opens_on: "2026-03-01".to_owned(),
        closes_on: "2026年4月1日".to_owned(),
        budget: "8000".to_owned(),
        region: "530102".to_owned(),
        amounts: [("amount_hardship", "1000"), ("amount_model_worker", "800")]
            .map(|(name, amount)| (name.to_owned(), amount.to_owned()))
            .into(),
        ..OpenForm::default()
    }
}

pub(crate) async fn opened(world: &World, form: &OpenForm) -> Result<AidRoundId, Refusal> {
    open(world.call(world.actor(Role::Filler)), form).await
}

fn fields(refusal: Refusal) -> Vec<String> {
    match refusal {
        Refusal::Invalid(errors) => errors.into_iter().map(|error| error.field).collect(),
        other => panic!("{other:?}"),
    }
}

async fn a_round_keeps_the_rules_that_governed_its_first_day(store: Store) {
    let world = World::new(store).await;
    let project = project(&world).await;
    let form = OpenForm {
        programme: "medical".to_owned(),
        amounts: std::collections::BTreeMap::new(),
        ..warmth(project)
    };
    let id = opened(&world, &form).await.unwrap();
    let page = read(world.call(world.actor(Role::Auditor)), id).await.unwrap();
    let round = &page.loaded.round;
    assert_eq!(page.loaded.programme.title, "医疗救助（昆明）");
    assert_eq!(round.rule_from.to_string(), "2019-03-01");
    assert_eq!((round.notice_days, round.state), (5, AidRoundState::Open));
    assert_eq!(round.budget, Some(Money::from_fen(800_000)));
    assert!(page.events.is_empty() && !page.may_set_ceiling, "an auditor only looks");
    let again = OpenForm { budget: String::new(), ..warmth(project) };
    let refused = opened(&world, &again).await.unwrap_err();
    assert_eq!(fields(refused), ["label"], "one name a union and year");
    let sql = "SELECT COUNT(*) FROM audit_entry WHERE action = 'aid_round.open'";
    let count: Option<i64> = world.app.store.row(sql, []).await.unwrap();
    assert_eq!(count, Some(1));
}

async fn a_round_is_refused_field_by_field(store: Store) {
    let world = World::new(store).await;
    let project = project(&world).await;
    let good = warmth(project);
    let amounts = |hardship: &str| {
        [("amount_hardship".to_owned(), hardship.to_owned())].into_iter().collect()
    };
    for (form, expected) in [
        (OpenForm { project: "99".to_owned(), ..good.clone() }, "project"),
        (OpenForm { year: "今年".to_owned(), ..good.clone() }, "year"),
        (OpenForm { label: String::new(), ..good.clone() }, "label"),
        (OpenForm { closes_on: "2026-02-28".to_owned(), ..good.clone() }, "closes_on"),
        (
            OpenForm {
                opens_on: "2028-01-01".to_owned(),
                closes_on: "2028-02-01".to_owned(),
                ..good.clone()
            },
            "opens_on",
        ),
        (
            OpenForm { opens_on: "2018-12-31".to_owned(), year: "2018".to_owned(), ..good.clone() },
            "opens_on",
        ),
        (OpenForm { notice_days: "4".to_owned(), ..good.clone() }, "notice_days"),
        (OpenForm { notice_days: "61".to_owned(), ..good.clone() }, "notice_days"),
        (OpenForm { budget: "0".to_owned(), ..good.clone() }, "budget"),
        (OpenForm { budget: "一万".to_owned(), ..good.clone() }, "budget"),
        (OpenForm { region: "5301".to_owned(), ..good.clone() }, "region"),
        (OpenForm { amounts: amounts("199"), ..good.clone() }, "amount_hardship"),
        (OpenForm { amounts: amounts("3000.01"), ..good.clone() }, "amount_hardship"),
        (OpenForm { amounts: amounts(""), ..good.clone() }, "amount_hardship"),
    ] {
        let refused = opened(&world, &form).await.unwrap_err();
        assert_eq!(fields(refused), [expected], "{form:?}");
    }
    let unknown = OpenForm { programme: "gold".to_owned(), ..good.clone() };
    assert!(matches!(opened(&world, &unknown).await.unwrap_err(), Refusal::NotFound(_)));
    // No rule of Kunming's holds elsewhere.
    let elsewhere =
        OpenForm { programme: "enterprise_living".to_owned(), region: "340800".to_owned(), ..good };
    assert_eq!(fields(opened(&world, &elsewhere).await.unwrap_err()), ["opens_on"]);
}

async fn a_round_needs_a_budget_that_reaches(store: Store) {
    let world = World::new(store).await;
    let project = project(&world).await;
    let unbudgeted = OpenForm { year: "2027".to_owned(), ..warmth(project) };
    assert_eq!(fields(opened(&world, &unbudgeted).await.unwrap_err()), ["project"]);
    let above = OpenForm { budget: "10000.01".to_owned(), ..warmth(project) };
    assert_eq!(fields(opened(&world, &above).await.unwrap_err()), ["budget"]);
    opened(&world, &warmth(project)).await.unwrap();
    let second = |budget: &str| OpenForm {
        label: "第二批".to_owned(),
        budget: budget.to_owned(),
        ..warmth(project)
    };
    assert_eq!(fields(opened(&world, &second("2000.01")).await.unwrap_err()), ["budget"]);
    opened(&world, &second("2000")).await.unwrap();
    let unbounded =
        OpenForm { label: "第三批".to_owned(), budget: String::new(), ..warmth(project) };
    opened(&world, &unbounded).await.unwrap();
}

async fn only_fillers_of_the_place_open_rounds(store: Store) {
    let world = World::new(store).await;
    let project = project(&world).await;
    for role in [Role::Reviewer, Role::Finance, Role::Approver, Role::Auditor, Role::Treasury] {
        let call = world.call(world.actor(role));
        let refused = open(call, &warmth(project)).await.unwrap_err();
        assert!(matches!(refused, Refusal::Forbidden(_)), "{role:?}");
    }
    let stranger = world.call(world.stranger(Role::Filler));
    assert_eq!(fields(open(stranger, &warmth(project)).await.unwrap_err()), ["project"]);
    let page = open_page(stranger, &warmth(project)).await.unwrap();
    assert!(page.payers.is_empty());
    let page = open_page(world.call(world.actor(Role::Filler)), &warmth(project)).await.unwrap();
    assert_eq!(page.payers.len(), 1);
    assert!(page.programme.is_ok());
}

async fn a_round_is_closed_and_opened_again_with_a_reason(store: Store) {
    let world = World::new(store).await;
    let id = opened(&world, &warmth(project(&world).await)).await.unwrap();
    let form = |revision: &str, event: &str, reason: &str, closes_on: &str| RoundStepForm {
        revision: revision.to_owned(),
        event: event.to_owned(),
        reason: reason.to_owned(),
        closes_on: closes_on.to_owned(),
    };
    let call = world.call(world.actor(Role::Filler));
    let other = world.call(world.stranger(Role::Filler));
    assert!(step(other, id, &form("1", "close", "", "")).await.is_err());
    let reopened = step(call, id, &form("1", "reopen", "补报", "2026-05-01")).await.unwrap_err();
    assert!(matches!(reopened, Refusal::WrongState(_)));
    assert_eq!(step(call, id, &form("1", "close", "", "")).await.unwrap(), AidRoundState::Closed);
    let stale = step(call, id, &form("1", "reopen", "补报", "2026-05-01")).await.unwrap_err();
    assert!(matches!(stale, Refusal::Conflict(_)));
    let bare = step(call, id, &form("2", "reopen", "", "")).await.unwrap_err();
    assert_eq!(fields(bare), ["reason", "closes_on"]);
    let past = step(call, id, &form("2", "reopen", "补报", "2026-03-01")).await.unwrap_err();
    assert_eq!(fields(past), ["closes_on"]);
    step(call, id, &form("2", "reopen", "补报漏报职工", "2026-05-01")).await.unwrap();
    let page = read(call, id).await.unwrap();
    assert_eq!(page.loaded.round.closes_on.to_string(), "2026-05-01");
    assert_eq!(page.history.len(), 2);
    assert_eq!(page.history[1].words, "补报漏报职工");
}

async fn finance_sets_the_ceiling_and_the_log_says_from_what_to_what(store: Store) {
    let world = World::new(store).await;
    let id = opened(&world, &warmth(project(&world).await)).await.unwrap();
    let form = |revision: &str, budget: &str, reason: &str| CeilingForm {
        revision: revision.to_owned(),
        budget: budget.to_owned(),
        reason: reason.to_owned(),
    };
    let filler = world.call(world.actor(Role::Filler));
    let refused = set_ceiling(filler, id, &form("1", "9000", "追加")).await.unwrap_err();
    assert!(matches!(refused, Refusal::Forbidden(_)));
    let finance = world.call(world.actor(Role::Finance));
    let above = set_ceiling(finance, id, &form("1", "10000.01", "追加")).await.unwrap_err();
    assert_eq!(fields(above), ["budget"]);
    let bare = set_ceiling(finance, id, &form("1", "9000", "")).await.unwrap_err();
    assert_eq!(fields(bare), ["reason"]);
    let stale = set_ceiling(finance, id, &form("7", "9000", "追加")).await.unwrap_err();
    assert!(matches!(stale, Refusal::Conflict(_)));
    set_ceiling(finance, id, &form("1", "9000", "春节前增加慰问对象")).await.unwrap();
    set_ceiling(finance, id, &form("2", "", "改由项目预算控制")).await.unwrap();
    assert_eq!(read(finance, id).await.unwrap().loaded.round.budget, None);
    let sql = "SELECT COUNT(*) FROM audit_entry WHERE action = 'aid_round.ceiling' \
               AND detail LIKE '限额由8,000.00 元改为9,000.00 元%'";
    let count: Option<i64> = world.app.store.row(sql, []).await.unwrap();
    assert_eq!(count, Some(1));
}

async fn a_round_is_seen_where_it_serves(store: Store) {
    let world = World::new(store).await;
    let id = opened(&world, &warmth(project(&world).await)).await.unwrap();
    let all = RoundListForm::default();
    let seen = |actor| rounds(world.call(actor), &all, 0, 10);
    let city = world.at(&world.city, Role::Treasury);
    assert_eq!(seen(city).await.unwrap().total, 1);
    assert_eq!(seen(world.actor(Role::Finance)).await.unwrap().total, 1);
    assert_eq!(seen(world.stranger(Role::Filler)).await.unwrap().total, 0);
    let refused = read(world.call(world.stranger(Role::Filler)), id).await.unwrap_err();
    assert!(matches!(refused, Refusal::NotFound(_)));
    let admin = seen(world.actor(Role::SystemAdministrator)).await.unwrap_err();
    assert!(matches!(admin, Refusal::Forbidden(_)));
    for (form, total) in [
        (RoundListForm { programme: "warmth".to_owned(), ..RoundListForm::default() }, 1),
        (RoundListForm { programme: "living".to_owned(), ..RoundListForm::default() }, 0),
        (RoundListForm { year: "2026".to_owned(), ..RoundListForm::default() }, 1),
        (RoundListForm { year: "2025".to_owned(), ..RoundListForm::default() }, 0),
        (RoundListForm { state: "closed".to_owned(), ..RoundListForm::default() }, 0),
        (
            RoundListForm {
                words: "春节".to_owned(),
                sort: "closing".to_owned(),
                ..RoundListForm::default()
            },
            1,
        ),
        (RoundListForm { words: "%".to_owned(), ..RoundListForm::default() }, 0),
    ] {
        let list = rounds(world.call(city), &form, 0, 10).await.unwrap();
        assert_eq!(
            (list.total, i64::try_from(list.lines.len()).unwrap()),
            (total, total),
            "{form:?}"
        );
    }
    // A round of the city serves its counties.
    let sql = "UPDATE aid_round SET organisation_id = $1";
    let tx = world.app.store.begin().await.unwrap();
    tx.execute(sql, [world.city.id.0.into()]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(seen(world.stranger(Role::Filler)).await.unwrap().total, 1);
    assert!(read(world.call(world.stranger(Role::Filler)), id).await.is_ok());
    assert!(export(world.call(city), &RoundListForm::default()).await.unwrap().starts_with(b"PK"));
}

async fn the_catalogue_follows_the_place_of_the_installation(store: Store) {
    let world = World::new(store).await;
    let call = world.call(world.actor(Role::Treasury));
    let nation = catalogue(call).await.unwrap();
    assert_eq!((nation.programmes.len(), nation.region), (14, None));
    let security = world.call(world.at(&world.city, Role::SecurityAdministrator));
    let form = jixiao_app::installation::RegionForm { region: "530100".to_owned() };
    jixiao_app::installation::set_region(security, &form).await.unwrap();
    assert_eq!(catalogue(call).await.unwrap().programmes.len(), 15);
    let page = programme(call, "tuition").await.unwrap();
    assert_eq!(page.current.unwrap().title, "金秋助学（云南 2025）");
    assert_eq!((page.versions.len(), page.may_open, page.may_try), (2, false, false));
    assert!(matches!(programme(call, "gold").await.unwrap_err(), Refusal::NotFound(_)));
}
