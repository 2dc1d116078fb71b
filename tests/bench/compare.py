"""Measures vpsite beside programs that do like work, and writes what came of it into docs/performance.md.

In: a release build of vpsite, the tasks, how many rounds. Out: `target/bench/results.json`, and the tables
between the marks of docs/performance.md; the words around them are written by hand and stay. Every figure
is a median of the rounds with its least and most; programs take turns, so that a ratio is of one run.

    tests/bench/compare [TASK ...] [--rounds 5] [--counts 1,10,100,1000] [--vpsite target/release/vpsite]
"""

import argparse
import json
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


def removed(*folders: Path):
    """What an entrant made the last time is gone."""
    def remove() -> None:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
    return remove


def counted(folder: Path) -> dict[str, int]:
    """Files, pages and bytes below a folder."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {"files": len(files), "pages": sum(path.suffix == ".html" for path in files),
            "bytes": sum(path.stat().st_size for path in files)}


def build(vpsite: Path, root: Path, out: Path, *more: str):
    """A build of all clients of a workspace."""
    return lambda: run([str(vpsite), "build", "--all", "--quiet", "--root", str(root), "--out", str(out), *more], WORK)


def told(runs: Runs) -> dict[str, list[float]]:
    return {what: [runs.median(what), runs.least(what), runs.most(what)] for what in ["wall", "processor", "memory"]}


def site(asked: argparse.Namespace) -> list[dict]:
    """Sites of N clients: vpsite, Hugo, Eleventy, and writing alone."""
    results = []
    for count in asked.counts:
        root, out = WORK / "site/workspace", WORK / "site/out"
        clients.workspace(root, count, LANGUAGES, [])
        removed(out)()
        build(asked.vpsite, root, out)()
        sizes = {"vpsite": counted(out)}
        copy = WORK / "site/source"
        removed(copy)()
        shutil.copytree(out, copy, ignore=shutil.ignore_patterns(".vpsite"))
        entrants = [Entrant("vpsite", removed(out), build(asked.vpsite, root, out)),
                    Entrant("vpsite, nothing changed", lambda: None, build(asked.vpsite, root, out)),
                    Entrant("writing alone", removed(WORK / "site/written"), written(copy, WORK / "site/written"))]
        if count <= HUGO_MOST:
            folder = WORK / "site/hugo"
            peers.hugo(folder, count, LANGUAGES)
            command = [str(peers.hugo_program()), "--quiet", "--destination", "public"]
            entrants.append(Entrant("Hugo", removed(folder / "public"), lambda f=folder, c=command: run(c, f)))
        if count <= ELEVENTY_MOST:
            folder = WORK / "site/eleventy"
            peers.eleventy(folder, peers.eleventy_packages(WORK / "eleventy"), count, LANGUAGES)
            command = ["node", "--max-old-space-size=12288", "node_modules/@11ty/eleventy/cmd.cjs"]
            entrants.append(Entrant("Eleventy", removed(folder / "public"), lambda f=folder, c=command: run(c, f)))
        runs = take_turns(entrants, asked.rounds)
        sizes["writing alone"] = counted(WORK / "site/written")
        for name in ["hugo", "eleventy"]:
            if (WORK / f"site/{name}/public").exists():
                sizes[name.capitalize()] = counted(WORK / f"site/{name}/public")
        results.append({"count": count, "sizes": sizes, "runs": {name: told(r) for name, r in runs.items()}})
        removed(WORK / "site")()
    return results


def written(source: Path, target: Path):
    """The same bytes written by a program that does nothing else; what it reads first does not count."""
    def go() -> Run:
        said = subprocess.run([PYTHON, str(PROJECT / "tests/bench/write.py"), str(source), str(target)],
                              check=True, capture_output=True, text=True).stdout
        figures = json.loads(said)
        return Run(figures["wall"], figures["processor"], 0)
    return go


def kit(asked: argparse.Namespace) -> dict:
    """The whole kit of acme, and all four examples."""
    out = WORK / "kit/out"
    acme = [str(asked.vpsite), "build", str(PROJECT / "clients/acme.yaml"), "--quiet", "--out", str(out)]
    entrants = [Entrant("acme", removed(out), lambda: run(acme, WORK)),
                Entrant("acme, nothing changed", lambda: None, lambda: run(acme, WORK)),
                Entrant("all examples", removed(out), build(asked.vpsite, PROJECT, out))]
    runs = take_turns(entrants, asked.rounds)
    return {"sizes": counted(out / "acme"), "runs": {name: told(r) for name, r in runs.items()}}


def paper(asked: argparse.Namespace) -> dict:
    """One flyer and one poster: what they add to a build, beside whole processes of typst and WeasyPrint."""
    entrants, out = [], WORK / "paper/out"
    for name, wanted in [("site", []), ("flyer", ["flyer"]), ("poster", ["poster"])]:
        root = WORK / f"paper/{name}"
        clients.workspace(root, SPREAD, ["nl"], wanted)
        entrants.append(Entrant(name, removed(out), build(asked.vpsite, root, out, "--jobs", "1")))
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
    results, out = [], WORK / "memory/out"
    ten = ["nl", "en", "pl", "ro", "bg", "uk", "tr", "ar", "de", "es"]
    for what, count, languages, site_only in [
            ("sites, two languages", 100, LANGUAGES, True), ("sites, two languages", 1000, LANGUAGES, True),
            ("sites, two languages", 5000, LANGUAGES, True), ("sites, ten languages", 100, ten, True),
            ("sites, ten languages", 1000, ten, True), ("kits, two languages", 4, LANGUAGES, False),
            ("kits, two languages", 20, LANGUAGES, False), ("kits, ten languages", 2, ten, False),
            ("kits, ten languages", 6, ten, False)]:
        root = WORK / "memory/workspace"
        clients.workspace(root, count, languages, [] if site_only else None)
        removed(out)()
        result = build(asked.vpsite, root, out)()
        results.append({"what": what, "count": count, "wall": result.wall, "processor": result.processor,
                        "memory": result.memory, **counted(out)})
    removed(WORK / "memory")()
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
        results[task] = {"date": date.today().isoformat(), "machine": machine(), "rounds": asked.rounds,
                         "result": TASKS[task](asked)}
        stored.write_text(json.dumps(results, indent=1))
    report.into(PROJECT / "docs/performance.md", results)


if __name__ == "__main__":
    main()
