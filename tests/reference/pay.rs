//! Goals, grades, payouts.

use merit::syntax::ast::{Expr, ExprKind, Goal, Grade, Item, Payout, VetoEffect};

use super::score::attainment;
use super::value::{R, Unit, V, exact, int, is_negative, round};
use super::{Place, World};

impl World<'_> {
    pub fn goal(&self, goal: &Goal, part: &str, place: &Place) -> R {
        let line = |line: &Option<Expr>| self.eval(line.as_ref().expect("the line is there"), place);
        let lower = goal.lower_is_better.map(|(reverse, _)| reverse);
        let measure = line(&goal.measure);
        let target = line(&goal.target);
        if let "attainment" | "完成率" = part {
            return attainment(measure, target, lower);
        }
        if let "achievable" | "可实现" = part {
            let (V::Num(target, _), V::Num(baseline, _), V::Num(stretch, _)) = (target?, line(&goal.baseline)?, line(&goal.stretch)?)
            else {
                return Ok(V::Missing);
            };
            return Ok(V::Flag(match lower {
                None => target <= baseline * (int(1) + stretch),
                Some(_) => target >= baseline * (int(1) - stretch),
            }));
        }
        // What is read first counts: a gap is what is still to go.
        let (measure, target) = if lower.is_none() && matches!(part, "gap" | "差距") {
            let target = target?;
            (measure?, target)
        } else {
            (measure?, target?)
        };
        let (V::Num(measure, unit), V::Num(target, _)) = (measure, target) else { return Ok(V::Missing) };
        Ok(match (part, lower) {
            ("met" | "达成", None) => V::Flag(measure >= target),
            ("met" | "达成", Some(_)) => V::Flag(measure <= target),
            (_, None) => V::Num(target - measure, unit),
            (_, Some(_)) => V::Num(measure - target, unit),
        })
    }

    /// The line the score lies in, then the vetoes of the scorecard that covers the person, none of which raises a grade; and whether
    /// one of them strikes.
    pub fn before_limits(&self, grade: &Grade, place: &Place) -> Result<(String, bool), &'static str> {
        let (by, _) = self.needed(&grade.by, place)?;
        let ends: Vec<_> = grade.lines.iter().map(|line| (line.low.as_ref(), line.high.as_ref())).collect();
        let filled = self.filled(&ends, place)?;
        let line = filled.holding(&by)?;
        let mut found = grade.lines[filled.lines[line].at].name.text.clone();
        let mut struck = false;
        let worst_first = self.orders.last().expect("the grades are an order");
        let rank = |name: &String| worst_first.iter().position(|grade| grade == name);
        for (at, card) in self.cards().into_iter().enumerate() {
            let of_kpis = card.kpis.iter().enumerate().flat_map(|(kpi, ast)| ast.vetoes.iter().map(move |veto| (veto, Some((at, kpi)))));
            for (veto, kpi) in card.vetoes.iter().map(|veto| (veto, None)).chain(of_kpis) {
                let inside = Place { kpi, ..place.clone() };
                let strikes = || Ok::<bool, &'static str>(self.covers(at, place.person)? && self.condition(&veto.when, &inside)?);
                match &veto.effect {
                    VetoEffect::Grade(name) | VetoEffect::GradeAtMost(name) => {
                        if strikes()? {
                            struck = true;
                            if rank(&name.text) < rank(&found) {
                                found.clone_from(&name.text);
                            }
                        }
                    }
                    VetoEffect::ScoreZero | VetoEffect::KpiZero(_) => {}
                }
            }
        }
        Ok((found, struck))
    }

    pub fn grade_column(&self, grade: &Grade, name: &str, place: &Place) -> R {
        let V::Text(own) = self.single("grade", place)? else { panic!("a grade is a text") };
        let line = grade.lines.iter().find(|line| line.name.text == own).expect("a line of this grade");
        let pair = line.columns.iter().find(|pair| pair.name.text == name).expect("every line has the column");
        self.eval(&pair.value, place)
    }

    pub fn payout(&self, payout: &Payout, place: &Place) -> R {
        if let Some(applies) = &payout.applies
            && !self.condition(applies, place)?
        {
            return Ok(V::Absent);
        }
        let found =
            if payout.terms.are_none() { self.paid_in_itself(payout, place)? } else { V::Num(self.by_terms(payout, place)?, Unit::Money) };
        let amount = match found {
            V::Num(amount, _) => amount,
            other => panic!("{other:?} is no payout"),
        };
        let takes_back =
            payout.pay.as_ref().and_then(|pay| pay.value.as_ref()).is_some_and(|value| matches!(value.kind, ExprKind::Clawback(_)));
        if is_negative(&amount) && payout.may_be_negative.is_none() && !takes_back {
            return Err("E514");
        }
        let rounding = self.header.rounding.as_ref().expect("a policy that pays says how it rounds");
        Ok(V::Num(round(&amount, &exact(&rounding.unit.value), rounding.mode), Unit::Money))
    }

    /// What the payout's own amount comes to behind its gates.
    pub fn paid_in_itself(&self, payout: &Payout, place: &Place) -> R {
        let common = self.items.iter().filter_map(|item| if let Item::Gate(gate) = item { Some(gate) } else { None });
        let mut open = self.all_open(&payout.gates, place)?;
        for gate in common {
            open &= self.all_open(std::slice::from_ref(gate), place)?;
        }
        if !open {
            return Ok(V::Num(int(0), Unit::Money));
        }
        match self.amount(payout.pay.as_ref().expect("a payout pays"), place)? {
            V::Num(amount, unit) => Ok(V::Num(amount, unit)),
            V::Missing => Err("E501"),
            other => panic!("{other:?} is no payout"),
        }
    }

    /// The sum of the payouts the person has, each as it is paid.
    pub fn paid(&self, place: &Place) -> R {
        let mut sum = int(0);
        for item in &self.items {
            let Item::Payout(payout) = item else { continue };
            match self.single(&payout.name.text, place)? {
                V::Num(amount, _) => sum += amount,
                V::Absent => {}
                other => panic!("{other:?} is no payout"),
            }
        }
        Ok(V::Num(sum, Unit::Money))
    }
}
