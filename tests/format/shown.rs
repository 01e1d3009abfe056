//! A few files before and after, as snapshots: comments in odd places, line ends, tabs, full-width signs, both languages in one file.

use merit::diagnostic::Language;
use merit::format::{Names, format};
use merit::source::FileId;

fn shown(name: &str, text: &str) {
    let mut out = format!("{}\n", text.replace('\r', "␍").replace('\t', "␉"));
    for (what, target) in [("own", None), ("en", Some(Language::English)), ("zh", Some(Language::Chinese))] {
        let written = format(FileId(0), text, target, &Names::default()).unwrap_or_else(|problems| panic!("{problems:#?}"));
        assert!(written.kept.is_empty(), "{:?}", written.kept);
        out.push_str(&format!("---- {what}\n{}", written.text.replace('\r', "␍")));
    }
    insta::with_settings!({
        snapshot_path => "snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, out) });
}

#[test]
fn comments_in_odd_places() {
    shown(
        "comments",
        r##"

# The first line.
policy "Comments" { # behind the brace
    period quarter # behind a line
  currency CNY;effective 2026-01-01 to 2026-12-31   # behind two lines
  # the last line of a block
}   # behind the closing brace
# straight above


input people by id { # "not the end of a text
  a : number;b:number at most 5  at least 0 # both
  # between columns
  role : one of "AE", # the first option
    # above the second
    "SDR"

}
let x = (a + # within brackets
   b)
let y = a # behind a value
  less 2 for each full 1% that a is below b, at most 40 # behind a step
  # above the reason
  because "It is so"
let long_name = b
# above a let
let z = b

example "x" { period 2026-Q1
  given a 1, # one
        # two comes next
        b 2, role "AE"   # the last
  expect x = 3, # a sum
         z = 2
}
# the last line of the file"##,
    );
}

#[test]
fn tables_of_examples() {
    shown(
        "example_tables",
        r##"
policy "Tables" { period quarter; currency USD; effective 2026-01-01 to 2026-12-31; rounding money half up to 0.01 }
input people by id { revenue : money; csat : number optional; role : text }
input deals by deal_id of people by id undated { amount : money }
let won = sum of amount over deals
payout bonus { pay 1% of revenue }
example "one" { period 2026-Q1
  # the head
  table : revenue,role , csat:bonus,payout { # behind the head
  100,"AE",- : 1, 1 # a row
      # alone
    1_000_000, "Sales development", 4.5:10_000,   10_000 because "Far above"

    -100*2,"AE",—:error E501; 300,"AE",5:-, 3
  # at the end
  }
  table deals.amount : won { 1 : 1; 250_000 : 250_000 }
  table csat, deals.amount : won, bonus, payout, won_in_the_east_of_the_country, won_in_the_west_of_the_country, won_in_the_north { 1, 2 : 3, 4, 5, 6, 7, 8 }
  table csat, won_in_the_east_of_the_country, won_in_the_west_of_the_country, won_in_the_north_of_it, won_in_the_south : payout {
    1, 2, 3, 4, 5 : 6
  }
  expect role = "AE"
}
示例 "二" { 周期 2026-Q1；表 revenue，csat：应发合计，bonus { 12万，4.5：1200，1200；５００， 6：５，5
 } }
"##,
    );
}

#[test]
fn what_editors_leave() {
    shown(
        "editors",
        "制度　“编辑器”　｛\r\n\t周期：季度\r\n\t货币：CNY\r\n\t自 2026年1月1日 起施行，至 2026年12月31日 止\r\n｝\r\n\r\n\r\n\r\n\
         数据 人员 按 工号 ｛ 回款额：金额 不低于０；岗位：选项 \"经理\"，\"代表\" ｝　\t\r\n\
         ｐａｒａｍ 奖金＝１０＿０００\r\n设 比例 ＝ ６０％\r\n",
    );
}

#[test]
fn one_file_in_both_languages() {
    shown(
        "mixed",
        r#"制度 "混用" { period quarter; 货币 CNY; effective 2026-01-01 to 2026-12-31; 舍入 金额 四舍五入到 0.01 }
input people by id { 班组 : 文本; 回款额 : money 不低于 0; quota ：金额 above 0; hired : date }
数据 deals by deal_id of people by id 日期为 closed { amount ：money；stage : 选项 "won", "lost"；closed : 日期 }
let won = deals（其中 stage = "won" 且 amount > 5 ）的 (amount * 2) 总和
设 班组额 = sum of 回款额 over 班组 where (回款额 above 0 or quota < 5)
设 rate = 如果 won ÷ quota >= 80% then 5% of won else round won / 3 to 0.01 half even
let tenure = days from hired to 期末
let later = hired + 3 months last day
计分卡 all {
  kpi revenue {
    实际值 回款额
    target quota
    weight 100%
    评分标准 attainment 折算成分, at most 120
      减 2 for each started 1% below 目标值, 至多扣 40
  }
}
payout bonus { 计发 按 won 分段累计 { up to 100: 1%; 超过100：2% } ; may be negative }
"#,
    );
}

#[test]
fn heads_of_inputs() {
    shown(
        "heads_of_inputs",
        r#"
input people by id each period in column "Q" from jiandaoyun,zone"UTC" { a : number }
数据 deals by deal_id of people by id 不分期   来自 Zoho
  # of the workbook
  sheet "Deals of all people" 表头行 3, zone "+08:00" { amount : number }
input visits by visit_id of people by employee_number dated closing_date from Salesforce zone "+08:00" sheet "Visits of the year" header row 3 {
  closing_date : date
}
"#,
    );
}
