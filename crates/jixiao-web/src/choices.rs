//! What a form offers to choose from, as pairs of code and word.

use jixiao_domain::Coded;
use jixiao_store::organisations::Organisation;

/// All values of an enumeration.
pub(crate) fn coded<T: Coded>() -> Vec<(String, String)> {
    T::ALL.iter().map(|value| (value.code().to_owned(), value.word().to_owned())).collect()
}

/// Units by their key, indented as the tree is.
pub(crate) fn units(units: &[Organisation]) -> Vec<(String, String)> {
    let depth = |unit: &Organisation| unit.path.matches('/').count();
    let top = units.iter().map(depth).min().unwrap_or(0);
    units
        .iter()
        .map(|unit| {
            let indent = "　".repeat(depth(unit).saturating_sub(top));
            (unit.id.to_string(), format!("{indent}{}", unit.name))
        })
        .collect()
}

/// With an empty choice on top.
pub(crate) fn with_empty(mut options: Vec<(String, String)>, word: &str) -> Vec<(String, String)> {
    options.insert(0, (String::new(), word.to_owned()));
    options
}

/// Fiscal years, with an empty choice on top.
pub(crate) fn years(years: &[i64]) -> Vec<(String, String)> {
    let years = years.iter().map(|year| (year.to_string(), format!("{year}年"))).collect();
    with_empty(years, "全部")
}

/// Fixed pairs of code and word.
pub(crate) fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(code, word)| ((*code).to_owned(), (*word).to_owned())).collect()
}
