//! Disclosure (绩效公开): what an organisation publishes of a year, from the choice of forms over
//! the redacted copy that a person looks at, the chain of review, to the sealed files; and what
//! happens when something published was wrong.
//!
//! What everybody may read of it is [`crate::publication`]'s.

mod assemble;
mod candidates;
mod copy;
mod correct;
mod create;
mod export;
mod list;
mod load;
mod look;
mod printed;
mod publish;
mod read;
mod save;
mod step;
mod texts;
mod wishes;
mod withdraw;

pub use assemble::{AssembleForm, Assembled, Reach, assemble};
pub use candidates::{Choice, ChoiceList, ChoiceListForm, FORMATS, choices, formats_for};
pub use correct::{CorrectForm, correct};
pub use create::{BeginForm, begin, places};
pub use export::export;
pub use list::{DisclosureList, DisclosureListForm, list};
pub use load::{LoadedDisclosure, load};
pub use look::{LookForm, Looked, RemoveForm, confirm, look, remove_more};
pub use publish::{PUBLISH_JOB, publish, publish_handler};
pub use read::{DisclosurePage, ItemLine, Publishing, read};
pub use save::{DisclosureForm, save};
pub use step::step;
pub use withdraw::{WithdrawForm, withdraw};
