//! The README and the book in `docs/`: what they show is run, what they name is there, and
//! what is generated of them is what the program knows.
//!
//! In: the pages. Invariant: no page but the generated ones ([`reference`]) is written by a
//! test, and a command that is not run stands in a list with the reason.

mod links;
mod page;
mod reference;
mod shown;

use std::fs;

use super::support::{files, repository};

/// Every page by its path in the repository: the README first, then the book's.
fn pages() -> Vec<String> {
    let of_book = files(&repository().join("docs"))
        .into_iter()
        .filter(|path| path.ends_with(".md") && !path.starts_with("book/") && path != "SUMMARY.md");
    ["README.md".to_owned()].into_iter().chain(of_book.map(|it| format!("docs/{it}"))).collect()
}

fn text(page: &str) -> String {
    fs::read_to_string(repository().join(page)).unwrap().replace("\r\n", "\n")
}
