//! Households in hardship of the counties, in every state of a file, with their yearly reviews, and
//! model workers. Names are invented; identity numbers are valid in form, of a region (539999) and
//! telephone numbers of a range that nobody has.

use crate::actors::{day, time};
use crate::{City, SampleError, people as names, units};
use chrono::NaiveDate;
use jixiao_app::people::{
    self, FiguresForm, FileStepForm, HeadForm, HonourForm, HouseholdForm, MemberForm,
    ModelWorkerForm, PersonForm, YearlyCheckForm, YearlyForm,
};
use jixiao_domain::HouseholdId;

/// Files of each county.
const FILES_PER_UNIT: usize = 5;
/// Model workers of each county.
const MODEL_WORKERS_PER_UNIT: usize = 2;
/// The people of the files come after those who work for the federation.
const FIRST_NAME: usize = 200;

/// Where the story leaves a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    Draft,
    Submitted,
    Reviewed,
    Filed,
    Proposed,
    Confirmed,
    Lifted,
    Cancelling,
}

fn reach(number: usize) -> Reach {
    match number % 10 {
        0 => Reach::Draft,
        1 => Reach::Submitted,
        2 => Reach::Reviewed,
        3 => Reach::Lifted,
        4 => Reach::Cancelling,
        5 => Reach::Proposed,
        6 => Reach::Filed,
        _ => Reach::Confirmed,
    }
}

/// Registers the people of the city's counties.
pub(crate) async fn register(city: &City<'_>) -> Result<(), SampleError> {
    let counties = units::UNITS.iter().enumerate().skip(1).take(20);
    for (index, unit) in counties {
        for place in 0..FILES_PER_UNIT {
            file(city, unit.key, index * FILES_PER_UNIT + place).await?;
        }
        for place in 0..MODEL_WORKERS_PER_UNIT {
            model_worker(city, unit.key, index * MODEL_WORKERS_PER_UNIT + place).await?;
        }
    }
    Ok(())
}

/// The number of a person born on a day: seventeen digits and the check character (GB 11643).
fn id_number(born: NaiveDate, sequence: usize) -> String {
    const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = format!("539999{}{:03}", born.format("%Y%m%d"), sequence % 1000);
    let weighed = digits.bytes().zip(WEIGHTS).map(|(digit, w)| usize::from(digit - b'0') * w);
    let check = "10X98765432".chars().nth(weighed.sum::<usize>() % 11).unwrap_or('0');
    format!("{digits}{check}")
}

/// A card number with its last digit by Luhn.
fn card(number: usize) -> String {
    let body = format!("621700000000{number:06}");
    let sum: usize = body
        .bytes()
        .rev()
        .zip([2, 1].iter().cycle())
        .map(|(digit, times)| usize::from(digit - b'0') * times)
        .map(|product| if product > 9 { product - 9 } else { product })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

fn born(number: usize, age: i32) -> NaiveDate {
    let month = u32::try_from(number % 12 + 1).unwrap_or(1);
    let of_month = u32::try_from(number * 7 % 28 + 1).unwrap_or(1);
    day(i64::from(2026 - age), month, of_month)
}

const CAUSES: [(&str, &str, &str); 5] = [
    ("own_illness", "serious", "慢性病，需长期治疗"),
    ("schooling", "good", ""),
    ("family_illness", "good", ""),
    ("disability", "disabled", "肢体三级残疾"),
    ("unemployment", "minor", ""),
];

fn form(unit: i64, number: usize) -> HouseholdForm {
    let (cause, health, diagnosis) = CAUSES[number % CAUSES.len()];
    let migrant = number % 7 == 3;
    let age = 34 + i32::try_from(number % 20).unwrap_or(0);
    let text = |text: &str| text.to_owned();
    HouseholdForm {
        organisation: unit.to_string(),
        kind: text(if migrant { "migrant" } else { "worker" }),
        level: text(["municipal", "provincial", "national"][number % 3]),
        region: text("530100"),
        main_cause: text(cause),
        causes: vec![text("low_income")],
        housing: text(["owned", "public_rental", "rental", "dormitory"][number % 4]),
        home_count: text(if number.is_multiple_of(4) { "1" } else { "0" }),
        circumstances: text("家庭主要劳动力收入减少，支出较大，生活困难。"),
        head: HeadForm {
            head_name: names::name(FIRST_NAME + number),
            // Far apart: workers of one birthday don't bear numbers one digit apart.
            head_id_number: id_number(born(number, age), number * 37),
            head_health: text(health),
            head_diagnosis: text(diagnosis),
            head_employment: text(if cause == "unemployment" { "unemployed" } else { "employed" }),
            head_employer: format!("江州第{}机械厂", ["一", "二", "三", "四"][number % 4]),
            head_union_member: text("1"),
            head_migrant: text(if migrant { "1" } else { "" }),
            head_phone: format!("19900000{:03}", number % 1000),
            head_address: format!("江州市人民路 {} 号", number + 1),
            head_bank_name: text("江州银行城东支行"),
            head_bank_card: card(number),
            ..HeadForm::default()
        },
        ..HouseholdForm::default()
    }
}

fn child(number: usize) -> MemberForm {
    MemberForm {
        relation: "child".to_owned(),
        school: "江州市第二中学".to_owned(),
        person: PersonForm {
            name: names::name(FIRST_NAME + 200 + number),
            id_number: id_number(born(number, 15), 500 + number),
            employment: "student".to_owned(),
            ..PersonForm::default()
        },
    }
}

fn figures(number: usize) -> FiguresForm {
    let wage = 9_600 + number % 9 * 1_200;
    let amounts = [
        ("income_wage", wage.to_string()),
        ("income_transfer", (number % 4 * 600).to_string()),
        ("essential_medical", (number % 6 * 900).to_string()),
        ("essential_schooling", "1800".to_owned()),
    ];
    FiguresForm {
        year: "2025".to_owned(),
        reason: String::new(),
        amounts: amounts.map(|(name, amount)| (name.to_owned(), amount)).into(),
    }
}

async fn file(city: &City<'_>, key: &str, number: usize) -> Result<(), SampleError> {
    let on = day(2026, 2 + u32::try_from(number % 5).unwrap_or(0), 9);
    let filler = format!("{key}.filler");
    let call = city.actors.call(city.app, &filler, time(on, 30))?;
    let step = |what: &str| SampleError::at(format!("{key} 第 {number} 户{what}"));
    let unit = call.actor.organisation_id.0;
    let id = people::create_household(call, &form(unit, number)).await.map_err(step("建档"))?;
    if !number.is_multiple_of(3) {
        people::add_member(call, id, &child(number)).await.map_err(step("登记成员"))?;
    }
    people::save_figures(call, id, &figures(number)).await.map_err(step("登记收支"))?;
    let reach = reach(number);
    let way = [
        (Reach::Draft, "submit", "filler", ""),
        (Reach::Submitted, "review", "reviewer", "情况属实"),
        (Reach::Reviewed, "approve", "approver", "同意建档"),
    ];
    for (days, (before, event, role, reason)) in (1..).zip(way) {
        if reach == before {
            return Ok(());
        }
        let on = on + chrono::Days::new(days * 6);
        take(city, &format!("{key}.{role}"), on, id, event, reason).await?;
    }
    match reach {
        Reach::Cancelling => {
            let on = day(2026, 9, 3);
            take(city, &filler, on, id, "propose_cancel", "职工已退休，转出工会").await
        }
        Reach::Proposed | Reach::Confirmed | Reach::Lifted => review(city, key, id, reach).await,
        Reach::Draft | Reach::Submitted | Reach::Reviewed | Reach::Filed => Ok(()),
    }
}

async fn take(
    city: &City<'_>,
    login: &str,
    on: NaiveDate,
    id: HouseholdId,
    event: &str,
    reason: &str,
) -> Result<(), SampleError> {
    let call = city.actors.call(city.app, login, time(on, 60))?;
    let step = || SampleError::at(format!("{login} 办理档案 {id} {event}"));
    let page = people::read_household(call, id, None).await.map_err(step())?;
    let form = FileStepForm {
        revision: page.loaded.household.revision.to_string(),
        event: event.to_owned(),
        reason: reason.to_owned(),
        class: String::new(),
    };
    people::step(call, id, &form).await.map_err(step())?;
    Ok(())
}

async fn review(
    city: &City<'_>,
    key: &str,
    id: HouseholdId,
    reach: Reach,
) -> Result<(), SampleError> {
    let step = || SampleError::at(format!("{key} 复核档案 {id}"));
    let lifts = reach == Reach::Lifted;
    let on = day(2026, 9, 7);
    let call = city.actors.call(city.app, &format!("{key}.filler"), time(on, 45))?;
    let form = YearlyForm {
        year: "2025".to_owned(),
        conclusion: if lifts { "lift" } else { "keep" }.to_owned(),
        class: String::new(),
        opinion: if lifts { "本人已稳定就业，家庭收入明显提高" } else { "" }.to_owned(),
    };
    people::propose_yearly(call, id, &form).await.map_err(step())?;
    if reach == Reach::Proposed {
        return Ok(());
    }
    let on = day(2026, 9, 14);
    let call = city.actors.call(city.app, &format!("{key}.reviewer"), time(on, 20))?;
    let page = people::read_household(call, id, None).await.map_err(step())?;
    for review in page.reviews {
        let form = YearlyCheckForm {
            revision: review.revision.to_string(),
            event: "confirm".to_owned(),
            opinion: "同意".to_owned(),
        };
        people::check_yearly(call, id, review.id, &form).await.map_err(step())?;
    }
    Ok(())
}

async fn model_worker(city: &City<'_>, key: &str, number: usize) -> Result<(), SampleError> {
    let step = || SampleError::at(format!("{key} 登记劳模 {number}"));
    let call = city.actors.call(city.app, &format!("{key}.filler"), time(day(2026, 1, 15), 90))?;
    let age = 62 + i32::try_from(number % 18).unwrap_or(0);
    let form = PersonForm {
        organisation: call.actor.organisation_id.to_string(),
        name: names::name(FIRST_NAME + 320 + number),
        id_number: id_number(born(number, age), 900 + number),
        employment: "retired".to_owned(),
        employer: "江州纺织厂".to_owned(),
        union_member: "1".to_owned(),
        phone: format!("19900001{:03}", number % 1000),
        bank_name: "江州银行城西支行".to_owned(),
        bank_card: card(900_000 + number),
        ..PersonForm::default()
    };
    let id = people::create_person(call, &form).await.map_err(step())?;
    let level = ["municipal", "municipal", "provincial", "national"][number % 4];
    let (status, reason) =
        if number % 13 == 5 { ("emigrated", "随子女定居境外") } else { ("living", "") };
    let record = ModelWorkerForm {
        level: level.to_owned(),
        status: status.to_owned(),
        status_reason: reason.to_owned(),
        class: if number % 5 == 1 { "living_hardship" } else { "" }.to_owned(),
        ..ModelWorkerForm::default()
    };
    people::save_model_worker(call, id, &record).await.map_err(step())?;
    let honour = HonourForm {
        level: level.to_owned(),
        title: "劳动模范".to_owned(),
        awarded_year: (1985 + number % 25).to_string(),
        document_number: String::new(),
    };
    people::add_honour(call, id, &honour).await.map_err(step())?;
    Ok(())
}

/// What a person entered again would say of the worker of a county's third file.
pub(crate) fn worker(county: usize) -> PersonForm {
    let number = county * FILES_PER_UNIT + 2;
    let head = form(0, number).head;
    let age = 34 + i32::try_from(number % 20).unwrap_or(0);
    PersonForm {
        name: head.head_name,
        // The last digit of the sequence: odd for men.
        sex: if number.is_multiple_of(2) { "female" } else { "male" }.to_owned(),
        birth_date: born(number, age).to_string(),
        employer: head.head_employer,
        phone: head.head_phone,
        address: head.head_address,
        ..PersonForm::default()
    }
}
