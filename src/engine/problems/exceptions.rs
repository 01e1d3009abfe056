//! What is said about exceptions when people are computed.

use std::sync::Arc;

use super::{q, t};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::text::nearest;
use crate::plan::ir::Exception;
use crate::value::Period;

/// An exception for somebody who is not there: a slip in the key would silently pay by the rule.
pub(in crate::engine) fn exception_of_nobody(exception: &Exception, keys: &[Arc<str>], period: Period) -> Diagnostic {
    let person = q(&exception.person);
    let message = t(
        format!("there is nobody called {person} in the data of {period}, for whom an exception holds"),
        format!("{period} 的数据里没有 {person}，却有一条为此人的特批在生效"),
    );
    let help = match nearest(&exception.person, keys.iter().map(AsRef::as_ref)) {
        Some(guess) => t(format!("did you mean {}?", q(guess)), format!("是不是想写 {}？", q(guess))),
        None => t(
            format!("correct the key; of somebody who has left, let the exception end before {period}"),
            format!("请更正人员编号；如果此人已离职，请让特批在 {period} 之前截止"),
        ),
    };
    Diagnostic::error("E580", message).label(exception.place, t("nobody is called so", "没有这个人")).help(help)
}
