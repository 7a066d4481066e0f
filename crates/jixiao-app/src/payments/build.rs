//! Building a batch out of payable cases.

use super::card;
use super::cases;
use super::taken::record;
use crate::amounts::yuan;
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::projects;
use crate::vault::{self, Field, Zeroizing};
use crate::{Call, FieldError, Refusal};
use chrono::Datelike as _;
use jixiao_bank::{Layout, Layouts};
use jixiao_domain::{
    AidCaseId, AidRoundId, DisbursementBatchId, FundSource, Money, ProjectYearId, clean_number,
};
use jixiao_store::disbursements::{self as rows, NewBatch, NewLine, SUBJECT_KIND};
use jixiao_store::views::disbursements::{self as view, PayableRound, Payee};
use jixiao_store::{StoreError, Transaction, project_years};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Lines of one batch.
const LINE_COUNT_MAX: usize = 100_000;
/// Characters of 用途: banks print few.
const PURPOSE_CHARACTERS_MAX: usize = 20;
/// Characters of names of banks and accounts.
const NAME_CHARACTERS_MAX: usize = 60;

/// A batch to build, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BuildForm {
    /// Key of the project's year that pays.
    pub project_year: String,
    /// 资金来源
    pub source: String,
    /// Keys of the rounds whose payable cases are paid, parted by blanks or commas.
    pub rounds: String,
    /// Id of the bank's layout.
    pub layout: String,
    /// 用途
    pub purpose: String,
    /// 付款行
    pub payer_bank: String,
    /// 付款账号
    pub payer_account: String,
    /// 付款户名
    pub payer_name: String,
}

/// A batch to build, as understood.
#[derive(Clone)]
pub(super) struct Build {
    pub(super) project_year: ProjectYearId,
    pub(super) source: FundSource,
    pub(super) rounds: Vec<AidRoundId>,
    pub(super) layout: &'static Layout,
    pub(super) purpose: String,
    pub(super) payer_bank: String,
    pub(super) payer_account: Zeroizing<String>,
    pub(super) payer_name: String,
}

/// What was built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// The batch.
    pub id: DisbursementBatchId,
    /// 批次号
    pub number: String,
    /// 笔数
    pub line_count: usize,
    /// 合计金额
    pub sum: Money,
    /// Cases that were left out, with why.
    pub skipped: Vec<Skipped>,
}

/// A case that is left out of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The case.
    pub case_id: AidCaseId,
    /// Why, and what to do.
    pub reason: &'static str,
}

/// The layouts that may be chosen in a year, as id and title.
pub fn layouts(year: i64) -> Vec<(&'static str, String)> {
    let year = u16::try_from(year).unwrap_or(0);
    let holds = |layout: &&Layout| {
        layout.first_year <= year && layout.last_year.is_none_or(|last| year <= last)
    };
    let titled = |layout: &'static Layout| {
        (layout.id.as_str(), format!("{}《{}》", layout.bank, layout.title))
    };
    Layouts::builtin().all().iter().filter(holds).map(titled).collect()
}

/// The rounds with payable cases of projects whose batches the caller may build.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller may build none anywhere.
pub async fn offered(call: Call<'_>) -> Result<Vec<PayableRound>, Refusal> {
    let scope = authz::scope(call.actor, Action::BuildPayments)?;
    Ok(view::payable_rounds(&call.app.store, &scope, None).await?)
}

impl BuildForm {
    pub(super) fn parse(&self, call: Call<'_>) -> Result<Build, Vec<FieldError>> {
        let mut fields = Fields::new();
        let project_year = fields.key("project_year", &self.project_year);
        let source = fields.choice("source", &self.source);
        let keys: Vec<Result<i64, _>> = self
            .rounds
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|part| !part.is_empty())
            .map(str::parse)
            .collect();
        let good = !keys.is_empty() && keys.iter().all(Result::is_ok);
        fields.require(good, "rounds", "请选择至少一个有待发放申请的轮次");
        let rounds = keys.into_iter().flatten().map(AidRoundId).collect();
        let layout = layout(&mut fields, &self.layout, call);
        let mut text = |name: &str, typed: &str, most| fields.text(name, typed, Lines::One, most);
        let purpose = text("purpose", &self.purpose, PURPOSE_CHARACTERS_MAX);
        let payer_bank = text("payer_bank", &self.payer_bank, NAME_CHARACTERS_MAX);
        let payer_name = text("payer_name", &self.payer_name, NAME_CHARACTERS_MAX);
        let digits = clean_number(&self.payer_account).ok().filter(|digits| {
            (8..=32).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
        });
        let good = digits.is_some();
        fields.require(good, "payer_account", "请填写 8 至 32 位数字的付款账号");
        let Some(layout) = layout else { return Err(fields.finish(()).err().unwrap_or_default()) };
        fields.finish(Build {
            project_year,
            source,
            rounds,
            layout,
            purpose,
            payer_bank,
            payer_account: Zeroizing::new(digits.unwrap_or_default()),
            payer_name,
        })
    }
}

fn layout(fields: &mut Fields, id: &str, call: Call<'_>) -> Option<&'static Layout> {
    let year = u16::try_from(call.today().year()).unwrap_or(0);
    match Layouts::builtin().by_id(id.trim(), year) {
        Ok(layout) => Some(layout),
        Err(unknown) => {
            fields.refuse("layout", unknown.to_string());
            None
        }
    }
}

/// Builds a batch of all payable cases of some rounds of a project. Cases that can't be paid as they
/// are stay payable and are named.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::Invalid`]; [`Refusal::WrongState`] where
/// nothing can be paid; [`Refusal::Conflict`] where another batch took a case at the same time.
pub async fn build(call: Call<'_>, form: &BuildForm) -> Result<Built, Refusal> {
    const WHAT: &str = "该项目年度";
    let tx = call.app.store.begin().await?;
    let input = form.parse(call).map_err(Refusal::Invalid)?;
    let place = projects::place_unasked(&tx, input.project_year, WHAT).await?;
    let path = &place.organisation.path;
    if !authz::allows(call.actor, Action::SeePayments, path) {
        return Err(Refusal::NotFound(WHAT));
    }
    authz::authorise(call.actor, Action::BuildPayments, path)?;
    // Batches of a year are built one after the other: none sees a case the other is taking.
    project_years::lock_ledgers(&tx, place.year.id).await?;
    let payees = view::payees(&tx, place.project.id, &input.rounds).await?;
    let people: Vec<_> = payees.iter().map(|payee| payee.person_id).collect();
    let cards = card::of_people(&tx, call.app, &people).await?;
    let (paid, skipped) = sorted(payees, cards);
    if paid.is_empty() {
        return Err(nothing(&skipped));
    }
    if paid.len() > LINE_COUNT_MAX {
        let message = format!("一个批次最多 {LINE_COUNT_MAX} 笔，请分轮次编制");
        return Err(Refusal::TooMuch(message));
    }
    let ids: Vec<AidCaseId> = paid.iter().map(|(payee, _)| payee.case_id).collect();
    let attempts: BTreeMap<AidCaseId, i64> = rows::attempts(&tx, &ids).await?.into_iter().collect();
    let lines: Vec<(NewLine, Zeroizing<String>)> = paid
        .into_iter()
        .map(|(payee, card)| {
            let attempt = attempts.get(&payee.case_id).copied().unwrap_or(0) + 1;
            (line(&payee, attempt, None), card)
        })
        .collect();
    let (id, number, sum) = write(&tx, call, &input, lines).await?;
    cases::batched(&tx, call, &ids, &format!("发放批次 {number}")).await?;
    let loaded = super::load(&tx, call, id).await?;
    let left = if skipped.is_empty() {
        String::new()
    } else {
        format!("，{} 件暂不能发放", skipped.len())
    };
    let detail = format!("编制 {}：{} 笔 {} 元{left}", loaded.name(), ids.len(), yuan(sum));
    record(&tx, call, &loaded, "disbursement.build", detail).await?;
    tx.commit().await?;
    Ok(Built { id, number, line_count: ids.len(), sum, skipped })
}

/// The line that pays a case.
pub(super) fn line(
    payee: &Payee,
    attempt: i64,
    replaces: Option<jixiao_domain::DisbursementLineId>,
) -> NewLine {
    NewLine {
        aid_case_id: payee.case_id,
        attempt,
        replaces,
        payee_name: payee.name.clone(),
        bank_name: payee.bank_name.clone(),
        amount: payee.approved.unwrap_or_default(),
    }
}

/// Writes a batch with its lines and their cards; gives its key, number and sum.
pub(super) async fn write(
    tx: &Transaction,
    call: Call<'_>,
    input: &Build,
    lines: Vec<(NewLine, Zeroizing<String>)>,
) -> Result<(DisbursementBatchId, String, Money), Refusal> {
    let too_large = || Refusal::TooMuch("合计金额超出可计算范围，请分轮次编制".to_owned());
    let sum = lines
        .iter()
        .try_fold(Money::default(), |sum, (line, _)| sum.checked_add(line.amount))
        .ok_or_else(too_large)?;
    // Numbers of a year are given one after the other.
    crate::audit::alone(tx).await?;
    let new = NewBatch {
        project_year_id: input.project_year,
        issue_year: i64::from(call.today().year()),
        source: input.source,
        layout: &input.layout.id,
        purpose: &input.purpose,
        payer_bank: &input.payer_bank,
        payer_name: &input.payer_name,
        line_count: i64::try_from(lines.len()).map_err(|_| too_large())?,
        sum,
        built_by: call.actor.user_id,
        built_at: call.at,
    };
    let id = rows::insert(tx, &new).await?;
    let (lines, cards): (Vec<NewLine>, Vec<Zeroizing<String>>) = lines.into_iter().unzip();
    let ids = rows::insert_lines(tx, id, &lines).await.map_err(taken)?;
    card::freeze(tx, call.app, call.at, ids.into_iter().zip(cards).collect()).await?;
    let account = Field {
        subject_id: id.0,
        name: card::CARD,
        content: input.payer_account.clone(),
        marked: false,
        sole: false,
    };
    vault::put(tx, call.app, call.at, SUBJECT_KIND, &[account]).await?;
    let batch = rows::find(tx, id).await?.ok_or(Refusal::NotFound("该发放批次"))?;
    Ok((id, batch.number(), sum))
}

/// The database keeps a case from standing in two live lines, whatever ran at the same time.
fn taken(error: StoreError) -> Refusal {
    match error {
        StoreError::Duplicate(_) => Refusal::Conflict("部分申请（另一批次正在发放）"),
        other => other.into(),
    }
}

/// Who can be paid, with their card, and who can't, with why.
pub(super) fn sorted(
    payees: Vec<Payee>,
    mut cards: BTreeMap<i64, Zeroizing<String>>,
) -> (Vec<(Payee, Zeroizing<String>)>, Vec<Skipped>) {
    let (mut paid, mut skipped) = (Vec::new(), Vec::new());
    for payee in payees {
        let card = cards.get(&payee.person_id.0).cloned();
        let reason = if !payee.is_in_use() {
            Some("人员档案已停用或已合并，请核对后在申请中更正受助人")
        } else if payee.approved.is_none_or(|amount| amount.fen() <= 0) {
            Some("没有审定金额，不能发放；请退回审定")
        } else if card.is_none() {
            Some("未登记银行账号，请在帮扶对象中补登")
        } else {
            None
        };
        match (reason, card) {
            (Some(reason), _) => skipped.push(Skipped { case_id: payee.case_id, reason }),
            (None, Some(card)) => paid.push((payee, card)),
            (None, None) => {}
        }
    }
    cards.clear();
    (paid, skipped)
}

fn nothing(skipped: &[Skipped]) -> Refusal {
    let message = match skipped.first() {
        None => "所选轮次没有待发放的申请；公示期满无异议的申请才可编入批次".to_owned(),
        Some(first) => {
            format!("所选轮次的 {} 件申请都不能发放：{}", skipped.len(), first.reason)
        }
    };
    Refusal::WrongState(message)
}
