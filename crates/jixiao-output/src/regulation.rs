//! Regulations for people: the list, and one flattened with the article of every number.

use crate::width::{columns, pad};
use jixiao_regulation::{Catalogue, Regulation};

/// One line a regulation: id, years, title.
pub fn list(catalogue: &Catalogue) -> String {
    let widest = |text: fn(&Regulation) -> String| {
        catalogue.iter().map(|regulation| columns(&text(regulation))).max().unwrap_or(0)
    };
    let ids = widest(|regulation| regulation.id.clone());
    let years = widest(Regulation::years);
    catalogue
        .iter()
        .map(|regulation| {
            let id = pad(&regulation.id, ids);
            format!("{id}  {}  {}\n", pad(&regulation.years(), years), regulation.title)
        })
        .collect()
}
