//! Where output goes: data to standard output or a file, messages to standard error.

use anstream::{AutoStream, ColorChoice};
use anyhow::{Context, Result};
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::LazyLock;

/// Writes styled text to standard output; colours are stripped where it is no terminal.
pub(crate) fn text(text: &str) -> Result<()> {
    // Asked once: this is called for every file.
    static CHOICE: LazyLock<ColorChoice> = LazyLock::new(|| AutoStream::choice(&io::stdout()));
    let mut out = AutoStream::new(io::stdout().lock(), *CHOICE);
    out.write_all(text.as_bytes())?;
    Ok(())
}

/// Writes to `path`, or to standard output without one.
pub(crate) fn bytes(path: Option<&Path>, bytes: &[u8]) -> Result<()> {
    match path {
        Some(path) => {
            fs::write(path, bytes).with_context(|| format!("无法写入 {}", path.display()))
        }
        None => Ok(io::stdout().lock().write_all(bytes)?),
    }
}

/// A buffered way to `path`, or to standard output without one.
pub(crate) fn writer(path: Option<&Path>) -> Result<Box<dyn Write>> {
    Ok(match path {
        Some(path) => {
            let file = fs::File::create(path);
            let file = file.with_context(|| format!("无法写入 {}", path.display()))?;
            Box::new(BufWriter::new(file))
        }
        None => Box::new(BufWriter::new(io::stdout().lock())),
    })
}

/// Says on standard error what went wrong.
pub(crate) fn error(message: &str) {
    message_line(&format!("错误：{message}"));
}

/// Says something on standard error.
pub(crate) fn message_line(message: &str) {
    // A closed standard error leaves no one to tell.
    let _ = writeln!(anstream::stderr().lock(), "{message}");
}

/// Whether the reader of standard output went away (`jixiao … | head`), which is no failure.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
