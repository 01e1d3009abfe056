//! Amounts in several currencies.

use super::{first_here, q, t};
use crate::diagnostic::{Diagnostic, Text};
use crate::plan::types::Joint;
use crate::source::Span;
use crate::value::Code;

/// An amount, where it stands, and its currency where that is known.
pub(in crate::plan) struct Amount {
    pub span: Span,
    pub currency: Option<Code>,
}

impl Amount {
    fn words(&self) -> Text {
        match self.currency {
            Some(code) => t(format!("in {}", code.as_str()), format!("{} 金额", code.as_str())),
            None => t("in the policy's currency", "制度货币的金额"),
        }
    }

    fn label(&self) -> Text {
        let words = self.words();
        t(format!("this is {}", words.en), format!("这是 {}", words.zh))
    }

    fn code(&self) -> &str {
        self.currency.as_ref().map_or("…", Code::as_str)
    }
}

/// Amounts in two currencies that stand together. `one` is what the other one must fit.
pub(in crate::plan) fn two_currencies(one: &Amount, two: &Amount, joint: Joint) -> Diagnostic {
    let (first, second) = (one.words(), two.words());
    let message = match joint {
        Joint::Sum => t(
            format!("an amount {} and one {} cannot be added or subtracted", first.en, second.en),
            format!("{}与 {}不能相加减", first.zh, second.zh),
        ),
        Joint::Compare => {
            t(format!("an amount {} cannot be compared with one {}", first.en, second.en), format!("{}不能与 {}比较", first.zh, second.zh))
        }
        Joint::Results => t(
            format!("one result is an amount {}, another one {}", first.en, second.en),
            format!("一个结果是 {}，另一个却是 {}", first.zh, second.zh),
        ),
    };
    Diagnostic::error("E294", message).label(two.span, two.label()).label(one.span, one.label()).help(convert_first(two, one.code()))
}

/// A place needs one currency, and an amount in another stands there.
pub(in crate::plan) fn other_currency(found: &Amount, wanted: Option<Code>, place: &Text) -> Diagnostic {
    let want = Amount { span: found.span, currency: wanted }.words();
    let words = found.words();
    let message = t(
        format!("{} must be {}, but this is {}", place.en, want.en, words.en),
        format!("{}必须是 {}，这里却是 {}", place.zh, want.zh, words.zh),
    );
    let code = wanted.as_ref().map_or("…", Code::as_str);
    Diagnostic::error("E294", message).label(found.span, found.label()).help(convert_first(found, code))
}

/// Amounts in two currencies in one product.
pub(in crate::plan) fn currencies_multiplied(span: Span, amounts: &[Amount]) -> Diagnostic {
    let message = t("amounts in two currencies are multiplied or divided", "两种货币的金额在这里相乘或相除");
    let mut problem = Diagnostic::error("E294", message);
    for amount in amounts.iter().take(4) {
        problem = problem.label(amount.span, amount.label());
    }
    if amounts.is_empty() {
        problem = problem.label(span, t("this product", "这个乘积"));
    }
    problem.help(match amounts {
        [first, .., last] => convert_first(last, first.code()),
        _ => t("convert one of them first: `(amount in CNY)`", "请先换算成一种货币：`（金额 折成 CNY）`"),
    })
}

fn convert_first(amount: &Amount, to: &str) -> Text {
    let from = amount.code();
    t(
        format!("convert it first: `(… in {to})`, by a clause `rate {from} to {to} = …`"),
        format!("请先换算：`（… 折成 {to}）`，并写明 `汇率 {from} 至 {to} = …`"),
    )
}

pub(in crate::plan) fn no_rate(from: Code, to: Code, span: Span, reverse: Option<Span>) -> Diagnostic {
    let (from, to) = (from.as_str(), to.as_str());
    let message = t(format!("there is no rate from {from} to {to}"), format!("没有 {from} 至 {to} 的汇率"));
    let help = t(
        format!("add a clause `rate {from} to {to} = … from 2026-01-01`: how much {to} one {from} is"),
        format!("请加一条 `汇率 {from} 至 {to} = … 自 2026-01-01`，即一单位 {from} 折合多少 {to}"),
    );
    let problem = Diagnostic::error("E295", message).label(span, t("converted here", "在这里换算"));
    match reverse {
        Some(reverse) => problem
            .label(reverse, t("the other way round; a rate is never turned by itself", "这是相反方向的汇率；汇率不会自动倒算"))
            .help(help),
        None => problem.help(help),
    }
}

pub(in crate::plan) fn not_an_amount(span: Span, found: &Text, to: &str) -> Diagnostic {
    let message = t(
        format!("only an amount of money can be converted into {to}, but this is {}", found.en),
        format!("只有金额才能折成 {to}，这里却是{}", found.zh),
    );
    let help = t("declare it as `money USD`, or leave out the conversion", "请把它定义为 `金额 USD`，或去掉换算");
    Diagnostic::error("E296", message).label(span, t(format!("this is {}", found.en), format!("这是{}", found.zh))).help(help)
}

pub(in crate::plan) fn amount_of_which(span: Span, written: &str, behind: Span) -> Diagnostic {
    let message = t(
        format!("{} is a bare number: in which currency it is is not said", q(written)),
        format!("{}只是一个数，没有写明是哪种货币", q(written)),
    );
    let help = t(
        "a bare number takes the currency its place needs: leave out the conversion, or declare a `param … : money USD = …`",
        "没有单位的数会取所在位置的货币：请去掉换算，或定义 `参数 … ：金额 USD = …`",
    );
    Diagnostic::error("E296", message)
        .label(span, t("which currency?", "哪种货币？"))
        .label(behind, t("converted here", "在这里换算"))
        .help(help)
}

pub(in crate::plan) fn already_in(code: &str, behind: Span) -> Diagnostic {
    let message = t(format!("the amount is in {code} already"), format!("这个金额本来就是 {code}"));
    let help = t("leave out the conversion", "请去掉换算");
    Diagnostic::warning("W513", message).label(behind, t("changes nothing", "没有作用")).help(help)
}

pub(in crate::plan) fn rate_to_itself(code: Code, span: Span) -> Diagnostic {
    let code = code.as_str();
    let message = t(format!("a rate from {code} to {code} says nothing"), format!("{code} 至 {code} 的汇率没有意义"));
    let help = t("write the two currencies between which it is", "请写两种不同的货币");
    Diagnostic::error("E383", message).label(span, t("twice the same currency", "同一种货币")).help(help)
}

pub(in crate::plan) fn rate_not_positive(span: Span) -> Diagnostic {
    let message = t("a rate is above 0", "汇率必须大于 0");
    let help = t(
        "write how much of the second currency one of the first is: `rate USD to CNY = 7.10`",
        "请写一单位前一种货币折合多少后一种：`汇率 USD 至 CNY = 7.10`",
    );
    Diagnostic::error("E383", message).label(span, t("not above 0", "不大于 0")).help(help)
}

pub(in crate::plan) fn rounding_of_home(code: &str, span: Span) -> Diagnostic {
    let message = t(format!("{code} is the policy's own currency"), format!("{code} 就是本制度的货币"));
    let help = t("write `rounding money …` for what is paid", "发放金额的尾数请写 `尾数 金额 …`");
    Diagnostic::error("E384", message).label(span, t("the header's currency", "制度开头的货币")).help(help)
}

pub(in crate::plan) fn rounding_twice(code: &str, before: Span, again: Span) -> Diagnostic {
    let message = t(format!("the rounding of {code} stands twice"), format!("{code} 的尾数写了两次"));
    let help = t("remove one of the two", "请删去一行");
    Diagnostic::error("E384", message).label(again, t("again here", "这里又写了一次")).label(before, first_here()).help(help)
}
