//! Coverage as JSON: every point with its place, and the titles of the examples that touch it.

use super::{Count, Covered, Kind, Point, words};
use crate::report::json::Json;
use crate::value::Number;

/// Digits of a share that does not end.
const DIGITS: u32 = 28;

/// One object a policy, a line for each point; ends with a line end.
pub fn write(all: &[Covered<'_>]) -> String {
    let policies: Vec<String> = all.iter().map(policy).collect();
    format!("{{\"policies\": [{}]}}\n", policies.join(", "))
}

fn policy(covered: &Covered<'_>) -> String {
    let plan = covered.plan;
    let all = covered.coverage.count();
    let kinds = Kind::ALL.into_iter().map(|kind| (kind, covered.coverage.of_kind(kind))).filter(|(_, count)| count.total > 0);
    let kinds = kinds.map(|(kind, count)| (words::kind_word(kind).to_string(), Json::Object(counted(count))));
    let mut head = vec![
        ("file".to_string(), Json::Text(covered.name.to_string())),
        ("policy".to_string(), Json::Text(plan.title.clone())),
        ("version".to_string(), plan.version.clone().map_or(Json::Null, Json::Text)),
        ("examples".to_string(), whole(plan.all_examples().len())),
    ];
    head.extend(counted(all));
    head.push(("kinds".to_string(), Json::Object(kinds.collect())));
    let mut out = Json::Object(head).to_string();
    // The object goes on with its points.
    out.pop();
    let points: Vec<String> =
        covered.coverage.points.iter().map(|point| format!("\n{}", Json::Object(self::point(covered, point)))).collect();
    out.push_str(&format!(", \"points\": [{}{}]}}", points.join(","), if points.is_empty() { "" } else { "\n" }));
    out
}

fn counted(count: Count) -> Vec<(String, Json)> {
    vec![
        ("covered".to_string(), whole(count.covered)),
        ("total".to_string(), whole(count.total)),
        ("share".to_string(), Json::Number(digits(&count.share()))),
    ]
}

fn point(covered: &Covered<'_>, point: &Point) -> Vec<(String, Json)> {
    let place = covered.sources.get(point.span.file).map(|file| (file.name().to_string(), file.line_column(point.span.start)));
    let (file, (line, column)) = place.unwrap_or_default();
    let own = words::clause(covered.sources, point.span);
    let examples = covered.plan.all_examples();
    let titles = point.examples.iter().filter_map(|number| examples.get(*number));
    let mut fields = vec![
        ("kind".to_string(), Json::Text(words::kind_word(point.kind).to_string())),
        ("state".to_string(), Json::Text(words::side_word(point.kind, point.side).to_string())),
        ("file".to_string(), Json::Text(file)),
        ("line".to_string(), whole(line)),
        ("column".to_string(), whole(column)),
        ("text".to_string(), Json::Text(own.clone())),
        ("clause".to_string(), Json::Text(words::clause(covered.sources, point.clause))),
        ("covered".to_string(), Json::Flag(point.is_covered())),
        ("examples".to_string(), Json::List(titles.map(|example| Json::Text(example.spoken().en)).collect())),
    ];
    if !point.is_covered() {
        let missing = words::missing(point, &own);
        let both = vec![("en".to_string(), Json::Text(missing.en)), ("zh".to_string(), Json::Text(missing.zh))];
        fields.push(("missing".to_string(), Json::Object(both)));
    }
    fields
}

fn whole(count: usize) -> Json {
    Json::Number(count.to_string())
}

fn digits(share: &Number) -> String {
    share.terminating_text().unwrap_or_else(|| share.significant_text(DIGITS))
}
