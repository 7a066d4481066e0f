//! Pairs joined into groups: who is one with somebody who is one with a third is one with both.

/// The groups of two and more among `count` records, each by its records in order.
pub fn clusters(count: usize, pairs: impl IntoIterator<Item = (u32, u32)>) -> Vec<Vec<u32>> {
    let mut parents: Vec<u32> = (0..).take(count).collect();
    for (left, right) in pairs {
        let (left, right) = (root(&mut parents, left), root(&mut parents, right));
        if left != right {
            // The earlier record stands for the group: the order of pairs doesn't show.
            parents[left.max(right) as usize] = left.min(right);
        }
    }
    let mut rooted: Vec<(u32, u32)> =
        (0..).take(count).map(|record| (root(&mut parents, record), record)).collect();
    rooted.sort_unstable();
    let groups = rooted.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
    groups.map(|group| group.iter().map(|(_, record)| *record).collect()).collect()
}

fn root(parents: &mut [u32], record: u32) -> u32 {
    let mut at = record;
    while parents[at as usize] != at {
        let above = parents[parents[at as usize] as usize];
        parents[at as usize] = above;
        at = above;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::clusters;

    #[test]
    fn pairs_join_into_groups_whatever_their_order() {
        let expected = vec![vec![0, 2, 5], vec![3, 4]];
        assert_eq!(clusters(7, [(2, 5), (3, 4), (0, 5)]), expected);
        assert_eq!(clusters(7, [(4, 3), (0, 5), (5, 2)]), expected);
        assert!(clusters(3, []).is_empty());
    }
}
