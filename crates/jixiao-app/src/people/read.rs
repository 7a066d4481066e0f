//! What the pages of a person and of a household show.

use super::figures::judge_in;
use super::file_step::may_take;
use super::list::{age, shown};
use super::load::{LoadedHousehold, LoadedPerson, Sight, household, person};
use super::sealed::{Masked, field};
use crate::authz::{self, Action};
use crate::{Call, Refusal, vault};
use jixiao_aid::classification::Judgement;
use jixiao_domain::{Coded as _, FileEvent, FileState, HouseholdId, PersonId};
use jixiao_store::audit::AuditEntry;
use jixiao_store::households::{self as rows, Figure, HouseholdReview, Member};
use jixiao_store::model_workers::{self, Honour, ModelWorker};
use jixiao_store::persons::{self, Person};
use jixiao_store::steps::{self, HandlingStep};
use jixiao_store::views::audit::{self as log, AuditFilter};

/// Entries of the history shown.
const HISTORY_MAX: i64 = 50;

/// A person for their page.
#[derive(Debug, Clone)]
pub struct PersonPage {
    /// The person, the name as it is shown.
    pub loaded: LoadedPerson,
    /// Sealed fields as they are shown.
    pub masked: Masked,
    /// Full years of age.
    pub age: String,
    /// What speaks against the account number, for a person to look at.
    pub card_warning: Option<&'static str>,
    /// The household the person belongs to now.
    pub household_id: Option<HouseholdId>,
    /// The model worker's record with its honours.
    pub model_worker: Option<(ModelWorker, Vec<Honour>)>,
    /// What was done to the record, the latest first.
    pub history: Vec<AuditEntry>,
    /// Whether the reader may change it.
    pub may_fill: bool,
    /// Whether the reader may see full numbers for a purpose.
    pub may_reveal: bool,
}

/// A member for the page of a household.
#[derive(Debug, Clone)]
pub struct MemberLine {
    /// The membership.
    pub member: Member,
    /// The person, the name as it is shown.
    pub person: Person,
    /// Sealed fields as they are shown.
    pub masked: Masked,
    /// Full years of age.
    pub age: String,
}

/// A household for its page.
#[derive(Debug, Clone)]
pub struct HouseholdPage {
    /// The household.
    pub loaded: LoadedHousehold,
    /// Its members, also those who left.
    pub members: Vec<MemberLine>,
    /// 困难情况说明, for who works with the file.
    pub circumstances: Option<String>,
    /// Years with figures, the latest first.
    pub years: Vec<i64>,
    /// The year shown, with its figures and what the rules say of it.
    pub year: Option<(i64, Vec<Figure>, Result<Judgement, String>)>,
    /// Yearly reviews, the latest first.
    pub reviews: Vec<HouseholdReview>,
    /// Steps, oldest first.
    pub history: Vec<HandlingStep<FileState>>,
    /// The events the reader may raise now.
    pub events: Vec<FileEvent>,
    /// Whether the reader may change it now.
    pub may_edit: bool,
    /// Whether the reader may propose a yearly review now.
    pub may_propose: bool,
    /// Whether the reader may check reviews and merge files.
    pub may_check: bool,
}

/// Reads a person.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn read_person(call: Call<'_>, id: PersonId) -> Result<PersonPage, Refusal> {
    let store = &call.app.store;
    let mut loaded = person(store, call, id).await?;
    let path = loaded.organisation.path.clone();
    let sight = Sight::at(call, &path);
    let opened = vault::open(store, call.app, persons::SUBJECT_KIND, &[id.0]).await?;
    let opened = opened.get(&id.0);
    let card = opened.and_then(|all| all.get(field::BANK_CARD));
    let card_warning = card
        .and_then(|card| jixiao_domain::BankCard::parse(card).ok())
        .and_then(|card| card.warning());
    let model_worker = match model_workers::of_person(store, id).await? {
        None => None,
        Some(record) => {
            let honours = model_workers::honours(store, record.id).await?;
            Some((record, honours))
        }
    };
    let scope = authz::scope(call.actor, Action::SeePeople)?;
    let filter = AuditFilter {
        subject_kind: persons::SUBJECT_KIND.to_owned(),
        subject_id: id.to_string(),
        outcome: "done".to_owned(),
        ..AuditFilter::default()
    };
    loaded.person.content.name = shown(sight, &loaded.person.content.name);
    Ok(PersonPage {
        masked: Masked::of(opened, sight),
        age: age(loaded.person.content.birth_date, call.today()),
        card_warning,
        household_id: rows::household_of(store, id).await?,
        model_worker,
        history: log::page(store, &scope, &filter, 0, HISTORY_MAX).await?,
        may_fill: authz::allows(call.actor, Action::FillPeople, &path),
        may_reveal: authz::allows(call.actor, Action::RevealPeople, &path),
        loaded,
    })
}

/// Reads a household; `year` chooses the figures, the latest otherwise.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn read_household(
    call: Call<'_>,
    id: HouseholdId,
    year: Option<i64>,
) -> Result<HouseholdPage, Refusal> {
    let store = &call.app.store;
    let loaded = household(store, call, id).await?;
    let path = loaded.organisation.path.clone();
    let sight = Sight::at(call, &path);
    let mut events = Vec::new();
    for event in FileEvent::ALL {
        match may_take(store, call, &loaded, *event).await {
            Ok(_) => events.push(*event),
            Err(Refusal::Store(error)) => return Err(Refusal::Store(error)),
            Err(_) => {}
        }
    }
    let years = rows::years(store, id).await?;
    let chosen = year.filter(|year| years.contains(year)).or(years.first().copied());
    let year = match chosen {
        None => None,
        Some(year) => {
            let figures = rows::figures(store, id, year).await?;
            Some((year, figures, judge_in(store, &loaded, year).await?))
        }
    };
    let circumstances = vault::open(store, call.app, rows::SUBJECT_KIND, &[id.0]).await?;
    let circumstances = circumstances
        .get(&id.0)
        .and_then(|opened| opened.get(field::CIRCUMSTANCES))
        .filter(|_| sight == Sight::Inside)
        .map(|text| text.to_string());
    let may_fill = authz::allows(call.actor, Action::FillPeople, &path);
    let state = loaded.household.state;
    Ok(HouseholdPage {
        members: members(call, id, sight).await?,
        circumstances,
        years,
        year,
        reviews: rows::reviews(store, id).await?,
        history: steps::list(store, rows::SUBJECT_KIND, id.0).await?,
        events,
        may_edit: may_fill && state.is_editable(),
        may_propose: may_fill && state == FileState::Filed,
        may_check: authz::allows(call.actor, Action::ReviewPeople, &path),
        loaded,
    })
}

async fn members(
    call: Call<'_>,
    id: HouseholdId,
    sight: Sight,
) -> Result<Vec<MemberLine>, Refusal> {
    let store = &call.app.store;
    let members = rows::members(store, id).await?;
    let ids: Vec<PersonId> = members.iter().map(|member| member.person_id).collect();
    let people = persons::some(store, &ids).await?;
    let keys: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let opened = vault::open(store, call.app, persons::SUBJECT_KIND, &keys).await?;
    let line = |member: Member| {
        let mut person = people.iter().find(|one| one.id == member.person_id)?.clone();
        person.content.name = shown(sight, &person.content.name);
        let age = age(person.content.birth_date, call.today());
        let masked = Masked::of(opened.get(&person.id.0), sight);
        Some(MemberLine { member, person, masked, age })
    };
    Ok(members.into_iter().filter_map(line).collect())
}
