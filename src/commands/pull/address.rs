//! Where a server is, and whether what it names as the next page is still there.

use std::net::IpAddr;

use ureq::http::Uri;
use ureq::http::uri::Authority;

/// A server: the scheme, the host and perhaps the port.
#[derive(Clone, Debug)]
pub(super) struct Address {
    scheme: &'static str,
    authority: Authority,
}

/// Why a text is no address that a token may be sent to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum WrongAddress {
    NoAddress,
    /// It has a path, a query or a user.
    MoreThanServer,
    /// Not encrypted, and not this machine.
    NotEncrypted {
        host: String,
    },
}

impl Address {
    /// Reads `https://host` or `https://host:port`; to this machine `http` will do.
    ///
    /// # Errors
    /// [`WrongAddress`]; it never repeats what stood before the host.
    pub(super) fn read(text: &str) -> Result<Address, WrongAddress> {
        let uri: Uri = text.parse().map_err(|_| WrongAddress::NoAddress)?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else { return Err(WrongAddress::NoAddress) };
        if authority.as_str().contains('@') || uri.path().len() > 1 || uri.query().is_some() {
            return Err(WrongAddress::MoreThanServer);
        }
        match scheme {
            "https" => Ok(Address { scheme: "https", authority: authority.clone() }),
            "http" if is_this_machine(authority.host()) => Ok(Address { scheme: "http", authority: authority.clone() }),
            "http" => Err(WrongAddress::NotEncrypted { host: authority.host().to_string() }),
            _ => Err(WrongAddress::NoAddress),
        }
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.scheme == "https"
    }

    /// A place on the server; `path` begins with a stroke.
    pub(super) fn at(&self, path: &str) -> String {
        format!("{}://{}{path}", self.scheme, self.authority)
    }

    /// The place that an answer names, as a path or in full.
    ///
    /// # Errors
    /// The host, where it is another server; nothing of the text where it names none.
    pub(super) fn follow(&self, next: &str) -> Result<String, String> {
        let whole = match next {
            _ if next.starts_with("//") => format!("{}:{next}", self.scheme),
            _ if next.starts_with('/') => self.at(next),
            _ => next.to_string(),
        };
        let uri: Uri = whole.parse().map_err(|_| String::new())?;
        match (uri.scheme_str(), uri.authority()) {
            (Some(scheme), Some(authority)) if scheme == self.scheme && *authority == self.authority => Ok(whole),
            (_, Some(authority)) => Err(authority.host().to_string()),
            (_, None) => Err(String::new()),
        }
    }
}

fn is_this_machine(host: &str) -> bool {
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    host.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// A text as it may stand in a path or a query.
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_goes_only_where_it_is_safe() {
        for fine in [
            "https://a.example",
            "https://a.example/",
            "https://a.example:8443",
            "http://127.0.0.1:80",
            "http://127.9.9.9",
            "http://[::1]:1",
            "http://LOCALHOST:1",
        ] {
            assert!(Address::read(fine).is_ok(), "{fine}");
        }
        for more in ["https://a.example/x", "https://a.example?x=1", "https://user:secret@a.example", "http://127.0.0.1@a.example/"] {
            assert_eq!(Address::read(more).unwrap_err(), WrongAddress::MoreThanServer, "{more}");
        }
        for plain in [
            "http://a.example",
            "http://localhost.a.example",
            "http://128.0.0.1",
            "http://127.0.0.1.a.example",
            "http://0.0.0.0",
            "http://127.1",
        ] {
            assert!(matches!(Address::read(plain).unwrap_err(), WrongAddress::NotEncrypted { .. }), "{plain}");
        }
        for none in ["", "a.example", "ftp://a.example", "/x", "https://", "https://a b", "file:///etc/passwd"] {
            assert_eq!(Address::read(none).unwrap_err(), WrongAddress::NoAddress, "{none}");
        }
    }

    #[test]
    fn the_next_page_is_on_the_same_server() {
        let address = Address::read("https://a.example").unwrap();
        assert_eq!(address.follow("/q/2?x=1").unwrap(), "https://a.example/q/2?x=1");
        assert_eq!(address.follow("https://A.example/q/2").unwrap(), "https://A.example/q/2");
        for (next, host) in [
            ("//b.example/x", "b.example"),
            ("https://b.example/x", "b.example"),
            ("http://a.example/x", "a.example"),
            ("https://a.example@b.example/", "b.example"),
            ("https://a.example:8443/", "a.example"),
            ("", ""),
            ("x", "x"),
            ("/a b", ""),
        ] {
            assert_eq!(address.follow(next).unwrap_err(), host, "{next}");
        }
    }

    #[test]
    fn a_query_is_encoded() {
        assert_eq!(encoded("SELECT Id FROM X WHERE a='1&2' + é"), "SELECT%20Id%20FROM%20X%20WHERE%20a%3D%271%262%27%20%2B%20%C3%A9");
        assert_eq!(encoded("../Deals"), "%2E%2E%2FDeals");
    }
}
