//! The listed words as a tree of their characters.
//!
//! Owns the walk that finds the longest word at a place of the stream, and nothing of what words
//! mean: nearly every place is refused by its first character.

use super::super::stream::{Char, Sep};
use super::Word;
use std::collections::VecDeque;
use std::ops::Range;

/// The words as a tree of their characters, so that one walk finds the longest that begins at a
/// place.
pub(super) struct Tree {
    words: Vec<Word>,
    nodes: Vec<Node>,
    /// The steps from all nodes, those of one node by character.
    steps: Vec<(char, u32)>,
    /// For every Chinese character the node of the words that begin with it; 0 is none.
    han: Vec<u32>,
    /// The same for the few other characters words begin with.
    others: Vec<(char, u32)>,
}

/// What is known after some characters.
struct Node {
    /// The word that ends here, in the words.
    word: Option<u32>,
    /// Range in the steps.
    steps: Range<usize>,
}

const FIRST_HAN: char = '\u{4e00}';
const LAST_HAN: char = '\u{9fff}';

impl Tree {
    /// The tree of `words`, which are in order and differ.
    pub(super) fn new(words: Vec<Word>) -> Self {
        let (mut nodes, mut steps) = (Vec::with_capacity(words.len() * 3), Vec::new());
        // Words that share the characters up to this byte, still to become a node, in the order of
        // their nodes: the steps of one node stand together.
        let mut open = VecDeque::from([(0..words.len(), 0)]);
        while let Some((mut range, depth)) = open.pop_front() {
            let ends = words.get(range.start).is_some_and(|word| word.text.len() == depth);
            let word = ends.then(|| to_u32(range.start));
            range.start += usize::from(ends);
            let begin = steps.len();
            while let Some(c) = words.get(range.start).and_then(|word| char_at(word, depth))
                && !range.is_empty()
            {
                let alike = words[range.clone()]
                    .iter()
                    .take_while(|word| char_at(word, depth) == Some(c))
                    .count();
                steps.push((c, to_u32(nodes.len() + 1 + open.len())));
                open.push_back((range.start..range.start + alike, depth + c.len_utf8()));
                range.start += alike;
            }
            nodes.push(Node { word, steps: begin..steps.len() });
        }
        let mut han = vec![0; LAST_HAN as usize - FIRST_HAN as usize + 1];
        let mut others = Vec::new();
        let first = nodes.first().map_or(0..0, |root: &Node| root.steps.clone());
        for &(c, node) in steps.get(first).unwrap_or_default() {
            match han.get_mut((c as usize).wrapping_sub(FIRST_HAN as usize)) {
                Some(first) => *first = node,
                None => others.push((c, node)),
            }
        }
        Self { words, nodes, steps, han, others }
    }

    /// The longest word at the beginning of `chars` and its length. No word runs over a bar.
    #[inline]
    pub(super) fn at(&self, chars: &[Char]) -> Option<(Word, usize)> {
        let (first, rest) = chars.split_first()?;
        let place = (first.c as usize).wrapping_sub(FIRST_HAN as usize);
        let node = match self.han.get(place) {
            Some(&node) => node,
            None => self.others.iter().find(|(c, _)| *c == first.c).map_or(0, |(_, node)| *node),
        };
        if node == 0 { None } else { self.from(node, rest) }
    }

    /// The longest word from `node` on, which stands for one character, as `rest` goes on.
    fn from(&self, node: u32, rest: &[Char]) -> Option<(Word, usize)> {
        let mut node = self.nodes.get(node as usize)?;
        let (mut found, mut length) = (None, 1);
        loop {
            found = node.word.map(|word| (word, length)).or(found);
            let Some(next) = rest.get(length - 1).filter(|next| next.sep != Sep::Hard) else {
                break;
            };
            let steps = self.steps.get(node.steps.clone())?;
            let Some((_, after)) = steps.iter().find(|(c, _)| *c == next.c) else { break };
            node = self.nodes.get(*after as usize)?;
            length += 1;
        }
        let (word, length) = found?;
        Some((*self.words.get(word as usize)?, length))
    }
}

fn char_at(word: &Word, byte: usize) -> Option<char> {
    word.text.get(byte..)?.chars().next()
}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
