//! `vpsite new`: the file of a client, from answers or from flags.

use std::path::{Path, PathBuf};

use crate::diag::{Catalogue, Diagnostic, Diagnostics, Result, Sentence, say};
use crate::draft::{ClientDraft, Item};
use crate::load::Workspace;
use crate::run::start::{self, Given, Logo, Speech};
use crate::value::{Invalid, Slug};

use super::args::{Global, New};
use super::ask::{self, Question};
use super::speech;
use super::ui::Ui;
use super::{Status, workspace};

/// What has been said of the new client.
struct Said {
    slug: Slug,
    draft: ClientDraft,
    logo: Option<Logo>,
}

/// Makes the client.
pub fn new(global: &Global, command: &New, ui: &mut Ui) -> Result<Status> {
    let workspace = workspace(global.root.as_deref())?;
    let speech = speech::speech(command.lang);
    let edition = speech::edition(command.edition.as_deref())?;
    let given = start::given(&workspace)?;
    let asks = command.organisation.is_none() && !global.quiet && ui.can_ask();
    let said = match asks {
        true => asked(&workspace, command, &given, speech)?,
        false => flagged(&workspace, command, &given, ui)?,
    };
    let Said { slug, draft, logo } = said;
    let made = start::new_client(&workspace, &slug, draft, logo.as_ref(), (speech, edition))?;
    for path in &made {
        ui.data(&workspace.shown(path));
    }
    let path = made.first().map(|path| workspace.shown(path)).unwrap_or_default();
    ui.told(&say!("what to do next: vpsite build {path}"));
    Ok(Status::Done)
}

/// The flags and what each says.
fn flags(command: &New) -> [(&'static str, Item, Option<&String>); 12] {
    [
        ("organisation", Item::Organisation, command.organisation.as_ref()),
        ("short-name", Item::ShortName, command.short_name.as_ref()),
        ("languages", Item::Languages, command.languages.as_ref()),
        ("address", Item::Address, command.address.as_ref()),
        ("colour", Item::Colour, command.colour.as_ref()),
        ("adviser", Item::Adviser, command.adviser.as_ref()),
        ("phone", Item::Phone, command.phone.as_ref()),
        ("whatsapp", Item::Whatsapp, command.whatsapp.as_ref()),
        ("email", Item::Email, command.email.as_ref()),
        ("employees", Item::Employees, command.employees.as_ref()),
        ("hr-name", Item::HrName, command.hr_name.as_ref()),
        ("hr-email", Item::HrEmail, command.hr_email.as_ref()),
    ]
}

/// Takes the flags; every one that is wrong is told.
fn told(command: &New, faults: &mut Diagnostics) -> ClientDraft {
    let mut draft = ClientDraft::default();
    for (flag, item, typed) in flags(command) {
        let Some(typed) = typed else { continue };
        if let Err(invalid) = item.prove(typed).and_then(|()| draft.tell(item, typed)) {
            let message = say!("`--{flag}`: {}", invalid.message);
            faults.push(Diagnostic::error("client/flag", message).maybe_hint(invalid.hint));
        }
    }
    draft
}

fn flagged(workspace: &Workspace, command: &New, given: &Given, ui: &mut Ui) -> Result<Said> {
    let mut faults = Diagnostics::new();
    let mut draft = told(command, &mut faults);
    let lacks =
        |message: Sentence, hint: Sentence| Diagnostic::error("client/flag", message).hint(hint);
    if command.organisation.is_none() {
        faults.push(lacks(
            say!("the name of the organisation is not said"),
            say!("write `vpsite new --organisation \"Bakkers & Zn.\"`, or call `vpsite new` in a terminal"),
        ));
    }
    let ways = [&command.phone, &command.whatsapp, &command.email];
    let own = command.adviser.is_some() || ways.iter().any(|way| way.is_some());
    if own || given.advisers.is_empty() {
        if command.adviser.is_none() {
            faults.push(lacks(
                say!("nothing says who the adviser is"),
                say!("add `--adviser \"Noor Voorbeeld\"`, or write `advisers:` into `clients/_practice.yaml`"),
            ));
        }
        if ways.iter().all(|way| way.is_none()) {
            faults.push(lacks(
                say!("nothing says how the adviser is reached"),
                say!("add `--phone \"06 12345678\"` or `--email naam@example.nl`"),
            ));
        }
    }
    if command.address.is_none() && given.base_url.is_none() {
        faults.push(lacks(
            say!("nothing says where the site will be found"),
            say!("add `--address https://vp.example.nl/bakkers/`, or write `site: {{base_url: …}}` into `clients/_practice.yaml`"),
        ));
    }
    let name = command.organisation.as_deref();
    let slug = match (&command.slug, name) {
        (Some(slug), _) => faults.ok(named(slug)),
        (None, Some(name)) => faults.ok(Slug::of_organisation(name).ok_or_else(|| {
            lacks(
                say!("no name of a file can be made of this name"),
                say!("give one: `vpsite new bakkers …`"),
            )
        })),
        (None, None) => None,
    };
    let logo = match &command.logo {
        Some(path) => faults.all(Logo::read(path, workspace.cwd())),
        None => None,
    };
    let Some(slug) = slug.filter(|_| !faults.has_errors()) else { return Err(faults) };
    if let Some(colour) = logo.as_ref().and_then(Logo::colour)
        && command.colour.is_none()
        && draft.tell(Item::Colour, &colour).is_ok()
    {
        ui.told(&say!("colour {colour} is taken from the logo; `--colour` says another"));
    }
    Ok(Said { slug, draft, logo })
}

fn named(slug: &str) -> std::result::Result<Slug, Diagnostic> {
    Slug::parse(slug.strip_suffix(".yaml").unwrap_or(slug)).map_err(|invalid| {
        Diagnostic::error("client/name", invalid.message).maybe_hint(invalid.hint)
    })
}

/// Words of the questions, in Dutch and English.
struct Words(Speech);

impl Words {
    /// In which language an answer is refused.
    fn catalogue(&self) -> &'static Catalogue {
        match self.0 {
            Speech::Dutch => Catalogue::dutch(),
            Speech::English => Catalogue::english(),
        }
    }

    fn say<'a>(&self, dutch: &'a str, english: &'a str) -> &'a str {
        match self.0 {
            Speech::Dutch => dutch,
            Speech::English => english,
        }
    }
}

fn asked(workspace: &Workspace, command: &New, given: &Given, speech: Speech) -> Result<Said> {
    let mut faults = Diagnostics::new();
    let mut draft = told(command, &mut faults);
    if faults.has_errors() {
        return Err(faults);
    }
    let words = Words(speech);
    let needed = say!("this is needed");
    // A name is needed; all else may stay out.
    let must = move |item: Item| {
        let needed = needed.clone();
        move |typed: &str| match typed.trim() {
            "" => Err(Invalid::new(needed.clone())),
            typed => item.prove(typed),
        }
    };
    let may = |item: Item| move |typed: &str| item.prove(typed);
    let mut tell = |draft: &mut ClientDraft, item: Item, typed: &str| {
        draft.tell(item, typed).map_err(|invalid| {
            Diagnostics::from(
                Diagnostic::error("client/flag", invalid.message).maybe_hint(invalid.hint),
            )
        })
    };

    let asked = words.say("Hoe heet de organisatie?", "What is the organisation called?");
    let help = words
        .say("de volle naam, zoals Bakkers & Zn. B.V.", "the full name, as in Baker & Sons Ltd.");
    let name = ask::line(
        words.catalogue(),
        &Question { asked, help, usual: "" },
        must(Item::Organisation),
    )?;
    tell(&mut draft, Item::Organisation, &name)?;

    let proposed = match &command.slug {
        Some(slug) => slug.clone(),
        None => Slug::of_organisation(&name).map(|slug| slug.to_string()).unwrap_or_default(),
    };
    let asked = words
        .say("Hoe heet het bestand van deze klant?", "What is the file of this client called?");
    let help = words.say(
        "kleine letters, cijfers en streepjes; het komt ook in het webadres",
        "small letters, digits and hyphens; it stands in the address too",
    );
    let (there, place) = (say!("that client is there already"), workspace.clone());
    let free = move |typed: &str| {
        let slug = Slug::parse(typed.trim())?;
        match place.client_text(&slug) {
            Ok(None) => Ok(()),
            _ => Err(Invalid::new(there.clone())),
        }
    };
    let slug = ask::line(words.catalogue(), &Question { asked, help, usual: &proposed }, free)?;
    let slug = named(&slug)?;

    if command.languages.is_none() && !given.languages {
        let asked = words.say("In welke talen?", "In which languages?");
        let help = words.say(
            "de hoofdtaal eerst, zoals nl, pl of Nederlands, Pools",
            "the main one first, as in nl, pl or Dutch, Polish",
        );
        let usual = words.say("nl", "nl, en");
        let typed =
            ask::line(words.catalogue(), &Question { asked, help, usual }, must(Item::Languages))?;
        tell(&mut draft, Item::Languages, &typed)?;
    }
    if given.advisers.is_empty() {
        ask_adviser(&mut draft, command, &words, &must, &mut tell)?;
    }
    if command.address.is_none() {
        let usual =
            given.base_url.as_ref().map(|base| format!("{}/{slug}/", base.trim_end_matches('/')));
        let usual = usual.unwrap_or_default();
        let asked =
            words.say("Op welk webadres komt de site?", "At which address will the site be?");
        let help = words.say(
            "het staat in elke gedrukte code: kies het één keer",
            "every printed code holds it: choose it once",
        );
        let typed = ask::line(
            words.catalogue(),
            &Question { asked, help, usual: &usual },
            must(Item::Address),
        )?;
        // What the practice gives anyway goes along with it.
        if typed != usual {
            tell(&mut draft, Item::Address, &typed)?;
        }
    }
    let logo = ask_logo(workspace.cwd(), command, &words)?;
    if command.colour.is_none() {
        let usual = logo.as_ref().and_then(Logo::colour).unwrap_or_default();
        let asked = words
            .say("Welke kleur heeft de organisatie?", "Which colour does the organisation have?");
        let help = match usual.is_empty() {
            true => words.say(
                "zoals #0B5D3B; Enter voor een rustig blauwgroen",
                "as in #0B5D3B; Enter for a calm blue-green",
            ),
            false => {
                words.say("Enter neemt de kleur van het logo", "Enter takes the colour of the logo")
            }
        };
        let typed = ask::line(
            words.catalogue(),
            &Question { asked, help, usual: &usual },
            may(Item::Colour),
        )?;
        tell(&mut draft, Item::Colour, &typed)?;
    }
    let asked = match speech {
        Speech::Dutch => format!("{} schrijven?", workspace.shown(&workspace.client_path(&slug))),
        Speech::English => format!("Write {}?", workspace.shown(&workspace.client_path(&slug))),
    };
    match ask::yes(words.catalogue(), &asked, true)? {
        true => Ok(Said { slug, draft, logo }),
        false => {
            Err(Diagnostic::error("client/stopped", say!("stopped; nothing was written")).into())
        }
    }
}

fn ask_adviser<C>(
    draft: &mut ClientDraft,
    command: &New,
    words: &Words,
    must: &impl Fn(Item) -> C,
    tell: &mut impl FnMut(&mut ClientDraft, Item, &str) -> Result<()>,
) -> Result<()>
where
    C: Fn(&str) -> std::result::Result<(), Invalid> + Clone + 'static,
{
    if command.adviser.is_none() {
        let asked = words.say("Wie is de vertrouwenspersoon?", "Who is the confidential adviser?");
        let help = words.say("de volle naam", "the full name");
        let typed = ask::line(
            words.catalogue(),
            &Question { asked, help, usual: "" },
            must(Item::Adviser),
        )?;
        tell(draft, Item::Adviser, &typed)?;
    }
    if command.phone.is_none() {
        let asked = words.say("Op welk nummer?", "At which number?");
        let help = words.say("zoals 06 12345678", "as in 06 12345678 or +31 6 12345678");
        let typed =
            ask::line(words.catalogue(), &Question { asked, help, usual: "" }, must(Item::Phone))?;
        tell(draft, Item::Phone, &typed)?;
    }
    if command.email.is_none() {
        let asked = words.say("Op welk e-mailadres?", "At which e-mail address?");
        let help = words
            .say("zoals noor@example.nl; Enter voor geen", "as in noor@example.nl; Enter for none");
        let prove = |typed: &str| Item::Email.prove(typed);
        let typed = ask::line(words.catalogue(), &Question { asked, help, usual: "" }, prove)?;
        tell(draft, Item::Email, &typed)?;
    }
    Ok(())
}

fn ask_logo(cwd: &Path, command: &New, words: &Words) -> Result<Option<Logo>> {
    if let Some(path) = &command.logo {
        return Logo::read(path, cwd).map(Some);
    }
    let asked = words.say("Waar staat het logo?", "Where is the logo?");
    let help = words.say(
        "het pad van een plaatje, dat wordt gekopieerd; Enter voor geen logo",
        "the path of a picture, which is copied; Enter for no logo",
    );
    let from = cwd.to_owned();
    let there = move |typed: &str| match unquoted(typed) {
        "" => Ok(()),
        typed => Logo::read(Path::new(typed), &from).map(drop).map_err(|faults| {
            let said = faults.iter().map(|fault| fault.message.clone());
            Invalid::new(Sentence::joined(said, "; "))
        }),
    };
    let typed = ask::line(words.catalogue(), &Question { asked, help, usual: "" }, there)?;
    match unquoted(&typed) {
        "" => Ok(None),
        typed => Logo::read(&PathBuf::from(typed), cwd).map(Some),
    }
}

/// A path without the quotes that come along when a file is dragged into a terminal.
fn unquoted(typed: &str) -> &str {
    typed.trim().trim_matches(['"', '\''])
}
