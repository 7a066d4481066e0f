//! A template and facts made into a report: the engine writes tokens for facts, and tokens become
//! tied runs. Nothing but a fact can print a figure.

use crate::{Fact, Facts, Narrative, Paragraph, Run, Section, Style, Table, Template};
use jixiao_domain::Decimal;
use minijinja::value::{Object, ObjectRepr, Value};
use minijinja::{Environment, Error, ErrorKind, State, UndefinedBehavior};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Marks in the engine's output, of a private area of Unicode.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// Why there is no draft: the template asks for what the facts don't say.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{template}: {problem}")]
pub struct DraftError {
    /// The template.
    pub template: String,
    /// What is wrong, with its line.
    pub problem: String,
}

/// Drafts a report.
///
/// # Errors
/// [`DraftError`] where the template prints a fact that is not there, or anything but facts and its
/// own words.
pub fn draft(template: &Template, facts: &Facts) -> Result<Narrative, DraftError> {
    let fail =
        |error: &Error| DraftError { template: template.id.clone(), problem: error.to_string() };
    let mut environment = environment();
    let source = joined(template.text);
    environment.add_template_owned("report", source).map_err(|error| fail(&error))?;
    let compiled = environment.get_template("report").map_err(|error| fail(&error))?;
    let text = compiled.render(context(facts)).map_err(|error| fail(&error))?;
    Ok(read(&text, facts))
}

/// The template with lines that hold nothing but conditions and repetition joined to the next, so
/// that they leave no blank line, which would end a paragraph.
fn joined(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line.trim();
        joined.push_str(line);
        if !is_control(line) {
            joined.push('\n');
        }
    }
    joined
}

/// Whether a line holds tags and nothing else.
fn is_control(line: &str) -> bool {
    let mut rest = line;
    while let Some(inside) = rest.strip_prefix("{%") {
        let Some((_, after)) = inside.split_once("%}") else { return false };
        rest = after.trim_start();
    }
    rest.is_empty() && !line.is_empty()
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_formatter(|out, _: &mut State<'_, '_>, value| print(out, value));
    environment.add_filter("bare", |value: &Value| styled(value, Style::Bare));
    environment.add_filter("clause", |value: &Value| styled(value, Style::Clause));
    environment.add_filter("ordinal", |number: u32| Value::from_safe_string(ordinal(number)));
    // The number of a heading or of a point: it counts, it states nothing.
    environment.add_filter("label", |number: u32| Value::from_safe_string(number.to_string()));
    environment.add_test("below", |value: &Value, than: &Value| {
        compared(value, than).map(Ordering::is_lt)
    });
    environment.add_test("at_least", |value: &Value, than: &Value| {
        compared(value, than).map(Ordering::is_ge)
    });
    environment
        .add_test("zero", |value: &Value| compared(value, &Value::from("0")).map(Ordering::is_eq));
    environment.add_test("text", |value: &Value, words: &str| {
        Ok::<bool, Error>(fact_of(value)?.value.printed(Style::Full) == words)
    });
    environment
}

/// A fact as the engine sees it.
struct Tied {
    fact: Arc<Fact>,
    style: Style,
}

impl fmt::Debug for Tied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.fact.key)
    }
}

impl Object for Tied {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn custom_cmp(self: &Arc<Self>, other: &minijinja::value::DynObject) -> Option<Ordering> {
        let other = other.downcast_ref::<Self>()?;
        let (one, two) = (&self.fact.value, &other.fact.value);
        Some(match (one.number(), two.number()) {
            (Some(one), Some(two)) => one.cmp(&two),
            _ => one.printed(Style::Full).cmp(&two.printed(Style::Full)),
        })
    }
}

fn refused(what: &str) -> Error {
    Error::new(ErrorKind::InvalidOperation, what.to_owned())
}

fn fact_of(value: &Value) -> Result<Arc<Fact>, Error> {
    let tied = value.downcast_object_ref::<Tied>().ok_or_else(|| refused("not a fact"))?;
    Ok(tied.fact.clone())
}

fn styled(value: &Value, style: Style) -> Result<Value, Error> {
    Ok(Value::from_object(Tied { fact: fact_of(value)?, style }))
}

/// A fact against a fact, or against a number written as text.
fn compared(value: &Value, than: &Value) -> Result<Ordering, Error> {
    let number = |value: &Value| -> Result<Decimal, Error> {
        if let Some(text) = value.as_str() {
            return text.parse().map_err(|_| refused("not a number"));
        }
        fact_of(value)?.value.number().ok_or_else(|| refused("a fact without number"))
    };
    Ok(number(value)?.cmp(&number(than)?))
}

/// Writes a fact as its token and the template's own words as they are; refuses everything else, so
/// that no figure comes into a report without its fact.
fn print(out: &mut minijinja::Output<'_>, value: &Value) -> Result<(), Error> {
    if let Some(tied) = value.downcast_object_ref::<Tied>() {
        let style = tied.style.code().unwrap_or("");
        return write!(out, "{OPEN}{style}:{}{CLOSE}", tied.fact.key)
            .map_err(|_| refused("can't write"));
    }
    match value.as_str() {
        Some(text) if value.is_safe() || !text.contains(|c: char| c.is_ascii_digit()) => {
            out.write_str(text).map_err(|_| refused("can't write"))
        }
        Some(_) => Err(refused("a figure that is no fact")),
        None => Err(refused("only facts can be printed")),
    }
}

/// 一, 二, 三 … for points of a list: they count, they state nothing.
fn ordinal(number: u32) -> String {
    const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |number: u32| DIGITS.get(number as usize).copied().unwrap_or_default();
    match (number / 10, number % 10) {
        (0, ones) => digit(ones).to_owned(),
        (1, 0) => "十".to_owned(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens, 0) => format!("{}十", digit(tens)),
        (tens, ones) => format!("{}十{}", digit(tens), digit(ones)),
    }
}

/// Facts as nested values: groups are maps, lists are sequences of maps.
fn context(facts: &Facts) -> Value {
    let mut tree = Tree::default();
    for fact in facts.iter() {
        tree.put(&fact.key, Arc::new(fact.clone()));
    }
    let lists: BTreeMap<&str, &[String]> = facts.lists().collect();
    tree.value("", &lists)
}

#[derive(Default)]
struct Tree {
    fact: Option<Arc<Fact>>,
    below: BTreeMap<String, Tree>,
}

impl Tree {
    fn put(&mut self, key: &str, fact: Arc<Fact>) {
        let mut at = self;
        for part in key.split('.') {
            at = at.below.entry(part.to_owned()).or_default();
        }
        at.fact = Some(fact);
    }

    fn value(&self, path: &str, lists: &BTreeMap<&str, &[String]>) -> Value {
        if let Some(fact) = &self.fact {
            return Value::from_object(Tied { fact: fact.clone(), style: Style::Full });
        }
        let under = |name: &str| {
            if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
        };
        if let Some(ids) = lists.get(path) {
            let items = ids.iter().filter_map(|id| Some((id, self.below.get(id)?)));
            return items.map(|(id, item)| item.value(&under(id), lists)).collect();
        }
        let mut map: BTreeMap<String, Value> = self
            .below
            .iter()
            .map(|(name, below)| (name.clone(), below.value(&under(name), lists)))
            .collect();
        // Lists without items have no facts.
        for name in lists.keys() {
            let direct = match name.rsplit_once('.') {
                Some((parent, last)) => (parent == path).then_some(last),
                None => path.is_empty().then_some(*name),
            };
            if let Some(last) = direct {
                map.entry(last.to_owned()).or_insert_with(|| Vec::<Value>::new().into());
            }
        }
        Value::from(map)
    }
}

/// The engine's output cut into title, sections, paragraphs and tables.
fn read(text: &str, facts: &Facts) -> Narrative {
    let mut narrative = Narrative::default();
    let mut paragraph = String::new();
    for line in text.lines().map(str::trim).chain([""]) {
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        if line.is_empty() || level > 0 || line.starts_with('|') {
            if let Some(section) = narrative.sections.last_mut()
                && !paragraph.is_empty()
            {
                section.paragraphs.push(Paragraph { runs: runs(&paragraph, facts) });
            }
            paragraph.clear();
        }
        match level {
            0 if line.starts_with('|') => row(&mut narrative, line, facts),
            0 => paragraph.push_str(line),
            1 => {
                if !narrative.title.is_empty() {
                    push(&mut narrative.title, "\n");
                }
                narrative.title.extend(runs(line[1..].trim(), facts));
            }
            _ => narrative.sections.push(Section {
                level: u8::try_from(level - 1).unwrap_or(u8::MAX),
                heading: runs(line[level..].trim(), facts),
                ..Section::default()
            }),
        }
    }
    narrative
}

fn row(narrative: &mut Narrative, line: &str, facts: &Facts) {
    let Some(section) = narrative.sections.last_mut() else { return };
    let cells = line.trim_matches('|').split('|').map(|cell| runs(cell.trim(), facts)).collect();
    if section.tables.is_empty() {
        section.tables.push(Table::default());
    }
    if let Some(table) = section.tables.last_mut() {
        table.rows.push(cells);
    }
}

/// Text with tokens as runs.
fn runs(text: &str, facts: &Facts) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some((words, token)) = rest.split_once(OPEN) {
        push(&mut runs, words);
        let (token, after) = token.split_once(CLOSE).unwrap_or((token, ""));
        let (style, key) = token.split_once(':').unwrap_or(("", token));
        let style = Style::from_code(style).unwrap_or_default();
        let printed = facts.get(key).map(|fact| fact.value.printed(style)).unwrap_or_default();
        runs.push(Run::Figure { key: key.to_owned(), style, printed });
        rest = after;
    }
    push(&mut runs, rest);
    runs
}

fn push(runs: &mut Vec<Run>, words: &str) {
    if !words.is_empty() {
        runs.push(Run::Text { text: words.to_owned() });
    }
}
