//! How alike two Chinese names are, by the pairs of neighbouring characters they share.
//!
//! Chinese prints no spaces between words, and nearly all its words have two characters, so shared
//! pairs are shared words. Knows nothing of what the names mean.

/// The pairs of neighbouring letters of a text, sorted and without repeats.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Pairs(Vec<(char, char)>);

impl Pairs {
    /// The pairs of `text`; signs and digits end a run.
    pub(crate) fn of(text: &str) -> Self {
        let mut pairs = Vec::with_capacity(text.len() / 3);
        let mut before = None;
        for c in text.chars() {
            let letter = (c.is_alphabetic()).then_some(c);
            if let (Some(first), Some(second)) = (before, letter) {
                pairs.push((first, second));
            }
            before = letter;
        }
        pairs.sort_unstable();
        pairs.dedup();
        Self(pairs)
    }

    /// How many pairs there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// How many pairs both have.
    pub(crate) fn shared(&self, other: &Self) -> usize {
        self.0.iter().filter(|pair| other.0.binary_search(pair).is_ok()).count()
    }

    /// Shared pairs per hundred of the shorter text; 0 when either has none.
    pub(crate) fn percent_of_shorter(&self, other: &Self) -> usize {
        (self.shared(other) * 100).checked_div(self.len().min(other.len())).unwrap_or(0)
    }

    /// Shared pairs per hundred of both texts' average; words only one has count against it.
    pub(crate) fn percent_of_both(&self, other: &Self) -> usize {
        (self.shared(other) * 200).checked_div(self.len() + other.len()).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::Pairs;

    #[test]
    fn names_with_the_same_words_are_alike() {
        let name = Pairs::of("生活困难劳模帮扶");
        assert_eq!(name.percent_of_shorter(&Pairs::of("其中生活困难劳模")), 71);
        assert_eq!(name.percent_of_both(&Pairs::of("困难劳模")), 60);
        assert_eq!(name.percent_of_both(&Pairs::of("印刷资料")), 0);
        assert_eq!(name.percent_of_shorter(&Pairs::of("12 3")), 0);
    }
}
