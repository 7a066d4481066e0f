//! A person just entered or changed, compared with those they could be: of one name, one day of birth,
//! one account or telephone. A few questions by index, so that nobody waits.

use super::field;
use super::record::{Record, candidate, read};
use crate::{Call, Refusal};
use jixiao_domain::PersonId;
use jixiao_likeness::{Limits, Model, Registry, compare_first};
use jixiao_store::duplicates::{self as rows, PersonRow};
use jixiao_store::persons::SUBJECT_KIND;
use jixiao_store::{Connection, Transaction, sealed_fields};
use std::collections::BTreeMap;

/// Persons compared for each reason.
const ALIKE_MAX: i64 = 200;

/// Compares a person with those they could be and keeps the pairs; pairs found before that are alike
/// no more are settled. Gives how many pairs there are now.
///
/// # Errors
/// [`Refusal::Store`]; [`Refusal::WrongState`] where a sealed field does not open.
pub(crate) async fn compare_entered(
    tx: &Transaction,
    call: Call<'_>,
    id: PersonId,
) -> Result<usize, Refusal> {
    let mut persons = rows::persons_of(tx, &[id.0]).await?;
    let Some(person) = persons.first().cloned() else { return Ok(0) };
    persons.extend(alike(tx, &person).await?);
    let records = read(tx, call.app, persons).await?;
    let mut registry = Registry::part();
    for record in &records {
        record.push_into(&mut registry)?;
    }
    let model = model(tx).await?;
    let found = compare_first(&registry, &model, Limits::default());
    let place = |index: u32| records.get(index as usize).map(Record::place);
    let pairs: Vec<_> = found
        .iter()
        .filter_map(|one| {
            let ends = (place(one.left)?, place(one.right)?);
            Some(candidate(&registry, &model, one, ends))
        })
        .collect();
    let ended: Vec<_> = rows::uncleared(tx, &[id.0])
        .await?
        .into_iter()
        .filter(|old| {
            !pairs.iter().any(|new| (new.left_id, new.right_id) == (old.left_id, old.right_id))
        })
        .map(|old| old.id)
        .collect();
    rows::settle(tx, &ended).await?;
    rows::put(tx, SUBJECT_KIND, &pairs, call.at).await?;
    Ok(pairs.len())
}

/// What pairs are weighed with: what the latest search learned, or initial values.
async fn model(connection: &impl Connection) -> Result<Model, Refusal> {
    if let Some(search) = rows::latest_search(connection).await?
        && let Ok(model) = search.model.parse()
    {
        return Ok(model);
    }
    let count = rows::person_count(connection).await?;
    Ok(Model::initial(u64::try_from(count).unwrap_or(0)))
}

/// Other persons in use who share something with a person.
async fn alike(tx: &Transaction, person: &PersonRow) -> Result<Vec<PersonRow>, Refusal> {
    let mut found: BTreeMap<PersonId, PersonRow> = BTreeMap::new();
    let mut keep = |rows: Vec<PersonRow>| found.extend(rows.into_iter().map(|row| (row.id, row)));
    keep(rows::alike_by_name(tx, person.id, &person.name, ALIKE_MAX).await?);
    if let Some(birth) = person.birth_date {
        keep(rows::alike_by_birth(tx, person.id, birth, ALIKE_MAX).await?);
    }
    for mark in rows::marks_of(tx, SUBJECT_KIND, &[person.id.0]).await? {
        let names = [field::ID_NUMBER, field::BANK_CARD, field::PHONE];
        let Some(name) = names.into_iter().find(|name| *name == mark.field) else { continue };
        let mut ids = sealed_fields::find(tx, SUBJECT_KIND, name, &mark.mark).await?;
        ids.retain(|other| *other != person.id.0);
        ids.truncate(usize::try_from(ALIKE_MAX).unwrap_or(usize::MAX));
        keep(rows::persons_of(tx, &ids).await?);
    }
    Ok(found.into_values().collect())
}
