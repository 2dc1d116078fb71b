//! `vpsite explain`: what a code means, why it matters, and an example of it.

use serde_json::{Value, json};

use crate::diag::codes::{self, Code, Example};
use crate::diag::{Diagnostic, Result, did_you_mean, say};

use super::Status;
use super::args::Explain;
use super::ui::{Ui, object};

/// Explains a code, or lists all.
pub fn explain(command: &Explain, ui: &mut Ui) -> Result<Status> {
    let Some(asked) = &command.code else {
        for row in codes::all() {
            ui.row(&format!("{}\t{}", row.code, row.means));
        }
        let all: Vec<Value> = codes::all().map(as_json).collect();
        ui.document(object(json!({"codes": all})));
        return Ok(Status::Done);
    };
    // As it stands in a message: `error[phone/invalid]` too.
    let bare = asked.trim().trim_end_matches(']');
    let bare = bare.rsplit('[').next().unwrap_or(bare);
    let Some(row) = codes::find(bare) else {
        let known = codes::all().map(|row| row.code);
        return Err(Diagnostic::error("explain/unknown", say!("there is no code `{bare}`"))
            .maybe_hint(did_you_mean(bare, known))
            .hint(say!("`vpsite explain` lists them"))
            .into());
    };
    ui.row(&explained(row));
    ui.document(object(as_json(row)));
    Ok(Status::Done)
}

/// What is said of a code, without a line end.
pub fn explained(row: &Code) -> String {
    let mut said = vec![row.code.to_owned(), String::new()];
    said.push(format!("  {}", row.means));
    said.push(String::new());
    said.push(format!("What to do: {}", row.remedy));
    said.push(String::new());
    match &row.example {
        Example::Shown { place, wrong, right } => {
            for (word, example) in [("Wrong", wrong), ("Right", right)] {
                said.push(format!("{word}, {}:", place.said()));
                said.push(String::new());
                said.extend(
                    example.lines().map(|line| format!("    {line}").trim_end().to_owned()),
                );
                said.push(String::new());
            }
            said.pop();
        }
        Example::Untold(reason) => said.push(format!("It has no example: {reason}")),
    }
    said.join("\n")
}

fn as_json(row: &Code) -> Value {
    let example = match &row.example {
        Example::Shown { place, wrong, right } => {
            json!({"place": place.said(), "wrong": wrong, "right": right})
        }
        Example::Untold(reason) => json!({"none": reason}),
    };
    json!({"code": row.code, "means": row.means, "remedy": row.remedy, "example": example})
}
