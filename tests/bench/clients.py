#!/usr/bin/env python3
"""Invents a workspace of N clients, to measure with.

In: how many, which languages, whether paper is made too. Out: a folder with `clients/`, and where no
paper is wanted a theme that makes the site alone. The same arguments give the same bytes, so that two
programs, or two states of one, are measured on the same work.

    clients.py FOLDER --count 1000 --languages nl,en --site-only
"""

import argparse
import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent

FIRST = ["Zorggroep", "Bakkerij", "Stichting", "Transport", "Gemeente", "Museum", "Atelier", "Kwekerij",
         "Scholengroep", "Drukkerij", "Sportclub", "Bouwbedrijf"]
LAST = ["De Linde", "Het Stoepje", "Waterland", "Noord", "De Kade", "Zonneveld", "Ooievaar", "De Brug",
        "Morgenrood", "Het Baken", "Vlinderhof", "De Es", "Rietkraag"]
SECTORS = ["care", "education", "transport", "sport", "culture"]
# Dark enough for white words; 23 of them, so that neither names nor sectors go along with them.
COLOURS = [f"#{(17 * n) % 96:02X}{(29 * n + 40) % 96:02X}{(53 * n + 70) % 128:02X}" for n in range(23)]

PRACTICE = """\
practice:
  name: Praktijk Voorbeeld
  url: https://example.nl/
  privacy:
    controller: Praktijk Voorbeeld
    contact: privacy@example.nl
    retention: {months: 6}
    host: Voorbeeldhosting
site:
  base_url: https://vp.example.nl/
exit_url: https://www.example.nl/
response_time: {working_days: 2}
voicemail: true
call_back: hidden-number
anonymous_contact: true
"""

# Of these two works everybody where they are all there is.
ADVISERS = ("""\
  - name: Marieke Voorbeeld
    bio:
      nl: Marieke is al jaren vertrouwenspersoon. Ze neemt de tijd.
      en: Marieke has been a confidential adviser for years. She takes her time.
    languages: [nl, en]
    channels:
      - {type: phone, number: "+31 6 12345678", hours: {days: mon-fri, from: "9:00", to: "17:00"}}
      - {type: whatsapp, number: "+31 6 12345678"}
      - {type: email, address: marieke@example.nl}
""", """\
  - name: Jan Voorbeeld
    languages: [nl, en]
    channels:
      - {type: phone, number: "+31 6 87654321"}
      - {type: email, address: jan@example.nl}
""")
# Given names of the others, each with a family name of its own number.
OTHERS = ["Noor", "Sam", "Fatima", "Pieter", "Yusuf", "Anna", "Emre", "Els"]


def practice(advisers: int) -> str:
    """The practice's file. With more than two advisers nobody works for a client that does not say so."""
    if advisers <= len(ADVISERS):
        return PRACTICE + "advisers:\n" + "".join(ADVISERS[:advisers])
    said = PRACTICE + "advisers:\n"
    for number in range(advisers):
        said += (f"  - name: {OTHERS[number % len(OTHERS)]} Voorbeeld-{number + 1}\n"
                 f"    id: adviser-{number + 1}\n    here: false\n"
                 "    languages: [nl, en]\n    channels:\n"
                 f"      - {{type: phone, number: \"+31 6 1234{5000 + number}\"}}\n"
                 f"      - {{type: email, address: adviser-{number + 1}@example.nl}}\n")
    return said


def name(number: int) -> str:
    """The name of a client: invented, and another one for each number."""
    first, rest = FIRST[number % len(FIRST)], number // len(FIRST)
    return f"{first} {LAST[rest % len(LAST)]} {number + 1}"


def client(number: int, languages: list[str], advisers: int) -> str:
    """The file of a client. Of many advisers two work there, as many clients for each of them."""
    lines = [
        f"organisation: {{name: {name(number)}, sector: {SECTORS[number % len(SECTORS)]}, "
        f"employees: {10 + 37 * number % 900}, works_council: true}}",
        f"languages: [{', '.join(languages)}]",
        f"brand: {{color: {{primary: \"{COLOURS[number % len(COLOURS)]}\"}}}}",
        "edition: 2026-11",
    ]
    if advisers > len(ADVISERS):
        here = [number % advisers + 1, (number + 1 + number // advisers % (advisers - 1)) % advisers + 1]
        lines += ["advisers:", *(f"  adviser-{it}: {{here: true}}" for it in here)]
    return "\n".join(lines) + "\n"


def theme(*products: str) -> str:
    """The theme's own list with these of its products alone, and no messages."""
    text = (PROJECT / "themes/default/theme.yaml").read_text(encoding="utf-8")
    site, rest = text.split("products:\n", 1)
    entries = rest.split("\nmessages:\n", 1)[0].split("  - id: ")[1:]
    kept = [entry.rstrip("\n") for entry in entries if entry.split("\n", 1)[0] in products]
    assert len(kept) == len(products), products
    return site + ("products:\n" + "".join(f"  - id: {entry}\n" for entry in kept) if kept else "products: []\n")


def workspace(folder: Path, count: int, languages: list[str], products: list[str] | None = None,
              advisers: int = len(ADVISERS)) -> None:
    """Writes a workspace that makes these products, or whole kits; what lay there is gone."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "clients").mkdir(parents=True)
    (folder / "clients/_practice.yaml").write_text(practice(advisers), encoding="utf-8")
    for number in range(count):
        (folder / f"clients/client-{number + 1:05}.yaml").write_text(
            client(number, languages, advisers), encoding="utf-8")
    if products is not None:
        (folder / "themes/default").mkdir(parents=True)
        (folder / "themes/default/theme.yaml").write_text(theme(*products), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--languages", default="nl,en")
    parser.add_argument("--site-only", action="store_true")
    parser.add_argument("--advisers", type=int, default=len(ADVISERS), help="of the practice")
    asked = parser.parse_args()
    workspace(asked.folder, asked.count, asked.languages.split(","), [] if asked.site_only else None, asked.advisers)


if __name__ == "__main__":
    main()
