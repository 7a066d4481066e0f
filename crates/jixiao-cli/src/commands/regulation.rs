//! `jixiao regulation`: the scoring regulations and lists of holidays, or one of them in full; and
//! the choice of a regulation.

use crate::args::{RegulationArgs, RegulationChoice};
use crate::examine::Regulations;
use crate::{Status, streams};
use anyhow::Result;
use jixiao_output::regulation;
use jixiao_regulation::{Catalogue, WorkCalendar};

/// Taken when nobody asks for another.
const DEFAULT_ID: &str = "national-2020";
/// Taken for forms with a level-1 cost group when nobody asks for another.
const WITH_COST_ID: &str = "national-2021-cost";
/// The region code of national regulations.
const NATION: &str = "000000";

pub(crate) fn run(args: &RegulationArgs) -> Result<Status> {
    let (catalogue, calendar) = (Catalogue::builtin(), WorkCalendar::builtin());
    let text = match &args.id {
        None => regulation::list(catalogue, calendar),
        Some(id) => match calendar.lists().iter().find(|list| list.id() == *id) {
            Some(list) => jixiao_regulation::calendar_page(list),
            None => jixiao_regulation::page(catalogue.require(id)?),
        },
    };
    streams::text(&text)?;
    Ok(Status::Clean)
}

/// The regulations to recompute under.
///
/// # Errors
/// When the id or the year names none.
pub(crate) fn choose<'a>(
    catalogue: &'a Catalogue,
    choice: &RegulationChoice,
) -> Result<Regulations<'a>> {
    let base = match (&choice.regulation, choice.year) {
        (Some(id), _) => catalogue.require(id)?,
        (None, Some(year)) => catalogue.resolve(NATION, year)?,
        (None, None) => {
            return Ok(Regulations {
                base: catalogue.require(DEFAULT_ID)?,
                with_cost: catalogue.require(WITH_COST_ID)?,
            });
        }
    };
    Ok(Regulations { base, with_cost: base })
}
