//! Reading a return file: what the bank says of each line, taken once, refused where it contradicts.

use super::cases;
use super::export::{bank_lines, layout_of, seal};
use super::load::{LoadedBatch, hold, may_take};
use super::taken::take;
use crate::amounts::yuan;
use crate::authz::{self, Action};
use crate::digest::sm3_hex;
use crate::input::Fields;
use crate::{Call, FieldError, Refusal};
use chrono::{Datelike as _, NaiveDate};
use jixiao_bank::{Matching, Question, ReturnFile, ReturnLine, State, match_return};
use jixiao_domain::{
    AidCaseId, BatchEvent, Coded as _, DisbursementBatchId, DisbursementLineId, LineEvent,
    LineState, Money,
};
use jixiao_store::Transaction;
use jixiao_store::disbursements::{
    self as rows, BankAnswer, Failed, Line, NewBankReturn, RETURN_KIND,
};
use serde::{Deserialize, Serialize};

/// Places of a file that are named; more are counted.
const PLACES_NAMED: usize = 20;
/// Bytes of a return file: 100,000 lines take some 10 MB.
const BYTE_COUNT_MAX: usize = 50 * 1024 * 1024;
/// Characters of the name a file is kept under.
const NAME_CHARACTERS_MAX: usize = 120;

/// What is typed with a return file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReturnForm {
    /// The revision the page was opened at.
    pub revision: String,
    /// 入账日期: the day on which what was paid arrived.
    pub paid_on: String,
}

/// What a return file came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReadReturn {
    /// Whether the same file was read before: then nothing was changed.
    pub before: bool,
    /// Lines of the batch it answers.
    pub line_count: usize,
    /// Lines of which it said something new.
    pub changed_count: usize,
    /// New: arrived, count and sum.
    pub paid: (usize, Money),
    /// New: failed.
    pub failed: (usize, Money),
    /// New: not known to the bank yet.
    pub pending: (usize, Money),
}

/// Reads a return file of a batch.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`], [`Refusal::Conflict`];
/// [`Refusal::TooMuch`] above 50 MB; [`Refusal::Invalid`] on `file` with every place that can't be read,
/// fits no line, leaves a choice, or contradicts what is known; then nothing is changed.
pub async fn read_return(
    call: Call<'_>,
    id: DisbursementBatchId,
    form: &ReturnForm,
    name: &str,
    bytes: Vec<u8>,
) -> Result<ReadReturn, Refusal> {
    if bytes.len() > BYTE_COUNT_MAX {
        return Err(Refusal::TooMuch("回盘文件不得超过 50 MB".to_owned()));
    }
    let tx = call.app.store.begin().await?;
    let loaded = hold(&tx, call, id).await?;
    authz::authorise(call.actor, Action::SendPayments, &loaded.place.organisation.path)?;
    let digest = sm3_hex(&bytes);
    if let Some(known) = rows::returns(&tx, id).await?.iter().find(|known| known.digest == digest) {
        let line_count = usize::try_from(known.line_count).unwrap_or(0);
        return Ok(ReadReturn { before: true, line_count, ..ReadReturn::default() });
    }
    let to = may_take(&tx, call, &loaded, BatchEvent::Return).await?;
    let (revision, paid_on) = parse(form, &loaded, call.today())?;
    loaded.require_revision(revision)?;
    let lines = rows::lines(&tx, id).await?;
    let (file, matching) = matched(&tx, call, &loaded, bytes.clone()).await?;
    let news = News::of(&lines, &file.lines, &matching)?;
    let return_id = rows::insert_return(
        &tx,
        &NewBankReturn {
            batch_id: id,
            digest: &digest,
            name: &bare(name),
            paid_on,
            line_count: i64::try_from(news.answers.len()).unwrap_or(i64::MAX),
            changed_count: i64::try_from(news.changed()).unwrap_or(i64::MAX),
            read_by: call.actor.user_id,
            read_at: call.at,
        },
    )
    .await?;
    rows::insert_answers(&tx, return_id, &news.answers).await?;
    seal(&tx, call, RETURN_KIND, return_id.0, &bytes).await?;
    news.write(&tx, call, paid_on, &format!("发放批次 {}", loaded.batch.number())).await?;
    let read = news.read();
    let words = format!(
        "到账 {} 笔 {} 元，失败 {} 笔 {} 元，处理中 {} 笔；SM3 {digest}",
        read.paid.0,
        yuan(read.paid.1),
        read.failed.0,
        yuan(read.failed.1),
        read.pending.0,
    );
    take(&tx, call, &loaded, (BatchEvent::Return, to), &words).await?;
    tx.commit().await?;
    Ok(read)
}

fn parse(
    form: &ReturnForm,
    loaded: &LoadedBatch,
    today: NaiveDate,
) -> Result<(i64, NaiveDate), Refusal> {
    let mut fields = Fields::new();
    let revision = fields.key("revision", &form.revision);
    let paid_on = fields.date("paid_on", &form.paid_on);
    if fields.are_good() {
        let year = loaded.place.year.year;
        if paid_on > today {
            fields.refuse("paid_on", "入账日期不得晚于今天");
        } else if loaded.batch.released_on.is_some_and(|day| paid_on < day) {
            fields.refuse("paid_on", "入账日期不得早于批次导出日期");
        } else if i64::from(paid_on.year()) != year {
            fields.refuse(
                "paid_on",
                format!("入账日期应在批次所属的 {year} 年度内，请按银行回单填写"),
            );
        }
    }
    fields.finish((revision, paid_on)).map_err(Refusal::Invalid)
}

/// Reads and matches away from the threads that answer requests.
async fn matched(
    tx: &Transaction,
    call: Call<'_>,
    loaded: &LoadedBatch,
    bytes: Vec<u8>,
) -> Result<(ReturnFile, Matching), Refusal> {
    let day = loaded.batch.released_on.unwrap_or_else(|| call.today());
    let layout = layout_of(loaded, day)?;
    let lines = bank_lines(tx, call, loaded).await?;
    let work = move || -> Result<(ReturnFile, Matching), Refusal> {
        let file = jixiao_bank::read_return(&bytes, layout)
            .map_err(|fault| Refusal::field("file", fault.to_string()))?;
        let unread: Vec<String> = file.faults.iter().map(ToString::to_string).collect();
        refuse_places(unread)?;
        if file.totals_agree() == Some(false) {
            let message = "合计行的笔数或金额与明细不符，文件可能被截断或改动；请用银行原始文件";
            return Err(Refusal::field("file", message));
        }
        let matching = match_return(&lines, &file.lines)
            .map_err(|fault| Refusal::field("file", fault.to_string()))?;
        refuse_places(questions(&matching, &file.lines))?;
        Ok((file, matching))
    };
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| Refusal::WrongState("读取文件时出错，未作改动".to_owned()))?
}

/// Refuses with every place named.
fn refuse_places(mut places: Vec<String>) -> Result<(), Refusal> {
    if places.is_empty() {
        return Ok(());
    }
    let more = places.len().saturating_sub(PLACES_NAMED);
    places.truncate(PLACES_NAMED);
    if more > 0 {
        places.push(format!("另有 {more} 处"));
    }
    let errors = places.into_iter().map(|place| FieldError::new("file", place)).collect();
    Err(Refusal::Invalid(errors))
}

/// What a person must look at, by line of the file; no message holds a name or an account.
fn questions(matching: &Matching, answers: &[ReturnLine]) -> Vec<String> {
    let at = |answer: &usize| answers.get(*answer).map_or(0, |line| line.line);
    let all = |list: &[usize]| {
        list.iter().map(|answer| at(answer).to_string()).collect::<Vec<_>>().join("、")
    };
    let worded = |question: &Question| match question {
        Question::Unknown { answer } => {
            format!("第 {} 行：本批次没有对应的明细，请确认是否为其他批次的回盘", at(answer))
        }
        Question::OtherAccount { answer, number } => {
            format!("第 {} 行：序号对应第 {number} 笔，但账号不同", at(answer))
        }
        Question::OtherAmount { answer, number, sent, answered } => format!(
            "第 {} 行：第 {number} 笔发送 {} 元，回盘为 {} 元",
            at(answer),
            yuan(*sent),
            yuan(*answered)
        ),
        Question::Doubled { answer, number } => {
            format!("第 {} 行：第 {number} 笔出现第二次，请向银行核实是否重复支付", at(answer))
        }
        Question::Contradicted { answers, number } => {
            format!("第 {} 行：对第 {number} 笔的处理结果相互矛盾", all(answers))
        }
        Question::Ambiguous { answers, numbers } => {
            let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
            format!(
                "第 {} 行：第 {} 笔账号和金额相同，无法区分；请索取带序号的回盘文件",
                all(answers),
                numbers.join("、")
            )
        }
        _ => "有须人工核实的内容".to_owned(),
    };
    matching.questions.iter().map(worded).collect()
}

/// What a file says that was not known.
#[derive(Default)]
struct News {
    answers: Vec<BankAnswer>,
    paid: Vec<(DisbursementLineId, AidCaseId, Money)>,
    failed: Vec<(Failed, Money)>,
    pending: Vec<(DisbursementLineId, Money)>,
}

impl News {
    /// Compares what the file says with what is known; the same again is nothing new, anything else
    /// contradicts.
    fn of(lines: &[Line], answers: &[ReturnLine], matching: &Matching) -> Result<Self, Refusal> {
        let mut news = Self::default();
        let mut contradicted = Vec::new();
        for (line, outcome) in lines.iter().zip(&matching.outcomes) {
            let said = match &outcome.state {
                State::Missing => continue,
                State::Paid => LineState::Paid,
                State::Failed(_) => LineState::Failed,
                State::Pending => LineState::Pending,
            };
            let place = outcome.answer.and_then(|answer| answers.get(answer));
            let file_line = place.map_or(0, |answer| i64::from(answer.line));
            if line.state.is_on_the_way() {
                match &outcome.state {
                    State::Paid => news.paid.push((line.id, line.aid_case_id, line.amount)),
                    State::Failed(failure) => {
                        let (kind, text) = (failure.kind.code(), shortened(&failure.text));
                        news.failed.push((Failed { id: line.id, kind, text }, line.amount));
                    }
                    _ if line.state == LineState::Open => news.pending.push((line.id, line.amount)),
                    _ => {}
                }
            } else if !agrees(line.state, said) {
                contradicted.push(format!(
                    "第 {file_line} 行：第 {} 笔已登记为“{}”，本文件为“{}”，请向银行书面核实",
                    line.serial,
                    line.state.word(),
                    said.word()
                ));
            }
            news.answers.push(BankAnswer { line_id: line.id, file_line, state: said });
        }
        refuse_places(contradicted)?;
        if news.answers.is_empty() {
            return Err(Refusal::field("file", "文件中没有本批次的明细"));
        }
        Ok(news)
    }

    fn changed(&self) -> usize {
        self.paid.len() + self.failed.len() + self.pending.len()
    }

    async fn write(
        &self,
        tx: &Transaction,
        call: Call<'_>,
        paid_on: NaiveDate,
        words: &str,
    ) -> Result<(), Refusal> {
        let paid: Vec<DisbursementLineId> = self.paid.iter().map(|(id, ..)| *id).collect();
        let cases_paid: Vec<AidCaseId> = self.paid.iter().map(|(_, case, _)| *case).collect();
        let failed: Vec<Failed> = self.failed.iter().map(|(failed, _)| failed.clone()).collect();
        let pending: Vec<DisbursementLineId> = self.pending.iter().map(|(id, _)| *id).collect();
        let moved = [
            (rows::note_paid(tx, &paid, paid_on).await?, paid.len()),
            (rows::note_failures(tx, &failed).await?, failed.len()),
            (rows::move_lines(tx, &pending, LineEvent::Hold).await?, pending.len()),
        ];
        if moved.iter().any(|(moved, wanted)| u64::try_from(*wanted) != Ok(*moved)) {
            return Err(Refusal::Conflict("该批次的明细"));
        }
        if cases_paid.is_empty() { Ok(()) } else { cases::paid(tx, call, &cases_paid, words).await }
    }

    fn read(&self) -> ReadReturn {
        // The sum of the batch was computed, and these are parts of it.
        let sum = |amounts: &mut dyn Iterator<Item = Money>| {
            Money::from_fen(amounts.map(Money::fen).fold(0, i64::saturating_add))
        };
        ReadReturn {
            before: false,
            line_count: self.answers.len(),
            changed_count: self.changed(),
            paid: (self.paid.len(), sum(&mut self.paid.iter().map(|(.., amount)| *amount))),
            failed: (self.failed.len(), sum(&mut self.failed.iter().map(|(_, amount)| *amount))),
            pending: (self.pending.len(), sum(&mut self.pending.iter().map(|(_, amount)| *amount))),
        }
    }
}

/// Whether the bank says again what is known.
fn agrees(known: LineState, said: LineState) -> bool {
    match said {
        LineState::Paid => matches!(known, LineState::Paid | LineState::Recovered),
        LineState::Failed => {
            matches!(known, LineState::Failed | LineState::Replaced | LineState::GivenUp)
        }
        _ => false,
    }
}

/// The bank's words without numbers of people: digits beyond four in a row are starred.
fn shortened(text: &str) -> String {
    let mut kept = String::new();
    let mut run = 0;
    for c in text.chars().take(80) {
        run = if c.is_ascii_digit() { run + 1 } else { 0 };
        kept.push(if run > 4 { '*' } else { c });
    }
    kept
}

fn bare(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String =
        last.chars().filter(|c| !c.is_control()).take(NAME_CHARACTERS_MAX).collect();
    if clean.trim().is_empty() { "回盘文件".to_owned() } else { clean.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{agrees, shortened};
    use jixiao_domain::LineState;

    #[test]
    fn numbers_in_the_banks_words_are_starred() {
        assert_eq!(shortened("户名不符 6222020000001234"), "户名不符 6222************");
        assert_eq!(shortened("II类户限额1000元"), "II类户限额1000元");
    }

    #[test]
    fn only_the_same_again_agrees() {
        assert!(agrees(LineState::Paid, LineState::Paid));
        assert!(agrees(LineState::Replaced, LineState::Failed));
        assert!(!agrees(LineState::Paid, LineState::Failed));
        assert!(!agrees(LineState::Failed, LineState::Paid));
        assert!(!agrees(LineState::Paid, LineState::Pending));
        assert!(!agrees(LineState::Released, LineState::Paid));
    }
}
