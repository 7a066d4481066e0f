//! Integration tests of the readers, on small files built here.

mod biff;
mod csv;
mod docx;
mod html;
mod packages;
mod properties;
mod refusals;
mod support;
mod text;
mod xls;
mod xlsx;
