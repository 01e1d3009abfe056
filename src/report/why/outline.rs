//! An explanation as lines of a document: the statements down to a depth, without the places in files and without what
//! other people have.

use super::Explanation;
use super::tree::{Effect, Node};

/// More parts of one statement than this are counted and not told.
const MOST_PARTS: usize = 8;

/// One statement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutlineLine {
    /// 0 for the value itself.
    pub depth: u8,
    pub text: String,
    /// The name of the value it is about, as results print it.
    pub name: Option<String>,
    /// So many parts of it are left out.
    pub more: usize,
}

impl Explanation {
    /// The statements of each value down to `deepest`.
    pub fn outline(&self, deepest: u8) -> Vec<Vec<OutlineLine>> {
        let of_tree = |tree: &Node| {
            let mut lines = Vec::new();
            add(tree, 0, deepest, &mut lines);
            lines
        };
        self.trees.iter().map(of_tree).collect()
    }
}

fn add(node: &Node, depth: u8, deepest: u8, lines: &mut Vec<OutlineLine>) {
    // What cannot be computed is told by its message; the code and the cells are for who looks after the data.
    let (text, is_fault) = match node.text.rsplit_once(" [") {
        Some((text, code)) if is_code(code) => (text.to_string(), true),
        Some(_) | None => (node.text.clone(), false),
    };
    // What others have is theirs.
    let parts: Vec<&Node> = node.parts.iter().filter(|part| part.effect != Effect::Others).collect();
    // The parts of the value itself are all told, so that they add up.
    let most = if depth == 0 { usize::MAX } else { MOST_PARTS };
    let told = if depth < deepest && !is_fault { most } else { 0 };
    let more = if depth < deepest && !is_fault { parts.len().saturating_sub(most) } else { 0 };
    lines.push(OutlineLine { depth, text, name: node.name.clone(), more });
    for part in parts.into_iter().take(told) {
        add(part, depth.saturating_add(1), deepest, lines);
    }
}

fn is_code(text: &str) -> bool {
    let digits = text.strip_prefix('E').and_then(|rest| rest.strip_suffix(']'));
    digits.is_some_and(|digits| digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}
