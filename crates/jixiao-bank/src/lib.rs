//! Batch files of banks: layouts as dated data, files written exactly, return files read and matched.
//!
//! Owns what a file to a bank looks like, what a bank refuses, and the arithmetic that gives every
//! fen of a batch one place. Reads and keeps no records: who may pay, when a batch is locked and what
//! is paid again is decided above. Nothing here prints a full account in `Debug` or in a message.

mod batch;
mod catalogue;
mod characters;
mod check;
mod error;
mod export;
mod failure;
mod four_way;
mod layout;
mod matching;
mod refusal;
mod returns;

pub use batch::{Batch, BatchFile, Line, Payer, Release};
pub use catalogue::{Layouts, UnknownBank};
pub use error::LayoutError;
pub use export::export;
pub use failure::{Failure, FailureKind};
pub use four_way::{
    BankRow, BatchRow, Difference, FourWay, RosterRow, Side, SumTooLarge, Voucher, four_way,
};
pub use layout::{
    AccountRule, AmountRule, Encoding, Field, FieldSpec, FileFormat, FileSpec, LineEnd, NameRule,
    Record, ReturnColumn, ReturnField, ReturnSpec, Statuses, TotalSpec, Unit,
};
pub use layout::{Layout, Sourced};
pub use matching::{MatchFault, Matching, Outcome, Question, State, Tally, match_return};
pub use refusal::{Problem, Refused, RowRefusal};
pub use returns::{
    LineFault, LineProblem, ReturnFault, ReturnFile, ReturnLine, ReturnStatus, Totals, read_return,
};
