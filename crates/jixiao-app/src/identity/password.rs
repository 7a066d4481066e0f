//! Which passwords are taken: long enough, of mixed characters, not guessable from the login or from
//! what everybody uses.

use crate::Entropy;

/// The least number of characters.
pub const LENGTH_MIN: usize = 10;
/// The greatest number of characters: hashing is not for pictures.
pub const LENGTH_MAX: usize = 128;
/// How many of the last passwords may not come again.
pub const HISTORY_COUNT: i64 = 5;

/// The rules, as the pages print them beside the field.
pub const RULES: &str = "至少 10 个字符，含大写字母、小写字母、数字、其他符号中的三类；\
                         不得包含登录名，不得为常见密码，不得与最近 5 次相同";

/// What everybody uses, in lower case, with common substitutions undone and digits and signs at both
/// ends taken off.
const COMMON: &[&str] = &[
    "",
    "a",
    "aa",
    "aaa",
    "ab",
    "abc",
    "abcabc",
    "abcd",
    "abcde",
    "abcdef",
    "abcdefg",
    "access",
    "admin",
    "adminadmin",
    "administrator",
    "adminroot",
    "asdf",
    "asdfg",
    "asdfgh",
    "asdfghjkl",
    "changeme",
    "china",
    "default",
    "dragon",
    "football",
    "gonghui",
    "guest",
    "hello",
    "helloworld",
    "iloveyou",
    "jixiao",
    "letmein",
    "login",
    "manager",
    "master",
    "monkey",
    "newpassword",
    "nihao",
    "operator",
    "pass",
    "passw",
    "passwd",
    "password",
    "passwordpassword",
    "princess",
    "q",
    "qaz",
    "qazwsx",
    "qazwsxedc",
    "qq",
    "qwe",
    "qweasd",
    "qweasdzxc",
    "qwer",
    "qwert",
    "qwerty",
    "qwertyu",
    "qwertyui",
    "qwertyuiop",
    "root",
    "secret",
    "shadow",
    "sunshine",
    "superman",
    "superuser",
    "system",
    "temp",
    "test",
    "testtest",
    "user",
    "username",
    "wang",
    "welcome",
    "woaini",
    "woainiwoaini",
    "woaizhongguo",
    "xiaoming",
    "zaq",
    "zhang",
    "zhonguo",
    "zhongguo",
    "zxc",
    "zxcv",
    "zxcvbn",
    "zxcvbnm",
];

/// What is wrong with a password, in Chinese; `None` for one that is taken.
pub fn fault(password: &str, login: &str) -> Option<String> {
    let length = password.chars().count();
    if length < LENGTH_MIN {
        return Some(format!("密码至少 {LENGTH_MIN} 个字符，现为 {length} 个"));
    }
    if length > LENGTH_MAX {
        return Some(format!("密码最多 {LENGTH_MAX} 个字符，现为 {length} 个"));
    }
    if class_count(password) < 3 {
        return Some("密码须含大写字母、小写字母、数字、其他符号中的至少三类".to_owned());
    }
    let lower = password.to_lowercase();
    if !login.is_empty() && lower.contains(&login.to_lowercase()) {
        return Some("密码不得包含登录名".to_owned());
    }
    if is_common(&lower) {
        return Some("这是常见密码，容易被猜出，请换一个".to_owned());
    }
    None
}

fn class_count(password: &str) -> usize {
    let classes: [fn(char) -> bool; 4] = [
        |c| c.is_ascii_lowercase(),
        |c| c.is_ascii_uppercase(),
        |c| c.is_ascii_digit(),
        |c| !c.is_ascii_alphanumeric(),
    ];
    classes.iter().filter(|class| password.chars().any(class)).count()
}

fn is_common(lower: &str) -> bool {
    let bare = |text: &str| {
        text.trim_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation() || c == ' ')
            .to_owned()
    };
    let plain = |text: &str| -> String { text.chars().map(unsubstituted).collect() };
    let walked: String = lower.chars().filter(char::is_ascii_alphabetic).collect();
    let repeated = lower.chars().all(|c| lower.starts_with(c));
    // A substituted character may stand at an end (`@dmin`) or beside the digits (`passw0rd1`).
    let readings = [bare(lower), plain(&bare(lower)), bare(&plain(lower)), walked];
    repeated || readings.iter().any(|text| COMMON.contains(&text.as_str()))
}

fn unsubstituted(c: char) -> char {
    match c {
        '0' => 'o',
        '3' => 'e',
        '@' => 'a',
        '$' => 's',
        other => other,
    }
}

/// A password that serves once, easy to read aloud: four groups without characters that look alike.
pub fn one_time(entropy: &Entropy) -> String {
    const UPPER: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
    const LOWER: &[u8] = b"abcdefghijkmnpqrstuvwxyz";
    const DIGIT: &[u8] = b"23456789";
    let bytes = entropy.bytes();
    let groups: Vec<String> = bytes[..16]
        .chunks_exact(4)
        .map(|group| {
            let pick = |set: &[u8], byte: u8| char::from(set[usize::from(byte) % set.len()]);
            [
                pick(UPPER, group[0]),
                pick(LOWER, group[1]),
                pick(DIGIT, group[2]),
                pick(LOWER, group[3]),
            ]
            .iter()
            .collect()
        })
        .collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::{fault, one_time};
    use crate::Entropy;

    #[test]
    fn passwords_are_judged_by_length_classes_login_and_habit() {
        let cases = [
            ("Aa1!", "至少 10"),
            ("abcdefghijkl", "三类"),
            ("abcdefghij12", "三类"),
            ("Zhaoqian-2026", "登录名"),
            ("Password123!", "常见"),
            ("P@ssw0rd2026", "常见"),
            ("Qwertyuiop1!", "常见"),
            ("1qaz2wsx3EDC", "常见"),
            ("Aa1234567890", "常见"),
            ("Woaini1314520!", "常见"),
            ("Admin@123456", "常见"),
        ];
        for (password, expected) in cases {
            let found = fault(password, "zhaoqian").unwrap_or_default();
            assert!(found.contains(expected), "{password}: {found}");
        }
        for password in ["Tea-and-7-clouds", "江州总工会2026年Plan", "kV9#tq2mLw0z"] {
            assert_eq!(fault(password, "zhaoqian"), None, "{password}");
        }
        assert!(fault(&"aB3".repeat(60), "x").unwrap().contains("最多"));
    }

    #[test]
    fn a_one_time_password_is_taken_and_differs_each_time() {
        let entropy = Entropy::series();
        let (first, second) = (one_time(&entropy), one_time(&entropy));
        assert_ne!(first, second);
        assert_eq!(fault(&first, "zhaoqian"), None, "{first}");
    }
}
