//! What every stretch of a body is made of, summed once so that each stretch is judged at a glance.

use super::super::shape::{self, Class, Number};
use super::super::stream::{Char, Sep, Stream};
use std::ops::Range;

/// Running counts over the characters of a body.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    /// Letters and Han characters.
    pub text: i32,
    /// Runs of digits, counted where they begin.
    pub runs: i32,
    /// Signs outside brackets.
    pub signs: i32,
    /// Full stops and semicolons.
    pub stops: i32,
    /// Numbered names (指标1) and starred ones, counted where they begin.
    pub names: i32,
    /// Characters that reasons are written with and names are not.
    pub tells: i32,
}

/// The classes and running counts of a body.
#[derive(Debug)]
pub(super) struct Features<'s> {
    chars: &'s [Char],
    start: usize,
    classes: Vec<Class>,
    sums: Vec<Counts>,
    /// Stretches in brackets, the opening bracket excluded.
    brackets: Vec<Range<usize>>,
    glued: bool,
}

/// A candidate cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch<'f> {
    pub chars: &'f [Char],
    pub classes: &'f [Class],
    pub counts: Counts,
    pub before: Sep,
    /// The cells of the form were run together.
    pub glued: bool,
    /// The number the stretch begins with, sign aside.
    pub lead: Option<Number>,
}

/// The number at a place and where its digits end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lead {
    number: Option<Number>,
    end: usize,
}

/// A longer bracket has lost its end.
const LONGEST_BRACKET: usize = 24;

const TELLS: &[char] = &[',', '。', '因', '未', '已', '按', '严', '无', '故', '较', '将', ';'];

impl<'s> Features<'s> {
    pub(super) fn of(stream: &'s Stream<'_>, range: &Range<usize>, glued: bool) -> Self {
        let mut classes = Vec::with_capacity(range.len());
        let mut sums = Vec::with_capacity(range.len() + 1);
        let mut sum = Counts::default();
        sums.push(sum);
        let (mut depth, mut previous) = (0_i32, Class::Text);
        let mut brackets: Vec<Range<usize>> = Vec::new();
        let mut open = None;
        for index in range.clone() {
            let class = shape::class(&stream.chars, index);
            let c = stream.char(index);
            match class {
                Class::Text => sum.text += 1,
                Class::Digit if previous != Class::Digit => sum.runs += 1,
                Class::Sign if depth == 0 => sum.signs += 1,
                Class::Mark if previous != Class::Mark && c != '*' => sum.names += 1,
                _ => {}
            }
            match c {
                '(' => {
                    depth += 1;
                    open = Some(index + 1);
                }
                ')' => {
                    depth = (depth - 1).max(0);
                    let short = open.take().filter(|open| index - open <= LONGEST_BRACKET);
                    brackets.extend(short.map(|open| open..index + 1));
                }
                '。' | ';' => sum.stops += 1,
                '指' if shape::numbered_name(&stream.chars, index) => sum.names += 1,
                _ => {}
            }
            sum.tells += i32::from(TELLS.contains(&c));
            previous = class;
            classes.push(class);
            sums.push(sum);
        }
        Self { chars: &stream.chars, start: range.start, classes, sums, brackets, glued }
    }

    /// Whether a bracket is open before `index`.
    pub(super) fn bracketed(&self, index: usize) -> bool {
        self.brackets.iter().any(|bracket| bracket.contains(&index))
    }

    pub(super) fn class(&self, index: usize) -> Class {
        self.classes.get(index - self.start).copied().unwrap_or(Class::Mark)
    }

    /// The number that begins at `start`, sign aside, as far as its digits reach.
    pub(super) fn lead(&self, start: usize) -> Lead {
        let rest = &self.chars[start..];
        let at = |class: Class| {
            self.classes[start - self.start..].iter().take_while(move |c| **c == class)
        };
        let signs = at(Class::Sign).count();
        let digits = self.classes[start - self.start + signs..]
            .iter()
            .take_while(|class| **class == Class::Digit)
            .count();
        let end = signs + digits;
        let number = if digits > 0 && signs < 3 { shape::number(&rest[signs..end]) } else { None };
        Lead { number, end: start + end }
    }

    pub(super) fn stretch(&self, lead: Lead, start: usize, end: usize) -> Stretch<'_> {
        let (a, b) = (start - self.start, end - self.start);
        let (from, to) = (self.sums[a], self.sums[b]);
        let classes = &self.classes[a..b];
        let inside_run =
            a > 0 && classes.first() == Some(&Class::Digit) && self.classes[a - 1] == Class::Digit;
        Stretch {
            chars: &self.chars[start..end],
            classes,
            counts: Counts {
                text: to.text - from.text,
                runs: to.runs - from.runs + i32::from(inside_run),
                signs: to.signs - from.signs,
                stops: to.stops - from.stops,
                names: to.names - from.names,
                tells: to.tells - from.tells,
            },
            before: self.chars[start].sep,
            glued: self.glued,
            lead: if lead.end <= end {
                lead.number
            } else {
                shape::leading_number(&self.chars[start..end])
            },
        }
    }
}

impl Stretch<'_> {
    /// The length, for prices.
    pub(super) fn length(&self) -> i32 {
        i32::try_from(self.chars.len()).unwrap_or(i32::MAX / 4)
    }

    /// Whether the stretch is a bare number.
    pub(super) fn is_number(&self) -> bool {
        self.counts.runs == 1
            && self.counts.text == 0
            && self.chars.len() <= 20
            && shape::number(self.chars).is_some()
    }
}
