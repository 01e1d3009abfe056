//! The connection: one request, one answer. What is sent is encrypted, unless it stays on this machine.

use std::error::Error as _;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use rustls::crypto::{CryptoProvider, ring};
use ureq::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use ureq::http::{HeaderMap, HeaderName, HeaderValue, Response, Uri};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Body};

use super::address::Address;
use super::service::Asked;

/// A page longer than this is refused rather than filling the memory.
pub(crate) const LARGEST_PAGE: u64 = 64 * 1024 * 1024;

/// A line to a server, and what lets us in.
pub(super) struct Line {
    agent: Agent,
    authorization: HeaderValue,
}

/// What came back.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
    /// How long the server asks us to wait.
    pub(super) retry_after: Option<Duration>,
    /// The host that a redirection names, or nothing.
    pub(super) elsewhere: String,
}

/// Why no answer came.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum NoAnswer {
    TooLarge,
    /// Not the server that it says it is, as far as this machine can tell.
    Untrusted(String),
    TimedOut,
    Broken(String),
}

impl Line {
    /// Opens nothing yet.
    pub(super) fn new(address: &Address, authorization: HeaderValue) -> Line {
        let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).max_redirects_will_error(false);
        let config = config.user_agent(concat!("merit/", env!("CARGO_PKG_VERSION")));
        let config = if address.is_encrypted() {
            config.https_only(true).tls_config(encryption())
        } else {
            // What is not encrypted stays on this machine: nothing between may see it.
            config.proxy(None)
        };
        Line { agent: config.build().new_agent(), authorization }
    }

    /// Sends one request and reads the whole answer, in at most so long a time.
    ///
    /// # Errors
    /// [`NoAnswer`].
    pub(super) fn send(&self, asked: &Asked, within: Duration) -> Result<Answer, NoAnswer> {
        let sent = match &asked.json {
            None => {
                let request = self.agent.get(&asked.url).config().timeout_global(Some(within)).build();
                request.header(ACCEPT, "application/json").header(AUTHORIZATION, &self.authorization).call()
            }
            Some(json) => {
                let request = self.agent.post(&asked.url).config().timeout_global(Some(within)).build();
                let request = request.header(ACCEPT, "application/json").header(AUTHORIZATION, &self.authorization);
                request.header(CONTENT_TYPE, "application/json").send(json)
            }
        };
        answer(sent.map_err(|error| no_answer(&error))?)
    }
}

/// With the certificates that this machine trusts.
fn encryption() -> TlsConfig {
    let provider: Arc<CryptoProvider> = Arc::new(ring::default_provider());
    let trusted: Vec<Certificate<'static>> = rustls_native_certs::load_native_certs()
        .certs
        .iter()
        .map(|certificate| Certificate::from_der(certificate.as_ref()).to_owned())
        .collect();
    TlsConfig::builder().unversioned_rustls_crypto_provider(provider).root_certs(RootCerts::new_with_certs(&trusted)).build()
}

fn answer(mut response: Response<Body>) -> Result<Answer, NoAnswer> {
    let status = response.status().as_u16();
    let retry_after = text(response.headers(), RETRY_AFTER).and_then(|said| span(said, Timestamp::now()));
    let place = text(response.headers(), LOCATION).and_then(|place| place.parse::<Uri>().ok());
    let elsewhere = place.and_then(|place| place.host().map(str::to_string)).unwrap_or_default();
    let body = response.body_mut().with_config().limit(LARGEST_PAGE).read_to_vec();
    let body = match body {
        Ok(body) => body,
        // What goes wrong is told by the status; what else is said of it, may be missing.
        Err(ureq::Error::BodyExceedsLimit(_)) if status != 200 => Vec::new(),
        Err(error) => return Err(no_answer(&error)),
    };
    Ok(Answer { status, body, retry_after, elsewhere })
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// How long a header asks to wait: seconds, or until a moment.
fn span(said: &str, now: Timestamp) -> Option<Duration> {
    let said = said.trim();
    if let Ok(seconds) = said.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let until = rfc2822::parse(said).ok()?.timestamp();
    let seconds = until.as_second().saturating_sub(now.as_second()).max(0);
    u64::try_from(seconds).ok().map(Duration::from_secs)
}

fn no_answer(error: &ureq::Error) -> NoAnswer {
    match error {
        ureq::Error::BodyExceedsLimit(_) => NoAnswer::TooLarge,
        ureq::Error::Timeout(_) => NoAnswer::TimedOut,
        ureq::Error::Io(error) => of_system(error),
        ureq::Error::Rustls(error) => of_encryption(error),
        // These say nothing of what was sent.
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed | ureq::Error::Protocol(_) => NoAnswer::Broken(error.to_string()),
        _ => NoAnswer::Broken("the request failed".to_string()),
    }
}

fn of_system(error: &io::Error) -> NoAnswer {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        Some(inner) => of_encryption(inner),
        None if error.kind() == io::ErrorKind::TimedOut => NoAnswer::TimedOut,
        None => NoAnswer::Broken(error.source().map_or_else(|| error.to_string(), ToString::to_string)),
    }
}

fn of_encryption(error: &rustls::Error) -> NoAnswer {
    match error {
        rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented => NoAnswer::Untrusted(error.to_string()),
        _ => NoAnswer::Broken(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_asks_for_seconds_or_names_a_moment() {
        let now: Timestamp = "2026-03-01T10:00:00Z".parse().unwrap();
        let seconds = |said: &str| span(said, now).map(|span| span.as_secs());
        assert_eq!(seconds("7"), Some(7));
        assert_eq!(seconds("Sun, 01 Mar 2026 10:01:30 GMT"), Some(90));
        assert_eq!(seconds("Sun, 01 Mar 2026 09:00:00 GMT"), Some(0));
        assert_eq!([seconds("-1"), seconds("soon"), seconds("")], [None, None, None]);
    }
}
