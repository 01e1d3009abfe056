//! Policies that the checker accepts, and data for them: typed by construction, every choice from one repeatable row of dice.

mod cards;
mod changes;
mod clauses;
mod data;
mod dice;
mod expression;
mod flags;
pub mod history;
mod inputs;
mod pay;
mod process;
mod ranks;
mod shapes;

use std::collections::BTreeMap;

use merit::value::Period;

use dice::Dice;
use inputs::Columns;

/// One policy with its data.
pub struct Case {
    pub text: String,
    pub files: BTreeMap<String, String>,
    pub period: Period,
}

/// What a value is; choices by the column that declares them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ty {
    Money,
    /// Money in another currency.
    Yen,
    Percent,
    Number,
    Count,
    Days,
    Date,
    Flag,
    Role,
    Level,
    Stage,
    Product,
}

/// Whose value it is, or where an expression stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    Person,
    /// Of the people a clause is for, and of nobody else.
    Payee,
    Deal,
    /// Reads no row: params, the results of tables.
    Constant,
}

/// A name that may be read.
#[derive(Clone, Debug)]
pub struct Known {
    pub text: String,
    pub ty: Ty,
    pub scope: Scope,
}

/// The policy under way.
pub struct Writer {
    dice: Dice,
    /// The language of the clause under way.
    chinese: bool,
    columns: Columns,
    known: Vec<Known>,
    /// Tables that may be called: name, type, the names of the keys.
    tables: Vec<(String, Ty, Vec<String>)>,
    /// Tables from data, with the column that is their key.
    from_data: Vec<(String, String)>,
    /// Shapes used with `on`: name, and what they turn into what; tiers say so.
    curves: Vec<String>,
    standards: Vec<String>,
    /// Inside a KPI, the type of its measure.
    own: Option<Own>,
    /// Inside an aggregate: no second one there, and no KPI's own words.
    inside: bool,
    /// In a payout for some people: an amount is shared among those of a condition.
    narrow: bool,
    grades: Vec<&'static str>,
    /// Params with their types and the words for them; lets of a plain value.
    params: Vec<(String, Ty, &'static str)>,
    plain_lets: Vec<(String, Ty)>,
    count: usize,
}

/// The KPI a clause stands in.
#[derive(Clone, Copy)]
pub struct Own {
    pub measure: Ty,
    pub has_target: bool,
    /// The attainment may be anything, as far as the columns say.
    pub wide: bool,
}

impl Writer {
    /// One of the two languages of a phrase.
    fn say(&self, english: &'static str, chinese: &'static str) -> &'static str {
        if self.chinese { chinese } else { english }
    }

    /// A new clause may be in either language.
    fn turn(&mut self) {
        self.chinese = self.dice.chance(45);
    }

    fn fresh(&mut self, english: &str, chinese: &str) -> String {
        self.count += 1;
        if self.dice.chance(50) { format!("{english}{}", self.count) } else { format!("{chinese}{}", self.count) }
    }

    fn learn(&mut self, text: &str, ty: Ty, scope: Scope) {
        self.known.push(Known { text: text.to_string(), ty, scope });
    }
}

/// The policy and data of one number.
pub fn case(number: u64) -> Case {
    let mut dice = Dice::new(number);
    let columns = Columns::new(&mut dice);
    let mut writer = Writer {
        dice,
        chinese: false,
        columns,
        known: Vec::new(),
        tables: Vec::new(),
        from_data: Vec::new(),
        curves: Vec::new(),
        standards: Vec::new(),
        own: None,
        inside: false,
        narrow: false,
        grades: Vec::new(),
        params: Vec::new(),
        plain_lets: Vec::new(),
        count: 0,
    };
    let period = *writer.dice.pick(&["2026-Q1", "2026-Q2", "2026-02", "2026-H1", "2026"]);
    let mut items = writer.inputs();
    items.extend(writer.calendar());
    items.extend(writer.rates());
    items.extend(writer.params());
    items.extend(writer.table_clauses());
    items.extend(writer.row_lets());
    items.extend(writer.shape_clauses());
    items.extend(writer.lets());
    items.extend(writer.goals());
    let cards = writer.scorecards();
    items.extend(cards.clauses.iter().cloned());
    items.extend(writer.grade_clause());
    items.extend(writer.payouts(&cards));
    items.extend(writer.results(&cards));
    items.extend(writer.changes(&cards, period));
    items.extend(writer.process());
    // Definitions stand in any order.
    writer.dice.shuffle(&mut items);
    let header = writer.header(period);
    let period = Period::parse(period).expect("a period");
    let files = writer.files(period);
    let figures = writer.figures();
    let text = format!("{header}{figures}\n}}\n{}\n", items.join("\n"));
    Case { text, files, period }
}
