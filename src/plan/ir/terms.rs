//! The parts of a payout that advances, secures or defers.

use rustc_hash::FxHashSet;

use super::{Body, Def, DefId, Gaps, Kind, Role, walk};

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
    pub gaps: Gaps,
}

/// What clauses of the author's read of the same period: not what the parts of a payout read of one another.
pub fn read_by_authors(defs: &[Def]) -> FxHashSet<DefId> {
    let authored = defs.iter().filter(|def| !matches!(def.role, Role::Term(_)));
    let bodies = authored.filter_map(|def| if let Body::Expr(body) = &def.body { Some(body) } else { None });
    bodies.flat_map(walk::all).flat_map(walk::defs_of).collect()
}

/// Where the author's own clause says what becomes of what waits, nothing of it outlasts a gap: it would be paid twice.
pub fn end_what_is_settled(defs: &mut [Def]) {
    let read = read_by_authors(defs);
    for def in defs.iter_mut().filter(|def| matches!(def.role, Role::Term(TermPart::Deferred | TermPart::Released))) {
        let Body::Expr(body) = &mut def.body else { continue };
        let Kind::Payout(rule) = &mut body.kind else { continue };
        if let Kind::Released(released) = &mut rule.amount.kind {
            released.gaps = if read.contains(&released.deferred) { Gaps::End } else { Gaps::Bridge };
        } else if let Kind::Sum(terms) = &mut rule.amount.kind {
            for (_, term) in terms {
                if let Kind::LastPeriod(last) = &mut term.kind {
                    last.gaps = if read.contains(&last.of) { Gaps::End } else { Gaps::Bridge };
                }
            }
        }
    }
}
