//! 公示: public notices of approved cases, put together once, shown to everybody with only what may
//! be shown, open to objections; after their days what met none becomes payable.
//!
//! Names of who is under age, identity numbers, accounts, telephone numbers, addresses, diagnoses and
//! incomes never come near a notice: its lines are made of the few permitted fields alone.

mod assemble;
mod end;
mod lines;
mod load;
mod objections;
mod post;
mod public;
mod read;
mod withdraw;

pub use assemble::{NoticeForm, assemble};
pub use end::{Ended, end};
pub use load::{LoadedNotice, load};
pub use objections::{ObjectionForm, SettleForm, object, settle};
pub use post::post;
pub use public::{PublicLine, PublicNotice, public_list, public_notice};
pub use read::{NoticeList, NoticePage, list, read};
pub use withdraw::{WithdrawForm, withdraw};
