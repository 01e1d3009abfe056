//! Cells that only workbooks have: they are refused whatever the column is.

use super::plans::{col, one_column};
use crate::data::cell::{CellProblem, CellReader};
use crate::data::problems::At;
use crate::data::problems::cells::{Wanted, wrong};
use crate::data::sheet::{Cell, Form};
use crate::engine::table::Files;
use crate::plan::ir::Body;
use crate::source::{FileId, Span};
use crate::value::Type;

#[test]
fn cells_that_say_nothing_for_certain() {
    for ty in [Type::Money, Type::Percent, Type::Number, Type::Count, Type::Date, Type::Days, Type::Text, Type::Flag] {
        for (form, text, code, english, chinese) in [
            (
                Form::Rounded,
                "110101199003078000",
                "E437",
                "“110101199003078000” has more than 15 digits, and a spreadsheet keeps only the first 15 of a number | the last digits are lost: format the column as text, enter it again and save",
                "“110101199003078000” 超过 15 位，表格软件只保留数字的前 15 位 | 后面的位数已经丢失：请把该列格式设为“文本”，重新录入后保存",
            ),
            (
                Form::Uncomputed,
                "=A1+B1",
                "E438",
                "the file holds the formula “=A1+B1” without its result | a program wrote the file and did not compute it: open it in a spreadsheet program and save it",
                "文件中只有公式 “=A1+B1”，没有计算结果 | 文件由程序生成，未经计算：请用表格软件打开并保存一次",
            ),
            (
                Form::Merged,
                "5000",
                "E439",
                "the cell “5000” is merged over several columns: which of them it is for cannot be known | unmerge the cells and write a value in each",
                "单元格 “5000” 跨多列合并，无法确定属于哪一列 | 请取消合并，并在每格填写各自的值",
            ),
        ] {
            let plan = one_column(col("", ty));
            let Body::Column(column) = &plan.defs[1].body else { panic!() };
            let mut reader = CellReader::new(plan.defs[1].ty, column, &plan);
            let problem = reader.read(Cell { text, form }).unwrap_err();
            let files = Files::one("people.xlsx");
            let at = At { files: &files, line: 2, header: "x", person: None, span: Span::new(FileId(0), 0, 1) };
            let said = wrong(at, text, &problem, &Wanted { ty, choice: reader.choice(), currency: reader.currency() });
            let help = said.help.unwrap();
            assert_eq!(said.code, code);
            assert_eq!(format!("{} | {}", said.message.en, help.en), english);
            assert_eq!(format!("{} | {}", said.message.zh, help.zh), chinese);
        }
    }
}

/// A team's name holds in each row that it is merged over; an amount would be counted in each.
#[test]
fn merged_over_rows() {
    let read = |ty: Type, text: &str| {
        let plan = one_column(col("", ty));
        let Body::Column(column) = &plan.defs[1].body else { panic!() };
        CellReader::new(plan.defs[1].ty, column, &plan).read(Cell { text, form: Form::Spread })
    };
    assert!(read(Type::Text, "East").is_ok() && read(Type::Percent, "85%").is_ok() && read(Type::Date, "2026-01-31").is_ok());
    for ty in [Type::Money, Type::Number, Type::Count, Type::Days] {
        assert_eq!(read(ty, "9000"), Err(CellProblem::Spread));
    }
}
