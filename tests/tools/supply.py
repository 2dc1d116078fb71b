#!/usr/bin/env python3
"""What the program is made of -> the tables of docs/supply.md, written anew between their marks.

    tests/tools/supply.py PROGRAM

PROGRAM is the release build with its symbols, as `cargo build --release` leaves it. Crates are counted from Cargo.lock
by `cargo metadata`, bytes from the sections and symbols of the program (binutils). Run it where figures have changed;
it writes nothing but the tables.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/supply.md"
SYSTEMS = ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc", "aarch64-apple-darwin"]


def printed(*command):
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def crates(system=None):
    """The program's crates by who needs them: of Typst, of Typst and us, of us alone; then those of tests."""
    only = ["--filter-platform", system] if system else []
    data = json.loads(printed("cargo", "metadata", "--format-version", "1", "--locked", "--offline", *only))
    names = {package["id"]: package["name"] for package in data["packages"]}
    needs = {node["id"]: node["deps"] for node in data["resolve"]["nodes"]}

    def below(roots, kinds):
        seen, todo = set(), list(roots)
        while todo:
            crate = todo.pop()
            if crate not in seen:
                seen.add(crate)
                own = kinds if crate in roots else kinds - {"dev"}
                todo += [d["pkg"] for d in needs[crate] if any((k["kind"] or "normal") in own for k in d["dep_kinds"])]
        return seen

    program = {crate for crate, name in names.items() if name == "vpsite"}
    typst = {crate for crate, name in names.items() if re.fullmatch(r"typst(-\w+)?", name)}
    whole = below(program, {"normal"})
    # A crate that others need only to be compiled is not in the program.
    compiled = below(program, {"normal", "build"})
    return {
        "in the program": len(whole),
        "of them Typst's, with all that it needs": len(whole & below(typst, {"normal"})),
        "of them ours alone": len(whole - below(typst, {"normal"})),
        "needed to compile it, beside those": len(compiled - whole),
        "for tests alone": len(below(program, {"normal", "build", "dev"}) - compiled),
    }


def crate_table():
    columns = [crates(), *(crates(system) for system in SYSTEMS)]
    yield "| crates | all systems | " + " | ".join(SYSTEMS) + " |"
    yield "|---|" + "---|" * len(columns)
    for row in columns[0]:
        yield f"| {row} | " + " | ".join(str(column[row]) for column in columns) + " |"


def megabytes(size):
    return f"{size / 1e6:.1f} MB"


def owner(symbol):
    """The crate that a mangled name of Rust is of."""
    # `_ZN`, then each part of the path with its length before it; in front of `as` stands the type of an impl.
    match = re.match(r"_ZN(\d+)(.*)", symbol)
    if not match:
        return "C" if re.match(r"[A-Za-z_]*(WebP|VP8)", symbol) else None
    first = match[2][: int(match[1])]
    if first.startswith("_$LT$"):
        inner = re.match(r"_\$LT\$(?:\$\w+\$|_|mut )*(?:dyn )?(\w+?)(?:\.\.|\$)", first)
        first = inner[1] if inner else "core"
    return first


GROUPS = [
    ("vpsite", r"vpsite.*"),
    ("Typst: setting, styles, PDF", r"typst.*|krilla.*|pdf_writer|lopdf|hayagriva|hypher|citationberg|biblatex|comemo|ecow|subsetter|codex|unscanny"),
    ("Typst: plugins (WebAssembly)", r"wasmi.*|wasmparser.*|wast|wat"),
    ("Typst: source code in documents", r"syntect|two_face|yaml_rust|plist|onig|fancy_regex|bincode"),
    ("drawings and fonts", r"usvg|resvg|tiny_skia.*|ttf_parser|rustybuzz|skrifa|read_fonts|harfrust|fontdb|svgtypes|kurbo|hayro.*|write_fonts|roxmltree|simplecss|xmlwriter|vello.*"),
    ("pictures", r"image|image_webp|png|zune.*|gif|jpeg_decoder|moxcms|fdeflate|miniz_oxide|flate2|zlib_rs|webp|weezl|qcms|rqrr|qrcode|C"),
    ("languages and letters (Unicode, CLDR)", r"icu.*|unicode.*|zerovec|idna.*|deunicode|encoding_rs|writeable|yoke"),
    ("patterns", r"regex.*|aho_corasick|phonenumber"),
    ("templates, Markdown, HTML, CSS, YAML, JSON, mail, cards", r"tera|pulldown_cmark|html5gum|cssparser|granit.*|serde.*|mail.*|calcard|chrono.*|schemars|url|csv.*|quick_xml|toml.*|ciborium.*|postcard|zip|polib"),
    ("command line, files, preview", r"clap.*|anstream|anstyle|annotate_snippets|inquire|crossterm|notify|mio|httparse|walkdir|roff|strsim|rustix"),
    ("generic code of the standard library", r"std|core|alloc|hashbrown|gimli|addr2line|object|rustc_demangle|memchr"),
]


def size_tables(program):
    sections = {}
    for line in printed("size", "-A", program).splitlines():
        parts = line.split()
        if len(parts) == 3 and parts[0].startswith("."):
            sections[parts[0]] = int(parts[1])
    code = sections[".text"]
    data = sum(size for name, size in sections.items() if name.startswith((".rodata", ".data")))
    unwinding = sum(size for name, size in sections.items() if name.startswith((".eh_frame", ".gcc_except_table")))
    whole = sum(sections.values())
    by_group = Counter()
    for line in printed("nm", "-S", "--defined-only", program).splitlines():
        parts = line.split(" ")
        if len(parts) == 4 and parts[2] in "tTwW":
            crate = owner(parts[3])
            group = next((name for name, names in GROUPS if crate and re.fullmatch(names, crate)), "all others")
            by_group[group] += int(parts[1], 16)
    yield f"| bytes of the program | {megabytes(Path(program).stat().st_size)} |"
    yield "|---|---|"
    rows = [
        ("code", code), ("data: fonts, content, tables", data), ("how to unwind and to clean up after a panic", unwinding),
        ("relocations and the rest", whole - code - data - unwinding), ("names for a debugger, which `dist` strips", Path(program).stat().st_size - whole),
    ]
    for name, size in rows:
        yield f"| {name} | {megabytes(size)} |"
    yield ""
    yield f"| code, by whose it is | {megabytes(sum(by_group.values()))} |"
    yield "|---|---|"
    for name, size in by_group.most_common():
        yield f"| {name} | {megabytes(size)} |"
    yield ""
    embedded = [("content in ten languages", "content"), ("the theme", "themes"), ("of it its fonts", "themes/default/fonts"), ("messages in Dutch", "messages")]
    yield "| data that is ours | |"
    yield "|---|---|"
    for name, folder in embedded:
        size = sum(path.stat().st_size for path in (ROOT / folder).rglob("*") if path.is_file())
        yield f"| {name} | {megabytes(size)} |"


def main():
    text = PAGE.read_text(encoding="utf-8")
    for name, lines in [("crates", crate_table()), ("bytes", size_tables(sys.argv[1]))]:
        begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        before, rest = text.split(begin)
        _, after = rest.split(end)
        text = before + begin + f"\nOn {date.today():%-d %B %Y}.\n\n" + "\n".join(lines) + "\n\n" + end + after
    PAGE.write_text(text, encoding="utf-8")


main()
