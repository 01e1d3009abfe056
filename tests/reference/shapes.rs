//! Bands, tiers, tables.

use dashu_ratio::RBig;
use merit::syntax::ast::{
    BandResult, Bands, Bound, Cell, CellKind, Expr, ExprKind, Item, Table, TableBody, TableResult, TierMode, TierRate, Tiers,
};
use merit::value::Period;

use super::expression::{Number, same};
use super::value::{DATA, R, Unit, V, exact, int, is_negative, is_zero, parse};
use super::{Place, World, data};

/// One end of a line.
#[derive(Clone)]
pub struct End {
    inclusive: bool,
    value: RBig,
}

/// A line with its ends filled in, and where it stands in the text.
pub struct Line {
    pub at: usize,
    low: Option<End>,
    high: Option<End>,
}

/// Lines in ascending order.
pub struct Lines {
    pub lines: Vec<Line>,
}

impl Line {
    fn holds(&self, value: &RBig) -> bool {
        let above = self.low.as_ref().is_none_or(|end| *value > end.value || (end.inclusive && *value == end.value));
        let below = self.high.as_ref().is_none_or(|end| *value < end.value || (end.inclusive && *value == end.value));
        above && below
    }
}

impl Lines {
    /// The one line a value lies in.
    pub fn holding(&self, value: &RBig) -> Result<usize, &'static str> {
        let found: Vec<usize> = (0..self.lines.len()).filter(|line| self.lines[*line].holds(value)).collect();
        match found.as_slice() {
            [only] => Ok(*only),
            [] => Err("E504"),
            [_, _, ..] => Err("E505"),
        }
    }
}

/// A missing end is the neighbour's: what the neighbour takes in, this line leaves out.
fn complement(end: &End) -> End {
    End { inclusive: !end.inclusive, value: end.value.clone() }
}

impl World<'_> {
    /// The ends of lines for one place, ascending, missing ones from the neighbours.
    pub fn filled(&self, ends: &[(Option<&Bound>, Option<&Bound>)], place: &Place) -> Result<Lines, &'static str> {
        let end = |bound: Option<&Bound>| -> Result<Option<End>, &'static str> {
            match bound {
                Some(bound) => Ok(Some(End { inclusive: bound.inclusive, value: self.needed(&bound.value, place)?.0 })),
                None => Ok(None),
            }
        };
        let mut lines = Vec::new();
        for (at, (low, high)) in ends.iter().enumerate() {
            lines.push(Line { at, low: end(*low)?, high: end(*high)? });
        }
        if falls(&lines) {
            lines.reverse();
        }
        let written: Vec<(Option<End>, Option<End>)> = lines.iter().map(|line| (line.low.clone(), line.high.clone())).collect();
        for (at, line) in lines.iter_mut().enumerate() {
            if line.low.is_none() && at > 0 {
                line.low = written[at - 1].1.as_ref().map(complement);
            }
            if line.high.is_none() && at + 1 < written.len() {
                line.high = written[at + 1].0.as_ref().map(complement);
            }
        }
        Ok(Lines { lines })
    }

    pub fn bands(&self, bands: &Bands, on: &Expr, place: &Place) -> R {
        let (on, _) = self.needed(on, place)?;
        self.bands_at(bands, &on, None, place)
    }

    /// What the line gives that a value lies in; of several columns the one of this name.
    pub fn bands_at(&self, bands: &Bands, on: &RBig, column: Option<&str>, place: &Place) -> R {
        let ends: Vec<_> = bands.lines.iter().map(|line| (line.low.as_ref(), line.high.as_ref())).collect();
        let filled = self.filled(&ends, place)?;
        let own = filled.holding(on)?;
        let result = |at: usize| filled.lines.get(at).map(|line| &bands.lines[line.at].result);
        match &bands.lines[filled.lines[own].at].result {
            BandResult::Value(amount) => self.amount(amount, place),
            BandResult::Linear { from, to } => self.straight(&filled.lines[own], (from, to), on, place),
            BandResult::LinearOnward => {
                let before = own.checked_sub(1);
                for beside in before.into_iter().chain([own + 1]) {
                    if let Some(BandResult::Linear { from, to }) = result(beside) {
                        return self.straight(&filled.lines[beside], (from, to), on, place);
                    }
                }
                panic!("a line goes on from a straight one beside it");
            }
            BandResult::Refuse(_) => Err("E508"),
            BandResult::Columns(pairs) => {
                let pair = pairs.iter().find(|pair| Some(pair.name.text.as_str()) == column).expect("every line has the column");
                self.eval(&pair.value, place)
            }
        }
    }

    /// The straight line through the values at both ends of a band.
    fn straight(&self, line: &Line, (from, to): (&Expr, &Expr), on: &RBig, place: &Place) -> R {
        let Some(values) = self.all(&[from, to], place)? else { return Ok(V::Missing) };
        let (V::Num(from, unit), V::Num(to, _)) = (&values[0], &values[1]) else { panic!("a straight line joins numbers") };
        let (Some(low), Some(high)) = (&line.low, &line.high) else { panic!("a straight line has both ends") };
        if low.value == high.value {
            return Err("E526");
        }
        let share = (on - &low.value) / (&high.value - &low.value);
        Ok(V::Num(from + share * (to - from), *unit))
    }

    /// `standard on sales`, `curve on attainment`: the lines belong to no KPI, whatever KPI they are used in.
    pub fn shape_on(&self, shape: &str, value: &Expr, starting: Option<&Expr>, place: &Place) -> R {
        for item in &self.items {
            if let Item::Tiers(named) = item
                && named.name.text == shape
            {
                let (on, unit) = self.needed(value, place)?;
                let start = self.start(starting, place)?;
                return self.tiers_at(&named.tiers, (&on, unit), &start, None, &Place { kpi: None, ..place.clone() });
            }
            if let Item::Bands(named) = item
                && named.name.text == shape
            {
                let (on, _) = self.needed(value, place)?;
                return self.bands_at(&named.bands, &on, None, &Place { kpi: None, ..place.clone() });
            }
        }
        panic!("no shape {shape}");
    }

    /// Where cumulative slices begin: at 0 unless the clause says otherwise.
    fn start(&self, starting: Option<&Expr>, place: &Place) -> Result<RBig, &'static str> {
        match starting {
            Some(starting) => Ok(self.needed(starting, place)?.0),
            None => Ok(int(0)),
        }
    }

    pub fn tiers(&self, tiers: &Tiers, on: &Expr, starting: Option<&Expr>, only: Option<usize>, place: &Place) -> R {
        let (on, unit) = self.needed(on, place)?;
        let start = self.start(starting, place)?;
        self.tiers_at(tiers, (&on, unit), &start, only, place)
    }

    /// Pays what lies between `start` and `start + on`: each slice at its own rate, or all of it at the rate reached.
    fn tiers_at(&self, tiers: &Tiers, (on, unit): (&RBig, Unit), start: &RBig, only: Option<usize>, place: &Place) -> R {
        let ends: Vec<_> = tiers.lines.iter().map(|line| (line.low.as_ref(), line.high.as_ref())).collect();
        let mut filled = self.filled(&ends, place)?;
        // Slices start at 0, except where the first line is the one below 0.
        if let Some(first) = filled.lines.first_mut()
            && first.low.is_none()
            && !first.high.as_ref().is_some_and(|high| is_zero(&high.value))
        {
            first.low = Some(End { inclusive: true, value: int(0) });
        }
        let mut before: Option<&RBig> = None;
        for line in &filled.lines {
            for end in line.low.iter().chain(&line.high) {
                if before.is_some_and(|before| *before > end.value) {
                    return Err("E506");
                }
                before = Some(&end.value);
            }
        }
        let end = start + on;
        let (least, most) = if *start <= end { (start.clone(), end.clone()) } else { (end.clone(), start.clone()) };
        let lowest = filled.lines.first().and_then(|line| line.low.as_ref());
        let highest = filled.lines.last().and_then(|line| line.high.as_ref());
        if lowest.is_some_and(|lowest| least < lowest.value) || highest.is_some_and(|highest| most > highest.value) {
            return Err("E507");
        }
        let reached = filled.lines.iter().position(|line| line.holds(&end));
        let reached = reached.or_else(|| filled.lines.iter().position(|line| line.low.as_ref().is_some_and(|low| low.value == end)));
        let mut total = int(0);
        let mut last = 0;
        for (index, line) in filled.lines.iter().enumerate() {
            if only.is_some_and(|only| only != line.at) {
                continue;
            }
            let part = match tiers.mode {
                TierMode::Marginal => {
                    let low = line.low.as_ref().map_or(&least, |low| (&low.value).max(&least));
                    let high = line.high.as_ref().map_or(&most, |high| (&high.value).min(&most));
                    let part = high - low;
                    if part <= int(0) {
                        continue;
                    }
                    if is_negative(on) { int(0) - part } else { part }
                }
                TierMode::Whole if reached == Some(index) => on.clone(),
                TierMode::Whole => continue,
            };
            last = index;
            match &tiers.lines[line.at].rate {
                TierRate::Rate(rate) => total += part * self.needed(rate, place)?.0,
                TierRate::Refuse(_) => return Err("E508"),
            }
        }
        if only.is_none() && tiers.decelerating.is_none() {
            self.rates_never_fall(tiers, &filled.lines[..=last].iter().map(|line| line.at).collect::<Vec<_>>(), place)?;
        }
        Ok(V::Num(total, unit))
    }

    /// Of the lines up to the last one reached; the line below 0 stands for itself.
    fn rates_never_fall(&self, tiers: &Tiers, lines: &[usize], place: &Place) -> Result<(), &'static str> {
        let mut before: Option<RBig> = None;
        for line in lines.iter().map(|at| &tiers.lines[*at]) {
            let below_zero = line
                .high
                .as_ref()
                .is_some_and(|high| matches!(&high.value.kind, ExprKind::Number(number) if exact(&number.value) <= int(0)));
            let TierRate::Rate(rate) = &line.rate else { continue };
            let Ok(Number::Is(rate, _)) = self.number(rate, place) else { continue };
            if below_zero {
                continue;
            }
            if before.is_some_and(|before| rate < before) {
                return Err("E527");
            }
            before = Some(rate);
        }
        Ok(())
    }

    /// `rate(product, region)`: the first row that matches from the top, or the one row of a file.
    pub fn call(&self, table: &str, args: &[Expr], place: &Place) -> R {
        // Chinese uses bands and tiers in the same way: 提成标准(回款额).
        let shape = self.items.iter().any(|item| match item {
            Item::Bands(own) => own.name.text == table,
            Item::Tiers(own) => own.name.text == table,
            _ => false,
        });
        if let ([value], true) = (args, shape) {
            return self.shape_on(table, value, None, place);
        }
        let found = self
            .items
            .iter()
            .find_map(|item| if let Item::Table(own) = item { Some(own) } else { None }.filter(|own| own.name.text == table));
        let table = found.unwrap_or_else(|| panic!("no table {table}"));
        let mut keys = Vec::new();
        for arg in args {
            match self.eval(arg, place)? {
                V::Missing => return Err("E501"),
                key => keys.push(key),
            }
        }
        let matches = |cells: &[&Cell]| cells.iter().zip(&keys).all(|(cell, key)| self.matches(cell, key));
        let result = match &table.body {
            TableBody::Rows(rows) => rows.iter().find(|row| matches(&row.cells.iter().collect::<Vec<_>>())).map(|row| &row.result),
            TableBody::Grid { heads, rows } => {
                // Open ends in a grid are the neighbours', so at most one cell of each side takes a key in.
                let row = self.grid_cell(&rows.iter().map(|row| &row.cell).collect::<Vec<_>>(), &keys[0]);
                let column = self.grid_cell(&heads.iter().collect::<Vec<_>>(), &keys[1]);
                row.zip(column).map(|(row, column)| &rows[row].results[column])
            }
            TableBody::Data(_) => return self.listed(table, &keys),
        };
        match result {
            Some(TableResult::Value(value)) => self.eval(value, place),
            Some(TableResult::Refuse(_)) => Err("E508"),
            None => Err("E509"),
        }
    }

    fn grid_cell(&self, cells: &[&Cell], key: &V) -> Option<usize> {
        let ranges = cells.iter().all(|cell| matches!(cell.kind, CellKind::Range { .. }));
        let (true, V::Num(key, _)) = (ranges, key) else { return cells.iter().position(|cell| self.matches(cell, key)) };
        let ends: Vec<_> = cells
            .iter()
            .map(|cell| match &cell.kind {
                CellKind::Range { low, high } => (low.as_ref(), high.as_ref()),
                CellKind::Any | CellKind::Values(_) => (None, None),
            })
            .collect();
        let filled = self.filled(&ends, &Place::default()).expect("the ends of a grid are literals");
        filled.lines.iter().find(|line| line.holds(key)).map(|line| line.at)
    }

    fn matches(&self, cell: &Cell, key: &V) -> bool {
        let value = |expr: &Expr| self.eval(expr, &Place::default()).expect("a cell is a literal");
        match &cell.kind {
            CellKind::Any => true,
            CellKind::Values(values) => values.iter().any(|own| same(&value(own), key)),
            CellKind::Range { low, high } => {
                let above = low.as_ref().is_none_or(|low| {
                    let order = self.order(key, &value(&low.value));
                    order.is_gt() || (low.inclusive && order.is_eq())
                });
                let below = high.as_ref().is_none_or(|high| {
                    let order = self.order(key, &value(&high.value));
                    order.is_lt() || (high.inclusive && order.is_eq())
                });
                above && below
            }
        }
    }

    fn listed(&self, table: &Table, keys: &[V]) -> R {
        let by = |path: &merit::syntax::ast::Path| path.parts.last().expect("a key has a name").text.clone();
        let mut found = Vec::new();
        for line in &self.from_data[&table.name.text] {
            let mut given = keys.iter();
            let all = table.by.iter().all(|path| {
                let name = by(path);
                let cell = &line[&name];
                if matches!(name.as_str(), "period" | "周期") {
                    return Period::parse_loose(cell) == Some(self.period);
                }
                match given.next().expect("a key for every column") {
                    V::Text(text) => text == cell,
                    V::Num(number, _) => parse(cell) == *number,
                    other => panic!("{other:?} is no key of a file"),
                }
            });
            if all {
                found.push(&line[&table.name.text]);
            }
        }
        match found.as_slice() {
            [] => Err("E509"),
            [only] if only.is_empty() => Err(DATA),
            [only] => Ok(data::number_cell(only, table.ty.as_ref().map(|ty| &ty.kind))),
            [_, _, ..] => Err(DATA),
        }
    }
}

/// Whether lines go from high to low.
fn falls(lines: &[Line]) -> bool {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return false };
    let values = |line: &Line| (line.low.as_ref().map(|end| end.value.clone()), line.high.as_ref().map(|end| end.value.clone()));
    match (values(first), values(last)) {
        // A line that is open below is the lowest, one that is open above the highest.
        ((None, Some(_)), (Some(_), _)) | ((_, Some(_)), (Some(_), None)) => false,
        ((Some(_), None), (_, Some(_))) | ((Some(_), _), (None, Some(_))) => true,
        ((Some(one), _), (Some(two), _)) | ((None, Some(one)), (None, Some(two))) => one > two,
        ((None, None), _) | (_, (None, None)) => false,
    }
}
