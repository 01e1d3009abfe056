//! What an operand is, however it was written: `5% of x` and `x 的 5%` are one share, `sum of x over g` and `g 的 x 合计` one sum.
//!
//! Nothing is built; every view is a look at the tree that was read. Brackets that only one of the languages needs are looked through,
//! so that each language writes its own.

use super::words;
use crate::diagnostic::Language;
use crate::syntax::concrete::{Kind, Node};

/// A value: a row of operands, or a part of one operand.
#[derive(Clone, Copy)]
pub(super) enum Value<'n> {
    /// A `sum`.
    Row(&'n Node),
    One(Operand<'n>),
}

/// Signs, an atom, and the first of the words behind it.
#[derive(Clone, Copy)]
pub(super) struct Operand<'n> {
    pub(super) signs: usize,
    pub(super) atom: &'n Node,
    pub(super) behind: &'n [Node],
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rounding {
    HalfUp,
    HalfEven,
    Up,
    Down,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Aggregating {
    Sum,
    Average,
    Count,
    Min,
    Max,
    Median,
}

/// Which days are counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Every,
    Working,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    Min,
    Max,
    Abs,
    Floor,
    Ceil,
}

impl Function {
    /// Whether Chinese says it behind its value.
    pub(super) fn stands_behind(self) -> bool {
        match self {
            Function::Min | Function::Max => false,
            Function::Abs | Function::Floor | Function::Ceil => true,
        }
    }
}

/// What one operand says. The language is the one it was written in.
pub(super) enum Core<'n> {
    /// A name, a literal, or a phrase without parts.
    Plain(&'n Node),
    Parens(&'n Node),
    If(&'n Node),
    Round {
        language: Language,
        value: Value<'n>,
        unit: Operand<'n>,
        rounding: Rounding,
    },
    Aggregate {
        language: Language,
        function: Aggregating,
        value: Option<Value<'n>>,
        over: Option<&'n Node>,
        filter: Option<&'n Node>,
        trim: Option<&'n Node>,
        rated: Option<&'n Node>,
    },
    Running {
        language: Language,
        value: Value<'n>,
        over: &'n Node,
        by: &'n Node,
        filter: Option<&'n Node>,
    },
    Standing(Among<'n>),
    Pool(Among<'n>),
    Days {
        language: Language,
        which: Which,
        from: Value<'n>,
        to: Value<'n>,
    },
    Share {
        language: Language,
        share: &'n Node,
        of: Value<'n>,
    },
    After {
        language: Language,
        length: &'n Node,
        missing: Option<&'n Node>,
        of: Value<'n>,
    },
    LastPeriod {
        language: Language,
        of: Value<'n>,
    },
    OverPeriods {
        language: Language,
        function: Aggregating,
        value: Value<'n>,
        /// `year_to_date`, or what holds the number of periods.
        window: &'n Node,
    },
    Clawback(&'n Node),
    Paid {
        language: Language,
        of: Value<'n>,
    },
    /// `rate as of hired`; the day is the node behind the word.
    AsOf {
        language: Language,
        of: Value<'n>,
        day: &'n Node,
    },
    Convert {
        behind: &'n Node,
        of: Value<'n>,
    },
    InPoints {
        word: &'n Node,
        of: Value<'n>,
    },
    Apply {
        language: Language,
        function: Function,
        args: Vec<Value<'n>>,
    },
    Use {
        language: Language,
        shape: &'n Node,
        value: Value<'n>,
        starting: Option<Value<'n>>,
    },
    Call {
        name: &'n Node,
        args: Vec<&'n Node>,
    },
    Bands(&'n Node),
    Tiers(&'n Node),
}

/// A rank among people, or an amount shared among them.
#[derive(Clone, Copy)]
pub(super) struct Among<'n> {
    pub(super) language: Language,
    pub(super) node: &'n Node,
    /// What they are ranked by; of a pool the amount.
    pub(super) value: Value<'n>,
    pub(super) over: &'n Node,
    pub(super) filter: Option<&'n Node>,
}

impl<'n> Among<'n> {
    fn of(node: &'n Node, language: Language) -> Option<Among<'n>> {
        let filter = [Kind::where_condition, Kind::filter].into_iter().find_map(|kind| node.part(kind));
        let filter = filter.and_then(|filter| filter.part(Kind::condition)).map(bare_condition);
        let value = Value::Row(node.part(Kind::sum)?).bare();
        Some(Among { language, node, value, over: node.part(Kind::over)?, filter })
    }

    /// Whether what stands behind it in a row could be meant for what it is shared by.
    pub(super) fn is_open(&self) -> bool {
        self.node.all(Kind::sum).count() > 1
    }
}

pub(super) fn operand(node: &Node) -> Option<Operand<'_>> {
    let at = node.parts.iter().position(|part| part.kind == Kind::atom)?;
    Some(Operand { signs: at, atom: node.parts.get(at)?, behind: node.parts.get(at.saturating_add(1)..).unwrap_or_default() })
}

impl<'n> Value<'n> {
    /// The one operand that the value is, if it is one.
    pub(super) fn single(self) -> Option<Operand<'n>> {
        match self {
            Value::Row(row) => match row.parts.as_slice() {
                [only] => operand(only),
                _ => None,
            },
            Value::One(operand) => Some(operand),
        }
    }

    /// The value without brackets around all of it.
    pub(super) fn bare(self) -> Value<'n> {
        let Some(Operand { signs: 0, atom, behind: [] }) = self.single() else { return self };
        let Some(inner) = atom.part(Kind::parens).and_then(|parens| parens.part(Kind::expression)) else { return self };
        plain_sum(inner).map_or(self, |row| Value::Row(row).bare())
    }

    /// `d + 3 months last day`, which Chinese says as d 之后3个月取月末.
    fn date_and_months(self) -> Option<Core<'n>> {
        let Value::Row(row) = self else { return None };
        let [day, operator, length] = row.parts.as_slice() else { return None };
        let literal = operand(length).filter(|length| length.signs == 0 && length.behind.is_empty())?.atom.part(Kind::literal)?;
        let missing = literal.part(Kind::missing_day)?;
        let of = operand(day).filter(|day| day.signs == 0)?;
        operator.has(Kind::plus).then_some(())?;
        let language = missing.parts.first().and_then(|word| words::language_of(&word.text)).unwrap_or_default();
        let length = literal.part(Kind::number_literal)?;
        Some(Core::After { language, length, missing: Some(missing), of: Value::One(of).bare() })
    }

    /// What a single operand without signs says.
    pub(super) fn core(self) -> Option<Core<'n>> {
        match self.single() {
            Some(operand) if operand.signs == 0 => operand.core(),
            Some(_) => None,
            None => self.date_and_months(),
        }
    }

    /// Whether nothing in the value could take in what stands around it: names, literals, calls and their sums and products.
    pub(super) fn is_closed(self) -> bool {
        let closed = |operand: Operand<'_>| match operand.core() {
            Some(Core::Plain(_) | Core::Parens(_) | Core::Call { .. } | Core::Apply { .. } | Core::Use { starting: None, .. }) => true,
            Some(
                Core::InPoints { of, .. }
                | Core::Convert { of, .. }
                | Core::Share { of, .. }
                | Core::Round { value: of, .. }
                | Core::LastPeriod { of, .. }
                | Core::AsOf { of, .. }
                | Core::Paid { of, .. },
            ) => of.is_closed(),
            Some(
                Core::If(_)
                | Core::Aggregate { .. }
                | Core::Running { .. }
                | Core::OverPeriods { .. }
                | Core::Clawback(_)
                | Core::Standing(_)
                | Core::Pool(_)
                | Core::Days { .. }
                | Core::After { .. }
                | Core::Use { .. }
                | Core::Bands(_)
                | Core::Tiers(_),
            )
            | None => false,
        };
        match self {
            Value::Row(row) => {
                row.parts.iter().filter_map(operand).all(closed)
                    && !row.has(Kind::rolling)
                    && !row.all(Kind::sum_operator).any(|sign| sign.has(Kind::op_otherwise))
            }
            Value::One(operand) => closed(operand),
        }
    }
}

/// The sum that an expression is where it holds no comparison and no `and`, `or`, `not`.
fn plain_sum(expression: &Node) -> Option<&Node> {
    let [term] = expression.parts.as_slice() else { return None };
    let [comparison] = term.parts.as_slice() else { return None };
    let [sum] = comparison.parts.as_slice() else { return None };
    (sum.kind == Kind::sum).then_some(sum)
}

/// The condition without brackets around all of it.
pub(super) fn bare_condition(condition: &Node) -> &Node {
    let Some(sum) = plain_sum(condition) else { return condition };
    let Some(Operand { signs: 0, atom, behind: [] }) = Value::Row(sum).single() else { return condition };
    atom.part(Kind::parens).and_then(|parens| parens.part(Kind::expression)).map_or(condition, bare_condition)
}

impl<'n> Operand<'n> {
    pub(super) fn core(self) -> Option<Core<'n>> {
        match self.behind.split_last() {
            Some((last, before)) => behind(last.parts.first()?, Value::One(Operand { signs: 0, atom: self.atom, behind: before }).bare()),
            None => match Value::One(Operand { signs: 0, ..self }).bare() {
                // Brackets around what is one operand anyway: the writer knows where its language needs them.
                inner @ Value::Row(_) => match inner.core() {
                    Some(core) if core.moves() => Some(core),
                    Some(_) | None => atom(self.atom.parts.first()?),
                },
                Value::One(_) => atom(self.atom.parts.first()?),
            },
        }
    }
}

impl Core<'_> {
    /// Whether brackets around it are needed in one of the languages only, or in none.
    fn moves(&self) -> bool {
        match self {
            Core::Plain(_)
            | Core::Call { .. }
            | Core::Round { .. }
            | Core::Apply { .. }
            | Core::Share { .. }
            | Core::InPoints { .. }
            | Core::Convert { .. }
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
            | Core::Use { .. }
            | Core::After { .. } => true,
            Core::Parens(_) | Core::If(_) | Core::Bands(_) | Core::Tiers(_) => false,
        }
    }
}

/// 以 stands before the day, in Chinese only.
fn as_of_language(word: &Node) -> Language {
    if word.has(Kind::kw_of_day) { Language::Chinese } else { Language::English }
}

/// What a word behind a value makes of it.
fn behind<'n>(word: &'n Node, of: Value<'n>) -> Option<Core<'n>> {
    let language = Language::Chinese;
    let apply = |function: Function| Core::Apply { language, function, args: vec![of] };
    Some(match word.kind {
        Kind::in_points => Core::InPoints { word, of },
        Kind::in_currency => Core::Convert { behind: word, of },
        Kind::last_period => Core::LastPeriod { language: Language::English, of },
        Kind::paid_to_date => Core::Paid { language: words::language_of(&word.text).unwrap_or_default(), of },
        Kind::as_of => Core::AsOf { language: as_of_language(word), of, day: word.part(Kind::as_of_day)? },
        Kind::zh_floor => apply(Function::Floor),
        Kind::zh_ceil => apply(Function::Ceil),
        Kind::zh_abs => apply(Function::Abs),
        Kind::zh_round => {
            let rounding = rounding_of(word.part(Kind::zh_mode)?);
            Core::Round { language, value: of, unit: operand(word.part(Kind::operand)?)?, rounding }
        }
        Kind::zh_share => Core::Share { language, share: word.part(Kind::number_literal)?, of },
        Kind::zh_after => {
            let literal = word.part(Kind::literal)?;
            Core::After { language, length: literal.part(Kind::number_literal)?, missing: literal.part(Kind::missing_day), of }
        }
        Kind::zh_aggregate => {
            let function = aggregating_of(word.parts.first()?.kind);
            Core::Aggregate { language, function, value: Some(of), over: None, filter: None, trim: None, rated: None }
        }
        _ => return None,
    })
}

fn atom(inner: &Node) -> Option<Core<'_>> {
    let english = Language::English;
    let sums = || inner.all(Kind::sum).map(|sum| Value::Row(sum).bare());
    Some(match inner.kind {
        Kind::parens => Core::Parens(inner),
        Kind::if_then => Core::If(inner),
        Kind::round => Core::Round {
            language: english,
            value: sums().next()?,
            unit: operand(inner.part(Kind::operand)?)?,
            rounding: inner.part(Kind::mode_word).map_or(Rounding::HalfUp, rounding_of),
        },
        Kind::aggregate => aggregate(inner)?,
        Kind::running_sum => Core::Running {
            language: english,
            value: sums().next()?,
            over: inner.part(Kind::over)?,
            by: inner.part(Kind::path)?,
            filter: inner.part(Kind::where_condition).and_then(|filter| filter.part(Kind::condition)).map(bare_condition),
        },
        Kind::standing => Core::Standing(Among::of(inner, english)?),
        Kind::zh_standing => Core::Standing(Among::of(inner, Language::Chinese)?),
        Kind::pool => Core::Pool(Among::of(inner, english)?),
        Kind::zh_pool => Core::Pool(Among::of(inner, Language::Chinese)?),
        Kind::group => group(inner)?,
        Kind::clawback | Kind::zh_clawback => Core::Clawback(inner),
        Kind::zh_last_period => Core::LastPeriod { language: Language::Chinese, of: earlier_of(inner)? },
        Kind::zh_year_sum => {
            let (language, function) = (Language::Chinese, Aggregating::Sum);
            Core::OverPeriods { language, function, value: earlier_of(inner)?, window: inner.parts.first()? }
        }
        Kind::zh_periods => {
            let function = inner.part(Kind::zh_aggregate).and_then(|word| word.parts.first()).map(|word| aggregating_of(word.kind))?;
            let value = Value::One(Operand { signs: 0, atom: inner.part(Kind::atom)?, behind: &[] }).bare();
            Core::OverPeriods { language: Language::Chinese, function, value, window: inner.part(Kind::zh_window)? }
        }
        Kind::days_between | Kind::zh_days_between => days_between(inner)?,
        Kind::share_of => {
            let of = Value::One(operand(inner.part(Kind::operand)?)?).bare();
            let number = inner.part(Kind::number_literal)?;
            if inner.has(Kind::kw_after) {
                Core::After { language: english, length: number, missing: None, of }
            } else {
                Core::Share { language: english, share: number, of }
            }
        }
        Kind::shape_use => {
            let mut sums = sums();
            Core::Use { language: english, shape: inner.part(Kind::name)?, value: sums.next()?, starting: sums.next() }
        }
        Kind::call => call(inner)?,
        Kind::bands_atom => Core::Bands(inner),
        Kind::tiers_atom => Core::Tiers(inner),
        _ => Core::Plain(inner),
    })
}

/// The days from one day to another, or the working days, in either language.
fn days_between(inner: &Node) -> Option<Core<'_>> {
    let which = if inner.has(Kind::kw_working_from) || inner.has(Kind::kw_working_of) { Which::Working } else { Which::Every };
    if inner.kind == Kind::days_between {
        let mut ends = inner.all(Kind::operand).filter_map(operand).map(|end| Value::One(end).bare());
        return Some(Core::Days { language: Language::English, which, from: ends.next()?, to: ends.next()? });
    }
    let mut days = inner.all(Kind::day).map(|day| Value::One(Operand { signs: 0, atom: day, behind: &[] }));
    Some(Core::Days { language: Language::Chinese, which, from: days.next()?, to: days.next()? })
}

/// The value behind 上期 or 本年累计.
fn earlier_of(inner: &Node) -> Option<Value<'_>> {
    let atom = inner.part(Kind::earlier_of)?;
    Some(Value::One(Operand { signs: 0, atom, behind: &[] }).bare())
}

/// `sum of x over g where c`, `trimmed mean of …`, `sum of x over last 3 periods`
fn aggregate(inner: &Node) -> Option<Core<'_>> {
    let language = Language::English;
    let value = inner.part(Kind::sum).map(|sum| Value::Row(sum).bare());
    let word = inner.part(Kind::aggregate_word).and_then(|word| word.parts.first());
    let (trim, rated) = (inner.part(Kind::trim), inner.part(Kind::rated));
    let plain = if trim.is_some() { Aggregating::Average } else { Aggregating::Count };
    let function = word.map_or(plain, |word| aggregating_of(word.kind));
    if let Some(periods) = inner.part(Kind::periods) {
        return Some(Core::OverPeriods { language, function, value: value?, window: periods.parts.first()? });
    }
    let filter = inner.part(Kind::where_condition).and_then(|filter| filter.part(Kind::condition)).map(bare_condition);
    Some(Core::Aggregate { language, function, value, over: over_of(inner), filter, trim, rated })
}

/// Whose rows an aggregate runs over.
fn over_of(inner: &Node) -> Option<&Node> {
    inner.part(Kind::over).or_else(|| inner.part(Kind::reports))
}

fn group(inner: &Node) -> Option<Core<'_>> {
    let value = inner.part(Kind::atom).map(|atom| Value::One(Operand { signs: 0, atom, behind: &[] }).bare());
    let filter = inner.part(Kind::filter).and_then(|filter| filter.part(Kind::condition)).map(bare_condition);
    let (language, over) = (Language::Chinese, over_of(inner)?);
    if inner.has(Kind::kw_running_zh) {
        return Some(Core::Running { language, value: value?, over, by: inner.part(Kind::path)?, filter });
    }
    let word = inner.part(Kind::zh_aggregate).and_then(|word| word.parts.first());
    let (trim, rated) = (inner.part(Kind::zh_trim), inner.part(Kind::rated));
    let plain = if trim.is_some() { Aggregating::Average } else { Aggregating::Count };
    let function = word.map_or(plain, |word| aggregating_of(word.kind));
    Some(Core::Aggregate { language, function, value, over: Some(over), filter, trim, rated })
}

/// A call of a table, of a function, or of a shape that goes on where something ends.
fn call(inner: &Node) -> Option<Core<'_>> {
    let name = inner.part(Kind::name)?;
    let args: Vec<&Node> = inner.all(Kind::sum).collect();
    if let Some(starting) = inner.part(Kind::starting) {
        let value = Value::Row(args.first().copied()?).bare();
        let starting = starting.part(Kind::sum).map(|sum| Value::Row(sum).bare());
        return Some(Core::Use { language: Language::Chinese, shape: name, value, starting });
    }
    let Some((function, language)) = function(&name.text) else { return Some(Core::Call { name, args }) };
    Some(Core::Apply { language, function, args: args.into_iter().map(|arg| Value::Row(arg).bare()).collect() })
}

fn function(name: &str) -> Option<(Function, Language)> {
    Some(match name {
        "min" => (Function::Min, Language::English),
        "max" => (Function::Max, Language::English),
        "abs" => (Function::Abs, Language::English),
        "floor" => (Function::Floor, Language::English),
        "ceil" => (Function::Ceil, Language::English),
        "最小" | "最小值" | "取小" => (Function::Min, Language::Chinese),
        "最大" | "最大值" | "取大" => (Function::Max, Language::Chinese),
        "绝对值" => (Function::Abs, Language::Chinese),
        "向下取整" => (Function::Floor, Language::Chinese),
        "向上取整" => (Function::Ceil, Language::Chinese),
        _ => return None,
    })
}

fn rounding_of(mode: &Node) -> Rounding {
    match mode.parts.first().map(|word| word.kind) {
        Some(Kind::mode_half_even | Kind::zh_half_even) => Rounding::HalfEven,
        Some(Kind::mode_up | Kind::zh_up) => Rounding::Up,
        Some(Kind::mode_down | Kind::zh_down) => Rounding::Down,
        Some(_) | None => Rounding::HalfUp,
    }
}

fn aggregating_of(word: Kind) -> Aggregating {
    match word {
        Kind::agg_average | Kind::zh_average => Aggregating::Average,
        Kind::agg_count | Kind::zh_count => Aggregating::Count,
        Kind::agg_min | Kind::zh_min => Aggregating::Min,
        Kind::agg_max | Kind::zh_max => Aggregating::Max,
        Kind::agg_median | Kind::zh_median => Aggregating::Median,
        _ => Aggregating::Sum,
    }
}
