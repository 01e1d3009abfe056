//! `merit pull` against servers that speak as the services do, and against such as do not. Every run is looked through for the token.

#[path = "pull/failing.rs"]
mod failing;
#[path = "pull/safety.rs"]
mod safety;
#[path = "pull/services.rs"]
mod services;
#[path = "pull/support.rs"]
mod support;
