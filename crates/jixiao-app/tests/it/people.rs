//! People and households: registered by one hand, filed by others, shown masked.

use crate::world::World;
use jixiao_app::people::{
    FiguresForm, FileStepForm, HeadForm, HonourForm, HouseholdForm, HouseholdListForm, MemberForm,
    MergeForm, ModelWorkerForm, PersonForm, PersonListForm, YearlyCheckForm, YearlyForm,
    add_honour, add_member, check_yearly, classify, create_household, create_person, households,
    merge_households, people, propose_yearly, read_household, read_person, remove_member,
    save_figures, save_household, save_model_worker, step,
};
use jixiao_app::{Actor, Refusal};
use jixiao_domain::{FileState, HardshipClass, HouseholdId, Role, YearlyReviewState};
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_household_goes_from_draft_to_file,
    who_filled_a_file_in_does_not_check_it,
    a_strange_county_sees_and_changes_nothing,
    a_yearly_review_is_concluded_by_two_hands,
    a_household_out_of_the_rules_needs_words,
    members_come_and_go,
    two_files_found_to_be_one_are_merged,
    a_file_is_opened_again_after_its_end,
    model_workers_have_level_status_and_honours,
}

const HEAD: &str = "53010219800101001X";
const CHILD: &str = "530102201001010029";

/// The number with its check character; `digits` are seventeen.
pub(crate) fn number(digits: &str) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.bytes().zip(weights).map(|(d, w)| u32::from(d - b'0') * w).sum();
    format!("{digits}{}", char::from(b"10X98765432"[(sum % 11) as usize]))
}

pub(crate) fn head_number() -> String {
    number(&HEAD[..17])
}

pub(crate) fn form(world: &World, name: &str, id_number: &str) -> HouseholdForm {
    HouseholdForm {
        organisation: world.north.id.to_string(),
        kind: "worker".to_owned(),
        level: "municipal".to_owned(),
        region: "530102".to_owned(),
        main_cause: "own_illness".to_owned(),
        circumstances: "本人患病，长期服药".to_owned(),
        head: HeadForm {
            head_name: name.to_owned(),
            head_id_number: id_number.to_owned(),
            head_phone: "138 0000 1234".to_owned(),
            head_bank_card: "6228480402564890018".to_owned(),
            head_address: "江州市北山县东风街道 3 号院 2 栋".to_owned(),
            head_diagnosis: "慢性肾病".to_owned(),
            head_employer: "江州机械厂".to_owned(),
            ..HeadForm::default()
        },
        ..HouseholdForm::default()
    }
}

fn figures(year: i64, wage: &str) -> FiguresForm {
    FiguresForm {
        year: year.to_string(),
        reason: "补录".to_owned(),
        amounts: [("income_wage", wage), ("essential_medical", "6000")]
            .map(|(name, amount)| (name.to_owned(), amount.to_owned()))
            .into(),
    }
}

pub(crate) async fn draft(world: &World, name: &str, id_number: &str) -> HouseholdId {
    let call = world.call(world.actor(Role::Filler));
    let id = create_household(call, &form(world, name, id_number)).await.unwrap();
    save_figures(call, id, &figures(2025, "12000")).await.unwrap();
    id
}

async fn take(
    world: &World,
    actor: &Actor,
    id: HouseholdId,
    event: &str,
    reason: &str,
) -> Result<FileState, Refusal> {
    let page = read_household(world.call(actor), id, None).await?;
    let form = FileStepForm {
        revision: page.loaded.household.revision.to_string(),
        event: event.to_owned(),
        reason: reason.to_owned(),
        class: String::new(),
    };
    step(world.call(actor), id, &form).await
}

pub(crate) async fn filed(world: &World, name: &str, id_number: &str) -> HouseholdId {
    let id = draft(world, name, id_number).await;
    take(world, world.actor(Role::Filler), id, "submit", "").await.unwrap();
    take(world, world.actor(Role::Reviewer), id, "review", "").await.unwrap();
    take(world, world.actor(Role::Approver), id, "approve", "").await.unwrap();
    id
}

async fn a_household_goes_from_draft_to_file(store: Store) {
    let world = World::new(store).await;
    let filler = world.actor(Role::Filler);
    let id =
        create_household(world.call(filler), &form(&world, "张安", &head_number())).await.unwrap();
    let early = take(&world, filler, id, "submit", "").await.unwrap_err();
    assert!(matches!(early, Refusal::WrongState(words) if words.contains("尚未登记家庭收支")));
    save_figures(world.call(filler), id, &figures(2025, "12000")).await.unwrap();
    let judged = classify(world.call(filler), id, 2025).await.unwrap().unwrap();
    assert_eq!(judged.class, Some(HardshipClass::Severe));
    assert_eq!(take(&world, filler, id, "submit", "").await.unwrap(), FileState::Submitted);
    take(&world, world.actor(Role::Reviewer), id, "review", "情况属实").await.unwrap();
    take(&world, world.actor(Role::Approver), id, "approve", "").await.unwrap();
    let page = read_household(world.call(filler), id, None).await.unwrap();
    let held = &page.loaded.household;
    assert_eq!((held.state, held.class), (FileState::Filed, Some(HardshipClass::Severe)));
    assert!(held.file_number.as_deref().unwrap().starts_with("DA2026-"));
    assert_eq!(page.history.len(), 3);
    let list = HouseholdListForm { state: "unreviewed".to_owned(), ..HouseholdListForm::default() };
    let list = households(world.call(filler), &list, 0, 10).await.unwrap();
    assert_eq!((list.total, list.unreviewed, list.lines[0].member_count), (1, 1, 1));
    // A filed file is corrected with a reason only.
    let form = HouseholdForm { reason: String::new(), ..HouseholdForm::of(held) };
    let refused = save_household(world.call(filler), id, &form).await.unwrap_err();
    assert!(matches!(refused, Refusal::Invalid(errors) if errors[0].field == "reason"));
    let form =
        HouseholdForm {
            reason: "住房情况更正".to_owned(), housing: "rental".to_owned(), ..form
        };
    save_household(world.call(filler), id, &form).await.unwrap();
    let conflict = save_household(world.call(filler), id, &form).await.unwrap_err();
    assert!(matches!(conflict, Refusal::Conflict(_)));
}

async fn who_filled_a_file_in_does_not_check_it(store: Store) {
    let world = World::new(store).await;
    let id = draft(&world, "张安", &head_number()).await;
    take(&world, world.actor(Role::Filler), id, "submit", "").await.unwrap();
    for role in [Role::Filler, Role::Approver, Role::Finance, Role::Auditor] {
        let refused = take(&world, world.actor(role), id, "review", "").await;
        assert!(refused.is_err(), "{role:?}");
    }
    // One person with both roles is still one hand.
    let mut both = world.actor(Role::Filler).clone();
    both.grants.extend(world.actor(Role::Reviewer).grants.clone());
    let refused = take(&world, &both, id, "review", "").await.unwrap_err();
    assert!(matches!(refused, Refusal::SameHand(_)));
    let mut approver = world.actor(Role::Reviewer).clone();
    approver.grants.extend(world.actor(Role::Approver).grants.clone());
    take(&world, &approver, id, "review", "").await.unwrap();
    let refused = take(&world, &approver, id, "approve", "").await.unwrap_err();
    assert!(matches!(refused, Refusal::SameHand(_)));
    let refused = take(&world, world.actor(Role::Approver), id, "return", "").await.unwrap_err();
    assert!(matches!(refused, Refusal::Invalid(_)));
}

async fn a_strange_county_sees_and_changes_nothing(store: Store) {
    let world = World::new(store).await;
    let id = filed(&world, "张安", &head_number()).await;
    for role in [Role::Filler, Role::Reviewer, Role::Approver, Role::Auditor] {
        let call = world.call(world.stranger(role));
        let refused = read_household(call, id, None).await.unwrap_err();
        assert!(matches!(refused, Refusal::NotFound(_)));
        let list = households(call, &HouseholdListForm::default(), 0, 10).await.unwrap();
        assert_eq!(list.total, 0);
        assert_eq!(people(call, &PersonListForm::default(), 0, 10).await.unwrap().total, 0);
    }
    for role in
        [Role::Finance, Role::Treasury, Role::SystemAdministrator, Role::SecurityAdministrator]
    {
        let call = world.call(world.actor(role));
        let refused = households(call, &HouseholdListForm::default(), 0, 10).await.unwrap_err();
        assert!(matches!(refused, Refusal::Forbidden(_)), "{role:?}");
        assert!(read_household(call, id, None).await.is_err());
    }
    // The city sees its counties.
    let city = world.call(world.at(&world.city, Role::Reviewer));
    assert!(read_household(city, id, None).await.is_ok());
}

async fn a_yearly_review_is_concluded_by_two_hands(store: Store) {
    let world = World::new(store).await;
    let (filler, reviewer) = (world.actor(Role::Filler), world.actor(Role::Reviewer));
    let id = filed(&world, "张安", &head_number()).await;
    let propose = |conclusion: &str, opinion: &str| YearlyForm {
        year: "2025".to_owned(),
        conclusion: conclusion.to_owned(),
        class: String::new(),
        opinion: opinion.to_owned(),
    };
    // The rules still find hardship: leaving needs words.
    let refused = propose_yearly(world.call(filler), id, &propose("lift", "")).await.unwrap_err();
    assert!(matches!(refused, Refusal::Invalid(errors) if errors[0].field == "opinion"));
    propose_yearly(world.call(filler), id, &propose("keep", "")).await.unwrap();
    let review = read_household(world.call(filler), id, None).await.unwrap().reviews.remove(0);
    assert!(review.explanation.contains("认定结论：深度困难"));
    let check = |event: &str, opinion: &str| YearlyCheckForm {
        revision: "1".to_owned(),
        event: event.to_owned(),
        opinion: opinion.to_owned(),
    };
    let mut both = filler.clone();
    both.grants.extend(reviewer.grants.clone());
    let refused = check_yearly(world.call(&both), id, review.id, &check("confirm", "")).await;
    assert!(matches!(refused, Err(Refusal::SameHand(_))));
    let state =
        check_yearly(world.call(reviewer), id, review.id, &check("return", "补充票据")).await;
    assert_eq!(state.unwrap(), YearlyReviewState::Returned);
    propose_yearly(world.call(filler), id, &propose("lift", "已稳定就业")).await.unwrap();
    let review = read_household(world.call(filler), id, None).await.unwrap().reviews.remove(0);
    let form = YearlyCheckForm { revision: review.revision.to_string(), ..check("confirm", "") };
    check_yearly(world.call(reviewer), id, review.id, &form).await.unwrap();
    let page = read_household(world.call(filler), id, None).await.unwrap();
    assert_eq!(page.loaded.household.state, FileState::Lifted);
    assert!(page.members[0].member.left_at.is_some());
    let locked = propose_yearly(world.call(filler), id, &propose("keep", "")).await.unwrap_err();
    assert!(matches!(locked, Refusal::WrongState(_)));
}

async fn a_household_out_of_the_rules_needs_words(store: Store) {
    let world = World::new(store).await;
    let filler = world.actor(Role::Filler);
    let call = world.call(filler);
    let id = create_household(call, &form(&world, "张安", &head_number())).await.unwrap();
    save_figures(call, id, &figures(2025, "90000")).await.unwrap();
    let refused = take(&world, filler, id, "submit", "").await.unwrap_err();
    assert!(matches!(refused, Refusal::Invalid(errors) if errors[0].field == "reason"));
    take(&world, filler, id, "submit", "突发重病，后续费用高").await.unwrap();
    take(&world, world.actor(Role::Reviewer), id, "review", "").await.unwrap();
    let approver = world.actor(Role::Approver);
    let page = read_household(world.call(approver), id, None).await.unwrap();
    let form = |class: &str, reason: &str| FileStepForm {
        revision: page.loaded.household.revision.to_string(),
        event: "approve".to_owned(),
        reason: reason.to_owned(),
        class: class.to_owned(),
    };
    assert!(step(world.call(approver), id, &form("sudden", "")).await.is_err());
    step(world.call(approver), id, &form("sudden", "党组会议研究同意")).await.unwrap();
    let page = read_household(world.call(approver), id, None).await.unwrap();
    assert_eq!(page.loaded.household.class, Some(HardshipClass::Sudden));
}

async fn members_come_and_go(store: Store) {
    let world = World::new(store).await;
    let call = world.call(world.actor(Role::Filler));
    let id = draft(&world, "张安", &head_number()).await;
    let member = |relation: &str, name: &str, digits: &str| MemberForm {
        relation: relation.to_owned(),
        school: "江州一中高二".to_owned(),
        person: PersonForm {
            name: name.to_owned(),
            id_number: number(digits),
            employment: "student".to_owned(),
            ..PersonForm::default()
        },
    };
    let second = add_member(call, id, &member("head", "李平", &CHILD[..17])).await.unwrap_err();
    assert!(matches!(second, Refusal::Invalid(errors) if errors[0].field == "relation"));
    add_member(call, id, &member("child", "张宁", &CHILD[..17])).await.unwrap();
    let other = draft(&world, "李平", &number("53010219750505001")).await;
    let refused =
        add_member(call, other, &member("child", "张宁", &CHILD[..17])).await.unwrap_err();
    assert!(matches!(refused, Refusal::Invalid(errors) if errors[0].message.contains("一户一档")));
    let page = read_household(call, id, None).await.unwrap();
    let child = page.members.iter().find(|one| one.person.content.name == "张宁").unwrap();
    assert_eq!((child.age.as_str(), child.member.school.as_str()), ("16", "江州一中高二"));
    let head = page.members[0].member.id;
    assert!(matches!(remove_member(call, id, head, "搬走").await, Err(Refusal::WrongState(_))));
    assert!(matches!(remove_member(call, id, child.member.id, "").await, Err(Refusal::Invalid(_))));
    remove_member(call, id, child.member.id, "随母亲生活").await.unwrap();
    add_member(call, other, &member("child", "张宁", &CHILD[..17])).await.unwrap();
}

async fn two_files_found_to_be_one_are_merged(store: Store) {
    let world = World::new(store).await;
    let filler = world.actor(Role::Filler);
    let kept = filed(&world, "张安", &head_number()).await;
    // The same worker, registered a second time without a number.
    let gone = draft(&world, "张 安", "").await;
    let page = read_household(world.call(filler), kept, None).await.unwrap();
    let form = MergeForm {
        revision: read_household(world.call(filler), gone, None)
            .await
            .unwrap()
            .loaded
            .household
            .revision
            .to_string(),
        into: page.loaded.household.file_number.clone().unwrap(),
        same_person: "1".to_owned(),
        reason: "同一职工重复登记".to_owned(),
    };
    assert!(matches!(
        merge_households(world.call(filler), gone, &form).await,
        Err(Refusal::Forbidden(_))
    ));
    let reviewer = world.call(world.actor(Role::Reviewer));
    let unknown = MergeForm { into: "DA1999-000001".to_owned(), ..form.clone() };
    assert!(merge_households(reviewer, gone, &unknown).await.is_err());
    assert_eq!(merge_households(reviewer, gone, &form).await.unwrap(), kept);
    let page = read_household(reviewer, gone, None).await.unwrap();
    assert_eq!(page.loaded.household.state, FileState::Merged);
    assert_eq!(page.loaded.household.merged_into, Some(kept));
    let page = read_household(reviewer, kept, None).await.unwrap();
    let now = page.members.iter().filter(|one| one.member.left_at.is_none()).count();
    assert_eq!(now, 1);
    let list = people(reviewer, &PersonListForm::default(), 0, 10).await.unwrap();
    assert_eq!(list.total, 1);
}

async fn a_file_is_opened_again_after_its_end(store: Store) {
    let world = World::new(store).await;
    let (filler, reviewer) = (world.actor(Role::Filler), world.actor(Role::Reviewer));
    let id = filed(&world, "张安", &head_number()).await;
    assert!(take(&world, filler, id, "propose_lift", "").await.is_err());
    take(&world, filler, id, "propose_lift", "收入稳定").await.unwrap();
    take(&world, reviewer, id, "refuse", "再观察半年").await.unwrap();
    take(&world, filler, id, "propose_cancel", "已退休").await.unwrap();
    assert_eq!(take(&world, reviewer, id, "confirm", "").await.unwrap(), FileState::Cancelled);
    assert_eq!(take(&world, filler, id, "reopen", "因病返困").await.unwrap(), FileState::Draft);
    let page = read_household(world.call(filler), id, None).await.unwrap();
    assert!(page.members[0].member.left_at.is_none());
}

async fn model_workers_have_level_status_and_honours(store: Store) {
    let world = World::new(store).await;
    let call = world.call(world.actor(Role::Filler));
    let form = PersonForm {
        organisation: world.north.id.to_string(),
        name: "王劳".to_owned(),
        id_number: number("53010219500505001"),
        employment: "retired".to_owned(),
        ..PersonForm::default()
    };
    let id = create_person(call, &form).await.unwrap();
    let honour = |year: &str| HonourForm {
        level: "municipal".to_owned(),
        title: "江州市劳动模范".to_owned(),
        awarded_year: year.to_owned(),
        document_number: "江政发〔1998〕12号".to_owned(),
    };
    assert!(matches!(add_honour(call, id, &honour("1998")).await, Err(Refusal::WrongState(_))));
    let record = |status: &str, reason: &str, revision: &str| ModelWorkerForm {
        revision: revision.to_owned(),
        level: "municipal".to_owned(),
        status: status.to_owned(),
        status_reason: reason.to_owned(),
        status_on: String::new(),
        class: "living_hardship".to_owned(),
    };
    save_model_worker(call, id, &record("living", "", "")).await.unwrap();
    assert!(add_honour(call, id, &honour("1900")).await.is_err());
    add_honour(call, id, &honour("1998")).await.unwrap();
    assert!(save_model_worker(call, id, &record("revoked", "", "1")).await.is_err());
    save_model_worker(call, id, &record("revoked", "决定撤销", "1")).await.unwrap();
    let stale = save_model_worker(call, id, &record("living", "", "1")).await.unwrap_err();
    assert!(matches!(stale, Refusal::Conflict(_)));
    let page = read_person(call, id).await.unwrap();
    let (held, honours) = page.model_worker.unwrap();
    assert!(!held.status.is_paid());
    assert_eq!(honours.len(), 1);
    let list = PersonListForm { group: "model_worker".to_owned(), ..PersonListForm::default() };
    assert_eq!(people(call, &list, 0, 10).await.unwrap().total, 1);
}
