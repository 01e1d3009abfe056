//! Amounts: a value with its caps, and the steps under it.

use super::line::{Joins, Line};
use super::token::Tokens;
use super::view::{Core, Operand, Value};
use super::write::Writer;
use crate::diagnostic::Language;
use crate::syntax::concrete::{Kind, Node};

/// What a cap stands on, by which Chinese chooses its word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CapOn {
    /// A value, behind a comma.
    Value,
    /// What is taken off or added, behind a comma.
    Less,
    Plus,
}

impl Writer<'_> {
    /// `amount`, or a score by bands: the first line behind `out`, and a line for each step.
    pub(super) fn amount(&self, out: &mut Tokens, node: &Node) -> Vec<Line> {
        let mut steps = Vec::new();
        for part in &node.parts {
            match part.kind {
                Kind::expression => out.append(self.expression(part), 1),
                Kind::score_on => out.append(self.score_on(part), 1),
                Kind::bands_block => self.nested(out, part),
                Kind::comma => out.glued(self.comma()),
                Kind::cap => out.append(self.cap(part, CapOn::Value), 1),
                _ => steps.push(self.step(part)),
            }
        }
        steps
    }

    /// Where the first line of an amount ends.
    pub(super) fn first_line_end(node: &Node) -> usize {
        let first = node
            .parts
            .iter()
            .take_while(|part| !matches!(part.kind, Kind::change | Kind::cap_step | Kind::prorate_step | Kind::ratchet_step));
        first.last().map_or(node.start, |part| part.end)
    }

    /// Where a clause ends without its reason.
    pub(super) fn end_before_because(node: &Node) -> usize {
        node.parts.iter().take_while(|part| part.kind != Kind::because).last().map_or(node.end, |part| part.end)
    }

    /// One step: its word, and what it says.
    pub(super) fn step(&self, node: &Node) -> Line {
        let writer = self.speaking(node);
        let inner = match node.kind {
            Kind::step_line => node.parts.first().unwrap_or(node),
            _ => node,
        };
        let mut line = Line::new((node.start, node.end), writer.step_cells(inner));
        line.joins = Joins::Nothing;
        line
    }

    fn step_cells(&self, node: &Node) -> Vec<Tokens> {
        let (mut word, mut rest) = (Tokens::default(), Tokens::default());
        match node.kind {
            Kind::change => {
                word.append(self.change(node.parts.first().unwrap_or(node)), 0);
                return vec![word];
            }
            Kind::cap_step => {
                let cap = node.part(Kind::cap).unwrap_or(node);
                let least = cap.has(Kind::k_at_least);
                let (en, zh) = if least { ("at least", "保底") } else { ("at most", "封顶") };
                word.word(self.either(self.language, en, zh));
                rest.append(cap.part(Kind::sum).map(|sum| self.sum(sum)).unwrap_or_default(), 1);
            }
            Kind::ratchet_step => {
                for part in &node.parts {
                    match part.kind {
                        Kind::sum => rest.append(self.sum(part), 1),
                        Kind::ratchet_when => {
                            rest.word(self.either(self.language, "when", "当"));
                            rest.append(part.part(Kind::condition).map(|when| self.condition(when)).unwrap_or_default(), 1);
                            rest.word(self.either(self.language, "", "时"));
                        }
                        _ => word.word(self.keyword(part)),
                    }
                }
            }
            _ => {
                for part in &node.parts {
                    match part.kind {
                        Kind::expression => rest.append(self.expression(part), 1),
                        _ => word.word(self.keyword(part)),
                    }
                }
            }
        }
        vec![word, rest]
    }

    fn cap(&self, node: &Node, on: CapOn) -> Tokens {
        let mut out = Tokens::default();
        let language = self.first_language(node).unwrap_or(self.language);
        let least = node.has(Kind::k_at_least);
        let word = match (language, on, least) {
            (Language::English, _, false) => "at most",
            (Language::English, _, true) => "at least",
            (Language::Chinese, CapOn::Value, false) => "最高",
            (Language::Chinese, CapOn::Value, true) => "最低",
            (Language::Chinese, CapOn::Less, false) => "最多扣",
            (Language::Chinese, CapOn::Less, true) => "最少扣",
            (Language::Chinese, CapOn::Plus, false) => "最多加",
            (Language::Chinese, CapOn::Plus, true) => "最少加",
        };
        out.word(word);
        let limit = node.part(Kind::sum).map(|sum| self.sum(sum)).unwrap_or_default();
        match language {
            Language::English => out.append(limit, 1),
            Language::Chinese => out.close_to_number(limit),
        }
        out
    }

    /// `less 2 for each full 1% below target, at most 40`, 每低于目标值 满1% 扣2，最多扣40
    fn change(&self, node: &Node) -> Tokens {
        let parts = ChangeParts::of(node);
        let mut out = Tokens::default();
        match self.language {
            Language::English => self.change_en(&mut out, &parts),
            Language::Chinese => self.change_zh(&mut out, &parts),
        }
        let on = if parts.less { CapOn::Less } else { CapOn::Plus };
        for tail in &parts.tails {
            out.glued(self.comma());
            match tail.kind {
                Kind::cap => out.append(self.cap(tail, on), 1),
                _ => out.word(tail.parts.first().map_or("", |word| self.keyword(word))),
            }
        }
        out
    }

    fn change_en(&self, out: &mut Tokens, parts: &ChangeParts) {
        out.word(if parts.less { "less" } else { "plus" });
        out.append(parts.amount.map(|sum| self.sum(sum)).unwrap_or_default(), 1);
        let Some(each) = &parts.each else { return };
        out.word("for each");
        match each.counting {
            Counting::Full => out.word("full"),
            Counting::Started => out.word("started"),
            Counting::ProRata => {}
        }
        out.append(each.step.map(|sum| self.sum(sum)).unwrap_or_default(), 1);
        if let Some(value) = each.value {
            out.word("that");
            out.append(self.sum(value), 1);
            out.word("is");
        }
        out.word(if each.above { "above" } else { "below" });
        out.append(self.against(each), 1);
        if each.counting == Counting::ProRata {
            out.glued(",");
            out.word("pro rata");
        }
    }

    fn change_zh(&self, out: &mut Tokens, parts: &ChangeParts) {
        if let Some(each) = &parts.each {
            if let Some(value) = each.value {
                out.append(self.sum(value), 1);
            }
            out.word(if each.above { "每高于" } else { "每低于" });
            let against = self.against(each);
            let target = against.list.len() == 1 && against.list.first().is_some_and(|token| token.text == "目标值");
            if target {
                out.glued("目标值");
            } else {
                out.close_to_number(against);
            }
            let step = each.step.map(|sum| self.sum(sum)).unwrap_or_default();
            if each.counting == Counting::Full {
                out.word("满");
                out.close_to_number(step);
            } else {
                out.append(step, 1);
            }
        }
        out.word(if parts.less { "扣" } else { "加" });
        out.close_to_number(parts.amount.map(|sum| self.sum(sum)).unwrap_or_default());
        let Some(each) = &parts.each else { return };
        let step = || each.step.map(|sum| self.sum(sum)).unwrap_or_default();
        match each.counting {
            Counting::Full => {}
            Counting::Started => {
                out.glued("，");
                out.word("不足");
                out.close_to_number(step());
                let close = step()
                    .list
                    .last()
                    .is_some_and(|last| last.text.ends_with(['%', '‰']) || last.text.ends_with(|c: char| c.is_ascii_digit()));
                if close {
                    out.glued("按");
                } else {
                    out.word("按");
                }
                out.close_to_number(step());
                if close {
                    out.glued("计");
                } else {
                    out.word("计");
                }
            }
            Counting::ProRata => {
                out.glued("，");
                out.word("按比例计");
            }
        }
    }

    /// What a value is held against; 目标值 may stand there without a blank behind it.
    fn against(&self, each: &EachParts) -> Tokens {
        match each.against {
            Some(word) if word.kind == Kind::target_word => {
                let mut out = Tokens::default();
                out.word(self.single_name(&word.text));
                out
            }
            Some(sum) => self.sum(sum),
            None => Tokens::default(),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Counting {
    Full,
    Started,
    ProRata,
}

struct EachParts<'n> {
    counting: Counting,
    step: Option<&'n Node>,
    value: Option<&'n Node>,
    above: bool,
    against: Option<&'n Node>,
}

/// The parts of a change, wherever its language puts them.
struct ChangeParts<'n> {
    less: bool,
    amount: Option<&'n Node>,
    each: Option<EachParts<'n>>,
    /// Caps, and 扣完为止.
    tails: Vec<&'n Node>,
}

impl<'n> ChangeParts<'n> {
    fn of(node: &'n Node) -> ChangeParts<'n> {
        let tails = &node.parts;
        let behind = |kind: Kind| tails.iter().find(|tail| tail.kind == kind);
        let each = node.parts.iter().find(|part| matches!(part.kind, Kind::each_en | Kind::each_zh)).map(|each| {
            let word = each.part(Kind::counting).and_then(|word| word.parts.first()).map(|word| word.kind);
            let begun = behind(Kind::begun).map(|begun| begun.has(Kind::k_not_counted));
            let counting = match (word, begun) {
                (Some(Kind::k_started), _) | (None, Some(false)) => Counting::Started,
                (Some(_), _) | (None, Some(true)) => Counting::Full,
                (None, None) => Counting::ProRata,
            };
            if each.kind == Kind::each_en { EachParts::english(each, counting) } else { EachParts::chinese(each, counting) }
        });
        ChangeParts {
            less: node.has(Kind::k_less),
            amount: node.part(Kind::sum),
            each,
            tails: tails.iter().filter(|tail| matches!(tail.kind, Kind::cap | Kind::until_zero)).collect(),
        }
    }
}

impl<'n> EachParts<'n> {
    fn english(each: &'n Node, counting: Counting) -> EachParts<'n> {
        let sums: Vec<&Node> = each.all(Kind::sum).collect();
        let above = each.part(Kind::direction).is_some_and(|direction| direction.has(Kind::k_above));
        let value = each.has(Kind::k_that).then(|| sums.get(1).copied()).flatten();
        EachParts { counting, step: sums.first().copied(), value, above, against: sums.last().copied() }
    }

    fn chinese(each: &'n Node, counting: Counting) -> EachParts<'n> {
        let above = each.part(Kind::direction_zh).is_some_and(|direction| direction.has(Kind::k_each_above));
        let against = each.part(Kind::against_zh).and_then(|against| against.parts.first());
        let value = each.part(Kind::measured_zh).and_then(|measured| measured.part(Kind::sum));
        EachParts { counting, step: each.part(Kind::sum), value, above, against }
    }
}

/// Whether an expression is nothing but bands, which a score says with `by`.
pub(super) fn only_bands(amount: &Node) -> Option<&Node> {
    let expression = amount.part(Kind::expression)?;
    let [term] = expression.parts.as_slice() else { return None };
    let [comparison] = term.parts.as_slice() else { return None };
    let [sum] = comparison.parts.as_slice() else { return None };
    match Value::Row(sum).single().filter(|operand| operand.signs == 0).and_then(Operand::core)? {
        Core::Bands(node) => Some(node),
        Core::Plain(_)
        | Core::Parens(_)
        | Core::If(_)
        | Core::Round { .. }
        | Core::Aggregate { .. }
        | Core::Running { .. }
        | Core::LastPeriod { .. }
        | Core::OverPeriods { .. }
        | Core::Clawback(_)
        | Core::Paid { .. }
        | Core::AsOf { .. }
        | Core::Standing(_)
        | Core::Pool(_)
        | Core::Days { .. }
        | Core::Share { .. }
        | Core::After { .. }
        | Core::InPoints { .. }
        | Core::Convert { .. }
        | Core::Apply { .. }
        | Core::Use { .. }
        | Core::Call { .. }
        | Core::Tiers(_) => None,
    }
}
