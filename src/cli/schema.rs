//! `vpsite schema`: the JSON Schema of client files, from the types that read them.

use schemars::schema_for;

use crate::client::Keys;
use crate::diag::Result;

use super::Status;
use super::ui::Ui;

/// Prints the schema.
pub fn schema(ui: &mut Ui) -> Result<Status> {
    ui.data(schema_json().trim_end());
    Ok(Status::Done)
}

/// The schema as it is printed and committed, with a line end.
pub fn schema_json() -> String {
    let mut schema = schema_for!(Keys);
    // The practice may give any key: a client file that lacks one is not wrong
    // by itself. `build` asks for them where both are known.
    schema.remove("required");
    // A schema is plain JSON, which has no way to fail.
    let mut json = serde_json::to_string_pretty(&schema).unwrap_or_default();
    json.push('\n');
    json
}
