//! A long import, batch by batch. Each batch writes its good rows, what is wrong with the others and
//! the counts of the job in one transaction: a node that takes the job of a killed one over goes on
//! where the last batch ended, and nothing is written twice.

use super::super::columns::ImportKind;
use super::super::rows::RawRow;
use super::{Importer, errors, units};
use crate::jobs::{Progress, Work};
use crate::{Call, Refusal};
use jixiao_store::import_faults;

/// Imports the rows that were not judged yet; gives the counts over all, and the workbook of the
/// rows in error, where there are any.
pub(in crate::exchange) async fn import_in_batches(
    work: &Work,
    call: Call<'_>,
    kind: ImportKind,
    rows: &[RawRow],
    batch_size: usize,
) -> Result<(Progress, Option<Vec<u8>>), Refusal> {
    let mut progress = Progress { total: Some(number(rows.len())), ..work.job.progress };
    let judged = usize::try_from(progress.done.saturating_add(progress.failed));
    let mut index = judged.unwrap_or(rows.len()).min(rows.len());
    for batch in rows[index..].chunks(batch_size.max(1)) {
        let tx = call.app.store.begin().await?;
        // The job's row is held first, as by whoever calls the job off: locks come in one order.
        work.advance(&tx, progress, &said(index, rows.len())).await?;
        let importer = Importer { tx: &tx, call, kind, units: units(&tx, call).await? };
        for row in batch {
            let faults = importer.row(row).await?;
            if faults.is_empty() {
                progress.done += 1;
            } else {
                let sentence = errors::sentence(kind, &faults);
                import_faults::insert(&tx, work.job.id, number(index), &sentence).await?;
                progress.failed += 1;
            }
            index += 1;
        }
        work.advance(&tx, progress, &said(index, rows.len())).await?;
        tx.commit().await?;
    }
    let faults = import_faults::of_job(&call.app.store, work.job.id).await?;
    if faults.is_empty() {
        return Ok((progress, None));
    }
    let lines = faults.into_iter().filter_map(|fault| {
        let row = usize::try_from(fault.row_index).ok().and_then(|index| rows.get(index))?;
        Some((row, fault.faults))
    });
    Ok((progress, Some(errors::workbook(kind, lines)?)))
}

fn said(index: usize, row_count: usize) -> String {
    format!("已处理 {index} / {row_count} 行")
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
