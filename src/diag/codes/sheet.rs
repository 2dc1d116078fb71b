//! Codes about a spreadsheet of clients.

use super::{Code, row};

pub(super) const ROWS: &[Code] = &[
    row(
        "sheet/adviser",
        "a client has several advisers, and the row does not say which one it is about",
        "write the adviser's name as it stands in the client file into the row",
    ),
    row(
        "sheet/column",
        "a column is not read: its heading is not known, or another column says the same",
        "give it a heading that is known, if what it says belongs into the kits",
    )
    .example("Organisatie;Telfoon", "Organisatie;Telefoon"),
    row("sheet/empty", "there is no row below the headings", "write one row for each client"),
    row(
        "sheet/form",
        "the file of a client is written in a form in which one value cannot be changed alone",
        "change it by hand, as the message says",
    ),
    row(
        "sheet/headings",
        "no row says in which column the organisation stands",
        "write headings above the columns, in Dutch or English",
    )
    .example("Bakkers & Zn.;nl", "Organisatie;Talen\nBakkers & Zn.;nl"),
    row(
        "sheet/lacks",
        "every client needs it, and neither a column nor the practice says it",
        "write it into `clients/_practice.yaml`, or add the column",
    ),
    row(
        "sheet/name",
        "no file can be named after this row",
        "write the organisation's name, or a name of a file in the column `Bestandsnaam`",
    )
    .example("Bestandsnaam: Bakker Noord", "Bestandsnaam: bakker-noord"),
    row(
        "sheet/number",
        "a spreadsheet has taken a telephone number for a number, and its first digit is lost",
        "give the column the format Text and type the number again",
    )
    .example("612345678", "06 12345678"),
    row(
        "sheet/twice",
        "two rows would make one file",
        "remove one of the two, or give each a name in the column `Bestandsnaam`",
    ),
    row(
        "sheet/unreadable",
        "the spreadsheet is not there, or is of a kind that is not read",
        "save it as `.xlsx`, `.ods` or CSV",
    ),
    row(
        "sheet/value",
        "a cell holds a word that cannot stand there",
        "write one of the words that the message names, or leave the cell empty",
    )
    .example("OR: misschien", "OR: ja"),
];
