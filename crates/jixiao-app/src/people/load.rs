//! Loading people and households for somebody who may see them.

use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_domain::{HouseholdId, PersonId};
use jixiao_store::Connection;
use jixiao_store::households::{self, Household};
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::persons::{self, Person};

/// How much of the numbers the reader sees without a purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// Who works with the files: the customary masks.
    Inside,
    /// Who only looks on: no digits at all, names by surname.
    Outside,
}

/// A person with the union that keeps the record.
#[derive(Debug, Clone)]
pub struct LoadedPerson {
    /// The person.
    pub person: Person,
    /// The union.
    pub organisation: Organisation,
}

/// A household with the union that keeps the file.
#[derive(Debug, Clone)]
pub struct LoadedHousehold {
    /// The household.
    pub household: Household,
    /// The union.
    pub organisation: Organisation,
}

impl Sight {
    /// What the caller sees at a place.
    pub fn at(call: Call<'_>, path: &str) -> Self {
        let inside = [Action::FillPeople, Action::ReviewPeople, Action::ApprovePeople];
        let works = inside.iter().any(|action| authz::allows(call.actor, *action, path));
        if works { Self::Inside } else { Self::Outside }
    }
}

/// Loads a person.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub async fn person(
    connection: &impl Connection,
    call: Call<'_>,
    id: PersonId,
) -> Result<LoadedPerson, Refusal> {
    const WHAT: &str = "该人员档案";
    let person = persons::find(connection, id).await?.ok_or(Refusal::NotFound(WHAT))?;
    let organisation = organisations::find(connection, person.organisation_id)
        .await?
        .filter(|found| authz::allows(call.actor, Action::SeePeople, &found.path))
        .ok_or(Refusal::NotFound(WHAT))?;
    Ok(LoadedPerson { person, organisation })
}

/// Loads a household.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub async fn household(
    connection: &impl Connection,
    call: Call<'_>,
    id: HouseholdId,
) -> Result<LoadedHousehold, Refusal> {
    const WHAT: &str = "该帮扶档案";
    let household = households::find(connection, id).await?.ok_or(Refusal::NotFound(WHAT))?;
    let organisation = organisations::find(connection, household.organisation_id)
        .await?
        .filter(|found| authz::allows(call.actor, Action::SeePeople, &found.path))
        .ok_or(Refusal::NotFound(WHAT))?;
    Ok(LoadedHousehold { household, organisation })
}

impl LoadedHousehold {
    /// Refuses unless the caller may fill the file in and its state allows it.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`], [`Refusal::WrongState`].
    pub(super) fn require_editable(&self, call: Call<'_>) -> Result<(), Refusal> {
        use jixiao_domain::Coded as _;
        authz::authorise(call.actor, Action::FillPeople, &self.organisation.path)?;
        let state = self.household.state;
        if state.is_editable() {
            return Ok(());
        }
        Err(Refusal::WrongState(format!(
            "档案为“{}”，不能修改；请等待办结或退回后再改",
            state.word()
        )))
    }
}

/// The organisation a new record is kept by.
///
/// # Errors
/// [`Refusal::Invalid`] on `organisation` where there is none; [`Refusal::Forbidden`].
pub(super) async fn keeper(
    connection: &impl Connection,
    call: Call<'_>,
    typed: &str,
) -> Result<Organisation, Refusal> {
    let missing = || Refusal::field("organisation", "请选择建档单位");
    let id = typed.trim().parse::<i64>().map_err(|_| missing())?;
    let organisation = organisations::find(connection, id.into())
        .await?
        .filter(|found| authz::allows(call.actor, Action::SeePeople, &found.path))
        .ok_or_else(missing)?;
    authz::authorise(call.actor, Action::FillPeople, &organisation.path)?;
    Ok(organisation)
}
