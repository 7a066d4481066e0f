//! Batches as a list, what is to be paid, what is not paid yet, and where the approved money of a
//! project lies.

mod batches;
mod payees;
mod unpaid;

pub use batches::{BatchFilter, BatchLine, BatchOrder, count_batches, page_batches};
pub use payees::{
    ApprovedCase, PayableRound, Payee, Standing, approved_of_batch, payable_rounds, payees,
    payees_of_cases, standing,
};
pub use unpaid::{UnpaidFilter, UnpaidLine, count_unpaid, page_unpaid, sum_unpaid};
