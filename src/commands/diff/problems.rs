//! The wording of what can be wrong with a call of `merit diff`, and of what it finds against a limit.

use super::limit::{Limit, Slip};
use crate::diagnostic::text::{list, quote, sanitise};
use crate::diagnostic::{Diagnostic, Language, Text};
use crate::diff::report::FIGURES;
use crate::plan::ir::Plan;
use crate::value::Number;

pub(super) fn stage_comparing() -> Text {
    Text::new("comparing the clauses", "对比条款")
}

pub(super) fn stage_weighing() -> Text {
    Text::new("looking at each change by itself", "逐项查看改动的作用")
}

fn quoted(text: &str) -> Text {
    Text::new(quote(text, Language::English), quote(text, Language::Chinese))
}

pub(super) fn no_limit(said: &str, slip: Slip) -> Diagnostic {
    let limit = quoted(said);
    let why = match slip {
        Slip::NoSign => Text::new("there is no >, <, = or the like in it", "其中没有 >、<、= 等符号"),
        Slip::NoFigure => Text::new("no figure is called so", "没有这个名称的数字"),
        Slip::NoNumber => Text::new("behind the sign there is no number", "符号后面不是数"),
        Slip::Percent => Text::new("only the cost may be given in percent", "只有成本可以用百分比"),
    };
    let names: Vec<String> = FIGURES.iter().map(|figure| figure.english().to_string()).collect();
    let own: Vec<String> = FIGURES.iter().map(|figure| figure.chinese().to_string()).collect();
    let message = Text::new(format!("the limit {} cannot be read: {}", limit.en, why.en), format!("无法读懂限制{}：{}", limit.zh, why.zh));
    Diagnostic::error("E690", message).help(Text::new(
        format!("write for instance --fail-if 'losers > 0' or --fail-if 'cost > 2%'; the figures are {}", list(&names, Language::English)),
        format!("例如写 --fail-if '受损人数 > 0' 或 --fail-if '成本变动 > 2%'；可用的数字有 {}", list(&own, Language::Chinese)),
    ))
}

pub(super) fn limit_met(limit: &Limit, value: &Number) -> Diagnostic {
    let percent = limit.figure == crate::diff::report::Figure::CostPercent;
    let shown = if percent { crate::value::show::percent(value) } else { crate::value::show::number(value, 2) };
    let said = quoted(&limit.said);
    Diagnostic::error(
        "E691",
        Text::new(
            format!("{} is {shown}, and the call fails if {}", limit.figure.english(), said.en),
            format!("{} 为 {shown}，达到了本次检查的限制{}", limit.figure.chinese(), said.zh),
        ),
    )
}

pub(super) fn unknown_column(name: &str, plan: &Plan) -> Diagnostic {
    let said = quoted(name);
    let columns = plan.tables.first().map_or(&[][..], |people| &people.columns);
    let known: Vec<String> = columns.iter().filter_map(|id| plan.defs.get(id.0 as usize)).map(|def| sanitise(&def.name)).collect();
    Diagnostic::error("E692", Text::new(format!("people have no column {}", said.en), format!("人员数据中没有列{}", said.zh))).help(
        Text::new(
            format!("the columns are {}", list(&known, Language::English)),
            format!("可用的列有 {}", list(&known, Language::Chinese)),
        ),
    )
}

pub(super) fn needs_data() -> Diagnostic {
    let message = Text::new("--fail-if and --by look at people, and no data are given", "--fail-if 和 --by 针对人员，但没有给出数据");
    Diagnostic::error("E693", message).help(Text::new(
        "add --data FOLDER --period PERIOD, or name data and period for the policy in merit.toml",
        "请加上 --data 文件夹 --period 周期，或在 merit.toml 中为该制度写明数据和周期",
    ))
}

pub(super) fn no_data_of(period: &str) -> Diagnostic {
    let said = quoted(period);
    let message = Text::new(
        format!("no data of the period {} are given, and merit.toml names none", said.en),
        format!("没有给出周期{}的数据，merit.toml 中也没有", said.zh),
    );
    Diagnostic::error("E693", message).help(Text::new(
        "add --data FOLDER, or name data and period for the policy in merit.toml",
        "请加上 --data 文件夹，或在 merit.toml 中为该制度写明数据和周期",
    ))
}
