//! Two persons side by side: masked, with what differs marked. What differs is told by the whole
//! values, which are opened in memory and not shown.

use super::load::{Loaded, load};
use crate::amounts::chinese_date;
use crate::authz::{self, Action};
use crate::likeness::field;
use crate::people::{Masked, Sight, age, shown};
use crate::vault::{self, Opened};
use crate::{Call, Refusal, date_in_china};
use jixiao_domain::{
    Coded as _, DuplicateEvent, DuplicateId, DuplicateState, FileState, HouseholdId, Machine as _,
    PersonId, Relation,
};
use jixiao_store::Connection;
use jixiao_store::duplicates::{Candidate, SUBJECT_KIND};
use jixiao_store::households;
use jixiao_store::persons::{Person, SUBJECT_KIND as PERSON};
use jixiao_store::steps::{self, HandlingStep};

/// One of the two.
#[derive(Debug, Clone)]
pub struct SideView {
    /// The person.
    pub person_id: PersonId,
    /// The name as it is shown.
    pub name: String,
    /// The union that keeps the record.
    pub organisation_name: String,
    /// Whether the reader may open the record.
    pub is_open: bool,
    /// The household whose file names the person, and where the file stands.
    pub household: Option<(HouseholdId, Option<String>, FileState)>,
    /// Whether that file is kept for this person.
    pub is_head: bool,
}

/// A field of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// What it is called.
    pub label: &'static str,
    /// As it is shown of the one.
    pub left: String,
    /// As it is shown of the other.
    pub right: String,
    /// Whether both have it, and differ.
    pub differs: bool,
    /// Whether both have it, and agree.
    pub agrees: bool,
}

/// A pair for its page.
#[derive(Debug, Clone)]
pub struct DuplicatePage {
    /// The pair.
    pub candidate: Candidate,
    /// The one.
    pub left: SideView,
    /// The other.
    pub right: SideView,
    /// Field by field.
    pub fields: Vec<Compared>,
    /// What speaks for and against it.
    pub reasons: Vec<String>,
    /// What was done so far.
    pub history: Vec<HandlingStep<DuplicateState>>,
    /// What the reader may do.
    pub events: Vec<DuplicateEvent>,
    /// Whether the reader may make one record of the two here.
    pub may_join: bool,
    /// Whether the two keep files of their own, which have to be merged first.
    pub are_both_heads: bool,
    /// Whether the records are kept by unions of which the reader sees only one.
    pub reaches_out: bool,
}

/// A pair.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::WrongState`] where a sealed field does not open.
pub async fn read(call: Call<'_>, id: DuplicateId) -> Result<DuplicatePage, Refusal> {
    let store = &call.app.store;
    let loaded = load(store, call, id).await?;
    let ids = [loaded.left.id.0, loaded.right.id.0];
    let opened = vault::open(store, call.app, PERSON, &ids).await?;
    let left = side(store, call, &loaded.left).await?;
    let right = side(store, call, &loaded.right).await?;
    let fields = fields(call, &loaded, [opened.get(&ids[0]), opened.get(&ids[1])]);
    let are_both_heads = left.is_head && right.is_head;
    let judges = loaded.authorise(call, Action::JudgeDuplicates).is_ok();
    let is_same = loaded.candidate.state == DuplicateState::Same;
    Ok(DuplicatePage {
        reasons: loaded.candidate.explanation.split('；').map(str::to_owned).collect(),
        history: steps::list(store, SUBJECT_KIND, id.0).await?,
        events: events(call, &loaded),
        may_join: judges && is_same && !are_both_heads,
        are_both_heads,
        reaches_out: !loaded.allows(call, Action::SeePeople),
        candidate: loaded.candidate,
        left,
        right,
        fields,
    })
}

/// What the caller may do now.
fn events(call: Call<'_>, loaded: &Loaded) -> Vec<DuplicateEvent> {
    let all = DuplicateEvent::ALL.iter().copied();
    all.filter(|event| {
        super::judge::right_for(*event).is_some_and(|right| loaded.authorise(call, right).is_ok())
            && loaded.candidate.state.after(*event).is_ok()
    })
    .collect()
}

async fn side(
    connection: &impl Connection,
    call: Call<'_>,
    person: &Person,
) -> Result<SideView, Refusal> {
    let is_open = authz::allows(call.actor, Action::SeePeople, &person.organisation_path);
    let (mut household, mut is_head) = (None, false);
    if let Some(id) = households::household_of(connection, person.id).await?
        && let Some(found) = households::find(connection, id).await?
    {
        let members = households::members(connection, id).await?;
        let of_person = |one: &&households::Member| one.person_id == person.id;
        is_head = members.iter().filter(of_person).any(|one| one.relation == Relation::Head);
        household = Some((id, found.file_number, found.state));
    }
    Ok(SideView {
        person_id: person.id,
        name: shown(Sight::at(call, &person.organisation_path), &person.content.name),
        organisation_name: person.organisation_name.clone(),
        is_open,
        household: household.filter(|_| is_open),
        is_head,
    })
}

fn fields(call: Call<'_>, loaded: &Loaded, opened: [Option<&Opened>; 2]) -> Vec<Compared> {
    let persons = [&loaded.left, &loaded.right];
    let sights = persons.map(|person| Sight::at(call, &person.organisation_path));
    let masked = [Masked::of(opened[0], sights[0]), Masked::of(opened[1], sights[1])];
    let clear = |label, of: &dyn Fn(&Person) -> String| {
        let values = persons.map(of);
        let mut seen = values.clone();
        for (seen, sight) in seen.iter_mut().zip(sights) {
            if sight == Sight::Outside && !seen.is_empty() {
                *seen = "******".to_owned();
            }
        }
        compared(label, [&values[0], &values[1]], seen)
    };
    let sealed = |label, name: &str, of: &dyn Fn(&Masked) -> String| {
        let whole = |opened: Option<&Opened>| {
            opened.and_then(|opened| opened.get(name)).map_or("", |text| text.as_str()).to_owned()
        };
        let values = opened.map(whole);
        compared(label, [&values[0], &values[1]], [of(&masked[0]), of(&masked[1])])
    };
    let names = persons.map(|person| person.content.name.clone());
    let mut seen_names = names.clone();
    for (name, sight) in seen_names.iter_mut().zip(sights) {
        *name = shown(sight, name);
    }
    let today = call.today();
    let born = persons
        .map(|person| person.content.birth_date.map_or_else(String::new, |date| date.to_string()));
    let ages = persons.map(|person| match age(person.content.birth_date, today) {
        age if age.is_empty() => age,
        age => format!("{age} 周岁"),
    });
    vec![
        compared("姓名", [&names[0], &names[1]], seen_names),
        clear("性别", &|person| {
            person.content.sex.map_or_else(String::new, |sex| sex.word().to_owned())
        }),
        compared("出生日期（显示年龄）", [&born[0], &born[1]], ages),
        sealed("证件号码", field::ID_NUMBER, &|masked| masked.id_number.clone()),
        sealed("联系电话", field::PHONE, &|masked| masked.phone.clone()),
        sealed("银行账号", field::BANK_CARD, &|masked| masked.bank_card.clone()),
        sealed("住址", field::ADDRESS, &|masked| masked.address.clone()),
        clear("工作单位", &|person| person.content.employer.clone()),
        clear("就业状况", &|person| person.content.employment.word().to_owned()),
        clear("健康状况", &|person| person.content.health.word().to_owned()),
        compared(
            "建档单位",
            [&loaded.left.organisation_name, &loaded.right.organisation_name],
            persons.map(|person| person.organisation_name.clone()),
        ),
        Compared {
            label: "登记日期",
            left: chinese_date(date_in_china(loaded.left.created_at)),
            right: chinese_date(date_in_china(loaded.right.created_at)),
            differs: false,
            agrees: false,
        },
    ]
}

fn compared(label: &'static str, values: [&str; 2], [left, right]: [String; 2]) -> Compared {
    let both = !values[0].is_empty() && !values[1].is_empty();
    let same = values[0].trim() == values[1].trim();
    Compared { label, left, right, differs: both && !same, agrees: both && same }
}
