//! Where a cell may begin, and what it costs to let it begin there or to run over it.

use super::super::shape::{self, Class};
use super::super::stream::{Sep, Stream};
use super::features::Features;
use super::{Slot, Style};
use std::ops::Range;

/// The places a cell may begin or end, in order, the ends of the stretch included.
#[derive(Debug)]
pub(super) struct Boundaries {
    pub positions: Vec<usize>,
    /// The price of beginning a cell here.
    pub cost: Vec<i32>,
    /// The price of beginning a row here, besides.
    pub row_start: Vec<i32>,
    /// No cell runs over this place.
    pub hard: Vec<bool>,
    /// A figure is cut here by a guess.
    pub guess: Vec<bool>,
    /// Texts printed twice in a row: where the first and the second begin and the second ends.
    pub twice: Vec<[usize; 3]>,
    /// Running sums of the price of running over: in cells of running text, in other cells.
    over: Vec<(i32, i32)>,
}

impl Boundaries {
    pub(super) fn of(
        stream: &Stream<'_>,
        features: &Features<'_>,
        range: Range<usize>,
        style: Style,
    ) -> Self {
        let (prices, twice) = prices(stream, features, &range, style);
        let mut bounds = Self {
            positions: Vec::with_capacity(32),
            cost: Vec::with_capacity(32),
            row_start: Vec::with_capacity(32),
            hard: Vec::with_capacity(32),
            guess: Vec::with_capacity(32),
            over: Vec::with_capacity(32),
            twice,
        };
        let mut over = (0, 0);
        for (offset, price) in prices.iter().enumerate() {
            let index = range.start + offset;
            let sep = if offset == 0 { Sep::Hard } else { stream.sep(index) };
            if let Some(cost) = *price {
                bounds.positions.push(index);
                bounds.cost.push(cost);
                bounds.row_start.push(row_start(stream, index, sep, style));
                bounds.hard.push(sep >= Sep::Blank);
                bounds.guess.push(cost >= GUESS && sep == Sep::None);
                let inside = features.bracketed(index) && sep < Sep::Blank;
                let (text, other) =
                    if inside { (0, 0) } else { run_over(stream, index, sep, style) };
                over = (over.0 + text, over.1 + other);
                bounds.over.push(over);
            }
        }
        bounds.positions.push(range.end);
        bounds.cost.push(0);
        bounds.row_start.push(0);
        bounds.hard.push(true);
        bounds.guess.push(false);
        bounds.over.push(over);
        bounds
    }

    /// The price of the separators inside the stretch from boundary `p` to boundary `q`.
    pub(super) fn inner(&self, slot: Slot, p: usize, q: usize) -> i32 {
        let (before, after) = (self.over[p], self.over[q - 1]);
        if slot == Slot::Text { after.0 - before.0 } else { after.1 - before.1 }
    }
}

/// The price of cutting digits from digits with nothing to tell where.
const GUESS: i32 = 12;

/// The price of beginning a cell at each character of the range; `None` where none may begin.
fn prices(
    stream: &Stream<'_>,
    features: &Features<'_>,
    range: &Range<usize>,
    style: Style,
) -> (Vec<Option<i32>>, Vec<[usize; 3]>) {
    let mut prices = vec![None; range.len()];
    let mut before = Class::Mark;
    for (offset, price) in prices.iter_mut().enumerate() {
        let index = range.start + offset;
        let here = features.class(index);
        let sep = if offset == 0 { Sep::Hard } else { stream.sep(index) };
        *price = match sep {
            Sep::None if style.barred => None,
            Sep::None => change(before, here).or_else(|| {
                (before == Class::Digit && here == Class::Digit)
                    .then(|| cut(stream, range, index, style))
                    .flatten()
            }),
            // In glued text a space is the end of a line in a narrow cell.
            Sep::Space if style.glued => Some(change(before, here).map_or(8, |_| 1)),
            Sep::Space | Sep::Wide => Some(if features.bracketed(index) { 20 } else { 0 }),
            Sep::Line | Sep::Blank => Some(-2),
            Sep::Hard => Some(-4),
        };
        before = here;
    }
    let mut twice = Vec::new();
    if !style.barred {
        words(stream, range, &mut prices, style.glued);
        values(stream, range, &mut prices);
        twice = repeats(stream, range, &mut prices);
    }
    (prices, twice)
}

/// The price of a cell that begins where the class of characters changes and nothing separates.
fn change(before: Class, here: Class) -> Option<i32> {
    match (before, here) {
        (Class::Text, Class::Digit) | (Class::Digit, Class::Text) => Some(6),
        (Class::Text | Class::Digit, Class::Sign) => Some(4),
        (Class::Percent, Class::Percent) | (Class::Dash, Class::Dash) => None,
        (Class::Percent, _) => Some(2),
        (_, Class::Dash) | (Class::Dash, _) => Some(5),
        (Class::Text | Class::Digit, Class::Mark) => Some(3),
        _ => None,
    }
}

/// The price of cutting a run of digits before `index`: low after two decimals, a guess elsewhere.
/// Runs that look like one figure are not cut.
fn cut(stream: &Stream<'_>, range: &Range<usize>, index: usize, style: Style) -> Option<i32> {
    // No figures run together are longer.
    const LONGEST: usize = 60;
    let in_run = |i: usize| {
        i.abs_diff(index) < LONGEST
            && range.contains(&i)
            && shape::class(&stream.chars, i) == Class::Digit
    };
    let mut start = index;
    while start > range.start && in_run(start - 1) && stream.sep(start) == Sep::None {
        start -= 1;
    }
    let mut end = index + 1;
    while in_run(end) && stream.sep(end) == Sep::None {
        end += 1;
    }
    let run = &stream.chars[start..end];
    let dots = run.iter().filter(|c| c.c == '.').count();
    if !stream.char(index).is_ascii_digit() || !stream.char(index - 1).is_ascii_digit() {
        return None;
    }
    let decimals = index >= start + 3 && stream.char(index - 3) == '.';
    let round = stream.char(index - 1) == '0' && index > start && stream.char(index - 2) == '0';
    if decimals && (dots >= 2 || (round && end < range.end && stream.sep(end) == Sep::None)) {
        return Some(5);
    }
    let behind_text = start > range.start
        && stream.sep(start) == Sep::None
        && (end >= range.end || stream.sep(end) != Sep::None);
    (style.glued || dots >= 2 || behind_text).then_some(GUESS)
}

/// Set phrases and numbered names begin cells even inside a run of text.
fn words(stream: &Stream<'_>, range: &Range<usize>, prices: &mut [Option<i32>], style_glued: bool) {
    let mut lower = |index: usize, to: i32| {
        if let Some(price) = prices.get_mut(index.wrapping_sub(range.start)) {
            *price = Some(price.map_or(to, |price| price.min(to)));
        }
    };
    for index in range.clone() {
        match stream.char(index) {
            _ if style_glued && index > range.start && stream.char(index - 1) == '。' => {
                lower(index, 6);
            }
            '指' if shape::numbered_name(&stream.chars, index) => lower(index, 4),
            '达' | '部' | '未' | '已' | '全' | '基' | '完' => {
                if let Some(word) = shape::RESULTS.iter().find(|w| stream.starts_with(index, w)) {
                    let whole = word.chars().count();
                    let after = index + whole;
                    let ends = after >= range.end
                        || stream.sep(after) != Sep::None
                        || stream.char(after).is_ascii_digit();
                    if whole <= 3 && !ends {
                        continue;
                    }
                    lower(index, 6);
                    if whole > 3 && index + whole < range.end {
                        lower(index + whole, 6);
                    }
                }
            }
            _ => {}
        }
    }
}

/// The characters [`shape::VALUES`] end in.
const VALUE_ENDS: &[char] = &[
    '加', '高', '升', '善', '强', '低', '进', '障', '效', '著', '显', '期', '良', '秀', '好', '规',
    '格', '标', '时', '成', '意', '健', '无', '护',
];

/// Values in words glued behind a name: 职工家庭增收有所增加. Only where the word ends a run.
fn values(stream: &Stream<'_>, range: &Range<usize>, prices: &mut [Option<i32>]) {
    let ends: Vec<usize> = (range.start + 3..=range.end)
        .filter(|&end| {
            let price = prices.get(end - range.start).copied().flatten();
            let text = shape::class(&stream.chars, end - 1) == Class::Text;
            text && (end == range.end || price.is_some())
        })
        .collect();
    for end in ends {
        if !VALUE_ENDS.contains(&stream.char(end - 1)) {
            continue;
        }
        let mut end = end;
        // Target and result may both be words.
        for _ in 0..2 {
            let longest = shape::VALUES
                .iter()
                .map(|word| (word.chars().count(), word))
                .filter(|(length, word)| {
                    end >= range.start + length + 2 && stream.starts_with(end - length, word)
                })
                .max();
            let Some((length, _)) = longest.filter(|(length, _)| *length > 1) else { break };
            let start = end - length;
            if (start + 1..end).any(|i| stream.sep(i) != Sep::None) {
                break;
            }
            if stream.sep(start) == Sep::None {
                let price = &mut prices[start - range.start];
                *price = Some(price.map_or(7, |price| price.min(7)));
            }
            end = start;
        }
    }
}

/// A text printed twice in a row is two cells: target and result.
fn repeats(
    stream: &Stream<'_>,
    range: &Range<usize>,
    prices: &mut [Option<i32>],
) -> Vec<[usize; 3]> {
    const LONGEST: usize = 150;
    let mut twice = Vec::new();
    let chars = &stream.chars;
    let ends: Vec<usize> = (range.start + 2..=range.end)
        .filter(|&end| end == range.end || prices[end - range.start].is_some())
        .collect();
    for end in ends {
        let most = LONGEST.min((end - range.start) / 2);
        for length in 1..=most {
            let (start, middle) = (end - 2 * length, end - length);
            if chars[end - 1].c != chars[middle - 1].c
                || !shape::same(&chars[start..middle], &chars[middle..end])
            {
                continue;
            }
            if length == 1 && shape::class(chars, middle) == Class::Digit && !stream.glued {
                continue;
            }
            for place in [start, middle] {
                let price = &mut prices[place - range.start];
                *price = Some(price.map_or(3, |price| price.min(3)));
            }
            if length > 20 {
                twice.push([start, middle, end]);
            }
        }
    }
    twice
}

fn row_start(stream: &Stream<'_>, index: usize, sep: Sep, style: Style) -> i32 {
    let line_start = stream.chars.get(index).is_some_and(|c| c.line_start);
    match sep {
        Sep::None if style.glued => 2,
        Sep::None => 6,
        Sep::Line => -3,
        Sep::Blank if !style.blank_between_cells => -8,
        Sep::Hard if line_start => -6,
        Sep::Space | Sep::Wide | Sep::Blank | Sep::Hard => 0,
    }
}

/// What it costs a cell of running text, and any other cell, to run over a separator.
fn run_over(stream: &Stream<'_>, index: usize, sep: Sep, style: Style) -> (i32, i32) {
    let latin = |i: usize| stream.char(i).is_ascii();
    match sep {
        Sep::None => (0, 0),
        Sep::Space if style.glued => (1, 2),
        Sep::Space if index > 0 && (latin(index) || latin(index - 1)) => (4, 11),
        Sep::Space => (5, 14),
        Sep::Wide => (14, 30),
        Sep::Line if style.glued || style.line_between_cells => (6, 14),
        Sep::Line => (3, 8),
        Sep::Blank => (60, 60),
        Sep::Hard => (200, 200),
    }
}
