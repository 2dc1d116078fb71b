//! Names as people write them -> whom a button calls, and the five components of `N`.

use super::*;

/// Text; called; family, given, additional, prefix, suffix.
type Case = (&'static str, &'static str, [&'static str; 5]);

const SURE: &[Case] = &[
    ("Noor Bos", "Noor", ["Bos", "Noor", "", "", ""]),
    ("Noor", "Noor", ["", "Noor", "", "", ""]),
    ("Marieke de Vries", "Marieke", ["de Vries", "Marieke", "", "", ""]),
    // Titles.
    ("Drs. Noor Bos", "Noor", ["Bos", "Noor", "", "Drs.", ""]),
    ("drs Noor Bos", "Noor", ["Bos", "Noor", "", "drs", ""]),
    ("mr. J. van den Berg", "J. van den Berg", ["van den Berg", "J.", "", "mr.", ""]),
    ("Prof. dr. ir. Jan Smit", "Jan", ["Smit", "Jan", "", "Prof. dr. ir.", ""]),
    ("Prof.dr.ir. Jan Smit", "Jan", ["Smit", "Jan", "", "Prof.dr.ir.", ""]),
    ("Ing. Bo Bakker", "Bo", ["Bakker", "Bo", "", "Ing.", ""]),
    (
        "mw. A.M. de Vries-El Amrani",
        "A.M. de Vries-El Amrani",
        ["de Vries-El Amrani", "A.M.", "", "mw.", ""],
    ),
    ("dhr. Piet de Boer", "Piet", ["de Boer", "Piet", "", "dhr.", ""]),
    ("de heer Smit", "de heer Smit", ["Smit", "", "", "de heer", ""]),
    ("mevrouw van den Berg", "mevrouw van den Berg", ["van den Berg", "", "", "mevrouw", ""]),
    ("Dipl.-Ing. Anna Weber", "Anna", ["Weber", "Anna", "", "Dipl.-Ing.", ""]),
    ("Dr. med. Karin Vogt", "Karin", ["Vogt", "Karin", "", "Dr. med.", ""]),
    ("mgr Katarzyna Nowak", "Katarzyna", ["Nowak", "Katarzyna", "", "mgr", ""]),
    ("mgr inż. Piotr Zając", "Piotr", ["Zając", "Piotr", "", "mgr inż.", ""]),
    ("dr hab. Ewa Lis", "Ewa", ["Lis", "Ewa", "", "dr hab.", ""]),
    ("lic. Eva Peeters", "Eva", ["Peeters", "Eva", "", "lic.", ""]),
    ("д-р Мария Петрова", "Мария", ["Петрова", "Мария", "", "д-р", ""]),
    ("проф. Иван Петров Димитров", "Иван", ["Димитров", "Иван", "Петров", "проф.", ""]),
    ("Doç. Dr. Ayşe Yılmaz", "Ayşe", ["Yılmaz", "Ayşe", "", "Doç. Dr.", ""]),
    ("Av. Elif Kaya", "Elif", ["Kaya", "Elif", "", "Av.", ""]),
    ("Ayşe Yılmaz Hanım", "Ayşe", ["Yılmaz", "Ayşe", "", "", "Hanım"]),
    ("أ. محمد علي", "محمد", ["علي", "محمد", "", "أ.", ""]),
    ("الدكتورة فاطمة الزهراء", "فاطمة", ["الزهراء", "فاطمة", "", "الدكتورة", ""]),
    ("jhr. mr. Willem van Loon", "Willem", ["van Loon", "Willem", "", "jhr. mr.", ""]),
    ("MSc Noor Bos", "Noor", ["Bos", "Noor", "", "MSc", ""]),
    // Degrees behind.
    ("Noor Bos MSc", "Noor", ["Bos", "Noor", "", "", "MSc"]),
    ("Noor Bos, MSc", "Noor", ["Bos", "Noor", "", "", "MSc"]),
    ("Noor Bos, M.A.", "Noor", ["Bos", "Noor", "", "", "M.A."]),
    ("mr. Noor Bos LL.M. RA", "Noor", ["Bos", "Noor", "", "mr.", "LL.M. RA"]),
    ("Jan Smit jr.", "Jan", ["Smit", "Jan", "", "", "jr."]),
    ("John Smith III", "John", ["Smith", "John", "", "", "III"]),
    ("Anna Muster, Ph.D., MBA", "Anna", ["Muster", "Anna", "", "", "Ph.D., MBA"]),
    ("Jack Ma", "Jack", ["Ma", "Jack", "", "", ""]),
    ("Sunny Bed", "Sunny", ["Bed", "Sunny", "", "", ""]),
    // Initials and given names.
    ("J. van den Berg", "J. van den Berg", ["van den Berg", "J.", "", "", ""]),
    ("J.P. Coen", "J.P. Coen", ["Coen", "J.P.", "", "", ""]),
    ("Th. de Jong", "Th. de Jong", ["de Jong", "Th.", "", "", ""]),
    ("J. Smit", "J. Smit", ["Smit", "J.", "", "", ""]),
    ("Jan P. Smit", "Jan", ["Smit", "Jan", "P.", "", ""]),
    ("J.P. (Jan) Smit", "Jan", ["Smit", "J.P.", "", "", ""]),
    ("Johannes \"Hans\" Smit", "Hans", ["Smit", "Johannes", "", "", ""]),
    ("Noor Bos (zij/haar)", "Noor", ["Bos", "Noor", "", "", ""]),
    ("Anne-Marie Bos", "Anne-Marie", ["Bos", "Anne-Marie", "", "", ""]),
    ("Jan Willem Smit", "Jan Willem", ["Smit", "Jan Willem", "", "", ""]),
    ("Jan Willem van den Berg", "Jan Willem", ["van den Berg", "Jan Willem", "", "", ""]),
    ("Jan de Wit", "Jan", ["de Wit", "Jan", "", "", ""]),
    ("Abdul Karim Yusuf", "Abdul Karim", ["Yusuf", "Abdul Karim", "", "", ""]),
    ("عبد الله حسن", "عبد الله", ["حسن", "عبد الله", "", "", ""]),
    // Particles.
    ("Bo in 't Veld", "Bo", ["in 't Veld", "Bo", "", "", ""]),
    ("Fatima El Amrani", "Fatima", ["El Amrani", "Fatima", "", "", ""]),
    ("Jan v/d Berg", "Jan", ["v/d Berg", "Jan", "", "", ""]),
    ("Ahmed Ben Ali", "Ahmed", ["Ben Ali", "Ahmed", "", "", ""]),
    ("Ben Jansen", "Ben", ["Jansen", "Ben", "", "", ""]),
    ("Al Bakker", "Al", ["Bakker", "Al", "", "", ""]),
    ("Khalid bin Said", "Khalid", ["bin Said", "Khalid", "", "", ""]),
    ("Greta von der Leyen", "Greta", ["von der Leyen", "Greta", "", "", ""]),
    ("Ana dos Santos", "Ana", ["dos Santos", "Ana", "", "", ""]),
    ("Rosa de la Cruz", "Rosa", ["de la Cruz", "Rosa", "", "", ""]),
    ("Sean O'Brien", "Sean", ["O'Brien", "Sean", "", "", ""]),
    ("Jan De Smet", "Jan", ["De Smet", "Jan", "", "", ""]),
    ("van den Berg", "van den Berg", ["van den Berg", "", "", "", ""]),
    ("El Amrani", "El Amrani", ["El Amrani", "", "", "", ""]),
    ("Anna Maria de Vries", "Anna", ["de Vries", "Anna Maria", "", "", ""]),
    (
        "Zofia Wojciechowska van den Berghe",
        "Zofia",
        ["Wojciechowska van den Berghe", "Zofia", "", "", ""],
    ),
    ("Kim de Vries", "Kim", ["de Vries", "Kim", "", "", ""]),
    ("Marie de Vries - El Amrani", "Marie", ["de Vries - El Amrani", "Marie", "", "", ""]),
    // The family name first.
    ("Smit, Noor", "Noor", ["Smit", "Noor", "", "", ""]),
    ("Smit, J.P.", "J.P. Smit", ["Smit", "J.P.", "", "", ""]),
    ("Berg, J. van den", "J. van den Berg", ["van den Berg", "J.", "", "", ""]),
    ("Berg, Jan van den", "Jan", ["van den Berg", "Jan", "", "", ""]),
    ("van den Berg, Jan", "Jan", ["van den Berg", "Jan", "", "", ""]),
    ("Vries, drs. Marieke de", "Marieke", ["de Vries", "Marieke", "", "drs.", ""]),
    ("Smit, Noor, MSc", "Noor", ["Smit", "Noor", "", "", "MSc"]),
    ("Smit, Noor MSc", "Noor", ["Smit", "Noor", "", "", "MSc"]),
    ("Smit, drs. Noor MSc, MBA", "Noor", ["Smit", "Noor", "", "drs.", "MSc MBA"]),
    ("SMIT Noor", "Noor", ["SMIT", "Noor", "", "", ""]),
    ("Nguyễn Thị Lan", "Lan", ["Nguyễn", "Lan", "Thị", "", ""]),
    ("Nguyen Thi Lan", "Lan", ["Nguyen", "Lan", "Thi", "", ""]),
    ("Lan Nguyen", "Lan", ["Nguyen", "Lan", "", "", ""]),
    ("Trần Minh", "Minh", ["Trần", "Minh", "", "", ""]),
    ("王小明", "王小明", ["王", "小明", "", "", ""]),
    ("田中 花子", "田中 花子", ["田中", "花子", "", "", ""]),
    ("김민수", "김민수", ["김", "민수", "", "", ""]),
    ("Олена Петрівна Шевченко", "Олена", ["Шевченко", "Олена", "Петрівна", "", ""]),
    ("Шевченко Олена Петрівна", "Олена", ["Шевченко", "Олена", "Петрівна", "", ""]),
    // What is no part of a name.
    ("Noor Bos, vertrouwenspersoon", "Noor", ["Bos", "Noor", "", "", ""]),
    ("Drs.", "Drs.", ["", "Drs.", "", "", ""]),
];

const DOUBTFUL: &[Case] = &[
    ("María López García", "María", ["García", "María", "López", "", ""]),
    ("J. Smit Bakker", "J. Smit Bakker", ["Smit Bakker", "J.", "", "", ""]),
    ("Nagy Anna", "Nagy", ["Anna", "Nagy", "", "", ""]),
    ("Wang Xiaoming", "Wang", ["Xiaoming", "Wang", "", "", ""]),
    ("Noor Bos, Amsterdam", "Noor", ["Bos", "Noor", "", "", ""]),
];

#[test]
fn a_name_is_taken_apart_as_its_bearer_would() {
    let mut wrong = Vec::new();
    for (cases, doubt) in [(SURE, false), (DOUBTFUL, true)] {
        for (text, called, parts) in cases {
            let NameRead { name, doubtful } = PersonName::read(text);
            let got = [&name.family, &name.given, &name.additional, &name.prefix, &name.suffix];
            let got = got.map(String::as_str);
            if (name.called.as_str(), got, doubtful) != (*called, *parts, doubt) {
                wrong.push(format!("{text}: {} {got:?} {doubtful}", name.called));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_name_with_its_family_name_first_is_turned_round() {
    for (text, full) in [
        ("Smit, Noor", "Noor Smit"),
        ("Berg, mr. J. van den", "mr. J. van den Berg"),
        ("Smit, Noor, MSc", "Noor Smit, MSc"),
        ("Nguyễn, Thị Lan", "Nguyễn Thị Lan"),
        ("Noor  Bos", "Noor Bos"),
        ("Noor Bos, MSc", "Noor Bos, MSc"),
        ("SMIT Noor", "SMIT Noor"),
    ] {
        assert_eq!(PersonName::read(text).name.full, full);
    }
}

#[test]
fn monograms_skip_titles_and_small_words() {
    for (text, letters) in [
        ("Marieke de Vries", "MV"),
        ("Łucja van den Berg-Ólafsdóttir", "ŁB"),
        ("Jan", "J"),
        ("محمد علي", "م"),
        ("Drs. Noor Bos", "NB"),
        ("mr. J. van den Berg", "JB"),
        ("Smit, Noor", "NS"),
        ("Nguyễn Thị Lan", "LN"),
        ("王小明", "小"),
    ] {
        assert_eq!(PersonName::read(text).name.initials(), letters, "{text}");
    }
}

#[test]
fn dutch_particles_do_not_count_when_names_are_sorted() {
    let sorted = |text: &str| PersonName::read(text).name.sorts_as();
    assert_eq!(sorted("Jan van den Berg").as_deref(), Some("Berg"));
    assert_eq!(sorted("Bo in 't Veld").as_deref(), Some("Veld"));
    assert_eq!(sorted("Jan De Smet"), None);
    assert_eq!(sorted("Noor Bos"), None);
}
