//! What a node can do of long work: the one place that knows both the queue and the areas whose work
//! it does. Whoever starts a runner hands these over.

use crate::cases::{BATCH_JOB, batch_handler};
use crate::disclosures::{PUBLISH_JOB, publish_handler};
use crate::documents::{ARCHIVE_JOB, archive_handler};
use crate::duplicates::{SEARCH_JOB, search_handler};
use crate::exchange;
use crate::jobs::Handlers;
use crate::programmes::{TRIAL_JOB, trial_handler};

/// Everything this version does; areas add their kinds here.
pub fn handlers() -> Handlers {
    Handlers::default()
        .with(exchange::JOB_KIND, |work| Box::pin(exchange::handle(work)))
        .with(ARCHIVE_JOB, archive_handler)
        .with(PUBLISH_JOB, publish_handler)
        .with(TRIAL_JOB, trial_handler)
        .with(SEARCH_JOB, search_handler)
        .with(BATCH_JOB, batch_handler)
}
