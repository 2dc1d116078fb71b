#!/usr/bin/env python3
"""The slides as LibreOffice prints them -> whether each page says what the kit's PDF says.

    tests/office/compare.py PRINTED KITS

PRINTED has PDFs named `<client>-introduction-<language>.pdf`. Words are compared without regard to how lines break;
greeting and title of the first slide stand in another order, so that a page is a set of words. Arabic comes out of PDFs
in the forms of its letters: both are brought to the plain ones first (NFKC).
"""

import re
import subprocess
import sys
import unicodedata
from pathlib import Path


def pages(pdf):
    said = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    return [unicodedata.normalize("NFKC", page) for page in said.split("\f")[:-1]]


def letters(text):
    return re.sub(r"[\W_]", "", text)


def words(text):
    return {word for word in re.findall(r"\w+", text) if len(word) > 3}


printed, kits = map(Path, sys.argv[1:])
wrong = []
for pdf in sorted(printed.glob("*.pdf")):
    client, name = pdf.stem.split("-introduction-")
    ours = pages(kits / client / "onboarding" / f"introduction-{name}.pdf")
    theirs = pages(pdf)
    for number, (one, two) in enumerate(zip(ours, theirs, strict=True), 1):
        if name != "ar":
            for said, other, where in ((one, two, "the slide"), (two, one, "the PDF")):
                # Whose number it is: by name or by first name; both stand whole on the slide of who they are.
                there = letters(other) + (letters(theirs[1]) if number == len(ours) else "")
                gone = [word for word in words(said) if word not in there]
                if gone:
                    wrong.append(f"{pdf.stem}, {number}: {where} lacks {gone}")
        elif not words(two):
            wrong.append(f"{pdf.stem}, {number}: says nothing")
print("\n".join(wrong) if wrong else "every slide says what its page says")
sys.exit(bool(wrong))
