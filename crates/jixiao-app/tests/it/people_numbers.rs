//! Numbers of people: sealed, masked, found, revealed for a purpose, and the keys they need.

use crate::people::{draft, filed, form, head_number, number};
use crate::world::World;
use jixiao_app::people::{
    FindForm, HouseholdListForm, PersonForm, PersonListForm, RevealForm, create_household,
    export_people, find, households, read_household, read_person, reveal, save_person,
};
use jixiao_app::{KeyRing, Keys, Refusal, vault};
use jixiao_domain::Role;
use jixiao_store::{Connection as _, Store, on_both_databases, sealed_fields};

on_both_databases! {
    numbers_lie_sealed_and_are_shown_masked,
    a_full_number_needs_a_purpose_that_is_logged,
    a_number_finds_its_person_and_nobody_is_registered_twice,
    rotation_seals_everything_anew,
    wrong_or_missing_keys_refuse,
    onlookers_see_no_digits_and_no_given_names,
}

async fn numbers_lie_sealed_and_are_shown_masked(store: Store) {
    let world = World::new(store).await;
    let filler = world.actor(Role::Filler);
    let id = draft(&world, "张安", &head_number()).await;
    let page = read_household(world.call(filler), id, None).await.unwrap();
    let member = &page.members[0];
    assert_eq!(member.masked.id_number, format!("530102********{}", &head_number()[14..]));
    assert_eq!(member.masked.phone, "138****1234");
    assert_eq!(member.masked.bank_card, "***************0018");
    assert_eq!(member.masked.address, "江州市北山县东风街道****");
    assert!(member.masked.has_diagnosis);
    assert_eq!(page.circumstances.as_deref(), Some("本人患病，长期服药"));
    let rows = sealed_fields::of(&world.app.store, "person", &[member.person.id.0]).await.unwrap();
    assert_eq!(rows.len(), 5);
    for row in rows {
        let text = String::from_utf8_lossy(&row.sealed).into_owned();
        assert!(
            !text.contains("5301") && !text.contains("138") && !text.contains("肾"),
            "{}",
            row.field
        );
    }
    // What is left empty stays; 无 clears.
    let page = read_person(world.call(filler), member.person.id).await.unwrap();
    let form = PersonForm { phone: "无".to_owned(), ..PersonForm::of(&page.loaded.person) };
    save_person(world.call(filler), member.person.id, &form).await.unwrap();
    let page = read_person(world.call(filler), member.person.id).await.unwrap();
    assert_eq!(page.masked.phone, "");
    assert!(!page.masked.id_number.is_empty());
}

async fn a_full_number_needs_a_purpose_that_is_logged(store: Store) {
    let world = World::new(store).await;
    let filler = world.actor(Role::Filler);
    let id = draft(&world, "张安", &head_number()).await;
    let page = read_household(world.call(filler), id, None).await.unwrap();
    let person = page.members[0].person.id;
    let with = |purpose: &str| RevealForm { purpose: purpose.to_owned() };
    for purpose in ["", "看", "核对 53010219800101001X"] {
        let refused = reveal(world.call(filler), person, &with(purpose)).await.unwrap_err();
        assert!(matches!(refused, Refusal::Invalid(_)), "{purpose}");
    }
    let auditor = world.actor(Role::Auditor);
    let refused = reveal(world.call(auditor), person, &with("抽查档案真实性")).await.unwrap_err();
    assert!(matches!(refused, Refusal::Forbidden(_)));
    let full = reveal(world.call(filler), person, &with("核对银行退票")).await.unwrap();
    assert_eq!(full.id_number.as_str(), head_number());
    assert_eq!(full.bank_card.as_str(), "6228480402564890018");
    let logged: Option<i64> = world
        .app
        .store
        .row(
            "SELECT COUNT(*) FROM audit_entry WHERE action = 'person.reveal' AND detail = $1",
            ["用途：核对银行退票".into()],
        )
        .await
        .unwrap();
    assert_eq!(logged, Some(1));
    // Nothing of the person stands in the log.
    let leaked: Option<i64> = world
        .app
        .store
        .row(
            "SELECT COUNT(*) FROM audit_entry WHERE detail LIKE '%张安%' OR detail LIKE '%5301%'",
            [],
        )
        .await
        .unwrap();
    assert_eq!(leaked, Some(0));
    let list = PersonListForm::default();
    assert!(export_people(world.call(filler), &list, Some("x")).await.is_err());
    assert!(export_people(world.call(filler), &list, Some("报送市总复核")).await.is_ok());
    assert!(export_people(world.call(auditor), &list, Some("报送市总复核")).await.is_err());
    assert!(export_people(world.call(auditor), &list, None).await.is_ok());
}

async fn a_number_finds_its_person_and_nobody_is_registered_twice(store: Store) {
    let world = World::new(store).await;
    let filler = world.actor(Role::Filler);
    draft(&world, "张安", &head_number()).await;
    let search = |words: &str| FindForm { words: words.to_owned() };
    for words in [head_number().as_str(), "13800001234", "6228 4804 0256 4890 018", "张"] {
        let found = find(world.call(filler), &search(words)).await.unwrap();
        assert_eq!(found.total, 1, "{words}");
    }
    let none = find(world.call(filler), &search(&number("53010219800101002"))).await.unwrap();
    assert_eq!(none.total, 0);
    for words in ["", "5.30102E+17", "12345"] {
        let refused = find(world.call(filler), &search(words)).await.unwrap_err();
        assert!(matches!(refused, Refusal::Invalid(_)), "{words}");
    }
    let again = create_household(world.call(filler), &form(&world, "张安", &head_number())).await;
    assert!(matches!(again, Err(Refusal::Invalid(errors)) if errors[0].field == "head_id_number"));
    // The other county learns nothing but that somebody has it.
    let stranger = world.stranger(Role::Filler);
    let mut theirs = form(&world, "张安", &head_number());
    theirs.organisation = world.south.id.to_string();
    match create_household(world.call(stranger), &theirs).await.unwrap_err() {
        Refusal::Invalid(errors) => {
            assert!(errors[0].message.contains("其他单位"), "{}", errors[0].message);
            assert!(!errors[0].message.contains("北山"));
        }
        other => panic!("{other:?}"),
    }
    let unknown = find(world.call(stranger), &search(&head_number())).await.unwrap();
    assert_eq!(unknown.total, 0);
}

async fn rotation_seals_everything_anew(store: Store) {
    let mut world = World::new(store).await;
    let id = draft(&world, "张安", &head_number()).await;
    let mut ring = world.app.keys.ring().unwrap().clone();
    ring.rotate(&[5; 16], "2026-03-01");
    world.app.keys = Keys::for_tests().with_ring(ring.clone());
    let at = crate::world::now();
    let early = vault::finish_rotation(&world.app, at).await.unwrap_err();
    assert!(matches!(early, Refusal::WrongState(_)));
    let standing = vault::standing(&world.app.store, &ring).await.unwrap();
    assert_eq!((standing.writing, standing.waiting), (2, 6));
    assert_eq!(vault::reseal_batch(&world.app, at).await.unwrap().done, 6);
    assert_eq!(vault::reseal_batch(&world.app, at).await.unwrap().done, 0);
    assert_eq!(vault::finish_rotation(&world.app, at).await.unwrap(), vec![1]);
    // The old key is of no more use, and the index still finds.
    ring.retire(ring.entries()[0].id);
    world.app.keys = Keys::for_tests().with_ring(ring.clone());
    vault::unlock(&world.app.store, Some(&ring), at).await.unwrap();
    let call = world.call(world.actor(Role::Filler));
    let page = read_household(call, id, None).await.unwrap();
    assert_eq!(page.members[0].masked.phone, "138****1234");
    let found = find(call, &FindForm { words: head_number() }).await.unwrap();
    assert_eq!(found.total, 1);
}

async fn wrong_or_missing_keys_refuse(store: Store) {
    let mut world = World::new(store).await;
    let at = crate::world::now();
    vault::unlock(&world.app.store, None, at).await.unwrap();
    let id = draft(&world, "张安", &head_number()).await;
    let ring = world.app.keys.ring().unwrap().clone();
    vault::unlock(&world.app.store, Some(&ring), at).await.unwrap();
    let missing = vault::unlock(&world.app.store, None, at).await.unwrap_err();
    assert!(matches!(missing, Refusal::WrongState(words) if words.contains("没有密钥文件")));
    let other = KeyRing::generate(&[9; 48], "2026-01-01");
    let wrong = vault::unlock(&world.app.store, Some(&other), at).await.unwrap_err();
    assert!(matches!(wrong, Refusal::WrongState(words) if words.contains("不是加密本数据库")));
    world.app.keys = Keys::derive(&[0; 32]);
    let call = world.call(world.actor(Role::Filler));
    assert!(matches!(read_household(call, id, None).await, Err(Refusal::WrongState(_))));
    let other_form = form(&world, "李平", &number("53010219750505001"));
    assert!(matches!(create_household(call, &other_form).await, Err(Refusal::WrongState(_))));
}

async fn onlookers_see_no_digits_and_no_given_names(store: Store) {
    let world = World::new(store).await;
    let id = filed(&world, "张安", &head_number()).await;
    let call = world.call(world.actor(Role::Auditor));
    let page = read_household(call, id, None).await.unwrap();
    let member = &page.members[0];
    assert_eq!(member.person.content.name, "张*");
    assert_eq!(member.masked.id_number, "******");
    assert_eq!(page.circumstances, None);
    assert!(!page.may_edit && !page.may_check && page.events.is_empty());
    let list = households(call, &HouseholdListForm::default(), 0, 10).await.unwrap();
    assert_eq!(list.lines[0].head_name, "张*");
}
