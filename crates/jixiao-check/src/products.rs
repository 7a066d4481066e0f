//! Products a text writes out: 200元/米×1200米=20万元.
//!
//! Owns which figures are factors and which is the product. Sums, brackets and bounds around them
//! leave the product open, and it says nothing.

use crate::amounts::in_yuan;
use crate::spending::{Sum, money_unit, tolerance};
use jixiao_domain::{ComparisonSign, Decimal, Quantity};
use jixiao_form::values::{Spotted, quantities};

/// A product in money and the amount the text says it is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Product {
    /// What the factors make, in 元.
    pub(crate) yuan: Decimal,
    /// What is written behind the sign of equality.
    pub(crate) stated: Sum,
}

const TIMES: [&str; 6] = ["×", "✕", "*", "x", "X", "✖"];

/// The first product of `text`, which is squeezed, that is not what it is said to be.
pub(crate) fn wrong_product(text: &str) -> Option<Product> {
    if !text.contains('=') || !TIMES.iter().any(|sign| text.contains(sign)) {
        return None;
    }
    let figures: Vec<Spotted> = quantities(text).collect();
    let mut first = 0;
    for end in 1..figures.len() {
        match between(text, &figures[end - 1], &figures[end]) {
            Some(Link::Times) => {}
            Some(Link::Equals) if end - first >= 2 => {
                let product = product(text, &figures[first..end], &figures[end]);
                if product.is_some() {
                    return product;
                }
                first = end;
            }
            _ => first = end,
        }
    }
    None
}

/// What stands between two figures.
enum Link {
    Times,
    Equals,
}

fn between(text: &str, left: &Spotted, right: &Spotted) -> Option<Link> {
    match text.get(left.span.end..right.span.start)? {
        "=" => Some(Link::Equals),
        sign if TIMES.contains(&sign) => Some(Link::Times),
        _ => None,
    }
}

/// The product of `factors`, where it is an amount of money other than `stated`.
fn product(text: &str, factors: &[Spotted], stated: &Spotted) -> Option<Product> {
    let is_open = |c: char| {
        matches!(c, '+' | '-' | '—' | '~' | '～' | '/' | '×' | '*' | '(' | ')' | '至' | '约')
    };
    let (start, end) = (factors.first()?.span.start, stated.span.end);
    if text[..start].ends_with(is_open) || text[end..].starts_with(is_open) {
        return None;
    }
    let (unit, per) = money_unit(&stated.quantity.unit)?;
    if !per.is_empty() || stated.quantity.sign != ComparisonSign::Equal {
        return None;
    }
    let mut yuan = Decimal::ONE;
    let mut standards = 0;
    for factor in factors {
        let (number, is_money) = value(&factor.quantity)?;
        yuan = yuan.checked_mul(number)?;
        standards += usize::from(is_money);
    }
    let said = in_yuan(stated.quantity.number, unit)?;
    let tolerance = tolerance(stated.quantity.number, said, unit);
    let differs = yuan.checked_sub(said)?.abs() > tolerance;
    (standards == 1 && differs).then_some(Product { yuan, stated: Sum { yuan: said, tolerance } })
}

/// A factor as a number, money in 元, and whether it is money.
fn value(quantity: &Quantity) -> Option<(Decimal, bool)> {
    if quantity.sign != ComparisonSign::Equal {
        return None;
    }
    if let Some((unit, _)) = money_unit(&quantity.unit) {
        return Some((in_yuan(quantity.number, unit)?, true));
    }
    if quantity.is_percentage() {
        return Some((quantity.number.checked_div(Decimal::ONE_HUNDRED)?, false));
    }
    let scale = match quantity.unit.chars().next()? {
        '万' => 10_000,
        '亿' | '千' | '百' => return None,
        _ => 1,
    };
    Some((quantity.number.checked_mul(Decimal::from(scale))?, false))
}

#[cfg(test)]
mod tests {
    use super::wrong_product;
    use jixiao_domain::Decimal;

    #[test]
    fn a_product_is_what_its_factors_make() {
        let wrong = wrong_product("护栏200元/米×1200米=20万元").unwrap();
        assert_eq!(
            (wrong.yuan, wrong.stated.yuan),
            (Decimal::from(240_000), Decimal::from(200_000))
        );
        for right in [
            "200元/米×1140米=22.8万元",
            "130元/人*100人*12个月=15.6万元",
            "1000-5000元/人×200人=50万元",
            "200元/米×1200米+6万元=30万元",
        ] {
            assert_eq!(wrong_product(right), None, "{right}");
        }
    }
}
