//! What is proven on printed kits, which take minutes to set.
//!
//! In: the one set of kits of the example clients ([`super::support::kits`]), and what is set
//! beside it. Invariant: no test outside a module of this name sets paper or calls one of
//! Debian's tools, so `--skip paper::` leaves what is quick and runs on every system.

pub mod coverage;
mod determinism;
mod hidden;
mod ink;
mod kit;
mod pdf;
mod sight;
mod voices;
