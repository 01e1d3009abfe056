//! Small plans built by hand, and what reading makes of a file.

use crate::data::{Format, Reading, SourceBytes, Supplied};
use crate::diagnostic::{DataPlace, Diagnostic};
use crate::engine::table::{Dataset, Slot};
use crate::plan::ir::{
    Body, Choice, ChoiceOption, ChoiceOrder, Column, ColumnBound, Def, DefId, Lookup, LookupBody, LookupKey, LookupKeyKind, Origin,
    PersonColumn, Plan, Presence, Role, Table, TableId,
};
use crate::source::{FileId, Span};
use crate::syntax::ast::CellUnit;
use crate::value::show::Currency;
use crate::value::{ChoiceId, Number, Period, PeriodKind, Type, Value};

/// A column to be.
pub struct Col {
    pub name: &'static str,
    pub ty: Type,
    pub presence: Presence,
    pub unit: Option<CellUnit>,
    pub low: Option<i64>,
    pub person: PersonColumn,
}

pub fn col(name: &'static str, ty: Type) -> Col {
    Col { name, ty, presence: Presence::Required, unit: None, low: None, person: PersonColumn::No }
}

impl Col {
    pub fn optional(mut self) -> Col {
        self.presence = Presence::Optional;
        self
    }

    pub fn default(mut self, value: i64) -> Col {
        self.presence = Presence::Default(Value::Number(Number::from_i64(value)));
        self
    }

    pub fn unit(mut self, unit: CellUnit) -> Col {
        self.unit = Some(unit);
        self
    }

    pub fn at_least(mut self, low: i64) -> Col {
        self.low = Some(low);
        self
    }

    pub fn person(mut self) -> Col {
        self.person = PersonColumn::Yes;
        self
    }
}

pub fn span() -> Span {
    Span::new(FileId(0), 0, 1)
}

pub fn empty() -> Plan {
    let option = |name: &str, also: &[&str]| ChoiceOption { name: name.into(), also: also.iter().map(|text| (*text).into()).collect() };
    Plan {
        title: "Sample".into(),
        version: None,
        period: PeriodKind::Quarter,
        currency: Currency { code: "CNY".into() },
        effective: None,
        effective_span: None,
        owner: None,
        rounding: None,
        foreign: Vec::new(),
        calendar: None,
        strategies: Vec::new(),
        figures: crate::plan::ir::Figures::default(),
        tables: Vec::new(),
        choices: vec![Choice {
            options: vec![option("GTX Pro", &["GTX-P"]), option("MG", &[]), option("华东", &[])],
            order: ChoiceOrder::Unordered,
            span: span(),
        }],
        params: Vec::new(),
        lookups: Vec::new(),
        defs: Vec::new(),
        order: Vec::new(),
        scorecards: Vec::new(),
        score: None,
        grade: None,
        grade_columns: Vec::new(),
        payouts: Vec::new(),
        payout_total: None,
        goals: Vec::new(),
        examples: Vec::new(),
        exceptions: Vec::new(),
        process: Default::default(),
        purpose: None,
        begins: None,
        amendments: Vec::new(),
        versions: Vec::new(),
        looks_back: crate::plan::ir::LooksBack::default(),
        expr_count: 0,
    }
}

pub const PRODUCT: Type = Type::Choice(ChoiceId(0));

/// Adds an input; its first column is the key, a child's second the key of the person.
pub fn input(plan: &mut Plan, name: &str, columns: Vec<Col>) -> TableId {
    let table = TableId(u32::try_from(plan.tables.len()).unwrap());
    let mut ids = Vec::new();
    for (index, column) in (0..).zip(columns) {
        let id = DefId(u32::try_from(plan.defs.len()).unwrap());
        ids.push(id);
        plan.defs.push(Def {
            name: column.name.into(),
            title: None,
            table,
            ty: column.ty,
            role: Role::Column,
            body: Body::Column(Column {
                index,
                also: Vec::new(),
                header: column.name.into(),
                low: column.low.map(|low| ColumnBound { inclusive: true, value: Value::Number(Number::from_i64(low)), span: span() }),
                high: None,
                presence: column.presence,
                unit: column.unit,
                names_person: column.person,
                source: None,
                owner: None,
            }),
            because: None,
            span: span(),
            place: span(),
        });
    }
    plan.tables.push(Table {
        name: name.into(),
        key: ids[0],
        parent_key: (table.0 > 0).then(|| ids[1]),
        period_column: None,
        dated: None,
        columns: ids,
        employed: None,
        credited: None,
        rules: Vec::new(),
        origin: Origin::default(),
        span: span(),
    });
    table
}

/// People with a key and one more column `x`.
pub fn one_column(column: Col) -> Plan {
    let mut plan = empty();
    input(&mut plan, "people", vec![col("id", Type::Text), Col { name: "x", ..column }]);
    plan
}

/// People by quarter with a manager; dated deals with a product.
pub fn with_deals() -> Plan {
    let mut plan = empty();
    input(&mut plan, "people", vec![col("id", Type::Text), col("manager", Type::Text).optional().person()]);
    plan.tables[0].period_column = Some("Quarter".into());
    let deals = vec![
        col("deal", Type::Text),
        col("owner", Type::Text),
        col("product", PRODUCT),
        col("closed", Type::Date).optional(),
        col("amount", Type::Money).at_least(0).default(7),
    ];
    input(&mut plan, "deals", deals);
    plan.tables[1].dated = Some(plan.tables[1].columns[3]);
    plan
}

/// Adds a table from data by region and period.
pub fn quota(plan: &mut Plan) {
    plan.lookups.push(Lookup {
        name: "quota".into(),
        ty: Type::Money,
        by: vec![
            LookupKey { name: "region".into(), kind: LookupKeyKind::Typed(PRODUCT) },
            LookupKey { name: "period".into(), kind: LookupKeyKind::Period },
        ],
        body: LookupBody::Data,
        because: None,
        span: span(),
        place: span(),
    });
}

pub fn q1() -> Period {
    Period::parse("2026-Q1").unwrap()
}

pub type File<'f> = (&'f str, &'f str, &'f [u8]);

/// The files as a call would give them, opened.
pub fn supplied(plan: &Plan, files: &[File<'_>]) -> Result<Supplied, Vec<Diagnostic>> {
    let files = files.iter().map(|(input, name, bytes)| {
        let format = crate::data::format_of(name).unwrap_or(Format::Csv);
        ((*input).to_string(), SourceBytes { name: (*name).to_string(), bytes: bytes.to_vec().into(), format })
    });
    Supplied::new(plan, files.collect(), &Reading::default())
}

/// What the reader makes of files.
pub fn read(plan: &Plan, files: &[File<'_>], period: Period) -> Result<Dataset, Vec<Diagnostic>> {
    crate::data::read(plan, &supplied(plan, files)?, period)
}

pub fn run(plan: &Plan, files: &[(&str, &str, &str)]) -> Result<Dataset, Vec<Diagnostic>> {
    let files: Vec<(&str, &str, &[u8])> = files.iter().map(|(input, name, text)| (*input, *name, text.as_bytes())).collect();
    read(plan, &files, q1())
}

pub fn codes(diagnostics: &[Diagnostic]) -> Vec<&'static str> {
    diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

/// The only message there is, which must be right in both languages.
#[track_caller]
pub fn only(diagnostics: &[Diagnostic], code: &str) -> Diagnostic {
    assert_eq!(codes(diagnostics), [code], "{diagnostics:#?}");
    let only = diagnostics[0].clone();
    assert!(!only.message.en.is_empty() && !only.message.zh.is_empty());
    only
}

/// Rows of the places.
pub fn lines(places: &[DataPlace]) -> Vec<u64> {
    places.iter().filter_map(|place| place.row).collect()
}

#[track_caller]
pub fn slot<'d>(data: &'d Dataset, plan: &Plan, name: &str, row: u32) -> &'d Slot {
    let id = DefId(u32::try_from(plan.defs.iter().position(|def| def.name == name).unwrap()).unwrap());
    data.tables.iter().find_map(|table| table.slot(id, row)).unwrap()
}
