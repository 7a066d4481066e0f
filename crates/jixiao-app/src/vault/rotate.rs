//! Sealing everything anew with the key that writes, batch by batch: what a batch did stays done, and
//! a rotation that was stopped goes on where it ended.

use super::{nonce, ring};
use crate::audit::{self, Event};
use crate::{App, Refusal};
use jixiao_store::Timestamp;
use jixiao_store::sealed_fields as rows;
use jixiao_vault::Place;

/// Fields sealed anew in one transaction.
const BATCH_SIZE: i64 = 2_000;

/// How far a rotation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RotationProgress {
    /// Fields sealed anew by this batch; none is the end.
    pub done: usize,
}

/// Seals the next batch of fields with the key that writes.
///
/// # Errors
/// [`Refusal::WrongState`] where a field does not open: nothing of the batch is written then.
pub async fn reseal_batch(app: &App, at: Timestamp) -> Result<RotationProgress, Refusal> {
    let ring = ring(app)?;
    let tx = app.store.begin().await?;
    super::unlock::note(&tx, ring, at).await?;
    let key = ring.writing().0;
    let batch = rows::of_other_keys(&tx, key, BATCH_SIZE).await?;
    for row in &batch {
        let place = Place { table: &row.subject_kind, column: &row.field, row: row.subject_id };
        let plain = ring.open(place, &row.sealed).map_err(|error| {
            Refusal::WrongState(format!("第 {} 个加密字段无法解密：{error}", row.id))
        })?;
        rows::reseal(&tx, row.id, key, ring.seal(place, nonce(app), &plain)).await?;
    }
    tx.commit().await?;
    Ok(RotationProgress { done: batch.len() })
}

/// Notes that the keys that seal nothing any more are out of use, in the audit log as well. Gives
/// their numbers; the caller takes them out of the key file afterwards.
///
/// # Errors
/// [`Refusal::WrongState`] while fields wait to be sealed anew.
pub async fn finish_rotation(app: &App, at: Timestamp) -> Result<Vec<u32>, Refusal> {
    let writing = i64::from(ring(app)?.writing().0);
    let tx = app.store.begin().await?;
    let mut retired = Vec::new();
    for key in rows::keys(&tx).await? {
        if key.id == 0 || key.id == writing || key.retired_at.is_some() {
            continue;
        }
        if key.field_count > 0 {
            let message = format!("还有 {} 个字段待重新加密，请继续轮换", key.field_count);
            return Err(Refusal::WrongState(message));
        }
        rows::retire_key(&tx, key.id, at).await?;
        retired.push(u32::try_from(key.id).unwrap_or(u32::MAX));
    }
    let event = Event {
        action: "system.rotate_keys",
        subject_kind: "system",
        detail: format!("字段密钥轮换完成，现用第 {writing} 号密钥"),
        ..Event::default()
    };
    audit::append(&tx, None, at, event, "done").await?;
    tx.commit().await?;
    Ok(retired)
}
