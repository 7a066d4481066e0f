//! Opening applications, one or many.

use super::form::CaseForm;
use super::places::Places;
use super::round::{LoadedRound, round_of};
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::vault::{self, Field, Zeroizing};
use crate::{Call, Refusal, people};
use jixiao_domain::{
    AidCaseId, AidRoundId, AidRoundState, Coded as _, HouseholdId, Money, OrganisationId, PersonId,
    ResidentId,
};
use jixiao_store::aid_cases::{self, NewAidCase, SUBJECT_KIND};
use jixiao_store::organisations::Organisation;
use jixiao_store::{Connection, StoreError, Transaction, households, persons};
use std::collections::BTreeSet;

/// What is said where nobody has an identity number.
pub(super) const UNKNOWN: &str = "没有该证件号码的帮扶对象（或不在您的管理范围内），请先登记人员";

/// Opens an application, as a draft.
///
/// # Errors
/// [`Refusal::Invalid`], [`Refusal::Forbidden`]; [`Refusal::WrongState`] where the round takes none.
pub async fn create(call: Call<'_>, form: &CaseForm) -> Result<AidCaseId, Refusal> {
    let tx = call.app.store.begin().await?;
    let missing = || Refusal::field("round", "请选择救助批次");
    let round_id = form.round.trim().parse::<i64>().map_err(|_| missing())?;
    let round = match round_of(&tx, AidRoundId(round_id)).await {
        Err(Refusal::NotFound(_)) => return Err(missing()),
        other => other?,
    };
    let places = Places::load(&tx).await?;
    let missing = || Refusal::field("organisation", "请选择申请单位");
    let unit = form.organisation.trim().parse::<i64>().map_err(|_| missing())?;
    let unit = places.get(unit.into()).map_err(|_| missing())?;
    let seen = authz::allows(call.actor, Action::SeeCases, &unit.path);
    let unit = if seen { unit } else { return Err(missing()) };
    require_takes(call, &places, &round, unit)?;
    let input = form.parse()?;
    let person_id = person(&tx, call, form).await?;
    let household_id = households::household_of(&tx, person_id).await?;
    let organisation_id = unit.id;
    let applicant = Applicant {
        person_id,
        household_id,
        organisation_id,
        facts: input.facts,
        asked: input.asked,
        reason: input.reason,
    };
    let ids = create_in(&tx, call, &round, vec![applicant]).await?;
    let id = ids.first().copied().ok_or(Refusal::NotFound("该救助申请"))?;
    let event = Event {
        action: "aid_case.create",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(organisation_id),
        detail: format!("登记救助申请：{}", round.round.label),
    };
    audit::record(&tx, call.actor, call.at, event).await?;
    tx.commit().await?;
    Ok(id)
}

/// An applicant who was found.
#[derive(Debug, Clone)]
pub struct Applicant {
    /// Who is paid.
    pub person_id: PersonId,
    /// Their household.
    pub household_id: Option<HouseholdId>,
    /// The unit that is responsible.
    pub organisation_id: OrganisationId,
    /// What was declared, as it is stored.
    pub facts: String,
    /// 申请金额
    pub asked: Option<Money>,
    /// 申请理由
    pub reason: String,
}

/// Opens applications of one round for people already found, such as a roster: all or none.
///
/// # Errors
/// As [`create`].
pub async fn create_many(
    call: Call<'_>,
    round_id: AidRoundId,
    applicants: Vec<Applicant>,
) -> Result<Vec<AidCaseId>, Refusal> {
    let tx = call.app.store.begin().await?;
    let round = round_of(&tx, round_id).await?;
    let places = Places::load(&tx).await?;
    let units: BTreeSet<OrganisationId> =
        applicants.iter().map(|one| one.organisation_id).collect();
    for unit in units {
        require_takes(call, &places, &round, places.get(unit)?)?;
    }
    let ids = create_in(&tx, call, &round, applicants).await?;
    let event = Event {
        action: "aid_case.create_many",
        subject_kind: SUBJECT_KIND,
        organisation_id: Some(call.actor.organisation_id),
        detail: format!("登记救助申请 {} 件：{}", ids.len(), round.round.label),
        ..Event::default()
    };
    audit::record(&tx, call.actor, call.at, event).await?;
    tx.commit().await?;
    Ok(ids)
}

/// Opens applications of one round in a transaction of the caller's, who authorised each unit by
/// [`require_takes`] and writes the audit entry.
///
/// # Errors
/// [`Refusal::Invalid`] on `person` where somebody has an application in the round already.
pub(super) async fn create_in(
    tx: &Transaction,
    call: Call<'_>,
    round: &LoadedRound,
    applicants: Vec<Applicant>,
) -> Result<Vec<AidCaseId>, Refusal> {
    let new: Vec<NewAidCase> = applicants
        .iter()
        .map(|one| NewAidCase {
            person_id: one.person_id,
            household_id: one.household_id,
            organisation_id: one.organisation_id,
            facts: one.facts.clone(),
            asked: one.asked,
        })
        .collect();
    let (today, by) = (call.today(), call.actor.user_id);
    let ids = match aid_cases::insert(tx, round.round.id, &new, today, by, call.at).await {
        Err(StoreError::Duplicate(_)) => {
            return Err(Refusal::field("person", "该人员在本批次已有申请，同一批次一人一次"));
        }
        other => other?,
    };
    let reasons = applicants.into_iter().zip(&ids).filter(|(one, _)| !one.reason.is_empty());
    let fields: Vec<Field> = reasons.map(|(one, id)| reason(*id, one.reason)).collect();
    vault::put(tx, call.app, call.at, SUBJECT_KIND, &fields).await?;
    Ok(ids)
}

/// The sealed field of an applicant's words.
pub(super) fn reason(id: AidCaseId, words: String) -> Field {
    Field {
        subject_id: id.0,
        name: super::field::REASON,
        content: Zeroizing::new(words),
        marked: false,
        sole: false,
    }
}

/// Refuses unless the caller may file applications of the unit and the round takes them.
pub(super) fn require_takes(
    call: Call<'_>,
    places: &Places,
    round: &LoadedRound,
    unit: &Organisation,
) -> Result<(), Refusal> {
    authz::authorise(call.actor, Action::FillCases, &unit.path)?;
    let runner = places.union_of(round.round.organisation_id)?;
    if !unit.path.starts_with(&runner.path) {
        let message = format!("本批次由{}组织，不受理该单位的申请", runner.name);
        return Err(Refusal::field("organisation", message));
    }
    let (held, today) = (&round.round, call.today());
    if held.state != AidRoundState::Open {
        let message = format!("批次“{}”为“{}”，不再受理申请", held.label, held.state.word());
        return Err(Refusal::WrongState(message));
    }
    if today < held.opens_on || today > held.closes_on {
        let day = crate::amounts::chinese_date;
        let message = format!("申请期为{}至{}", day(held.opens_on), day(held.closes_on));
        return Err(Refusal::WrongState(message));
    }
    Ok(())
}

/// The person an application names, by key or by identity number.
async fn person(
    connection: &impl Connection,
    call: Call<'_>,
    form: &CaseForm,
) -> Result<PersonId, Refusal> {
    if let Ok(id) = form.person.trim().parse::<i64>() {
        return Ok(people::person(connection, call, PersonId(id)).await?.person.id);
    }
    let number = ResidentId::parse(&form.id_number)
        .map_err(|fault| Refusal::field("id_number", fault.to_string()))?;
    let found = by_number(connection, call, &number).await?;
    found.ok_or_else(|| Refusal::field("id_number", UNKNOWN))
}

/// The person with an identity number whom the caller may see.
pub(super) async fn by_number(
    connection: &impl Connection,
    call: Call<'_>,
    number: &ResidentId,
) -> Result<Option<PersonId>, Refusal> {
    let (kind, field) = (persons::SUBJECT_KIND, people::field::ID_NUMBER);
    let found = vault::find(connection, call.app, kind, field, number.expose()).await?;
    for id in found {
        match people::person(connection, call, PersonId(id)).await {
            Ok(loaded) if loaded.person.merged_into.is_none() => return Ok(Some(PersonId(id))),
            Ok(_) | Err(Refusal::NotFound(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(None)
}
