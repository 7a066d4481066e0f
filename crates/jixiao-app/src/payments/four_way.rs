//! 四方对账 of a batch: 花名册 = 批次 = 银行 = 凭证, with what parts them.

use super::load::{LoadedBatch, load};
use crate::amounts::yuan;
use crate::{Call, Refusal};
use jixiao_bank::{BankRow, BatchRow, Difference, FourWay, RosterRow, Side, Voucher};
use jixiao_domain::{DisbursementBatchId, ExecutionEntryId, LineState, Money};
use jixiao_store::disbursements::{self as rows, Line};
use jixiao_store::views::disbursements as view;
use jixiao_store::{Connection, execution_entries};
use std::collections::{BTreeMap, BTreeSet};

/// Differences that are named in a refusal.
const NAMED: usize = 5;

/// The comparison of a batch.
#[derive(Debug, Clone)]
pub struct FourWayPage {
    /// The batch.
    pub loaded: LoadedBatch,
    /// The comparison.
    pub four_way: FourWay,
    /// What parts two sides, in words: which sides, what, by how much.
    pub differences: Vec<(String, String, Money)>,
    /// Lines that left the batch: paid again elsewhere, put back, released.
    pub left: (usize, Money),
}

/// Compares the four sides of a batch.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::WrongState`] where a sum can't be computed.
pub async fn four_way(call: Call<'_>, id: DisbursementBatchId) -> Result<FourWayPage, Refusal> {
    let loaded = load(&call.app.store, call, id).await?;
    let lines = rows::lines(&call.app.store, id).await?;
    let four_way = compared(&call.app.store, &loaded, &lines).await?;
    let by_id: BTreeMap<u64, &Line> = lines.iter().map(|line| (key(line), line)).collect();
    let differences = four_way
        .differences
        .iter()
        .map(|difference| {
            let (left, right) = difference.between();
            let sides = format!("{}—{}", side(left), side(right));
            (sides, worded(difference, &by_id), difference.amount())
        })
        .collect();
    let gone: Vec<&Line> = lines.iter().filter(|line| !line.state.is_live()).collect();
    let sum = gone.iter().map(|line| line.amount.fen()).fold(0, i64::saturating_add);
    Ok(FourWayPage { left: (gone.len(), Money::from_fen(sum)), loaded, four_way, differences })
}

async fn compared(
    connection: &impl Connection,
    loaded: &LoadedBatch,
    lines: &[Line],
) -> Result<FourWay, Refusal> {
    let id = loaded.batch.id;
    let roster: Vec<RosterRow> = view::approved_of_batch(connection, id)
        .await?
        .into_iter()
        .map(|case| RosterRow {
            key: case.case_id.to_string(),
            amount: case.approved.unwrap_or_default(),
        })
        .collect();
    let live = || lines.iter().filter(|line| line.state.is_live());
    let batch: Vec<BatchRow> = live()
        .map(|line| BatchRow {
            number: key(line),
            key: line.aid_case_id.to_string(),
            amount: line.amount,
            replaces: None,
        })
        .collect();
    let amounts: BTreeMap<i64, Money> = lines.iter().map(|line| (line.id.0, line.amount)).collect();
    let bank: Vec<BankRow> = rows::answers(connection, id)
        .await?
        .into_iter()
        .filter(|answer| answer.state == LineState::Paid)
        .map(|answer| BankRow {
            number: u64::try_from(answer.line_id.0).ok(),
            amount: amounts.get(&answer.line_id.0).copied().unwrap_or_default(),
        })
        .collect();
    let entries: BTreeSet<ExecutionEntryId> =
        lines.iter().filter_map(|line| line.execution_entry_id).collect();
    let mut vouchers = Vec::new();
    for entry in entries {
        vouchers.push(in_force(connection, entry).await?);
    }
    jixiao_bank::four_way(&roster, &batch, &bank, &vouchers)
        .map_err(|error| Refusal::WrongState(error.to_string()))
}

/// What an entry books today: a correction stands in its place.
async fn in_force(connection: &impl Connection, id: ExecutionEntryId) -> Result<Voucher, Refusal> {
    let mut id = id;
    loop {
        let entry = execution_entries::find(connection, id).await?;
        let entry = entry.ok_or(Refusal::NotFound("该笔执行"))?;
        let Some(next) = entry.corrected_by else {
            // Entries of several months share a voucher; each is compared by itself.
            let number = format!("{}#{id}", entry.line.voucher_number);
            return Ok(Voucher { number, amount: entry.line.amount });
        };
        id = next;
    }
}

/// Refuses the reconciliation while a line waits for the bank, or the sides part in a way that no
/// failed line explains.
pub(super) async fn require_settled(
    connection: &impl Connection,
    loaded: &LoadedBatch,
) -> Result<(), Refusal> {
    let lines = rows::lines(connection, loaded.batch.id).await?;
    let waiting = lines.iter().filter(|line| line.state.is_on_the_way()).count();
    if waiting > 0 {
        let message =
            format!("还有 {waiting} 笔没有处理结果，请向银行索取完整回盘文件并读入后再对账");
        return Err(Refusal::WrongState(message));
    }
    let failed: BTreeSet<u64> =
        lines.iter().filter(|line| line.state == LineState::Failed).map(key).collect();
    let explained = |difference: &Difference| match difference {
        Difference::NotPaid { number, .. } => failed.contains(number),
        // Nothing is booked before the reconciliation.
        Difference::NotBooked { .. } => true,
        _ => false,
    };
    let by_id: BTreeMap<u64, &Line> = lines.iter().map(|line| (key(line), line)).collect();
    let open: Vec<String> = compared(connection, loaded, &lines)
        .await?
        .differences
        .iter()
        .filter(|difference| !explained(difference))
        .map(|difference| worded(difference, &by_id))
        .collect();
    if open.is_empty() {
        return Ok(());
    }
    let more = open.len().saturating_sub(NAMED);
    let mut words = open.into_iter().take(NAMED).collect::<Vec<_>>().join("；");
    if more > 0 {
        words.push_str(&format!("；另有 {more} 处"));
    }
    Err(Refusal::WrongState(format!("四方对账不平：{words}")))
}

fn key(line: &Line) -> u64 {
    u64::try_from(line.id.0).unwrap_or(0)
}

fn side(side: Side) -> &'static str {
    match side {
        Side::Roster => "花名册",
        Side::Batch => "批次",
        Side::Bank => "银行",
        Side::Vouchers => "凭证",
    }
}

/// What parts two sides, by the number of the line in its batch.
fn worded(difference: &Difference, lines: &BTreeMap<u64, &Line>) -> String {
    let serial = |number: &u64| {
        lines.get(number).map_or_else(|| "某笔".to_owned(), |line| format!("第 {} 笔", line.serial))
    };
    let state =
        |number: &u64| lines.get(number).map_or("", |line| jixiao_domain::Coded::word(line.state));
    match difference {
        Difference::NotSent { key, .. } => format!("申请 {key} 已审定，未编入批次"),
        Difference::NotApproved { number, .. } => format!("{}没有对应的审定申请", serial(number)),
        Difference::OtherAmountSent { key, amount, .. } => {
            format!("申请 {key} 审定金额与发放金额相差 {} 元", yuan(*amount))
        }
        Difference::NotPaid { number, .. } => {
            format!("{}银行未付成（{}）", serial(number), state(number))
        }
        Difference::OtherAmountPaid { number, amount, .. } => {
            format!("{}发送金额与到账金额相差 {} 元", serial(number), yuan(*amount))
        }
        Difference::ReplacedButPaid { number, .. } => {
            format!("{}已补发，原笔又到账", serial(number))
        }
        Difference::NotAsked { .. } => "银行付出的一笔不在本批次的有效明细中".to_owned(),
        Difference::VoucherTwice { number, .. } => format!("凭证 {number} 重复"),
        Difference::NotBooked { amount } => {
            format!("到账与入账相差 {} 元", yuan(*amount))
        }
    }
}
