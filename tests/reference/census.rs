//! What the generated policies and runs have touched, by name.

pub mod wanted;

use std::collections::BTreeMap;

use merit::syntax::ast::{
    Adjust, Aggregate, Amendment, Amount, BandResult, Bands, Bound, Cap, Cell, CellKind, Change, Expr, ExprKind, File, Input, Item, Kpi,
    Let, Over, Param, Payout, Piece, Reach, Scorecard, Step, Table, TableBody, TableResult, Template, TierRate, Tiers, Veto, VetoEffect,
    Window, Working,
};

use merit::syntax::ast::walk;

/// How often each construct and each error came up.
#[derive(Default)]
pub struct Census {
    seen: BTreeMap<String, usize>,
}

impl Census {
    fn count(&mut self, what: impl Into<String>) {
        *self.seen.entry(what.into()).or_default() += 1;
    }

    pub fn errors(&mut self, code: &str, times: usize) {
        *self.seen.entry(code.to_string()).or_default() += times;
    }

    /// Which languages the clauses of a policy are in.
    pub fn languages(&mut self, text: &str) {
        for (word, what) in [("let ", "let in English"), ("设 ", "let in Chinese"), ("kpi ", "kpi in English"), ("指标 ", "kpi in Chinese")]
        {
            if text.lines().any(|line| line.starts_with(word)) {
                self.count(what);
            }
        }
    }

    pub fn add(&mut self, other: Census) {
        for (what, times) in other.seen {
            *self.seen.entry(what).or_default() += times;
        }
    }

    /// Those of the wanted that came up less often than so many times.
    pub fn lacking(&self, wanted: &[&str], times: usize) -> Vec<String> {
        let seen = |what: &str| self.seen.get(what).copied().unwrap_or(0);
        wanted.iter().filter(|what| seen(what) < times).map(|what| format!("{what}: {}", seen(what))).collect()
    }

    /// Constructs that came up and that nobody asked for: the list of the wanted has to grow.
    pub fn unasked(&self, wanted: &[&str]) -> Vec<String> {
        self.seen.keys().filter(|seen| !wanted.contains(&seen.as_str())).cloned().collect()
    }

    pub fn policy(&mut self, file: &File) {
        for item in &file.items {
            match item {
                Item::Policy(header) => {
                    let rounding = header.rounding.as_ref().expect("a generated policy rounds");
                    self.count(format!("rounding {:?}", rounding.mode));
                    self.count(format!("period {:?}", header.period.expect("a generated policy has a period").0));
                    let law = header.law.as_ref();
                    let figures = [
                        ("target pay", header.target_pay.as_ref()),
                        ("base pay", header.base_pay.as_ref()),
                        ("target revenue", header.target_revenue.as_ref()),
                        ("revenue", header.revenue.as_ref()),
                        ("monthly wage", law.and_then(|law| law.monthly_wage.as_ref())),
                        ("minimum wage", law.and_then(|law| law.minimum_wage.as_ref())),
                        ("probation wage", law.and_then(|law| law.probation_wage.as_ref())),
                    ];
                    for (name, line) in figures {
                        if let Some(line) = line {
                            self.count(format!("header {name}"));
                            self.expr(line);
                        }
                    }
                }
                Item::Input(input) => self.input(input),
                Item::Param(param) => self.param(param),
                Item::Let(own) => self.own_let(own),
                Item::Carry(carry) => {
                    self.count("carry");
                    self.expr(&carry.starting);
                    self.amount("carry", &carry.amount);
                }
                Item::Goal(goal) => {
                    self.count("goal");
                    if let Some((reverse, _)) = goal.lower_is_better {
                        self.count(format!("goal {reverse:?}"));
                    }
                    let lines = [&goal.measure, &goal.target, &goal.baseline, &goal.stretch, &goal.due];
                    lines.into_iter().flatten().for_each(|line| self.expr(line));
                }
                Item::Scorecard(card) => self.card(card),
                Item::Grade(grade) => {
                    self.count("grade");
                    self.expr(&grade.by);
                    for line in &grade.lines {
                        self.ends("grade line", line.low.as_ref(), line.high.as_ref());
                        line.columns.iter().for_each(|pair| self.expr(&pair.value));
                    }
                }
                Item::Limit(limit) => {
                    let filter = if limit.filter.is_some() { " where" } else { "" };
                    let share = if limit.heads.is_some() { "a part" } else { "heads" };
                    self.count(format!("limit {:?} {share}{filter}", limit.kind));
                    self.count(format!("limit ties {:?}", limit.ties));
                    self.count(format!("limit heads {:?}", limit.heads.map(|(mode, _)| mode)));
                    self.count(if limit.smallest.is_some() { "limit of groups of a size" } else { "limit of all groups" });
                    [&limit.by].into_iter().chain(&limit.filter).for_each(|part| self.expr(part));
                }
                Item::Payout(payout) => self.payout(payout),
                Item::Gate(gate) => {
                    self.count("gate of all payouts");
                    self.expr(&gate.needs);
                }
                Item::Tiers(named) => {
                    self.count("named tiers");
                    self.tiers(&named.tiers);
                }
                Item::Bands(named) => {
                    self.count(if named.bands.on.is_some() { "named bands on" } else { "named bands" });
                    self.bands(&named.bands);
                }
                Item::Table(table) => self.table(table),
                Item::Calendar(_) => self.count("calendar"),
                Item::Exchange(exchange) => {
                    self.count(if exchange.rate.values.len() > 1 { "rate dated" } else { "rate" });
                    exchange.rate.values.iter().for_each(|value| self.expr(&value.value));
                }
                Item::Exception(exception) => exception.values.iter().for_each(|value| {
                    self.count(format!("exception of {} names", value.path.parts.len()));
                }),
                Item::Amend(amend) => amend.clauses.iter().for_each(|clause| match clause {
                    Amendment::Item(item) => self.count(if matches!(**item, Item::Param(_)) { "amended param" } else { "amended let" }),
                    Amendment::Kpi(..) | Amendment::Adjust(..) | Amendment::Lines(..) => self.count("amended part"),
                }),
                Item::Feedback(it) => {
                    self.count("feedback");
                    self.tells("feedback", [&it.applies, &it.when], it.say.iter().chain(it.action.as_ref().map(|action| &action.text)));
                }
                Item::Consequence(it) => {
                    self.count("consequence");
                    self.tells("consequence", [&it.applies, &it.when], it.say.iter());
                }
                Item::Example(_) | Item::Use(_) => {}
            }
        }
    }

    fn tells<'t>(&mut self, what: &str, conditions: [&Option<Expr>; 2], texts: impl Iterator<Item = &'t Template>) {
        for (word, condition) in ["for", "when"].into_iter().zip(conditions) {
            if let Some(condition) = condition {
                self.count(format!("{what} {word}"));
                self.expr(condition);
            }
        }
        for piece in texts.flat_map(|text| &text.pieces) {
            if let Piece::Value(value) = piece {
                self.count(format!("{what} value"));
                self.expr(value);
            }
        }
    }

    fn input(&mut self, input: &Input) {
        self.count(match &input.dating {
            merit::syntax::ast::Dating::Unsaid => "input of people",
            merit::syntax::ast::Dating::Dated(_) => "input dated",
            merit::syntax::ast::Dating::Undated(_) => "input undated",
        });
        for (what, said) in [("period column", input.period_column.is_some()), ("employed", input.employed.is_some())] {
            if said {
                self.count(what);
            }
        }
        if let Some(employed) = &input.employed {
            self.count(format!("first day {:?}", employed.first_day));
            self.count(if employed.to.is_some() { "employed until" } else { "employed for good" });
        }
        for credit in &input.credits {
            self.count(format!("credit {:?}", credit.kind));
        }
        for column in &input.columns {
            if let Some(unit) = column.unit {
                self.count(format!("cells {unit:?}"));
            }
            for (what, said) in
                [("optional", column.optional.is_some()), ("default", column.default.is_some()), ("bounds", !column.bounds.is_empty())]
            {
                if said {
                    self.count(format!("column {what}"));
                }
            }
        }
        for rule in &input.rules {
            self.count(if rule.each.is_some() { "data rule of a group" } else { "data rule of a row" });
            self.expr(&rule.condition);
        }
    }

    fn param(&mut self, param: &Param) {
        self.count(if param.values.iter().any(|value| value.from.is_some()) { "param dated" } else { "param" });
        param.values.iter().for_each(|value| self.expr(&value.value));
    }

    fn own_let(&mut self, own: &Let) {
        self.count(if own.row.is_some() { "let of a row" } else { "let of a person" });
        self.amount("let", &own.amount);
    }

    fn card(&mut self, card: &Scorecard) {
        self.count(if card.applies.is_some() { "scorecard for some" } else { "scorecard for all" });
        card.applies.iter().for_each(|applies| self.expr(applies));
        card.kpis.iter().for_each(|kpi| self.kpi(kpi));
        card.adjusts.iter().for_each(|adjust| self.adjust(adjust));
        for veto in &card.vetoes {
            self.veto("scorecard", veto);
        }
        for gate in &card.gates {
            self.count("gate of a scorecard");
            self.expr(&gate.needs);
        }
        card.caps.iter().for_each(|cap| self.cap("scorecard", cap));
    }

    fn kpi(&mut self, kpi: &Kpi) {
        self.count(if kpi.target.is_some() { "kpi with a target" } else { "kpi without a target" });
        [&kpi.measure, &kpi.target, &kpi.weight, &kpi.points_rounded].into_iter().flatten().for_each(|line| self.expr(line));
        if kpi.points_rounded.is_some() {
            self.count("points rounded");
        }
        if let Some((reverse, _)) = kpi.lower_is_better {
            self.count(format!("kpi {reverse:?}"));
        }
        match kpi.when_missing {
            Some((when, _)) => self.count(format!("missing {when:?}")),
            None => self.count("missing unsaid"),
        }
        self.amount("score", kpi.score.as_ref().expect("a generated KPI has a score"));
        for gate in &kpi.gates {
            self.count("gate of a kpi");
            self.expr(&gate.needs);
        }
        for veto in &kpi.vetoes {
            self.veto("kpi", veto);
        }
    }

    fn veto(&mut self, place: &str, veto: &Veto) {
        let effect = match &veto.effect {
            VetoEffect::Grade(_) => "grade",
            VetoEffect::GradeAtMost(_) => "grade at most",
            VetoEffect::ScoreZero => "score 0",
            VetoEffect::KpiZero(_) => "kpi 0",
        };
        self.count(format!("{place} veto {effect}"));
        self.expr(&veto.when);
    }

    fn adjust(&mut self, adjust: &Adjust) {
        self.count("adjust");
        self.amount("adjust", &adjust.amount);
    }

    fn payout(&mut self, payout: &Payout) {
        self.count(if payout.applies.is_some() { "payout for some" } else { "payout for all" });
        self.count(if payout.may_be_negative.is_some() { "payout may be negative" } else { "payout not negative" });
        payout.applies.iter().for_each(|applies| self.expr(applies));
        for gate in &payout.gates {
            self.count("gate of a payout");
            self.expr(&gate.needs);
        }
        self.amount("payout", payout.pay.as_ref().expect("a generated payout pays"));
    }

    fn amount(&mut self, place: &str, amount: &Amount) {
        amount.value.iter().for_each(|value| self.expr(value));
        amount.caps.iter().for_each(|cap| self.cap("first line", cap));
        for step in &amount.steps {
            match step {
                Step::Change(change) => self.change(place, change),
                Step::Cap(cap) => self.cap(place, cap),
                Step::Ratchet { cap, when, .. } => {
                    self.count(format!("ratchet {:?}{}", cap.kind, if when.is_some() { " when" } else { "" }));
                    self.expr(&cap.limit);
                    when.iter().for_each(|when| self.expr(when));
                }
                Step::Prorate { factor, .. } => {
                    self.count(format!("{place} prorate"));
                    self.expr(factor);
                }
            }
        }
    }

    fn cap(&mut self, place: &str, cap: &Cap) {
        self.count(format!("{place} {:?}", cap.kind));
        self.expr(&cap.limit);
    }

    fn change(&mut self, place: &str, change: &Change) {
        self.expr(&change.amount);
        change.caps.iter().for_each(|cap| self.cap("change", cap));
        if change.until_zero.is_some() {
            self.count("until zero");
        }
        let Some(each) = &change.each else { return self.count(format!("{place} {:?}", change.sign)) };
        self.count(format!("{place} {:?} for each {:?} {:?}", change.sign, each.counting, each.direction));
        self.count(if each.value.is_some() { "each of a value" } else { "each of the measure" });
        [&each.step, &each.against].into_iter().chain(&each.value).for_each(|part| self.expr(part));
    }

    fn ends(&mut self, what: &str, low: Option<&Bound>, high: Option<&Bound>) {
        let side = match (low, high) {
            (Some(_), Some(_)) => "both ends",
            (Some(_), None) => "low end",
            (None, Some(_)) => "high end",
            (None, None) => "no end",
        };
        self.count(format!("{what} with {side}"));
        low.into_iter().chain(high).for_each(|bound| self.expr(&bound.value));
    }

    fn bands(&mut self, bands: &Bands) {
        if bands.whole.is_some() {
            self.count("bands whole");
        }
        bands.on.iter().for_each(|on| self.expr(on));
        for line in &bands.lines {
            self.ends("band", line.low.as_ref(), line.high.as_ref());
            match &line.result {
                BandResult::Value(amount) => self.amount("band", amount),
                BandResult::Linear { from, to } => {
                    self.count("band linear");
                    [&**from, &**to].into_iter().for_each(|part| self.expr(part));
                }
                BandResult::LinearOnward => self.count("band onward"),
                BandResult::Refuse(_) => self.count("band refuse"),
                BandResult::Columns(pairs) => {
                    self.count("band columns");
                    pairs.iter().for_each(|pair| self.expr(&pair.value));
                }
            }
        }
    }

    fn tiers(&mut self, tiers: &Tiers) {
        self.count(format!("tiers {:?}{}", tiers.mode, if tiers.decelerating.is_some() { " decelerating" } else { "" }));
        tiers.on.iter().for_each(|on| self.expr(on));
        for line in &tiers.lines {
            self.ends("tier", line.low.as_ref(), line.high.as_ref());
            if line.name.is_some() {
                self.count("tier named");
            }
            match &line.rate {
                TierRate::Rate(rate) => self.expr(rate),
                TierRate::Refuse(_) => self.count("tier refuse"),
            }
        }
    }

    fn table(&mut self, table: &Table) {
        let mut results = Vec::new();
        match &table.body {
            TableBody::Rows(rows) => {
                self.count("table of rows");
                for row in rows {
                    row.cells.iter().for_each(|cell| self.cell(cell));
                    results.push(&row.result);
                }
            }
            TableBody::Grid { heads, rows } => {
                self.count("table grid");
                heads.iter().for_each(|cell| self.cell(cell));
                for row in rows {
                    self.cell(&row.cell);
                    results.extend(&row.results);
                }
            }
            TableBody::Data(_) => self.count(if table.by.len() > 1 { "table from data by period" } else { "table from data" }),
        }
        for result in results {
            match result {
                TableResult::Value(value) => self.expr(value),
                TableResult::Refuse(_) => self.count("table refuse"),
            }
        }
    }

    fn cell(&mut self, cell: &Cell) {
        match &cell.kind {
            CellKind::Any => self.count("cell any"),
            CellKind::Values(values) if values.len() > 1 => self.count("cell of several"),
            CellKind::Values(_) => self.count("cell of one"),
            CellKind::Range { low, high } => self.ends("cell", low.as_ref(), high.as_ref()),
        }
    }

    fn expr(&mut self, expr: &Expr) {
        let what = match &expr.kind {
            ExprKind::Number(literal) => format!("number {:?}", literal.mark),
            ExprKind::Text(_) => "text".to_string(),
            ExprKind::Date(_) => "date".to_string(),
            ExprKind::Flag(_) => "flag".to_string(),
            ExprKind::Months { missing, .. } => format!("months {missing:?}"),
            ExprKind::Name(path) => format!("name of {} parts", path.parts.len()),
            ExprKind::Call { .. } => "call of a table".to_string(),
            ExprKind::On { starting, .. } => if starting.is_some() { "shape on starting at" } else { "shape on" }.to_string(),
            ExprKind::Neg(_) => "minus".to_string(),
            ExprKind::Sum(_) => "sum".to_string(),
            ExprKind::Product(_) => "product".to_string(),
            ExprKind::Of(..) => "share of".to_string(),
            ExprKind::Compare { op, .. } => format!("compare {op:?}"),
            ExprKind::Within { low, high, .. } => within(low.is_some(), high.is_some()).to_string(),
            ExprKind::In { .. } => "in".to_string(),
            ExprKind::And(_) => "and".to_string(),
            ExprKind::Or(_) => "or".to_string(),
            ExprKind::Not(_) => "not".to_string(),
            ExprKind::If { branches, .. } => if branches.len() > 1 { "if else if" } else { "if" }.to_string(),
            ExprKind::Otherwise(_) => "otherwise".to_string(),
            ExprKind::Round { mode, .. } => format!("round {mode:?}"),
            ExprKind::Apply { function, .. } => format!("function {function:?}"),
            ExprKind::AsOf { .. } => "as of".to_string(),
            ExprKind::Convert(conversion) => if conversion.as_of.is_some() { "convert as of" } else { "convert" }.to_string(),
            ExprKind::InPoints(_) => "in points".to_string(),
            ExprKind::Aggregate(aggregate) => self.aggregate(aggregate),
            ExprKind::RunningSum(running) => if running.filter.is_some() { "running sum where" } else { "running sum" }.to_string(),
            ExprKind::LastPeriod(_) => "last period".to_string(),
            ExprKind::OverPeriods(over) => match &over.window {
                Window::YearToDate => "over year to date".to_string(),
                Window::Last { this, enough, .. } => {
                    format!("over last periods {this:?}{}", if enough.is_some() { " with enough" } else { "" })
                }
            },
            ExprKind::Clawback(clawback) => format!("clawback {:?}", clawback.share),
            ExprKind::InARow { .. } => "in a row".to_string(),
            ExprKind::PaidToDate(of) => if of.is_some() { "paid to date" } else { "own paid to date" }.to_string(),
            ExprKind::Standing(standing) => {
                let filter = if standing.filter.is_some() { " where" } else { "" };
                self.count(format!("{:?} {:?} first{filter}", standing.figure, standing.best));
                format!("{:?} ties {:?}", standing.figure, standing.ties)
            }
            ExprKind::Pool(pool) => {
                let filter = if pool.filter.is_some() { " where" } else { "" };
                let by = if pool.by.amount().is_some() { "by" } else { "equally" };
                self.count(format!("pool {by}{filter}"));
                format!("pool when zero {:?}", pool.zero.map(|(zero, _)| zero))
            }
            ExprKind::DaysBetween { .. } => "days between".to_string(),
            ExprKind::Working(working) => of_working(working).to_string(),
            ExprKind::Employed(unit) => format!("employed {unit:?}"),
            ExprKind::Period(part) => format!("period part {part:?}"),
            // Their lines are counted with them.
            ExprKind::Bands(bands) => {
                self.count("bands in an expression");
                return self.bands(bands);
            }
            ExprKind::Tiers(tiers) => {
                self.count("tiers in an expression");
                return self.tiers(tiers);
            }
        };
        self.count(what);
        walk::children(expr).into_iter().for_each(|part| self.expr(part));
    }

    fn aggregate(&mut self, aggregate: &Aggregate) -> String {
        let over = match &aggregate.over {
            Some(Over::Name(_)) => "rows or a team",
            Some(Over::Everyone(_)) => "everyone",
            Some(Over::Reports { reach: Reach::Direct, .. }) => "reports",
            Some(Over::Reports { reach: Reach::All, .. }) => "all reports",
            None => "a group of the data",
        };
        let filter = if aggregate.filter.is_some() { " where" } else { "" };
        self.count(format!("aggregate over {over}{filter}"));
        if aggregate.trim.is_some() {
            self.count(format!("trimmed mean over {over}"));
        }
        if let Some(rated) = &aggregate.rated {
            self.count(format!("rated, missing {:?}", rated.missing));
            if aggregate.trim.is_some() {
                self.count("rated, trimmed".to_string());
            }
        }
        format!("aggregate {:?}", aggregate.function)
    }
}

fn of_working(working: &Working) -> &'static str {
    match working {
        Working::Days(_) => "working days added",
        Working::Between { .. } => "working days between",
        Working::Rolling(_) => "rolling",
    }
}

fn within(low: bool, high: bool) -> &'static str {
    match (low, high) {
        (true, true) => "within both",
        (true, false) => "within low",
        (false, _) => "within high",
    }
}
