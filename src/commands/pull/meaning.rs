//! What an answer means that brings no page: try again, get a new token, begin anew, or give up.

use serde_json::Value;

/// A longer answer tells nothing that is worth showing.
const LONGEST_ANSWER: usize = 64 * 1024;
/// Of what the server says, at most so many characters are shown.
const LONGEST_SAYING: usize = 300;

/// What the server says of a request that it did not grant.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Said {
    /// Its code for it, or nothing.
    pub(crate) code: String,
    /// In its words, or nothing.
    pub(crate) message: String,
}

impl Said {
    /// Reads the forms that the services have: `[{"errorCode", "message"}]`, `{"code", "message"}`, `{"code", "msg"}`.
    pub(super) fn read(body: &[u8]) -> Said {
        if body.len() > LONGEST_ANSWER {
            return Said::default();
        }
        let value: Value = serde_json::from_slice(body).unwrap_or_default();
        let object = value.get(0).unwrap_or(&value);
        let text = |names: [&str; 2]| match names.iter().find_map(|name| object.get(name)) {
            Some(Value::String(text)) => text.chars().take(LONGEST_SAYING).collect(),
            Some(Value::Number(number)) => number.to_string(),
            Some(_) | None => String::new(),
        };
        Said { code: text(["errorCode", "code"]), message: text(["message", "msg"]) }
    }
}

/// What is to be done after an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Meaning {
    Page,
    /// There is no content.
    NoContent,
    /// The server cannot now; later it may.
    Busy,
    /// The token is not, or no longer, accepted.
    Token,
    /// The list that was being read is gone.
    ListGone,
    /// It points elsewhere.
    Redirect,
    Refused,
}

/// What a status and the code beside it mean; the services' codes do not overlap.
pub(super) fn meaning(status: u16, said: &Said) -> Meaning {
    match (status, said.code.as_str()) {
        (200, _) => Meaning::Page,
        (204, _) => Meaning::NoContent,
        (300..=399, _) => Meaning::Redirect,
        (429 | 500..=599, _) => Meaning::Busy,
        (400..=499, "REQUEST_LIMIT_EXCEEDED" | "TOO_MANY_REQUESTS" | "8303" | "8304") => Meaning::Busy,
        (400..=499, "INVALID_QUERY_LOCATOR") => Meaning::ListGone,
        (401, _) | (400..=499, "INVALID_SESSION_ID" | "INVALID_TOKEN" | "8301" | "8302") => Meaning::Token,
        _ => Meaning::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_services_say_what_is_wrong_each_in_its_way() {
        let said = |body: &str| {
            let said = Said::read(body.as_bytes());
            (said.code, said.message)
        };
        let pair = |code: &str, message: &str| (code.to_string(), message.to_string());
        assert_eq!(
            said(r#"[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]"#),
            pair("INVALID_SESSION_ID", "Session expired or invalid")
        );
        assert_eq!(
            said(r#"{"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"}"#),
            pair("INVALID_TOKEN", "invalid oauth token")
        );
        assert_eq!(said(r#"{"code":8303,"msg":"超出请求频率限制"}"#), pair("8303", "超出请求频率限制"));
        for nothing in ["", "<html>", "[]", "{}", "7", r#"{"code":{}}"#] {
            assert_eq!(said(nothing), pair("", ""), "{nothing}");
        }
    }

    #[test]
    fn a_status_and_a_code_say_what_to_do() {
        let code = |status: u16, code: &str| meaning(status, &Said { code: code.to_string(), message: String::new() });
        assert_eq!([code(200, ""), code(204, ""), code(302, "")], [Meaning::Page, Meaning::NoContent, Meaning::Redirect]);
        for (status, name) in
            [(429, ""), (500, ""), (503, "X"), (403, "REQUEST_LIMIT_EXCEEDED"), (400, "8303"), (400, "8304"), (400, "TOO_MANY_REQUESTS")]
        {
            assert_eq!(code(status, name), Meaning::Busy, "{status} {name}");
        }
        for (status, name) in [(401, ""), (401, "INVALID_SESSION_ID"), (401, "INVALID_TOKEN"), (400, "8301"), (400, "8302")] {
            assert_eq!(code(status, name), Meaning::Token, "{status} {name}");
        }
        assert_eq!(code(400, "INVALID_QUERY_LOCATOR"), Meaning::ListGone);
        for (status, name) in [(400, "MALFORMED_QUERY"), (403, "API_DISABLED_FOR_ORG"), (404, ""), (201, ""), (101, "")] {
            assert_eq!(code(status, name), Meaning::Refused, "{status} {name}");
        }
    }
}
