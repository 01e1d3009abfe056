//! Merit: plans for sales performance management, checked, run exactly and explained.
//!
//! # How one clause becomes one number
//!
//! Take `score attainment in points, at most 120`, a line of a KPI in some `plan.merit`.
//!
//! 1. [`source`] holds the text; every later message points into it by byte offsets.
//! 2. [`syntax`] reads the text with the grammar under `grammar/`. English and Chinese keywords end in the same tree, [`syntax::ast`]:
//!    here an amount with one cap. A clause that cannot be read becomes one message, and the rest of the file is read all the same.
//! 3. [`plan`] finds out what the names mean and whether the units fit; the translation is the type check. `attainment` becomes the
//!    KPI's measure over its target, a percent; `in points` turns it into a number, the cap must be a number too. The result is
//!    [`plan::ir`]: definitions in the order in which they can be computed, each with the span it came from. Where amendments hold for a
//!    time there is a plan for each stretch of days, and `Plan::in_force` finds the one of a period.
//! 4. [`data`] reads files into typed tables as the policy's input blocks demand. Each file is looked at once, for its encoding, its
//!    sheet, its headers and whose export it is, so that a workbook or the pages of a CRM system are rows like any other. A wrong
//!    cell is a fault of its row, with file, line and column, and never a number. A row whose key cannot be read is nobody's, and is
//!    kept to make the sums uncertain that lack it. Where a clause looks at earlier periods, [`engine::past`] holds what they came
//!    to: results read from a file, the periods computed before in the same call, or what the rows of then say by themselves.
//! 5. [`engine`] fills one column a definition, over everybody at once: the attainment of all people, then the score of all people.
//!    A person whose quota is missing gets a fault in that row; what depends on it carries the same fault; the others get theirs.
//!    Numbers ([`value::Number`]) are exact: a decimal where it ends, a fraction where it does not.
//! 6. [`report`] writes the results as a table, a workbook, JSON or CSV, and the explanation: the same run, watched at one person, read
//!    back along the tree of the plan down to the cells.
//!
//! [`document`] holds what is handed out or printed, and writes it as Markdown, a page, lines, or PDF. What makes such documents:
//! [`feedback`] says who is told what, and what follows for whom, from a run that computes those conditions too. [`rollout`] holds the
//! records of how people came to know a plan against its dates. [`appeal`] judges appeals by the clause that says how they are filed,
//! decided and told, and what a ruling changes. [`statement`] is what one person gets from a period, on a page: results, how they came
//! about, curves with “you are here”. [`handbook`] writes the plan as a document for employees. [`review`] looks back at a period: what
//! came of the plan, what its clauses cost, and whether it was fair.
//!
//! [`mod@format`] writes the text of step 2 back in its one layout, in either language. [`cases`] runs a policy's own examples
//! through steps 5 and 6, shows what of the plan none of them touches, and compares what it makes of everybody with what was accepted
//! before. [`curve`] follows one value over one input, as exact pieces (`merit curve` shows them). [`typical`] has the people on whom a
//! plan is looked at where no data are. [`lint`] looks for what a plan may get wrong though it is well written. [`mutation`] gets it
//! wrong on purpose, to see who would notice. [`diff`] compares two versions of a plan. [`diagnostic`] is what every stage says when
//! something is wrong: a stable code, both languages, the places. [`commands`] is the only room that touches files, the terminal and the
//! command line, and with the feature `pull` the network.
//!
//! A room imports only from rooms further up in this list: source, diagnostic, value, syntax, format, plan, engine (tables), data,
//! engine, curve, report, document, rollout, feedback, appeal, statement, cases, typical, handbook, lint, mutation, review, diff, commands.
//! `tests/architecture.rs` holds that.

pub mod appeal;
pub mod cases;
pub mod commands;
pub mod curve;
pub mod data;
pub mod diagnostic;
pub mod diff;
pub mod document;
pub mod engine;
pub mod feedback;
pub mod format;
pub mod handbook;
pub mod lint;
pub mod mutation;
pub mod plan;
pub mod report;
pub mod review;
pub mod rollout;
pub mod source;
pub mod statement;
pub mod syntax;
pub mod typical;
pub mod value;
