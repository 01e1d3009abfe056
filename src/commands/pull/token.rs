//! The secret that opens the door: read from the environment, sent in one header, shown nowhere.

use std::env;
use std::fmt;

use ureq::http::HeaderValue;

/// A token. It has no way out but the header.
pub(super) struct Token(String);

/// Why there is no token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum NoToken {
    NotSet,
    /// A header cannot hold it.
    Unusable,
}

impl Token {
    /// Reads the variable of the environment; blanks and line ends around the token are not part of it.
    ///
    /// # Errors
    /// [`NoToken`].
    pub(super) fn from_environment(variable: &str) -> Result<Token, NoToken> {
        let Some(value) = env::var_os(variable) else { return Err(NoToken::NotSet) };
        let Ok(value) = value.into_string() else { return Err(NoToken::Unusable) };
        match value.trim() {
            "" => Err(NoToken::NotSet),
            token if token.bytes().all(|byte| byte.is_ascii_graphic()) => Ok(Token(token.to_string())),
            _ => Err(NoToken::Unusable),
        }
    }

    /// The header's value: the scheme, a blank, the token.
    ///
    /// # Errors
    /// [`NoToken::Unusable`], which what was read from the environment never is.
    pub(super) fn header(&self, scheme: &str) -> Result<HeaderValue, NoToken> {
        let mut value = HeaderValue::from_str(&format!("{scheme} {}", self.0)).map_err(|_| NoToken::Unusable)?;
        value.set_sensitive(true);
        Ok(value)
    }

    /// A text of the server, in which the token may have been repeated.
    pub(super) fn hidden_in(&self, text: &str) -> String {
        text.replace(&self.0, "…")
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}
