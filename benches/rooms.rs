//! What each room of the house costs, on acme: one bench a room, in the order of the stages.
//!
//! `cargo bench` tells medians and spreads; `cargo test` runs each once, so that none of them rots.
//! What whole programs cost, beside others, is measured by `tests/bench/compare`. Invariant: what a
//! bench measures is what `build` does, called through the same public functions.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods, missing_docs)]

use std::fs;
use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

use divan::Bencher;
use vpsite::audit::{Rules, Seen};
use vpsite::client::{self, Client, Families};
use vpsite::diag::Diagnostics;
use vpsite::library::{Depth, Library, markdown};
use vpsite::load::Workspace;
use vpsite::plan::{self, Make, Output};
use vpsite::render::{Engine, Job, Matrix, Rendered, Renderer, STACK};
use vpsite::theme::{self, Theme};
use vpsite::value::Slug;
use vpsite::write::Vault;
use vpsite::{load, yaml};

fn main() {
    // Typst nests deeper than a thread's usual stack: see `STACK`.
    let benches = std::thread::Builder::new().stack_size(STACK).spawn(divan::main).unwrap();
    benches.join().unwrap();
}

/// Everything that making an output takes, for as long as the process lives.
struct House {
    workspace: Workspace,
    library: Library,
    theme: Theme,
    engine: Engine,
}

fn house() -> &'static House {
    static HOUSE: OnceLock<House> = OnceLock::new();
    HOUSE.get_or_init(|| {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let workspace = Workspace::find(here, here).unwrap();
        let library = Library::open(&workspace, Depth::Harm).unwrap();
        let (theme, _) = theme::theme(&workspace.theme("default").unwrap());
        let theme = theme.unwrap();
        let engine = Engine::new(&theme).unwrap();
        House { workspace, library, theme, engine }
    })
}

impl House {
    fn read(&self) -> (load::ClientFile, client::Raw) {
        let path = self.workspace.root().join("clients/acme.yaml");
        let file = self.workspace.client(&path).unwrap();
        let mut faults = Diagnostics::new();
        let keys: client::Keys = yaml::read(&file.tree, &mut faults);
        let files = self.workspace.files(&file, keys.files(), &mut faults);
        let raw =
            client::Raw { stem: file.stem.clone(), file: file.file.clone(), keys, files, faults };
        (file, raw)
    }

    fn client(&self) -> Client {
        let families = Families::from([("default".to_owned(), Some(self.engine.families()))]);
        client::client(&self.read().1, &families).0.unwrap()
    }

    /// Opens acme, and hands over what makes its outputs.
    fn open<R>(&self, then: impl FnOnce(&Job<'_>, &Renderer<'_>, &Rules<'_>) -> R) -> R {
        let (client, raw) = (self.client(), self.read().1);
        let own = self.workspace.own_content("acme").unwrap();
        let content = self.library.for_client(&client, &raw, &own).0.unwrap();
        let plan = plan::plan(&client, &content, &self.theme).0.unwrap();
        let job = Job { client: &client, content: &content, theme: &self.theme, plan: &plan };
        let lasting = client.lasting();
        let lasting = Job { client: &lasting, ..job };
        let renderer = Renderer::new(&self.engine, &job, &lasting).unwrap();
        let statements = renderer.statements();
        let rules = Rules::new(&client, &self.theme, &plan, &statements);
        then(&job, &renderer, &rules)
    }
}

/// Makes every output of one group.
fn make<'a>(renderer: &Renderer<'a>, group: &[&'a Output]) -> Vec<Rendered> {
    let batch = renderer.gather(group).unwrap();
    let mut made = Vec::new();
    renderer.make(&batch, &|_| true, &mut |_, rendered| made.push(rendered)).unwrap();
    made
}

/// The group of outputs to which a path belongs.
fn group<'a>(renderer: &Renderer<'a>, path: &str) -> Vec<&'a Output> {
    let holds = |group: &Vec<&Output>| group.iter().any(|output| output.path.as_str() == path);
    renderer.groups().into_iter().find(holds).unwrap()
}

#[divan::bench]
fn load_yaml(bencher: Bencher<'_, '_>) {
    let house = house();
    bencher.bench(|| house.read());
}

#[divan::bench]
fn client_proven(bencher: Bencher<'_, '_>) {
    let house = house();
    bencher.bench(|| house.client());
}

#[divan::bench]
fn library_markdown(bencher: Bencher<'_, '_>) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(here.join("content/nl/behaviour.md")).unwrap();
    let body = text.splitn(3, "---\n").nth(2).unwrap().to_owned();
    bencher.bench(|| markdown::parse(&body, &mut Diagnostics::new()));
}

#[divan::bench]
fn render_merge(bencher: Bencher<'_, '_>) {
    house().open(|job, _, _| {
        bencher.bench_local(|| Renderer::new(&house().engine, job, job).unwrap().statements());
    });
}

#[divan::bench]
fn render_key_of_page(bencher: Bencher<'_, '_>) {
    house().open(|_, renderer, _| {
        let group = group(renderer, "site/behaviour.html");
        bencher.bench_local(|| renderer.gather(&group).unwrap().outputs().count());
    });
}

#[divan::bench]
fn render_page(bencher: Bencher<'_, '_>) {
    house().open(|_, renderer, _| {
        let group = group(renderer, "site/behaviour.html");
        bencher.bench_local(|| make(renderer, &group));
    });
}

#[divan::bench]
fn audit_page(bencher: Bencher<'_, '_>) {
    house().open(|_, renderer, rules| {
        let made = make(renderer, &group(renderer, "site/behaviour.html"));
        bencher.bench_local(|| rules.look(&Seen::from(&made[0])));
    });
}

/// With every form that it has: PDF and pictures, and its pages as a camera sees them.
#[divan::bench(args = ["print/flyer-nl.pdf", "print/poster-a4-nl.pdf", "print/card-nl.pdf"], max_time = LONG)]
fn render_document(bencher: Bencher<'_, '_>, path: &str) {
    house().open(|_, renderer, _| {
        let group = group(renderer, path);
        bencher.bench_local(|| make(renderer, &group).len());
    });
}

/// The codes of those, read back.
#[divan::bench(args = ["print/flyer-nl.pdf", "print/poster-a4-nl.pdf", "print/card-nl.pdf"], max_time = LONG)]
fn audit_codes(bencher: Bencher<'_, '_>, path: &str) {
    house().open(|_, renderer, rules| {
        let group = group(renderer, path);
        bencher.with_inputs(|| make(renderer, &group)).bench_local_refs(|made| {
            for one in made.iter() {
                drop(rules.look(&Seen::from(one)));
            }
        });
    });
}

#[divan::bench]
fn render_code(bencher: Bencher<'_, '_>) {
    bencher.bench(|| Matrix::new("HTTPS://VP.EXAMPLE.NL/acme/").unwrap().svg());
}

/// A site of acme's pages into an empty folder, with the wait for the disk.
#[divan::bench(max_time = LONG)]
fn write_site(bencher: Bencher<'_, '_>) {
    house().open(|job, renderer, _| {
        let pages =
            job.plan.outputs.iter().filter(|output| matches!(output.make, Make::Page { .. }));
        let made: Vec<Rendered> = pages.flat_map(|page| make(renderer, &[page])).collect();
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-write");
        bencher
            .with_inputs(|| drop(fs::remove_dir_all(&out)))
            .bench_local_values(|()| write(&out, &made));
    });
}

fn write(out: &Path, made: &[Rendered]) {
    let vault = Vault::open(out, Duration::ZERO).unwrap();
    let kit = vault.lock(&Slug::parse("acme").unwrap(), &mut || {}).unwrap();
    let staging = kit.stage().unwrap();
    for page in made {
        staging.put(&page.path, page.body.bytes()).unwrap();
    }
    staging.commit("", b"").unwrap();
}

/// The longest that one bench of paper goes on.
const LONG: Duration = Duration::from_secs(10);
