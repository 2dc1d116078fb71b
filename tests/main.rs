//! One binary for all integration tests: each extra one would link Typst again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod it {
    mod addresses;
    mod architecture;
    mod book;
    mod checked;
    mod clauses;
    mod cli;
    mod client;
    mod codes;
    mod content;
    mod dossier;
    mod easy;
    mod explain;
    mod files;
    mod fit;
    mod found;
    mod handout;
    mod helplines;
    mod input;
    mod kept;
    mod keys;
    mod know;
    mod links;
    mod managers;
    mod markdown;
    mod messages;
    mod names;
    mod numbers;
    mod override_keys;
    mod overrides;
    mod pages;
    mod paper;
    mod people;
    mod pictures;
    mod pptx;
    mod properties;
    mod publish;
    mod reach;
    mod release;
    mod review;
    mod run;
    mod safety;
    mod schema;
    mod serve;
    mod spread;
    mod start;
    mod structure;
    mod support;
    mod survive;
    mod theme;
    mod times;
    mod verify;
    mod workspace;
    mod zip;
}
