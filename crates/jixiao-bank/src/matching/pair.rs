//! Answers to lines, before what they say is looked at.

use super::{Question, same};
use crate::{Line, ReturnLine, ReturnStatus};
use std::collections::{BTreeMap, HashMap};

/// Answers being given to lines.
pub(super) struct Pairing<'m> {
    lines: &'m [Line],
    returned: &'m [ReturnLine],
    by_number: HashMap<u32, usize>,
    /// Indices of lines in the order of the batch.
    by_account: HashMap<&'m str, Vec<usize>>,
    /// Indices of the answers to each line, in the order of the file.
    answers: Vec<Vec<usize>>,
    questions: Vec<Question>,
}

impl<'m> Pairing<'m> {
    pub(super) fn new(lines: &'m [Line], returned: &'m [ReturnLine]) -> Self {
        let mut by_account: HashMap<&str, Vec<usize>> = HashMap::with_capacity(lines.len());
        for (index, line) in lines.iter().enumerate() {
            by_account.entry(&line.account).or_default().push(index);
        }
        Self {
            by_number: lines.iter().enumerate().map(|(index, line)| (line.number, index)).collect(),
            lines,
            returned,
            by_account,
            answers: vec![Vec::new(); lines.len()],
            questions: Vec::new(),
        }
    }

    /// Answers with a number first; the others share what is left.
    pub(super) fn pair(&mut self) {
        let mut unnumbered: BTreeMap<(&str, i64), Vec<usize>> = BTreeMap::new();
        for (answer, line) in self.returned.iter().enumerate() {
            if let Some(serial) = line.serial {
                self.by_serial(answer, line, serial);
            } else {
                let key = (line.account.as_str(), line.amount.fen());
                unnumbered.entry(key).or_default().push(answer);
            }
        }
        for ((account, fen), answers) in unnumbered {
            self.by_account(account, fen, &answers);
        }
    }

    pub(super) fn finish(self) -> (Vec<Vec<usize>>, Vec<Question>) {
        (self.answers, self.questions)
    }

    fn by_serial(&mut self, answer: usize, said: &ReturnLine, serial: u32) {
        let Some((line, answers)) = self
            .by_number
            .get(&serial)
            .and_then(|&index| self.lines.get(index).zip(self.answers.get_mut(index)))
        else {
            self.questions.push(Question::Unknown { answer });
            return;
        };
        let number = line.number;
        if !account_agrees(&line.account, &said.account) {
            self.questions.push(Question::OtherAccount { answer, number });
        } else if line.amount != said.amount {
            let (sent, answered) = (line.amount, said.amount);
            self.questions.push(Question::OtherAmount { answer, number, sent, answered });
        } else {
            answers.push(answer);
        }
    }

    /// Answers of one account and amount, to the lines that have both.
    fn by_account(&mut self, account: &str, fen: i64, answers: &[usize]) {
        let of_account = self.by_account.get(account).map_or(&[][..], Vec::as_slice);
        let fitting: Vec<usize> = of_account
            .iter()
            .copied()
            .filter(|&index| self.lines.get(index).is_some_and(|line| line.amount.fen() == fen))
            .collect();
        let free: Vec<usize> = fitting
            .iter()
            .copied()
            .filter(|&index| self.answers.get(index).is_some_and(Vec::is_empty))
            .collect();
        match (free.as_slice(), fitting.as_slice()) {
            ([], []) => {
                let single = match of_account {
                    [index] => self.lines.get(*index),
                    _ => None,
                };
                for &answer in answers {
                    self.other_amount(answer, single);
                }
            }
            // A line answered by number already, or the only one: all answers are to it.
            ([], [line]) | ([line], [_]) => self.give(*line, answers),
            // Where some were answered by number, the others' answers may be about those again.
            (free, fitting) if free.len() < fitting.len() => self.ambiguous(answers, fitting),
            (free, _) if answers.len() == free.len() && self.all_say_the_same(answers) => {
                for (&line, &answer) in free.iter().zip(answers) {
                    self.give(line, &[answer]);
                }
            }
            (free, _) => self.ambiguous(answers, free),
        }
    }

    fn give(&mut self, line: usize, answers: &[usize]) {
        if let Some(given) = self.answers.get_mut(line) {
            given.extend_from_slice(answers);
        }
    }

    fn ambiguous(&mut self, answers: &[usize], lines: &[usize]) {
        let number = |index: &usize| self.lines.get(*index).map(|line| line.number);
        let numbers = lines.iter().filter_map(number).collect();
        self.questions.push(Question::Ambiguous { answers: answers.to_vec(), numbers });
    }

    fn other_amount(&mut self, answer: usize, line: Option<&Line>) {
        let question = match (line, self.returned.get(answer)) {
            (Some(line), Some(said)) => Question::OtherAmount {
                answer,
                number: line.number,
                sent: line.amount,
                answered: said.amount,
            },
            _ => Question::Unknown { answer },
        };
        self.questions.push(question);
    }

    fn all_say_the_same(&self, answers: &[usize]) -> bool {
        let mut said = answers.iter().filter_map(|&answer| self.returned.get(answer));
        let first = said.next().map(|line| &line.status);
        // Failures count as the same only where their reasons are: each is mended by its own.
        let equal = |other: &ReturnStatus| {
            first.is_some_and(|first| match first {
                ReturnStatus::Failed(_) => first == other,
                _ => same(first, other),
            })
        };
        said.all(|line| equal(&line.status))
    }
}

/// Whether an account is the one sent, where the bank may hide digits behind `*`: what it shows must
/// agree, and it must show some.
fn account_agrees(sent: &str, said: &str) -> bool {
    if !said.contains('*') {
        return sent == said;
    }
    let shows = said.bytes().filter(u8::is_ascii_digit).count() >= 4;
    let agrees = |(sent, said): (u8, u8)| said == b'*' || sent == said;
    if sent.len() == said.len() {
        return shows && sent.bytes().zip(said.bytes()).all(agrees);
    }
    // Stars may stand for any number of digits.
    let (first, last) = (said.split('*').next(), said.rsplit('*').next());
    let fits = |part: Option<&str>, at: fn(&str, &str) -> bool| part.is_some_and(|p| at(sent, p));
    shows && fits(first, |sent, part| sent.starts_with(part)) && fits(last, |s, p| s.ends_with(p))
}

#[cfg(test)]
mod tests {
    use super::account_agrees;

    #[test]
    fn hidden_digits_agree_with_any() {
        for (said, agrees) in [
            ("6222000011112222333", true),
            ("6222000011112222334", false),
            ("6222***********2333", true),
            ("6222***********2334", false),
            ("6222****2333", true),
            ("***2333", true),
            ("***2334", false),
            ("***", false),
            ("6222*", true),
            ("", false),
        ] {
            assert_eq!(account_agrees("6222000011112222333", said), agrees, "{said}");
        }
    }
}
