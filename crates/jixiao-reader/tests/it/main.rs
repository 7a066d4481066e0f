//! Integration tests of the readers, on small files built here.

mod support;
mod text;
