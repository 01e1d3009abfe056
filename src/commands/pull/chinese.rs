//! `merit pull` described in Chinese.

use clap::Command;

use crate::commands::chinese::{Described, described, said};

/// What each service is, and its own arguments.
const SERVICES: [Described; 3] = [
    (
        "salesforce",
        "提取一条 SOQL 查询的记录；令牌取自环境变量 MERIT_SALESFORCE_TOKEN",
        &[("query", "查询语句，例如 'SELECT Id, OwnerId, Amount, CloseDate FROM Opportunity'"), ("api", "接口版本（默认 65.0）")],
    ),
    (
        "zoho",
        "提取 Zoho CRM 某个模块的记录；令牌取自环境变量 MERIT_ZOHO_TOKEN",
        &[("module", "模块的 API 名称，例如 Deals"), ("fields", "各字段的 API 名称，用逗号隔开")],
    ),
    ("jiandaoyun", "提取简道云某个表单的记录；API KEY 取自环境变量 MERIT_JIANDAOYUN_TOKEN", &[("app", "应用 ID"), ("entry", "表单 ID")]),
];

const COMMON: [(&str, &str); 7] = [
    ("url", "服务器地址，例如 https://example.my.salesforce.com、https://www.zohoapis.com.cn、https://api.jiandaoyun.com"),
    ("out", "存放文件的文件夹"),
    ("name", "这些记录对应的数据名称：各页依次写成 名称.1.json、名称.2.json，替换以前提取的各页"),
    ("retries", "服务器繁忙或连接失败时，同一页最多重试几次（默认 5）"),
    ("wait", "第一次重试前等待多久，例如 500ms、2s、1m（默认 1s）；以后每次加倍"),
    ("timeout", "全部提取最多用时，例如 90s、30m、2h（默认 1h）"),
    ("max_pages", "最多提取多少页（默认 100000）"),
];

/// The command line with this command described, too.
pub(crate) fn described_too(command: Command) -> Command {
    command.mut_subcommand("pull", |pull| {
        let pull = described(pull.about("从 CRM 提取记录，写成文件：要么全部各页，要么一页也不写"));
        let pull = pull.subcommand_help_heading("命令").subcommand_value_name("来源").disable_help_subcommand(true);
        SERVICES.into_iter().fold(pull, |pull, (name, about, arguments)| {
            pull.mut_subcommand(name, |service| {
                arguments
                    .iter()
                    .chain(&COMMON)
                    .fold(described(service.about(about)), |service, (argument, help)| said(service, argument, help))
            })
        })
    })
}
