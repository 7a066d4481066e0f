//! Text files: separated, or with columns of fixed width.

use super::bytes_of;
use super::value::{Context, value};
use crate::characters::gbk;
use crate::{Encoding, FieldSpec, Layout, Line, LineEnd};

/// How fields are told apart.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form {
    Delimited { separator: u8, quoted: bool },
    Fixed,
}

/// The bytes of a file. Its fields were checked: none holds a line end, nor the separator where it
/// would part, and all can be encoded.
pub(super) fn write(
    layout: &Layout,
    mut context: Context<'_>,
    lines: &[Line],
    form: Form,
    encoding: Encoding,
    line_end: LineEnd,
) -> Vec<u8> {
    let mut text = String::with_capacity(lines.len().saturating_mul(128));
    let end = match line_end {
        LineEnd::Crlf => "\r\n",
        LineEnd::Lf => "\n",
    };
    for record in &layout.head {
        fields(&mut text, &record.fields, (&context, None), layout, (form, encoding));
        text.push_str(end);
    }
    if layout.file.headings {
        for (index, field) in layout.fields.iter().enumerate() {
            field_text(&mut text, index, field, &field.title, (form, encoding));
        }
        text.push_str(end);
    }
    for (row, line) in (1_u32..).zip(lines) {
        context.row = row;
        fields(&mut text, &layout.fields, (&context, Some(line)), layout, (form, encoding));
        text.push_str(end);
    }
    for record in &layout.tail {
        fields(&mut text, &record.fields, (&context, None), layout, (form, encoding));
        text.push_str(end);
    }
    match encoding {
        Encoding::Utf8 => text.into_bytes(),
        Encoding::Gbk => gbk(&text),
    }
}

/// Adds the fields of a record or a line.
fn fields(
    text: &mut String,
    fields: &[FieldSpec],
    (context, line): (&Context<'_>, Option<&Line>),
    layout: &Layout,
    form: (Form, Encoding),
) {
    for (index, field) in fields.iter().enumerate() {
        field_text(text, index, field, &value(field, context, line, layout), form);
    }
}

/// Adds one field: figures are filled with zeros on the left, words with blanks on the right.
fn field_text(
    text: &mut String,
    index: usize,
    field: &FieldSpec,
    value: &str,
    (form, encoding): (Form, Encoding),
) {
    match form {
        Form::Delimited { separator, quoted } => {
            if index > 0 {
                text.push(char::from(separator));
            }
            if quoted {
                text.push('"');
                text.push_str(&value.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(value);
            }
        }
        Form::Fixed => {
            let blank = field.width.unwrap_or(0).saturating_sub(bytes_of(value, encoding));
            if field.what.is_figure() {
                text.extend(std::iter::repeat_n('0', blank));
                text.push_str(value);
            } else {
                text.push_str(value);
                text.extend(std::iter::repeat_n(' ', blank));
            }
        }
    }
}
