//! One consistent state of every table, while others go on working.

use super::manifest::{FILE, FORMAT, LEFT_OUT, TableEntry, file_of, line_of};
use super::{CareError, Manifest};
use crate::App;
use crate::audit::{self, Event};
use data_encoding::HEXLOWER;
use jixiao_store::dump::{self, ColumnKind, Table};
use jixiao_store::{Timestamp, Transaction};
use sm3::{Digest as _, Sm3};
use std::io::{Seek, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Rows read at once.
const ROWS_AT_ONCE: usize = 500;
/// Rows read at once from tables that hold whole files.
const FILES_AT_ONCE: usize = 4;

/// Writes a backup and notes it in the audit log.
///
/// # Errors
/// [`CareError`] where the database or the file fails; the file is then of no use.
pub async fn backup(
    app: &App,
    at: Timestamp,
    output: impl Write + Seek,
) -> Result<Manifest, CareError> {
    let snapshot = app.store.snapshot().await?;
    let mut archive = ZipWriter::new(output);
    let mut manifest = Manifest {
        format: FORMAT.to_owned(),
        created_at: at.to_rfc3339(),
        migrations: dump::migrations(&snapshot).await?,
        tables: Vec::new(),
        audit_count: 0,
        audit_digest: String::new(),
    };
    (manifest.audit_count, manifest.audit_digest) = audit_end(&snapshot).await?;
    for table in dump::tables(&snapshot).await? {
        if !LEFT_OUT.contains(&table.name.as_str()) {
            manifest.tables.push(write_table(&snapshot, &table, &mut archive).await?);
        }
    }
    drop(snapshot);
    archive.start_file(FILE, options())?;
    archive.write_all(&serde_json::to_vec_pretty(&manifest)?)?;
    archive.finish()?.flush()?;
    note(app, at, &manifest).await?;
    Ok(manifest)
}

async fn write_table(
    snapshot: &Transaction,
    table: &Table,
    archive: &mut ZipWriter<impl Write + Seek>,
) -> Result<TableEntry, CareError> {
    archive.start_file(file_of(&table.name), options())?;
    let holds_files = table.columns.iter().any(|column| column.kind == ColumnKind::Bytes);
    let limit = if holds_files { FILES_AT_ONCE } else { ROWS_AT_ONCE };
    let mut digest = Sm3::new();
    let mut row_count = 0;
    let mut last = None;
    loop {
        let rows = table.rows_after(snapshot, last.as_deref(), limit).await?;
        let Some(end) = rows.last() else { break };
        last = Some(end.clone());
        for row in rows {
            let line = line_of(table, row)?;
            digest.update(&line);
            archive.write_all(&line)?;
            row_count += 1;
        }
    }
    Ok(TableEntry {
        name: table.name.clone(),
        columns: table.columns.iter().map(|column| column.name.clone()).collect(),
        row_count,
        sm3: HEXLOWER.encode(&digest.finalize()),
    })
}

/// Count and last digest of the audit log; a broken chain is backed up as it is.
pub(super) async fn audit_end(tx: &Transaction) -> Result<(u64, String), CareError> {
    let last = jixiao_store::audit::last(tx).await?;
    Ok(last.map_or((0, String::new()), |last| (last.sequence.unsigned_abs(), last.digest)))
}

async fn note(app: &App, at: Timestamp, manifest: &Manifest) -> Result<(), CareError> {
    let tx = app.store.begin().await?;
    let event = Event {
        action: "system.backup",
        subject_kind: "system",
        detail: format!("备份 {} 张表 {} 行", manifest.tables.len(), manifest.row_count()),
        ..Event::default()
    };
    audit::append(&tx, None, at, event, "done").await?;
    Ok(tx.commit().await?)
}

/// Files over 4 GiB are allowed: attachments add up.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().large_file(true)
}
