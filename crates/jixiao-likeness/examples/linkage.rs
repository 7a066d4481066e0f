//! The benchmark's side of this crate: makes a labelled registry as CSV, or finds the duplicates in
//! one and says how many were right.
//!
//! `linkage make COUNT SEED FILE`, `linkage find FILE`.

#![expect(clippy::print_stdout, reason = "prints what it measured")]

use jixiao_likeness::{
    Birth, Limits, Person, Registry, identity_body, search, syllables, synthetic,
};
use std::collections::HashMap;
use std::error::Error;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["make", count, seed, file] => make(count.parse()?, seed.parse()?, file),
        ["find", file] => find(file),
        _ => Err("linkage make COUNT SEED FILE | linkage find FILE".into()),
    }
}

/// Both sides of the comparison read these columns; numbers are normalised and names read aloud, so
/// that neither has to.
const HEADS: [&str; 12] = [
    "unique_id",
    "entity",
    "name",
    "reading",
    "birth",
    "sex",
    "identity",
    "card",
    "phone",
    "household",
    "employer",
    "address",
];

fn make(count: usize, seed: u64, file: &str) -> Result<(), Box<dyn Error>> {
    let mut writer = csv::Writer::from_path(file)?;
    writer.write_record(HEADS)?;
    for (number, made) in synthetic::records(count, seed).into_iter().enumerate() {
        let birth = match made.birth {
            (0, ..) => String::new(),
            (year, 0, _) => year.to_string(),
            (year, month, day) => format!("{year:04}-{month:02}-{day:02}"),
        };
        let body = identity_body(&made.identity);
        writer.write_record([
            number.to_string(),
            made.entity.to_string(),
            made.name.clone(),
            syllables(&made.name),
            birth,
            made.is_female.map_or("", |female| if female { "F" } else { "M" }).to_owned(),
            body.map_or_else(String::new, |body| format!("{body:017}")),
            made.card,
            made.phone,
            made.household.to_string(),
            made.employer,
            made.address,
        ])?;
    }
    Ok(writer.flush()?)
}

fn find(file: &str) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let mut registry = Registry::default();
    let mut entities: Vec<u32> = Vec::new();
    let mut reader = csv::Reader::from_path(file)?;
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row)? {
        let at = |column: usize| row.get(column).unwrap_or("");
        let number = |column: usize| at(column).parse::<u64>().ok();
        entities.push(at(1).parse()?);
        let person = Person {
            name: at(2),
            birth: birth(at(4)),
            is_female: match at(5) {
                "F" => Some(true),
                "M" => Some(false),
                _ => None,
            },
            identity: number(6),
            card: number(7),
            phone: number(8),
            household: number(9),
            employer: at(10),
            address: at(11),
        };
        registry.push(&person).map_err(|count| format!("more than {count} persons"))?;
    }
    let read = start.elapsed();
    let found = search(&registry, Limits::default());
    let all = start.elapsed();
    let truth = true_pairs(&entities);
    for permille in [500, 900, 990] {
        let pairs: Vec<_> = found.found.iter().filter(|pair| pair.permille >= permille).collect();
        let same = |left: u32, right: u32| entities[left as usize] == entities[right as usize];
        let right = pairs.iter().filter(|pair| same(pair.left, pair.right)).count();
        println!("{permille} {} {right} {truth}", pairs.len());
    }
    println!(
        "read {:.3} s, all {:.3} s, {} compared, {} blocks left out",
        read.as_secs_f64(),
        all.as_secs_f64(),
        found.compared_count,
        found.skipped_block_count
    );
    print!("{}", found.model);
    Ok(())
}

fn birth(text: &str) -> Option<Birth> {
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok()?;
    let day = match (parts.next(), parts.next()) {
        (Some(month), Some(day)) => Some((month.parse().ok()?, day.parse().ok()?)),
        _ => None,
    };
    Some(Birth { year, day })
}

/// How many pairs of records are one person.
fn true_pairs(entities: &[u32]) -> u64 {
    let mut counts: HashMap<u32, u64> = HashMap::new();
    for entity in entities {
        *counts.entry(*entity).or_default() += 1;
    }
    counts.values().map(|count| count * (count - 1) / 2).sum()
}
