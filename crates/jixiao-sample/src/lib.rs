//! A complete sample federation: its organisations, people of every role, three fiscal years of
//! projects with ledgers, goals and self-evaluations in every state.
//!
//! Everything is done through the use cases, by the person whose turn it is, at the time of the
//! story: rights, hands and audit hold as in real life. Every name is invented; the magnitudes are
//! those of published self-evaluations. The same input gives the same city.

mod actors;
mod adviser;
mod assessments;
mod departments;
mod disclosure;
mod duplicates;
mod error;
mod evaluations;
mod goals;
mod households;
mod ledgers;
mod library;
mod monitoring;
mod people;
mod programmes;
mod projects;
mod reports;
mod results;
mod self_evaluations;
mod story;
mod supervision;
mod templates;
mod units;

pub use actors::Account;
pub use error::SampleError;
pub use jixiao_store::scale::Factor;
pub use people::PASSWORD;

use actors::Actors;
use jixiao_app::identity::Hashing;
use jixiao_app::{App, Entropy};
use jixiao_store::scale;
use jixiao_store::{Timestamp, users};

/// Builds the city in an empty installation; gives its accounts. Every password is [`PASSWORD`], set
/// at `now`, so that none has run out when the city is visited.
///
/// # Errors
/// [`SampleError`] names the step that was refused.
pub async fn build(app: &App, now: Timestamp) -> Result<Vec<Account>, SampleError> {
    // Passwords that are printed need neither an expensive hash nor a salt that nobody can guess.
    let (hashing, entropy) = (Hashing::with_cost(0, 1), Entropy::series());
    let app = App { hashing, entropy, ..app.clone() };
    let (actors, accounts) = units::found(&app).await?;
    library::fill(&app, &actors).await?;
    let mut opened = projects::add(&app, &actors).await?;
    let city = City { app: &app, actors: &actors };
    adviser::enter_standards(&city).await?;
    adviser::take_over(&city, &opened).await?;
    for year in story::YEARS {
        story::run_year(&city, &mut opened, year).await?;
    }
    disclosure::tell(&city).await?;
    assessments::run(&city, &opened, story::YEARS[2] + 1).await?;
    results::propose(&city).await?;
    households::register(&city).await?;
    duplicates::tell(&city).await?;
    programmes::open(&city, &opened).await?;
    people::set_passwords(&app, &actors, now).await?;
    Ok(accounts)
}

/// The accounts that [`build`] makes, without building anything: for an installation that holds the
/// city already.
pub fn accounts() -> Vec<Account> {
    units::accounts()
}

/// Whether an installation holds the city.
///
/// # Errors
/// [`SampleError`] where the database fails.
pub async fn is_built(app: &App) -> Result<bool, SampleError> {
    Ok(users::find_by_login(&app.store, units::LAST_LOGIN).await?.is_some())
}

/// Multiplies a city that was just built. The copies are made in the database; their audit entries
/// are those of the originals.
///
/// # Errors
/// [`SampleError`] where the database fails.
pub async fn enlarge(app: &App, factor: Factor) -> Result<(), SampleError> {
    let tx = app.store.begin().await?;
    scale::multiply(&tx, factor, story::YEARS.len().try_into().unwrap_or(1)).await?;
    Ok(tx.commit().await?)
}

/// Who does things in the city.
pub(crate) struct City<'a> {
    pub(crate) app: &'a App,
    pub(crate) actors: &'a Actors,
}
