//! The clauses of a policy as written, each with its expressions: for what the plan no longer tells apart.

use crate::source::Span;
use crate::syntax::ast::walk::{children, of_amount, of_bands, of_tiers};
use crate::syntax::ast::{
    self, Amount, Bound, Cap, Cell, CellKind, Expr, ExprKind, File, Gate, Goal, Item, Policy, Scorecard, TableBody, TableResult, Veto,
};

pub(in crate::lint) fn items(files: &[File]) -> impl Iterator<Item = &Item> {
    files.iter().flat_map(|file| &file.items)
}

pub(in crate::lint) fn header(files: &[File]) -> Option<&Policy> {
    items(files).find_map(|item| if let Item::Policy(policy) = item { Some(policy) } else { None })
}

pub(in crate::lint) fn goals(files: &[File]) -> impl Iterator<Item = &Goal> {
    items(files).filter_map(|item| if let Item::Goal(goal) = item { Some(goal) } else { None })
}

pub(in crate::lint) fn scorecards(files: &[File]) -> impl Iterator<Item = &Scorecard> {
    items(files).filter_map(|item| if let Item::Scorecard(card) = item { Some(card) } else { None })
}

/// What a clause is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::lint) enum What {
    /// It decides a result.
    Rule,
    Param,
    Weight,
    /// Bounds and defaults of columns, rules of data.
    Data,
    Example,
    /// Bands that are used by name.
    Bands,
    /// Tiers that are used by name.
    Tiers,
}

/// One clause: a KPI is one, a whole scorecard is not.
#[derive(Debug)]
pub(in crate::lint) struct Clause<'a> {
    pub what: What,
    pub name: &'a str,
    pub span: Span,
    pub exprs: Vec<&'a Expr>,
}

impl<'a> Clause<'a> {
    fn new(what: What, name: &'a str, span: Span, exprs: Vec<&'a Expr>) -> Clause<'a> {
        Clause { what, name, span, exprs }
    }

    /// Its expressions and everything inside them.
    pub fn all(&self) -> Vec<&'a Expr> {
        let (mut found, mut open) = (Vec::new(), self.exprs.clone());
        while let Some(expr) = open.pop() {
            found.push(expr);
            open.extend(children(expr));
        }
        found
    }
}

/// Every clause of all files, in the order of the text.
pub(in crate::lint) fn clauses(files: &[ast::File]) -> Vec<Clause<'_>> {
    files.iter().flat_map(|file| &file.items).flat_map(of_item).collect()
}

fn of_item(item: &Item) -> Vec<Clause<'_>> {
    match item {
        // An amendment is looked at in the policy it makes, and what is approved for one person is no rule.
        Item::Policy(_)
        | Item::Calendar(_)
        | Item::Amend(_)
        | Item::Exception(_)
        | Item::Feedback(_)
        | Item::Consequence(_)
        | Item::Use(_) => Vec::new(),
        Item::Input(input) => vec![of_input(input)],
        Item::Exchange(exchange) => {
            let values = exchange.rate.values.iter().map(|value| &value.value).collect();
            vec![Clause::new(What::Param, &exchange.rate.name.text, exchange.span, values)]
        }
        Item::Param(param) => {
            vec![Clause::new(What::Param, &param.name.text, param.span, param.values.iter().map(|value| &value.value).collect())]
        }
        Item::Let(value) => vec![Clause::new(What::Rule, &value.name.text, value.span, of_amount(&value.amount))],
        Item::Carry(carry) => {
            let mut exprs = vec![&carry.starting];
            exprs.extend(of_amount(&carry.amount));
            vec![Clause::new(What::Rule, &carry.name.text, carry.span, exprs)]
        }
        Item::Goal(goal) => {
            let lines = [&goal.measure, &goal.target, &goal.baseline, &goal.stretch, &goal.due];
            vec![Clause::new(What::Rule, &goal.name.text, goal.span, lines.into_iter().flatten().collect())]
        }
        Item::Scorecard(card) => of_card(card),
        Item::Grade(grade) => {
            let mut exprs = vec![&grade.by];
            for line in &grade.lines {
                exprs.extend(ends(&line.low, &line.high));
                exprs.extend(line.columns.iter().map(|pair| &pair.value));
            }
            vec![Clause::new(What::Rule, "grade", grade.span, exprs)]
        }
        Item::Payout(payout) => {
            let mut exprs: Vec<&Expr> = payout.applies.iter().collect();
            exprs.extend(payout.pay.iter().flat_map(of_amount));
            exprs.extend(needs(&payout.gates));
            vec![Clause::new(What::Rule, &payout.name.text, payout.span, exprs)]
        }
        Item::Limit(limit) => {
            let exprs = [&limit.by].into_iter().chain(&limit.filter).collect();
            vec![Clause::new(What::Rule, "limit", limit.span, exprs)]
        }
        Item::Gate(gate) => vec![Clause::new(What::Rule, &gate.title.text, gate.span, vec![&gate.needs])],
        Item::Tiers(tiers) => {
            let what = if tiers.tiers.on.is_none() { What::Tiers } else { What::Rule };
            vec![Clause::new(what, &tiers.name.text, tiers.name.span, of_tiers(&tiers.tiers))]
        }
        Item::Bands(bands) => {
            let what = if bands.bands.on.is_none() { What::Bands } else { What::Rule };
            vec![Clause::new(what, &bands.name.text, bands.name.span, of_bands(&bands.bands))]
        }
        Item::Table(table) => vec![Clause::new(What::Rule, &table.name.text, table.span, of_table(&table.body))],
        Item::Example(example) => vec![of_example(example)],
    }
}

fn of_input(input: &ast::Input) -> Clause<'_> {
    let columns = input.columns.iter().flat_map(|column| column.bounds.iter().map(|bound| &bound.bound.value).chain(&column.default));
    let rules = input.rules.iter().map(|rule| &rule.condition);
    Clause::new(What::Data, &input.name.text, input.span, columns.chain(rules).collect())
}

fn of_card(card: &ast::Scorecard) -> Vec<Clause<'_>> {
    let mut own: Vec<&Expr> = card.applies.iter().chain(limits(&card.caps)).collect();
    own.extend(needs(&card.gates).chain(strikes(&card.vetoes)));
    let mut found = vec![Clause::new(What::Rule, &card.name.text, card.span, own)];
    for kpi in &card.kpis {
        let mut exprs: Vec<&Expr> = kpi.measure.iter().chain(&kpi.target).collect();
        exprs.extend(kpi.score.iter().flat_map(|score: &Amount| of_amount(score)));
        exprs.extend(needs(&kpi.gates).chain(strikes(&kpi.vetoes)));
        found.push(Clause::new(What::Rule, &kpi.name.text, kpi.span, exprs));
        found.push(Clause::new(What::Weight, &kpi.name.text, kpi.span, kpi.weight.iter().chain(&kpi.points_rounded).collect()));
    }
    found.extend(card.adjusts.iter().map(|adjust| Clause::new(What::Rule, &adjust.name.text, adjust.span, of_amount(&adjust.amount))));
    found
}

fn of_table(body: &TableBody) -> Vec<&Expr> {
    match body {
        TableBody::Rows(rows) => {
            rows.iter().flat_map(|row| row.cells.iter().flat_map(of_cell).chain(of_table_result(&row.result))).collect()
        }
        TableBody::Grid { heads, rows } => {
            let lines = rows.iter().flat_map(|row| of_cell(&row.cell).into_iter().chain(row.results.iter().flat_map(of_table_result)));
            heads.iter().flat_map(of_cell).chain(lines).collect()
        }
        TableBody::Data(_) => Vec::new(),
    }
}

fn of_cell(cell: &Cell) -> Vec<&Expr> {
    match &cell.kind {
        CellKind::Any => Vec::new(),
        CellKind::Values(values) => values.iter().collect(),
        CellKind::Range { low, high } => ends(low, high).collect(),
    }
}

fn of_table_result(result: &TableResult) -> Option<&Expr> {
    match result {
        TableResult::Value(value) => Some(value),
        TableResult::Refuse(_) => None,
    }
}

/// What an example gives; what it expects is how its author reads a name.
fn of_example(example: &ast::Example) -> Clause<'_> {
    Clause::new(What::Example, &example.title.text, example.span, ast::walk::of_example(example))
}

fn ends<'e>(low: &'e Option<Bound>, high: &'e Option<Bound>) -> impl Iterator<Item = &'e Expr> {
    low.iter().chain(high).map(|bound| &bound.value)
}

fn limits(caps: &[Cap]) -> impl Iterator<Item = &Expr> {
    caps.iter().map(|cap| &cap.limit)
}

fn needs(gates: &[Gate]) -> impl Iterator<Item = &Expr> {
    gates.iter().map(|gate| &gate.needs)
}

fn strikes(vetoes: &[Veto]) -> impl Iterator<Item = &Expr> {
    vetoes.iter().map(|veto| &veto.when)
}

/// The single name an expression is, where it is one.
pub(in crate::lint) fn single_name(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Name(path) if path.parts.len() == 1 => path.parts.first().map(|name| name.text.as_str()),
        _ => None,
    }
}
