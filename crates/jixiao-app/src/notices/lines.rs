//! The lines of a notice: of each case only what may be shown (社会救助暂行办法 第六十一条 on secrecy,
//! 个人信息保护法 第二十五条、第二十八条).

use crate::cases::LoadedRound;
use crate::digest::sm3_hex;
use chrono::{Datelike as _, NaiveDate};
use jixiao_domain::masked_name;
use jixiao_store::aid_notices::NoticeLine;
use jixiao_store::views::aid_cases::NoticeCandidate;

/// 民法典 第十七条: who is not yet eighteen is under age.
const FULL_AGE: i32 = 18;

/// The line of a case.
pub(super) fn line(
    round: &LoadedRound,
    case: &NoticeCandidate,
    number: i64,
    today: NaiveDate,
) -> NoticeLine {
    // Whose age is not known is treated like a child.
    let is_minor = case.birth_date.is_none_or(|born| is_under_age(born, today));
    let masked = masked_name(&case.name);
    NoticeLine {
        case_id: case.id,
        number,
        name: if is_minor { masked.clone() } else { case.name.clone() },
        masked_name: masked,
        employer: case.employer.clone(),
        union_name: case.union_name.clone(),
        programme: round.programme.name.clone(),
        class: round.class_name(&case.class).to_owned(),
        amount: case.approved,
    }
}

fn is_under_age(born: NaiveDate, today: NaiveDate) -> bool {
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    today.year() - born.year() - i32::from(!had_birthday) < FULL_AGE
}

/// The digest of the lines as they are shown.
pub(super) fn digest(lines: &[NoticeLine]) -> String {
    let mut text = String::new();
    for line in lines {
        for part in [
            line.number.to_string(),
            line.case_id.to_string(),
            line.name.clone(),
            line.employer.clone(),
            line.union_name.clone(),
            line.programme.clone(),
            line.class.clone(),
            line.amount.fen().to_string(),
        ] {
            text.push_str(&part);
            text.push('\u{1f}');
        }
        text.push('\n');
    }
    sm3_hex(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::is_under_age;
    use chrono::NaiveDate;

    #[test]
    fn full_age_begins_on_the_eighteenth_birthday() {
        let date = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
        assert!(is_under_age(date(2008, 3, 2), date(2026, 3, 1)));
        assert!(!is_under_age(date(2008, 3, 2), date(2026, 3, 2)));
    }
}
