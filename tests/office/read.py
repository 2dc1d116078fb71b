#!/usr/bin/env python3
"""Slides to change, as python-pptx reads them, which shares nothing with what wrote them.

    tests/office/read.py KITS

KITS is a folder of kits. Of each `introduction-*.pptx`: eight slides of 16:9, on layouts with a title that says
something, notes with each, a text in place of each picture, the palette of the theme, and the words of the PDF beside it,
slide by slide. Ends with "in order", or with what is not.
"""

import re
import subprocess
import sys
from pathlib import Path

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

wrong = []


def letters(text):
    return re.sub(r"[\W_]", "", text)


def words(text):
    return {word for word in re.findall(r"\w+", text) if len(word) > 3}


def shown(slide):
    return "\n".join(shape.text_frame.text.replace("\v", "") for shape in slide.shapes if shape.has_text_frame)


def pages(pdf):
    said = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    return said.split("\f")[:-1]


def look(path):
    def hold(good, what):
        if not good:
            wrong.append(f"{path}: {what}")

    deck = Presentation(str(path))
    hold(len(deck.slides) == 8, f"{len(deck.slides)} slides")
    hold(deck.slide_width * 9 == deck.slide_height * 16, "is not 16:9")
    hold(deck.core_properties.title and not deck.core_properties.last_modified_by, "properties")
    printed = pages(path.with_suffix(".pdf"))
    for number, slide in enumerate(deck.slides, 1):
        title = slide.shapes.title
        hold(title is not None and title.text_frame.text.strip(), f"slide {number} has no title")
        hold(slide.has_notes_slide and len(slide.notes_slide.notes_text_frame.text) > 100, f"slide {number} has no notes")
        for shape in slide.shapes:
            if shape.shape_type == MSO_SHAPE_TYPE.PICTURE:
                told = shape._element.xpath(".//p:cNvPr/@descr")
                hold(told and told[0].strip(), f"slide {number}: a picture without a text")
        # Arabic comes out of a PDF in the forms of its letters; how many words there are is the same in any.
        if "-ar" not in path.stem:
            page = letters(printed[number - 1])
            gone = [word for word in words(shown(slide)) if word not in page]
            hold(not gone, f"slide {number} says what the PDF does not: {gone}")


kits = Path(sys.argv[1])
decks = sorted(kits.glob("*/onboarding/introduction-*.pptx"))
for deck in decks:
    look(deck)
if not decks:
    wrong.append(f"no slides in {kits}")
print("\n".join(wrong) if wrong else f"{len(decks)} presentations are in order")
sys.exit(bool(wrong))
