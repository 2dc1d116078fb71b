//! Tests of drafts: see `tests/it/start.rs` for whole files.
