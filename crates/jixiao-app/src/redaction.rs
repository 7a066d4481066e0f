//! Personal data taken out of a text before it is published (脱敏), by dated rules.
//!
//! Pure: a text comes in, the text without personal data and a count of what was removed go out.
//! Names keep the 姓, addresses end at the street, everything else gives way to stars. Amounts and
//! other figures stay, however long they are. What a rule can't tell (a name that nobody labelled)
//! is left to the person who looks at the copy.

mod address;
mod names;
mod numbers;
mod rules;
mod signs;

pub use rules::{Edition, Rule, edition};

use jixiao_domain::RemovalKind;
use signs::Signs;

/// What stands in the place of what was removed.
pub const STARS: &str = "***";

/// A stretch of a text that is removed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Span {
    /// First character.
    start: usize,
    /// The character after the last.
    end: usize,
    kind: RemovalKind,
    /// What stands there instead.
    instead: String,
}

/// What a text becomes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Redacted {
    /// The text that may be published.
    pub text: String,
    /// What was removed, with how often.
    pub removed: Vec<(RemovalKind, usize)>,
}

/// The rules of a day together with what is known about the people of one form.
#[derive(Debug, Clone)]
pub struct Redactor {
    edition: &'static Edition,
    names: Vec<String>,
    chosen: Vec<String>,
}

impl Redactor {
    /// A redactor that also removes these names of people wherever they stand, and these words that
    /// a person chose. Names of one character are no names.
    pub fn new(edition: &'static Edition, names: &[String], chosen: &[String]) -> Self {
        let known = |list: &[String], least: usize| {
            let mut list: Vec<String> = list
                .iter()
                .map(|word| word.trim().to_owned())
                .filter(|word| word.chars().count() >= least)
                .collect();
            // The longest first: 欧阳明远 before 欧阳明.
            list.sort_by(|one, other| {
                other.chars().count().cmp(&one.chars().count()).then_with(|| one.cmp(other))
            });
            list.dedup();
            list
        };
        Self { edition, names: known(names, 2), chosen: known(chosen, 1) }
    }

    /// Running text.
    pub fn prose(&self, text: &str) -> Redacted {
        let signs = Signs::new(text);
        let mut taken = Taken::default();
        for word in &self.chosen {
            taken.add(signs::words(&signs, word, RemovalKind::Chosen, STARS));
        }
        for rule in self.edition.rules {
            let spans = match rule.kind {
                RemovalKind::Email => numbers::emails(&signs),
                RemovalKind::IdNumber => numbers::id_numbers(&signs),
                RemovalKind::BankCard => numbers::bank_cards(&signs),
                RemovalKind::Phone => numbers::phones(&signs),
                RemovalKind::Address => address::beyond_streets(&signs),
                RemovalKind::Name => names::labelled_and_known(&signs, &self.names),
                RemovalKind::Chosen => Vec::new(),
            };
            taken.add(spans);
        }
        taken.apply(text, &signs)
    }

    /// A cell that may hold a bare figure: `≥1500人`, `15000000000元`, `0.93`. Such a figure stays,
    /// anything else is running text.
    pub fn cell(&self, text: &str) -> Redacted {
        if numbers::is_bare_figure(text) && !self.chosen.iter().any(|word| text.contains(word)) {
            return Redacted { text: text.to_owned(), removed: Vec::new() };
        }
        self.prose(text)
    }

    /// The names in a field that holds nothing else.
    pub fn people(&self, text: &str) -> Redacted {
        let signs = Signs::new(text);
        let mut taken = Taken::default();
        taken.add(names::all(&signs));
        taken.apply(text, &signs)
    }

    /// A field for a telephone number: emptied, whatever it holds.
    pub fn phone(&self, text: &str) -> Redacted {
        if text.trim().is_empty() {
            return Redacted::default();
        }
        Redacted { text: String::new(), removed: vec![(RemovalKind::Phone, 1)] }
    }
}

/// The spans found so far; none overlaps another.
#[derive(Debug, Default)]
struct Taken {
    spans: Vec<Span>,
}

impl Taken {
    fn add(&mut self, spans: Vec<Span>) {
        for span in spans {
            let free = |other: &Span| span.end <= other.start || other.end <= span.start;
            if span.start < span.end && self.spans.iter().all(free) {
                self.spans.push(span);
            }
        }
    }

    fn apply(mut self, text: &str, signs: &Signs) -> Redacted {
        if self.spans.is_empty() {
            return Redacted { text: text.to_owned(), removed: Vec::new() };
        }
        self.spans.sort_by_key(|span| span.start);
        let mut redacted = Redacted::default();
        let mut at = 0;
        for span in &self.spans {
            redacted.text.extend(signs.printed(at, span.start));
            redacted.text.push_str(&span.instead);
            at = span.end;
            match redacted.removed.iter_mut().find(|(kind, _)| *kind == span.kind) {
                Some((_, count)) => *count += 1,
                None => redacted.removed.push((span.kind, 1)),
            }
        }
        redacted.text.extend(signs.printed(at, signs.len()));
        redacted
    }
}

#[cfg(test)]
mod tests;
