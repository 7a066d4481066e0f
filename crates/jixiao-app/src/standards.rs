//! Cost standards (支出标准): entered by finance with their document, withdrawn with a reason, never
//! changed. They bind the organisation that sets them and everything below it.

mod add;
mod export;
mod list;
mod withdraw;

pub use add::{StandardForm, add, owners};
pub use export::export;
pub use list::{StandardList, StandardListForm, list, read};
pub use withdraw::withdraw;
