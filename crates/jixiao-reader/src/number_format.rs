//! Spreadsheet number formats: the text a cell shows for the number it holds.
//!
//! 140.4 under `0.00` is printed 140.40, and a self-evaluation is judged by what it prints. Exact
//! decimals of at most 15 significant digits throughout, as spreadsheets show; no binary floats.
//! Fractions, fill characters and Chinese numerals are not rendered: the plain number is shown.

mod builtin;
mod calendar;
mod decimal;
mod parse;
mod render;

pub(crate) use decimal::Decimal;

/// A parsed format code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NumberFormat {
    sections: Vec<Section>,
}

/// What one section of a format code prints, and when it applies.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Section {
    condition: Option<(Comparison, Decimal)>,
    kind: Kind,
    tokens: Vec<Token>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Digits are placed as the tokens say.
    Number,
    /// The number is a date, a time or a duration.
    Date,
    /// The plain number, between the literals.
    General,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Less,
    AtMost,
    Equal,
    NotEqual,
    AtLeast,
    Greater,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Literal(char),
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    /// A comma among digits: grouping; after the last digit: division by a thousand.
    Comma,
    Percent,
    /// `E+` (true: a plus is shown) or `E-`.
    Exponent(bool),
    General,
    /// A date part, by its letter and how often it is repeated: `y m d a h s`, and `n` for minutes.
    Part(char, usize),
    /// Hours, minutes or seconds elapsed: `[h]`.
    Elapsed(char),
    /// Morning and afternoon, in Chinese or as AM and PM.
    HalfDay {
        chinese: bool,
    },
}

impl NumberFormat {
    /// The format of a built-in id, as spreadsheets in Chinese show it.
    pub(crate) fn builtin(id: u32) -> Option<Self> {
        builtin::code(id).map(Self::parse)
    }

    /// The text shown for `number`. `from_1904` is the epoch of the workbook's dates.
    pub(crate) fn show(&self, number: Decimal, from_1904: bool) -> String {
        let Some((section, signed)) = self.section(number) else { return number.to_string() };
        let shown = match section.kind {
            Kind::Date => calendar::show(&section.tokens, number, from_1904),
            Kind::Number => Some(render::number(&section.tokens, number, signed)),
            Kind::General => Some(render::general(&section.tokens, number, signed)),
        };
        shown.unwrap_or_else(|| number.to_string())
    }

    /// The section that applies, and whether a minus sign is still to be shown.
    fn section(&self, number: Decimal) -> Option<(&Section, bool)> {
        let sections = &self.sections;
        let numeric = &sections[..sections.len().min(3)];
        if numeric.iter().any(|section| section.condition.is_some()) {
            let found = numeric.iter().find(|section| {
                section.condition.is_none_or(|(comparison, bound)| comparison.holds(number, bound))
            });
            return found.map(|section| (section, number.is_negative()));
        }
        match numeric {
            [] => None,
            [only] => Some((only, number.is_negative())),
            [_, negative, ..] if number.is_negative() => Some((negative, false)),
            [_, _, zero] if number.is_zero() => Some((zero, false)),
            [positive, ..] => Some((positive, false)),
        }
    }
}

impl Comparison {
    fn holds(self, number: Decimal, bound: Decimal) -> bool {
        let order = number.compare(bound);
        match self {
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::AtLeast => order.is_ge(),
            Self::Greater => order.is_gt(),
        }
    }
}
