//! The records of a search, packed: some hundred bytes a person, so that a million fit easily.

use crate::name::{Letters, Readings};
use crate::number;
use crate::tokens::Tokens;
use std::collections::HashMap;

/// A day of birth, or the year alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Birth {
    /// The year.
    pub year: u16,
    /// Month and day, where they are known.
    pub day: Option<(u8, u8)>,
}

/// A person as they are handed in. Accounts and telephones come as marks: equal marks, equal numbers.
#[derive(Debug, Clone, Default)]
pub struct Person<'a> {
    /// 姓名
    pub name: &'a str,
    /// 出生日期
    pub birth: Option<Birth>,
    /// 性别: whether female.
    pub is_female: Option<bool>,
    /// 证件号码 by [`crate::identity_body`]; anything else that identifies is not compared here.
    pub identity: Option<u64>,
    /// A mark of the 银行账号.
    pub card: Option<u64>,
    /// A mark of the 联系电话.
    pub phone: Option<u64>,
    /// The household whose file names the person.
    pub household: Option<u64>,
    /// 工作单位
    pub employer: &'a str,
    /// 住址
    pub address: &'a str,
}

/// A record; 0 stands for what is missing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) name: u32,
    pub(crate) employer: u32,
    /// Year, month and day as digits; month and day are 0 where only the year is known.
    pub(crate) birth: u32,
    /// 1 male, 2 female.
    pub(crate) sex: u8,
    pub(crate) identity: u64,
    pub(crate) card: u64,
    pub(crate) phone: u64,
    pub(crate) household: u64,
    pub(crate) address: Tokens,
}

/// A name or an employer that records share.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Name {
    pub(crate) letters: Letters,
    /// Number of what it is read like.
    pub(crate) reading: u32,
    /// Number of the syllable of its first character.
    pub(crate) surname: u32,
    /// Records that bear it.
    pub(crate) count: u32,
}

#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Employer {
    pub(crate) tokens: Tokens,
    pub(crate) count: u32,
}

/// Records to be compared.
#[derive(Debug)]
pub struct Registry {
    pub(crate) entries: Vec<Entry>,
    pub(crate) names: Vec<Name>,
    pub(crate) employers: Vec<Employer>,
    name_numbers: HashMap<String, u32>,
    employer_numbers: HashMap<String, u32>,
    reading_numbers: HashMap<Vec<u32>, u32>,
    readings: Readings,
    /// Whether these are only some of the records there are.
    pub(crate) is_part: bool,
}

impl Default for Registry {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            // Number 0 stands for nothing.
            names: vec![Name::default()],
            employers: vec![Employer::default()],
            name_numbers: HashMap::new(),
            employer_numbers: HashMap::new(),
            reading_numbers: HashMap::new(),
            readings: Readings::default(),
            is_part: false,
        }
    }
}

impl Registry {
    /// For some records only, with all that bear the first one's name: how common names are can be
    /// read from it, how common employers are can't.
    pub fn part() -> Self {
        Self { is_part: true, ..Self::default() }
    }

    /// Adds a person; persons are known by the order in which they came.
    ///
    /// # Errors
    /// The number of persons, where there are more than a registry holds (2³² − 1).
    pub fn push(&mut self, person: &Person<'_>) -> Result<(), usize> {
        if u32::try_from(self.entries.len()).is_err() {
            return Err(self.entries.len());
        }
        let birth = person.birth.map_or(0, |birth| {
            let (month, day) = birth.day.unwrap_or((0, 0));
            u32::from(birth.year) * 10_000 + u32::from(month) * 100 + u32::from(day)
        });
        let entry = Entry {
            name: self.name(person.name),
            employer: self.employer(person.employer),
            birth,
            sex: person.is_female.map_or(0, |female| if female { 2 } else { 1 }),
            identity: person.identity.unwrap_or(0),
            card: person.card.unwrap_or(0),
            phone: person.phone.unwrap_or(0),
            household: person.household.unwrap_or(0),
            address: Tokens::of(person.address),
        };
        self.entries.push(entry);
        Ok(())
    }

    /// How many persons there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(crate) fn entry(&self, index: u32) -> &Entry {
        &self.entries[index as usize]
    }

    pub(crate) fn name_of(&self, entry: &Entry) -> &Name {
        &self.names[entry.name as usize]
    }

    pub(crate) fn employer_of(&self, entry: &Entry) -> &Employer {
        &self.employers[entry.employer as usize]
    }

    fn name(&mut self, name: &str) -> u32 {
        let letters = Letters::of(name);
        if letters.as_slice().is_empty() {
            return 0;
        }
        let plain: String = letters.as_slice().iter().collect();
        let number = if let Some(number) = self.name_numbers.get(&plain) {
            *number
        } else {
            let syllables: Vec<u32> =
                letters.as_slice().iter().map(|one| self.readings.number(*one)).collect();
            let surname = syllables[0];
            let next = next_number(self.reading_numbers.len() + 1);
            let reading = *self.reading_numbers.entry(syllables).or_insert(next);
            self.names.push(Name { letters, reading, surname, count: 0 });
            let number = next_number(self.names.len() - 1);
            self.name_numbers.insert(plain, number);
            number
        };
        self.names[number as usize].count += 1;
        number
    }

    fn employer(&mut self, employer: &str) -> u32 {
        let tokens = Tokens::of(employer);
        if tokens.is_empty() {
            return 0;
        }
        let number = if let Some(number) = self.employer_numbers.get(employer) {
            *number
        } else {
            self.employers.push(Employer { tokens, count: 0 });
            let number = next_number(self.employers.len() - 1);
            self.employer_numbers.insert(employer.to_owned(), number);
            number
        };
        self.employers[number as usize].count += 1;
        number
    }
}

/// There are never more names than persons, whose number fits.
fn next_number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl Entry {
    /// The year of birth; 0 where it is missing.
    pub(crate) fn year(&self) -> u32 {
        self.birth / 10_000
    }

    /// Month and day as four digits; 0 where they are missing.
    pub(crate) fn month_and_day(&self) -> u32 {
        self.birth % 10_000
    }

    /// The level of agreement of two identities that are both known.
    pub(crate) fn identity_level(&self, other: &Self) -> u8 {
        if self.identity == other.identity {
            1
        } else {
            number::identity_level(self.identity, other.identity)
        }
    }
}
