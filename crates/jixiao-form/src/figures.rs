//! Figures in sentences: each number with a unit, the clause it stands in and its place.
//!
//! Owns the cut of clauses. What counts as a figure is decided by [`crate::values::quantities`].

use crate::draft::ReportFigure;
use crate::values::{self, Spotted};
use jixiao_document::Location;
use jixiao_document::text::{half_width, is_blank};
use jixiao_domain::Value;

/// A clause is shown to people beside the figure. Characters.
const LONGEST_CLAUSE: usize = 40;

/// Adds the figures of `text`; `location` gives the place of a byte of it.
pub(crate) fn collect(
    text: &str,
    location: impl Fn(usize) -> Location,
    section: Option<usize>,
    figures: &mut Vec<ReportFigure>,
) {
    for Spotted { quantity, span } in values::quantities(text) {
        figures.push(ReportFigure {
            text: clause(text, &span).to_owned(),
            at: location(span.start),
            value: Value::Quantity(quantity),
            section,
        });
    }
}

/// The clause around `span`, at most [`LONGEST_CLAUSE`] characters, without the date it opens with.
pub(crate) fn clause<'t>(text: &'t str, span: &std::ops::Range<usize>) -> &'t str {
    let mut start = clause_start(text, span.start);
    // 得分为：94分 says what is counted only before the colon.
    if text[start..span.start].trim_matches(is_blank).is_empty()
        && text[..start].ends_with(['：', ':'])
    {
        let colon = text[..start].trim_end_matches(['：', ':']).len();
        start = clause_start(text, colon);
    }
    let behind = &text[span.end..];
    let end = span.end + behind.find(is_boundary).unwrap_or(behind.len());
    let clause = without_date(text[start..end].trim_matches(is_blank), &text[span.clone()]);
    shortened(clause, &text[span.clone()])
}

fn clause_start(text: &str, before: usize) -> usize {
    let mut end = before;
    loop {
        let Some((at, c)) = text[..end].char_indices().rev().find(|&(_, c)| is_boundary(c)) else {
            return 0;
        };
        // A comma between digits belongs to a number.
        let digit = |c: Option<char>| c.is_some_and(|c| half_width(c).is_ascii_digit());
        let inside_number = matches!(c, ',' | '，' | ':')
            && digit(text[..at].chars().next_back())
            && digit(text[at + c.len_utf8()..].chars().next());
        if !inside_number {
            return at + c.len_utf8();
        }
        end = at;
    }
}

fn is_boundary(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '；'
            | '、'
            | '：'
            | ','
            | ';'
            | ':'
            | '！'
            | '？'
            | '\n'
            | '（'
            | '）'
            | '('
            | ')'
    )
}

/// Takes `2022年`, `2022 年度` and 其中 off the front.
fn without_date<'t>(clause: &'t str, figure: &str) -> &'t str {
    let inner = clause.strip_prefix("其中").unwrap_or(clause);
    let mut rest = inner;
    for word in ["截至", "截止到", "截止", "在"] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let year = Some(rest[digits..].trim_start_matches(is_blank)).filter(|_| digits == 4);
    let rest = match year.and_then(|after| after.strip_prefix('年')) {
        Some(after) => after.trim_start_matches(['度', '初', '末', '底']),
        None => inner,
    };
    let rest = rest.trim_start_matches(is_blank);
    if rest.contains(figure) { rest } else { clause }
}

/// Cuts a long clause so that the figure stays in.
fn shortened<'t>(clause: &'t str, figure: &str) -> &'t str {
    if clause.len() <= LONGEST_CLAUSE {
        return clause;
    }
    let count = clause.chars().count();
    if count <= LONGEST_CLAUSE {
        return clause;
    }
    let end = clause.find(figure).map_or(clause.len(), |at| at + figure.len());
    let chars_to_end = clause[..end].chars().count();
    let skip = chars_to_end.saturating_sub(LONGEST_CLAUSE);
    let start = clause.char_indices().nth(skip).map_or(0, |(at, _)| at);
    let cut = clause.char_indices().nth(skip + LONGEST_CLAUSE).map_or(clause.len(), |(at, _)| at);
    clause[start..cut].trim_matches(is_blank)
}
