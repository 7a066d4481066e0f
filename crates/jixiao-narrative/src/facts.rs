//! All figures a report may use, in the order in which they were read.

use crate::{Fact, FactValue, Source};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Figures by key, with the lists among them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    all: Vec<Fact>,
    by_key: BTreeMap<String, usize>,
    lists: Vec<List>,
}

/// A list of items, each of which is a group of facts below `name.id`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct List {
    name: String,
    ids: Vec<String>,
}

/// What is stored.
#[derive(Serialize, Deserialize)]
struct Stored {
    facts: Vec<Fact>,
    lists: Vec<List>,
}

/// A group of facts being added below one prefix, with the source they share.
#[derive(Debug)]
pub struct Item<'f> {
    facts: &'f mut Facts,
    prefix: String,
    source: Source,
    digest: Option<String>,
}

impl Facts {
    /// No facts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a fact; a later one of the same key takes its place. Blank words are no fact.
    pub fn put(
        &mut self,
        key: impl Into<String>,
        value: FactValue,
        source: Source,
        digest: Option<String>,
    ) {
        if value.is_blank() {
            return;
        }
        let key = key.into();
        let fact = Fact { key: key.clone(), value, source, digest };
        if let Some(&at) = self.by_key.get(&key) {
            self.all[at] = fact;
        } else {
            self.by_key.insert(key, self.all.len());
            self.all.push(fact);
        }
    }

    /// A group of facts below `prefix` (none for the top) that share a source.
    pub fn group(
        &mut self,
        prefix: impl Into<String>,
        source: Source,
        digest: Option<String>,
    ) -> Item<'_> {
        Item { facts: self, prefix: prefix.into(), source, digest }
    }

    /// Names a list, so that a template may go through it though it is empty.
    pub fn list(&mut self, name: &str) {
        if !self.lists.iter().any(|list| list.name == name) {
            self.lists.push(List { name: name.to_owned(), ids: Vec::new() });
        }
    }

    /// A new item of a list, `id` being what stays the same when the records change.
    pub fn item(
        &mut self,
        list: &str,
        id: impl Into<String>,
        source: Source,
        digest: Option<String>,
    ) -> Item<'_> {
        self.list(list);
        let id = id.into();
        if let Some(list) = self.lists.iter_mut().find(|known| known.name == list)
            && !list.ids.contains(&id)
        {
            list.ids.push(id.clone());
        }
        self.group(format!("{list}.{id}"), source, digest)
    }

    /// The fact of a key.
    pub fn get(&self, key: &str) -> Option<&Fact> {
        self.by_key.get(key).and_then(|at| self.all.get(*at))
    }

    /// All facts, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.all.iter()
    }

    /// Names and ids of all lists.
    pub(crate) fn lists(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.lists.iter().map(|list| (list.name.as_str(), list.ids.as_slice()))
    }

    /// Whether both say the same: keys and values, wherever they come from.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.all.len() == other.all.len()
            && self
                .iter()
                .all(|fact| other.get(&fact.key).is_some_and(|same| same.value == fact.value))
    }
}

impl Item<'_> {
    /// Adds a fact of the group.
    pub fn put(&mut self, name: &str, value: FactValue) -> &mut Self {
        let source = self.source.clone();
        self.put_from(name, value, source)
    }

    /// Adds a fact of the group whose place within the source is said.
    pub fn put_at(&mut self, name: &str, value: FactValue, place: &str) -> &mut Self {
        let words = format!("{}{place}", self.source.words);
        let source = Source { words, address: self.source.address.clone() };
        self.put_from(name, value, source)
    }

    /// Adds words of the group.
    pub fn text(&mut self, name: &str, text: &str) -> &mut Self {
        self.put(name, FactValue::text(text))
    }

    /// Says that something holds.
    pub fn flag(&mut self, name: &str, holds: bool) -> &mut Self {
        if holds { self.put(name, FactValue::Flag) } else { self }
    }

    fn put_from(&mut self, name: &str, value: FactValue, source: Source) -> &mut Self {
        let key = if self.prefix.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.prefix)
        };
        self.facts.put(key, value, source, self.digest.clone());
        self
    }
}

impl Serialize for Facts {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Stored { facts: self.all.clone(), lists: self.lists.clone() }.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Facts {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let stored = Stored::deserialize(from)?;
        let mut facts = Self { lists: stored.lists, ..Self::default() };
        for fact in stored.facts {
            facts.put(fact.key, fact.value, fact.source, fact.digest);
        }
        Ok(facts)
    }
}
