//! Editing around tied figures: a paragraph as text with tokens, and what a person made of it.
//!
//! A token is `{{key|printed}}`. It may be moved or deleted; its number may not be changed. A typed
//! number that prints like a fact is tied to it; any other stays as an untied figure.

use crate::numbers::{claims, is_digit};
use crate::{Facts, Run, Style};

/// What can't be taken of an edited paragraph.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// A token without end.
    #[error("“{{{{”之后缺少“}}}}”，请恢复受保护的数据或删去整个标记")]
    Unclosed,
    /// A token of no fact.
    #[error("没有名为“{0}”的数据，请从原文恢复该数据或删去整个标记")]
    Unknown(String),
    /// The number inside a token was changed.
    #[error(
        "“{printed}”取自{source_words}，不能在报告中改为“{typed}”；数据有误的请更正原记录后更新"
    )]
    Altered {
        /// What the fact says.
        printed: String,
        /// Where it comes from.
        source_words: String,
        /// What was typed instead.
        typed: String,
    },
}

/// Runs as text with tokens.
pub fn text_of(runs: &[Run]) -> String {
    runs.iter()
        .map(|run| match run {
            Run::Text { text } => text.clone(),
            Run::Untied { printed, .. } => printed.clone(),
            Run::Figure { key, style, printed } => match style.code() {
                None => format!("{{{{{key}|{printed}}}}}"),
                Some(style) => format!("{{{{{key}:{style}|{printed}}}}}"),
            },
        })
        .collect()
}

/// What was typed, as runs. Reasons of untied figures are taken over from `before`.
///
/// # Errors
/// Every token that can't be taken.
pub fn edited(typed: &str, facts: &Facts, before: &[Run]) -> Result<Vec<Run>, Vec<EditError>> {
    let mut reader = Reader { facts, before, runs: Vec::new(), errors: Vec::new() };
    let mut rest = typed;
    while let Some(open) = rest.find("{{") {
        reader.words(&rest[..open]);
        let inside = &rest[open + 2..];
        let Some(close) = inside.find("}}") else {
            reader.errors.push(EditError::Unclosed);
            return Err(reader.errors);
        };
        reader.token(&inside[..close]);
        rest = &inside[close + 2..];
    }
    reader.words(rest);
    if reader.errors.is_empty() { Ok(reader.runs) } else { Err(reader.errors) }
}

struct Reader<'a> {
    facts: &'a Facts,
    before: &'a [Run],
    runs: Vec<Run>,
    errors: Vec<EditError>,
}

impl Reader<'_> {
    fn token(&mut self, token: &str) {
        let (name, typed) = match token.split_once('|') {
            Some((name, typed)) => (name.trim(), Some(typed.trim())),
            None => (token.trim(), None),
        };
        let (key, style) = match name.split_once(':') {
            Some((key, style)) => (key, Style::from_code(style).unwrap_or_default()),
            None => (name, Style::Full),
        };
        let Some(fact) = self.facts.get(key) else {
            self.errors.push(EditError::Unknown(key.to_owned()));
            return;
        };
        let printed = fact.value.printed(style);
        // The text may be older than the facts: what stood there before is no change by hand.
        let stood = self.before.iter().any(|run| match run {
            Run::Figure { key: old, printed, .. } => old == key && typed == Some(printed.as_str()),
            _ => false,
        });
        match typed {
            Some(typed) if typed != printed && !stood => self.errors.push(EditError::Altered {
                printed,
                source_words: fact.source.words.clone(),
                typed: typed.to_owned(),
            }),
            _ => self.runs.push(Run::Figure { key: key.to_owned(), style, printed }),
        }
    }

    /// Words between tokens: numbers in them are tied where they print like a fact.
    fn words(&mut self, words: &str) {
        let words: String = words.lines().map(str::trim_end).collect();
        let mut from = 0;
        for claim in claims(&words) {
            if claim.start < from {
                continue;
            }
            self.text(&words[from..claim.start]);
            if let Some((key, printed)) = self.tie(&words[claim.start..]) {
                from = claim.start + printed.len();
                self.runs.push(Run::Figure { key, style: Style::Full, printed });
            } else {
                from = claim.end;
                self.untied(&words[claim]);
            }
        }
        self.text(&words[from..]);
    }

    fn text(&mut self, text: &str) {
        match (text, self.runs.last_mut()) {
            ("", _) => {}
            (text, Some(Run::Text { text: last })) => last.push_str(text),
            (text, _) => self.runs.push(Run::Text { text: text.to_owned() }),
        }
    }

    /// The fact that prints like the start of `text`; the longest where several do.
    fn tie(&self, text: &str) -> Option<(String, String)> {
        self.facts
            .iter()
            .filter(|fact| fact.value.number().is_some())
            .map(|fact| (fact, fact.value.printed(Style::Full)))
            .filter(|(_, printed)| {
                text.strip_prefix(printed.as_str())
                    .is_some_and(|rest| !rest.starts_with(|c| is_digit(c) || c == '.'))
            })
            .max_by_key(|(_, printed)| printed.len())
            .map(|(fact, printed)| (fact.key.clone(), printed))
    }

    fn untied(&mut self, printed: &str) {
        let reason = self.before.iter().find_map(|run| match run {
            Run::Untied { printed: old, reason } if old == printed => Some(reason.clone()),
            _ => None,
        });
        let reason = reason.unwrap_or_default();
        self.runs.push(Run::Untied { printed: printed.to_owned(), reason });
    }
}
