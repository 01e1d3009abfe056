//! Which names are the author's and which are Merit's own: only the latter are translated.

use std::collections::HashSet;

use crate::diagnostic::Language;
use crate::syntax::concrete::{Kind, Node, concrete};

/// A name of the language: the English one, the usual Chinese one, and what is understood too.
type BuiltIn = (&'static str, &'static str, &'static [&'static str]);

/// What a KPI calls its own within its block.
const OWN: [BuiltIn; 3] = [("measure", "实际值", &["衡量"]), ("target", "目标值", &["目标"]), ("attainment", "完成率", &[])];

/// Results that nobody has to declare.
const RESULTS: [BuiltIn; 4] =
    [("credit", "计入比例", &[]), ("score", "总分", &["综合得分", "得分"]), ("grade", "等级", &[]), ("payout", "应发合计", &["发放合计"])];

/// What may stand behind the dot of a KPI or a goal.
const PARTS: [BuiltIn; 17] = [
    ("measure", "实际值", &["衡量"]),
    ("target", "目标值", &["目标"]),
    ("attainment", "完成率", &[]),
    ("score", "得分", &["总分", "综合得分"]),
    ("weighted", "加权得分", &["加权分"]),
    ("met", "达成", &["是否达成"]),
    ("gap", "差距", &["差额"]),
    ("achievable", "可实现", &["是否可实现"]),
    ("earned", "应得", &[]),
    ("guaranteed", "补足", &[]),
    ("advanced", "预支", &[]),
    ("recovered", "收回", &[]),
    ("balance", "预支余额", &[]),
    ("due", "应付", &[]),
    ("held", "递延", &[]),
    ("released", "发还", &[]),
    ("deferred", "递延余额", &[]),
];

/// Every spelling of a name of the language.
pub(super) fn spellings() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    let all = |(en, zh, more): BuiltIn| (en, [&[zh], more].concat());
    RESULTS.into_iter().chain(OWN).chain(PARTS).map(all)
}

/// The names that the files of a policy declare.
#[derive(Clone, Debug, Default)]
pub struct Names {
    declared: HashSet<String>,
    /// KPIs and goals, whose parts the language names.
    with_parts: HashSet<String>,
    shapes: HashSet<String>,
    inputs: HashSet<String>,
}

impl Names {
    /// Adds what a file declares. One that cannot be read adds nothing.
    pub fn add(&mut self, text: &str) {
        if let Some((file, _)) = concrete(text) {
            self.add_tree(&file);
        }
    }

    pub(super) fn add_tree(&mut self, node: &Node) {
        match node.kind {
            Kind::kpi_head | Kind::amended_kpi_head | Kind::goal_head | Kind::payout_head => {
                self.note(node, Some(|names| &mut names.with_parts))
            }
            Kind::named_tiers_head | Kind::named_bands_head => self.note(node, Some(|names| &mut names.shapes)),
            Kind::input_head => {
                let own: Vec<&Node> = node.all(Kind::name).collect();
                if let Some(name) = own.first() {
                    self.inputs.insert(plain(&name.text));
                }
                self.declared.extend(own.iter().map(|name| plain(&name.text)));
            }
            Kind::param_head
            | Kind::column_line
            | Kind::carry_head
            | Kind::adjust_head
            | Kind::feedback_head
            | Kind::consequence_head
            | Kind::amended_adjust_head
            | Kind::tier_name
            | Kind::table_head
            | Kind::pair
            | Kind::grade_name
            | Kind::input_parent => self.note(node, None),
            Kind::let_head => {
                let path = node.part(Kind::path).and_then(|path| path.parts.last());
                self.declared.extend(path.map(|name| plain(&name.text)));
            }
            _ => {}
        }
        node.parts.iter().for_each(|part| self.add_tree(part));
    }

    /// Notes the names straight inside a head.
    fn note(&mut self, head: &Node, set: Option<fn(&mut Names) -> &mut HashSet<String>>) {
        for name in head.all(Kind::name) {
            self.declared.insert(plain(&name.text));
            if let Some(set) = set {
                set(self).insert(plain(&name.text));
            }
        }
    }

    pub(super) fn has_parts(&self, name: &str) -> bool {
        self.with_parts.contains(&plain(name))
    }

    pub(super) fn is_shape(&self, name: &str) -> bool {
        self.shapes.contains(&plain(name))
    }

    pub(super) fn is_input(&self, name: &str) -> bool {
        self.inputs.contains(&plain(name))
    }

    /// `measure`, `target` or `attainment` within a KPI. The short words for them may be columns there.
    pub(super) fn own_part(&self, name: &str, language: Language) -> Option<&'static str> {
        let found = find(&OWN, name)?;
        let (en, zh, _) = found;
        (name == en || name == zh || !self.declared.contains(name)).then(|| spelled(found, language))
    }

    /// `score`, `grade`, `payout`, where no name of the author's has any of their spellings.
    pub(super) fn result(&self, name: &str, language: Language) -> Option<&'static str> {
        let (en, zh, more) = find(&RESULTS, name)?;
        let taken = [en, zh].iter().chain(more).any(|spelling| self.declared.contains(*spelling));
        (!taken).then(|| spelled((en, zh, more), language))
    }

    /// What stands behind the dot of a KPI or a goal.
    pub(super) fn part(&self, name: &str, language: Language) -> Option<&'static str> {
        find(&PARTS, name).map(|found| spelled(found, language))
    }
}

fn find(list: &'static [BuiltIn], name: &str) -> Option<BuiltIn> {
    list.iter().copied().find(|(en, zh, more)| name == *en || name == *zh || more.contains(&name))
}

fn spelled((en, zh, _): BuiltIn, language: Language) -> &'static str {
    match language {
        Language::English => en,
        Language::Chinese => zh,
    }
}

/// A name without backticks, in plain letters.
fn plain(name: &str) -> String {
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        other => other,
    };
    name.trim_matches('`').trim().chars().map(narrow).collect()
}
