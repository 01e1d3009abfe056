//! What the files of snapshots are called: the policy, then the period, so that nobody has to open a file to know what it is of.

use unicode_normalization::UnicodeNormalization;

use super::hash::letters;
use super::value::is_unseen;
use crate::value::Period;

/// File systems allow 255 bytes; what follows the slug needs room as well.
const LONGEST: usize = 120;

/// What the name of a case is made from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CaseName {
    /// The policy's file without its ending.
    pub policy: String,
    pub period: Period,
    /// What the data are called: their folder, without the folders that stands in.
    pub data: String,
    /// Everything that tells this case from another of the same folder, the same on every machine.
    pub whole: String,
}

/// The names of the cases of one folder, without `.snap`: `field-sales__2026-Q3`.
///
/// Where two would have the same, the data are named as well, and where that is not enough, some letters. The name depends on no order.
pub fn file_names(cases: &[CaseName]) -> Vec<String> {
    let plain: Vec<String> = cases.iter().map(|case| format!("{}__{}", slug(&case.policy), case.period)).collect();
    let with_data = told_apart(cases, &plain, |case| slug(&case.data));
    told_apart(cases, &with_data, |case| letters(&case.whole))
}

/// Adds something to those names that two different cases share; some systems take capital letters for small ones.
fn told_apart(cases: &[CaseName], names: &[String], further: impl Fn(&CaseName) -> String) -> Vec<String> {
    let folded: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    let shared = |at: usize| {
        let others = folded.iter().zip(cases).enumerate();
        others.into_iter().any(|(other, (name, case))| other != at && folded.get(at) == Some(name) && cases.get(at) != Some(case))
    };
    let name =
        |(at, (name, case)): (usize, (&String, &CaseName))| if shared(at) { format!("{name}-{}", further(case)) } else { name.clone() };
    names.iter().zip(cases).enumerate().map(name).collect()
}

/// The text as a part of a file's name: letters of every script stay, what file systems refuse becomes `-`.
fn slug(text: &str) -> String {
    let text: String = text.nfc().collect();
    let refused = |c: char| c.is_whitespace() || c.is_control() || "<>:\"/\\|?*-".contains(c) || is_unseen(c);
    let parts: Vec<&str> = text.split(refused).filter(|part| !part.is_empty()).collect();
    // What stands behind two of them is shown as the name.
    let mut out = parts.join("-");
    while out.contains("__") {
        out = out.replace("__", "_");
    }
    let out = out.trim_matches(['.', '_']).to_string();
    if out.len() <= LONGEST {
        return if out.is_empty() { letters(&text) } else { out };
    }
    let end = (0..=LONGEST).rev().find(|at| out.is_char_boundary(*at)).unwrap_or(0);
    format!("{}-{}", out.get(..end).unwrap_or_default(), letters(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(policy: &str, period: &str, data: &str) -> CaseName {
        let name = data.rsplit('/').next().unwrap().to_string();
        CaseName { policy: policy.to_string(), period: Period::parse(period).unwrap(), data: name, whole: format!("{policy} {data}") }
    }

    #[test]
    fn slugs() {
        for (text, slug_of) in [
            ("field-sales", "field-sales"),
            ("2026 年销售制度（试行）", "2026-年销售制度（试行）"),
            ("a: b/c*d", "a-b-c-d"),
            ("two__parts___here", "two_parts_here"),
            ("..hidden.", "hidden"),
            ("-x-", "x"),
            ("e\u{301}", "é"),
        ] {
            assert_eq!(slug(text), slug_of);
        }
        assert_eq!(slug("///").len(), 6);
        let long = slug(&"销售".repeat(60));
        assert!(long.len() <= LONGEST + 7 && long != slug(&"销售".repeat(61)), "{long}");
    }

    #[test]
    fn names() {
        let plain = [case("销售", "2026-Q1", "data"), case("销售", "2026-Q2", "data"), case("sales", "2026-Q1", "data")];
        assert_eq!(file_names(&plain), ["销售__2026-Q1", "销售__2026-Q2", "sales__2026-Q1"]);
        let other_data = [case("s", "2026-Q1", "north"), case("s", "2026-Q1", "south"), case("s", "2026-Q2", "north")];
        assert_eq!(file_names(&other_data), ["s__2026-Q1-north", "s__2026-Q1-south", "s__2026-Q2"]);
        let mut turned = other_data.clone();
        turned.reverse();
        assert_eq!(file_names(&turned), ["s__2026-Q2", "s__2026-Q1-south", "s__2026-Q1-north"]);
        let alike = file_names(&[case("s", "2026-Q1", "a/north"), case("s", "2026-Q1", "b/north"), case("S", "2026-Q1", "south")]);
        assert!(
            alike[0].starts_with("s__2026-Q1-north-") && alike[1].starts_with("s__2026-Q1-north-") && alike[0] != alike[1],
            "{alike:?}"
        );
        assert_eq!(alike[2], "S__2026-Q1-south");
        // One case said twice is one case.
        assert_eq!(file_names(&[case("s", "2026-Q1", "d"), case("s", "2026-Q1", "d")]), ["s__2026-Q1", "s__2026-Q1"]);
    }
}
