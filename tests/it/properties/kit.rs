//! A client -> its outputs, in this process: what a build makes, without a disk.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use vpsite::client::{self, Families};
use vpsite::diag::{Catalogue, Diagnostics, render};
use vpsite::library::{Depth, Library};
use vpsite::load::{RawContent, Workspace};
use vpsite::plan::{self, Make, Output};
use vpsite::render::{Engine, Job, Renderer};
use vpsite::theme::{self, Theme};
use vpsite::value::Slug;
use vpsite::yaml;

use crate::it::support;

/// A document that says all that a client has written, and is set in a moment.
const BADGE: &str = r#"
#let d = json("/data.json")
#set document(title: d.title)
#set page(width: 210mm, height: 297mm, margin: 5mm)
#set text(font: (d.brand.base_font, ..d.brand.fallback_fonts), size: 8pt, lang: d.lang, hyphenate: false)
= #d.headline
#for adviser in d.advisers [#adviser.name | #adviser.bio \ ]
#d.t.poster_confidential
"#;

/// What clients share.
struct Shop {
    workspace: Workspace,
    library: Library,
    theme: Theme,
    engine: Engine,
    families: Families,
}

fn shop() -> &'static Shop {
    static SHOP: OnceLock<Shop> = OnceLock::new();
    SHOP.get_or_init(|| {
        let root = support::folder("properties");
        let themes = root.join("themes/default");
        std::fs::create_dir_all(root.join("clients")).unwrap();
        std::fs::create_dir_all(themes.join("print")).unwrap();
        let all = include_str!("../../../themes/default/theme.yaml");
        let (before, rest) = all.split_once("\nproducts:\n").unwrap();
        let (_, messages) = rest.split_once("\nmessages:\n").unwrap();
        let badge = "  - {id: card, template: print/badge.typ, verb: hang, says: line, outputs: [\
            {path: \"print/badge-{lang}.svg\", sheet: a4}]}\n";
        let theme = format!("{before}\nproducts:\n{badge}\nmessages:\n{messages}");
        std::fs::write(themes.join("theme.yaml"), theme).unwrap();
        std::fs::write(themes.join("print/badge.typ"), BADGE).unwrap();
        let workspace = Workspace::find(&root, &root).unwrap();
        let library = Library::open(&workspace, Depth::Harm).unwrap();
        let (theme, faults) = theme::theme(&workspace.theme("default").unwrap());
        let theme = theme.unwrap_or_else(|| panic!("{}", said(&faults)));
        let engine = Engine::new(&theme).unwrap();
        let families = Families::from([("default".to_owned(), Some(engine.families()))]);
        Shop { workspace, library, theme, engine, families }
    })
}

/// What was found, a line each.
pub(super) fn said(faults: &Diagnostics) -> String {
    let each = faults.iter().map(|it| render::short(it, Catalogue::english()));
    each.collect::<Vec<_>>().join("\n")
}

/// Something that was made: its bytes, and for paper and text the words of it.
pub(super) struct Made {
    pub(super) bytes: Vec<u8>,
    pub(super) said: Option<String>,
}

impl Made {
    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }
}

/// The outputs of a client that are wanted, by their paths; what is wrong with it where it is
/// refused.
pub(super) fn kit(
    yaml: &str,
    wanted: &dyn Fn(&Output) -> bool,
) -> Result<BTreeMap<String, Made>, Diagnostics> {
    let Shop { workspace, library, theme, engine, families } = shop();
    let file = workspace.drafted(&Slug::parse("acme").unwrap(), yaml)?;
    let mut faults = Diagnostics::new();
    let keys = yaml::read(&file.tree, &mut faults);
    let files = BTreeMap::new();
    let raw = client::Raw { stem: file.stem, file: file.file, keys, files, faults };
    let (client, faults) = client::client(&raw, families);
    let client = client.ok_or(faults)?;
    let (content, faults) = library.for_client(&client, &raw, &RawContent::default());
    let content = content.ok_or(faults)?;
    let (plan, faults) = plan::plan(&client, &content, theme);
    let plan = plan.ok_or(faults)?;
    let job = Job { client: &client, content: &content, theme, plan: &plan };
    let lasting = client.lasting();
    let lasting = Job { client: &lasting, ..job };
    let renderer = Renderer::new(engine, &job, &lasting)?;
    let mut kit = BTreeMap::new();
    for group in renderer.groups() {
        if !group.iter().any(|output| wanted(output)) {
            continue;
        }
        let batch = renderer.gather(&group)?;
        renderer.make(&batch, wanted, &mut |output, made| {
            let made = Made { bytes: made.body.bytes().to_vec(), said: made.text };
            kit.insert(output.path.as_str().to_owned(), made);
        })?;
    }
    Ok(kit)
}

/// Whether an output holds words of the client in a form of its own.
pub(super) fn holds_words(output: &Output) -> bool {
    match &output.make {
        Make::Page { page, .. } => ["index", "adviser", "privacy"].contains(&page.as_str()),
        Make::Message { .. }
        | Make::Embed { .. }
        | Make::Invitation { .. }
        | Make::Headers(_)
        | Make::Contact { .. }
        | Make::ContactFull { .. }
        | Make::Kit => true,
        _ => false,
    }
}

/// Whether it is set on paper.
pub(super) fn on_paper(output: &Output) -> bool {
    matches!(output.make, Make::Print(_))
}
