//! Registered people as records that can be compared: what is read for it, and a new record compared
//! at its entry with those it could be.
//!
//! Numbers and addresses are opened in memory only and never leave it; what is kept says that they are
//! alike, not what they are. Who sees and judges pairs is the business of `duplicates`.

mod entry;
mod record;

pub(crate) use entry::compare_entered;
pub(crate) use record::{Record, candidate, read};

/// Names of sealed fields; never changed: they are bound into the ciphertext.
pub mod field {
    /// 公民身份号码, of a person.
    pub const ID_NUMBER: &str = "id_number";
    /// 联系电话, of a person.
    pub const PHONE: &str = "phone";
    /// 银行账号, of a person.
    pub const BANK_CARD: &str = "bank_card";
    /// 住址, of a person.
    pub const ADDRESS: &str = "address";
    /// 疾病诊断, of a person.
    pub const DIAGNOSIS: &str = "diagnosis";
    /// 困难情况说明, of a household.
    pub const CIRCUMSTANCES: &str = "circumstances";
}
