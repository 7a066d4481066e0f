//! A backup into an empty database: all of it, or nothing.

use super::backup::audit_end;
use super::manifest::{FILE, FORMAT, TableEntry, row_of};
use super::{CareError, Manifest};
use crate::audit::{self, Event};
use data_encoding::HEXLOWER;
use jixiao_store::dump::{self, Table};
use jixiao_store::{Store, Timestamp, Transaction};
use sm3::{Digest as _, Sm3};
use std::io::{BufRead, BufReader, Read, Seek};
use zip::ZipArchive;

/// Checks every digest, writes every row, checks references and the chain of the audit log, and
/// brings the schema to this version. `store` comes from [`Store::connect`] or is freshly migrated.
///
/// # Errors
/// [`CareError`]; nothing was restored then.
pub async fn restore(
    store: &Store,
    at: Timestamp,
    input: impl Read + Seek,
) -> Result<Manifest, CareError> {
    let mut archive = ZipArchive::new(input)?;
    let manifest = read_manifest(&mut archive)?;
    for table in &manifest.tables {
        check_digest(&mut archive, table)?;
    }
    store.migrate(Some(&manifest.migrations)).await?;
    let tx = store.begin().await?;
    if dump::migrations(&tx).await? != manifest.migrations {
        return Err(CareError::NotEmpty("已由较新版本初始化".to_owned()));
    }
    let tables = dump::tables(&tx).await?;
    for table in &tables {
        if !table.is_empty(&tx).await? {
            return Err(CareError::NotEmpty(table.name.clone()));
        }
    }
    dump::defer_references(&tx).await?;
    for entry in &manifest.tables {
        write_table(&tx, target(&tables, entry)?, entry, &mut archive).await?;
    }
    dump::check_references(&tx, &tables).await?;
    check_audit(&tx, &manifest).await?;
    let event = Event {
        action: "system.restore",
        subject_kind: "system",
        detail: format!("由 {} 的备份恢复 {} 行", manifest.created_at, manifest.row_count()),
        ..Event::default()
    };
    audit::append(&tx, None, at, event, "done").await?;
    tx.commit().await?;
    store.migrate(None).await?;
    Ok(manifest)
}

fn read_manifest(archive: &mut ZipArchive<impl Read + Seek>) -> Result<Manifest, CareError> {
    let manifest: Manifest = serde_json::from_reader(archive.by_name(FILE)?)?;
    if manifest.format != FORMAT {
        return Err(CareError::Damaged(format!("不认识的格式 {}", manifest.format)));
    }
    Ok(manifest)
}

fn check_digest(
    archive: &mut ZipArchive<impl Read + Seek>,
    entry: &TableEntry,
) -> Result<(), CareError> {
    let mut file = archive.by_name(&entry.file())?;
    let mut digest = Sm3::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let length = file.read(&mut buffer)?;
        if length == 0 {
            break;
        }
        digest.update(&buffer[..length]);
    }
    if HEXLOWER.encode(&digest.finalize()) == entry.sm3 {
        Ok(())
    } else {
        Err(CareError::Damaged(format!("{} 与清单中的摘要不符", entry.file())))
    }
}

/// The table of an entry, with just the columns that the backup has.
fn target<'t>(tables: &'t [Table], entry: &TableEntry) -> Result<&'t Table, CareError> {
    tables
        .iter()
        .find(|table| table.name == entry.name)
        .filter(|table| table.columns.iter().map(|column| &column.name).eq(&entry.columns))
        .ok_or_else(|| CareError::Damaged(format!("表 {} 与数据库的结构不符", entry.name)))
}

async fn write_table(
    tx: &Transaction,
    table: &Table,
    entry: &TableEntry,
    archive: &mut ZipArchive<impl Read + Seek>,
) -> Result<(), CareError> {
    let mut row_count = 0;
    for line in BufReader::new(archive.by_name(&entry.file())?).lines() {
        table.insert(tx, row_of(table, &line?)?).await?;
        row_count += 1;
    }
    if row_count == entry.row_count {
        Ok(())
    } else {
        Err(CareError::Damaged(format!("表 {} 的行数与清单不符", entry.name)))
    }
}

async fn check_audit(tx: &Transaction, manifest: &Manifest) -> Result<(), CareError> {
    let (count, broken) = audit::verify(tx).await?;
    if let Some(broken) = broken {
        let sequence = broken.sequence;
        return Err(CareError::Damaged(format!("审计日志第 {sequence} 条：{}", broken.what)));
    }
    if (count, audit_end(tx).await?.1) == (manifest.audit_count, manifest.audit_digest.clone()) {
        Ok(())
    } else {
        Err(CareError::Damaged("审计日志与清单不符".to_owned()))
    }
}
