//! Codes about a spreadsheet of clients.

use super::{Code, Place, row};

pub(super) const ROWS: &[Code] = &[
    row(
        "sheet/adviser",
        "a client has several advisers, and the row does not say which one it is about",
        "write the adviser's name as it stands in the client file into the row",
    )
    .untold("it takes a client with several advisers, and a row about one"),
    row(
        "sheet/column",
        "a column is not read: its heading is not known, or another column says the same",
        "give it a heading that is known, if what it says belongs into the kits",
    )
    .file("clients.csv", "Organisatie;Vertrouwenspersoon;Telfoon\nBakkers & Zn.;Noor Bos;06 12345678", "Organisatie;Vertrouwenspersoon;Telefoon\nBakkers & Zn.;Noor Bos;06 12345678"),
    row("sheet/empty", "there is no row below the headings", "write one row for each client")
    .file("clients.csv", "Organisatie;Talen", "Organisatie;Talen\nBakkers & Zn.;nl"),
    row(
        "sheet/form",
        "the file of a client is written in a form in which one value cannot be changed alone",
        "change it by hand, as the message says",
    )
    .untold("it takes a client file in a form that the program did not write"),
    row(
        "sheet/headings",
        "no row says in which column the organisation stands",
        "write headings above the columns, in Dutch or English",
    )
    .file("clients.csv", "Bakkers & Zn.;nl", "Organisatie;Talen\nBakkers & Zn.;nl"),
    row(
        "sheet/lacks",
        "every client needs it, and neither a column nor the practice says it",
        "write it into `clients/_practice.yaml`, or add the column",
    )
    .file("clients.csv", "Organisatie;Talen\nBakkers & Zn.;nl", "Organisatie;Talen;Vertrouwenspersoon;Telefoon;Webadres\nBakkers & Zn.;nl;Noor Bos;06 12345678;https://vp.example.nl/bakkers/"),
    row(
        "sheet/name",
        "no file can be named after this row",
        "write the organisation's name, or a name of a file in the column `Bestandsnaam`",
    )
    .file("clients.csv", "Organisatie;Bestandsnaam\nBakker Noord;Bakker Noord", "Organisatie;Bestandsnaam\nBakker Noord;bakker-noord"),
    row(
        "sheet/number",
        "a spreadsheet has taken a telephone number for a number, and its first digit is lost",
        "give the column the format Text and type the number again",
    )
    .file("clients.csv", "Organisatie;Vertrouwenspersoon;Telefoon\nBakkers & Zn.;Noor Bos;612345678", "Organisatie;Vertrouwenspersoon;Telefoon\nBakkers & Zn.;Noor Bos;06 12345678"),
    row(
        "sheet/twice",
        "two rows would make one file",
        "remove one of the two, or give each a name in the column `Bestandsnaam`",
    )
    .file("clients.csv", "Organisatie\nBakkers & Zn.\nBakkers & Zn.", "Organisatie\nBakkers & Zn.\nBakkerij Zuid"),
    row(
        "sheet/unreadable",
        "the spreadsheet is not there, or is of a kind that is not read",
        "save it as `.xlsx`, `.ods` or CSV",
    )
    .at(Place::Command, "vpsite import clients.doc", "vpsite import clients.csv"),
    row(
        "sheet/value",
        "a cell holds a word that cannot stand there",
        "write one of the words that the message names, or leave the cell empty",
    )
    .file("clients.csv", "Organisatie;OR\nBakkers & Zn.;misschien", "Organisatie;OR\nBakkers & Zn.;ja"),
];
