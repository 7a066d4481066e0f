//! Regulations for people: the list, and one flattened with the article of every number.

use crate::width::{columns, pad};
use jixiao_regulation::{Catalogue, WorkCalendar};

/// One line a regulation, then one a list of holidays: id, years, title.
pub fn list(catalogue: &Catalogue, calendar: &WorkCalendar) -> String {
    let regulations = catalogue
        .iter()
        .map(|regulation| (regulation.id.clone(), regulation.years(), regulation.title.clone()));
    let holidays =
        calendar.lists().iter().map(|list| (list.id(), list.year.to_string(), list.title.clone()));
    let lines: Vec<(String, String, String)> = regulations.chain(holidays).collect();
    let ids = lines.iter().map(|(id, ..)| columns(id)).max().unwrap_or(0);
    let years = lines.iter().map(|(_, years, _)| columns(years)).max().unwrap_or(0);
    lines
        .iter()
        .map(|(id, span, title)| format!("{}  {}  {title}\n", pad(id, ids), pad(span, years)))
        .collect()
}
