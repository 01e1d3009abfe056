//! `scorecard`, `kpi`, `adjust`, `veto` and `gate`.

use super::goals::{applies, grade_name, reverse, value};
use super::{Node, because, child, children, has, points, shapes, steps, title};
use crate::source::Span;
use crate::syntax::ast::{Adjust, Amount, Gate, Kpi, RubricLine, Scorecard, Stage, Step, Veto, VetoEffect, WhenMissing};
use crate::syntax::clause_problems as problems;
use crate::syntax::expression::Builder;
use crate::syntax::parser::Rule;

pub(super) fn scorecard(b: &Builder, head: Node) -> Option<Scorecard> {
    Some(Scorecard {
        name: b.name(child(&head, Rule::name)?),
        title: title(b, &head),
        applies: applies(b, &head),
        kpis: Vec::new(),
        adjusts: Vec::new(),
        vetoes: Vec::new(),
        gates: Vec::new(),
        caps: Vec::new(),
        because: None,
        span: b.span(&head),
    })
}

pub(super) fn scorecard_line(b: &Builder, card: &mut Scorecard, node: Node) -> Option<()> {
    match node.as_rule() {
        Rule::veto => card.vetoes.push(veto(b, node)?),
        Rule::gate => card.gates.push(gate(b, node)?),
        Rule::cap => card.caps.push(steps::cap(b, node)?),
        _ => return None,
    }
    Some(())
}

pub(super) fn kpi(b: &Builder, head: Node) -> Option<Kpi> {
    Some(Kpi {
        name: b.name(child(&head, Rule::name)?),
        title: title(b, &head),
        stage: None,
        measure: None,
        target: None,
        weight: None,
        points_rounded: None,
        lower_is_better: None,
        when_missing: None,
        score: None,
        goal: None,
        qualitative: None,
        rubric: Vec::new(),
        gates: Vec::new(),
        vetoes: Vec::new(),
        because: None,
        span: b.span(&head),
    })
}

/// `early` takes steps that stand before there is a score.
pub(super) fn kpi_line(b: &Builder, kpi: &mut Kpi, early: &mut Vec<Step>, node: Node) -> Option<()> {
    let span = b.span(&node);
    match node.as_rule() {
        Rule::for_goal_line => kpi.goal = Some(b.name(child(&node, Rule::name)?)),
        Rule::stage_line => {
            let word = child(&node, Rule::stage_name)?;
            kpi.stage = Some((stage(&word)?, b.span(&word)));
        }
        Rule::measure_line => kpi.measure = Some(value(b, &node)?),
        Rule::target_line => kpi.target = Some(value(b, &node)?),
        Rule::weight_line => {
            let mut sums = children(&node).filter(|part| part.as_rule() == Rule::sum).map(|sum| b.sum(sum));
            kpi.weight = sums.next();
            kpi.points_rounded = sums.next();
        }
        Rule::lower_line => kpi.lower_is_better = Some(reverse(b, &node)),
        Rule::missing_line => kpi.when_missing = Some((when_missing(&node), span)),
        Rule::score_line => {
            let amount = score(b, &node)?;
            points::refuse_units(b, &amount);
            kpi.score = Some(amount);
        }
        Rule::qualitative_line => {
            let word = child(&node, Rule::k_qualitative)?;
            kpi.qualitative = Some(b.span(&word));
            if let Some(lines) = child(&node, Rule::rubric) {
                kpi.rubric.extend(rubric(b, &lines));
            }
        }
        Rule::rubric => kpi.rubric.extend(rubric(b, &node)),
        Rule::gate => kpi.gates.push(gate(b, node)?),
        Rule::veto => kpi.vetoes.push(veto(b, node)?),
        Rule::step_line => {
            let steps = kpi.score.as_mut().map_or(early, |amount| &mut amount.steps);
            steps::add_step(b, steps, node);
            points::refuse_units_of_last(b, steps);
        }
        _ => return None,
    }
    Some(())
}

fn score(b: &Builder, node: &Node) -> Option<Amount> {
    match child(node, Rule::score_bands) {
        Some(bands) => shapes::score_bands(b, bands),
        None => steps::amount(b, child(node, Rule::amount)?),
    }
}

fn stage(node: &Node) -> Option<Stage> {
    let stages = [
        (Rule::k_acquisition, Stage::Acquisition),
        (Rule::k_conversion, Stage::Conversion),
        (Rule::k_retention, Stage::Retention),
        (Rule::k_process, Stage::Process),
        (Rule::k_team, Stage::Team),
    ];
    stages.into_iter().find(|(word, _)| has(node, *word)).map(|(_, stage)| stage)
}

fn when_missing(node: &Node) -> WhenMissing {
    if has(node, Rule::k_reweight) {
        WhenMissing::Reweight
    } else if has(node, Rule::k_zero) {
        WhenMissing::Zero
    } else {
        WhenMissing::Error
    }
}

fn rubric(b: &Builder, node: &Node) -> Vec<RubricLine> {
    let lines = children(node).filter(|part| part.as_rule() == Rule::rubric_line);
    lines
        .filter_map(|line| {
            Some(RubricLine { level: b.literal(child(&line, Rule::number_literal)?), text: b.quoted(child(&line, Rule::quoted)?) })
        })
        .collect()
}

pub(super) fn adjust(b: &Builder, head: Node) -> Option<Adjust> {
    let span = b.span(&head);
    Some(Adjust {
        name: b.name(child(&head, Rule::name)?),
        title: title(b, &head),
        amount: Amount { value: None, caps: Vec::new(), steps: Vec::new(), span },
        because: None,
        span,
    })
}

pub(super) fn adjust_line(b: &Builder, adjust: &mut Adjust, node: Node) -> Option<()> {
    steps::add_step(b, &mut adjust.amount.steps, node);
    points::refuse_units_of_last(b, &adjust.amount.steps);
    Some(())
}

fn veto(b: &Builder, node: Node) -> Option<Veto> {
    let head = child(&node, Rule::veto_head)?;
    let effect = child(&node, Rule::veto_effect)?;
    let effect_span = b.span(&effect);
    Some(Veto {
        name: b.name(child(&head, Rule::name)?),
        title: title(b, &head),
        when: b.condition(child(&node, Rule::condition)?),
        effect: veto_effect(b, &effect, effect_span)?,
        effect_span,
        because: because(b, &node),
        span: b.span(&node),
    })
}

fn veto_effect(b: &Builder, node: &Node, span: Span) -> Option<VetoEffect> {
    let effect = children(node).next()?;
    if let Some(number) = child(&effect, Rule::veto_zero).and_then(|zero| child(&zero, Rule::number_literal))
        && !b.literal(number).value.is_zero()
    {
        b.report(problems::veto_not_zero(span));
    }
    match effect.as_rule() {
        Rule::veto_grade => {
            let name = grade_name(b, &child(&effect, Rule::grade_name)?)?;
            Some(if has(&effect, Rule::k_grade_at_most) { VetoEffect::GradeAtMost(name) } else { VetoEffect::Grade(name) })
        }
        Rule::veto_score => Some(VetoEffect::ScoreZero),
        Rule::veto_kpi => Some(VetoEffect::KpiZero(None)),
        Rule::veto_named => Some(VetoEffect::KpiZero(Some(b.name(child(&effect, Rule::name)?)))),
        _ => None,
    }
}

pub(super) fn gate(b: &Builder, node: Node) -> Option<Gate> {
    Some(Gate {
        title: b.quoted(child(&node, Rule::quoted)?),
        needs: b.condition(child(&node, Rule::condition)?),
        because: because(b, &node),
        span: b.span(&node),
    })
}
