"""Measures vpsite beside programs that do like work, and writes what came of it into docs/performance.md.

In: a release build of vpsite, the tasks, how many rounds. Out: `target/bench/results.json`, and the tables
between the marks of docs/performance.md; the words around them are written by hand and stay. Every figure
is a median of the rounds with its least and most; programs take turns, so that a ratio is of one run.

    tests/bench/compare [TASK ...] [--rounds 5] [--counts 1,10,100,1000] [--vpsite target/release/vpsite]
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from datetime import date
from pathlib import Path

import clients
import peers
import report
from clients import PROJECT
from measure import Entrant, Run, Runs, machine, run, take_turns

WORK = PROJECT / "target/bench"
LANGUAGES = ["nl", "en"]
# Above this Eleventy takes minutes a run, and Hugo more memory than small machines have.
ELEVENTY_MOST, HUGO_MOST = 100, 2000
# Clients over which the cost of one document is spread.
SPREAD = 10
PYTHON = sys.executable


class Fresh:
    """A folder that is a new one for each run of an entrant. What was made before stays until all is measured:
    where thousands of files have just been removed, ext4 searches long for places of new ones."""

    def __init__(self, parent: Path):
        self.parent, self.number = parent, 0

    @property
    def now(self) -> Path:
        return self.parent / str(self.number)

    def renew(self) -> None:
        self.number += 1


def counted(folder: Path) -> dict[str, int]:
    """Files, pages and bytes below a folder."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {"files": len(files), "pages": sum(path.suffix == ".html" for path in files),
            "bytes": sum(path.stat().st_size for path in files)}


def build(vpsite: Path, root: Path, out: Fresh, *more: str):
    """A build of all clients of a workspace."""
    command = [str(vpsite), "build", "--all", "--quiet", "--root", str(root), *more, "--out"]
    return lambda: run([*command, str(out.now)], WORK)


def told(runs: Runs) -> dict[str, list[float]]:
    return {what: [runs.median(what), runs.least(what), runs.most(what)] for what in ["wall", "processor", "memory"]}


def site(asked: argparse.Namespace) -> list[dict]:
    """Sites of N clients: vpsite, Hugo, Eleventy, and writing alone."""
    results = []
    for count in asked.counts:
        here = WORK / f"site/{count}"
        root, out, alone = here / "workspace", Fresh(here / "out"), Fresh(here / "written")
        clients.workspace(root, count, LANGUAGES, [])
        build(asked.vpsite, root, out)()
        sizes = {"vpsite": counted(out.now)}
        copy = here / "source"
        shutil.copytree(out.now, copy, ignore=shutil.ignore_patterns(".vpsite"))
        entrants = [Entrant("vpsite", out.renew, build(asked.vpsite, root, out)),
                    Entrant("vpsite, nothing changed", lambda: None, build(asked.vpsite, root, out)),
                    Entrant("writing alone", alone.renew, written(copy, alone))]
        made = {"writing alone": alone}
        if count <= HUGO_MOST:
            folder = here / "hugo"
            peers.hugo(folder, count, LANGUAGES)
            made["Hugo"] = Fresh(here / "hugo-out")
            command = [str(peers.hugo_program()), "--quiet", "--destination"]
            entrants.append(peer("Hugo", made["Hugo"], command, folder))
        if count <= ELEVENTY_MOST:
            folder = here / "eleventy"
            peers.eleventy(folder, peers.eleventy_packages(WORK / "eleventy"), count, LANGUAGES)
            made["Eleventy"] = Fresh(here / "eleventy-out")
            command = ["node", "--max-old-space-size=12288", "node_modules/@11ty/eleventy/cmd.cjs", "--output"]
            entrants.append(peer("Eleventy", made["Eleventy"], command, folder))
        runs = take_turns(entrants, asked.rounds)
        sizes |= {name: counted(folder.now) for name, folder in made.items()}
        results.append({"count": count, "sizes": sizes, "runs": {name: told(r) for name, r in runs.items()}})
    return results


def peer(name: str, out: Fresh, command: list[str], folder: Path) -> Entrant:
    """A program that is told last where to write, from the folder it works in (Eleventy takes no other way)."""
    return Entrant(name, out.renew, lambda: run([*command, os.path.relpath(out.now, folder)], folder))


def written(source: Path, target: Fresh):
    """The same bytes written by a program that does nothing else; what it reads first does not count."""
    def go() -> Run:
        said = subprocess.run([PYTHON, str(PROJECT / "tests/bench/write.py"), str(source), str(target.now)],
                              check=True, capture_output=True, text=True).stdout
        figures = json.loads(said)
        return Run(figures["wall"], figures["processor"], 0)
    return go


def kit(asked: argparse.Namespace) -> dict:
    """The whole kit of acme, and all four examples."""
    out, examples = Fresh(WORK / "kit/out"), Fresh(WORK / "kit/examples")
    command = [str(asked.vpsite), "build", str(PROJECT / "clients/acme.yaml"), "--quiet", "--out"]

    def acme() -> Run:
        return run([*command, str(out.now)], WORK)

    entrants = [Entrant("acme", out.renew, acme),
                Entrant("acme, nothing changed", lambda: None, acme),
                Entrant("all examples", examples.renew, build(asked.vpsite, PROJECT, examples))]
    runs = take_turns(entrants, asked.rounds)
    return {"sizes": counted(out.now / "acme"), "runs": {name: told(r) for name, r in runs.items()}}


def paper(asked: argparse.Namespace) -> dict:
    """One flyer and one poster: what they add to a build, beside whole processes of typst and WeasyPrint."""
    entrants, out = [], Fresh(WORK / "paper/out")
    for name, wanted in [("site", []), ("flyer", ["flyer"]), ("poster", ["poster"])]:
        root = WORK / f"paper/{name}"
        clients.workspace(root, SPREAD, ["nl"], wanted)
        entrants.append(Entrant(name, out.renew, build(asked.vpsite, root, out, "--jobs", "1")))
    folder = WORK / "paper/peers"
    peers.flyer(folder)
    one = ("import typst; typst.compile('flyer.typ', output='flyer-typst.pdf', font_paths=['fonts'],"
           " pdf_standards=['ua-1'])")
    entrants.append(Entrant("typst, a process", lambda: None, lambda: run([PYTHON, "-c", one], folder)))
    weasy = str(Path(sysconfig.get_path("scripts")) / "weasyprint")
    command = [weasy, "--pdf-variant", "pdf/ua-1", "flyer.html", "flyer-weasyprint.pdf"]
    entrants.append(Entrant("WeasyPrint, a process", lambda: None, lambda: run(command, folder)))
    code = ["qrencode", "-o", "again.png", "-s", "12", "HTTPS://VP.EXAMPLE.NL/acme/"]
    entrants.append(Entrant("qrencode, a process", lambda: None, lambda: run(code, folder)))
    read = ["zbarimg", "--quiet", "code.png"]
    entrants.append(Entrant("zbarimg, a process", lambda: None, lambda: run(read, folder)))
    runs = take_turns(entrants, asked.rounds)
    for name in ["typst", "weasyprint"]:
        assert pages_of(folder / f"flyer-{name}.pdf") == 2, f"{name} has not set the same flyer"
    return {"spread": SPREAD, "runs": {name: told(r) for name, r in runs.items()}}


def pages_of(pdf: Path) -> int:
    said = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
    return int(re.search(r"^Pages:\s+(\d+)", said, flags=re.M)[1])


def memory(asked: argparse.Namespace) -> list[dict]:
    """The most memory, from few clients to many, in two languages and in ten, sites and whole kits."""
    results, out = [], Fresh(WORK / "memory/out")
    ten = ["nl", "en", "pl", "ro", "bg", "uk", "tr", "ar", "de", "es"]
    for what, count, languages, site_only in [
            ("sites, two languages", 100, LANGUAGES, True), ("sites, two languages", 1000, LANGUAGES, True),
            ("sites, two languages", 5000, LANGUAGES, True), ("sites, ten languages", 100, ten, True),
            ("sites, ten languages", 1000, ten, True), ("kits, two languages", 4, LANGUAGES, False),
            ("kits, two languages", 20, LANGUAGES, False), ("kits, two languages", 100, LANGUAGES, False),
            ("kits, ten languages", 2, ten, False),
            ("kits, ten languages", 6, ten, False)]:
        root = WORK / "memory/workspace"
        clients.workspace(root, count, languages, [] if site_only else None)
        out.renew()
        result = build(asked.vpsite, root, out)()
        results.append({"what": what, "count": count, "wall": result.wall, "processor": result.processor,
                        "memory": result.memory, **counted(out.now)})
    return results


TASKS = {"site": site, "kit": kit, "paper": paper, "memory": memory}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tasks", nargs="*", help="all when absent")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--counts", default="1,10,100,1000", help="clients of the task `site`")
    parser.add_argument("--vpsite", type=Path, default=PROJECT / "target/release/vpsite")
    asked = parser.parse_args()
    asked.counts = [int(count) for count in asked.counts.split(",")]
    asked.vpsite = asked.vpsite.resolve()
    WORK.mkdir(parents=True, exist_ok=True)
    stored = WORK / "results.json"
    results = json.loads(stored.read_text()) if stored.exists() else {}
    for task in asked.tasks or list(TASKS):
        print(f"measuring: {task}", flush=True)
        shutil.rmtree(WORK / task, ignore_errors=True)
        results[task] = {"date": date.today().isoformat(), "machine": machine(), "rounds": asked.rounds,
                         "result": TASKS[task](asked)}
        stored.write_text(json.dumps(results, indent=1))
    for task in asked.tasks or list(TASKS):
        shutil.rmtree(WORK / task, ignore_errors=True)
    report.into(PROJECT / "docs/performance.md", results)


if __name__ == "__main__":
    main()
