//! `merit curve`: one value over one input, exactly.

mod problems;
mod range;
mod typed;
mod vary;
mod whose;

use super::Ending;
use super::arguments::{CurveArguments, CurveFormat};
use super::output::{self, Content};
use super::problems as general;
use super::progress::Progress;
use super::terminal::Terminal;
use super::why::value_named;
use crate::curve::{Asked, Course, Curve, Piece, Trouble, Varied, Worth, curve_after as follow};
use crate::diagnostic::Diagnostic;
use crate::engine::evaluate_after;
use crate::engine::table::{Dataset, Slot, Table};
use crate::engine::trace::Watch;
use crate::plan::ir::{Body, Def, DefId, PEOPLE, Plan, Role, TableId};
use crate::report::Report;
use crate::report::curve::{End, Picture, json, svg, text};
use crate::source::{FileId, SourceFile, Span};
use crate::value::{Number, Type, Value};
use typed::Typed;
use vary::Vary;
use whose::{Ground, Whose, keys, whose};

pub(super) use whose::first_period;

/// Places at which it is asked why there is no value.
const MOST_REASONS: usize = 8;

pub(crate) fn curve(arguments: &CurveArguments, terminal: &Terminal) -> Ending {
    let progress = Progress::new(terminal);
    let mut ground = match whose(arguments, terminal, &progress) {
        Ok(ground) => ground,
        Err(ending) => return ending,
    };
    let wanted = match wanted(arguments, &mut ground) {
        Ok(wanted) => wanted,
        Err(wrong) => {
            drop(progress);
            terminal.report(&wrong, &ground.loaded.sources);
            return Ending::Refused;
        }
    };
    terminal.report(&wanted.warnings, &ground.loaded.sources);
    if !wanted.warnings.is_empty() {
        terminal.complain("\n");
    }
    progress.stage(&general::stage_computing());
    let Wanted { of, varied, row, data, range, .. } = wanted;
    let (from, to) = (range.from.clone(), range.to.clone());
    let asked = Asked { plan: &ground.plan, data: &data, period: ground.period, of, row, varied, from, to };
    let followed = match follow(asked, &ground.past) {
        Ok(followed) => followed,
        Err(Trouble::TooManyPieces) => {
            drop(progress);
            let name = |def: DefId| ground.plan.defs.get(def.0 as usize).map_or("", |def| def.name.as_str());
            terminal.report(&[problems::too_many_pieces(name(of), name(varied.column))], &ground.loaded.sources);
            return Ending::Refused;
        }
    };
    drop(progress);
    if let Some(reasons) = never(&followed, &range.told) {
        let reasons: Vec<Diagnostic> = reasons.into_iter().map(|reason| given(reason, &ground)).collect();
        terminal.report(&reasons, &ground.loaded.sources);
        return Ending::Partly;
    }
    let report = Report { plan: &ground.plan, results: followed.results(), sources: &ground.loaded.sources };
    let picture =
        Picture { report, curve: &followed, subject: ground.subject.clone(), range: range.told, chosen: ground.chosen, labels: None };
    let text = match arguments.format {
        CurveFormat::Text => text(&picture, &terminal.output),
        CurveFormat::Json => json::write(&picture),
        CurveFormat::Svg => svg::write(&picture, terminal.language),
    };
    let inputs = ground.paths.iter().map(|path| path.as_path());
    if let Some(refused) = output::is_input(arguments.out.as_deref(), inputs, terminal) {
        return refused;
    }
    output::deliver(arguments.out.as_deref(), &text, Content::Other, terminal)
}

/// Why there is no value anywhere; nothing where there is one, or none is due. An end that the column does not allow is not asked.
fn never(curve: &Curve<'_>, ends: &[End; 2]) -> Option<Vec<Diagnostic>> {
    let left_out = |at: &Number| (ends[0].excluded && at == curve.from()) || (ends[1].excluded && at == curve.to());
    let allowed = |piece: &&Piece| match piece {
        Piece::Point { at, .. } => !left_out(at),
        Piece::Stretch { .. } => true,
    };
    let is_fault = |piece: &Piece| match piece {
        Piece::Point { worth, .. } | Piece::Stretch { course: Course::Stays(worth), .. } => *worth == Worth::Fault,
        Piece::Stretch { course: Course::Runs(_), .. } => false,
    };
    if !curve.pieces.iter().filter(allowed).all(is_fault) {
        return None;
    }
    let mut reasons: Vec<Diagnostic> = Vec::new();
    for piece in curve.pieces.iter().filter(allowed).take(MOST_REASONS) {
        let at = match piece {
            Piece::Point { at, .. } => at.clone(),
            Piece::Stretch { from, to, .. } => range::middle(from, to).unwrap_or_else(|| from.clone()),
        };
        if let Some(reason) = curve.reason_at(&at)
            && !reasons.iter().any(|other| (other.code, &other.message, &other.labels) == (reason.code, &reason.message, &reason.labels))
        {
            reasons.push(reason);
        }
    }
    Some(reasons)
}

/// What lacks the person of `--at` is cured there and not in a file.
fn given(reason: Diagnostic, ground: &Ground) -> Diagnostic {
    let Whose::At(_) = ground.whose else { return reason };
    let blank = reason.places.iter().find(|place| place.cell.as_deref().is_none_or(str::is_empty));
    let Some(header) = blank.and_then(|place| place.column.clone()) else { return reason };
    let is_called = |column: &DefId| match ground.plan.defs.get(column.0 as usize).map(|def| &def.body) {
        Some(Body::Column(column)) => column.header == header,
        Some(Body::Expr(_)) | None => false,
    };
    let columns = ground.plan.tables.iter().flat_map(|table| &table.columns);
    let name = columns.copied().find(is_called).and_then(|column| ground.plan.defs.get(column.0 as usize)).map(|def| def.name.clone());
    Diagnostic { places: Vec::new(), help: Some(problems::add_to_at(&name.unwrap_or(header))), ..reason }
}

/// What the call asks for, found in the policy.
struct Wanted {
    of: DefId,
    row: u32,
    varied: Varied,
    data: Dataset,
    range: range::Range,
    warnings: Vec<Diagnostic>,
}

fn wanted(arguments: &CurveArguments, ground: &mut Ground) -> Result<Wanted, Vec<Diagnostic>> {
    let mut wrong = Vec::new();
    let of = value_named(&ground.plan, &arguments.of).map_err(|problem| wrong.push(*problem)).ok();
    let (vary, file) = match vary::read(&arguments.vary) {
        Ok(vary) => {
            let file = ground.loaded.sources.add(SourceFile::new("--vary", vary.text.as_str()));
            (Some(vary), file)
        }
        Err((text, slip)) => {
            let file = ground.loaded.sources.add(SourceFile::new("--vary", text));
            wrong.push(problems::vary_slip(slip.kind, Span::new(file, slip.place.start, slip.place.end)));
            (None, file)
        }
    };
    let column = vary.as_ref().and_then(|vary| column(&ground.plan, vary, file).map_err(|problem| wrong.push(*problem)).ok());
    let typed = match (&vary, column) {
        (Some(vary), Some(column)) => Some((vary, file, column)),
        (Some(_) | None, _) => None,
    };
    let read = read_typed(ground, typed).map_err(|problems| wrong.extend(problems)).ok();
    let (Some(of), Some((vary, file, column)), Some(read)) = (of, typed, read) else { return Err(wrong) };
    let place = Place { column, span: Span::new(file, vary.name.start, vary.name.end), name: vary.column() };
    let Some(mut data) = ground.data.take().filter(|_| wrong.is_empty()) else { return Err(wrong) };
    let (varied, row) = rows(arguments, ground, &data, of, &place).map_err(|problem| vec![*problem])?;
    let ends = range::Said { file, vary, from: read.from, to: read.to };
    let range = range::range(ground, &data, varied, &ends).map_err(|problem| vec![*problem])?;
    put(&mut data, varied, range::middle(&range.from, &range.to).unwrap_or_else(|| range.from.clone()));
    Ok(Wanted { of, row, varied, data, range, warnings: read.warnings })
}

/// The varied column, and where the call names it.
struct Place<'a> {
    column: DefId,
    span: Span,
    name: &'a str,
}

/// The values of the two ends, where they were typed.
struct Read {
    from: Option<Value>,
    to: Option<Value>,
    warnings: Vec<Diagnostic>,
}

/// Reads all typed values at once, and makes the person of `--at`.
fn read_typed(ground: &mut Ground, vary: Option<(&Vary, FileId, DefId)>) -> Result<Read, Vec<Diagnostic>> {
    let period = ground.period.to_string();
    let mut typed = Typed::new();
    let words = match &ground.whose {
        Whose::At(at) => {
            let file = ground.loaded.sources.add(SourceFile::new("--at", at.as_str()));
            typed.open("--at", &period);
            if !at.trim().is_empty() {
                typed.own("given ");
                typed.typed(at, Span::new(file, 0, at.len()));
            }
            typed.close();
            Some(Span::new(file, 0, at.len()))
        }
        Whose::Example(_) | Whose::Data => None,
    };
    let ends = vary.map_or([None, None], |(vary, ..)| [vary.from.clone(), vary.to.clone()]);
    for (end, title) in ends.iter().zip(["--vary from", "--vary up to"]) {
        let (Some(end), Some((vary, file, _))) = (end, vary) else { continue };
        typed.open(title, &period);
        typed.own("given ");
        let name = Span::new(file, vary.name.start, vary.name.end);
        match vary.part(&vary.name).split_once('.') {
            Some((input, column)) => {
                typed.typed(input, name);
                typed.own(" { ");
                typed.typed(column, name);
            }
            None => typed.typed(vary.part(&vary.name), name),
        }
        typed.own(" ");
        typed.typed(vary.part(end), Span::new(file, end.start, end.end));
        typed.own(if vary.part(&vary.name).contains('.') { " }" } else { "" });
        typed.close();
    }
    let (examples, mut warnings) = typed.read(&mut ground.loaded)?;
    let mut examples = examples.into_iter();
    if words.is_some()
        && let Some(example) = examples.next()
    {
        let data = crate::cases::dataset(&ground.plan, &example);
        let counted: usize = data.tables.iter().skip(1).map(Table::len).sum();
        let given: usize = example.people.iter().map(|person| person.rows.len()).sum();
        if counted < given {
            warnings.extend(words.map(|words| problems::rows_left_out(given - counted, ground.period, words)));
        }
        ground.past = std::sync::Arc::new(crate::cases::past(&ground.plan, &example, &keys(&data)));
        ground.data = Some(data);
    }
    let mut value = |end: &Option<std::ops::Range<usize>>| {
        let example = end.as_ref().and_then(|_| examples.next())?;
        let (_, _, column) = vary?;
        let person = example.people.first()?;
        let mut given = person.given.iter().chain(person.rows.iter().flat_map(|(_, row)| row));
        given.find(|(def, _)| *def == column).map(|(_, value)| value.clone())
    };
    let (from, to) = (value(&ends[0]), value(&ends[1]));
    Ok(Read { from, to, warnings })
}

/// The column that `--vary` names: a number of the data.
fn column(plan: &Plan, vary: &Vary, file: FileId) -> Result<DefId, Box<Diagnostic>> {
    let (said, place) = (vary.column(), Span::new(file, vary.name.start, vary.name.end));
    let numeric = |ty: Type| match ty {
        Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Count => true,
        Type::Date | Type::Days | Type::Text | Type::Flag | Type::Choice(_) => false,
    };
    let is_share = |def: &Def, id: DefId| plan.tables.get(def.table.0 as usize).is_some_and(|table| table.shares_by(id));
    let columns =
        plan.defs.iter().zip(0_u32..).filter(|(def, at)| def.role == Role::Column && numeric(def.ty) && !is_share(def, DefId(*at)));
    let known: Vec<String> = columns.map(|(def, _)| def.name.clone()).collect();
    let Some((at, def)) = plan.defs.iter().enumerate().find(|(_, def)| def.name == said) else {
        return Err(Box::new(problems::unknown_column(said, place, &known)));
    };
    let id = DefId(u32::try_from(at).unwrap_or(u32::MAX));
    match &def.body {
        Body::Expr(_) => Err(Box::new(problems::computed(said, place, def.span, &known))),
        Body::Column(_) if def.role == Role::Credit => Err(Box::new(problems::a_share(said, place, def.span, &known))),
        Body::Column(_) if is_share(def, id) => Err(Box::new(problems::a_share(said, place, def.span, &known))),
        Body::Column(_) if !numeric(def.ty) => Err(Box::new(problems::no_number(said, place, def.span, &known))),
        Body::Column(_) => Ok(id),
    }
}

/// The cell that is varied, and the row the value is taken from.
fn rows(
    arguments: &CurveArguments,
    ground: &Ground,
    data: &Dataset,
    of: DefId,
    place: &Place<'_>,
) -> Result<(Varied, u32), Box<Diagnostic>> {
    let plan = &ground.plan;
    let table_of = |def: DefId| plan.defs.get(def.0 as usize).map_or(PEOPLE, |def| def.table);
    let name_of = |table: TableId| plan.tables.get(table.0 as usize).map_or("", |table| table.name.as_str());
    let table = table_of(place.column);
    let (cell, row) = if table == PEOPLE {
        if arguments.row.is_some() {
            return Err(Box::new(problems::row_of_person(place.name)));
        }
        (ground.row, ground.row)
    } else {
        // Rows that are credited to several people are known once they have been run.
        let credited = plan.tables.get(table.0 as usize).is_some_and(|table| table.credited.is_some());
        let run = credited.then(|| evaluate_after(plan, data.clone(), ground.period, &ground.past, Watch::Nothing));
        let rows = run.as_ref().map_or(&data.tables, |run| &run.tables).get(table.0 as usize);
        let own: Vec<(u32, String)> = rows.map_or(Vec::new(), |rows| {
            let parents = rows.parents.iter().zip(0_u32..).filter(|(parent, _)| **parent == ground.row);
            parents.map(|(_, row)| (row, rows.keys.get(row as usize).map_or(String::new(), |key| key.to_string()))).collect()
        });
        let Some((first, _)) = own.first() else {
            return Err(Box::new(problems::no_row(name_of(table), ground.period, Some(place.span))));
        };
        let row = match &arguments.row {
            None => *first,
            Some(key) => match own.iter().find(|(_, own)| own.trim() == key.trim()) {
                Some((row, _)) => *row,
                None => {
                    let known: Vec<String> = own.into_iter().map(|(_, key)| key).collect();
                    return Err(Box::new(problems::unknown_row(key, name_of(table), &known)));
                }
            },
        };
        (rows.map_or(row, |rows| rows.origin(row)), row)
    };
    let varied = Varied { column: place.column, table, row: cell };
    match table_of(of) {
        PEOPLE => Ok((varied, ground.row)),
        other if other == table => Ok((varied, row)),
        other => Err(Box::new(problems::value_of_other_rows(&arguments.of, name_of(other), place.name))),
    }
}

/// The varied cell holds a value of the range, so that nothing is said of the cell as it was.
fn put(data: &mut Dataset, varied: Varied, value: crate::value::Number) {
    let columns = data.tables.get_mut(varied.table.0 as usize).map(|table| &mut table.columns);
    let cells = columns.and_then(|columns| columns.get_mut(varied.column.0 as usize)).and_then(Option::as_mut);
    if let Some(cell) = cells.and_then(|cells| cells.get_mut(varied.row as usize)) {
        *cell = Slot::Value(Value::Number(value));
    }
}
