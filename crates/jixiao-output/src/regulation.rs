//! Regulations for people: the list, and one flattened with the article of every number.

use crate::width::{columns, pad};
use jixiao_regulation::{Catalogue, Regulation};

/// One line a regulation: id, years, title.
pub fn list(catalogue: &Catalogue) -> String {
    let widest = catalogue.iter().map(|regulation| columns(&regulation.id)).max().unwrap_or(0);
    catalogue
        .iter()
        .map(|regulation| {
            let id = pad(&regulation.id, widest);
            format!("{id}  {}  {}\n", pad(&years(regulation), 11), regulation.title)
        })
        .collect()
}

fn years(regulation: &Regulation) -> String {
    match regulation.last_year {
        Some(last) => format!("{}–{last}", regulation.first_year),
        None => format!("{} 年起", regulation.first_year),
    }
}

/// The regulation in full, in Markdown.
pub fn page(regulation: &Regulation) -> String {
    format!("# {}\n", regulation.title)
}
