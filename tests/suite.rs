//! The cases written in the language: every file under `tests/suite` is read, checked and run as a policy.
//!
//! A comment `# error E203` says that the line below it is reported with that code; no message may come that is not expected. A file
//! without such comments is right, and its examples hold. What people read, messages and explanations, stands beside the files as
//! snapshots; `INSTA_UPDATE=always cargo test --test suite` writes them anew.
//!
//! | folder | its files show |
//! |---|---|
//! | `reading` | texts that cannot be read |
//! | `checking`, `shapes` | plans that do not make sense |
//! | `running` | persons that cannot be computed |
//! | `evaluating` | every clause of the language at work, with numbers worked out by hand |
//! | `published` | plans with defects that people were paid by |
//! | `linting` | plans that a lint reports, and their good twins |

#[path = "suite/expected.rs"]
mod expected;
#[path = "suite/folders.rs"]
mod folders;
#[path = "suite/policy.rs"]
mod policy;

#[path = "suite/curves.rs"]
mod curves;
#[path = "suite/explained.rs"]
mod explained;
#[path = "suite/grammar.rs"]
mod grammar;
#[path = "suite/limits.rs"]
mod limits;
#[path = "suite/lints.rs"]
mod lints;
#[path = "suite/messages.rs"]
mod messages;
#[path = "suite/published.rs"]
mod published;
#[path = "suite/rules.rs"]
mod rules;
#[path = "suite/spellings.rs"]
mod spellings;
