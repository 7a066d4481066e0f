//! Masks of numbers, names and addresses. No law sets one pattern; this is the customary one
//! (numbers keep what tells two people of a list apart, names the surname, addresses the street).

/// Stars for all characters but the first `head` and the last `tail`; all stars where that would
/// leave fewer than four hidden.
pub(super) fn starred(text: &str, head: usize, tail: usize) -> String {
    let count = text.chars().count();
    if count < head + tail + 4 {
        return "*".repeat(count);
    }
    text.chars()
        .enumerate()
        .map(|(index, one)| if index < head || index >= count - tail { one } else { '*' })
        .collect()
}

/// 张三丰 as 张**: for lists that leave the house.
pub fn masked_name(name: &str) -> String {
    let mut characters = name.trim().chars();
    let Some(surname) = characters.next() else { return String::new() };
    let rest = characters.count().clamp(1, 3);
    format!("{surname}{}", "*".repeat(rest))
}

/// An address down to its street, township or county; all hidden where none is named.
pub fn masked_address(address: &str) -> String {
    const ENDS: &[&[&str]] = &[
        &["街道", "大道", "大街", "苏木"],
        &["镇", "乡", "路", "街", "巷"],
        &["区", "县", "旗", "市"],
    ];
    let address = address.trim();
    let end = ENDS.iter().find_map(|words| {
        words.iter().filter_map(|word| Some(address.find(word)? + word.len())).min()
    });
    match end {
        Some(end) if end < address.len() => format!("{}****", &address[..end]),
        Some(_) => address.to_owned(),
        None if address.is_empty() => String::new(),
        None => "****".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{masked_address, masked_name, starred};

    #[test]
    fn a_masked_name_keeps_the_surname() {
        for (name, masked) in [
            ("张三", "张*"),
            ("李小四", "李**"),
            ("阿依古丽·买买提", "阿***"),
            ("", ""),
            ("王", "王*"),
        ] {
            assert_eq!(masked_name(name), masked);
        }
    }

    #[test]
    fn a_masked_address_ends_with_its_street() {
        for (address, masked) in [
            ("江州市临江区东风街道沿河社区 3 栋 2 单元", "江州市临江区东风街道****"),
            ("江州市临江区人民路 12 号", "江州市临江区人民路****"),
            ("临江区", "临江区"),
            ("三号院", "****"),
            ("", ""),
        ] {
            assert_eq!(masked_address(address), masked);
        }
    }

    #[test]
    fn short_texts_are_hidden_whole() {
        assert_eq!(starred("1234567", 3, 2), "*******");
        assert_eq!(starred("123456789", 3, 2), "123****89");
    }
}
