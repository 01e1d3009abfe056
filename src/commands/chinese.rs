//! The command line in Chinese: what `--help` prints, and what is wrong with a call.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, Error};

use super::arguments::Invocation;

const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}\n";

/// A command, what it does, and what each of its arguments is.
pub(super) type Described = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// What each command does, and what its arguments are.
const COMMANDS: [Described; 17] = [
    (
        "check",
        "检查制度：读取制度文件，报告其中的每一处错误",
        &[
            ("policies", "制度文件、文件夹、通配写法（如 'policies/*/*.merit'），或用 - 表示标准输入；不写则取 merit.toml 中的制度"),
            ("format", "输出格式：text（默认）、json，或供代码平台和持续集成使用的 sarif、github、junit"),
            ("fix", "直接改正只有一种可能的错误，然后重新检查"),
            ("unsafe_fixes", "另外改正属于推测或会改变制度含义的地方：先显示改动，再逐个文件询问"),
            ("yes", "与 --unsafe-fixes 同用：不再询问，直接写入"),
        ],
    ),
    (
        "lint",
        "检视制度：写法没有错，但设计上可能出问题的地方",
        &[
            ("policies", "制度文件、文件夹、通配写法（如 'policies/*/*.merit'），或用 - 表示标准输入；不写则取 merit.toml 中的制度"),
            ("data", "用来判断的数据：数据文件夹（文件名与数据同名）、工作簿（工作表与数据同名），或逐个写 数据=文件（可重复）"),
            ("period", "数据的周期：2026-03、2026-Q1、2026-H1 或 2026；也可依次计算几期：2026-Q1..2026-Q4，检视最后一期"),
            ("previous", "上一期的结果（run --format json 写出的文件），供条款回看以前各期"),
            (
                "encoding",
                "无法确定编码的文本文件用的编码，例如 gb18030、utf-16le、windows-1252：用于全部文件，或写 数据=编码 用于一个数据（可重复）",
            ),
            ("limit", "文件超过多大就拒绝：bytes、unpacked、rows、columns 或 cell，例如 rows=20000000、unpacked=1G（可重复）"),
            ("first", "所算的第一期之前没有任何一期：结转从起始值开始"),
            ("verbose", "同时列出已允许的提示，以及缺少依据而没有判断的检查项"),
            ("format", "输出格式：text（默认）、json，或供代码平台和持续集成使用的 sarif、github、junit"),
            ("fix", "直接改正只有一种可能的错误，然后重新检查"),
            ("unsafe_fixes", "另外改正属于推测或会改变制度含义的地方：先显示改动，再逐个文件询问"),
            ("yes", "与 --unsafe-fixes 同用：不再询问，直接写入"),
        ],
    ),
    (
        "fmt",
        "整理制度的书写格式；写了 --lang 的，同时译成该语言",
        &[
            ("policies", "制度文件、文件夹或通配写法，直接改写；写 - 则读取标准输入、写到标准输出；不写则取 merit.toml 中的制度"),
            ("check", "不改写文件，只列出格式有待整理的文件；有这样的文件时退出码为 1"),
        ],
    ),
    (
        "run",
        "计算所有人的结果",
        &[
            ("policy", "制度文件"),
            ("data", "数据文件夹（文件名与数据同名）、工作簿（工作表与数据同名），或逐个写 数据=文件（可重复）"),
            ("period", "要计算的周期：2026-03、2026-Q1、2026-H1 或 2026；也可依次计算几期：2026-Q1..2026-Q4"),
            ("previous", "上一期的结果（run --format json 写出的文件），供条款回看以前各期；重算某一期时给出该期原结果，则列出补差"),
            (
                "encoding",
                "无法确定编码的文本文件用的编码，例如 gb18030、utf-16le、windows-1252：用于全部文件，或写 数据=编码 用于一个数据（可重复）",
            ),
            ("limit", "文件超过多大就拒绝：bytes、unpacked、rows、columns 或 cell，例如 rows=20000000、unpacked=1G（可重复）"),
            ("first", "所算的第一期之前没有任何一期：结转从起始值开始"),
            (
                "format",
                "结果格式：table（表格，默认）、json、ndjson（每人一行）、csv、xlsx（工作簿，须写 --out）、markdown 或 html（网页）",
            ),
            ("out", "写入该文件，而不是显示在终端"),
            ("rows", "与 --format json 或 ndjson 同用：一并输出每个人的明细行；工作簿始终含有明细行"),
            (
                "bom",
                "与 --format csv 同用：文件开头是否写字节顺序标记（BOM），Excel 借此识别 UTF-8：auto（默认，写入文件且含有中文等字符时写）、always（总是）或 never（从不）",
            ),
        ],
    ),
    (
        "why",
        "说明某个人的数字从何而来，直到条款和单元格",
        &[
            ("policy", "制度文件"),
            ("data", "数据文件夹（文件名与数据同名）、工作簿（工作表与数据同名），或逐个写 数据=文件（可重复）"),
            ("period", "要计算的周期：2026-03、2026-Q1、2026-H1 或 2026；也可依次计算几期：2026-Q1..2026-Q4"),
            ("previous", "上一期的结果（run --format json 写出的文件），供条款回看以前各期；重算某一期时给出该期原结果，则列出补差"),
            (
                "encoding",
                "无法确定编码的文本文件用的编码，例如 gb18030、utf-16le、windows-1252：用于全部文件，或写 数据=编码 用于一个数据（可重复）",
            ),
            ("limit", "文件超过多大就拒绝：bytes、unpacked、rows、columns 或 cell，例如 rows=20000000、unpacked=1G（可重复）"),
            ("first", "所算的第一期之前没有任何一期：结转从起始值开始"),
            ("who", "人员编号，与数据中一致"),
            ("names", "要说明的名称，例如 总分 或 回款完成.完成率；不写则说明总分、等级和各项发放"),
            ("format", "输出格式：text（默认）或 json"),
        ],
    ),
    (
        "curve",
        "一个值随一项数据的变化：在哪里上升、跳变、持平、下降，均为精确值",
        &[
            ("policy", "制度文件"),
            ("of", "要看的值，例如 应发合计、总分、回款完成.得分、等级，或所变动行的 订单.净额"),
            (
                "vary",
                "变动的数据列及其范围：--vary 回款额 从0 至500万，--vary 订单.金额；不写范围则取该列允许的范围，没有则从 0 至已知值的三倍",
            ),
            ("at", "一个人，写法同示例的“已知”：回款目标 100万，岗位 \"客户经理\""),
            ("example", "取制度中该示例的人员"),
            ("data", "取数据中的人员（与 --who 同用）：数据文件夹，或逐个写 数据=文件（可重复）"),
            ("who", "人员编号，与数据中一致"),
            ("previous", "上一期的结果（run --format json 写出的文件），供条款回看以前各期"),
            (
                "encoding",
                "无法确定编码的文本文件用的编码，例如 gb18030、utf-16le、windows-1252：用于全部文件，或写 数据=编码 用于一个数据（可重复）",
            ),
            ("limit", "文件超过多大就拒绝：bytes、unpacked、rows、columns 或 cell，例如 rows=20000000、unpacked=1G（可重复）"),
            ("first", "此期之前没有任何一期：结转从起始值开始"),
            ("row", "变动的那一行的编号；不写则为此人的第一行"),
            ("period", "周期：2026-03、2026-Q1、2026-H1 或 2026；用 --at 时不写则取制度有效期内的第一个周期"),
            ("format", "输出格式：text（表格和图，默认）、json 或 svg"),
            ("out", "写入该文件，而不是显示在终端"),
        ],
    ),
    (
        "feedback",
        "按反馈和结果应用条款告知谁什么：起因、还差多少、要做什么、何时之前",
        &[
            ("policy", "制度文件"),
            ("data", "数据文件夹（文件名与数据同名）、工作簿（工作表与数据同名），或逐个写 数据=文件（可重复）"),
            ("period", "要计算的周期：2026-03、2026-Q1、2026-H1 或 2026；写 2026-Q1..2026-Q4 则依次计算，告知以最后一期为准"),
            ("previous", "上一期的结果（run --format json 写出的文件），供条款回看以前各期"),
            (
                "encoding",
                "无法确定编码的文本文件用的编码，例如 gb18030、utf-16le、windows-1252：用于全部文件，或写 数据=编码 用于一个数据（可重复）",
            ),
            ("limit", "文件超过多大就拒绝：bytes、unpacked、rows、columns 或 cell，例如 rows=20000000、unpacked=1G（可重复）"),
            ("first", "所算的第一期之前没有任何一期：结转从起始值开始"),
            ("who", "只看此人，写人员编号"),
            ("as_of", "写本期内的一天，则按到这一天的进度衡量；期限从这一天起算，不写则从本期最后一天起算"),
            ("format", "输出格式：text（默认）、json、csv，或每人一页的 markdown、html"),
            ("out", "写入该文件，而不是显示在终端；markdown 和 html 写入该文件夹，每人一个文件"),
        ],
    ),
    (
        "review",
        "一期结束后的制度复盘：优先关注什么，目标和指标、各条款的影响、公平性、与通行做法的对照",
        &[
            ("policy", "制度文件"),
            ("data", "数据文件夹（文件名与数据同名）、工作簿（工作表与数据同名），或逐个写 数据=文件（可重复）"),
            ("period", "要复盘的周期：2026-03、2026-Q1、2026-H1 或 2026；写 2026-Q1..2026-Q2 则复盘最后一期，并与第一期对比反馈之后的变化"),
            ("previous", "上一期的结果（run --format json 写出的文件），供条款回看以前各期"),
            (
                "encoding",
                "无法确定编码的文本文件用的编码，例如 gb18030、utf-16le、windows-1252：用于全部文件，或写 数据=编码 用于一个数据（可重复）",
            ),
            ("limit", "文件超过多大就拒绝：bytes、unpacked、rows、columns 或 cell，例如 rows=20000000、unpacked=1G（可重复）"),
            ("first", "所算的第一期之前没有任何一期：结转从起始值开始"),
            ("cases", "申诉案件，与 merit appeal 所读相同（JSON 文件）"),
            ("records", "提问和意见的记录，与 merit rollout 所读相同（.json 或 .csv）"),
            ("top", "各清单最多列出几项（默认 10）"),
            ("format", "输出格式：text（默认）、markdown、html（带图的网页）或 json"),
            ("out", "写入该文件，而不是显示在终端"),
        ],
    ),
    (
        "rollout",
        "查看制度推行情况：谁没有参加征求意见、培训或签收，提问是否按期答复",
        &[
            ("policy", "制度文件"),
            ("records", "推行记录：谁参加了征求意见、培训和签收，以及提问和意见（.json 或 .csv）"),
            (
                "data",
                "应参加的人员：数据文件夹（文件名与数据同名）、工作簿（工作表与数据同名），或逐个写 数据=文件（可重复）；不写则取记录中列出的人员",
            ),
            ("period", "数据的周期：2026-03、2026-Q1、2026-H1 或 2026"),
            (
                "encoding",
                "无法确定编码的文本文件用的编码，例如 gb18030、utf-16le、windows-1252：用于全部文件，或写 数据=编码 用于一个数据（可重复）",
            ),
            ("limit", "文件超过多大就拒绝：bytes、unpacked、rows、columns 或 cell，例如 rows=20000000、unpacked=1G（可重复）"),
            ("as_of", "截至哪一天，此后的记录不计；不写则取记录中的最后日期"),
            ("format", "输出格式：text（默认）、json、csv、markdown，或可打印的 html"),
            ("out", "写入该文件，而不是显示在终端"),
        ],
    ),
    (
        "appeal",
        "按申诉条款核对案件：应否受理、各项期限、评审小组、决定及其影响，并出具函件",
        &[
            ("policy", "制度文件"),
            ("cases", "案件文件（JSON），写法见申诉说明"),
            ("data", "争议结果所用的数据：数据文件夹（文件名与数据同名）、工作簿（工作表与数据同名），或逐个写 数据=文件（可重复）"),
            ("period", "案件没有写明周期时所指的周期：2026-03、2026-Q1、2026-H1 或 2026；也可依次写几期，争议的是最后一期"),
            ("previous", "上一期的结果（run --format json 写出的文件），供条款回看以前各期"),
            (
                "encoding",
                "无法确定编码的文本文件用的编码，例如 gb18030、utf-16le、windows-1252：用于全部文件，或写 数据=编码 用于一个数据（可重复）",
            ),
            ("limit", "文件超过多大就拒绝：bytes、unpacked、rows、columns 或 cell，例如 rows=20000000、unpacked=1G（可重复）"),
            ("first", "所算的第一期之前没有任何一期：结转从起始值开始"),
            ("as_of", "以这一天判断各项期限，之后的事项不计；不写则以最后一项记录的日期为准"),
            ("case", "只看此案件，写案件编号"),
            (
                "letter",
                "出具案件当前应有的函件，或指明其一：acknowledgement（受理）、completion（补正）、refusal（不予受理）、ruling（决定）",
            ),
            ("format", "输出格式：text（默认）、json、csv（登记表）、markdown 或 html"),
            ("out", "写入该文件，而不是显示在终端；函件写入该文件夹，每案一个文件"),
        ],
    ),
    (
        "statement",
        "生成绩效单，每人一页：结果、计算过程、所处位置、如何申诉",
        &[
            ("policy", "制度文件"),
            ("data", "数据文件夹（文件名与数据同名）、工作簿（工作表与数据同名），或逐个写 数据=文件（可重复）"),
            ("period", "要计算的周期：2026-03、2026-Q1、2026-H1 或 2026；写 2026-Q1..2026-Q4 则依次计算，绩效单以最后一期为准"),
            ("previous", "上一期的结果（run --format json 写出的文件），供条款回看以前各期"),
            (
                "encoding",
                "无法确定编码的文本文件用的编码，例如 gb18030、utf-16le、windows-1252：用于全部文件，或写 数据=编码 用于一个数据（可重复）",
            ),
            ("limit", "文件超过多大就拒绝：bytes、unpacked、rows、columns 或 cell，例如 rows=20000000、unpacked=1G（可重复）"),
            ("first", "所算的第一期之前没有任何一期：结转从起始值开始"),
            ("who", "人员编号"),
            ("all", "为所有人生成，每人一个文件"),
            ("published", "结果公布日期，申诉期限从这一天起算"),
            ("format", "输出格式：html（默认）或 md"),
            ("out", "写入该文件夹；不写则把 --who 的绩效单显示在终端"),
        ],
    ),
    (
        "diff",
        "对比制度的两个版本：改了什么，谁受益，谁受损，由哪一条引起",
        &[
            ("old", "原来的制度"),
            ("new", "改后的制度"),
            (
                "data",
                "受影响的人员：数据文件夹（文件名与数据同名）、工作簿（工作表与数据同名），或逐个写 数据=文件（可重复）；不写则取 merit.toml 中该制度的数据",
            ),
            (
                "period",
                "数据的周期：2026-03、2026-Q1、2026-H1 或 2026；写 2026-Q1..2026-Q3 则最后一期之前各期按原制度计算；不写 --data 时，指 merit.toml 所列周期中的哪一个",
            ),
            ("previous", "上一期的结果（run --format json 写出的文件），供条款回看以前各期"),
            (
                "encoding",
                "无法确定编码的文本文件用的编码，例如 gb18030、utf-16le、windows-1252：用于全部文件，或写 数据=编码 用于一个数据（可重复）",
            ),
            ("limit", "文件超过多大就拒绝：bytes、unpacked、rows、columns 或 cell，例如 rows=20000000、unpacked=1G（可重复）"),
            ("first", "所算的第一期之前没有任何一期：结转从起始值开始"),
            ("by", "另按该列统计人数（可重复）；不写则按班组和制度所用的选项统计"),
            ("format", "输出格式：text（默认）、json、csv（全部变动人员）、markdown（粘贴到审批单）或 html（带图的网页）"),
            ("out", "写入该文件，而不是显示在终端"),
            ("exit_code", "两个版本内容不同时，退出码为 1"),
            ("fail_if", "某个数字超限时退出码为 1，例如 '受损人数 > 0' 或 '成本变动 > 2%'（可重复）"),
        ],
    ),
    (
        "doc",
        "把制度写成员工手册：目的、目标、指标与计分、等级、计发、示例、申诉等",
        &[
            ("policy", "制度文件"),
            ("format", "输出格式：md（默认）、html（适合打印的网页），或 pdf（编译时包含的话）"),
            ("role", "只写与该岗位有关的内容：制度条款所区分的那一列的某个选项"),
            ("period", "按哪一期的规则和参数编写；不写则取制度有效期内的第一期"),
            ("font", "与 --format pdf 同用：字体文件（TTF、OTF 或 TTC），其字形嵌入文件"),
            ("out", "写入该文件，不输出到终端；--format pdf 必须写明"),
        ],
    ),
    (
        "timeline",
        "列出制度有效期内各条款的变更：分段参数、修订、特批",
        &[("policy", "制度文件"), ("format", "输出格式：text（默认）或 json")],
    ),
    ("explain", "说明错误代码或检查项的含义；不写则列出全部", &[("code", "代码或检查项名称，例如 E203、kpi-count")]),
    (
        "test",
        "检验制度中的示例是否成立，全员的结果是否有变化，哪些改动没有人会发现",
        &[
            ("policies", "制度文件、文件夹、通配写法（如 'policies/*/*.merit'），或用 - 表示标准输入；不写则取 merit.toml 中的制度"),
            ("coverage", "示例覆盖了制度的多少：各档、各行、分支、门槛、封顶、按量加减，以及每个界限是否恰好取到"),
            ("mutate", "按人们写错制度的各种方式逐一改动，列出示例和快照都没有发现的改动"),
            ("format", "与 --coverage 或 --mutate 同用：报告格式 text（默认）、json，或供代码平台和编辑器使用的 lcov（仅限覆盖率）"),
            ("out", "把报告写入该文件，而不是显示在终端"),
            ("min", "任何一份制度低于该比例（如 90%）时退出码为 1"),
            ("filter", "只检验标题中含有该文字的示例"),
            ("accept", "merit.toml 所列计算中，凡是新增或与快照不同的结果，全部接受"),
            ("review", "查看新增或与快照不同的结果，整体、按发放项目或按人员接受或拒绝"),
            ("ci", "不写任何文件：结果新增或与快照不同即为失败；环境变量 CI 为 true 时也是如此"),
            ("watch", "不退出，文件一保存就重新检验受其影响的制度；按 Ctrl-C 结束"),
        ],
    ),
    ("completions", "输出某种命令行的补全脚本", &[("shell", "命令行：bash、zsh、fish、elvish 或 powershell")]),
];

/// The command line as [`Invocation`] has it, described in Chinese.
pub(super) fn command() -> Command {
    let mut command = described(Invocation::command().about("绩效与薪酬制度引擎：检查制度，用数据计算，说明每个数字的由来"));
    command = command.subcommand_help_heading("命令").subcommand_value_name("命令").disable_help_subcommand(true);
    command = said(command, "lang", "消息语言：en 或 zh（中文）；不写则取系统语言。fmt 写了它，制度也译成该语言");
    command = said(command, "color", "何时使用颜色：auto（默认）、always 或 never");
    command = command
        .disable_version_flag(true)
        .arg(Arg::new("version").short('V').long("version").action(ArgAction::Version).help("显示版本").help_heading("选项"));
    for (name, about, arguments) in COMMANDS {
        command = command.mut_subcommand(name, |inner| {
            arguments.iter().fold(described(inner.about(about)), |inner, (argument, help)| said(inner, argument, help))
        });
    }
    #[cfg(feature = "pull")]
    let command = super::pull::described_too(command);
    command
}

pub(super) fn described(command: Command) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("显示帮助").help_heading("选项");
    command.help_template(TEMPLATE).disable_help_flag(true).arg(help)
}

pub(super) fn said(command: Command, argument: &'static str, help: &'static str) -> Command {
    command.mut_arg(argument, |argument| {
        let heading = if argument.is_positional() { "参数" } else { "选项" };
        let valued = argument.get_action().takes_values();
        let argument = argument.help(help).help_heading(heading);
        if valued { argument.hide_default_value(true).hide_possible_values(true) } else { argument }
    })
}

/// `help run` is `run --help`, which is described.
pub(super) fn rewritten(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if arguments.get(1).is_some_and(|first| first == "help") {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    arguments
}

/// What is wrong with a call; nothing where it is help or a version that was asked for.
pub(super) fn complaint(error: &Error) -> Option<String> {
    let texts = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(_) | None => Vec::new(),
    };
    let list = |kind: ContextKind| texts(kind).join("、");
    let (argument, value) = (list(ContextKind::InvalidArg), list(ContextKind::InvalidValue));
    let message = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        ErrorKind::MissingRequiredArgument => format!("缺少参数：{argument}"),
        ErrorKind::UnknownArgument => format!("没有参数 {argument}"),
        ErrorKind::InvalidSubcommand => format!("没有命令 {}", list(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingSubcommand => "缺少命令".to_string(),
        ErrorKind::InvalidValue if value.is_empty() => format!("参数 {argument} 缺少值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("参数 {argument} 不能是“{value}”"),
        ErrorKind::ArgumentConflict => match list(ContextKind::PriorArg) {
            other if other.is_empty() || other == argument => format!("参数 {argument} 只能写一次"),
            other => format!("参数 {argument} 不能与 {other} 同用"),
        },
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            format!("参数 {argument} 的值个数不对")
        }
        _ => error.to_string(),
    };
    let mut out = format!("错误：{message}\n");
    for (kind, words) in [
        (ContextKind::ValidValue, "可以写"),
        (ContextKind::ValidSubcommand, "可以写"),
        (ContextKind::SuggestedArg, "是不是"),
        (ContextKind::SuggestedValue, "是不是"),
        (ContextKind::SuggestedSubcommand, "是不是"),
    ] {
        let said = list(kind);
        if !said.is_empty() {
            out.push_str(&format!("  {words}：{said}\n"));
        }
    }
    let usage = list(ContextKind::Usage);
    if !usage.is_empty() {
        out.push_str(&format!("\n{}\n", usage.replacen("Usage: ", "用法：", 1)));
    }
    Some(out + "\n详见 merit --help\n")
}

#[cfg(test)]
mod tests {
    use std::iter;

    use super::*;

    #[test]
    fn everything_is_described() {
        let mut command = command();
        command.build();
        command.clone().debug_assert();
        for inner in command.get_subcommands().flat_map(|command| iter::once(command).chain(command.get_subcommands())) {
            let english = |text: String| !text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
            assert!(!english(inner.get_about().map(ToString::to_string).unwrap_or_default()), "{}", inner.get_name());
            for argument in inner.get_arguments() {
                let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(!english(help), "{} {}", inner.get_name(), argument.get_id());
            }
        }
    }
}
