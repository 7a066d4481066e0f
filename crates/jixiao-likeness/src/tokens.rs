//! Names of employers and addresses as sets of neighbouring characters, kept in a few machine words:
//! comparing two is counting bits.

/// A set of pairs of neighbouring characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tokens([u64; 4]);

impl Tokens {
    /// The tokens of a text; digits and letters count, blanks and punctuation don't.
    pub(crate) fn of(text: &str) -> Self {
        let mut tokens = Self::default();
        let mut before = None;
        for one in text.chars().filter(|one| one.is_alphanumeric()) {
            if let Some(before) = before {
                let hash = mixed(u64::from(u32::from(before)) << 32 | u64::from(u32::from(one)));
                let bit = (hash >> 32) % 256;
                tokens.0[(bit / 64) as usize] |= 1 << (bit % 64);
            }
            before = Some(one);
        }
        tokens
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == [0; 4]
    }

    /// Shared tokens of all, of a hundred (Jaccard).
    pub(crate) fn shared_percent(self, other: Self) -> u32 {
        let (mut shared, mut all) = (0, 0);
        for (a, b) in self.0.iter().zip(other.0) {
            shared += (a & b).count_ones();
            all += (a | b).count_ones();
        }
        (shared * 100).checked_div(all).unwrap_or(0)
    }
}

/// Spreads a number over all bits (the finaliser of SplitMix64).
pub(crate) fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::Tokens;

    #[test]
    fn a_reworded_address_stays_near_and_another_is_far() {
        let address = Tokens::of("江州市北山区东风路3号安居小区2栋1单元302室");
        let reworded = Tokens::of("北山区东风路3号安居小区2栋302");
        let other = Tokens::of("江州市南水区解放街88号河畔花园6栋1501室");
        assert_eq!(address.shared_percent(address), 100);
        assert!(address.shared_percent(reworded) >= 50);
        assert!(address.shared_percent(other) < 40);
        assert!(Tokens::of("—").is_empty());
    }
}
