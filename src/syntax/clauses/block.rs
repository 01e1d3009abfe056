//! A block under construction: its head is read, its lines come one by one.

use super::{Node, allow, calendars, changes, child, children, clause, examples, goals, header, inputs, process, scorecards, shapes};
use crate::source::Span;
use crate::syntax::ast::{
    Adjust, Amend, Amendment, Calendar, Cap, Consequence, Example, ExampleTable, Exception, Feedback, Goal, Grade, Input, Item, Kpi,
    NamedBands, NamedTiers, Part, Payout, Policy, Quoted, Scope, Scorecard, Step, Table,
};
use crate::syntax::clause_problems as problems;
use crate::syntax::expression::Builder;
use crate::syntax::parser::Rule;

/// A finished clause.
#[derive(Debug)]
pub(in crate::syntax) enum Done {
    Item(Item),
    Kpi(Box<Kpi>),
    Adjust(Adjust),
    ExampleTable(ExampleTable),
    /// A clause that only an amendment holds.
    Amendment(Amendment),
}

/// A block that still takes lines.
#[derive(Debug)]
pub(in crate::syntax) struct Block {
    kind: Kind,
    /// From its first word to its closing brace, as far as it has been read.
    extent: Span,
    /// The lines that may stand only once and have been read.
    seen: Vec<(Rule, Span)>,
    /// Steps that stand before there is an amount for them.
    early: Vec<Step>,
    lines: Lines,
}

/// Whether all lines of a block could be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Lines {
    All,
    SomeLost,
}

#[derive(Debug)]
enum Kind {
    Policy(Policy),
    Input(Input),
    Goal(Goal),
    Scorecard(Scorecard),
    Kpi(Box<Kpi>),
    Adjust(Adjust),
    Grade(Grade),
    Payout(Payout),
    Bands(NamedBands),
    Tiers(NamedTiers),
    Table(Table),
    Example(Example),
    ExampleTable(ExampleTable),
    Calendar(Calendar),
    Amend(Amend),
    AmendedKpi(Part, Box<Kpi>),
    AmendedAdjust(Part, Adjust),
    Exception(Exception),
    Feedback(Feedback),
    Consequence(Consequence),
}

impl Block {
    /// Opens a block by its head.
    pub(in crate::syntax) fn open(b: &Builder, head: Node) -> Option<Block> {
        let extent = b.span(&head);
        let kind = match head.as_rule() {
            Rule::policy_head => Kind::Policy(header::policy(b, head)?),
            Rule::input_head => Kind::Input(inputs::input(b, head)?),
            Rule::goal_head => Kind::Goal(goals::goal(b, head)?),
            Rule::scorecard_head => Kind::Scorecard(scorecards::scorecard(b, head)?),
            Rule::kpi_head => Kind::Kpi(Box::new(scorecards::kpi(b, head)?)),
            Rule::adjust_head => Kind::Adjust(scorecards::adjust(b, head)?),
            Rule::grade_head => Kind::Grade(goals::grade(b, head)?),
            Rule::payout_head => Kind::Payout(goals::payout(b, head)?),
            Rule::named_bands_head => Kind::Bands(shapes::named_bands(b, head)?),
            Rule::named_tiers_head => Kind::Tiers(shapes::named_tiers(b, head)?),
            Rule::table_head => Kind::Table(shapes::table(b, head)?),
            Rule::calendar_head => Kind::Calendar(calendars::calendar(b, head)?),
            Rule::amend_head => Kind::Amend(changes::amend(b, head)?),
            Rule::amended_kpi_head => Kind::AmendedKpi(changes::part(b, &head)?, Box::new(scorecards::kpi(b, head)?)),
            Rule::amended_adjust_head => Kind::AmendedAdjust(changes::part(b, &head)?, scorecards::adjust(b, head)?),
            Rule::exception_head => Kind::Exception(changes::exception(b, head)?),
            Rule::feedback_head => Kind::Feedback(process::feedback(b, head)?),
            Rule::consequence_head => Kind::Consequence(process::consequence(b, head)?),
            Rule::example_head => Kind::Example(examples::example(b, head)?),
            Rule::example_table_head => Kind::ExampleTable(examples::table(b, head)?),
            _ => return None,
        };
        let mut block = Block { kind, extent, seen: Vec::new(), early: Vec::new(), lines: Lines::All };
        // The reason of a change stands in its head, or behind its brace.
        if let Some(because) = block.because_slot().and_then(|said| said.as_ref()).map(|said| said.span) {
            block.seen.push((Rule::because_line, because));
        }
        Some(block)
    }

    /// A whole block as pest read it.
    pub(super) fn whole(b: &Builder, node: Node) -> Option<Done> {
        let mut parts = children(&node);
        let mut block = Block::open(b, parts.next()?)?;
        block.extent = b.span(&node);
        for part in parts {
            block.line(b, part);
        }
        Some(block.close(b))
    }

    /// The span by which the tree knows the block: its head.
    pub(in crate::syntax) fn span(&self) -> Span {
        match &self.kind {
            Kind::Policy(it) => it.span,
            Kind::Input(it) => it.span,
            Kind::Goal(it) => it.span,
            Kind::Scorecard(it) => it.span,
            Kind::Kpi(it) | Kind::AmendedKpi(_, it) => it.span,
            Kind::Adjust(it) | Kind::AmendedAdjust(_, it) => it.span,
            Kind::Grade(it) => it.span,
            Kind::Payout(it) => it.span,
            Kind::Bands(it) => it.span,
            Kind::Tiers(it) => it.span,
            Kind::Table(it) => it.span,
            Kind::Example(it) => it.span,
            Kind::ExampleTable(it) => it.span,
            Kind::Calendar(it) => it.span,
            Kind::Amend(it) => it.span,
            Kind::Exception(it) => it.span,
            Kind::Feedback(it) => it.span,
            Kind::Consequence(it) => it.span,
        }
    }

    /// Takes one line, or the braces around many.
    pub(in crate::syntax) fn line(&mut self, b: &Builder, node: Node) {
        let rule = node.as_rule();
        if matches!(rule, Rule::bands_block | Rule::tiers_block | Rule::table_block | Rule::grid_block) {
            for part in children(&node) {
                self.line(b, part);
            }
            return;
        }
        if rule == Rule::allow {
            let scope = if matches!(self.kind, Kind::Policy(_)) { Scope::Policy } else { Scope::Block(self.extent) };
            allow(b, &node, scope);
            return;
        }
        if !self.once(b, &node) {
            return;
        }
        if matches!(rule, Rule::because | Rule::because_line) {
            self.because(b, &node);
            return;
        }
        let of_amendment = matches!(self.kind, Kind::Amend(_)) && !matches!(rule, Rule::amended_weight | Rule::amended_target);
        if of_amendment || matches!(rule, Rule::kpi | Rule::adjust | Rule::example_table) {
            if let Some(done) = clause(b, node) {
                self.attach(done);
            }
            return;
        }
        // A line the grammar lets stand here always has its builder; `None` would be a fault of Merit and loses the line.
        let _ = match &mut self.kind {
            Kind::Policy(it) => header::policy_line(b, it, node),
            Kind::Input(it) => inputs::input_line(b, it, node),
            Kind::Goal(it) => goals::goal_line(b, it, node),
            Kind::Scorecard(it) => scorecards::scorecard_line(b, it, node),
            Kind::Kpi(it) | Kind::AmendedKpi(_, it) => scorecards::kpi_line(b, it, &mut self.early, node),
            Kind::Adjust(it) | Kind::AmendedAdjust(_, it) => scorecards::adjust_line(b, it, node),
            Kind::Grade(it) => goals::grade_line(b, it, node),
            Kind::Payout(it) => goals::payout_line(b, it, &mut self.early, node),
            Kind::Bands(it) => shapes::band_line(b, node).map(|line| it.bands.lines.push(line)),
            Kind::Tiers(it) => shapes::tier_line(b, node).map(|line| it.tiers.lines.push(line)),
            Kind::Table(it) => shapes::table_line(b, it, node),
            Kind::Example(it) => examples::example_line(b, it, node),
            Kind::ExampleTable(it) => examples::row(b, node).map(|row| it.rows.push(row)),
            Kind::Calendar(it) => calendars::calendar_line(b, it, node),
            Kind::Amend(it) => changes::amend_line(b, it, node),
            Kind::Exception(it) => changes::exception_line(b, it, node),
            Kind::Feedback(it) => process::feedback_line(b, it, node),
            Kind::Consequence(it) => process::consequence_line(b, it, node),
        };
    }

    /// Puts a KPI or an adjustment into its scorecard, a table into its example, a clause into its amendment.
    pub(in crate::syntax) fn attach(&mut self, done: Done) {
        match (&mut self.kind, done) {
            (Kind::Scorecard(it), Done::Kpi(kpi)) => it.kpis.push(*kpi),
            (Kind::Scorecard(it), Done::Adjust(adjust)) => it.adjusts.push(adjust),
            (Kind::Example(it), Done::ExampleTable(table)) => it.tables.push(table),
            (Kind::Amend(it), Done::Item(item)) => it.clauses.push(Amendment::Item(Box::new(item))),
            (Kind::Amend(it), Done::Amendment(amendment)) => it.clauses.push(amendment),
            _ => {}
        }
    }

    /// Notes that a line could not be read, so that nothing is said about what it may have been.
    pub(in crate::syntax) fn lose_line(&mut self) {
        self.lines = Lines::SomeLost;
    }

    /// Finishes the block.
    pub(in crate::syntax) fn close(self, b: &Builder) -> Done {
        if let (Some(step), Lines::All) = (self.early.first(), self.lines) {
            b.report(problems::step_before_amount(step_span(step)));
        }
        match self.kind {
            Kind::Policy(it) => Done::Item(Item::Policy(it)),
            Kind::Input(it) => Done::Item(Item::Input(it)),
            Kind::Goal(it) => Done::Item(Item::Goal(it)),
            Kind::Scorecard(it) => Done::Item(Item::Scorecard(it)),
            Kind::Kpi(it) => Done::Kpi(it),
            Kind::Adjust(it) => Done::Adjust(it),
            Kind::Grade(it) => Done::Item(Item::Grade(it)),
            Kind::Payout(it) => Done::Item(Item::Payout(it)),
            Kind::Bands(it) => Done::Item(Item::Bands(it)),
            Kind::Tiers(it) => Done::Item(Item::Tiers(it)),
            Kind::Table(it) => Done::Item(Item::Table(it)),
            Kind::Example(it) => Done::Item(Item::Example(it)),
            Kind::ExampleTable(it) => Done::ExampleTable(it),
            Kind::Calendar(it) => Done::Item(Item::Calendar(it)),
            Kind::Amend(it) => Done::Item(Item::Amend(it)),
            Kind::AmendedKpi(part, it) => Done::Amendment(Amendment::Kpi(part, it)),
            Kind::AmendedAdjust(part, it) => Done::Amendment(Amendment::Adjust(part, it)),
            Kind::Exception(it) => Done::Item(Item::Exception(it)),
            Kind::Feedback(it) => Done::Item(Item::Feedback(it)),
            Kind::Consequence(it) => Done::Item(Item::Consequence(it)),
        }
    }

    /// Whether the line may be taken: a line that stands once is reported the second time, with both places.
    fn once(&mut self, b: &Builder, node: &Node) -> bool {
        let rule = match node.as_rule() {
            Rule::because => Rule::because_line,
            other => other,
        };
        if !stands_once(rule) {
            return true;
        }
        let span = b.span(node);
        let Some((_, first)) = self.seen.iter().find(|(seen, _)| *seen == rule) else {
            self.seen.push((rule, span));
            return true;
        };
        match &mut self.kind {
            Kind::Policy(policy) => policy.repeated.push((*first, span)),
            _ => b.report(problems::line_twice(rule, *first, span)),
        }
        false
    }

    fn because(&mut self, b: &Builder, node: &Node) {
        let Some(text) = child(node, Rule::quoted).map(|text| b.quoted(text)) else { return };
        if let Some(slot) = self.because_slot() {
            *slot = Some(text);
        }
    }

    fn because_slot(&mut self) -> Option<&mut Option<Quoted>> {
        match &mut self.kind {
            Kind::Policy(_) | Kind::Input(_) | Kind::ExampleTable(_) => None,
            Kind::Goal(it) => Some(&mut it.because),
            Kind::Scorecard(it) => Some(&mut it.because),
            Kind::Kpi(it) | Kind::AmendedKpi(_, it) => Some(&mut it.because),
            Kind::Adjust(it) | Kind::AmendedAdjust(_, it) => Some(&mut it.because),
            Kind::Grade(it) => Some(&mut it.because),
            Kind::Payout(it) => Some(&mut it.because),
            Kind::Bands(it) => Some(&mut it.because),
            Kind::Tiers(it) => Some(&mut it.because),
            Kind::Table(it) => Some(&mut it.because),
            Kind::Example(it) => Some(&mut it.because),
            Kind::Calendar(it) => Some(&mut it.because),
            Kind::Amend(it) => Some(&mut it.terms.because),
            Kind::Exception(it) => Some(&mut it.terms.because),
            Kind::Feedback(it) => Some(&mut it.because),
            Kind::Consequence(it) => Some(&mut it.because),
        }
    }
}

pub(super) fn step_span(step: &Step) -> Span {
    match step {
        Step::Change(change) => change.span,
        Step::Cap(Cap { span, .. }) => *span,
        Step::Prorate { span, .. } | Step::Ratchet { span, .. } => *span,
    }
}

fn stands_once(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::version_line
            | Rule::period_line
            | Rule::currency_line
            | Rule::effective_line
            | Rule::owner_line
            | Rule::rounding_line
            | Rule::calendar_line
            | Rule::covers_line
            | Rule::weekend_line
            | Rule::target_pay_line
            | Rule::base_pay_line
            | Rule::target_revenue_line
            | Rule::revenue_line
            | Rule::law
            | Rule::employed_line
            | Rule::measure_line
            | Rule::target_line
            | Rule::baseline_line
            | Rule::stretch_line
            | Rule::supports_line
            | Rule::due_line
            | Rule::lower_line
            | Rule::because_line
            | Rule::for_goal_line
            | Rule::stage_line
            | Rule::weight_line
            | Rule::missing_line
            | Rule::score_line
            | Rule::qualitative_line
            | Rule::pay_line
            | Rule::negative_line
            | Rule::draw_line
            | Rule::guarantee_line
            | Rule::defer_line
            | Rule::example_period
            | Rule::timing_line
            | Rule::through_line
            | Rule::to_line
            | Rule::say_line
            | Rule::action_line
            | Rule::then_line
    )
}
