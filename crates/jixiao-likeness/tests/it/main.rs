//! A made-up registry of which every duplicate is known: found, explained, and the same each time.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use jixiao_likeness::synthetic::{Made, records};
use jixiao_likeness::{
    Birth, FoundKind, Limits, Model, Person, Reason, Registry, clusters, compare_first, explain,
    identity_body, search,
};

fn person(made: &Made) -> Person<'_> {
    let (year, month, day) = made.birth;
    Person {
        name: &made.name,
        birth: (year > 0).then(|| Birth { year, day: (month > 0).then_some((month, day)) }),
        is_female: made.is_female,
        identity: identity_body(&made.identity),
        card: made.card.parse().ok(),
        phone: made.phone.parse().ok(),
        household: Some(made.household.into()),
        employer: &made.employer,
        address: &made.address,
    }
}

fn registry<'m>(made: impl IntoIterator<Item = &'m Made>) -> Registry {
    filled(Registry::default(), made)
}

fn filled<'m>(mut registry: Registry, made: impl IntoIterator<Item = &'m Made>) -> Registry {
    for one in made {
        registry.push(&person(one)).unwrap();
    }
    registry
}

#[test]
fn nearly_all_duplicates_are_found_and_little_else() {
    let made = records(6_000, 1);
    let found = search(&registry(&made), Limits::default());
    let same = |left: u32, right: u32| made[left as usize].entity == made[right as usize].entity;
    let likely: Vec<_> = found.found.iter().filter(|pair| pair.permille >= 500).collect();
    let right = likely.iter().filter(|pair| same(pair.left, pair.right)).count();
    let mut entities: Vec<u32> = made.iter().map(|one| one.entity).collect();
    entities.sort_unstable();
    let truth: usize =
        entities.chunk_by(|a, b| a == b).map(|group| group.len() * (group.len() - 1) / 2).sum();
    assert!(right * 100 >= truth * 95, "{right} of {truth}");
    assert!(right * 100 >= likely.len() * 97, "{right} of {}", likely.len());
}

#[test]
fn the_same_registry_gives_the_same_pairs() {
    let made = records(4_000, 2);
    let (one, other) =
        (search(&registry(&made), Limits::default()), search(&registry(&made), Limits::default()));
    assert_eq!(one.found, other.found);
    assert_eq!(one.model, other.model);
}

#[test]
fn a_pair_is_explained_field_by_field() {
    let first = Made {
        name: "甲文英".to_owned(),
        birth: (1970, 3, 5),
        identity: "53990119700305002".to_owned(),
        employer: "江州机械厂".to_owned(),
        address: "江州市东风路3号安居小区2栋".to_owned(),
        household: 1,
        ..Made::default()
    };
    let second = Made {
        name: "甲文瑛".to_owned(),
        identity: String::new(),
        address: "江州市解放街88号河畔花园".to_owned(),
        household: 2,
        ..first.clone()
    };
    let registry = filled(Registry::part(), [&first, &second]);
    let model = Model::initial(100_000);
    let found = compare_first(&registry, &model, Limits::default());
    assert_eq!((found.len(), found[0].kind), (1, FoundKind::Likeness));
    let said: Vec<String> =
        explain(&registry, &model, &found[0]).iter().map(Reason::sentence).collect();
    let expected = [
        "姓名读音相同（支持）",
        "出生日期相同（强支持）",
        "工作单位相同（支持）",
        "住址不同（不支持）",
    ];
    assert_eq!(said, expected);
}

#[test]
fn a_household_names_different_people_unless_it_names_one_twice() {
    let first =
        Made { name: "甲文".to_owned(), birth: (2012, 1, 2), household: 7, ..Made::default() };
    let phone = "19900000001".to_owned();
    let first =
        Made { phone, address: "江州市东风路3号安居小区2栋".to_owned(), ..first };
    let twin = Made { name: "甲武".to_owned(), ..first.clone() };
    let twice = first.clone();
    let registry = registry([&first, &twin, &twice]);
    let found = search(&registry, Limits::default()).found;
    let pairs: Vec<_> = found.iter().map(|pair| (pair.left, pair.right, pair.kind)).collect();
    assert_eq!(pairs, [(0, 2, FoundKind::Household)]);
    assert_eq!(clusters(3, pairs.iter().map(|(a, b, _)| (*a, *b))), [vec![0, 2]]);
}

#[test]
fn one_account_in_two_households_is_always_shown() {
    let first =
        Made {
            name: "甲文".to_owned(), card: "6217".to_owned(), household: 1, ..Made::default()
        };
    let other = Made { name: "乙武".to_owned(), household: 2, ..first.clone() };
    let family = Made { name: "丙武".to_owned(), household: 2, ..first.clone() };
    let found = search(&registry([&first, &other, &family]), Limits::default()).found;
    let pairs: Vec<_> = found.iter().map(|pair| (pair.left, pair.right, pair.kind)).collect();
    assert_eq!(pairs, [(0, 1, FoundKind::Card), (0, 2, FoundKind::Card)]);
}

#[test]
fn nobody_and_empty_records_are_no_duplicates() {
    assert!(search(&Registry::default(), Limits::default()).found.is_empty());
    let nothing = Made::default();
    assert!(search(&registry([&nothing, &nothing]), Limits::default()).found.is_empty());
    assert!(compare_first(&Registry::default(), &Model::initial(9), Limits::default()).is_empty());
}
