//! What the translation carries with it: the lists that become the plan, the names, and the messages.

use std::cell::RefCell;
use std::collections::BTreeMap;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::appeals::Procedure;
use super::changes::During;
use super::process::TellsInfo;
use super::region::Region;
use super::terms::TermsInfo;
use super::types::Ty;
use crate::diagnostic::Diagnostic;
use crate::plan::ir::{self, DefId, ExprId, LookupId, ParamId, Role, TableId};
use crate::source::{Sources, Span};
use crate::syntax::ast;
use crate::value::ChoiceId;

/// A map that keeps the order of the text, so that messages come the same way every time.
pub(super) type Ordered<T> = IndexMap<String, T, FxBuildHasher>;

/// Everything that is translated once and read from elsewhere.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub(super) enum Node {
    Def(DefId),
    Param(ParamId),
    Lookup(LookupId),
    /// A clause nothing can read: a data rule, an example, a goal's due date.
    Clause,
}

/// How far a translation has come. Reading what is under way means a circle, which `order` reports.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum State {
    Waiting,
    Busy,
    Done,
}

/// A definition on its way into the plan.
pub(super) struct DefInfo<'a> {
    pub name: String,
    pub title: Option<String>,
    pub table: TableId,
    pub role: Role,
    pub because: Option<String>,
    /// The clause.
    pub span: Span,
    /// The name inside the clause, for labels.
    pub place: Span,
    pub state: State,
    pub ty: Ty,
    pub origin: Origin<'a>,
    pub body: Option<ir::Body>,
}

/// Where a definition's body is written.
#[derive(Clone, Copy)]
pub(super) enum Origin<'a> {
    /// Columns are translated when they are declared.
    Column,
    Let(&'a ast::Let),
    /// Bands with their own `on`: the whole, or one of their columns by number.
    Bands(&'a ast::NamedBands, Option<usize>),
    Tiers(&'a ast::NamedTiers),
    /// A named tier line: translated with the clause it stands in.
    Slice(Node),
    Goal(&'a ast::Goal),
    /// By number of the scorecard.
    Covered(usize),
    /// By number of the KPI group; which part says the role.
    Kpi(usize),
    Adjust(usize),
    Score,
    Grade,
    GradeColumn(usize),
    Payout(&'a ast::Payout),
    PayoutTotal,
    Carry(&'a ast::Carry),
    /// By number of the payout with terms.
    Term(usize, ir::TermPart),
    /// A calculation whose earlier values are read.
    Earlier,
    /// A line of the header.
    Figure(ir::Figure, &'a ast::Expr),
    /// By number of what is told.
    Told(usize),
    /// A value in its text.
    Said(usize, &'a ast::Expr),
    /// A condition of an appeal or a review.
    Asked(&'a ast::Expr),
}

pub(super) struct ParamInfo<'a> {
    pub ast: &'a ast::Param,
    pub kind: ir::ParamKind,
    pub state: State,
    pub ty: Ty,
    pub values: Vec<ir::ParamValue>,
    pub at_all_times: Vec<ir::ParamValue>,
}

pub(super) struct LookupInfo<'a> {
    pub ast: &'a ast::Table,
    pub state: State,
    pub ty: Ty,
    pub by: Vec<ir::LookupKey>,
    pub body: Option<ir::LookupBody>,
}

/// Bands or tiers that stand alone and are used with `on`.
#[derive(Clone, Copy)]
pub(super) enum Shape<'a> {
    Bands(&'a ast::NamedBands),
    Tiers(&'a ast::NamedTiers),
}

/// An input block on its way into the plan.
pub(super) struct TableInfo<'a> {
    pub ast: &'a ast::Input,
    pub key: Option<DefId>,
    pub parent_key: Option<DefId>,
    pub dated: Option<DefId>,
    pub columns: Vec<DefId>,
    pub employed: Option<ir::Employed>,
    pub credited: Option<ir::Credited>,
    pub origin: ir::Origin,
    pub rules: Vec<ir::DataRule>,
}

pub(super) struct CardInfo<'a> {
    pub ast: &'a ast::Scorecard,
    pub covered: DefId,
    /// Who it is for, as far as choices say.
    pub region: Region,
}

/// KPIs of one name, over the scorecards.
pub(super) struct KpiGroup<'a> {
    pub name: String,
    pub members: Vec<(usize, &'a ast::Kpi)>,
    pub measure: DefId,
    pub target: Option<DefId>,
    pub attainment: Option<DefId>,
    pub score: DefId,
    pub weighted: DefId,
}

/// Adjustments of one name, over the scorecards.
pub(super) struct AdjustGroup<'a> {
    pub members: Vec<(usize, &'a ast::Adjust)>,
    pub def: DefId,
}

pub(super) struct GoalInfo<'a> {
    pub ast: &'a ast::Goal,
    pub met: DefId,
    pub attainment: DefId,
    pub gap: DefId,
    pub achievable: Option<DefId>,
}

pub(super) struct GradeInfo<'a> {
    pub ast: &'a ast::Grade,
    pub def: DefId,
    pub choice: ChoiceId,
    pub columns: Vec<DefId>,
}

/// What a single word means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Value {
    Def(DefId),
    Param(ParamId),
}

/// What a word before a dot means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Dotted {
    Input(TableId),
    Kpi(usize),
    Goal(usize),
    /// Bands with columns, by number in `level_bands`.
    Bands(usize),
    /// A payout with terms, by number in `terms`.
    Payout(usize),
}

/// All names, by the way they are written.
#[derive(Default)]
pub(super) struct Names {
    /// A person's values and the params.
    pub people: Ordered<(Value, Span)>,
    /// The values of each child table's rows.
    pub rows: BTreeMap<TableId, Ordered<(DefId, Span)>>,
    pub dotted: Ordered<(Dotted, Span)>,
    /// Tables, used with brackets.
    pub calls: Ordered<(LookupId, Span)>,
    /// Bands and tiers, used with `on`.
    pub shapes: Ordered<(usize, Span)>,
    pub scorecards: Ordered<Span>,
    /// Names that were read and that nobody has declared.
    pub unknown: RefCell<FxHashSet<String>>,
}

pub(super) struct Planner<'a> {
    pub sources: &'a Sources,
    /// The days for which the plan is made.
    pub during: During,
    pub problems: Vec<Diagnostic>,
    pub header: Option<&'a ast::Policy>,
    pub calendar: super::calendar::Found,
    pub tables: Vec<TableInfo<'a>>,
    pub choices: Vec<ir::Choice>,
    pub defs: Vec<DefInfo<'a>>,
    pub params: Vec<ParamInfo<'a>>,
    /// Rates between currencies, each a param.
    pub rates: Vec<super::currency::Rate>,
    pub lookups: Vec<LookupInfo<'a>>,
    pub shapes: Vec<Shape<'a>>,
    pub cards: Vec<CardInfo<'a>>,
    pub kpis: Vec<KpiGroup<'a>>,
    pub adjusts: Vec<AdjustGroup<'a>>,
    pub goals: Vec<GoalInfo<'a>>,
    pub grade: Option<GradeInfo<'a>>,
    pub payouts: Vec<DefId>,
    pub tells: Vec<TellsInfo<'a>>,
    pub procedure: Procedure<'a>,
    pub terms: Vec<TermsInfo<'a>>,
    /// What the header says of money.
    pub figures: Vec<(ir::Figure, DefId)>,
    /// Gates at the top level: they cover every payout.
    pub gates: Vec<&'a ast::Gate>,
    pub score: Option<DefId>,
    pub payout_total: Option<DefId>,
    /// Bands with columns: the name of each column and its definition.
    pub level_bands: Vec<(&'a ast::NamedBands, Vec<(String, DefId)>)>,
    pub names: Names,
    /// Bands and tiers somebody uses, by number in `shapes`.
    pub used_shapes: FxHashSet<usize>,
    /// Named tier lines, by the place of their name.
    pub slices: FxHashMap<Span, DefId>,
    /// What reads what, and where.
    pub reads: BTreeMap<Node, Vec<(Node, Span)>>,
    /// What is read that not everybody has, for whom, and where: judged when all conditions are known.
    pub audience: Vec<(DefId, Region, Span)>,
    /// Expressions whose type is still open: a bare number takes the type its place needs.
    pub flexible: FxHashSet<ExprId>,
    /// Where the type of an open name was decided.
    pub settled: BTreeMap<Node, Span>,
    /// Names a broken clause may have declared: nothing is said about them.
    pub broken: FxHashSet<String>,
    /// A broken clause may have been the header, an input, the grade, a scorecard or a payout.
    pub broken_header: bool,
    /// The first words of broken clauses that declare a name which cannot be found in them.
    pub nameless: FxHashSet<Option<&'static str>>,
    pub broken_inputs: bool,
    pub broken_grade: bool,
    pub broken_calendar: bool,
    pub broken_rates: bool,
    pub broken_cards: bool,
    /// The first words of lines that could not be read, by the block they stood in.
    pub lost_lines: FxHashMap<Span, Vec<Option<&'static str>>>,
    /// Whom each payout is for.
    pub payout_regions: Vec<(DefId, Region)>,
    /// Clauses of forced distribution.
    pub limits: Vec<&'a ast::Limit>,
    /// Where amounts are shared among people.
    pub pools: Vec<Span>,
    pub next_expr: u32,
    /// How many translations stand inside one another right now.
    pub depth: u32,
    /// Expressions that stand for what could not be translated: nothing is known of their values.
    pub poisoned: FxHashSet<ExprId>,
    /// What was guessed for a name among so many names.
    pub guesses: RefCell<FxHashMap<(String, usize), Option<String>>>,
}

impl<'a> Planner<'a> {
    pub fn new(sources: &'a Sources, during: During) -> Planner<'a> {
        Planner {
            sources,
            during,
            problems: Vec::new(),
            header: None,
            calendar: super::calendar::Found::None,
            tables: Vec::new(),
            choices: Vec::new(),
            defs: Vec::new(),
            params: Vec::new(),
            rates: Vec::new(),
            lookups: Vec::new(),
            shapes: Vec::new(),
            cards: Vec::new(),
            kpis: Vec::new(),
            adjusts: Vec::new(),
            goals: Vec::new(),
            grade: None,
            payouts: Vec::new(),
            tells: Vec::new(),
            procedure: Procedure::default(),
            terms: Vec::new(),
            figures: Vec::new(),
            gates: Vec::new(),
            score: None,
            payout_total: None,
            level_bands: Vec::new(),
            names: Names::default(),
            used_shapes: FxHashSet::default(),
            slices: FxHashMap::default(),
            reads: BTreeMap::new(),
            audience: Vec::new(),
            flexible: FxHashSet::default(),
            settled: BTreeMap::new(),
            broken: FxHashSet::default(),
            broken_header: false,
            nameless: FxHashSet::default(),
            broken_inputs: false,
            broken_grade: false,
            broken_calendar: false,
            broken_rates: false,
            broken_cards: false,
            lost_lines: FxHashMap::default(),
            payout_regions: Vec::new(),
            limits: Vec::new(),
            pools: Vec::new(),
            next_expr: 0,
            depth: 0,
            poisoned: FxHashSet::default(),
            guesses: RefCell::default(),
        }
    }

    pub fn report(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// A new expression with a number of its own.
    pub fn make(&mut self, kind: ir::Kind, ty: crate::value::Type, span: Span) -> ir::Expr {
        let id = ExprId(self.next_expr);
        self.next_expr = self.next_expr.saturating_add(1);
        ir::Expr { id, kind, ty, span }
    }

    pub fn def(&self, id: DefId) -> Option<&DefInfo<'a>> {
        self.defs.get(id.0 as usize)
    }

    pub fn def_mut(&mut self, id: DefId) -> Option<&mut DefInfo<'a>> {
        self.defs.get_mut(id.0 as usize)
    }

    pub fn param(&self, id: ParamId) -> Option<&ParamInfo<'a>> {
        self.params.get(id.0 as usize)
    }

    pub fn lookup(&self, id: LookupId) -> Option<&LookupInfo<'a>> {
        self.lookups.get(id.0 as usize)
    }

    pub fn add_def(&mut self, def: DefInfo<'a>) -> DefId {
        let id = DefId(number(self.defs.len()));
        self.defs.push(def);
        id
    }

    /// Adds a closed choice; equal ones are one, so that columns of two inputs can be compared.
    pub fn add_choice(&mut self, choice: ir::Choice) -> ChoiceId {
        let same = |other: &ir::Choice| {
            other.order == choice.order
                && other.options.len() == choice.options.len()
                && other.options.iter().zip(&choice.options).all(|(one, two)| one.name == two.name && one.also == two.also)
        };
        match self.choices.iter().position(same) {
            Some(at) => ChoiceId(number(at)),
            None => {
                self.choices.push(choice);
                ChoiceId(number(self.choices.len() - 1))
            }
        }
    }

    pub fn options(&self, choice: ChoiceId) -> &[ir::ChoiceOption] {
        self.choices.get(choice.0 as usize).map_or(&[], |choice| choice.options.as_slice())
    }

    /// What is known of a node's type.
    pub fn type_of(&self, node: Node) -> Ty {
        match node {
            Node::Def(id) => self.def(id).map_or(Ty::Unknown, |def| def.ty),
            Node::Param(id) => self.param(id).map_or(Ty::Unknown, |param| param.ty),
            Node::Lookup(id) => self.lookup(id).map_or(Ty::Unknown, |lookup| lookup.ty),
            Node::Clause => Ty::Unknown,
        }
    }

    pub fn note_read(&mut self, reader: Node, read: Node, span: Span) {
        self.reads.entry(reader).or_default().push((read, span));
    }

    /// What a person calls a definition: its name, in the place of the text.
    pub fn label_of(&self, node: Node) -> (String, Span) {
        match node {
            Node::Def(id) => self.def(id).map_or((String::new(), Span::default()), |def| (def.name.clone(), def.place)),
            Node::Param(id) => {
                self.param(id).map_or((String::new(), Span::default()), |param| (param.ast.name.text.clone(), param.ast.name.span))
            }
            Node::Lookup(id) => {
                self.lookup(id).map_or((String::new(), Span::default()), |table| (table.ast.name.text.clone(), table.ast.name.span))
            }
            Node::Clause => (String::new(), Span::default()),
        }
    }
}

/// A position as a plan counts it.
pub(super) fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The text of a quotation, where there is one.
pub(super) fn text_of(quoted: Option<&ast::Quoted>) -> Option<String> {
    quoted.map(|quoted| quoted.text.clone())
}
