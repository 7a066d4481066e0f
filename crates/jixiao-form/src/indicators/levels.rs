//! Headings of the indicator tree while rows are read: what inherits, what they state.
//!
//! Owns headings split over two cells, points printed beside, below or after their heading, and
//! words that may stand on either level. Adds no points up.

use crate::grid::columns::{Columns, Slots};
use crate::grid::{CellView, RowView, field};
use crate::recognise::builder::Builder;
use crate::vocabulary::{Column, Label, LevelWord, heading, stated_points};
use crate::{Field, Form, GroupHeading};
use jixiao_document::Location;
use jixiao_domain::{Decimal, IndicatorGroup, IndicatorKind};
use std::borrow::Cow;

/// The headings the next rows stand under.
#[derive(Debug, Clone, Default)]
pub(crate) struct Levels {
    pub level1: String,
    pub level2: String,
    pub kind: Option<IndicatorKind>,
    pub points: Option<Decimal>,
    group: Option<IndicatorGroup>,
    /// Index of the first indicator under the level-1 heading.
    since: usize,
    /// The column of the groups, where it has no header.
    groups_at: Option<u32>,
}

/// What a row said about headings.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Heading {
    /// The deepest level named, 1 or 2.
    pub level: u8,
    /// Whether the heading stands in the column of names.
    pub took_name: bool,
}

/// Takes the headings of a row from its level cells.
pub(super) fn from_row(
    builder: &mut Builder,
    row: RowView<'_>,
    columns: &Columns,
    slots: &Slots<'_>,
) -> Option<Heading> {
    let (form, levels) = (&mut builder.form, &mut builder.levels);
    let mut deepest = None;
    let no_level_columns = !columns.has(Column::Level1) && !columns.has(Column::Level2);
    if no_level_columns && let Some(first) = columns.start(Column::Level3) {
        // Level columns without a header: the words tell the level.
        for view in
            row.cells().filter(|view| i64::from(view.cell.column) + slots.shift < i64::from(first))
        {
            let right_of_groups = levels.groups_at.is_some_and(|at| view.cell.column > at);
            match view.meaning.level {
                Some(LevelWord::Either(..)) if right_of_groups => {
                    deepest = levels.set_level2(form, view).then_some(2);
                }
                Some(LevelWord::Kind(_)) => deepest = levels.set_level2(form, view).then_some(2),
                Some(_) => {
                    levels.groups_at.get_or_insert(view.cell.column);
                    deepest = levels.set_level1(form, view).then_some(1);
                }
                None => {}
            }
        }
    }
    if let Some(view) = slots.get(Column::Level1) {
        let block_label = view.meaning.level.is_none()
            && matches!(view.meaning.label, Some(Label::IndicatorBlock | Label::GoalBlock));
        if !block_label && levels.set_level1(form, view) {
            deepest = Some(1);
        }
    }
    if let Some(view) = slots.get(Column::Level2)
        && levels.set_level2(form, view)
    {
        deepest = Some(2);
    }
    deepest.map(|level| Heading { level, took_name: false })
}

/// Takes a heading from the column of names, in forms that indent instead of having level columns.
pub(super) fn from_name(
    builder: &mut Builder,
    name: Option<CellView<'_>>,
    next: Option<RowView<'_>>,
    columns: &Columns,
) -> Option<Heading> {
    let view = name?;
    let word = view.meaning.level?;
    let (form, levels) = (&mut builder.form, &mut builder.levels);
    let is_first = match word {
        LevelWord::Group(_) | LevelWord::Framework => true,
        LevelWord::Kind(_) => false,
        LevelWord::Either(group, _) => {
            let below = next.and_then(|next| {
                let first = columns.start(Column::Level3);
                next.cells().find(|view| Some(view.cell.column) == first)?.meaning.level
            });
            let leads = below.and_then(LevelWord::kind).is_some_and(|kind| kind.group() == group)
                || matches!(below, Some(LevelWord::Either(other, _)) if other == group);
            let under_output = levels.group == Some(IndicatorGroup::Output);
            leads
                || (levels.group != Some(group) && !(group == IndicatorGroup::Cost && under_output))
        }
    };
    if is_first {
        levels.set_level1(form, view);
    } else {
        levels.set_level2(form, view);
    }
    Some(Heading { level: if is_first { 1 } else { 2 }, took_name: true })
}

/// Whether the next row stands under `heading`: it names nothing on that level itself.
pub(super) fn inherits(columns: &Columns, heading: Heading, next: Option<RowView<'_>>) -> bool {
    let Some(next) = next else { return false };
    let column = if heading.level == 1 { Column::Level1 } else { Column::Level2 };
    let Some(at) = columns.start(column) else { return false };
    let closing = next.first().is_some_and(|first| first.meaning.label == Some(Label::Total));
    let named = next.cells().any(|view| view.cell.column == at);
    let above = heading.level == 2
        && columns
            .start(Column::Level1)
            .is_some_and(|at| next.cells().any(|view| view.cell.column == at));
    !closing && !named && !above && next.first().is_some()
}

impl Levels {
    /// The level-1 group: by its heading, else by the kind.
    pub(crate) fn group(&self) -> Option<IndicatorGroup> {
        self.group.or_else(|| {
            if self.level1.is_empty() { self.kind.map(IndicatorKind::group) } else { None }
        })
    }

    /// Takes a level-1 cell; says whether it named a heading.
    fn set_level1(&mut self, form: &mut Form, view: CellView<'_>) -> bool {
        let text = long_text(view);
        let words = text.as_deref().unwrap_or(view.words);
        if self.completes(form, words, view.cell.at) {
            return false;
        }
        let word = view.meaning.level;
        let (name, stated) = heading(words, word.is_some());
        if name != self.level1 {
            self.group = word.and_then(LevelWord::group).or_else(|| Some(word?.kind()?.group()));
            self.level1 = name.into_owned();
            self.level2.clear();
            self.kind = None;
            self.points = None;
            self.since = form.indicators.len();
        }
        if let Some(stated) = stated.filter(|_| self.points.is_none()) {
            self.state_points(form, stated, view.cell.at);
        }
        true
    }

    /// A level-1 cell that only finishes the heading above: `指标(30分)` below 效益, `(30分)` below
    /// 效益指标.
    fn completes(&mut self, form: &mut Form, words: &str, at: Location) -> bool {
        let rest = words.strip_prefix("指标").unwrap_or(words);
        let points = stated_points(rest.trim_matches(['(', ')']));
        let only_points = rest.starts_with('(') && points.is_some();
        if !(only_points || (rest.is_empty() && !words.is_empty())) {
            return false;
        }
        if rest.len() < words.len() && !self.level1.ends_with("指标") {
            self.level1.push_str("指标");
            for indicator in &mut form.indicators[self.since..] {
                indicator.level1.clone_from(&self.level1);
            }
        }
        if self.points.is_none() && points.is_some() {
            self.state_points(form, rest.trim_matches(['(', ')']), at);
        }
        true
    }

    fn state_points(&mut self, form: &mut Form, printed: &str, at: Location) {
        self.points = stated_points(printed);
        for indicator in &mut form.indicators[self.since..] {
            indicator.level1_points = self.points;
        }
        form.groups.push(GroupHeading {
            level: 1,
            name: self.level1.clone(),
            parent: None,
            points: Some(field::value_text(printed, at)),
            score: None,
            at,
        });
    }

    /// Takes a level-2 cell; says whether it named a heading.
    fn set_level2(&mut self, form: &mut Form, view: CellView<'_>) -> bool {
        let text = long_text(view);
        let words = text.as_deref().unwrap_or(view.words);
        if matches!(words, "指标" | "指标等") {
            if !self.level2.is_empty() && !self.level2.ends_with("指标") {
                self.level2.push_str("指标");
            }
            return false;
        }
        let word = view.meaning.level;
        let (name, stated) = heading(words, word.is_some());
        if name.is_empty() {
            return false;
        }
        let again = name == self.level2;
        self.level2.clear();
        self.level2.push_str(&name);
        self.kind = word.and_then(LevelWord::kind);
        if let Some(stated) = stated.filter(|_| !again) {
            form.groups.push(GroupHeading {
                level: 2,
                name: self.level2.clone(),
                parent: self.parent(),
                points: Some(field::value_text(stated, view.cell.at)),
                score: None,
                at: view.cell.at,
            });
        }
        true
    }

    /// A subtotal row: points and score of the heading named last.
    pub(super) fn state(
        &mut self,
        form: &mut Form,
        level: u8,
        points: Option<Field>,
        score: Option<Field>,
        at: Location,
    ) {
        let (name, parent) = if level == 1 {
            (self.level1.clone(), None)
        } else {
            (self.level2.clone(), self.parent())
        };
        let known = form.groups.last_mut().filter(|group| {
            group.level == level && group.name == name && group.at == at && group.score.is_none()
        });
        match known {
            Some(group) => group.score = score,
            None => form.groups.push(GroupHeading { level, name, parent, points, score, at }),
        }
    }

    fn parent(&self) -> Option<String> {
        (!self.level1.is_empty()).then(|| self.level1.clone())
    }
}

/// A heading too long to be looked up.
fn long_text(view: CellView<'_>) -> Option<Cow<'_, str>> {
    view.words.is_empty().then(|| field::plain(&view.cell.text))
}
