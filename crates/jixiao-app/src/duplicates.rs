//! 疑似重复: pairs of registered people who may be one. Found by a search over the whole registry and
//! at every entry, judged by a person, merged, or let pass by a manager with a reason.
//!
//! Owns the search, the list and the judgement. What is compared is `likeness`'s, how it is
//! weighed is [`jixiao_likeness`]'s, merging is [`crate::people`]'s. Cases ask here before they are
//! approved.

mod block;
mod export;
mod judge;
mod list;
mod load;
mod merge;
mod read;
mod search;

pub use block::{OpenHit, blocks_approval, open_for_case};
pub use export::export;
pub use judge::{JudgeForm, judge};
pub use list::{DuplicateList, DuplicateListForm, DuplicateRow, list, of_person};
pub use merge::{JoinForm, join};
pub use read::{Compared, DuplicatePage, SideView, read};
pub use search::{SEARCH_JOB, enqueue_search, search_handler};
