//! The mutants as JSON: every one with the lines it changes and what became of it.

use super::changes::lines;
use super::{Mutated, witness, words};
use crate::mutation::Slip;
use crate::mutation::judge::{Fate, Judged, Tally};
use crate::report::json::Json;
use crate::value::Number;

/// Digits of a share that does not end.
const DIGITS: u32 = 28;

/// One object a policy, a line for each mutant; ends with a line end.
pub fn write(all: &[Mutated<'_>]) -> String {
    let policies: Vec<String> = all.iter().map(policy).collect();
    format!("{{\"policies\": [{}]}}\n", policies.join(", "))
}

fn policy(mutated: &Mutated<'_>) -> String {
    let judged = &mutated.judgement.judged;
    let of = |slip: Slip| Tally::of(judged.iter().filter(|judged| judged.mutant.slip == slip));
    let slips = Slip::ALL.into_iter().map(|slip| (slip, of(slip))).filter(|(_, tally)| tally.score().total.saturating_add(tally.same) > 0);
    let mut head = vec![
        ("file".to_string(), Json::Text(mutated.name.to_string())),
        ("policy".to_string(), Json::Text(mutated.plan.title.clone())),
        ("version".to_string(), mutated.plan.version.clone().map_or(Json::Null, Json::Text)),
        ("examples".to_string(), whole(mutated.plan.all_examples().len())),
    ];
    head.extend(counted(mutated.tally()));
    let slips = slips.map(|(slip, tally)| (words::slip_word(slip).to_string(), Json::Object(counted(tally))));
    head.push(("slips".to_string(), Json::Object(slips.collect())));
    let mut out = Json::Object(head).to_string();
    // The object goes on with its mutants.
    out.pop();
    let mutants: Vec<String> = judged.iter().map(|judged| format!("\n{}", Json::Object(mutant(mutated, judged)))).collect();
    out.push_str(&format!(", \"mutants\": [{}{}]}}", mutants.join(","), if mutants.is_empty() { "" } else { "\n" }));
    out
}

fn counted(tally: Tally) -> Vec<(String, Json)> {
    let score = tally.score();
    [
        ("total", whole(score.total)),
        ("caught", whole(score.covered)),
        ("by_check", whole(tally.check)),
        ("by_examples", whole(tally.examples)),
        ("by_population", whole(tally.population)),
        ("left", whole(tally.left)),
        ("same", whole(tally.same)),
        ("score", Json::Number(digits(&score.share()))),
    ]
    .map(|(name, value)| (name.to_string(), value))
    .to_vec()
}

fn mutant(mutated: &Mutated<'_>, judged: &Judged) -> Vec<(String, Json)> {
    let text = |text: &str| Json::Text(text.to_string());
    let changes = lines(&judged.mutant, mutated.sources).into_iter().map(|lines| {
        let list = |lines: &[String]| Json::List(lines.iter().map(|line| text(line)).collect());
        Json::Object(vec![
            ("file".to_string(), text(&lines.file)),
            ("line".to_string(), whole(lines.line)),
            ("old".to_string(), list(&lines.old)),
            ("new".to_string(), list(&lines.new)),
        ])
    });
    let mut fields = vec![
        ("slip".to_string(), text(words::slip_word(judged.mutant.slip))),
        ("changes".to_string(), Json::List(changes.collect())),
        ("fate".to_string(), text(words::fate_word(&judged.fate))),
    ];
    match &judged.fate {
        Fate::Check(code) => fields.push(("code".to_string(), text(code))),
        Fate::Example(number) => {
            let title = mutated.plan.all_examples().get(*number).map_or(String::new(), |example| example.spoken().en);
            fields.push(("example".to_string(), Json::Text(title)));
        }
        Fate::Left(found) => {
            let found = found.as_ref().map_or(Json::Null, |found| witness::json(mutated, found));
            fields.push(("witness".to_string(), found));
        }
        Fate::Population | Fate::Same => {}
    }
    fields
}

fn whole(count: usize) -> Json {
    Json::Number(count.to_string())
}

fn digits(share: &Number) -> String {
    share.terminating_text().unwrap_or_else(|| share.significant_text(DIGITS))
}
