//! vpsite makes the material with which employees find their confidential adviser.
//!
//! From one YAML file per client, merged with Markdown, it makes that client's
//! kit: a microsite, a flyer, QR posters, and a first page that shows them all.
//!
//! ```text
//! load ──> validate ──> plan ──> render ──> audit ──> write
//! ```
//!
//! | module       | in -> out                                  | rule                          |
//! |--------------|--------------------------------------------|-------------------------------|
//! | [`load`]     | disk -> raw values with spans              | the only reader of disk       |
//! | [`validate`] | raw values -> proven [`model`]             | collects all faults           |
//! | [`plan`]     | model -> every output, its path and links  | pure                          |
//! | [`render`]   | planned outputs -> bytes                   | pure: no disk, clock, network |
//! | [`audit`]    | bytes -> diagnostics                       | pure                          |
//! | [`mod@write`] | bytes -> disk, whole or not at all         | the only writer and remover   |
//! | [`pipeline`] | runs them for many clients on many threads | the only one that knows all   |
//! | [`cli`]      | arguments -> commands                      | `cli::ui` alone prints        |
//!
//! [`model`] and [`diag`] lie below all of them. `tests/it/architecture.rs`
//! holds the `use` lines of every file against this table.

pub mod audit;
pub mod cli;
pub mod diag;
pub mod load;
pub mod model;
pub mod pipeline;
pub mod plan;
pub mod render;
pub mod validate;
pub mod write;
