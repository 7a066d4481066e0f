//! Files for the bank: written once and locked, handed out for a purpose, made again where the stored
//! ones got lost.

use super::card;
use super::load::{LoadedBatch, hold, load, may_take};
use super::taken::{record, take};
use crate::amounts::yuan;
use crate::authz::{self, Action};
use crate::digest::sm3_hex;
use crate::people::stated_purpose;
use crate::suspensions::refuse_if_suspended;
use crate::vault::{self, Field, Zeroizing};
use crate::{Call, FieldError, Refusal};
use chrono::{Datelike as _, NaiveDate};
use data_encoding::BASE64;
use jixiao_bank::{Batch, BatchFile, Layout, Layouts, Payer, Refused, Release};
use jixiao_domain::{BankFileId, BatchEvent, DisbursementBatchId, DisbursementLineId};
use jixiao_store::disbursements::{self as rows, BankFile, FILE_KIND, NewBankFile, SUBJECT_KIND};
use jixiao_store::{Connection, Transaction, project_years};

/// Name of the sealed field of a file.
const CONTENT: &str = "content";
/// Faults of a batch that are named; more are counted.
const FAULTS_NAMED: usize = 20;

/// What was exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    /// Its files.
    pub files: Vec<BankFile>,
    /// Whether they were there before.
    pub before: bool,
}

/// A file for the bank with its bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct BankDownload {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// Without the bytes.
impl std::fmt::Debug for BankDownload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BankDownload").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Writes the files of an approved batch and locks it. A batch that is locked keeps its files: they are
/// given again, nothing is written.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::SameHand`], [`Refusal::WrongState`] before
/// the approval, while payment is suspended, or after a refusal of the bank; [`Refusal::Invalid`] on
/// `lines` with all that the bank's layout refuses; [`Refusal::Conflict`].
pub async fn export(
    call: Call<'_>,
    id: DisbursementBatchId,
    revision: i64,
) -> Result<Released, Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = hold(&tx, call, id).await?;
    if loaded.batch.state.is_locked() {
        authz::authorise(call.actor, Action::SendPayments, &loaded.place.organisation.path)?;
        return Ok(Released { files: rows::files(&tx, id).await?, before: true });
    }
    let to = may_take(&tx, call, &loaded, BatchEvent::Export).await?;
    loaded.require_revision(revision)?;
    project_years::lock_ledgers(&tx, loaded.place.year.id).await?;
    refuse_if_suspended(&tx, &loaded.place.year).await?;
    let day = call.today();
    rows::set_release(&tx, id, day).await?;
    let release = written(&tx, call, &loaded, day).await?;
    for (part, file) in (1_i64..).zip(&release.files) {
        keep(&tx, call, id, part, file).await?;
    }
    let digests: Vec<&str> = release.files.iter().map(|file| file.digest.as_str()).collect();
    let words = format!(
        "{} 笔 {} 元，{} 个文件，SM3 {}",
        release.count,
        yuan(release.sum),
        release.files.len(),
        digests.join("、")
    );
    take(&tx, call, &loaded, (BatchEvent::Export, to), &words).await?;
    let files = rows::files(&tx, id).await?;
    tx.commit().await?;
    Ok(Released { files, before: false })
}

/// The files of a batch out of its frozen lines: the same batch gives the same bytes.
async fn written(
    connection: &impl Connection,
    call: Call<'_>,
    loaded: &LoadedBatch,
    day: NaiveDate,
) -> Result<Release, Refusal> {
    let layout = layout_of(loaded, day)?;
    let held = &loaded.batch;
    let lines = bank_lines(connection, call, loaded).await?;
    let mut opened = vault::open(connection, call.app, SUBJECT_KIND, &[held.id.0]).await?;
    let account = opened.remove(&held.id.0).and_then(|mut fields| fields.remove(card::CARD));
    let batch = Batch {
        number: held.number(),
        day,
        payer: Payer {
            bank: held.payer_bank.clone(),
            account: account.map_or_else(String::new, |account| account.to_string()),
            name: held.payer_name.clone(),
        },
        lines,
    };
    let done = tokio::task::spawn_blocking(move || jixiao_bank::export(&batch, layout)).await;
    done.map_err(|_| Refusal::WrongState("生成文件时出错，未导出".to_owned()))?
        .map_err(|refused| faults(&refused))
}

/// The layout a batch was built for, as it holds on the day of its files.
pub(super) fn layout_of(loaded: &LoadedBatch, day: NaiveDate) -> Result<&'static Layout, Refusal> {
    let year = u16::try_from(day.year()).unwrap_or(0);
    Layouts::builtin()
        .by_id(&loaded.batch.layout, year)
        .map_err(|unknown| Refusal::WrongState(unknown.to_string()))
}

/// The lines of a batch as the bank's module takes them, cards opened.
pub(super) async fn bank_lines(
    connection: &impl Connection,
    call: Call<'_>,
    loaded: &LoadedBatch,
) -> Result<Vec<jixiao_bank::Line>, Refusal> {
    let lines = rows::lines(connection, loaded.batch.id).await?;
    let ids: Vec<DisbursementLineId> = lines.iter().map(|line| line.id).collect();
    let mut cards = card::of_lines(connection, call.app, &ids).await?;
    let bank_line = |line: rows::Line| jixiao_bank::Line {
        number: u32::try_from(line.serial).unwrap_or(u32::MAX),
        name: line.payee_name,
        account: cards.remove(&line.id.0).map_or_else(String::new, |card| card.to_string()),
        amount: line.amount,
        bank: line.bank_name,
        purpose: loaded.batch.purpose.clone(),
        ..jixiao_bank::Line::default()
    };
    Ok(lines.into_iter().map(bank_line).collect())
}

/// All that the layout refuses, by line; no message holds a name or an account.
fn faults(refused: &Refused) -> Refusal {
    let mut errors: Vec<FieldError> = Vec::new();
    for (field, problem) in &refused.batch {
        errors.push(FieldError::new("lines", format!("批次{}：{problem}", field.word())));
    }
    for row in refused.rows.iter().take(FAULTS_NAMED) {
        let words = format!("第 {} 笔：{}。{}", row.number, row.problem, row.problem.remedy());
        errors.push(FieldError::new("lines", words));
    }
    if refused.rows.len() > FAULTS_NAMED {
        let more = refused.rows.len() - FAULTS_NAMED;
        errors.push(FieldError::new("lines", format!("另有 {more} 处同类问题")));
    }
    Refusal::Invalid(errors)
}

async fn keep(
    tx: &Transaction,
    call: Call<'_>,
    batch_id: DisbursementBatchId,
    part: i64,
    file: &BatchFile,
) -> Result<(), Refusal> {
    let new = NewBankFile {
        batch_id,
        part,
        name: &file.name,
        first_serial: i64::from(file.first),
        last_serial: i64::from(file.last),
        line_count: i64::from(file.count),
        sum: file.sum,
        digest: &file.digest,
        written_by: call.actor.user_id,
        written_at: call.at,
    };
    let id = rows::insert_file(tx, &new).await?;
    seal(tx, call, FILE_KIND, id.0, &file.bytes).await
}

/// Keeps the bytes of a file of the bank, sealed.
pub(super) async fn seal(
    tx: &Transaction,
    call: Call<'_>,
    kind: &str,
    id: i64,
    bytes: &[u8],
) -> Result<(), Refusal> {
    let content = Zeroizing::new(BASE64.encode(bytes));
    let field = Field { subject_id: id, name: CONTENT, content, marked: false, sole: false };
    vault::put(tx, call.app, call.at, kind, &[field]).await
}

/// The bytes of a file for the bank, for a purpose that is logged.
///
/// # Errors
/// [`Refusal::Invalid`] for a purpose too short; [`Refusal::NotFound`], [`Refusal::Forbidden`];
/// [`Refusal::WrongState`] where the stored bytes are not those of the digest: make them again.
pub async fn download(
    call: Call<'_>,
    batch_id: DisbursementBatchId,
    id: BankFileId,
    purpose_typed: &str,
) -> Result<BankDownload, Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = load(&tx, call, batch_id).await?;
    authz::authorise(call.actor, Action::SendPayments, &loaded.place.organisation.path)?;
    let stated = stated_purpose(purpose_typed)?;
    let file = rows::file(&tx, id)
        .await?
        .filter(|file| file.batch_id == batch_id)
        .ok_or(Refusal::NotFound("该文件"))?;
    let mut opened = vault::open(&tx, call.app, FILE_KIND, &[id.0]).await?;
    let content = opened.remove(&id.0).and_then(|mut fields| fields.remove(CONTENT));
    let bytes = content.and_then(|text| BASE64.decode(text.as_bytes()).ok());
    let Some(bytes) = bytes.filter(|bytes| sm3_hex(bytes) == file.digest) else {
        let message = "已存文件与登记的摘要不符，可能已损坏；请点“重新生成”，由批次明细还原";
        return Err(Refusal::WrongState(message.to_owned()));
    };
    let detail = format!("{}：下载第 {} 个文件，用途：{stated}", loaded.name(), file.part);
    record(&tx, call, &loaded, "disbursement.download", detail).await?;
    tx.commit().await?;
    Ok(BankDownload { name: file.name, content: bytes })
}

/// Makes the files of a locked batch again out of its lines; only bytes of the same digests take the
/// place of the stored ones.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`]; [`Refusal::WrongState`] where the batch is not locked
/// or the bytes would differ.
pub async fn regenerate(call: Call<'_>, id: DisbursementBatchId) -> Result<Vec<BankFile>, Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = hold(&tx, call, id).await?;
    authz::authorise(call.actor, Action::SendPayments, &loaded.place.organisation.path)?;
    let day = loaded.batch.released_on.filter(|_| loaded.batch.state.is_locked());
    let Some(day) = day else {
        return Err(Refusal::WrongState("批次尚未导出，没有可还原的文件".to_owned()));
    };
    let release = written(&tx, call, &loaded, day).await?;
    let files = rows::files(&tx, id).await?;
    let digests = |files: &[BankFile]| -> Vec<String> {
        files.iter().map(|file| file.digest.clone()).collect()
    };
    let made: Vec<String> = release.files.iter().map(|file| file.digest.clone()).collect();
    if made != digests(&files) {
        let message =
            "由明细生成的文件与导出时的摘要不符，未作改动；请核对格式文件版本，或联系系统管理员";
        return Err(Refusal::WrongState(message.to_owned()));
    }
    for (file, made) in files.iter().zip(&release.files) {
        seal(&tx, call, FILE_KIND, file.id.0, &made.bytes).await?;
    }
    let detail = format!("{}：重新生成 {} 个文件，摘要不变", loaded.name(), files.len());
    record(&tx, call, &loaded, "disbursement.regenerate", detail).await?;
    tx.commit().await?;
    Ok(files)
}
