//! One module a command.

pub(crate) mod admin;
mod backtest;
pub(crate) mod check;
pub(crate) mod demo;
mod keys;
pub(crate) mod read;
pub(crate) mod regulation;
pub(crate) mod rule;
pub(crate) mod score;
pub(crate) mod serve;
pub(crate) mod shell;
pub(crate) mod verify;
