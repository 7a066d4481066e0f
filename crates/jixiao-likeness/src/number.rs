//! Resident numbers as they are compared: the seventeen digits before the check character. Whoever
//! mistypes a digit of an old number of fifteen gets another check character with it when the number
//! is widened, so that character tells nothing.

/// The digits of a resident number, an old one of fifteen widened by the century. `None` for anything
/// that isn't such a number; its check character is not looked at.
pub fn identity_body(number: &str) -> Option<u64> {
    let number = number.trim();
    if !number.is_ascii() {
        return None;
    }
    let body = match number.len() {
        15 => format!("{}19{}", &number[..6], &number[6..]),
        17 | 18 => number[..17].to_owned(),
        _ => return None,
    };
    if !body.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    body.parse().ok()
}

/// How two different bodies agree: 2 for one digit that differs, 3 for two neighbours swapped, 4 for
/// different numbers.
pub(crate) fn identity_level(left: u64, right: u64) -> u8 {
    let (mut a, mut b) = (left, right);
    let mut differing = [(0_u32, 0_u64, 0_u64); 2];
    let mut count = 0;
    for place in 0..17 {
        let (x, y) = (a % 10, b % 10);
        if x != y {
            if count == 2 {
                return 4;
            }
            differing[count] = (place, x, y);
            count += 1;
        }
        a /= 10;
        b /= 10;
    }
    let [(first, x1, y1), (second, x2, y2)] = differing;
    match count {
        1 => 2,
        2 if second == first + 1 && x1 == y2 && x2 == y1 => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::{identity_body, identity_level};

    #[test]
    fn an_old_number_is_the_same_number() {
        assert_eq!(identity_body("110105491231002"), identity_body("11010519491231002X"));
        assert_eq!(identity_body("1101054912310"), None);
        assert_eq!(identity_body("11010549123100２"), None);
    }

    #[test]
    fn a_mistyped_digit_and_a_swap_are_told_from_another_number() {
        let number = 11_010_519_491_231_002;
        let cases = [
            (11_010_519_491_231_003, 2),
            (11_010_519_491_213_002, 3),
            (11_010_519_491_231_113, 4),
            (91_010_519_491_231_003, 4),
        ];
        for (other, expected) in cases {
            assert_eq!(identity_level(number, other), expected, "{other}");
        }
    }
}
