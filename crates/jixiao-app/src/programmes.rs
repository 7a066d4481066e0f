//! Programmes of aid and their rounds: what may be opened, who opens it with which standards, and
//! what a rule would take before it is opened (试算).
//!
//! The rules are [`jixiao_aid::programme`]'s; this area finds the version that governs, loads the
//! facts the registry has, and keeps rounds. Applications are another area's.

mod catalogue;
mod change;
mod declared;
mod facts;
mod open;
mod read_declared;
mod rounds;
mod trial;
mod trial_count;
mod trial_file;

pub use jixiao_aid::Basis;
pub use jixiao_aid::programme::{
    AidProgramme, AmountRule, Conflict, Outcome, Programmes, Reason, Stage, YearlyCap,
};

pub use catalogue::{CataloguePage, ProgrammePage, catalogue, programme};
pub use change::{CeilingForm, RoundStepForm, set_ceiling, step};
pub use declared::{Declared, Question, QuestionKind, questions};
pub use facts::{Applying, assess, assess_many};
pub use open::{OpenForm, OpenPage, open, open_page};
pub use rounds::{LoadedRound, RoundList, RoundListForm, RoundPage, export, read, round, rounds};
pub use trial::{TrialForm, TrialPage, try_programme, try_round};
pub use trial_count::{Counted, Counts, GroundCount, Sample, Trial};
pub use trial_file::{TRIAL_JOB, enqueue_trial, export_trial, trial_handler};
