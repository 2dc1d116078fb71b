//! vpsite makes the material with which employees find their confidential adviser.
//!
//! From one YAML file per client, merged with Markdown, it makes that client's
//! kit: a microsite, a flyer, QR posters, and a first page that shows them all.
//!
//! ```text
//! library ─┐
//!          ├─> plan ──> render ──> audit ──> write
//! client ──┘     (keys)   (one output at a time, as a stream)
//! ```
//!
//! | module          | in -> out                                        | rule                          |
//! |-----------------|--------------------------------------------------|-------------------------------|
//! | [`load`]        | disk -> bytes, and YAML trees with spans         | the only reader of disk       |
//! | [`draft`]       | what a person tells of a client -> its file      | pure                          |
//! | [`client`]      | tree -> proven client -> what templates see      | one file a subject            |
//! | [`library`]     | content files -> pages, words, help lines        | collects all faults           |
//! | [`theme`]       | theme files -> templates, products, messages     | no product is known in Rust   |
//! | [`plan`]        | all three -> every output, its path and links    | pure                          |
//! | [`render`]      | planned outputs -> bytes                         | pure: no disk, clock, network |
//! | [`audit`]       | bytes -> diagnostics                             | pure                          |
//! | [`publish`]     | sites of built kits -> the tree of one upload    | pure                          |
//! | [`change`]      | two builds of a kit -> what it means for people  | pure                          |
//! | [`mod@write`]   | bytes -> disk, whole or not at all               | the only writer and remover   |
//! | [`run`]         | runs them for many clients on many threads       | the only one that knows all   |
//! | [`serve`]       | requests of a browser -> kits, from memory       | writes nothing, loopback only |
//! | [`fetch`]       | an address that was typed -> what a server says  | the only one to reach a network |
//! | [`cli`]         | arguments -> commands                            | `cli::ui` alone prints        |
//!
//! [`words`], [`value`], [`yaml`] and [`diag`] lie below all of them. `tests/it/architecture.rs`
//! holds the `use` lines of every file against this table.

pub mod audit;
pub mod change;
pub mod cli;
pub mod client;
pub mod diag;
pub mod draft;
pub mod fetch;
pub mod library;
pub mod load;
pub mod plan;
pub mod publish;
pub mod render;
pub mod run;
pub mod serve;
pub mod theme;
pub mod value;
pub mod words;
pub mod write;
pub mod yaml;
