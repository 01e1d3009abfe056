//! The wording of what can be wrong with a call of `merit doc`.

use crate::diagnostic::text::{nearest, quote, sanitise};
use crate::diagnostic::{Diagnostic, Language, Text};
use crate::handbook::roles::Fault;

fn t(en: impl Into<String>, zh: impl Into<String>) -> Text {
    Text::new(en, zh)
}

fn q(text: &str) -> String {
    quote(text, Language::English)
}

/// Roles listed in one message.
const MOST_ROLES: usize = 12;

pub(crate) fn doc_no_period() -> Diagnostic {
    let message = t("the policy does not say when it begins, so no period is its first", "制度没有写明何时开始，无法取第一个周期");
    Diagnostic::error("E730", message).help(t("say which is meant: --period 2026-Q1", "请写明周期，例如 --period 2026-Q1"))
}

/// No role of that name, or several.
pub(crate) fn no_role(name: &str, fault: &Fault) -> Diagnostic {
    match fault {
        Fault::NoRoles => {
            let message = t("--role: no clause of the plan tells people apart by a choice", "--role：制度没有按可选项区分人员的条款");
            Diagnostic::error("E731", message).help(t("leave out --role: the handbook is for everybody", "去掉 --role：手册适用于全体人员"))
        }
        Fault::Unknown(known) => {
            let shown: Vec<String> = known.iter().take(MOST_ROLES).map(|role| sanitise(role)).collect();
            let more = if known.len() > MOST_ROLES { " …" } else { "" };
            let message = t(format!("--role: the plan has no role {}", q(name)), format!("--role：制度中没有{}", q(name)));
            let all = t(format!("the roles are {}{more}", shown.join(", ")), format!("可用的有：{}{more}", shown.join("、")));
            match nearest(name, known.iter().map(String::as_str)) {
                Some(near) => Diagnostic::error("E731", message)
                    .help(t(format!("did you mean {}? {}", q(near), all.en), format!("是不是{}？{}", q(near), all.zh))),
                None => Diagnostic::error("E731", message).help(all),
            }
        }
        Fault::Several(columns) => {
            let columns: Vec<String> = columns.iter().map(|column| sanitise(column)).collect();
            let message = t(
                format!("--role: {} is an option of several columns: {}", q(name), columns.join(", ")),
                format!("--role：{}同时是几列的选项：{}", q(name), columns.join("、")),
            );
            Diagnostic::error("E732", message)
                .help(t("give the options of the columns different names, or leave out --role", "请让各列的选项名称不同，或去掉 --role"))
        }
    }
}

#[cfg(not(feature = "pdf"))]
pub(crate) fn pdf_not_built() -> Diagnostic {
    let message = t("this build of Merit does not write PDF", "本程序在编译时未包含 PDF 输出");
    Diagnostic::error("E733", message).help(t(
        "print the page of --format html from a browser, or build Merit with: cargo build --release --features pdf",
        "请用浏览器打印 --format html 的页面，或用 cargo build --release --features pdf 编译",
    ))
}

#[cfg(feature = "pdf")]
pub(crate) fn pdf_needs_out() -> Diagnostic {
    let message = t("a PDF is not written to the terminal", "PDF 不能输出到终端");
    Diagnostic::error("E734", message).help(t("name the file: --out handbook.pdf", "请写明文件：--out 手册.pdf"))
}

#[cfg(feature = "pdf")]
pub(crate) fn pdf_needs_font() -> Diagnostic {
    let message = t(
        "--format pdf needs --font: the letters are put into the file, so that it looks the same everywhere",
        "--format pdf 需要 --font：字体须嵌入文件，才能在各处显示一致",
    );
    Diagnostic::error("E735", message).help(font_help())
}

#[cfg(feature = "pdf")]
fn font_help() -> Text {
    t(
        "for instance --font NotoSansSC-Regular.otf: Noto Sans CJK, also called Source Han Sans, has Chinese and Latin letters",
        "例如 --font NotoSansSC-Regular.otf：思源黑体（Noto Sans CJK）含中文和西文字符",
    )
}

#[cfg(feature = "pdf")]
pub(crate) fn font_unreadable(file: &str, why: &str) -> Diagnostic {
    let message = t(format!("{} cannot be read: {}", q(file), sanitise(why)), format!("无法读取{}：{}", q(file), sanitise(why)));
    Diagnostic::error("E736", message).help(t("name a font file: TTF, OTF or TTC", "请给出字体文件：TTF、OTF 或 TTC"))
}

#[cfg(feature = "pdf")]
pub(crate) fn pdf_fault(file: &str, fault: &crate::document::pdf::Fault) -> Diagnostic {
    use crate::document::pdf::Fault;
    match fault {
        Fault::NoFont => {
            Diagnostic::error("E736", t(format!("{} is no font that can be used", q(file)), format!("{}不是可用的字体文件", q(file))))
                .help(t("name a font file: TTF, OTF or TTC", "请给出字体文件：TTF、OTF 或 TTC"))
        }
        Fault::NoGlyph { character, text } => {
            let shown = format!("“{character}” (U+{:04X})", u32::from(*character));
            let (file, text) = (q(file), sanitise(text));
            Diagnostic::error(
                "E737",
                t(
                    format!("the font {file} has no letter {shown}, which stands in: {text}"),
                    format!("字体{file}中没有字符{shown}，它出现在：{text}"),
                ),
            )
            .help(font_help())
        }
        Fault::NotWritten(why) => Diagnostic::error(
            "E736",
            t(format!("the PDF could not be made: {}", sanitise(why)), format!("无法生成 PDF：{}", sanitise(why))),
        )
        .help(t("try another font file, or print the page of --format html", "请换一个字体文件，或打印 --format html 的页面")),
    }
}
