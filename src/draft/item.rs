//! The things that are told of a client: what each is called, and what can be typed.
//!
//! One table for spreadsheets, forms and flags. Invariant: no two items share a heading; a
//! word that is not known is handed on as it was typed, so that the check of the file, which
//! knows better, says what is wrong with it.

use std::collections::BTreeMap;

use crate::diag::{Sentence, did_you_mean, nearest, say};
use crate::value::{
    Colour, Edition, Email, HttpsUrl, Invalid, Lang, Origin, PhoneNumber, Slug, Tongue,
};

use super::Told;
use super::typed::{bare, count, month, pieces};

/// A thing that can be told of a client; in the order in which its file has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// The name of its file.
    Slug,
    /// The organisation's name.
    Organisation,
    /// Its short name.
    ShortName,
    /// What kind of organisation it is.
    Kind,
    /// Its sector.
    Sector,
    /// How many people work there.
    Employees,
    /// Whether there is a works council.
    WorksCouncil,
    /// Languages of the kit.
    Languages,
    /// The address of the site.
    Address,
    /// What people type.
    ShortAddress,
    /// The brand colour.
    Colour,
    /// The file of the logo.
    Logo,
    /// The name of the client's own adviser.
    Adviser,
    /// Languages that adviser speaks.
    Spoken,
    /// Number to call.
    Phone,
    /// Number for WhatsApp.
    Whatsapp,
    /// Number for Signal.
    Signal,
    /// Address for e-mail.
    Email,
    /// Whether someone may stay nameless.
    Anonymous,
    /// The intranet that shows the site.
    Intranet,
    /// Year and month of the edition.
    Edition,
    /// Who to write to at HR.
    HrName,
    /// Their address.
    HrEmail,
}

/// How what is typed is taken.
#[derive(Clone, Copy)]
enum Form {
    /// As it is, in one line.
    Line,
    /// Languages, by tag or name.
    Tongues,
    /// A whole number.
    Count,
    /// Yes or no.
    YesNo,
    /// One of some words, in Dutch or English.
    Word(&'static [(&'static str, &'static [&'static str])]),
    /// A year and a month.
    Month,
    /// Several lines parted by commas, semicolons or blanks.
    Lines,
}

struct Row {
    item: Item,
    /// How it is named in a hint, in the words of a heading.
    named: &'static str,
    /// Headings of columns that mean it, in small letters and digits alone.
    headings: &'static [&'static str],
    form: Form,
}

const SECTORS: &[(&str, &[&str])] = &[
    ("care", &["zorg", "zorg en welzijn", "welzijn", "care and welfare"]),
    ("culture", &["cultuur", "media", "cultuur en media"]),
    ("education", &["onderwijs", "school"]),
    ("government", &["overheid", "gemeente"]),
    ("hospitality", &["horeca"]),
    ("industry", &["industrie", "bouw", "techniek", "construction"]),
    ("sport", &["sports"]),
    ("transport", &["vervoer", "logistiek", "transport en logistiek", "logistics"]),
    ("other", &["anders", "overig", "overige"]),
];
const KINDS: &[(&str, &[&str])] = &[
    ("company", &["bedrijf", "bv", "b.v.", "onderneming"]),
    ("institution", &["instelling"]),
    ("school", &["onderwijsinstelling"]),
    ("municipality", &["gemeente"]),
    ("government", &["overheid", "rijk", "provincie", "waterschap"]),
    ("association", &["vereniging"]),
    ("foundation", &["stichting"]),
    ("hospital", &["ziekenhuis"]),
    ("care", &["zorg", "zorginstelling", "zorgorganisatie"]),
    ("other", &["anders", "overig", "overige"]),
];
const YES: &[&str] = &["ja", "j", "yes", "y", "x", "true", "waar", "1", "✓"];
const NO: &[&str] = &["nee", "n", "no", "false", "onwaar", "0", "-"];

const TABLE: &[Row] = &[
    row(
        Item::Slug,
        "Bestandsnaam",
        &["slug", "bestandsnaam", "bestand", "filename", "file", "code", "id"],
        Form::Line,
    ),
    row(
        Item::Organisation,
        "Organisatie",
        &[
            "organisatie",
            "organisatienaam",
            "naamorganisatie",
            "naam",
            "klant",
            "klantnaam",
            "bedrijf",
            "bedrijfsnaam",
            "werkgever",
            "opdrachtgever",
            "organisation",
            "organization",
            "organisationname",
            "organizationname",
            "name",
            "client",
            "clientname",
            "company",
            "companyname",
            "employer",
            "customer",
        ],
        Form::Line,
    ),
    row(
        Item::ShortName,
        "Korte naam",
        &["kortenaam", "korteorganisatienaam", "roepnaam", "shortname", "short"],
        Form::Line,
    ),
    row(Item::Kind, "Soort", &["soort", "soortorganisatie", "type", "kind"], Form::Word(KINDS)),
    row(Item::Sector, "Sector", &["sector", "branche", "industry"], Form::Word(SECTORS)),
    row(
        Item::Employees,
        "Medewerkers",
        &[
            "medewerkers",
            "aantalmedewerkers",
            "werknemers",
            "aantalwerknemers",
            "personeel",
            "employees",
            "numberofemployees",
            "headcount",
            "staff",
        ],
        Form::Count,
    ),
    row(Item::WorksCouncil, "OR", &["or", "ondernemingsraad", "workscouncil"], Form::YesNo),
    row(
        Item::Languages,
        "Talen",
        &["talen", "taal", "taalkit", "talenkit", "languages", "language"],
        Form::Tongues,
    ),
    row(
        Item::Address,
        "Webadres",
        &[
            "webadres",
            "webadressite",
            "adressite",
            "adresvandesite",
            "site",
            "siteadres",
            "siteurl",
            "url",
            "link",
            "webaddress",
            "siteaddress",
            "addressofthesite",
        ],
        Form::Line,
    ),
    row(
        Item::ShortAddress,
        "Kort adres",
        &["kortadres", "kortwebadres", "shortaddress", "shorturl"],
        Form::Line,
    ),
    row(
        Item::Colour,
        "Kleur",
        &[
            "kleur",
            "huiskleur",
            "merkkleur",
            "hoofdkleur",
            "colour",
            "color",
            "brandcolour",
            "brandcolor",
        ],
        Form::Line,
    ),
    row(Item::Logo, "Logo", &["logo", "logobestand", "bestandlogo", "logofile"], Form::Line),
    row(
        Item::Adviser,
        "Vertrouwenspersoon",
        &[
            "vertrouwenspersoon",
            "naamvertrouwenspersoon",
            "adviser",
            "advisor",
            "confidentialadviser",
            "confidentialadvisor",
            "advisername",
        ],
        Form::Line,
    ),
    row(
        Item::Spoken,
        "Talen vertrouwenspersoon",
        &["talenvertrouwenspersoon", "spreekt", "languagesadviser", "adviserlanguages", "speaks"],
        Form::Tongues,
    ),
    row(
        Item::Phone,
        "Telefoon",
        &[
            "telefoon",
            "telefoonnummer",
            "tel",
            "telnr",
            "mobiel",
            "mobielnummer",
            "nummer",
            "telefoonvertrouwenspersoon",
            "phone",
            "phonenumber",
            "telephone",
            "mobile",
        ],
        Form::Line,
    ),
    row(Item::Whatsapp, "WhatsApp", &["whatsapp", "whatsappnummer", "whatsappnumber"], Form::Line),
    row(Item::Signal, "Signal", &["signal", "signalnummer", "signalnumber"], Form::Line),
    row(
        Item::Email,
        "E-mail",
        &["email", "emailadres", "mail", "mailadres", "emailvertrouwenspersoon", "emailaddress"],
        Form::Line,
    ),
    row(
        Item::Anonymous,
        "Anoniem",
        &["anoniem", "anoniemcontact", "anonymous", "anonymouscontact"],
        Form::YesNo,
    ),
    row(Item::Intranet, "Intranet", &["intranet", "intranetadres", "intranetaddress"], Form::Lines),
    row(Item::Edition, "Uitgave", &["uitgave", "editie", "edition"], Form::Month),
    row(
        Item::HrName,
        "Contactpersoon HR",
        &[
            "contactpersoon",
            "contactpersoonhr",
            "hr",
            "hrcontact",
            "naamhr",
            "contact",
            "contactperson",
            "hrname",
        ],
        Form::Line,
    ),
    row(
        Item::HrEmail,
        "E-mail HR",
        &[
            "emailhr",
            "hremail",
            "hrmail",
            "emailcontactpersoon",
            "mailhr",
            "mailcontactpersoon",
            "contactemail",
        ],
        Form::Line,
    ),
];

const fn row(
    item: Item,
    named: &'static str,
    headings: &'static [&'static str],
    form: Form,
) -> Row {
    Row { item, named, headings, form }
}

/// Headings that clients' tables often have and that no file of a client holds; each with
/// what is meant, where something like it is.
const ASIDE: &[(&str, Option<Item>)] = &[
    ("adres", Some(Item::Address)),
    ("address", Some(Item::Address)),
    ("postadres", None),
    ("bezoekadres", None),
    ("postcode", None),
    ("plaats", None),
    ("woonplaats", None),
    ("stad", None),
    ("city", None),
    ("postalcode", None),
    ("zip", None),
    ("website", Some(Item::Address)),
    ("opmerkingen", None),
    ("notities", None),
    ("notes", None),
    ("remarks", None),
    ("kvk", None),
    ("kvknummer", None),
    ("nr", None),
];

/// What a heading means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// A column of this.
    Item(Item),
    /// A column that is left alone, and what to call it if it should not be.
    Aside(Option<&'static str>),
    /// Nothing that is known, and what it may be.
    Stranger(Option<Sentence>),
}

impl Item {
    /// Every item.
    pub fn all() -> impl Iterator<Item = Item> {
        TABLE.iter().map(|row| row.item)
    }

    fn row(self) -> &'static Row {
        // Each item has its row, in the order of the type; a test holds it.
        &TABLE[self as usize]
    }

    /// The heading by which it is called.
    pub fn named(self) -> &'static str {
        self.row().named
    }

    /// What a column with this heading holds; case, blanks and signs make no difference.
    pub fn of_heading(heading: &str) -> Known {
        let bare = bare(heading);
        if let Some(row) = TABLE.iter().find(|row| row.headings.contains(&bare.as_str())) {
            return Known::Item(row.item);
        }
        if let Some((_, meant)) = ASIDE.iter().find(|(name, _)| *name == bare) {
            return Known::Aside(meant.map(Item::named));
        }
        let names: BTreeMap<&str, Item> =
            TABLE.iter().flat_map(|row| row.headings.iter().map(|it| (*it, row.item))).collect();
        let near = nearest(&bare, names.keys().copied()).and_then(|it| names.get(it).copied());
        Known::Stranger(near.map(|item| say!("did you mean `{}`?", item.named())))
    }

    /// Whether what was typed can stand in a file, as far as that is known without the rest
    /// of it.
    ///
    /// # Errors
    /// It cannot.
    pub fn prove(self, typed: &str) -> Result<(), Invalid> {
        let Some(told) = self.read(typed)? else { return Ok(()) };
        let each = match &told {
            Told::One(text) => std::slice::from_ref(text),
            Told::Many(texts) => texts.as_slice(),
        };
        for text in each {
            match self {
                Item::Slug => drop(Slug::parse(text)?),
                Item::Languages => drop(Lang::parse(text)?),
                Item::Spoken => drop(Tongue::parse(text)?),
                Item::Address => drop(HttpsUrl::parse(text)?),
                Item::Colour => drop(Colour::parse(text)?),
                Item::Phone | Item::Whatsapp | Item::Signal => drop(PhoneNumber::parse(text)?),
                Item::Email | Item::HrEmail => drop(Email::parse(text)?),
                Item::Edition => drop(Edition::parse(text)?),
                Item::Intranet => drop(Origin::parse(text)?),
                Item::Organisation | Item::Adviser if !text.contains(char::is_alphabetic) => {
                    return Err(Invalid::new(say!("`{text}` is no name")));
                }
                Item::Employees if text.parse::<u32>().is_err() => {
                    return Err(Invalid::new(say!("`{text}` is no whole number"))
                        .hint(say!("write digits alone, as in `40`")));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// What was typed, as the file is to hold it; nothing where it is blank.
    pub(super) fn read(self, typed: &str) -> Result<Option<Told>, Invalid> {
        let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        if typed.is_empty() {
            return Ok(None);
        }
        let one = |text: &str| Ok(Some(Told::One(text.to_owned())));
        let lower = typed.to_lowercase();
        match self.row().form {
            Form::Line => one(&typed),
            Form::Count => one(&count(&typed)),
            Form::Month => one(&month(&typed)),
            Form::Lines => Ok(Some(Told::Many(pieces(&typed, &[' ', ',', ';'])))),
            Form::Tongues => {
                let joined = typed.replace(" en ", ",").replace(" and ", ",").replace(" & ", ",");
                let mut pieces = pieces(&joined, &[',', ';', '/', '+', '|']);
                // `nl pl` is two; a name of two words is one.
                if let [one] = pieces.as_slice()
                    && one.split(' ').count() > 1
                    && one.split(' ').all(|word| self.tongue(word).is_some())
                {
                    pieces = one.split(' ').map(str::to_owned).collect();
                }
                let tag = |piece: &String| self.tongue(piece).unwrap_or_else(|| piece.clone());
                Ok(Some(Told::Many(pieces.iter().map(tag).collect())))
            }
            Form::YesNo if YES.contains(&lower.as_str()) => one("true"),
            Form::YesNo if NO.contains(&lower.as_str()) => one("false"),
            Form::YesNo => Err(Invalid::new(say!("`{typed}` is neither yes nor no"))
                .hint(say!("write `ja` or `nee`, or leave it empty"))),
            Form::Word(words) => {
                let fits = |(word, others): &&(&str, &[&str])| {
                    *word == lower || others.contains(&lower.as_str())
                };
                match words.iter().find(fits) {
                    Some((word, _)) => one(word),
                    None => {
                        let all =
                            words.iter().flat_map(|(word, others)| others.iter().chain([word]));
                        let list: Vec<&str> =
                            words.iter().filter_map(|(_, it)| it.first().copied()).collect();
                        let near = did_you_mean(&lower, all.copied());
                        let near = near.map(|near| say!("{near} "));
                        let near = near.unwrap_or(Sentence::empty());
                        Err(Invalid::new(say!(
                            "`{typed}` is no {} that vpsite knows",
                            self.named().to_lowercase()
                        ))
                        .hint(say!("{near}it can be {}", list.join(", "))))
                    }
                }
            }
        }
    }

    /// The tag of a language that is given by tag or name. Texts are in some; people speak all.
    fn tongue(self, text: &str) -> Option<String> {
        if let Ok(lang) = Lang::parse(text) {
            return Some(lang.tag().to_owned());
        }
        let tag = Tongue::tag_of_name(text)
            .filter(|tag| self == Item::Spoken || Lang::parse(tag).is_ok());
        tag.map(str::to_owned)
    }
}
