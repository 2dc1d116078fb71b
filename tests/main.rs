//! One binary for all integration tests: each extra one would link Typst again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod it {
    mod architecture;
    mod cli;
    mod client;
    mod codes;
    mod content;
    mod coverage;
    mod determinism;
    mod handout;
    mod input;
    mod keys;
    mod kit;
    mod links;
    mod overrides;
    mod pdf;
    mod safety;
    mod schema;
    mod support;
    mod survive;
    mod theme;
    mod workspace;
}
