//! The parts of a payout that advances, secures or defers.

use super::DefId;

/// One part of a payout with terms. All are amounts of money of one period, but for the two balances, which are what is left at its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum TermPart {
    /// What the payout's own amount comes to, unrounded.
    Earned,
    /// What a guarantee adds.
    Guaranteed,
    /// What a draw advances: what lacks to it.
    Advanced,
    /// What is taken back of earlier advances.
    Recovered,
    /// Advances not yet taken back.
    Balance,
    /// What is due before a deferral.
    Due,
    /// What of it is paid in later periods.
    Held,
    /// What of earlier periods is paid in this one.
    Released,
    /// What is still to be paid in later periods.
    Deferred,
}

impl TermPart {
    pub const ALL: [TermPart; 9] = [
        TermPart::Earned,
        TermPart::Guaranteed,
        TermPart::Advanced,
        TermPart::Recovered,
        TermPart::Balance,
        TermPart::Due,
        TermPart::Held,
        TermPart::Released,
        TermPart::Deferred,
    ];

    /// As a name behind the payout's dot.
    pub fn english(self) -> &'static str {
        match self {
            TermPart::Earned => "earned",
            TermPart::Guaranteed => "guaranteed",
            TermPart::Advanced => "advanced",
            TermPart::Recovered => "recovered",
            TermPart::Balance => "balance",
            TermPart::Due => "due",
            TermPart::Held => "held",
            TermPart::Released => "released",
            TermPart::Deferred => "deferred",
        }
    }

    pub fn chinese(self) -> &'static str {
        match self {
            TermPart::Earned => "应得",
            TermPart::Guaranteed => "补足",
            TermPart::Advanced => "预支",
            TermPart::Recovered => "收回",
            TermPart::Balance => "预支余额",
            TermPart::Due => "应付",
            TermPart::Held => "递延",
            TermPart::Released => "发还",
            TermPart::Deferred => "递延余额",
        }
    }
}

/// What was held in earlier periods and is paid in this one: each amount in so many equal parts, one a period, the rounding carried on so
/// that they sum to it. Whatever of the balance is not to be paid later is paid now: what somebody missed who was not there, and what an
/// earlier rule would have paid by now.
#[derive(Clone, Copy, Debug)]
pub struct Released {
    pub held: DefId,
    /// The balance.
    pub deferred: DefId,
    pub periods: u32,
}
