//! Budget and execution of a project's year: two ledgers whose lines are only ever added.
//!
//! Owns what a line may do: the budget of a source is never below 0 nor below what was paid from it,
//! nothing is paid without budget, what is carried over was left. A correction is a new line.

mod balance;
mod correct;
mod correct_payment;
mod drafts;
mod enter;
mod form;
mod ledger;
mod pay;
mod read;
mod reallocate;

pub use correct::correct;
pub use correct_payment::correct_payment;
pub use drafts::{LedgerForm, keep_draft, kept_draft};
pub use enter::enter;
pub(crate) use enter::enter_in;
pub use form::{
    CorrectionForm, CorrectionInput, EntryForm, EntryInput, PaymentCorrectionForm, PaymentForm,
    PaymentInput, ReallocationForm, ReallocationInput,
};
pub use pay::pay;
pub(crate) use pay::{book_in, pay_in};
pub(crate) use read::time_share;
pub use read::{BudgetRow, MonthProgress, YearLedger, months, read};
pub use reallocate::{Receiver, reallocate, receivers};
