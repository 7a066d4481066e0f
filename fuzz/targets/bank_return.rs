//! Return files of banks: any bytes, in every layout; what is read is matched with a batch of two, and
//! none of its money is lost.
#![no_main]

use jixiao_bank::{Layouts, Line, ReturnFile, match_return, read_return};

/// Two lines with the accounts and amounts that the seeds answer to.
fn batch(file: &ReturnFile) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (number, answer) in (1..=2).zip(&file.lines) {
        if answer.amount.fen() > 0 {
            let (account, amount) = (answer.account.clone(), answer.amount);
            lines.push(Line { number, account, amount, ..Line::default() });
        }
    }
    lines
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for layout in Layouts::builtin().all() {
        let Ok(file) = read_return(bytes, layout) else { continue };
        let lines = batch(&file);
        let Ok(matching) = match_return(&lines, &file.lines) else { continue };
        let tallies = [matching.paid, matching.failed, matching.pending, matching.missing];
        let answered: i64 = tallies.iter().map(|tally| tally.sum.fen()).sum();
        assert_eq!(answered, lines.iter().map(|line| line.amount.fen()).sum::<i64>());
        assert_eq!(matching.outcomes.len(), lines.len());
    }
});
