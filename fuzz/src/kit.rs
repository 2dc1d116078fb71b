//! A workspace with one client, opened once a process: what targets lay their input over.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, OnceLock};

use vpsite::audit::{Rules, Seen};
use vpsite::client::{self, Client, Families};
use vpsite::diag::Diagnostics;
use vpsite::library::{Depth, Library};
use vpsite::load::{ClientFile, Workspace};
use vpsite::plan::{self, Statement};
use vpsite::theme;
use vpsite::value::{Lang, Named, Slug};
use vpsite::yaml::{self, Tree};

use super::told;

/// The families of the one theme there is.
pub static FAMILIES: LazyLock<Families> = LazyLock::new(|| {
    let families = vec!["Source Sans 3".to_owned()];
    Families::from([("default".to_owned(), Some(families))])
});

const PRACTICE: &str = include_str!("../workspace/_practice.yaml");
const CLIENT: &str = include_str!("../workspace/acme.yaml");
const LOGO: &[u8] = include_bytes!("../../clients/acme/logo.svg");

/// The workspace, and what is made of it before the first input.
pub struct Kit {
    pub workspace: Workspace,
    pub library: Library,
    pub tree: Tree,
    pub raw: client::Raw,
    pub client: Client,
    rules: Rules<'static>,
    folder: PathBuf,
}

/// The one of this process.
pub fn kit() -> &'static Kit {
    static KIT: OnceLock<Kit> = OnceLock::new();
    KIT.get_or_init(Kit::open)
}

impl Kit {
    fn open() -> Self {
        let name = format!("vpsite-fuzz-{}", std::process::id());
        // Where tests of the program work, where this is one of them; else in memory.
        let own = option_env!("CARGO_TARGET_TMPDIR").unwrap_or("/dev/shm");
        let own = PathBuf::from(own);
        let base = if own.is_dir() { own } else { std::env::temp_dir() };
        let folder = base.join(name);
        fs::create_dir_all(folder.join("clients")).expect("a folder for temporary files");
        fs::write(folder.join("clients/_practice.yaml"), PRACTICE).expect("the same");
        let workspace = Workspace::find(&folder, &folder).expect("a folder with clients");
        let slug = Slug::parse("acme").expect("a slug");
        let ClientFile { stem, file, tree, .. } =
            workspace.drafted(&slug, CLIENT).expect("a client");
        let mut faults = Diagnostics::new();
        let keys = yaml::read(&tree, &mut faults);
        let files = BTreeMap::from([("acme/logo.svg", LOGO), ("acme/marieke.jpg", LOGO)]);
        let files = files.into_iter().map(|(path, it)| (path.to_owned(), Named::Bytes(it.into())));
        let raw = client::Raw { stem, file, keys, files: files.collect(), faults };
        let (client, faults) = client::client(&raw, &FAMILIES);
        let client = client.unwrap_or_else(|| panic!("{faults:?}"));
        let library = Library::open(&workspace, Depth::Style).expect("content is built in");
        let theme = theme::theme(&workspace.theme("default").expect("the theme is built in"));
        let theme = theme.0.expect("the theme is sound");
        let (content, faults) = library.for_client(&client, &raw, &Default::default());
        let content = content.unwrap_or_else(|| panic!("{faults:?}"));
        let plan = plan::plan(&client, &content, &theme).0.expect("a plan");
        // For as long as the process lives, as the rules themselves.
        let nl = Lang::parse("nl").expect("a language");
        let said = Statement {
            full: "Wat je vertelt, blijft bij mij.".to_owned(),
            line: "Vertrouwelijk.".to_owned(),
        };
        let statements = Box::leak(Box::new(BTreeMap::from([(nl, said)])));
        let lasting = Box::leak(Box::new(client.clone()));
        let rules = Rules::new(lasting, &theme, &plan, statements);
        Self { workspace, library, tree, raw, client, rules, folder }
    }

    /// The files that the client names.
    pub fn files(&self) -> BTreeMap<String, Named> {
        let logo: Arc<[u8]> = LOGO.into();
        self.raw.files.keys().map(|path| (path.clone(), Named::Bytes(logo.clone()))).collect()
    }

    /// A file of its own in the folder of the process.
    pub fn scratch(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Looks at an output as the audit does.
    pub fn look(&self, path: &str, bytes: &[u8]) {
        let (_, faults) = self.rules.look(&Seen {
            path,
            bytes,
            text: None,
            proof: None,
            fields: &[],
            says: None,
        });
        told(&faults);
    }
}
