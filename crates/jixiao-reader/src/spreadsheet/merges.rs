//! Merged ranges: which cell begins one, which is covered. Of ranges that overlap the first wins,
//! in reading order.

use std::collections::BTreeMap;

/// A merged range; rows and columns from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Merge {
    pub(crate) row: u32,
    pub(crate) column: u32,
    pub(crate) last_row: u32,
    pub(crate) last_column: u32,
}

/// What a place is to the merges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Free,
    Begins(Merge),
    Covered,
}

impl Merge {
    /// The range between two corners, in any order.
    pub(crate) fn between(one: (u32, u32), other: (u32, u32)) -> Self {
        Self {
            row: one.0.min(other.0),
            column: one.1.min(other.1),
            last_row: one.0.max(other.0),
            last_column: one.1.max(other.1),
        }
    }
}

/// The merges met while walking places in reading order. Each step costs the logarithm of the
/// merges that are open, whatever a file declares.
pub(crate) struct Sweep {
    pending: std::iter::Peekable<std::vec::IntoIter<Merge>>,
    /// Open merges by first column; they do not overlap, though some may have ended.
    open: BTreeMap<u32, Merge>,
}

impl Sweep {
    pub(crate) fn new(mut merges: Vec<Merge>) -> Self {
        merges.sort_unstable();
        Self { pending: merges.into_iter().peekable(), open: BTreeMap::new() }
    }

    /// The role of a place; places must come in reading order.
    pub(crate) fn role(&mut self, row: u32, column: u32) -> Role {
        while let Some(merge) =
            self.pending.next_if(|merge| (merge.row, merge.column) <= (row, column))
        {
            self.begin(merge);
        }
        match self.open.range(..=column).next_back() {
            Some((_, merge)) if merge.last_column >= column && merge.last_row >= row => {
                if (merge.row, merge.column) == (row, column) {
                    Role::Begins(*merge)
                } else {
                    Role::Covered
                }
            }
            _ => Role::Free,
        }
    }

    /// Opens a merge unless one that is open overlaps it.
    fn begin(&mut self, merge: Merge) {
        while let Some((&column, other)) = self.open.range(..=merge.last_column).next_back() {
            if other.last_column < merge.column {
                break;
            }
            if other.last_row >= merge.row {
                return;
            }
            self.open.remove(&column);
        }
        self.open.insert(merge.column, merge);
    }
}
