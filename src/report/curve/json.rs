//! A curve as JSON: every piece, jump, fall and flat stretch, numbers with all their digits.

use super::notable::{self, Belongs};
use super::segments;
use super::{End, Picture, Subject};
use crate::curve::{Course, Piece, Worth};
use crate::plan::ir::{DefId, PEOPLE, Role};
use crate::report::json::{Json, diagnostic, digits, scalar};
use crate::value::{Number, Value};

/// Fields of one object, and the exact values of those that do not end.
#[derive(Default)]
struct Fields {
    fields: Vec<(String, Json)>,
    exact: Vec<(String, Json)>,
}

impl Fields {
    fn text(mut self, name: &str, text: impl Into<String>) -> Fields {
        self.fields.push((name.to_string(), Json::Text(text.into())));
        self
    }

    fn json(mut self, name: &str, json: Json) -> Fields {
        self.fields.push((name.to_string(), json));
        self
    }

    fn number(mut self, picture: &Picture<'_>, name: &str, number: Option<&Number>, role: Role) -> Fields {
        let Some(number) = number else { return self.json(name, Json::Null) };
        if number.terminating_text().is_none() {
            self.exact.push((name.to_string(), Json::Text(number.exact_text())));
        }
        self.json(name, Json::Number(digits(&picture.report, number, role)))
    }

    fn object(mut self) -> Json {
        if !self.exact.is_empty() {
            self.fields.push(("exact".to_string(), Json::Object(self.exact)));
        }
        Json::Object(self.fields)
    }
}

/// The whole document, a line for each piece; ends with a line end.
pub fn write(picture: &Picture<'_>) -> String {
    let (curve, report) = (picture.curve, &picture.report);
    let asked = curve.asked();
    let name = |def: DefId| report.def(def).map_or(String::new(), |def| def.name.clone());
    let end = |end: &End| Json::Flag(!end.excluded);
    let head = Fields::default()
        .text("policy", report.plan.title.as_str())
        .json("version", report.plan.version.as_ref().map_or(Json::Null, |version| Json::Text(version.clone())))
        .text("period", asked.period.to_string())
        .text("of", name(asked.of))
        .text("vary", name(asked.varied.column))
        .number(picture, "from", Some(curve.from()), Role::Column)
        .number(picture, "to", Some(curve.to()), Role::Column)
        .json("from_included", end(&picture.range[0]))
        .json("to_included", end(&picture.range[1]));
    let head = match &picture.subject {
        Subject::At(at) => head.text("at", at.trim()),
        Subject::Example(title) => head.text("example", title.en.as_str()),
        Subject::Person => match asked.varied.table {
            PEOPLE => head.text("who", report.key(asked.varied.row)),
            table => {
                let rows = report.results.tables.get(table.0 as usize);
                let at = asked.varied.row as usize;
                head.text("who", report.key(picture.person())).text("row", rows.and_then(|rows| rows.keys.get(at)).map_or("", |key| key))
            }
        },
    };
    let mut out = head.object().to_string();
    // The object goes on with its lists.
    out.pop();
    let role = report.def(asked.of).map_or(Role::Column, |def| def.role);
    // A point that the column does not allow is no piece of the curve.
    let last = curve.pieces.len().saturating_sub(1);
    let left_out = |at: usize| (at == 0 && picture.range[0].excluded) || (at == last && picture.range[1].excluded);
    let allowed = curve.pieces.iter().enumerate().filter(|(at, _)| !left_out(*at));
    let pieces = allowed.map(|(_, piece)| self::piece(picture, piece, role)).collect();
    let found = segments::segments(picture);
    let jumps = notable::jumps(&found, &[]).iter().map(|jump| self::jump(picture, jump)).collect();
    let falls = curve.falls().iter().map(|fall| self::fall(picture, fall)).collect();
    let flats = curve.flats().into_iter().map(|flat| {
        Fields::default()
            .number(picture, "from", Some(&flat.from), Role::Column)
            .number(picture, "to", Some(&flat.to), Role::Column)
            .number(picture, "value", Some(&flat.value), role)
            .object()
    });
    for (name, list) in [("pieces", pieces), ("jumps", jumps), ("falls", falls), ("flats", flats.collect())] {
        out.push_str(&format!(", \"{name}\": {}", lines(list)));
    }
    out.push_str("}\n");
    out
}

fn lines(items: Vec<Json>) -> String {
    if items.is_empty() {
        return "[]".to_string();
    }
    let items: Vec<String> = items.iter().map(|item| format!("\n{item}")).collect();
    format!("[{}\n]", items.join(","))
}

fn piece(picture: &Picture<'_>, piece: &Piece, role: Role) -> Json {
    let ends = |fields: Fields, from: &Number, to: &Number| {
        fields.number(picture, "from", Some(from), Role::Column).number(picture, "to", Some(to), Role::Column)
    };
    match piece {
        Piece::Point { at, worth } => {
            let fields = Fields::default().text("kind", "point").number(picture, "at", Some(at), Role::Column);
            value(picture, fields, worth, at, role).object()
        }
        Piece::Stretch { from, to, course: Course::Stays(worth) } => {
            let fields = ends(Fields::default().text("kind", "stretch"), from, to);
            let middle = from.add(to).and_then(|sum| sum.div(&Number::from_i64(2))).unwrap_or_else(|_| from.clone());
            value(picture, fields, worth, &middle, role).object()
        }
        Piece::Stretch { from, to, course: Course::Runs(function) } => {
            let fields = ends(Fields::default().text("kind", "stretch"), from, to);
            if let Some(constant) = function.as_constant() {
                return fields.number(picture, "value", Some(&constant), role).object();
            }
            let mut fields = fields.number(picture, "begins", function.at(from).as_ref(), Role::Column).number(
                picture,
                "ends",
                function.at(to).as_ref(),
                Role::Column,
            );
            fields = match function.steepness() {
                Some(slope) => fields.number(picture, "slope", Some(&slope), Role::Column),
                None => {
                    let list = |factors: &[Number]| Json::List(factors.iter().map(|factor| Json::Text(factor.exact_text())).collect());
                    let (over, under) = function.factors();
                    fields.json("over", list(over)).json("under", list(under))
                }
            };
            if let Some((down, up)) = function.rounding() {
                fields = fields.number(picture, "rounded_down_by", Some(&down.abs()), Role::Column);
                fields = fields.number(picture, "rounded_up_by", Some(up), Role::Column);
            }
            fields.object()
        }
    }
}

/// What the value is at a point, or why there is none.
fn value(picture: &Picture<'_>, fields: Fields, worth: &Worth, at: &Number, role: Role) -> Fields {
    let reason = |fields: Fields, reason: &str| fields.json("value", Json::Null).text("reason", reason);
    match worth {
        Worth::Number(value) => fields.number(picture, "value", Some(value), role),
        Worth::Plain(value @ (Value::Number(_) | Value::Text(_) | Value::Date(_) | Value::Flag(_))) => {
            fields.json("value", scalar(&picture.report, value, role))
        }
        Worth::Missing => reason(fields, "missing"),
        Worth::NotApplicable => reason(fields, "not applicable"),
        Worth::Unknown => reason(fields, "cannot be followed"),
        Worth::Fault => match picture.curve.reason_at(at) {
            Some(fault) => reason(fields, &format!("error {}", fault.code)).json("error", diagnostic(&fault, &picture.report)),
            None => reason(fields, "error"),
        },
    }
}

fn jump(picture: &Picture<'_>, jump: &notable::Jump) -> Json {
    let value = match &jump.belongs {
        Belongs::Before => &jump.before,
        Belongs::After => &jump.after,
        Belongs::Own(own) => own,
    };
    let by = jump.after.sub(&jump.before).ok();
    let fields = [("at", Some(&jump.right)), ("before", Some(&jump.before)), ("value", Some(value)), ("after", Some(&jump.after))];
    let fields = fields.into_iter().fold(Fields::default(), |fields, (name, number)| fields.number(picture, name, number, Role::Column));
    fields.number(picture, "by", by.as_ref(), Role::Column).object()
}

fn fall(picture: &Picture<'_>, fall: &crate::curve::Fall) -> Json {
    let fields = [
        ("from", Some(&fall.from)),
        ("peak", fall.peak.as_ref()),
        ("lowest_at", Some(&fall.lowest_at)),
        ("lowest", fall.lowest.as_ref()),
        ("recovers", fall.recovers.as_ref()),
    ];
    let fields = fields.into_iter().fold(Fields::default(), |fields, (name, number)| fields.number(picture, name, number, Role::Column));
    if fall.about { fields.json("recovers_is_about", Json::Flag(true)).object() } else { fields.object() }
}
