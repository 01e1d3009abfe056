//! Merit: a policy engine for sales performance management.

pub mod diagnostic;
pub mod engine;
pub mod plan;
pub mod source;
pub mod syntax;
pub mod value;
