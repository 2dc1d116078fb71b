"""Puts measured figures into a page of the documentation, between marks; what stands around them stays.

In: the page, and results as `compare` stores them. Out: the page with a table for each task. A figure is a
median, with the least and the most of its rounds in brackets; a ratio is of medians of the same rounds.
"""

from pathlib import Path
from typing import Callable

MEGA = 1024 * 1024


def into(page: Path, results: dict) -> None:
    text = page.read_text(encoding="utf-8")
    for task, table in TABLES.items():
        if task not in results:
            continue
        begin, end = f"<!-- measured: {task} -->", f"<!-- end: {task} -->"
        before, rest = text.split(begin, 1)
        after = rest.split(end, 1)[1]
        told = results[task]
        head = f"{told['date']}, {told['machine']}. {rounds(task, told['rounds'])}"
        text = f"{before}{begin}\n{head}\n\n{table(told['result'])}\n{end}{after}"
    page.write_text(text, encoding="utf-8")


def rounds(task: str, number: int) -> str:
    return "One run each." if task == "memory" else f"Medians of {number} rounds, with the least and the most."


def seconds(figures: list[float]) -> str:
    """A median in a unit that people read, with its spread."""
    median, least, most = figures
    if median < 1:
        return f"{1000 * median:.0f} ms ({1000 * least:.0f} to {1000 * most:.0f})"
    return f"{median:.1f} s ({least:.1f} to {most:.1f})"


def row(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def table(head: list[str], rows: list[list[object]]) -> str:
    return "\n".join([row(*head), row(*["---"] * len(head)), *(row(*cells) for cells in rows)]) + "\n"


def grouped(number: int) -> str:
    return f"{number:,}"


def site(results: list[dict]) -> str:
    rows = []
    for result in results:
        runs, sizes = result["runs"], result["sizes"]
        for name, figures in runs.items():
            size = sizes.get(name, sizes["vpsite"])
            a_page = 1000 * figures["processor"][0] / size["pages"]
            times = f"{figures['wall'][0] / runs['writing alone']['wall'][0]:.1f}"
            beside = "" if "Hugo" not in runs else f"{per_page(runs, sizes, name) / per_page(runs, sizes, 'Hugo'):.2f}"
            memory = figures["memory"][0]
            rows.append([grouped(result["count"]), name, grouped(size["pages"]), seconds(figures["wall"]),
                         seconds(figures["processor"]), f"{a_page:.2f} ms", beside, times,
                         f"{memory / MEGA:.0f} MB" if memory else ""])
    return table(["clients", "program", "pages", "time", "processor", "processor a page", "of Hugo's",
                  "times writing alone", "most memory"], rows)


def per_page(runs: dict, sizes: dict, name: str) -> float:
    return runs[name]["processor"][0] / sizes.get(name, sizes["vpsite"])["pages"]


def kit(result: dict) -> str:
    rows = [[name, seconds(f["wall"]), seconds(f["processor"]), f"{f['memory'][0] / MEGA:.0f} MB"]
            for name, f in result["runs"].items()]
    return table(["kit", "time", "processor", "most memory"], rows)


def paper(result: dict) -> str:
    runs = result["runs"]
    base = runs["site"]["processor"][0]
    rows = []
    for name, files in [("flyer", "PDF and picture"), ("poster", "six files")]:
        more = (runs[name]["processor"][0] - base) / result["spread"]
        rows.append([f"vpsite, what a {name} adds to a build ({files}, looked at and read back)",
                     f"{1000 * more:.0f} ms", f"{more / runs['WeasyPrint, a process']['processor'][0]:.2f}",
                     f"{more / runs['typst, a process']['processor'][0]:.2f}"])
    for name in ["typst, a process", "WeasyPrint, a process", "qrencode, a process", "zbarimg, a process"]:
        figures = runs[name]["processor"]
        rows.append([name, seconds(figures), f"{figures[0] / runs['WeasyPrint, a process']['processor'][0]:.2f}",
                     f"{figures[0] / runs['typst, a process']['processor'][0]:.2f}"])
    return table(["what", "processor", "of WeasyPrint's", "of typst's"], rows)


def memory(results: list[dict]) -> str:
    rows = [[r["what"], grouped(r["count"]), grouped(r["files"]), f"{r['wall']:.0f} s", f"{r['processor']:.0f} s",
             f"{r['memory'] / MEGA:.0f} MB"] for r in results]
    return table(["what", "clients", "files", "time", "processor", "most memory"], rows)


TABLES: dict[str, Callable] = {"site": site, "kit": kit, "paper": paper, "memory": memory}
