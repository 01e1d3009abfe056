//! `draw`, `guarantee`, `defer`.

use super::{Node, child, children};
use crate::syntax::ast::{Deferral, Draw, Guarantee, Payout};
use crate::syntax::clause_problems as problems;
use crate::syntax::expression::Builder;
use crate::syntax::parser::Rule;

pub(super) fn term_line(b: &Builder, payout: &mut Payout, node: Node) -> Option<()> {
    let span = b.span(&node);
    match node.as_rule() {
        Rule::draw_line => {
            let Some(back) = child(&node, Rule::draw_back) else {
                b.report(problems::draw_without_recovery(b.text_of(span), span));
                return Some(());
            };
            let recovery = child(&back, Rule::number_literal).map(|share| b.plain_literal(share));
            payout.terms.draw = Some(Draw { amount: b.sum(child(&node, Rule::sum)?), recovery, span });
        }
        Rule::guarantee_line => {
            let when = child(&node, Rule::ratchet_when).and_then(|when| child(&when, Rule::condition)).map(|when| b.condition(when));
            payout.terms.guarantee = Some(Guarantee { amount: b.sum(child(&node, Rule::sum)?), when, span });
        }
        Rule::defer_line => {
            let mut numbers = children(&node).filter(|part| part.as_rule() == Rule::number_literal);
            let (share, periods) = (numbers.next()?, numbers.next()?);
            let share = b.plain_literal(share);
            let periods = b.whole_count(periods)?;
            payout.terms.deferral = Some(Deferral { share, periods, span });
        }
        _ => return None,
    }
    Some(())
}
