//! The cards of payees: frozen with the line, sealed, opened for the bank's files only.

use crate::people::field;
use crate::vault::{self, Field, Zeroizing};
use crate::{App, Refusal};
use jixiao_domain::{DisbursementLineId, PersonId};
use jixiao_store::disbursements::LINE_KIND;
use jixiao_store::{Connection, Timestamp, Transaction, persons};
use std::collections::BTreeMap;

/// Name of the sealed field of a line, and of a batch for the account it is paid from.
pub(super) const CARD: &str = "bank_card";

/// Records of which fields are opened together.
const OPENED_TOGETHER: usize = 1_000;

/// The cards of people as they are on file today; people without one are not there.
pub(super) async fn of_people(
    connection: &impl Connection,
    app: &App,
    people: &[PersonId],
) -> Result<BTreeMap<i64, Zeroizing<String>>, Refusal> {
    let ids: Vec<i64> = people.iter().map(|id| id.0).collect();
    opened(connection, app, persons::SUBJECT_KIND, &ids, field::BANK_CARD).await
}

/// The cards of lines as they were frozen.
pub(super) async fn of_lines(
    connection: &impl Connection,
    app: &App,
    lines: &[DisbursementLineId],
) -> Result<BTreeMap<i64, Zeroizing<String>>, Refusal> {
    let ids: Vec<i64> = lines.iter().map(|id| id.0).collect();
    opened(connection, app, LINE_KIND, &ids, CARD).await
}

async fn opened(
    connection: &impl Connection,
    app: &App,
    kind: &str,
    ids: &[i64],
    name: &str,
) -> Result<BTreeMap<i64, Zeroizing<String>>, Refusal> {
    let mut cards = BTreeMap::new();
    for part in ids.chunks(OPENED_TOGETHER) {
        for (id, mut fields) in vault::open(connection, app, kind, part).await? {
            if let Some(card) = fields.remove(name) {
                cards.insert(id, card);
            }
        }
    }
    Ok(cards)
}

/// Freezes the cards of new lines.
pub(super) async fn freeze(
    tx: &Transaction,
    app: &App,
    at: Timestamp,
    cards: Vec<(DisbursementLineId, Zeroizing<String>)>,
) -> Result<(), Refusal> {
    let fields: Vec<Field> = cards
        .into_iter()
        .map(|(id, content)| Field {
            subject_id: id.0,
            name: CARD,
            content,
            marked: true,
            sole: false,
        })
        .collect();
    vault::put(tx, app, at, LINE_KIND, &fields).await
}
