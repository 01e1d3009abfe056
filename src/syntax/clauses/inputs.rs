//! `input … { … }`: columns, the employment line, rules on the data.

use super::{Node, because, child, children, has, process, shapes::ends, title};
use crate::source::Span;
use crate::syntax::ast::{
    CellUnit, ChoiceOption, Column, Credit, CreditKind, Crm, DataRule, Dating, Employed, FirstDay, Input, Parent, Side, SideBound,
    TypeKind, TypeRef,
};
use crate::syntax::clause_problems as problems;
use crate::syntax::expression::Builder;
use crate::syntax::parser::Rule;

pub(super) fn input(b: &Builder, head: Node) -> Option<Input> {
    let mut names = children(&head).filter(|part| part.as_rule() == Rule::name).map(|name| b.name(name));
    let mut input = Input {
        name: names.next()?,
        key: names.next()?,
        parent: None,
        period_column: None,
        dating: Dating::Unsaid,
        crm: None,
        zone: None,
        sheet: None,
        header_row: None,
        lines: None,
        columns: Vec::new(),
        employed: None,
        credits: Vec::new(),
        rules: Vec::new(),
        span: b.span(&head),
    };
    let mut said = Vec::new();
    for part in children(&head) {
        let span = b.span(&part);
        let rule = match part.as_rule() {
            Rule::input_undated => Rule::input_dated,
            other => other,
        };
        if !matches!(rule, Rule::k_input | Rule::k_by | Rule::name | Rule::comma) {
            if let Some((_, first)) = said.iter().find(|(seen, _)| *seen == rule) {
                b.report(problems::part_twice(*first, span));
                continue;
            }
            said.push((rule, span));
        }
        match part.as_rule() {
            Rule::input_parent => {
                let mut names = children(&part).filter(|part| part.as_rule() == Rule::name).map(|name| b.name(name));
                input.parent = Some(Parent { input: names.next()?, key: names.next()? });
            }
            Rule::input_period => input.period_column = Some(b.quoted(child(&part, Rule::quoted)?)),
            Rule::input_dated => input.dating = Dating::Dated(b.name(child(&part, Rule::name)?)),
            Rule::input_undated => input.dating = Dating::Undated(span),
            Rule::input_system => input.crm = system(b, &part),
            Rule::input_zone => input.zone = Some(b.quoted(child(&part, Rule::quoted)?)),
            Rule::input_sheet => input.sheet = Some(b.quoted(child(&part, Rule::quoted)?)),
            Rule::input_lines => input.lines = Some(b.quoted(child(&part, Rule::quoted)?)),
            Rule::input_header_row => input.header_row = header_row(b, child(&part, Rule::number_literal)?),
            _ => {}
        }
    }
    Some(input)
}

fn system(b: &Builder, node: &Node) -> Option<(Crm, Span)> {
    let said = child(node, Rule::system)?;
    let word = children(&said).next()?;
    let crm = match word.as_rule() {
        Rule::k_salesforce => Crm::Salesforce,
        Rule::k_zoho => Crm::Zoho,
        Rule::k_jiandaoyun => Crm::Jiandaoyun,
        _ => return None,
    };
    Some((crm, b.span(&said)))
}

/// The row of a sheet in which the headers stand, counted from 1.
fn header_row(b: &Builder, node: Node) -> Option<(u32, Span)> {
    let span = b.span(&node);
    let row = process::whole(b, node, '行');
    if row.is_none() {
        b.report(problems::not_a_row(span));
    }
    row.map(|row| (row, span))
}

pub(super) fn input_line(b: &Builder, input: &mut Input, node: Node) -> Option<()> {
    match node.as_rule() {
        Rule::column_line => input.columns.push(column(b, node)?),
        Rule::employed_line => input.employed = Some(employed(b, node)?),
        Rule::credit_line => input.credits.push(Credit {
            person: b.name(child(&node, Rule::name)?),
            share: b.sum(child(&node, Rule::sum)?),
            kind: if has(&node, Rule::k_overlay) { CreditKind::Overlay } else { CreditKind::Split },
            span: b.span(&node),
        }),
        Rule::each_rule | Rule::plain_rule => input.rules.push(DataRule {
            each: child(&node, Rule::name).map(|name| b.name(name)),
            condition: b.condition(child(&node, Rule::condition)?),
            because: because(b, &node),
            span: b.span(&node),
        }),
        _ => return None,
    }
    Some(())
}

fn column(b: &Builder, node: Node) -> Option<Column> {
    let mut column = Column {
        name: b.name(child(&node, Rule::name)?),
        ty: type_ref(b, child(&node, Rule::type_ref)?)?,
        bounds: Vec::new(),
        optional: None,
        default: None,
        title: title(b, &node),
        header: None,
        also: Vec::new(),
        source: None,
        owner: None,
        unit: None,
        because: because(b, &node),
        span: b.span(&node),
    };
    refuse_text_behind_options(b, &node);
    let mut said: Vec<(Rule, Span)> = Vec::new();
    for part in children(&node) {
        let (rule, span) = (part.as_rule(), b.span(&part));
        if is_part(rule) {
            if let Some((_, first)) = said.iter().find(|(seen, _)| *seen == rule) {
                b.report(problems::part_twice(*first, span));
                continue;
            }
            said.push((rule, span));
        }
        match rule {
            Rule::bounds => {
                let (low, high) = ends(b, part);
                column.bounds.extend(low.map(|bound| SideBound { side: Side::Low, bound }));
                column.bounds.extend(high.map(|bound| SideBound { side: Side::High, bound }));
            }
            Rule::column_optional => column.optional = Some(span),
            Rule::column_default => column.default = Some(b.sum(child(&part, Rule::sum)?)),
            Rule::column_header => {
                let mut headers = children(&part).filter(|part| part.as_rule() == Rule::quoted).map(|part| b.quoted(part));
                column.header = headers.next();
                column.also = headers.collect();
            }
            Rule::column_source => column.source = Some(b.quoted(child(&part, Rule::quoted)?)),
            Rule::column_owner => column.owner = Some(b.quoted(child(&part, Rule::quoted)?)),
            Rule::column_unit => column.unit = Some(cell_unit(&part)),
            _ => {}
        }
    }
    Some(column)
}

/// A text straight behind the options of `one of` is an option as likely as a title, and is refused.
pub(super) fn refuse_text_behind_options(b: &Builder, node: &Node) {
    let parts: Vec<Node> = children(node).collect();
    for (ty, text) in parts.iter().zip(parts.iter().skip(1)) {
        let Some(choices) = child(ty, Rule::choices).filter(|_| text.as_rule() == Rule::title) else { continue };
        let (options, text) = (b.span(&choices), b.span(text));
        let between = Span { file: options.file, start: options.end, end: text.start };
        let mixed = has(&choices, Rule::choice_below) && b.text_of(between).contains([',', '\u{FF0C}', '\u{3001}']);
        let separator = if has(&choices, Rule::choice_below) { " < " } else { ", " };
        let written = format!("{}{separator}{}", b.text_of(options), b.text_of(text));
        let first = children(node).next().map_or("", |name| b.text_of(b.span(&name)));
        b.report(if mixed {
            problems::order_and_list(&b.text_of(options).replace('\u{FF1C}', "<"), b.text_of(text), text)
        } else {
            problems::text_behind_options(first, &written, b.text_of(text), text)
        });
    }
}

/// The parts of a column line that may be said once.
fn is_part(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::column_optional
            | Rule::column_default
            | Rule::column_header
            | Rule::column_source
            | Rule::column_owner
            | Rule::column_unit
            | Rule::title
    )
}

fn cell_unit(node: &Node) -> CellUnit {
    if has(node, Rule::k_as_ratio) {
        CellUnit::Ratio
    } else if has(node, Rule::k_in_percent) {
        CellUnit::Percent
    } else {
        CellUnit::TenThousands
    }
}

/// A type as written.
pub(super) fn type_ref(b: &Builder, node: Node) -> Option<TypeRef> {
    let span = b.span(&node);
    let word = children(&node).next()?;
    let kind = match word.as_rule() {
        Rule::k_money => TypeKind::Money(child(&node, Rule::currency_name).map(|name| b.currency_name(name))),
        Rule::k_percent => TypeKind::Percent,
        Rule::k_number => TypeKind::Number,
        Rule::k_count => TypeKind::Count,
        Rule::k_date => TypeKind::Date,
        Rule::k_days => TypeKind::Days,
        Rule::k_text => TypeKind::Text,
        Rule::k_flag => TypeKind::Flag,
        Rule::k_person => TypeKind::Person,
        Rule::choices => {
            let options = children(&word).filter(|part| part.as_rule() == Rule::choice).filter_map(|part| choice(b, part)).collect();
            if has(&word, Rule::choice_below) { TypeKind::Ordered(options) } else { TypeKind::OneOf(options) }
        }
        _ => return None,
    };
    Some(TypeRef { kind, span })
}

fn choice(b: &Builder, node: Node) -> Option<ChoiceOption> {
    let name = b.quoted(child(&node, Rule::quoted)?);
    let also = child(&node, Rule::choice_also);
    let also = also.iter().flat_map(children).filter(|part| part.as_rule() == Rule::quoted).map(|part| b.quoted(part)).collect();
    Some(ChoiceOption { name, also })
}

fn employed(b: &Builder, node: Node) -> Option<Employed> {
    let mut names = children(&node).filter(|part| part.as_rule() == Rule::name).map(|name| b.name(name));
    let first_day = child(&node, Rule::first_day)?;
    Some(Employed {
        from: names.next()?,
        to: names.next(),
        first_day: if has(&first_day, Rule::k_first_day_not) { FirstDay::DoesNotCount } else { FirstDay::Counts },
        span: b.span(&node),
    })
}
