//! People the federation serves and the files of their households: 先建档、后帮扶、实名制.
//!
//! Owns who may register, review, see and change them, and that numbers are shown masked unless a
//! purpose was stated. Sealing is [`crate::vault`]'s, the classes of hardship are
//! [`jixiao_aid::classification`]'s, the machines the domain's.

mod figures;
mod file_step;
mod find;
mod household_form;
mod households;
mod list;
mod load;
mod members;
mod merge;
mod model_workers;
mod person_form;
mod persons;
mod read;
mod reveal;
mod sealed;
mod yearly;

pub use figures::{FiguresForm, classify, exclusions, save_figures};
pub use file_step::{FileStepForm, step};
pub use find::{FindForm, Found, find};
pub use household_form::{HeadForm, HouseholdForm, HouseholdInput};
pub use households::{create_household, register_in, save_household};
pub use list::{
    HouseholdList, HouseholdListForm, PersonList, PersonListForm, PersonRow, export_households,
    export_people, households, people,
};
pub(crate) use list::{age, shown};
pub use load::{LoadedHousehold, LoadedPerson, Sight, household, person};
pub(crate) use members::join_in;
pub use members::{MemberForm, add_member, remove_member};
pub(crate) use merge::merge_in;
pub use merge::{MergeForm, merge_households};
pub use model_workers::{HonourForm, ModelWorkerForm, add_honour, save_model_worker};
pub use person_form::{Change, PersonForm, PersonInput};
pub use persons::{create_person, save_person};
pub use read::{HouseholdPage, MemberLine, PersonPage, read_household, read_person};
pub(crate) use reveal::stated_purpose;
pub use reveal::{FullNumbers, RevealForm, reveal};
pub use sealed::{Masked, field};
pub use yearly::{YearlyCheckForm, YearlyForm, check_yearly, propose_yearly};
