//! Texts that nobody means: the formatter refuses them or writes them, and never fails.

use std::fs;
use std::path::Path;

use merit::diagnostic::Language;
use merit::format::{Names, format};
use merit::source::FileId;

/// Numbers that look thrown and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }
}

/// Formats in every way; what can be written is in its layout.
fn survives(text: &str) {
    for target in [None, Some(Language::English), Some(Language::Chinese)] {
        let Ok(written) = format(FileId(0), text, target, &Names::default()) else { continue };
        let again = format(FileId(0), &written.text, None, &Names::default());
        let again = again.unwrap_or_else(|problems| panic!("{problems:#?}\n{text}\n----\n{}", written.text));
        assert_eq!(again.text, written.text, "{text}");
    }
}

/// The clauses of a policy, as the blank lines part them.
fn clauses(path: &str) -> Vec<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    text.split("\n\n").map(str::to_string).collect()
}

#[test]
fn characters_taken_out_and_put_in() {
    let mut dice = Dice(7);
    let files = ["policies/field-sales/field-sales.merit", "policies/销售绩效管理制度/销售绩效管理制度.merit"];
    let clauses: Vec<String> = files.iter().flat_map(|path| clauses(path)).collect();
    let marks: Vec<char> = "#\n\"{}();:,，；：（）% 5\t至的`-".chars().collect();
    for _ in 0..400 {
        let mut text: Vec<char> = clauses[dice.below(clauses.len())].chars().collect();
        for _ in 0..=dice.below(3) {
            let at = dice.below(text.len());
            match dice.below(3) {
                0 => {
                    text.remove(at);
                }
                1 => text.insert(at, marks[dice.below(marks.len())]),
                _ => {
                    let to = (at + dice.below(20)).min(text.len());
                    text.drain(at..to);
                }
            }
            if text.is_empty() {
                break;
            }
        }
        survives(&text.into_iter().collect::<String>());
    }
}

#[test]
fn deep_and_long() {
    let brackets = |depth: usize| format!("let a = {}b{}\n", "(".repeat(depth), ")".repeat(depth));
    survives(&brackets(60));
    survives(&format!("let a = {}\n", vec!["b"; 2_000].join(" + ")));
    survives(&format!("let a = {}\n", vec!["b"; 500].join("\n  or ")));
    survives(&format!("example \"x\" {{\n  given {}\n}}\n", vec!["a 1"; 2_000].join(", ")));
    survives(&format!("example \"x\" {{\n  table a : {} {{ 1 : {} }}\n}}\n", vec!["b"; 2_000].join(", "), vec!["-"; 2_000].join(", ")));
    survives(&format!("example \"x\" {{\n  table a, b : c {{\n{}  }}\n}}\n", "    1, 2 : 3\n    -, -2 : error E501\n".repeat(2_000)));
    survives("let a = b\n# 说明");
    survives("\u{FEFF}let a = b");
    survives("let a = b # one\r\n\r\n\r\n# two\r\n");
    survives("");
}
