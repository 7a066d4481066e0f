//! A registry that is made up, of which every duplicate is known: for tests and for the benchmark.
//!
//! Families with shared addresses and telephones, twins, and strangers of one name and one day of
//! birth make it hard; duplicates bear the errors of real entry: a character misheard, a number
//! missing, mistyped or in its old form of fifteen digits, an address moved, an employer changed.
//! Numbers are of a region and a range of telephones that nobody has.

mod errors;
mod words;

use fastrand::Rng;

/// A record as it was entered, and whose it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Made {
    /// Whose record it is: records of one person share it.
    pub entity: u32,
    /// 姓名
    pub name: String,
    /// Year of birth, and month and day; 0 where missing.
    pub birth: (u16, u8, u8),
    /// 性别
    pub is_female: Option<bool>,
    /// 证件号码 as it was typed; empty where missing.
    pub identity: String,
    /// 银行账号
    pub card: String,
    /// 联系电话
    pub phone: String,
    /// The household whose file names the person.
    pub household: u32,
    /// 工作单位
    pub employer: String,
    /// 住址
    pub address: String,
}

/// Of ten records, one is the second or third of a person.
const DUPLICATES_PERCENT: usize = 10;
/// Of a hundred persons, one has a stranger's name and day of birth.
const STRANGERS_PERCENT: u32 = 1;

/// Makes `count` records. The same seed gives the same records.
pub fn records(count: usize, seed: u64) -> Vec<Made> {
    let mut maker =
        Maker { rng: Rng::with_seed(seed), persons: Vec::new(), households: 0, size: count };
    let originals = count - count * DUPLICATES_PERCENT / 100;
    while maker.persons.len() < originals {
        maker.family();
    }
    maker.persons.truncate(originals);
    let mut records = std::mem::take(&mut maker.persons);
    while records.len() < count {
        let original = records[maker.rng.usize(..originals)].clone();
        maker.households += 1;
        let again = errors::entered_again(&mut maker.rng, &original, maker.households, count);
        records.push(again);
    }
    maker.rng.shuffle(&mut records);
    records
}

struct Maker {
    rng: Rng,
    persons: Vec<Made>,
    households: u32,
    size: usize,
}

impl Maker {
    fn chance(&mut self, percent: u32) -> bool {
        self.rng.u32(..100) < percent
    }

    /// A worker, perhaps with a spouse, children and a parent.
    fn family(&mut self) {
        self.households += 1;
        let address = words::address(&mut self.rng);
        let surname = words::surname(&mut self.rng);
        let year = self.rng.u16(1962..2000);
        let mut head = self.person(surname, year, &address);
        if self.chance(STRANGERS_PERCENT) && !self.persons.is_empty() {
            let other = &self.persons[self.rng.usize(..self.persons.len())];
            (head.name, head.birth, head.is_female) =
                (other.name.clone(), other.birth, other.is_female);
            head.identity = self.identity(head.birth, head.is_female);
        }
        let phone = head.phone.clone();
        let card = head.card.clone();
        self.persons.push(head);
        if self.chance(65) {
            let surname = words::surname(&mut self.rng);
            let age = self.rng.u16(0..7);
            let mut spouse = self.person(surname, year + 3 - age, &address);
            if self.chance(15) {
                spouse.phone = phone.clone();
            }
            self.persons.push(spouse);
        }
        let child_count = [0, 1, 1, 1, 2, 2][self.rng.usize(..6)];
        self.children(child_count, surname, (year + 26).min(2022), &address, (&phone, &card));
        if self.chance(20) {
            let parent = self.person(surname, year - 27, &address);
            self.persons.push(Made { employer: String::new(), ..parent });
        }
    }

    fn children(
        &mut self,
        count: usize,
        surname: &str,
        year: u16,
        address: &str,
        (phone, card): (&str, &str),
    ) {
        let are_twins = self.chance(4);
        let mut before: Option<Made> = None;
        for _ in 0..count {
            let mut child = self.person(surname, year, address);
            (child.employer, child.card) = (String::new(), String::new());
            child.phone = if self.chance(60) { phone.to_owned() } else { String::new() };
            if self.chance(15) {
                child.card = card.to_owned();
            }
            if let Some(first) = before.as_ref().filter(|_| are_twins) {
                child.birth = first.birth;
                let mut letters: Vec<char> = first.name.chars().collect();
                if let Some(last) = letters.last_mut() {
                    *last = words::letter(&mut self.rng);
                }
                child.name = letters.into_iter().collect();
                child.identity = self.identity(child.birth, child.is_female);
            }
            before = Some(child.clone());
            self.persons.push(child);
        }
    }

    fn person(&mut self, surname: &str, year: u16, address: &str) -> Made {
        let year = year + self.rng.u16(0..4);
        let birth = (year, self.rng.u8(1..=12), self.rng.u8(1..=28));
        let is_female = Some(self.rng.bool());
        let missing_percent = if year > 2010 { 30 } else { 6 };
        let identity = if self.chance(missing_percent) {
            String::new()
        } else {
            self.identity(birth, is_female)
        };
        let employer =
            if self.chance(80) { words::employer(&mut self.rng, self.size) } else { String::new() };
        Made {
            entity: u32::try_from(self.persons.len()).unwrap_or(u32::MAX),
            name: words::name(&mut self.rng, surname),
            birth,
            is_female,
            identity,
            card: if self.chance(75) { errors::card(&mut self.rng) } else { String::new() },
            phone: if self.chance(85) { errors::phone(&mut self.rng) } else { String::new() },
            household: self.households,
            employer,
            address: address.to_owned(),
        }
    }

    fn identity(&mut self, birth: (u16, u8, u8), is_female: Option<bool>) -> String {
        let region = if self.chance(85) {
            539_901 + self.rng.u32(..15)
        } else {
            530_000 + self.rng.u32(..900)
        };
        let sequence = self.rng.u32(..500) * 2 + u32::from(is_female == Some(false));
        let (year, month, day) = birth;
        errors::checked(&format!("{region:06}{year:04}{month:02}{day:02}{sequence:03}"))
    }
}

#[cfg(test)]
mod tests {
    use super::records;

    #[test]
    fn the_same_seed_makes_the_same_registry() {
        let made = records(2_000, 7);
        assert_eq!(made.len(), 2_000);
        assert_eq!(made, records(2_000, 7));
        assert_ne!(made, records(2_000, 8));
        let mut entities: Vec<u32> = made.iter().map(|one| one.entity).collect();
        entities.sort_unstable();
        entities.dedup();
        assert_eq!(entities.len(), 1_800);
    }
}
