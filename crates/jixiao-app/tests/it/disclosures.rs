//! What is published, from the choice of forms to the verified file.

mod assemble;
pub(crate) mod fixture;
mod kinds;

use crate::evaluated::{issued, step as evaluate};
use crate::world::World;
use fixture::{confirm_all, draft, keyed, published, run_jobs, take};
use jixiao_app::Refusal;
use jixiao_app::disclosures::{
    self as area, BeginForm, Choice, ChoiceListForm, CorrectForm, DisclosureForm, LookForm,
    RemoveForm, WithdrawForm,
};
use jixiao_app::publication::{self as public, Found, PublicForm};
use jixiao_app::signing::{self, AddressForm, RenewForm};
use jixiao_domain::{Coded as _, DisclosureId, FilingEvent, FilingState, RemovalKind, Role};
use jixiao_store::disclosures::items::Item;
use jixiao_store::{Connection as _, Store, audit, on_both_databases};

on_both_databases! {
    what_is_published_is_redacted_sealed_and_verifiable,
    nothing_is_submitted_that_nobody_looked_at,
    more_can_be_removed_and_the_log_never_says_what,
    nobody_checks_what_they_assembled_and_strangers_find_nothing,
    a_record_that_changed_after_approval_is_not_published,
    what_is_withdrawn_leaves_a_notice,
    a_correction_names_what_it_corrects,
    the_security_administrator_alone_makes_and_changes_the_key,
    only_what_is_approved_can_be_chosen,
}

/// The box of an item in a format.
fn tick(item: &Item, format: &str) -> String {
    format!("{}:{}:{format}", item.kind.code(), item.subject_id)
}

/// What a version offers.
async fn chosen(world: &World, id: DisclosureId) -> Vec<Choice> {
    let call = world.call(world.actor(Role::Finance));
    let loaded = area::load(&world.app.store, call, id).await.unwrap();
    let form = ChoiceListForm::default();
    area::choices(&world.app.store, call, &loaded, &form, 0, 100).await.unwrap().lines
}

async fn what_is_published_is_redacted_sealed_and_verifiable(store: Store) {
    let world = World::new(store).await;
    keyed(&world).await;
    let id = draft(&world, "XM01").await;
    assert!(public::years(&world.app).await.unwrap().is_empty());
    confirm_all(&world, id).await;
    for (role, event) in fixture::CHAIN {
        take(&world, role, id, event).await.unwrap();
    }
    let finance = world.call(world.actor(Role::Finance));
    area::publish(finance, id).await.unwrap();
    assert!(public::years(&world.app).await.unwrap().is_empty());
    run_jobs(&world).await;

    let years = public::years(&world.app).await.unwrap();
    assert_eq!((years[0].year, years[0].item_count), (2025, 1));
    let form = PublicForm { q: "北山".to_owned(), ..PublicForm::default() };
    let list = public::year(&world.app, 2025, &form, 0, 50).await.unwrap();
    let number = list.lines[0].item.number.clone();
    let page = public::item(&world.app, &number).await.unwrap();
    let text = page.page.unwrap();
    for gone in ["电话13800138000", "11010519491231002X", "王芳"] {
        assert!(!text.contains(gone), "{gone}");
    }
    for kept in ["王*", "380 户", "拨付13800138000元"] {
        assert!(text.contains(kept), "{kept}");
    }
    let kinds: Vec<&str> = page.redactions.iter().map(|line| line.kind.code()).collect();
    for kind in [RemovalKind::Phone, RemovalKind::IdNumber, RemovalKind::Name] {
        assert!(kinds.contains(&kind.code()), "{kinds:?}");
    }
    assert_eq!(page.line.files.len(), 4);
    for file in &page.line.files {
        let (_, bytes) = public::file(&world.app, &number, &file.format).await.unwrap();
        let checked = public::check_file(&world.app, bytes.clone()).await.unwrap();
        assert_eq!(checked.found, Found::Genuine, "{}", file.format);
        assert_eq!(checked.item.unwrap().number, number);
        assert_eq!(checked.digest, file.digest);
        let mut changed = bytes;
        let middle = changed.len() / 2;
        changed[middle] ^= 1;
        let checked = public::check_file(&world.app, changed).await.unwrap();
        assert_eq!(checked.found, Found::Changed, "{}", file.format);
        for digest in [&file.digest, &file.signed_digest, &page.line.item.content_digest] {
            let found = public::check_words(&world.app, digest).await.unwrap();
            assert_eq!(found[0].number, number);
        }
    }
    let (_, docx) = public::file(&world.app, &number, "docx").await.unwrap();
    let read = jixiao_reader::read(&docx, "公开.docx", &jixiao_reader::Limits::default()).unwrap();
    let words = format!("{read:?}");
    assert!(!words.contains("电话13800138000") && words.contains("王*"));
    assert!(matches!(area::publish(finance, id).await, Err(Refusal::WrongState(_))));
}

async fn nothing_is_submitted_that_nobody_looked_at(store: Store) {
    let world = World::new(store).await;
    let id = draft(&world, "XM01").await;
    let refused = take(&world, Role::Finance, id, FilingEvent::Submit).await.unwrap_err();
    let Refusal::Invalid(errors) = refused else { panic!("{refused:?}") };
    assert!(errors[0].message.contains("尚未核对"), "{}", errors[0].message);
    let finance = world.call(world.actor(Role::Finance));
    let item = area::read(finance, id).await.unwrap().items[0].item.id;
    let other = LookForm { digest: "0".repeat(64) };
    let refused = area::confirm(finance, item, &other).await;
    assert!(matches!(refused, Err(Refusal::Conflict(_))));
    confirm_all(&world, id).await;
    let state = take(&world, Role::Finance, id, FilingEvent::Submit).await.unwrap();
    assert_eq!(state, FilingState::Submitted);
    let empty = DisclosureForm { revision: "3".to_owned(), ..DisclosureForm::default() };
    assert!(matches!(area::save(finance, id, &empty).await, Err(Refusal::WrongState(_))));
}

async fn more_can_be_removed_and_the_log_never_says_what(store: Store) {
    let world = World::new(store).await;
    let id = draft(&world, "XM01").await;
    confirm_all(&world, id).await;
    let finance = world.call(world.actor(Role::Finance));
    let item = area::read(finance, id).await.unwrap().items[0].item.id;
    let form = |words: &str, reason: &str| RemoveForm {
        words: words.to_owned(),
        reason: reason.to_owned(),
    };
    for (words, reason) in
        [("", "涉及个人"), ("困难职工家庭", ""), ("380", "数字"), ("查无此字", "涉及个人")]
    {
        let refused = area::remove_more(finance, item, &form(words, reason)).await;
        assert!(matches!(refused, Err(Refusal::Invalid(_))), "{words}");
    }
    area::remove_more(finance, item, &form("少数家庭因病", "涉及个人健康")).await.unwrap();
    let looked = area::look(finance, item).await.unwrap();
    assert!(!looked.is_seen && !looked.page.contains("少数家庭因病"));
    assert_eq!(looked.removals[0].reason, "涉及个人健康");
    assert!(looked.redactions.iter().any(|line| line.kind == RemovalKind::Chosen));
    let log = audit::page_after(&world.app.store, 0, 1000).await.unwrap();
    assert!(log.iter().any(|entry| entry.detail.contains("人工隐去 1 处")));
    for words in ["少数家庭因病", "13800138000", "王芳"] {
        assert!(log.iter().all(|entry| !entry.detail.contains(words)), "{words}");
    }
}

async fn nobody_checks_what_they_assembled_and_strangers_find_nothing(store: Store) {
    let world = World::new(store).await;
    let id = draft(&world, "XM01").await;
    confirm_all(&world, id).await;
    take(&world, Role::Finance, id, FilingEvent::Submit).await.unwrap();
    take(&world, Role::Reviewer, id, FilingEvent::UnitReview).await.unwrap();
    let own =
        fixture::step(&world, world.actor(Role::Finance), id, FilingEvent::FinanceReview).await;
    assert!(matches!(own, Err(Refusal::SameHand(_))), "{own:?}");

    let stranger = world.call(world.stranger(Role::Finance));
    assert!(matches!(area::read(stranger, id).await, Err(Refusal::NotFound(_))));
    let finance = world.call(world.actor(Role::Finance));
    let item = area::read(finance, id).await.unwrap().items[0].item.id;
    assert!(matches!(area::look(stranger, item).await, Err(Refusal::NotFound(_))));
    let withdrawal = WithdrawForm { reason: "误发".to_owned() };
    let refused = area::withdraw(stranger, item, &withdrawal).await;
    assert!(matches!(refused, Err(Refusal::NotFound(_))));
    assert_eq!(
        area::list(stranger, &area::DisclosureListForm::default(), 0, 50).await.unwrap().total,
        0
    );

    let begin = BeginForm { organisation: world.north.id.to_string(), year: "2024".to_owned() };
    for role in [Role::Filler, Role::Reviewer, Role::Approver, Role::Auditor, Role::Treasury] {
        let refused = area::begin(world.call(world.actor(role)), &begin).await;
        assert!(matches!(refused, Err(Refusal::Forbidden(_))), "{role:?}");
        let refused = area::withdraw(world.call(world.actor(role)), item, &withdrawal).await;
        assert!(matches!(refused, Err(Refusal::Forbidden(_))), "{role:?}");
    }
    assert!(matches!(area::begin(stranger, &begin).await, Err(Refusal::NotFound(_))));
    let second = BeginForm { year: "2025".to_owned(), ..begin };
    assert!(matches!(area::begin(finance, &second).await, Err(Refusal::WrongState(_))));
}

async fn a_record_that_changed_after_approval_is_not_published(store: Store) {
    let world = World::new(store).await;
    keyed(&world).await;
    let id = draft(&world, "XM01").await;
    confirm_all(&world, id).await;
    for (role, event) in fixture::CHAIN {
        take(&world, role, id, event).await.unwrap();
    }
    let finance = world.call(world.actor(Role::Finance));
    let item = area::read(finance, id).await.unwrap().items[0].item.clone();
    let subject = jixiao_domain::SelfEvaluationId(item.subject_id);
    evaluate(&world, Role::SecurityAdministrator, subject, FilingEvent::Unfreeze).await.unwrap();
    area::publish(finance, id).await.unwrap();
    run_jobs(&world).await;
    assert!(public::years(&world.app).await.unwrap().is_empty());
    let page = area::read(finance, id).await.unwrap();
    assert!(page.loaded.disclosure.published_at.is_none());
    // The way back: the security administrator unlocks the disclosure.
    take(&world, Role::SecurityAdministrator, id, FilingEvent::Unfreeze).await.unwrap();
    let page = area::read(finance, id).await.unwrap();
    assert!(page.editable);
}

async fn what_is_withdrawn_leaves_a_notice(store: Store) {
    let world = World::new(store).await;
    let id = published(&world, "XM01").await;
    let finance = world.call(world.actor(Role::Finance));
    let item = area::read(finance, id).await.unwrap().items[0].item.clone();
    let number = item.number.unwrap();
    let (_, bytes) = public::file(&world.app, &number, "pdf").await.unwrap();
    let nothing = WithdrawForm::default();
    assert!(matches!(area::withdraw(finance, item.id, &nothing).await, Err(Refusal::Invalid(_))));
    let form = WithdrawForm { reason: "数据口径有误".to_owned() };
    area::withdraw(finance, item.id, &form).await.unwrap();
    assert!(matches!(area::withdraw(finance, item.id, &form).await, Err(Refusal::WrongState(_))));

    let page = public::item(&world.app, &number).await.unwrap();
    assert_eq!(page.line.item.withdrawn_reason, "数据口径有误");
    assert!(page.page.is_none() && page.line.files.is_empty());
    let file = public::file(&world.app, &number, "pdf").await;
    assert!(matches!(file, Err(Refusal::NotFound(_))));
    let list = public::year(&world.app, 2025, &PublicForm::default(), 0, 50).await.unwrap();
    assert!(list.lines[0].item.withdrawn_at.is_some() && list.lines[0].files.is_empty());
    let checked = public::check_file(&world.app, bytes).await.unwrap();
    assert_eq!(checked.found, Found::Superseded);
}

async fn a_correction_names_what_it_corrects(store: Store) {
    let world = World::new(store).await;
    let first = published(&world, "XM01").await;
    let finance = world.call(world.actor(Role::Finance));
    let old = area::read(finance, first).await.unwrap().items[0].item.clone();
    let again = BeginForm { organisation: world.north.id.to_string(), year: "2025".to_owned() };
    let second = area::begin(finance, &again).await.unwrap();
    let page = area::read(finance, second).await.unwrap();
    let form = DisclosureForm {
        revision: page.loaded.disclosure.revision.to_string(),
        chosen: vec![tick(&old, "pdf")],
        ..DisclosureForm::default()
    };
    let refused = area::save(finance, second, &form).await.unwrap_err();
    let Refusal::Invalid(errors) = refused else { panic!("{refused:?}") };
    assert!(errors[0].message.contains("已公开"), "{}", errors[0].message);

    let nothing = CorrectForm::default();
    assert!(matches!(area::correct(finance, old.id, &nothing).await, Err(Refusal::Invalid(_))));
    let form = CorrectForm { reason: "补充偏差原因".to_owned() };
    assert_eq!(area::correct(finance, old.id, &form).await.unwrap(), second);
    let twice = area::correct(finance, old.id, &form).await;
    assert!(matches!(twice, Err(Refusal::WrongState(_))));
    confirm_all(&world, second).await;
    for (role, event) in fixture::CHAIN {
        take(&world, role, second, event).await.unwrap();
    }
    area::publish(finance, second).await.unwrap();
    run_jobs(&world).await;

    let new = area::read(finance, second).await.unwrap().items[0].item.clone();
    let (old, new) = (old.number.unwrap(), new.number.unwrap());
    let page = public::item(&world.app, &new).await.unwrap();
    assert_eq!(page.line.item.corrects_number.as_deref(), Some(old.as_str()));
    assert_eq!(page.line.item.correction_reason, "补充偏差原因");
    let page = public::item(&world.app, &old).await.unwrap();
    assert_eq!(page.line.item.corrected_by_number.as_deref(), Some(new.as_str()));
    assert_eq!(public::years(&world.app).await.unwrap()[0].item_count, 1);
}

async fn the_security_administrator_alone_makes_and_changes_the_key(store: Store) {
    let world = World::new(store).await;
    for role in Role::ALL {
        let call = world.call(world.at(&world.city, *role));
        let made = signing::make(call).await;
        assert_eq!(made.is_ok(), *role == Role::SecurityAdministrator, "{role:?}");
    }
    // Below the top there is no security administrator of the whole installation.
    let below = world.call(world.actor(Role::SecurityAdministrator));
    let form = RenewForm { reason: "定期更换".to_owned() };
    assert!(matches!(signing::renew(below, &form).await, Err(Refusal::Forbidden(_))));
    let address = AddressForm { address: "https://jx.example.gov.cn".to_owned() };
    assert!(matches!(signing::set_address(below, &address).await, Err(Refusal::Forbidden(_))));

    let security = world.call(world.at(&world.city, Role::SecurityAdministrator));
    assert!(matches!(signing::make(security).await, Err(Refusal::WrongState(_))));
    signing::set_address(security, &address).await.unwrap();
    let id = draft(&world, "XM01").await;
    confirm_all(&world, id).await;
    for (role, event) in fixture::CHAIN {
        take(&world, role, id, event).await.unwrap();
    }
    area::publish(world.call(world.actor(Role::Finance)), id).await.unwrap();
    run_jobs(&world).await;
    assert!(matches!(
        signing::renew(security, &RenewForm::default()).await,
        Err(Refusal::Invalid(_))
    ));
    signing::renew(security, &form).await.unwrap();
    let keys = public::keys(&world.app.store).await.unwrap();
    assert_eq!(keys.len(), 2);
    assert_eq!((keys[0].retired_at, keys[1].retired_reason.as_str()), (None, "定期更换"));
    // What the retired key sealed is still verified.
    let list = public::year(&world.app, 2025, &PublicForm::default(), 0, 50).await.unwrap();
    let number = &list.lines[0].item.number;
    let (_, bytes) = public::file(&world.app, number, "html").await.unwrap();
    let checked = public::check_file(&world.app, bytes).await.unwrap();
    assert_eq!(checked.found, Found::Genuine);
    assert_eq!(checked.key.unwrap().public_key, keys[1].public_key);
    // The secret lies sealed, and the retired one is gone.
    let tx = world.app.store.begin().await.unwrap();
    let left: i64 = tx
        .row("SELECT COUNT(*) FROM signing_key WHERE sealed_secret IS NOT NULL", [])
        .await
        .unwrap()
        .unwrap();
    assert_eq!(left, 1);
}

async fn only_what_is_approved_can_be_chosen(store: Store) {
    let world = World::new(store).await;
    let evaluation = issued(&world, "XM77").await;
    let finance = world.call(world.actor(Role::Finance));
    let form = BeginForm { organisation: world.north.id.to_string(), year: "2025".to_owned() };
    let id = area::begin(finance, &form).await.unwrap();
    let choices = chosen(&world, id).await;
    assert!(choices.iter().all(|choice| choice.candidate.subject_id != evaluation.0
        || choice.candidate.kind != jixiao_domain::PublishedKind::SelfEvaluation));
    let form = DisclosureForm {
        revision: "1".to_owned(),
        chosen: vec![format!("self_evaluation:{evaluation}:pdf")],
        ..DisclosureForm::default()
    };
    assert!(matches!(area::save(finance, id, &form).await, Err(Refusal::Invalid(_))));
    // The goal of this fixture was never sealed by an approval: its digest does not hold.
    let goal = choices.iter().find(|choice| choice.item.is_none()).unwrap().candidate.subject_id;
    let form = DisclosureForm { chosen: vec![format!("goal:{goal}:pdf")], ..form };
    area::save(finance, id, &form).await.unwrap();
    let item = area::read(finance, id).await.unwrap().items[0].item.id;
    assert!(matches!(area::look(finance, item).await, Err(Refusal::WrongState(_))));
}
