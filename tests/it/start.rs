//! From an empty folder to clients: `init`, `new`, `import` and `edit`.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use super::support::{Run, contents, files, folder, repository, site_only, vpsite};

/// What an unwritten fact or an unread translation says: the program's own, not the workspace's.
const NOT_YET: [&str; 3] = ["fact/unverified", "content/unreviewed", "fact/outdated"];

/// A workspace as `init` makes it, with a theme that prints nothing.
fn started(name: &str, lang: &str) -> PathBuf {
    let root = folder(name);
    vpsite(&root, &["init", "--lang", lang]).ended(0);
    let theme = site_only(&format!("{name}-theme")).join("themes/default/theme.yaml");
    fs::create_dir_all(root.join("themes/default")).unwrap();
    fs::copy(theme, root.join("themes/default/theme.yaml")).unwrap();
    root
}

/// The codes of what was said, each once.
fn codes(run: &Run) -> Vec<String> {
    let code = |line: &str| {
        let (_, rest) = line.split_once("error[").or(line.split_once("warning["))?;
        Some(rest.split(']').next()?.to_owned())
    };
    let mut codes: Vec<String> = run.err.lines().filter_map(code).collect();
    codes.sort();
    codes.dedup();
    codes
}

#[test]
fn an_empty_folder_becomes_a_workspace_that_builds_at_once() {
    for (lang, client, readme) in
        [("nl", "voorbeeld", "LEESMIJ.txt"), ("en", "example", "README.txt")]
    {
        let root = started(&format!("init-{lang}"), lang);
        vpsite(&root, &["build", "--all"]).ended(0);
        assert!(root.join(format!("dist/{client}/site/index.html")).is_file());
        // Strict, nothing is wrong but what no person has checked yet.
        let run = vpsite(&root, &["check", "--all", "--strict", "--format", "short"]).ended(1);
        let other: Vec<String> =
            codes(&run).into_iter().filter(|code| !NOT_YET.contains(&code.as_str())).collect();
        assert!(other.is_empty(), "{other:?}: {}", run.err);
        // What the guide tells to type is there.
        let guide = fs::read_to_string(root.join(readme)).unwrap();
        for line in guide.lines().filter_map(|line| line.trim().strip_prefix("vpsite edit ")) {
            let args: Vec<&str> = line.split("   ").next().unwrap().split_whitespace().collect();
            vpsite(&root, &[&["edit"], args.as_slice()].concat()).ended(0);
        }
        assert!(guide.contains(&format!("clients/{client}.yaml")));
        vpsite(&root, &["build", "--all"]).ended(0);
    }
}

#[test]
fn a_folder_that_is_at_work_is_not_touched() {
    let root = site_only("init-again");
    fs::write(root.join(".gitignore"), "mine\n").unwrap();
    let before = contents(&root.join("clients"));
    let run = vpsite(&root, &["init", "--lang", "en"]).ended(0);
    assert!(run.err.contains(".gitignore is there already"), "{}", run.err);
    assert_eq!(fs::read_to_string(root.join(".gitignore")).unwrap(), "mine\n");
    let after = contents(&root.join("clients"));
    let new: Vec<&String> =
        after.iter().filter(|it| !before.contains(it)).map(|(path, _)| path).collect();
    assert!(new.iter().all(|path| *path == "client.schema.json"), "{new:?}");
    vpsite(&root, &["init"]).ended(0);
    // Within its own folders no other can be.
    let run = vpsite(&root, &["init", "clients/acme", "--format", "short"]).ended(2);
    assert!(run.err.contains("workspace/within"), "{}", run.err);
    vpsite(&root, &["init", "elsewhere", "--lang", "nl"]).ended(0);
    assert!(root.join("elsewhere/clients/voorbeeld.yaml").is_file());
}

#[test]
fn a_client_is_made_of_flags_and_builds() {
    let root = started("new-flags", "nl");
    let logo = repository().join("clients/acme/logo.svg");
    let args =
        ["new", "--organisation", "Bakkers & Zn.", "--languages", "Nederlands en Pools", "--logo"];
    let args = [args.as_slice(), &[logo.to_str().unwrap(), "--lang", "nl"]].concat();
    let run = vpsite(&root, &args).ended(0);
    assert_eq!(run.out, "clients/bakkers-zn.yaml\nclients/bakkers-zn/logo.svg\n");
    let text = fs::read_to_string(root.join("clients/bakkers-zn.yaml")).unwrap();
    assert!(
        text.contains("name: Bakkers & Zn.\nlanguages: [nl, pl]\nbrand:\n  color: {primary: \"#"),
        "{text}"
    );
    vpsite(&root, &["build", "clients/bakkers-zn.yaml"]).ended(0);
    // Again, nothing is written over.
    let run = vpsite(&root, &["new", "--organisation", "Bakkers Zn", "--format", "short"]).ended(2);
    assert!(run.err.contains("write/in-the-way"), "{}", run.err);
    assert_eq!(text, fs::read_to_string(root.join("clients/bakkers-zn.yaml")).unwrap());
}

#[test]
fn every_flag_that_is_wrong_is_told_and_nothing_is_written() {
    let root = started("new-wrong", "en");
    let before = files(&root);
    let flags = [
        ("--phone", "06-1234"),
        ("--email", "noor@"),
        ("--languages", "nederlnds"),
        ("--colour", "green"),
        ("--address", "http://x"),
        ("--employees", "many"),
    ];
    let flags: Vec<&str> = flags.iter().flat_map(|(flag, value)| [*flag, *value]).collect();
    let args = [&["new", "--organisation", "X Y", "--format", "short"], flags.as_slice()].concat();
    let run = vpsite(&root, &args).ended(2);
    for flag in ["phone", "email", "languages", "colour", "address", "employees"] {
        assert!(run.err.contains(&format!("`--{flag}`: ")), "{flag}: {}", run.err);
    }
    assert!(run.err.contains("who the adviser is"), "{}", run.err);
    // Without a terminal nobody is asked.
    let run = vpsite(&root, &["new"]).ended(2);
    assert!(run.err.contains("--organisation"), "{}", run.err);
    assert_eq!(before, files(&root));
}

/// A practice without advisers and without an address gives nothing; one with them, all.
#[test]
fn a_practice_that_gives_nothing_is_told_once() {
    let root = started("import-bare", "nl");
    fs::write(root.join("clients/_practice.yaml"), "exit_url: https://www.knmi.nl/\n").unwrap();
    let rows: String =
        (0..30).fold("Organisatie;Talen\n".to_owned(), |all, it| format!("{all}Bakker {it};nl\n"));
    fs::write(root.join("clients.csv"), rows).unwrap();
    let run = vpsite(&root, &["import", "clients.csv", "--format", "short"]).ended(2);
    assert_eq!(run.err.matches("sheet/lacks").count(), 2, "{}", run.err);
    let head = "Organisatie;Webadres;Vertrouwenspersoon;Telefoon;E-mail;OR\n";
    let row =
        "Bakker Noord;https://vp.example.nl/noord/;Noor Voorbeeld;06 12345678;noor@example.nl;ja\n";
    fs::write(root.join("clients.csv"), format!("{head}{row}")).unwrap();
    vpsite(&root, &["import", "clients.csv"]).ended(0);
    let text = fs::read_to_string(root.join("clients/bakker-noord.yaml")).unwrap();
    for line in
        ["  works_council: true", "  - name: Noor Voorbeeld", "url: https://vp.example.nl/noord/"]
    {
        assert!(text.contains(line), "{text}");
    }
    vpsite(&root, &["build", "clients/bakker-noord.yaml"]).ended(0);
}

#[test]
fn a_list_of_two_hundred_with_ten_faulty_rows_makes_a_hundred_and_ninety() {
    let root = started("import-many", "nl");
    let mut csv = "Klantenlijst 2026\n\nBedrijfsnaam;Talen;E-mail HR;Contactpersoon;Medewerkers;OR;Kleur;Sector;Webadres;Telfoon\n".to_owned();
    let faults: [(usize, &str, &str, &str); 10] = [
        (10, "Caf\u{e9} {};klingon;;;;;;;;", "Talen", "lang/unknown"),
        (20, "Caf\u{e9} {};nl;hr(at)example.nl;Sanne Bakker;;;;;;", "E-mail HR", "email/invalid"),
        (30, "Caf\u{e9} {};nl;;;veel;;;;;", "Medewerkers", "yaml/type"),
        (40, "Caf\u{e9} {};nl;;;;misschien;;;;", "OR", "sheet/value"),
        (50, "Caf\u{e9} {};nl;;;;;groen;;;", "Kleur", "colour/invalid"),
        (60, "Caf\u{e9} {};nl;;;;;;zorgg;;", "Sector", "sheet/value"),
        (70, "Caf\u{e9} {};nl;;;;;;;http://vp.example.nl/x/;", "Webadres", "url/invalid"),
        (80, ";nl;;;;;;;;", "Bedrijfsnaam", "sheet/name"),
        (90, "Caf\u{e9} 89;nl;;;;;;;;", "Bedrijfsnaam", "sheet/twice"),
        (100, "!!!;nl;;;;;;;;", "Bedrijfsnaam", "sheet/name"),
    ];
    for number in 1..=200 {
        match faults.iter().find(|(row, ..)| *row == number) {
            Some((_, row, ..)) => {
                writeln!(csv, "{}", row.replace("{}", &number.to_string())).unwrap();
            }
            None => writeln!(csv, "Caf\u{e9} {number};Nederlands, Pools;;;;;;;;").unwrap(),
        }
    }
    csv.push_str("Laatste;nl;;;;;;;;\n");
    let csv = csv.replace("Laatste;nl;;;;;;;;\n", "");
    // As Excel saves it on Windows.
    let bytes: Vec<u8> = csv.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    fs::write(root.join("klanten.csv"), &bytes).unwrap();
    let dry = vpsite(&root, &["import", "klanten.csv", "--dry-run"]).ended(1);
    assert_eq!(dry.out.lines().filter(|line| line.contains("would be made")).count(), 190);
    assert!(!root.join("clients/cafe-1.yaml").exists());
    let run = vpsite(&root, &["import", "klanten.csv", "--format", "short"]).ended(1);
    assert_eq!(
        run.out.lines().filter(|line| line.contains(": made: ")).count(),
        190,
        "{}",
        run.out
    );
    assert_eq!(run.out.lines().count(), 200);
    assert!(run.err.contains("200 rows: 190 made, 10 at fault"), "{}", run.err);
    let told: Vec<&str> = run.err.lines().filter(|line| line.contains("error[")).collect();
    assert_eq!(told.len(), 10, "{told:#?}");
    for (number, _, column, code) in faults {
        // Two lines of title and one of headings stand above.
        let (row, place) = (number + 3, format!("klanten.csv:{}:", number + 3));
        let line = told
            .iter()
            .find(|line| line.starts_with(&place))
            .unwrap_or_else(|| panic!("{row}: {told:#?}"));
        assert!(line.contains(&format!("error[{code}]")), "{line}");
        assert!(line.contains(&format!("row {row}, column `{column}`: ")), "{line}");
    }
    let made = files(&root.join("clients")).into_iter().filter(|path| path.starts_with("cafe-"));
    assert_eq!(made.count(), 190);
    let text = fs::read_to_string(root.join("clients/cafe-7.yaml")).unwrap();
    assert!(text.contains("name: Café 7\nlanguages: [nl, pl]\n"), "{text}");
    // The same again: nothing is changed, and nothing is written over.
    let again = vpsite(&root, &["import", "klanten.csv"]).ended(1);
    assert!(again.err.contains("190 unchanged"), "{}", again.err);
}

#[test]
fn an_address_of_hr_without_a_name_is_enough() {
    let root = started("start-hr", "nl");
    let sheet = "Organisatie;E-mail HR\nBakkers & Zn.;hr@example.nl\nGarage Smit;\n";
    fs::write(root.join("k.csv"), sheet).unwrap();
    vpsite(&root, &["import", "k.csv"]).ended(0);
    let client = fs::read_to_string(root.join("clients/bakkers-zn.yaml")).unwrap();
    assert!(client.contains("email: hr@example.nl"), "{client}");
    let run = vpsite(&root, &["check", "clients/bakkers-zn.yaml", "--format", "short"]);
    assert!(!run.err.contains(": error["), "{}", run.err);
    // Neither a name nor an address is nobody.
    let nobody = client.replace("  email: hr@example.nl\n", "  email:\n");
    assert_ne!(nobody, client);
    fs::write(root.join("clients/bakkers-zn.yaml"), nobody).unwrap();
    let run = vpsite(&root, &["check", "clients/bakkers-zn.yaml", "--format", "short"]).ended(1);
    assert!(run.err.contains("yaml/"), "{}", run.err);
}

#[test]
fn an_unknown_column_is_told_with_what_was_meant() {
    let root = started("import-columns", "nl");
    fs::write(
        root.join("k.csv"),
        "Organisatie;Telfoon;Adres;Plaats\nBakker;06 12345678;Dorpsstraat 1;Ede\n",
    )
    .unwrap();
    let run = vpsite(&root, &["import", "k.csv", "--dry-run"]).ended(0);
    assert!(run.err.contains("did you mean `Telefoon`?"), "{}", run.err);
    assert!(run.err.contains("call it `Webadres`"), "{}", run.err);
    fs::write(root.join("k.csv"), "Bakker;nl\nSlager;nl\n").unwrap();
    let run = vpsite(&root, &["import", "k.csv", "--format", "short"]).ended(2);
    assert!(run.err.starts_with("k.csv:1:1: error[sheet/headings]"), "{}", run.err);
}

#[test]
fn only_what_the_sheet_says_is_changed_and_only_if_asked() {
    let root = started("import-update", "nl");
    let own = "\
# Een klant van ons.\r
organisation: {name: Bakker Noord, employees: 30} # sinds 2019\r
languages: [nl]\r
advisers:\r
  - name: Noor Voorbeeld\r
    channels:\r
      - {type: phone, number: \"06 12345678\", hours: {days: mon-fri}} # thuis\r
edition: 2026-09\r
";
    let path = root.join("clients/bakker-noord.yaml");
    fs::write(&path, own).unwrap();
    let head = "Organisatie;Talen;Telefoon;E-mail;Medewerkers;Kleur\n";
    fs::write(
        root.join("k.csv"),
        format!("{head}Bakker Noord;nl, pl;06 87654321;noor@example.nl;30;#0B5D3B\n"),
    )
    .unwrap();
    let run = vpsite(&root, &["import", "k.csv"]).ended(0);
    assert!(
        run.out.contains("left as it is, though it differs (talen, kleur, telefoon, e-mail)"),
        "{}",
        run.out
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), own);
    let run = vpsite(&root, &["import", "k.csv", "--update"]).ended(0);
    assert!(run.out.contains("updated"), "{}", run.out);
    let wanted = own
        .replace("[nl]", "[nl, pl]")
        .replace("\"06 12345678\"", "\"06 87654321\"")
        .replace("# thuis\r\n", "# thuis\r\n      - {type: email, address: noor@example.nl}\r\n")
        + "brand:\r\n  color:\r\n    primary: \"#0B5D3B\"\r\n";
    assert_eq!(fs::read_to_string(&path).unwrap(), wanted);
    let run = vpsite(&root, &["import", "k.csv", "--update"]).ended(0);
    assert!(run.err.contains("1 unchanged"), "{}", run.err);
    vpsite(&root, &["build", "clients/bakker-noord.yaml"]).ended(0);
    // A value that a build would refuse changes nothing.
    fs::write(root.join("k.csv"), format!("{head}Bakker Noord;nl;06 8765;;;\n")).unwrap();
    let run = vpsite(&root, &["import", "k.csv", "--update", "--format", "short"]).ended(1);
    assert!(run.err.contains("row 2, column `Telefoon`: "), "{}", run.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), wanted);
    // Which of several advisers is meant is not guessed.
    fs::write(
        &path,
        wanted.replace(
            "edition",
            "  - {name: Jan Smit, channels: [{type: email, address: jan@example.nl}]}\r\nedition",
        ),
    )
    .unwrap();
    fs::write(root.join("k.csv"), format!("{head}Bakker Noord;;06 11111111;;;\n")).unwrap();
    let run = vpsite(&root, &["import", "k.csv", "--update", "--format", "short"]).ended(1);
    assert!(run.err.contains("sheet/adviser"), "{}", run.err);
}

#[test]
fn a_form_that_cannot_be_changed_alone_is_left_and_told() {
    let root = started("import-form", "nl");
    let own = "organisation:\n  name: >-\n    Bakker\n    Noord\nlanguages:\n  - nl # hoofdtaal\n  - en\n";
    let path = root.join("clients/bakker-noord.yaml");
    fs::write(&path, own).unwrap();
    fs::write(root.join("k.csv"), "Organisatie,Talen\nBakker Noord,\"nl,pl\"\n").unwrap();
    let run = vpsite(&root, &["import", "k.csv", "--update"]).ended(1);
    assert!(
        run.err.contains("sheet/form") && run.err.contains("at `languages`: [nl, pl]"),
        "{}",
        run.err
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), own);
}

#[test]
fn a_number_that_a_spreadsheet_has_taken_is_told() {
    let root = started("import-numbers", "nl");
    let rows = "Organisatie;Vertrouwenspersoon;Telefoon\nA B;Noor Voorbeeld;612345678\nC D;Noor Voorbeeld;3,16123E+10\nE F;Noor Voorbeeld;31612345678\nG H;Noor Voorbeeld;0612345678\n";
    fs::write(root.join("k.csv"), rows).unwrap();
    let run = vpsite(&root, &["import", "k.csv"]).ended(1);
    assert_eq!(run.err.matches("[sheet/number]").count(), 3, "{}", run.err);
    assert_eq!(run.err.matches("type it again: `06 12 34 56 78`").count(), 2, "{}", run.err);
    assert!(root.join("clients/g-h.yaml").is_file());
}

/// A workbook as a spreadsheet program saves it, of these parts.
fn archive(path: &Path, parts: &[(&str, &str)]) {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    fs::write(path, zip.finish().unwrap().into_inner()).unwrap();
}

#[test]
fn workbooks_of_excel_and_libreoffice_are_read() {
    let root = started("import-books", "nl");
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    let sheet = format!(
        "<worksheet {main}><sheetData>\
         <row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"inlineStr\"><is><t>Vertrouwens</t></is></c>\
         <c r=\"D2\" t=\"s\"><v>1</v></c><c r=\"E2\" t=\"s\"><v>4</v></c></row>\
         <row r=\"3\"><c r=\"A3\" t=\"s\"><v>2</v></c><c r=\"D3\"><v>40</v></c><c r=\"E3\" s=\"1\"><v>46327</v></c></row>\
         <row r=\"5\"><c r=\"A5\" t=\"s\"><v>3</v></c><c r=\"D5\" t=\"e\"><v>#REF!</v></c></row></sheetData></worksheet>"
    );
    let strings = format!(
        "<sst {main}><si><t>Organisation</t></si><si><t>Employees</t></si><si><r><t>Bakkers </t></r>\
         <r><t>&amp; Zn.</t></r></si><si><t>Gemeente Ede</t><rPh><t>no</t></rPh></si><si><t>Edition</t></si></sst>"
    );
    archive(
        &root.join("k.xlsx"),
        &[
            (
                "xl/workbook.xml",
                &format!(
                    "<workbook {main} xmlns:r=\"x\"><sheets><sheet name=\"a\" state=\"hidden\" r:id=\"r1\"/><sheet name=\"b\" r:id=\"r2\"/></sheets></workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"r1\" Target=\"no.xml\"/><Relationship Id=\"r2\" Target=\"worksheets/sheet2.xml\"/></Relationships>",
            ),
            ("xl/worksheets/sheet2.xml", &sheet),
            ("xl/sharedStrings.xml", &strings),
            (
                "xl/styles.xml",
                &format!(
                    "<styleSheet {main}><numFmts><numFmt numFmtId=\"170\" formatCode=\"mmm\\-yy\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/></cellXfs></styleSheet>"
                ),
            ),
        ],
    );
    let run = vpsite(&root, &["import", "k.xlsx", "--format", "short"]).ended(0);
    assert_eq!(
        run.out,
        "row 3: made: clients/bakkers-zn.yaml\nrow 5: made: clients/gemeente-ede.yaml\n"
    );
    let text = fs::read_to_string(root.join("clients/bakkers-zn.yaml")).unwrap();
    assert!(text.contains("employees: 40\n") && text.contains("edition: 2026-11\n"), "{text}");

    let ods = "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>\
        <table:table><table:table-row><table:table-cell office:value-type=\"string\"><text:p>Organisatie</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"string\"><text:p>Vertrouwenspersoon</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"string\"><text:p>Telefoon</text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated=\"2\"><table:table-cell/></table:table-row>\
        <table:table-row><table:table-cell office:value-type=\"string\"><text:p>Slager</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"string\"><text:p>Noor Voorbeeld</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"float\" office:value=\"612345678\"><text:p>612345678</text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"1024\"/></table:table-row>\
        </table:table></office:spreadsheet></office:body></office:document-content>";
    archive(&root.join("k.ods"), &[("content.xml", ods)]);
    let run = vpsite(&root, &["import", "k.ods", "--format", "short"]).ended(1);
    assert!(run.err.starts_with("k.ods:4:"), "{}", run.err);
    assert!(run.err.contains("row 4, column `Telefoon`: `612345678` lacks"), "{}", run.err);
    for (name, bytes) in
        [("a.xls", &[0xD0, 0xCF, 0x11, 0xE0, 1][..]), ("b.xlsx", b"PK\x03\x04"), ("c.csv", b"")]
    {
        fs::write(root.join(name), bytes).unwrap();
        let run = vpsite(&root, &["import", name, "--format", "short"]).ended(2);
        assert!(run.err.contains("sheet/unreadable"), "{}", run.err);
    }
}

#[test]
fn a_page_is_copied_whole_and_told_when_its_original_changes() {
    let root = site_only("edit-content");
    let run = vpsite(&root, &["edit", "content", "steps", "--section", "steps"]).ended(0);
    let original = fs::read_to_string(repository().join("content/nl/steps.md")).unwrap();
    let line = original.lines().position(|line| line.contains("{#steps}")).unwrap() + 1;
    assert_eq!(run.out, format!("content/nl/steps.md:{line}\n"));
    let copy = root.join("content/nl/steps.md");
    assert_eq!(fs::read_to_string(&copy).unwrap(), original);
    // What is there is not written over.
    fs::write(&copy, original.replace("Je hoeft niets voor te bereiden.", "Kom zoals je bent."))
        .unwrap();
    let run = vpsite(&root, &["edit", "content", "steps.md"]).ended(0);
    assert!(run.err.contains("it stands there already"), "{}", run.err);
    // One client's own is laid over that.
    vpsite(&root, &["edit", "content", "steps", "--client", "acme"]).ended(0);
    let own = fs::read_to_string(root.join("clients/acme/content/nl/steps.md")).unwrap();
    assert!(own.contains("Kom zoals je bent.") && own.starts_with("---\nreplaces: \""), "{own}");
    let run = vpsite(&root, &["check", "clients/acme.yaml", "--format", "short"]).ended(0);
    assert!(!run.err.contains("content/replace"), "{}", run.err);
    for args in [
        &["content", "stepps"][..],
        &["content", "steps", "--section", "x"],
        &["words", "exit_nw"],
        &["helpline", "polize"],
        &["fact", "x"],
        &["content", "_confidentiality", "--client", "acme"],
    ] {
        let run = vpsite(&root, &[&["edit"], args].concat()).ended(2);
        assert!(run.err.contains("content/"), "{}", run.err);
    }
    let run = vpsite(&root, &["edit", "content", "_law-crimes", "--show"]).ended(0);
    assert!(run.out.starts_with("**De wet verplicht"), "{}", run.out);
    assert!(!root.join("content/nl/_law-crimes.md").exists());
}

#[test]
fn of_words_help_lines_and_facts_only_the_one_is_copied() {
    let root = site_only("edit-lines");
    let run = vpsite(&root, &["edit", "words", "exit_now", "--to", "Weg: \"hier\""]).ended(0);
    assert_eq!(run.out, "content/nl/_strings.yaml:1\n");
    vpsite(&root, &["edit", "words", "call"]).ended(0);
    let words = fs::read_to_string(root.join("content/nl/_strings.yaml")).unwrap();
    assert_eq!(words, "exit_now: 'Weg: \"hier\"'\ncall: Bellen\n");
    for id in ["police", "emergency"] {
        vpsite(&root, &["edit", "helpline", id]).ended(0);
    }
    let again = vpsite(&root, &["edit", "helpline", "police"]).ended(0);
    assert_eq!(again.out, "content/_helplines.yaml:2\n");
    let lines = fs::read_to_string(root.join("content/_helplines.yaml")).unwrap();
    assert_eq!(lines.matches("- id: ").count(), 2, "{lines}");
    vpsite(&root, &["edit", "helpline", "police", "--lang", "nl"]).ended(0);
    vpsite(&root, &["edit", "fact", "_law-crimes"]).ended(0);
    let facts = root.join("content/_facts.yaml");
    let text = fs::read_to_string(&facts).unwrap();
    fs::write(&facts, text.replace("verified: false", "verified: true")).unwrap();
    let run = vpsite(&root, &["build", "clients/minimal.yaml"]).ended(0);
    assert!(!run.err.contains("`crimes`"), "{}", run.err);
    let page = fs::read_to_string(root.join("dist/minimal/site/index.html")).unwrap();
    assert!(page.contains("Weg: ") && page.contains("hier"), "the word is not on the page");
    let list = vpsite(&root, &["edit"]).ended(0);
    for name in
        ["content steps", "content _law-crimes", "words exit_now", "helpline police", "fact crimes"]
    {
        assert!(list.out.lines().any(|line| line.starts_with(name)), "{name}");
    }
}
