//! The sealed fields of people and households: names, masks, and what may be found by its content.

use super::load::Sight;
use super::person_form::{Change, PersonInput};
use crate::vault::{self, Field, Opened, Zeroizing};
use crate::{Call, Refusal};
use jixiao_domain::{BankCard, PersonId, Phone, ResidentId, masked_address};
use jixiao_store::{StoreError, Transaction, persons, sealed_fields};

/// Names of sealed fields.
pub use crate::likeness::field;

/// The sealed fields of a person as they are shown without a purpose; empty where there is nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Masked {
    /// 公民身份号码
    pub id_number: String,
    /// 联系电话
    pub phone: String,
    /// 银行账号
    pub bank_card: String,
    /// 住址, down to the street.
    pub address: String,
    /// Whether a diagnosis is on file.
    pub has_diagnosis: bool,
}

impl Masked {
    /// The sealed fields of a person as somebody with that sight may see them.
    pub(crate) async fn read(call: Call<'_>, id: PersonId, sight: Sight) -> Result<Self, Refusal> {
        let opened = vault::open(&call.app.store, call.app, persons::SUBJECT_KIND, &[id.0]).await?;
        Ok(Self::of(opened.get(&id.0), sight))
    }

    /// What of opened fields is shown at a sight.
    pub(crate) fn of(opened: Option<&Opened>, sight: Sight) -> Self {
        let Some(opened) = opened else { return Self::default() };
        let masked = |name: &str, mask: fn(&str) -> String| {
            let content = opened.get(name).map_or("", |content| content.as_str());
            match sight {
                _ if content.is_empty() => String::new(),
                Sight::Inside => mask(content),
                Sight::Outside => "******".to_owned(),
            }
        };
        Self {
            id_number: masked(field::ID_NUMBER, |text| {
                ResidentId::parse(text).map_or_else(|_| "******".to_owned(), |id| id.masked())
            }),
            phone: masked(field::PHONE, |text| {
                Phone::parse(text).map_or_else(|_| "******".to_owned(), |phone| phone.masked())
            }),
            bank_card: masked(field::BANK_CARD, |text| {
                BankCard::parse(text).map_or_else(|_| "******".to_owned(), |card| card.masked())
            }),
            address: masked(field::ADDRESS, masked_address),
            has_diagnosis: opened.contains_key(field::DIAGNOSIS),
        }
    }
}

/// What of an input is written, and what is taken away.
pub(super) fn changes(id: i64, input: &PersonInput) -> (Vec<Field>, Vec<&'static str>) {
    let all = [
        (
            field::ID_NUMBER,
            input.id_number.map_text(|number| number.expose().to_owned()),
            true,
            true,
        ),
        (field::PHONE, input.phone.map_text(|phone| phone.expose().to_owned()), true, false),
        (field::BANK_CARD, input.bank_card.map_text(|card| card.expose().to_owned()), true, false),
        (field::ADDRESS, input.address.map_text(Clone::clone), false, false),
        (field::DIAGNOSIS, input.diagnosis.map_text(Clone::clone), false, false),
    ];
    let (mut fields, mut removed) = (Vec::new(), Vec::new());
    for (name, change, marked, sole) in all {
        match change {
            Change::Keep => {}
            Change::Clear => removed.push(name),
            Change::Set(text) => {
                let content = Zeroizing::new(text);
                fields.push(Field { subject_id: id, name, content, marked, sole });
            }
        }
    }
    (fields, removed)
}

pub(super) async fn remove(
    tx: &Transaction,
    id: i64,
    names: &[&'static str],
) -> Result<(), StoreError> {
    for name in names {
        sealed_fields::remove(tx, persons::SUBJECT_KIND, id, name).await?;
    }
    Ok(())
}
