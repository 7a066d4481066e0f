//! A position in a cell's text that reads half-width forms and passes over blanks.

use jixiao_document::text::{half_width, is_blank};

/// The longest unit that may stand before a range mark, bytes: `1000元-5000元`.
const LONGEST_FIRST_UNIT: usize = 24;

/// What is left to read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(rest: &'a str) -> Self {
        Self { rest }
    }

    pub(super) fn rest(self) -> &'a str {
        self.rest
    }

    pub(super) fn is_done(self) -> bool {
        self.rest.is_empty()
    }

    /// The next character in its half-width form.
    pub(super) fn peek(self) -> Option<char> {
        self.rest.chars().next().map(half_width)
    }

    pub(super) fn bump(&mut self) {
        let mut chars = self.rest.chars();
        chars.next();
        self.rest = chars.as_str();
    }

    pub(super) fn skip_blanks(&mut self) {
        if self.rest.as_bytes().first().is_some_and(|&byte| byte <= b' ' || byte >= 0xc2) {
            self.rest = self.rest.trim_start_matches(is_blank);
        }
    }

    /// Passes over `word` as printed, when it stands here.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        match self.rest.strip_prefix(word) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Passes over the first of `words` that stands here.
    pub(super) fn eat_any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.eat(word))
    }

    /// An integer of at most four digits, blanks around it passed over.
    pub(super) fn small_integer(&mut self) -> Option<u16> {
        self.skip_blanks();
        let mut number = None;
        for _ in 0..5 {
            let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) else { break };
            let digit = u16::try_from(digit).ok()?;
            number = Some(number.unwrap_or(0u16).checked_mul(10)?.checked_add(digit)?);
            self.bump();
        }
        self.skip_blanks();
        number
    }

    /// Passes over a range mark, with the unit that may stand before it; `None` and no movement
    /// when there is none.
    pub(super) fn until_range_mark(&mut self) -> Option<&'a str> {
        let (at, mark) = self
            .rest
            .char_indices()
            .find(|&(at, c)| at > LONGEST_FIRST_UNIT || c.is_ascii_digit() || is_range_mark(c))?;
        if !is_range_mark(mark) {
            return None;
        }
        let unit = &self.rest[..at];
        self.rest = self.rest[at..].trim_start_matches(is_range_mark);
        self.skip_blanks();
        Some(unit)
    }
}

/// Whether `c` joins two bounds.
pub(super) fn is_range_mark(c: char) -> bool {
    matches!(c, '-' | '－' | '–' | '—' | '―' | '─' | '~' | '～' | '〜' | '∼' | '至' | '到')
}
