//! One client through the stages, as a stream: gathered, made, looked at, written, forgotten.
//!
//! A kit whose key is that of the kit on disk is left alone; of any other, only the
//! outputs whose keys have changed are made. Invariant: nothing of an output stays in
//! memory but its path, its hash and its facts; a kit is written as a whole, once
//! everything in it has been looked at.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;

use crate::audit::Facts;
use crate::change::{Change, Sources};
use crate::client;
use crate::diag::{Diagnostic, Diagnostics, Result, Sentence, say};
use crate::plan::Make;
use crate::value::Slug;
use crate::write::{Kit, Label, Packing, Sight, Staging, Vault, Written};

use super::before::{self, ADDRESS_CODE, Before, Departed};
use super::input::Input;
use super::letters;
use super::open::{Opened, open};
use super::packing;
use super::shop::Shop;
use super::state::{BUILD, Head, OutputState, State};
use super::stream::{Made, Stream};
use super::{End, Options};

/// Everything that building one client takes.
pub(super) struct Bench<'a> {
    pub(super) shop: &'a Shop<'a>,
    pub(super) options: &'a Options,
    /// Where kits go; `None` to do all but write.
    pub(super) vault: Option<&'a Vault>,
    /// How many threads work on the client's documents.
    pub(super) threads: usize,
    /// Kits whose client file is gone.
    pub(super) departed: &'a Departed<'a>,
    /// Told when another process holds the client's kit.
    pub(super) waiting: &'a dyn Fn(),
    /// Told of every output that has been made or kept.
    pub(super) tell: &'a (dyn Fn(&str, &OutputState) + Sync),
}

impl Bench<'_> {
    /// Builds one client; a fault of the program itself is that client's alone. `shared` is
    /// what it has in common with others, which is told but not remembered: it ends by a
    /// change to another file.
    pub(super) fn build(&self, path: &Path, shared: &Diagnostics) -> Built {
        let mut told = Told::default();
        if self.options.strict {
            told.found.extend(shared.clone());
        }
        let built = catch_unwind(AssertUnwindSafe(|| self.through(path, &mut told)));
        let end = built.unwrap_or_else(|panic| {
            told.found.push(broken(panic.as_ref()));
            End::Failed
        });
        let Told { mut found, change } = told;
        match self.options.strict {
            true => found.make_strict(),
            false => found.extend(shared.clone()),
        }
        settle(&mut found);
        Built { found, end, change }
    }

    fn through(&self, path: &Path, told: &mut Told) -> End {
        let input = match Input::read(self.shop.workspace, path) {
            Ok(input) => input,
            Err(faults) => {
                told.found.extend(faults);
                return End::Faulty;
            }
        };
        let there = match self.there(&input.file.stem) {
            Ok(there) => there,
            Err(faults) => {
                told.found.extend(faults);
                return End::Failed;
            }
        };
        let key = input.key(self.shop);
        if let Some(head) = there.state().and_then(Head::parse)
            && head.kit == key
            && there.is_intact()
            && let Some(remarks) = head.remarks(self.shop.workspace)
        {
            told.found.extend(remarks);
            return self.unchanged(&there, &head, &mut told.found);
        }
        let old = there.state().and_then(State::parse);
        self.make(input, there, (&key, old.as_ref()), told)
    }

    /// How the kit of a client stands against what it is made from; nothing is made.
    ///
    /// # Errors
    /// The client or its kit cannot be read.
    pub(super) fn standing(&self, path: &Path) -> Result<(client::Keys, Standing)> {
        let input = Input::read(self.shop.workspace, path)?;
        let standing = match self.there(&input.file.stem)? {
            There::Locked(kit) if self.is_current(&kit, &input) => {
                let slug = Slug::parse(&input.file.stem).ok();
                slug.map_or(Standing::None, |slug| Standing::Current(Box::new((slug, kit))))
            }
            There::Locked(_) | There::Seen(_) => Standing::Old,
            There::Unknown => Standing::None,
        };
        Ok((input.raw.keys, standing))
    }

    fn is_current(&self, kit: &Kit, input: &Input) -> bool {
        let head = kit.state().and_then(Head::parse);
        head.is_some_and(|head| head.kit == input.key(self.shop)) && kit.is_intact()
    }

    /// A kit that needs nothing, but perhaps to be packed.
    fn unchanged(&self, there: &There, old: &Head, found: &mut Diagnostics) -> End {
        if self.options.strict {
            found.make_strict();
        }
        if found.has_errors() {
            return End::Faulty;
        }
        if let (There::Locked(kit), Some(packing)) = (there, &old.packing)
            && let Err(faults) = self.pack(kit, packing, found)
        {
            found.extend(faults);
            return End::Failed;
        }
        End::Done(Written { unchanged: old.outputs(), ..Written::default() })
    }

    /// Packs a kit as it is asked for, and says which archives beside it are old.
    fn pack(&self, kit: &Kit, packing: &Packing, found: &mut Diagnostics) -> Result<()> {
        if self.options.zip {
            found.extend(kit.zip(packing)?);
        }
        if self.options.zip_parts {
            found.extend(kit.zip_parts(packing)?);
        }
        found.extend(kit.old_archives().into_iter().map(|path| {
            Diagnostic::note("write/zip-old", say!("`{path}` is of an older build")).hint(say!(
                "add `--zip` to make it anew, or remove it: it still says what was true then"
            ))
        }));
        Ok(())
    }

    /// What is at the client's place before anything is proven.
    fn there(&self, stem: &str) -> Result<There> {
        let slug = Slug::parse(stem).ok().zip(self.vault);
        let Some((slug, vault)) = slug else { return Ok(There::Unknown) };
        if self.options.diff {
            return Ok(There::Seen(vault.sight(&slug)?));
        }
        // A client that has no kit yet makes no folder either while it is at fault.
        match vault.remembers(&slug) {
            true => Ok(self.lock(&slug)?.map_or(There::Unknown, There::Locked)),
            false => Ok(There::Unknown),
        }
    }

    /// The client's kit, locked; none where nothing is written.
    fn lock(&self, slug: &Slug) -> Result<Option<Kit>> {
        self.vault.map(|vault| vault.lock(slug, &mut || (self.waiting)())).transpose()
    }

    /// Makes what has changed of a kit, and writes it.
    fn make(
        &self,
        input: Input,
        there: There,
        (key, old): (&str, Option<&State>),
        Told { found, change }: &mut Told,
    ) -> End {
        let now = input.sources(self.shop);
        let ended = open(self.shop, input, &BTreeMap::new(), found, |opened, found| {
            self.finish(opened, there, (key, old, &now), (found, change))
        });
        ended.unwrap_or(End::Faulty)
    }

    fn finish(
        &self,
        opened: &Opened<'_>,
        there: There,
        (key, old, now): (&str, Option<&State>, &Sources),
        (found, change): (&mut Diagnostics, &mut Option<Change>),
    ) -> End {
        let workspace = self.shop.workspace;
        let Opened { input, client, theme, plan, renderer, rules } = *opened;
        let (before, staging) = match self.begin(there, &client.slug) {
            Ok(begun) => begun,
            Err(faults) => {
                found.extend(faults);
                return End::Failed;
            }
        };
        let stream = Stream {
            renderer,
            rules,
            staging: staging.as_ref(),
            old: old.map(|old| (old, workspace)),
            trusts: self.options.diff,
            made: Mutex::default(),
        };
        let Made { outputs, remarks, missing, failed } = stream.run(self.threads);
        found.extend(letters::at_their_lines(remarks, &input.texts()));
        for (path, output) in &outputs {
            (self.tell)(path, output);
        }
        // What leads to an output that could not be made is no fault of its own.
        if !missing {
            let facts: BTreeMap<&str, &Facts> =
                outputs.iter().map(|(path, output)| (path.as_str(), &output.facts)).collect();
            found.extend(rules.judge(&facts));
        }
        if self.options.strict {
            found.make_strict();
        }
        // An output that is missing would be told as one that is gone.
        let whole = self.vault.is_some() && !missing && !failed;
        let mut passing = Diagnostics::new();
        if whole {
            *change = before.compare((plan, theme), &outputs, now);
            passing = self.of_change(change.as_ref(), &before, input, now);
        }
        match staging {
            _ if failed => End::Failed,
            _ if found.has_errors() || passing.has_errors() => {
                found.extend(passing);
                End::Faulty
            }
            None => {
                found.extend(passing);
                End::Done(Written::default())
            }
            Some(staging) => {
                found.sort();
                let said = |key| renderer.word(client.hr_language.lang, key);
                let packing = packing::packing(client, plan, said);
                let staging = staging.labelled(label(opened, self.shop, &outputs));
                let state = State::new(workspace, (key, now), found, outputs).packed_as(packing);
                found.extend(passing);
                self.commit(staging, key, &state, found)
            }
        }
    }

    /// The kit that was, and the one that is begun in its place; none where nothing is written.
    fn begin(&self, there: There, slug: &Slug) -> Result<(Before, Option<Staging>)> {
        let kit = match there {
            There::Seen(sight) => return Ok((Before::of_sight(&sight), None)),
            There::Locked(kit) => Some(kit),
            There::Unknown => self.lock(slug)?,
        };
        let Some(kit) = kit else { return Ok((Before::default(), None)) };
        let before = Before::of_kit(&kit);
        Ok((before, Some(kit.stage()?)))
    }

    /// What is wrong about what changed: told with this build, and not remembered.
    fn of_change(
        &self,
        change: Option<&Change>,
        before: &Before,
        input: &Input,
        now: &Sources,
    ) -> Diagnostics {
        let (keys, slug) = (&input.raw.keys, input.file.stem.as_str());
        let addresses = client::addresses_of(&keys.site, slug);
        let address = addresses.first().map(|(_, span)| span);
        let edition = keys.edition.given().map(|edition| &edition.span);
        let mut faults = Diagnostics::new();
        faults.extend(
            change.into_iter().flat_map(|change| before::faults(change, slug, (address, edition))),
        );
        if !before.is_kit() {
            faults.extend(self.departed.renamed(slug, now).map(|fault| fault.maybe_at(address)));
        }
        let wanted = |fault: &Diagnostic| !(self.options.new_address && fault.code == ADDRESS_CODE);
        let mut faults: Diagnostics = faults.into_iter().filter(wanted).collect();
        if self.options.strict {
            faults.make_strict();
        }
        faults
    }

    fn commit(&self, staging: Staging, key: &str, state: &State, found: &mut Diagnostics) -> End {
        let committed = staging.commit(key, &state.to_bytes());
        let packed = committed.and_then(|(kit, written)| match &state.packing {
            Some(packing) => self.pack(&kit, packing, found).map(|()| written),
            None => Ok(written),
        });
        match packed {
            Ok(written) => End::Done(written),
            Err(faults) => {
                found.extend(faults);
                End::Failed
            }
        }
    }
}

/// What a kit says of itself, for who verifies it without its sources.
fn label(opened: &Opened<'_>, shop: &Shop<'_>, outputs: &BTreeMap<String, OutputState>) -> Label {
    let Opened { input, client, plan, rules, .. } = *opened;
    let mut codes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, output) in outputs.iter().filter(|(_, output)| !output.facts.codes.is_empty()) {
        codes.insert(path.clone(), output.facts.codes.clone());
    }
    // Nobody reads it back while it is made: it is the matrix itself.
    for output in plan.outputs.iter().filter(|output| matches!(output.make, Make::SiteCode)) {
        codes.insert(output.path.to_string(), BTreeSet::from([client.site.url.for_code()]));
    }
    Label {
        build: BUILD.to_owned(),
        from: input.origins(shop),
        site: client.site.url.as_str().to_owned(),
        exit: client.exit_url.as_str().to_owned(),
        frames: client.allowed_origins.iter().map(|it| it.as_str().to_owned()).collect(),
        scripts: rules.scripts().clone(),
        codes,
    }
}

/// How a kit stands against what it is made from.
pub(super) enum Standing {
    /// There is none.
    None,
    /// Its inputs, the program or the kit itself have changed since.
    Old,
    /// It is what a build would make now.
    Current(Box<(Slug, Kit)>),
}

/// What a client's build has come to.
pub(super) struct Built {
    /// Everything that was found.
    pub(super) found: Diagnostics,
    /// How it ended.
    pub(super) end: End,
    /// What changed for people since the kit that was there.
    pub(super) change: Option<Change>,
}

/// What is told of a client on its way through the stages.
#[derive(Default)]
struct Told {
    found: Diagnostics,
    change: Option<Change>,
}

/// What is at a client's place in the vault.
enum There {
    /// Nothing that anybody remembers, or nobody has asked.
    Unknown,
    /// A kit that is only looked at.
    Seen(Sight),
    /// A kit that no other process touches.
    Locked(Kit),
}

impl There {
    fn state(&self) -> Option<&[u8]> {
        match self {
            There::Unknown => None,
            There::Seen(sight) => sight.state(),
            There::Locked(kit) => kit.state(),
        }
    }

    fn is_intact(&self) -> bool {
        match self {
            There::Unknown => false,
            There::Seen(sight) => sight.is_intact(),
            There::Locked(kit) => kit.is_intact(),
        }
    }
}

/// Puts what was found in a client into the form that is told.
pub(super) fn settle(found: &mut Diagnostics) {
    found.explain("yaml/quotes", &["phone/invalid"]);
    found.sort();
    found.cap();
}

/// What a panic said, as the fault of one client.
pub(super) fn broken(panic: &(dyn Any + Send)) -> Diagnostic {
    let said = panic.downcast_ref::<String>().map(String::as_str);
    let said = said.or_else(|| panic.downcast_ref::<&str>().copied());
    let said = said.map_or_else(|| say!("no reason given"), Sentence::literal);
    Diagnostic::error("build/panic", say!("vpsite itself broke off at this client: {said}"))
        .hint(say!("the kit that was there before is as it was, and the other clients are built"))
        .hint(say!("leave out what you added last, such as a logo, and try again; then tell the makers of vpsite"))
}
