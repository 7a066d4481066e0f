//! A person as a record: the row, the opened identity number and address, the marks of account and
//! telephone.

use super::field;
use crate::vault::{self, Zeroizing};
use crate::{App, Refusal};
use chrono::Datelike as _;
use jixiao_domain::{DuplicateKind, OrganisationId, PersonId, Sex};
use jixiao_likeness::{Birth, Found, FoundKind, Model, Person, Registry, explain, identity_body};
use jixiao_store::Connection;
use jixiao_store::duplicates::{self as rows, NewCandidate, PersonRow};
use jixiao_store::persons::SUBJECT_KIND;
use std::collections::BTreeMap;

/// A person ready to be compared.
pub(crate) struct Record {
    row: PersonRow,
    identity: Option<u64>,
    card: Option<u64>,
    phone: Option<u64>,
    address: Zeroizing<String>,
}

impl Record {
    /// Whose record it is, and who keeps it.
    pub(crate) fn place(&self) -> (PersonId, OrganisationId) {
        (self.row.id, self.row.organisation_id)
    }

    /// Adds the person to a registry.
    pub(crate) fn push_into(&self, registry: &mut Registry) -> Result<(), Refusal> {
        let row = &self.row;
        let birth = row.birth_date.and_then(|date| {
            let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
            Some(Birth { year: u16::try_from(date.year()).ok()?, day: Some((month, day)) })
        });
        let person = Person {
            name: &row.name,
            birth,
            is_female: row.sex.map(|sex| sex == Sex::Female),
            identity: self.identity,
            card: self.card,
            phone: self.phone,
            household: row.household_id.and_then(|id| u64::try_from(id.0).ok()),
            employer: &row.employer,
            address: &self.address,
        };
        let too_many = |count| Refusal::TooMuch(format!("登记人数超过 {count}，不能一次比对"));
        registry.push(&person).map_err(too_many)
    }
}

/// Reads what is compared of persons whose rows are at hand, in the order of the rows; `rows` are few
/// enough for one question.
pub(crate) async fn read(
    connection: &impl Connection,
    app: &App,
    persons: Vec<PersonRow>,
) -> Result<Vec<Record>, Refusal> {
    let ids: Vec<i64> = persons.iter().map(|row| row.id.0).collect();
    let names = [field::ID_NUMBER, field::ADDRESS];
    let mut opened = vault::open_named(connection, app, SUBJECT_KIND, &ids, &names).await?;
    let marks = marks(connection, &ids).await?;
    let records = persons.into_iter().map(|row| {
        let mut opened = opened.remove(&row.id.0).unwrap_or_default();
        let mark = |name: &'static str| marks.get(&(row.id.0, name)).copied();
        Record {
            identity: opened.get(field::ID_NUMBER).and_then(|number| identity_body(number)),
            card: mark(field::BANK_CARD),
            phone: mark(field::PHONE),
            address: opened.remove(field::ADDRESS).unwrap_or_default(),
            row,
        }
    });
    Ok(records.collect())
}

/// The marks of accounts and telephones, by person and field. A mark is keyed, so eight of its bytes
/// meet by chance once in many billions of pairs; 0 stands for none.
async fn marks(
    connection: &impl Connection,
    ids: &[i64],
) -> Result<BTreeMap<(i64, &'static str), u64>, Refusal> {
    let mut marks = BTreeMap::new();
    for row in rows::marks_of(connection, SUBJECT_KIND, ids).await? {
        let names = [field::BANK_CARD, field::PHONE];
        let Some(name) = names.into_iter().find(|name| *name == row.field) else { continue };
        if let Some(bytes) = row.mark.first_chunk::<8>() {
            marks.insert((row.subject_id, name), u64::from_le_bytes(*bytes).max(1));
        }
    }
    Ok(marks)
}

/// A pair as it is kept: with its reasons in words.
pub(crate) fn candidate(
    registry: &Registry,
    model: &Model,
    found: &Found,
    (one, other): ((PersonId, OrganisationId), (PersonId, OrganisationId)),
) -> NewCandidate {
    let (left, right) = if one.0 <= other.0 { (one, other) } else { (other, one) };
    let reasons = explain(registry, model, found);
    let sentences: Vec<String> = reasons.iter().map(jixiao_likeness::Reason::sentence).collect();
    let kind = match found.kind {
        FoundKind::Identity => DuplicateKind::Identity,
        FoundKind::Household => DuplicateKind::Household,
        FoundKind::Card => DuplicateKind::Card,
        FoundKind::Likeness => DuplicateKind::Likeness,
    };
    NewCandidate {
        left_id: left.0.0,
        right_id: right.0.0,
        left_organisation_id: left.1,
        right_organisation_id: right.1,
        kind,
        score_permille: i64::from(found.permille),
        explanation: sentences.join("；"),
    }
}
