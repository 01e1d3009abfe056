//! Bands, tiers and tables, named and within an expression.

use super::goals::pairs;
use super::inputs::type_ref;
use super::{Node, because, child, children, has, shape_lines, steps};
use crate::source::Span;
use crate::syntax::ast::{
    Amount, BandLine, BandResult, Bands, Bound, Cell, CellKind, Expr, ExprKind, GridRow, NamedBands, NamedTiers, Pair, Quoted, Sign, Table,
    TableBody, TableResult, TableRow, TierLine, TierMode, TierRate, Tiers,
};
use crate::syntax::clause_problems as problems;
use crate::syntax::expression::Builder;
use crate::syntax::parser::Rule;

/// `bands on x { … }`, 按 x 分档 { … } within an expression.
pub(in crate::syntax) fn bands(b: &Builder, node: Node) -> Bands {
    let span = b.span(&node);
    let head = child(&node, Rule::bands_on).or_else(|| child(&node, Rule::score_on));
    let on = head.as_ref().and_then(|head| child(head, Rule::sum)).map(|sum| b.sum(sum));
    let whole = head.as_ref().and_then(whole_word).map(|word| b.span(&word));
    let block = child(&node, Rule::bands_block);
    let lines = shape_lines(b, block.as_ref(), span).into_iter().filter_map(|line| band_line(b, line)).collect();
    Bands { on, whole, lines, span }
}

/// `whole` behind the value, or 取整数 behind 分档.
fn whole_word<'i>(head: &Node<'i>) -> Option<Node<'i>> {
    let behind = child(head, Rule::whole_behind).and_then(|behind| child(&behind, Rule::k_whole));
    child(head, Rule::k_whole).or(behind)
}

/// `score by attainment { … }` with the caps and steps behind it.
pub(super) fn score_bands(b: &Builder, node: Node) -> Option<Amount> {
    let span = b.span(&node);
    let mut amount = Amount { value: None, caps: Vec::new(), steps: Vec::new(), span };
    for part in children(&node) {
        match part.as_rule() {
            Rule::score_on | Rule::bands_block => {}
            Rule::cap => amount.caps.extend(steps::cap(b, part)),
            _ => steps::add_step(b, &mut amount.steps, part),
        }
    }
    let shape = bands(b, node);
    amount.value = Some(Expr { kind: ExprKind::Bands(Box::new(shape)), span });
    Some(amount)
}

/// The ends of a line: its lower bound, its upper bound, or both.
pub(super) fn ends(b: &Builder, node: Node) -> (Option<Bound>, Option<Bound>) {
    let node = match node.as_rule() {
        Rule::ends | Rule::cell_range => match children(&node).next() {
            Some(inner) => inner,
            None => return (None, None),
        },
        _ => node,
    };
    b.bounds(node)
}

pub(super) fn band_line(b: &Builder, node: Node) -> Option<BandLine> {
    let (low, high) = ends(b, child(&node, Rule::ends)?);
    let result = children(&node).find(|part| !matches!(part.as_rule(), Rule::ends | Rule::because))?;
    Some(BandLine { low, high, result: band_result(b, result)?, because: because(b, &node), span: b.span(&node) })
}

fn band_result(b: &Builder, node: Node) -> Option<BandResult> {
    match node.as_rule() {
        Rule::band_onward => Some(BandResult::LinearOnward),
        Rule::band_linear => {
            let mut sums = children(&node).filter(|part| part.as_rule() == Rule::sum).map(|sum| Box::new(b.sum(sum)));
            Some(BandResult::Linear { from: sums.next()?, to: sums.next()? })
        }
        Rule::refusal => Some(BandResult::Refuse(refusal(b, &node)?)),
        Rule::pairs => {
            let columns = pairs(b, &node);
            refuse_negative_columns(b, &columns);
            Some(BandResult::Columns(columns))
        }
        Rule::band_value => {
            let inner = child(&node, Rule::amount)?;
            let text = inner.as_str().trim_end().to_string();
            let amount = steps::amount(b, inner)?;
            refuse_name_minus_number(b, &amount, &text);
            Some(BandResult::Value(Box::new(amount)))
        }
        _ => None,
    }
}

/// `base -500` could be the column base with −500, or base minus 500.
fn refuse_name_minus_number(b: &Builder, amount: &Amount, text: &str) {
    let Some(Expr { kind: ExprKind::Sum(terms), span }) = &amount.value else { return };
    let [(Sign::Plus, Expr { kind: ExprKind::Name(path), .. }), (Sign::Minus, Expr { kind: ExprKind::Number(_), span: number })] =
        terms.as_slice()
    else {
        return;
    };
    let Some((before, after)) = text.split_once(is_minus) else { return };
    if let ([name], true) = (path.parts.as_slice(), is_glued(before, after)) {
        b.report(problems::name_minus_number(&name.text, b.text_of(*number), *span));
    }
}

/// The same in a line of several columns.
fn refuse_negative_columns(b: &Builder, columns: &[Pair]) {
    let minus = |column: &&Pair| matches!(column.value.kind, ExprKind::Neg(_)) && b.text_of(column.value.span).starts_with(is_minus);
    if let Some(column) = columns.iter().find(minus) {
        let span = column.name.span.join(column.value.span);
        b.report(problems::columns_minus_number(&column.name.text, b.text_of(column.value.span), span));
    }
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '\u{FF0D}' | '\u{2212}')
}

/// Whether a minus sign stands close to the number behind it, apart from the name before it.
fn is_glued(before: &str, after: &str) -> bool {
    before.ends_with([' ', '\t', '\u{3000}']) && !after.starts_with([' ', '\t', '\u{3000}'])
}

fn refusal(b: &Builder, node: &Node) -> Option<Quoted> {
    Some(b.quoted(child(node, Rule::quoted)?))
}

/// `tiers marginal on x { … }`, 按 x 超额累进 { … } within an expression.
pub(in crate::syntax) fn tiers(b: &Builder, node: Node) -> Tiers {
    let span = b.span(&node);
    let head = child(&node, Rule::tiers_on);
    let on = head.as_ref().and_then(|head| child(head, Rule::sum)).map(|sum| b.sum(sum));
    let mut tiers = tiers_of(b, head.as_ref(), span);
    tiers.on = on;
    let block = child(&node, Rule::tiers_block);
    tiers.lines = shape_lines(b, block.as_ref(), span).into_iter().filter_map(|line| tier_line(b, line)).collect();
    tiers
}

/// Tiers without their lines; which of the two ways they pay must be said.
fn tiers_of(b: &Builder, head: Option<&Node>, span: Span) -> Tiers {
    let mode = head.and_then(|head| child(head, Rule::tier_mode));
    let mode = match mode {
        Some(word) if has(&word, Rule::k_whole_tiers) => TierMode::Whole,
        Some(_) => TierMode::Marginal,
        None => {
            let place = head.map_or(span, |head| b.span(head));
            b.report(problems::which_tiers(place));
            TierMode::Marginal
        }
    };
    let decelerating = head.and_then(|head| child(head, Rule::k_decelerating)).map(|word| b.span(&word));
    Tiers { mode, decelerating, on: None, lines: Vec::new(), span }
}

pub(super) fn tier_line(b: &Builder, node: Node) -> Option<TierLine> {
    let (low, high) = ends(b, child(&node, Rule::ends)?);
    let rate = match child(&node, Rule::refusal) {
        Some(reason) => TierRate::Refuse(refusal(b, &reason)?),
        None => TierRate::Rate(Box::new(b.sum(child(&node, Rule::sum)?))),
    };
    let name = child(&node, Rule::tier_name).and_then(|name| child(&name, Rule::name)).map(|name| b.name(name));
    Some(TierLine { low, high, rate, name, because: because(b, &node), span: b.span(&node) })
}

/// The head of `tiers standard marginal { … }`.
pub(super) fn named_tiers(b: &Builder, head: Node) -> Option<NamedTiers> {
    let span = b.span(&head);
    let name = b.name(child(&head, Rule::name)?);
    Some(NamedTiers { name, tiers: tiers_of(b, Some(&head), span), because: None, span })
}

/// The head of `bands curve { … }`.
pub(super) fn named_bands(b: &Builder, head: Node) -> Option<NamedBands> {
    let span = b.span(&head);
    let name = b.name(child(&head, Rule::name)?);
    let on = child(&head, Rule::sum).map(|sum| b.sum(sum));
    let whole = child(&head, Rule::k_whole).map(|word| b.span(&word));
    Some(NamedBands { name, bands: Bands { on, whole, lines: Vec::new(), span }, because: None, span })
}

/// The head of a table; its body is rows until a line says otherwise.
pub(super) fn table(b: &Builder, head: Node) -> Option<Table> {
    Some(Table {
        name: b.name(child(&head, Rule::name)?),
        ty: child(&head, Rule::type_ref).and_then(|ty| type_ref(b, ty)),
        by: children(&head).filter(|part| part.as_rule() == Rule::path).map(|path| b.path(path)).collect(),
        body: TableBody::Rows(Vec::new()),
        because: None,
        span: b.span(&head),
    })
}

pub(super) fn table_line(b: &Builder, table: &mut Table, node: Node) -> Option<()> {
    match (node.as_rule(), &mut table.body) {
        (Rule::table_data, body) => *body = TableBody::Data(b.span(&node)),
        (Rule::grid_mark, body) => *body = TableBody::Grid { heads: Vec::new(), rows: Vec::new() },
        (Rule::table_row, TableBody::Rows(rows)) => rows.push(table_row(b, node)?),
        (Rule::grid_heads, TableBody::Grid { heads, .. }) => heads.extend(cells(b, &node)),
        (Rule::grid_row, TableBody::Grid { rows, .. }) => rows.push(grid_row(b, node)?),
        _ => return None,
    }
    Some(())
}

fn table_row(b: &Builder, node: Node) -> Option<TableRow> {
    let result = table_result(b, &child(&node, Rule::table_result)?)?;
    Some(TableRow { cells: cells(b, &node), result, because: because(b, &node), span: b.span(&node) })
}

fn grid_row(b: &Builder, node: Node) -> Option<GridRow> {
    let results = children(&node).filter(|part| part.as_rule() == Rule::table_result);
    Some(GridRow {
        cell: cells(b, &node).pop()?,
        results: results.filter_map(|result| table_result(b, &result)).collect(),
        span: b.span(&node),
    })
}

fn table_result(b: &Builder, node: &Node) -> Option<TableResult> {
    match child(node, Rule::refusal) {
        Some(reason) => refusal(b, &reason).map(TableResult::Refuse),
        None => Some(TableResult::Value(b.expression(child(node, Rule::expression)?))),
    }
}

fn cells(b: &Builder, node: &Node) -> Vec<Cell> {
    children(node).filter(|part| part.as_rule() == Rule::cell).filter_map(|part| cell(b, part)).collect()
}

fn cell(b: &Builder, node: Node) -> Option<Cell> {
    let span = b.span(&node);
    let inner = children(&node).next()?;
    let kind = match inner.as_rule() {
        Rule::cell_any => CellKind::Any,
        Rule::cell_several | Rule::cell_value => {
            let sums = children(&inner).filter(|part| part.as_rule() == Rule::sum);
            CellKind::Values(sums.map(|sum| b.sum(sum)).collect())
        }
        Rule::cell_range => {
            let (low, high) = ends(b, inner);
            CellKind::Range { low, high }
        }
        _ => return None,
    };
    Some(Cell { kind, span })
}
