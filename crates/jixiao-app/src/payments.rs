//! 发放: batches of payments from the roster to the bank and back to a voucher.
//!
//! Owns who may take which step, the budget check, the lock of what was exported and what a return
//! file may change. The bank's files are [`jixiao_bank`]'s, the sums [`jixiao_aid::disbursement`]'s,
//! the machines the domain's. Every operation is one transaction: a process that dies in the middle
//! leaves nothing of it.

mod again;
mod answer;
mod build;
mod card;
mod cases;
mod export;
mod four_way;
mod list;
mod load;

mod read;
mod recover;
mod step;
mod taken;
mod unpaid;
mod voucher;

pub use again::{AgainForm, give_up, reissue};
pub use answer::{ReadReturn, ReturnForm, read_return};
pub use build::{BuildForm, Built, Skipped, build, layouts, offered};
pub use export::{BankDownload, Released, download, export, regenerate};
pub use four_way::{FourWayPage, four_way};
pub use list::{BatchList, BatchListForm, export_list, list};
pub use load::{LoadedBatch, load};
pub use read::{BatchPage, LineRow, NextHand, read};
pub use recover::{RecoverForm, recover};
pub use step::{BatchStepForm, step};
pub use unpaid::{UnpaidForm, UnpaidList, UnpaidRow, export_unpaid, unpaid};
pub use voucher::{EntryLines, VoucherForm, entry_lines, voucher};

use crate::authz::Action;
use jixiao_domain::BatchEvent;

/// What an event asks for in the organisation whose project pays.
fn right_for(event: BatchEvent) -> Action {
    match event {
        BatchEvent::Check => Action::CheckPayments,
        BatchEvent::Approve => Action::ApprovePayments,
        BatchEvent::Cancel => Action::BuildPayments,
        BatchEvent::Export
        | BatchEvent::Accept
        | BatchEvent::Return
        | BatchEvent::Reconcile
        | BatchEvent::Voucher
        | BatchEvent::Decline => Action::SendPayments,
    }
}
