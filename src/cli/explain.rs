//! `vpsite explain`: what a code means, why it matters, and an example of it.

use serde_json::{Value, json};

use crate::diag::codes::{self, Code, Example};
use crate::diag::{Catalogue, Diagnostic, Result, Sentence, did_you_mean, say};

use super::Status;
use super::args::Explain;
use super::ui::{Ui, object};

/// Explains a code, or lists all.
pub fn explain(command: &Explain, ui: &mut Ui) -> Result<Status> {
    let Some(asked) = &command.code else {
        for row in codes::all() {
            let means = ui.catalogue().template(row.means).to_owned();
            ui.row(&format!("{}\t{means}", row.code));
        }
        let all: Vec<Value> = codes::all().map(|row| as_json(row, ui.catalogue())).collect();
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
    let said = explained(row, ui.catalogue());
    ui.row(&said);
    ui.document(object(as_json(row, ui.catalogue())));
    Ok(Status::Done)
}

/// What is said of a code, without a line end.
pub fn explained(row: &Code, catalogue: &Catalogue) -> String {
    let words = |said: Sentence| said.in_words(catalogue);
    let text = |text: &'static str| catalogue.template(text);
    let mut said = vec![row.code.to_owned(), String::new()];
    said.push(format!("  {}", text(row.means)));
    said.push(String::new());
    said.push(words(say!("What to do: {}", text(row.remedy))));
    said.push(String::new());
    match &row.example {
        Example::Shown { place, wrong, right } => {
            let place = place.said();
            let heads = [say!("Wrong, {place}:"), say!("Right, {place}:")];
            for (head, example) in heads.into_iter().zip([wrong, right]) {
                said.push(words(head));
                said.push(String::new());
                said.extend(
                    example.lines().map(|line| format!("    {line}").trim_end().to_owned()),
                );
                said.push(String::new());
            }
            said.pop();
        }
        Example::Untold(reason) => {
            said.push(words(say!("It has no example: {}", text(reason))));
        }
    }
    said.join("\n")
}

fn as_json(row: &Code, catalogue: &Catalogue) -> Value {
    let example = match &row.example {
        Example::Shown { place, wrong, right } => {
            json!({"place": place.said().in_words(catalogue), "wrong": wrong, "right": right})
        }
        Example::Untold(reason) => json!({"none": catalogue.template(reason)}),
    };
    json!({"code": row.code, "means": catalogue.template(row.means), "remedy": catalogue.template(row.remedy), "example": example})
}
