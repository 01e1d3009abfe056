//! One page, asked for again where that may help, within the time that all of it may take.

use std::thread;
use std::time::{Duration, Instant};

use super::arguments::CommonArguments;
use super::meaning::{Meaning, Said, meaning};
use super::net::{Answer, Line, NoAnswer};
use super::problems;
use super::service::{Asked, Fault, Vendor};
use super::token::Token;
use crate::commands::progress::Progress;
use crate::diagnostic::Diagnostic;

/// However long a server asks us to wait, we wait no longer.
const LONGEST_WAIT: Duration = Duration::from_secs(5 * 60);
/// One answer may take so long.
const LONGEST_ANSWER: Duration = Duration::from_secs(120);

/// How pages are asked for.
pub(super) struct Attempts<'a> {
    vendor: Vendor,
    line: Line,
    token: Token,
    limits: &'a CommonArguments,
    began: Instant,
}

/// What a request brought.
pub(super) enum Got {
    Page(Vec<u8>),
    NoContent,
}

/// What one attempt came to.
enum Attempt {
    Got(Got),
    /// It may go better: why it did not, and how long the server asks us to wait.
    Again(Why, Option<Duration>),
}

/// Why a page is asked for again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Why {
    Busy(u16, Said),
    NoAnswer(NoAnswer),
}

impl<'a> Attempts<'a> {
    /// The time begins now.
    pub(super) fn new(vendor: Vendor, line: Line, token: Token, limits: &'a CommonArguments) -> Attempts<'a> {
        Attempts { vendor, line, token, limits, began: Instant::now() }
    }

    /// Asks for a page until it comes, or it is plain that it will not.
    ///
    /// # Errors
    /// What the server, the connection or the clock has against it.
    pub(super) fn page(&self, asked: &Asked, number: u64, progress: &Progress) -> Result<Got, Diagnostic> {
        let mut tries = 0_u32;
        loop {
            let left = self.left().ok_or_else(|| problems::out_of_time(number, self.limits.timeout))?;
            tries = tries.saturating_add(1);
            let (why, asked_to_wait) = match self.attempt(asked, number, left)? {
                Attempt::Got(got) => return Ok(got),
                Attempt::Again(why, wait) => (why, wait),
            };
            if tries > self.limits.retries {
                return Err(problems::gave_up(number, tries, &why));
            }
            let wait = asked_to_wait.unwrap_or_default().max(self.step(tries)).min(LONGEST_WAIT);
            if self.left().is_none_or(|left| left <= wait) {
                return Err(problems::out_of_time(number, self.limits.timeout));
            }
            progress.stage(&problems::stage_waiting(number, wait, tries));
            thread::sleep(wait);
        }
    }

    fn attempt(&self, asked: &Asked, number: u64, left: Duration) -> Result<Attempt, Diagnostic> {
        let answer = match self.line.send(asked, left.min(LONGEST_ANSWER)) {
            Ok(answer) => answer,
            Err(NoAnswer::TooLarge) => return Err(problems::too_large(number)),
            Err(NoAnswer::Untrusted(why)) => return Err(problems::untrusted(number, &why)),
            Err(why @ (NoAnswer::TimedOut | NoAnswer::Broken(_))) => return Ok(Attempt::Again(Why::NoAnswer(why), None)),
        };
        let Answer { status, body, retry_after, elsewhere } = answer;
        let said = if status == 200 { Said::default() } else { self.said(&body) };
        match meaning(status, &said) {
            Meaning::Page => Ok(Attempt::Got(Got::Page(body))),
            Meaning::NoContent => Ok(Attempt::Got(Got::NoContent)),
            Meaning::Busy => Ok(Attempt::Again(Why::Busy(status, said), retry_after)),
            Meaning::Token => Err(problems::token_refused(self.vendor, number, &said)),
            Meaning::ListGone => Err(problems::list_gone(number)),
            Meaning::Redirect => Err(problems::redirected(number, &self.token.hidden_in(&elsewhere))),
            Meaning::Refused => Err(problems::refused(number, status, &said)),
        }
    }

    fn said(&self, body: &[u8]) -> Said {
        let said = Said::read(body);
        Said { code: self.token.hidden_in(&said.code), message: self.token.hidden_in(&said.message) }
    }

    /// A fault that may name a host as the server wrote it.
    pub(super) fn without_token(&self, fault: Fault) -> Fault {
        match fault {
            Fault::Elsewhere(host) => Fault::Elsewhere(self.token.hidden_in(&host)),
            Fault::NoJson { .. } | Fault::Lacks(_) | Fault::ListCutShort | Fault::Counts { .. } | Fault::Circle => fault,
        }
    }

    /// What is left of the time.
    fn left(&self) -> Option<Duration> {
        self.limits.timeout.checked_sub(self.began.elapsed()).filter(|left| !left.is_zero())
    }

    /// The first wait, then each time twice as long.
    fn step(&self, tries: u32) -> Duration {
        let factor = 2_u32.checked_pow(tries.saturating_sub(1)).unwrap_or(u32::MAX);
        self.limits.wait.saturating_mul(factor)
    }
}
