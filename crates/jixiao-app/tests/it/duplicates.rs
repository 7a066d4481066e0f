//! Pairs that may be one person: found at entry and by the search, judged by another hand, merged, and
//! in the way of a case until somebody clears them.

use crate::people::head_number;
use crate::world::World;
use jixiao_app::duplicates::{
    DuplicateListForm, JoinForm, JudgeForm, blocks_approval, enqueue_search, export, join, judge,
    list, of_person, open_for_case, read,
};
use jixiao_app::jobs::{self, Runner};
use jixiao_app::people::{
    MemberForm, PersonForm, add_member, create_household, create_person, read_person, save_person,
};
use jixiao_app::{Actor, Refusal, long_work};
use jixiao_domain::{
    DuplicateEvent, DuplicateId, DuplicateKind, DuplicateState, PersonId, PersonState, Role,
};
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_person_entered_again_is_found_at_once,
    who_registered_a_record_does_not_judge_it,
    two_records_judged_to_be_one_are_merged,
    a_manager_lets_cases_go_on_with_a_reason,
    the_search_finds_what_entry_did_not_and_settles_what_is_corrected,
    pairs_across_counties_show_little_and_are_judged_above_both,
    a_family_with_one_account_is_left_alone_and_strangers_are_shown,
}

fn person(world: &World, name: &str) -> PersonForm {
    PersonForm {
        organisation: world.north.id.to_string(),
        name: name.to_owned(),
        sex: "female".to_owned(),
        birth_date: "1980-01-01".to_owned(),
        employer: "江州机械厂".to_owned(),
        phone: "13800001234".to_owned(),
        address: "江州市北山县东风街道 3 号院 2 栋".to_owned(),
        ..PersonForm::default()
    }
}

async fn entered(world: &World, actor: &Actor, form: &PersonForm) -> PersonId {
    create_person(world.call(actor), form).await.unwrap()
}

/// Two records of the north that are most likely one, and their pair.
async fn twice(world: &World) -> (PersonId, PersonId, DuplicateId) {
    let filler = world.actor(Role::Filler);
    let one = entered(world, filler, &person(world, "张文英")).await;
    let other = entered(world, filler, &person(world, "张文瑛")).await;
    let pairs = of_person(world.call(filler), one).await.unwrap();
    assert_eq!(pairs.len(), 1);
    (one, other, pairs[0].id)
}

async fn judged(
    world: &World,
    actor: &Actor,
    id: DuplicateId,
    event: DuplicateEvent,
) -> Result<DuplicateState, Refusal> {
    use jixiao_domain::Coded as _;
    let page = read(world.call(actor), id).await?;
    let form = JudgeForm {
        revision: page.candidate.revision.to_string(),
        event: event.code().to_owned(),
        reason: "电话核对本人".to_owned(),
    };
    judge(world.call(actor), id, &form).await
}

async fn searched(world: &World) -> String {
    let call = world.call(world.actor(Role::Reviewer));
    let id = enqueue_search(call).await.unwrap();
    let runner = Runner::new(world.app.clone(), long_work::handlers(), crate::world::now);
    assert!(runner.run_one().await.unwrap());
    jobs::see(call, id).await.unwrap().message
}

async fn a_person_entered_again_is_found_at_once(store: Store) {
    let world = World::new(store).await;
    let (one, other, id) = twice(&world).await;
    let reviewer = world.actor(Role::Reviewer);
    let page = read(world.call(reviewer), id).await.unwrap();
    let held = &page.candidate;
    assert_eq!((held.left_id, held.right_id), (one.0, other.0));
    assert_eq!((held.kind, held.state), (DuplicateKind::Likeness, DuplicateState::Open));
    assert!(held.score_permille > 900, "{}", held.score_permille);
    assert!(page.reasons.iter().any(|one| one.starts_with("姓名读音相同")), "{:?}", page.reasons);
    let name = &page.fields[0];
    assert!(name.differs && name.left == "张文英" && name.right == "张文瑛");
    let phone = page.fields.iter().find(|one| one.label == "联系电话").unwrap();
    assert!(phone.agrees && phone.left == "138****1234");
    assert!(!held.explanation.contains("1234"));
    let all = list(world.call(reviewer), &DuplicateListForm::default(), 0, 10).await.unwrap();
    assert_eq!((all.total, all.lines[0].line.left.name.as_str()), (1, "张文英"));
    let narrow = DuplicateListForm { kind: "card".to_owned(), ..DuplicateListForm::default() };
    assert_eq!(list(world.call(reviewer), &narrow, 0, 10).await.unwrap().total, 0);
    assert!(!export(world.call(reviewer), &DuplicateListForm::default()).await.unwrap().is_empty());
    let finance = list(world.call(world.actor(Role::Finance)), &narrow, 0, 10).await;
    assert!(matches!(finance, Err(Refusal::Forbidden(_))));
}

async fn who_registered_a_record_does_not_judge_it(store: Store) {
    let world = World::new(store).await;
    let (_, _, id) = twice(&world).await;
    let mut both = world.actor(Role::Filler).clone();
    both.grants.extend(world.actor(Role::Reviewer).grants.clone());
    let refused = judged(&world, &both, id, DuplicateEvent::JudgeDifferent).await;
    assert!(matches!(refused, Err(Refusal::SameHand(_))));
    for role in [Role::Filler, Role::Approver, Role::Auditor] {
        let refused = judged(&world, world.actor(role), id, DuplicateEvent::JudgeSame).await;
        assert!(refused.is_err(), "{role:?}");
    }
    let reviewer = world.actor(Role::Reviewer);
    let call = world.call(reviewer);
    let bare = JudgeForm {
        revision: "1".to_owned(),
        event: "judge_same".to_owned(),
        ..JudgeForm::default()
    };
    let refused = judge(call, id, &bare).await;
    assert!(matches!(refused, Err(Refusal::Invalid(errors)) if errors[0].field == "reason"));
    let number = JudgeForm { reason: "证件 11010519491231002X".to_owned(), ..bare.clone() };
    assert!(matches!(judge(call, id, &number).await, Err(Refusal::Invalid(_))));
    let settle = JudgeForm { event: "settle".to_owned(), reason: "看过".to_owned(), ..bare };
    assert!(matches!(judge(call, id, &settle).await, Err(Refusal::WrongState(_))));
    let asked = judged(&world, reviewer, id, DuplicateEvent::AskBack).await.unwrap();
    assert_eq!(asked, DuplicateState::Verifying);
    let stale = JudgeForm { event: "judge_same".to_owned(), ..number.clone() };
    let stale = JudgeForm { reason: "同一人".to_owned(), ..stale };
    assert!(matches!(judge(call, id, &stale).await, Err(Refusal::Conflict(_))));
    let cleared = judged(&world, reviewer, id, DuplicateEvent::JudgeDifferent).await.unwrap();
    assert_eq!(cleared, DuplicateState::Different);
    // What was judged stays judged, whoever saves or searches.
    searched(&world).await;
    let page = read(call, id).await.unwrap();
    assert_eq!((page.candidate.state, page.history.len()), (DuplicateState::Different, 2));
    assert!(of_person(call, PersonId(page.candidate.left_id)).await.unwrap().is_empty());
}

async fn two_records_judged_to_be_one_are_merged(store: Store) {
    let world = World::new(store).await;
    let (one, other, id) = twice(&world).await;
    let reviewer = world.actor(Role::Reviewer);
    let call = world.call(reviewer);
    let early =
        JoinForm {
            revision: "1".to_owned(), kept: one.to_string(), reason: "同一人".to_owned()
        };
    assert!(matches!(join(call, id, &early).await, Err(Refusal::WrongState(_))));
    judged(&world, reviewer, id, DuplicateEvent::JudgeSame).await.unwrap();
    let page = read(call, id).await.unwrap();
    assert!(page.may_join);
    let strange = JoinForm { revision: "2".to_owned(), kept: "99".to_owned(), ..early.clone() };
    assert!(matches!(join(call, id, &strange).await, Err(Refusal::Invalid(_))));
    let form = JoinForm { revision: "2".to_owned(), ..early };
    assert_eq!(join(call, id, &form).await.unwrap(), one);
    let gone = read_person(call, other).await.unwrap().loaded.person;
    assert_eq!((gone.state, gone.merged_into), (PersonState::Merged, Some(one)));
    assert_eq!(read(call, id).await.unwrap().candidate.state, DuplicateState::Settled);
    assert!(matches!(join(call, id, &form).await, Err(Refusal::Conflict(_))));
}

async fn a_manager_lets_cases_go_on_with_a_reason(store: Store) {
    let world = World::new(store).await;
    let filler = world.actor(Role::Filler);
    let form = crate::people::form(&world, "张安", &head_number());
    let household = create_household(world.call(filler), &form).await.unwrap();
    let born = |name| PersonForm { birth_date: "1982-03-04".to_owned(), ..person(&world, name) };
    let spouse =
        MemberForm {
            relation: "spouse".to_owned(), person: born("李宁"), ..MemberForm::default()
        };
    let spouse = add_member(world.call(filler), household, &spouse).await.unwrap();
    let again = entered(&world, filler, &born("李凝")).await;
    let (call, store) = (world.call(world.actor(Role::Approver)), &world.app.store);
    let head = PersonId(1);
    assert!(open_for_case(store, call, head, None).await.unwrap().is_empty());
    // The pair of a member stands against a case of the household.
    let hits = open_for_case(store, call, head, Some(household)).await.unwrap();
    assert_eq!(hits.len(), 1);
    assert!(hits[0].sentence.contains("疑似重复") && !hits[0].sentence.contains("李"));
    let cases = [(head, None), (again, None), (spouse, Some(household))];
    let many = blocks_approval(store, call, &cases).await.unwrap();
    assert_eq!(many.iter().map(Vec::len).collect::<Vec<_>>(), [0, 1, 1]);
    let id = hits[0].id;
    let refused = judged(&world, world.actor(Role::Reviewer), id, DuplicateEvent::Override).await;
    assert!(matches!(refused, Err(Refusal::Forbidden(_))));
    judged(&world, world.actor(Role::Approver), id, DuplicateEvent::Override).await.unwrap();
    assert!(open_for_case(store, call, head, Some(household)).await.unwrap().is_empty());
    let page = read(call, id).await.unwrap();
    assert_eq!(page.history[0].words, "电话核对本人");
    judged(&world, world.actor(Role::Reviewer), id, DuplicateEvent::Reopen).await.unwrap();
    assert_eq!(open_for_case(store, call, again, None).await.unwrap().len(), 1);
}

async fn the_search_finds_what_entry_did_not_and_settles_what_is_corrected(store: Store) {
    let world = World::new(store).await;
    let (one, other, id) = twice(&world).await;
    let filler = world.actor(Role::Filler);
    // A name corrected to quite another, with another birthday, telephone and address.
    let corrected = PersonForm {
        revision: "1".to_owned(),
        birth_date: "1961-07-09".to_owned(),
        phone: "13900005678".to_owned(),
        address: "江州市南水县解放街 88 号".to_owned(),
        ..person(&world, "王大江")
    };
    save_person(world.call(filler), other, &corrected).await.unwrap();
    let page = read(world.call(filler), id).await.unwrap();
    assert_eq!(page.candidate.state, DuplicateState::Settled);
    assert!(of_person(world.call(filler), one).await.unwrap().is_empty());
    let message = searched(&world).await;
    assert!(message.contains("比对 2 人，找到疑似重复 0 对"), "{message}");
    let back = PersonForm { revision: "2".to_owned(), ..person(&world, "张文瑛") };
    save_person(world.call(filler), other, &back).await.unwrap();
    assert_eq!(of_person(world.call(filler), one).await.unwrap()[0].id, id);
    let message = searched(&world).await;
    assert!(message.contains("找到疑似重复 1 对"), "{message}");
    let reviewer = world.call(world.actor(Role::Reviewer));
    let all = list(reviewer, &DuplicateListForm::default(), 0, 10).await.unwrap();
    assert_eq!((all.total, all.search.unwrap().found_count), (1, 1));
    let finance = enqueue_search(world.call(world.actor(Role::Finance))).await;
    assert!(matches!(finance, Err(Refusal::Forbidden(_))));
}

async fn pairs_across_counties_show_little_and_are_judged_above_both(store: Store) {
    let world = World::new(store).await;
    entered(&world, world.actor(Role::Filler), &person(&world, "张文英")).await;
    let south =
        PersonForm { organisation: world.south.id.to_string(), ..person(&world, "张文瑛") };
    entered(&world, world.stranger(Role::Filler), &south).await;
    let call = world.call(world.actor(Role::Reviewer));
    let all = list(call, &DuplicateListForm::default(), 0, 10).await.unwrap();
    let row = &all.lines[0];
    assert!(row.reaches_out && row.line.right.name == "张**" && row.line.right.employer.is_empty());
    let id = row.line.id;
    let page = read(call, id).await.unwrap();
    assert!(page.reaches_out && page.events.is_empty() && !page.right.is_open);
    let employer = page.fields.iter().find(|one| one.label == "工作单位").unwrap();
    assert_eq!((employer.left.as_str(), employer.right.as_str()), ("江州机械厂", "******"));
    let refused = judged(&world, call.actor, id, DuplicateEvent::JudgeSame).await;
    assert!(matches!(refused, Err(Refusal::Forbidden(_))));
    let city = world.at(&world.city, Role::Reviewer);
    judged(&world, city, id, DuplicateEvent::JudgeDifferent).await.unwrap();
    // Who sees neither finds nothing.
    let north = entered(&world, world.actor(Role::Filler), &person(&world, "张文莹")).await;
    let pairs = of_person(call, north).await.unwrap();
    let inside = pairs.iter().find(|pair| pair.left_organisation_id == pair.right_organisation_id);
    let refused = read(world.call(world.stranger(Role::Reviewer)), inside.unwrap().id).await;
    assert!(matches!(refused, Err(Refusal::NotFound(_))));
}

async fn a_family_with_one_account_is_left_alone_and_strangers_are_shown(store: Store) {
    let world = World::new(store).await;
    let filler = world.actor(Role::Filler);
    let form = crate::people::form(&world, "张安", &head_number());
    let household = create_household(world.call(filler), &form).await.unwrap();
    let card = "6228480402564890018".to_owned();
    let child = PersonForm {
        birth_date: "2012-05-06".to_owned(),
        employer: String::new(),
        bank_card: card.clone(),
        ..person(&world, "张小北")
    };
    let child = MemberForm { relation: "child".to_owned(), person: child, ..MemberForm::default() };
    let child = add_member(world.call(filler), household, &child).await.unwrap();
    assert!(of_person(world.call(filler), child).await.unwrap().is_empty());
    let stranger = PersonForm {
        birth_date: "1955-11-30".to_owned(),
        phone: String::new(),
        address: String::new(),
        employer: String::new(),
        bank_card: card,
        ..person(&world, "赵四海")
    };
    let stranger = entered(&world, filler, &stranger).await;
    let pairs = of_person(world.call(filler), stranger).await.unwrap();
    assert_eq!(pairs.len(), 2);
    assert!(pairs.iter().all(|pair| pair.kind == DuplicateKind::Card));
    assert!(pairs.iter().all(|pair| pair.explanation.contains("银行账号相同")));
}
