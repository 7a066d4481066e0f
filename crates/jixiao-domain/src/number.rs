//! Numbers that name a person, an employer, an account or a telephone: typed, checked, and never
//! printed in full by accident.
//!
//! Owns what makes such a number right, how one that a spreadsheet hurt is mended or refused, and
//! how each is masked. `Debug` and `Display` of all types here are masked; `expose` gives the full
//! number and is what a reviewer looks for. Who may see a full number is decided above.

mod bank_card;
mod birth_date;
mod cleaning;
mod credit_code;
mod fault;
mod mask;
mod phone;
mod resident_id;

pub use bank_card::BankCard;
pub use birth_date::BirthDate;
pub use cleaning::clean_number;
pub use credit_code::{CreditCode, EntityKind, organisation_code_holds};
pub use fault::NumberFault;
pub use mask::{masked_address, masked_name};
pub use phone::Phone;
pub use resident_id::{ResidentId, ResidentIdKind, Sex};
