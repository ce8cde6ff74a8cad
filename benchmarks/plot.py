"""``python -m benchmarks.plot``: docs/benchmarks/results.json as pictures beside it (extra: bench)."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import pyplot as plt

from benchmarks.__main__ import RESULTS

Row = dict[str, Any]


def engines(rows: Sequence[Row], to: Path) -> None:
    """Seconds a case by number of present findings, one panel a network; an open triangle is a time-out, a lower bound."""
    figure, panels = plt.subplots(1, 2, figsize=(10, 4), sharey=True)
    for panel, network in zip(panels, ("sparse", "dense"), strict=True):
        for engine in dict.fromkeys(row["engine"] for row in rows):
            own = [row for row in rows if (row["network"], row["engine"]) == (network, engine)]
            points = [(row["present"], row.get("one_case_s", row.get("seconds"))) for row in own]
            (line,) = panel.plot([n for n, s in points if s], [s for _, s in points if s], marker="o", label=engine)
            stopped = [(row["present"], float(f.split()[1])) for row in own for f in row.get("failures", []) if f.startswith(">")]
            panel.plot([n for n, _ in stopped], [s for _, s in stopped], marker="^", linestyle="", fillstyle="none", color=line.get_color())
        panel.set(title=f"{network}: 60 causes x 250 findings", xlabel="present findings", yscale="log")
        panel.grid(visible=True, which="major", alpha=0.3)
    panels[0].set_ylabel("seconds for all presences of one case")
    panels[0].legend(fontsize=7)
    figure.tight_layout()
    figure.savefig(to, metadata={"Date": None})


def growth(rows: Sequence[Row], to: Path) -> None:
    """Seconds a case as causes, findings and present findings grow."""
    figure, panels = plt.subplots(1, 3, figsize=(11, 3.6), sharey=True)
    for panel, grows in zip(panels, ("causes", "findings", "present"), strict=True):
        for network in ("sparse", "dense"):
            own = [row for row in rows if (row["network"], row["grows"]) == (network, grows)]
            panel.plot([row["size"] for row in own], [1e3 * row["seconds"] for row in own], marker="o", label=network)
        panel.set(xlabel={"causes": "causes", "findings": "findings in the base", "present": "present findings"}[grows], yscale="log")
        panel.grid(visible=True, which="major", alpha=0.3)
    panels[0].set_ylabel("milliseconds a case")
    panels[0].legend()
    figure.tight_layout()
    figure.savefig(to, metadata={"Date": None})


def interviews(found: Row, to: Path) -> None:
    """How often the true cause leads, and how unsure the answer still is, after each question of an interview."""
    figure, panels = plt.subplots(1, 2, figsize=(9, 3.6))
    for panel, name, label in zip(panels, ("top_1", "entropy"), ("share of people whose cause leads", "entropy of the shares, nats"), strict=True):
        panel.plot(range(len(found[name])), found[name], marker="o")
        panel.set(xlabel="questions answered, the safety screen first", ylabel=label)
        panel.grid(visible=True, which="major", alpha=0.3)
    panels[0].axhline(found["full_top_1"], linestyle="--", color="grey", label="everything known")
    panels[0].set_ylim(0, 1)
    panels[0].legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(to, metadata={"Date": None})


def main() -> None:
    """Draw all."""
    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "whytwitch"
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    engines(results["compared"], RESULTS.parent / "engines.svg")
    growth(results["grown"], RESULTS.parent / "growth.svg")
    interviews(json.loads((RESULTS.parent / "interview.json").read_text(encoding="utf-8")), RESULTS.parent / "interview.svg")
    print(f"Written: {RESULTS.parent / 'engines.svg'}, growth.svg and interview.svg")


if __name__ == "__main__":
    main()
