//! What grows with every file and is written at the end: held while small, then kept in a temporary
//! file without a name.
//!
//! Owns bytes and arrays of JSON. What is in them is said by the commands.

use anyhow::{Context, Result};
use serde::Serialize;
use std::fs::File;
use std::io::{self, Seek, Write};

/// Bytes held before they go to a file.
const HELD_BYTES: usize = 256 << 10;

/// Bytes to be written later, in order.
#[derive(Debug, Default)]
pub(crate) struct Spool {
    held: Vec<u8>,
    file: Option<File>,
    /// Where no temporary file can be made, everything is held.
    has_no_file: bool,
}

impl Spool {
    pub(crate) fn push(&mut self, bytes: &[u8]) -> Result<()> {
        self.held.extend_from_slice(bytes);
        if self.held.len() < HELD_BYTES || self.has_no_file {
            return Ok(());
        }
        if self.file.is_none() {
            self.file = tempfile::tempfile().ok();
            self.has_no_file = self.file.is_none();
        }
        if let Some(file) = &mut self.file {
            file.write_all(&self.held).context("无法写入临时文件")?;
            self.held.clear();
        }
        Ok(())
    }

    pub(crate) fn write_to(&mut self, out: &mut dyn Write) -> Result<()> {
        if let Some(file) = &mut self.file {
            file.rewind().context("无法读取临时文件")?;
            io::copy(file, out)?;
        }
        out.write_all(&self.held)?;
        Ok(())
    }
}

/// An array of an outermost JSON object, as `serde_json` prints it prettily.
#[derive(Debug, Default)]
pub(crate) struct JsonArray {
    items: Spool,
    is_begun: bool,
}

impl JsonArray {
    pub(crate) fn push<T: Serialize>(&mut self, item: &T) -> Result<()> {
        self.push_rendered(&rendered(item))
    }

    /// Adds what [`rendered`] gave.
    pub(crate) fn push_rendered(&mut self, item: &str) -> Result<()> {
        self.items.push(if self.is_begun { b",\n" } else { b"\n" })?;
        self.is_begun = true;
        self.items.push(item.as_bytes())
    }

    pub(crate) fn write_to(&mut self, out: &mut dyn Write) -> Result<()> {
        out.write_all(b"[")?;
        self.items.write_to(out)?;
        out.write_all(if self.is_begun { b"\n  ]" } else { b"]" })?;
        Ok(())
    }
}

/// An item of a [`JsonArray`], indented.
pub(crate) fn rendered<T: Serialize>(item: &T) -> String {
    let item = serde_json::to_string_pretty(item).expect("derived, with names as keys");
    // JSON strings hold no line breaks, so every one ends a line.
    format!("    {}", item.replace('\n', "\n    "))
}

#[cfg(test)]
mod tests {
    use super::{HELD_BYTES, JsonArray, Spool};
    use serde_json::{Value, json};

    #[test]
    fn long_contents_come_back_whole_and_in_order() {
        let mut spool = Spool::default();
        let mut expected = Vec::new();
        for byte in 0..=4_u8 {
            let bytes = vec![byte; HELD_BYTES / 2 + 1];
            spool.push(&bytes).unwrap();
            expected.extend(bytes);
        }
        let mut out = Vec::new();
        spool.write_to(&mut out).unwrap();
        assert!(out == expected);
    }

    #[test]
    fn arrays_are_printed_as_serde_json_prints_them() {
        for items in [vec![], vec![json!({ "a": "一\n二" })], vec![json!(1), json!({ "b": [] })]]
        {
            let mut array = JsonArray::default();
            for item in &items {
                array.push(item).unwrap();
            }
            let mut out = b"{\n  \"items\": ".to_vec();
            array.write_to(&mut out).unwrap();
            out.extend(b"\n}");
            let whole = serde_json::to_string_pretty(&json!({ "items": Value::from(items) }));
            assert_eq!(String::from_utf8(out).unwrap(), whole.unwrap());
        }
    }
}
