//! Laws of the slips that `merit test --mutate` makes, on every policy there is.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use merit::cases::coverage::coverage;
use merit::diagnostic::Diagnostic;
use merit::mutation::{Mutant, mutants};
use merit::plan::edited::edited;
use merit::plan::ir::Plan;
use merit::plan::ir::meaning::Meaning;
use merit::plan::plan;
use merit::source::{SourceFile, Sources};
use merit::syntax::ast::{File, Item};
use merit::syntax::parse;

/// What a slip may make of a clause that cannot be read any more: a bare cap under a line that could be what it caps.
const UNREADABLE: [&str; 1] = ["E159"];

fn policies(folder: &str) -> Vec<PathBuf> {
    let (mut found, mut open) = (Vec::new(), vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)]);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "merit") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The rules of a policy; its examples stand behind them and take their time to be read.
fn rules(text: &str) -> &str {
    let first = ["\nexample ", "\n示例 "].iter().filter_map(|word| text.find(word)).min();
    first.map_or(text, |at| &text[..at])
}

/// A policy that is right, with the files it uses.
fn read(path: &Path, part: fn(&str) -> &str) -> Option<(Plan, Sources)> {
    let (mut sources, mut files, mut problems): (Sources, Vec<File>, Vec<Diagnostic>) = Default::default();
    let mut open = vec![path.to_path_buf()];
    while let Some(next) = open.pop() {
        let text = fs::read_to_string(&next).ok()?;
        let text = part(&text);
        let id = sources.add(SourceFile::new(next.to_string_lossy(), text));
        let (file, more) = parse(id, text);
        let used =
            file.items.iter().filter_map(|item| if let Item::Use(used) = item { Some(next.with_file_name(&used.path.text)) } else { None });
        open.extend(used);
        files.push(file);
        problems.extend(more);
    }
    let (plan, more) = plan(&files, &sources);
    problems.extend(more);
    plan.filter(|_| !problems.iter().any(Diagnostic::is_error)).map(|plan| (plan, sources))
}

/// What a mutant does that it must not do.
fn wrong(mutant: &Mutant, before: &Meaning, sources: &Sources) -> Option<String> {
    let made = edited(sources, &mutant.edits);
    let said = match &made.plan {
        Some(plan) if before.differing(&Meaning::of(plan)).is_empty() => "means the same",
        Some(_) => return None,
        None => {
            let codes = made.problems.iter().filter(|problem| problem.is_error()).map(|problem| problem.code);
            codes.filter(|code| code.starts_with("E1") && !UNREADABLE.contains(code)).min()?
        }
    };
    Some(format!("{said}: {mutant:?}\n  {}", sources.slice(mutant.place())))
}

/// An author could have written it: it can be read, and says something else.
#[test]
fn every_mutant_of_a_bundled_plan_can_be_read_and_means_something_else() {
    let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut count = 0;
    for path in policies("policies").into_iter().chain(policies("src/mutation/tests")) {
        let Some((plan, sources)) = read(&path, rules) else { continue };
        count += 1;
        let (found, before) = (mutants(&plan, &sources), Meaning::of(&plan));
        assert!(found.len() > 10, "{} has {} mutants", path.display(), found.len());
        let wrong: Vec<String> = thread::scope(|scope| {
            let parts: Vec<_> = found.chunks(found.len().div_ceil(threads)).collect();
            let (before, sources) = (&before, &sources);
            let work = |part: &'_ [Mutant]| part.iter().filter_map(|mutant| wrong(mutant, before, sources)).collect::<Vec<String>>();
            let running: Vec<_> = parts.into_iter().map(|part| scope.spawn(move || work(part))).collect();
            running.into_iter().flat_map(|running| running.join().unwrap()).collect()
        });
        assert!(wrong.is_empty(), "{}:\n{}", path.display(), wrong.join("\n"));
    }
    assert!(count >= 7, "{count} policies");
}

/// Whatever a policy says, its mutants are edits of its texts that do not meet, and its examples can be watched.
#[test]
fn every_policy_of_the_suite_has_mutants_that_can_be_written() {
    let mut slips = BTreeMap::new();
    for path in policies("tests/suite") {
        let Some((plan, sources)) = read(&path, |text| text) else { continue };
        for point in coverage(&plan).points {
            assert!(sources.get(point.span.file).is_some(), "{}: {point:?}", path.display());
        }
        for mutant in mutants(&plan, &sources) {
            *slips.entry(mutant.slip).or_insert(0_usize) += 1;
            for edit in &mutant.edits {
                let text = sources.get(edit.span.file).unwrap().text();
                let place = edit.span.start as usize..edit.span.end as usize;
                assert!(text.get(place).is_some(), "{}: {mutant:?}", path.display());
            }
            let meet = mutant.edits.windows(2).any(|pair| pair[0].span.file == pair[1].span.file && pair[1].span.start < pair[0].span.end);
            assert!(!meet, "{}: {mutant:?}", path.display());
        }
    }
    assert_eq!(slips.len(), merit::mutation::Slip::ALL.len(), "{slips:?}");
}
