//! Coverage in the format of lcov, which code hosts and editors show beside the text: a line is hit where an example touches a point
//! of it, and every point is a branch of its line.

use std::collections::BTreeMap;

use super::{Covered, Point};
use crate::source::FileId;

/// One record a file of each policy.
pub fn write(all: &[Covered<'_>]) -> String {
    all.iter().map(policy).collect()
}

fn policy(covered: &Covered<'_>) -> String {
    let mut out = String::new();
    for (file, number) in covered.sources.files().iter().zip(0_u16..) {
        let mut lines: BTreeMap<usize, Vec<&Point>> = BTreeMap::new();
        for point in covered.coverage.points.iter().filter(|point| point.span.file == FileId(number)) {
            lines.entry(file.line_column(point.span.start).0).or_default().push(point);
        }
        if !lines.is_empty() {
            out.push_str(&record(file.name(), &lines));
        }
    }
    out
}

fn record(name: &str, lines: &BTreeMap<usize, Vec<&Point>>) -> String {
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    let mut out = format!("TN:\nSF:{name}\n");
    for (line, points) in lines {
        for (branch, point) in points.iter().enumerate() {
            out.push_str(&format!("BRDA:{line},0,{branch},{}\n", point.examples.len()));
        }
    }
    let all = || lines.values().flatten();
    out.push_str(&format!("BRF:{}\nBRH:{}\n", all().count(), all().filter(|point| point.is_covered()).count()));
    for (line, points) in lines {
        out.push_str(&format!("DA:{line},{}\n", hits(points)));
    }
    let hit = lines.values().filter(|points| hits(points) > 0).count();
    out.push_str(&format!("LF:{}\nLH:{hit}\nend_of_record\n", lines.len()));
    out
}

/// How many examples touch a line.
fn hits(points: &[&Point]) -> usize {
    let mut examples: Vec<usize> = points.iter().flat_map(|point| &point.examples).copied().collect();
    examples.sort_unstable();
    examples.dedup();
    examples.len()
}
