//! What changes while a policy is in force: exceptions for one person, and amendments.

mod exceptions;
