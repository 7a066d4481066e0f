//! The ordered table of all regulations, and which of them governs a place in a year.
//!
//! The files are embedded; nothing is read at run time. A regulation is only found, never guessed.

use crate::load::{flatten, parse};
use crate::raw::RawRegulation;
use crate::{LoadError, Problem, Regulation, ResolveError};
use std::sync::LazyLock;

/// A file of `regulations/` with its name there.
macro_rules! file {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../regulations/", $name)))
    };
}

/// Every regulation file in the order `jixiao regulation` lists them.
const FILES: &[(&str, &str)] = &[
    file!("national/2016.toml"),
    file!("national/2020.toml"),
    file!("national/2021.toml"),
    file!("finance-system.toml"),
    file!("local/anhui-anqing-2022.toml"),
    file!("local/guangxi-2021.toml"),
    file!("local/hubei-2020.toml"),
    file!("local/sichuan-2025.toml"),
    file!("local/yunnan-kunming-2019.toml"),
    file!("local/execution-steps.toml"),
    file!("local/grades-80-70-60.toml"),
    file!("local/over-fulfilment-cuts.toml"),
];

/// The region code of national regulations.
const NATION: &str = "000000";

static BUILTIN: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::load(FILES).expect("a test loads every embedded regulation"));

/// All regulations, in table order.
#[derive(Debug, Clone)]
pub struct Catalogue {
    regulations: Vec<Regulation>,
}

impl Catalogue {
    /// The regulations shipped with the program.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Loads files given as (name, text) in any order of bases.
    ///
    /// # Errors
    /// The first fault, with the file it lies in; see [`Problem`].
    pub fn load(files: &[(&str, &str)]) -> Result<Self, LoadError> {
        let mut waiting = Vec::with_capacity(files.len());
        for (name, text) in files {
            let raw = parse(text).map_err(|problem| fault(name, problem))?;
            if waiting.iter().any(|(_, other): &(&str, RawRegulation)| other.id == raw.id) {
                return Err(fault(name, Problem::DuplicateId(raw.id)));
            }
            waiting.push((*name, raw));
        }
        let order: Vec<String> = waiting.iter().map(|(_, raw)| raw.id.clone()).collect();
        let mut regulations = flatten_all(waiting)?;
        regulations.sort_by_key(|regulation| order.iter().position(|id| *id == regulation.id));
        refuse_overlaps(files, &regulations)?;
        Ok(Self { regulations })
    }

    /// The regulation with this id.
    pub fn get(&self, id: &str) -> Option<&Regulation> {
        self.regulations.iter().find(|regulation| regulation.id == id)
    }

    /// As [`Catalogue::get`], with the refusal to print.
    ///
    /// # Errors
    /// [`ResolveError::UnknownId`].
    pub fn require(&self, id: &str) -> Result<&Regulation, ResolveError> {
        self.get(id).ok_or_else(|| ResolveError::UnknownId(id.to_owned()))
    }

    /// All regulations in table order.
    pub fn iter(&self) -> impl Iterator<Item = &Regulation> {
        self.regulations.iter()
    }

    /// The default regulation for filings of `year` from `region` (6 digits, `000000` = national):
    /// the region's own, else its city's, its province's, the nation's.
    ///
    /// # Errors
    /// A bad region code, or no default regulation for the year.
    pub fn resolve(&self, region: &str, year: u16) -> Result<&Regulation, ResolveError> {
        if region.len() != 6 || !region.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ResolveError::BadRegion(region.to_owned()));
        }
        let city = format!("{}00", &region[..4]);
        let province = format!("{}0000", &region[..2]);
        [region, &city, &province, NATION]
            .into_iter()
            .find_map(|region| {
                self.regulations.iter().find(|regulation| {
                    regulation.default_for_region
                        && regulation.region == region
                        && regulation.governs(year)
                })
            })
            .ok_or_else(|| ResolveError::NoneForYear { region: region.to_owned(), year })
    }
}

/// Flattens bases before what builds on them.
fn flatten_all(mut waiting: Vec<(&str, RawRegulation)>) -> Result<Vec<Regulation>, LoadError> {
    let mut done: Vec<Regulation> = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let ready = waiting.iter().position(|(_, raw)| {
            raw.base.as_ref().is_none_or(|base| done.iter().any(|known| known.id == *base))
        });
        let Some(ready) = ready else { return Err(unresolved(&waiting)) };
        let (name, raw) = waiting.remove(ready);
        let base = raw.base.as_ref().and_then(|base| done.iter().find(|known| known.id == *base));
        let regulation = flatten(raw, base).map_err(|problem| fault(name, problem))?;
        done.push(regulation);
    }
    Ok(done)
}

/// Why none of `waiting` can be flattened: a base that does not exist, else a circle.
fn unresolved(waiting: &[(&str, RawRegulation)]) -> LoadError {
    let missing = waiting.iter().find_map(|(name, raw)| {
        let base = raw.base.as_ref()?;
        let known = waiting.iter().any(|(_, other)| other.id == *base);
        (!known).then(|| fault(name, Problem::UnresolvedBase(base.clone())))
    });
    missing.unwrap_or_else(|| {
        let name = waiting.first().map_or("", |(name, _)| name);
        let circle: Vec<&str> = waiting.iter().map(|(_, raw)| raw.id.as_str()).collect();
        fault(name, Problem::CyclicBase(circle.join("、")))
    })
}

fn refuse_overlaps(files: &[(&str, &str)], regulations: &[Regulation]) -> Result<(), LoadError> {
    for (i, one) in regulations.iter().enumerate() {
        for other in &regulations[..i] {
            let both_default = one.default_for_region && other.default_for_region;
            let first = one.first_year.max(other.first_year);
            if both_default
                && one.region == other.region
                && one.governs(first)
                && other.governs(first)
            {
                let name = files.get(i).map_or("", |(name, _)| name);
                let (other, region) = (other.id.clone(), one.region.clone());
                return Err(fault(name, Problem::OverlappingPeriods { other, region }));
            }
        }
    }
    Ok(())
}

fn fault(file: &str, problem: Problem) -> LoadError {
    LoadError { file: file.to_owned(), problem }
}
