//! One short text for what a plan means: it stays the same whatever the layout, the comments and the language of the plan.

use sha2::{Digest, Sha256};

use crate::format::told_of;
use crate::syntax::ast::{File, Item};

/// The SHA-256 of what the files of a policy say, in hexadecimal.
///
/// Examples, what is said to people and `allow` lines decide nobody's pay and are left out, and so is which file a clause stands in and in which order.
pub fn plan_hash(files: &[File]) -> String {
    let decides = |item: &Item| match item {
        Item::Example(_)
        | Item::Feedback(_)
        | Item::Consequence(_)
        | Item::Appeal(_)
        | Item::Review(_)
        | Item::Rollout(_)
        | Item::Support(_)
        | Item::Use(_) => false,
        Item::Policy(_)
        | Item::Input(_)
        | Item::Param(_)
        | Item::Let(_)
        | Item::Carry(_)
        | Item::Goal(_)
        | Item::Scorecard(_)
        | Item::Grade(_)
        | Item::Payout(_)
        | Item::Gate(_)
        | Item::Limit(_)
        | Item::Tiers(_)
        | Item::Bands(_)
        | Item::Calendar(_)
        | Item::Amend(_)
        | Item::Exception(_)
        | Item::Exchange(_)
        | Item::Table(_) => true,
    };
    let told = files.iter().flat_map(|file| file.items.iter().zip(told_of(file)));
    let mut clauses: Vec<String> = told.filter(|(item, _)| decides(item)).map(|(_, clause)| clause).collect();
    clauses.sort_unstable();
    let mut hash = Sha256::new();
    for clause in clauses {
        hash.update(clause.as_bytes());
        hash.update(b"\n");
    }
    hexadecimal(&hash.finalize())
}

/// A few letters that tell texts apart, and that nobody takes for a number.
pub(super) fn letters(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    hash.iter().take(LETTERS).map(|byte| char::from(b'a'.saturating_add(byte % 26))).collect()
}

const LETTERS: usize = 6;

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Language;
    use crate::format::{Names, format};
    use crate::source::FileId;
    use crate::syntax::parse;

    const PLAN: &str = r#"
policy "Small" {
  period quarter
  currency USD
}
# Who there is.
input people by id { revenue : money; quota : money above 0 }
scorecard sales { kpi attain { measure revenue; target quota; weight 100%; score attainment in points, at most 120 } }
payout bonus { pay 1% of revenue }
"#;

    fn hash(text: &str) -> String {
        let (file, problems) = parse(FileId(0), text);
        assert!(problems.is_empty(), "{problems:?}");
        plan_hash(&[file])
    }

    #[test]
    fn what_does_not_decide_pay_does_not_count() {
        let first = hash(PLAN);
        assert_eq!(first.len(), 64);
        let chinese = format(FileId(0), PLAN, Some(Language::Chinese), &Names::default()).unwrap().text;
        assert!(chinese.contains("计分卡"), "{chinese}");
        for same in [
            format(FileId(0), PLAN, None, &Names::default()).unwrap().text,
            chinese,
            PLAN.replace("# Who there is.", ""),
            PLAN.replace("period quarter", "period quarter\n  allow pay-mix because \"a sample\""),
            format!("{PLAN}\nexample \"One\" {{ period 2026-Q1; given revenue 1, quota 1; expect score = 100 }}\n"),
            format!("payout bonus {{ pay 1% of revenue }}\n{}", PLAN.replace("payout bonus { pay 1% of revenue }", "")),
        ] {
            assert_eq!(hash(&same), first, "{same}");
        }
        for other in
            [PLAN.replace("1%", "2%"), PLAN.replace("120", "121"), PLAN.replace("above 0", "at least 0"), PLAN.replace("quarter", "month")]
        {
            assert_ne!(hash(&other), first, "{other}");
        }
    }

    #[test]
    fn in_which_file_a_clause_stands_does_not_count() {
        let (main, rest) = PLAN.split_at(PLAN.find("payout").unwrap());
        let (main, part) = (format!("use \"part.merit\"\n{main}"), rest.to_string());
        let files = [parse(FileId(0), &main).0, parse(FileId(1), &part).0];
        assert_eq!(plan_hash(&files), hash(PLAN));
    }

    #[test]
    fn letters_are_no_number() {
        assert_eq!(letters("data/2026"), letters("data/2026"));
        assert_ne!(letters("data/2026"), letters("data/2025"));
        assert!(letters("").chars().all(|c| c.is_ascii_lowercase()));
    }
}
