//! Cases under their clause.
