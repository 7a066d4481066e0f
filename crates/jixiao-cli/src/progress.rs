//! A progress bar on standard error, shown only on a terminal and only for longer work.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};

/// Below this many files a bar would only flicker.
const FILES_MIN: usize = 50;

/// A bar over `files` files.
pub(crate) fn bar(files: usize) -> ProgressBar {
    if files < FILES_MIN || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let total = u64::try_from(files).unwrap_or(u64::MAX);
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr_with_hz(5));
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} 个文件  用时 {elapsed}  {msg}")
        .expect("the template is constant and valid");
    bar.set_style(style);
    bar
}
