//! 资金发放: batches, their building and their way to the bank and back, what is not paid yet.

mod bank;
mod list;
mod new;
mod unpaid;
mod view;

use crate::route::{get, post};
use crate::{Access, Route};
use jixiao_app::authz::Action;
use jixiao_domain::{BatchState, LineState};

/// Where the area stands in the navigation.
const HERE: &str = "/payments";

const SEE: Access = Access::May(Action::SeePayments);
const BUILD: Access = Access::May(Action::BuildPayments);
const SEND: Access = Access::May(Action::SendPayments);
const STEP: Access = Access::MayAny(&[
    Action::BuildPayments,
    Action::CheckPayments,
    Action::ApprovePayments,
    Action::SendPayments,
]);

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/payments", SEE, list::page),
        get("/payments/export", SEE, list::export),
        get("/payments/new", BUILD, new::page),
        post("/payments/new", BUILD, new::build),
        get("/payments/unpaid", SEE, unpaid::page),
        post("/payments/unpaid/export", SEE, unpaid::export),
        get("/payments/entries/{id}", SEE, view::entry),
        get("/payments/{id}", SEE, view::page),
        post("/payments/{id}/step", STEP, view::step),
        post("/payments/{id}/reissue", BUILD, view::reissue),
        post("/payments/{id}/give-up", BUILD, view::give_up),
        post("/payments/{id}/voucher", SEND, view::voucher),
        post("/payments/{id}/recover", SEND, view::recover),
        get("/payments/{id}/four-way", SEE, view::four_way),
        get("/payments/{id}/release-note/{format}", SEE, view::release_note),
        post("/payments/{id}/roster/{format}", STEP, view::roster),
        post("/payments/{id}/export", SEND, bank::export),
        post("/payments/{id}/regenerate", SEND, bank::regenerate),
        post("/payments/{id}/files/{file}", SEND, bank::download),
        post("/payments/{id}/returns", SEND, bank::read_return),
    ]
}

/// The class of a batch's lamp.
pub(crate) fn lamp(state: &BatchState) -> &'static str {
    match state {
        BatchState::Vouchered => "good",
        BatchState::Cancelled => "",
        _ => "warn",
    }
}

/// The class of a line's lamp.
pub(crate) fn line_lamp(state: &LineState) -> &'static str {
    match state {
        LineState::Paid => "good",
        LineState::Failed => "bad",
        LineState::Open | LineState::Pending => "warn",
        LineState::Replaced | LineState::GivenUp | LineState::Released | LineState::Recovered => "",
    }
}
