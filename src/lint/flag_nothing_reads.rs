//! L302 flag-nothing-reads: a flag in the data that changes nothing.

use super::basis::uses::uses;
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::plan::ir::{DefId, Role};
use crate::value::Type;

pub(super) const LINT: Lint = Lint { code: "L302", name: "flag-nothing-reads", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let uses = uses(subject);
    for (at, def) in subject.plan.defs.iter().enumerate() {
        let id = DefId(u32::try_from(at).unwrap_or(u32::MAX));
        if def.role != Role::Column || def.ty != Type::Flag || uses.defs.contains(&id) || uses.words.contains(&def.name) {
            continue;
        }
        let name = def.name.as_str();
        let bare = name.rsplit('.').next().unwrap_or(name);
        let message = Text::new(
            format!("the flag `{name}` changes nothing: no rule reads it"),
            format!("是否列 `{name}` 不起任何作用：没有任何规则用到它"),
        );
        found.report(warning(&LINT, message).label(def.place, Text::new("yes or no, the result is the same", "填是填否，结果相同")).help(Text::new(
            format!("write the rule people expect of it, as `veto … when {bare} : grade D`, `gate \"…\" needs {bare}` or `where {bare}`; or delete the column"),
            format!("请写上大家以为有的规则，例如 `一票否决 … 当 {bare} 时：等级 D`、`门槛 \"…\" 须 {bare}` 或 `其中 {bare}`；否则请删去这一列"),
        )));
    }
}
