//! Integration tests of the readers, on small files built here.

mod biff;
mod docx;
mod html;
mod packages;
mod support;
mod text;
mod xls;
mod xlsx;
