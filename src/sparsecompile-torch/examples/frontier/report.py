"""The table and the picture of the frontier, from the cells that are there.

    python3 report.py WORK_FOLDER [--network mlp|conv]

Writes docs/frontier.svg and results.json here, and puts the table between the markers of docs/training.md. Times are the
compiler's estimates for one inference, and cycles those of modeled hardware (``sparsec estimate``; set SPARSEC to the tool's command).
"""

import argparse
import json
import math
import statistics
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

from cells import DENSITIES, METHODS, PATTERNS, SEEDS, Cell, all_cells
from sparsecompile_torch.sparsec import estimate

DOCS = Path(__file__).resolve().parents[4] / "docs"
BEGIN, END = "<!-- frontier: made by src/sparsecompile-torch/examples/frontier/report.py -->", "<!-- end of frontier -->"
TARGETS = ("streamed-csr", "two-of-four", "complementary/sparse-dense", "complementary-rows")
COLORS = {"dense": "#444444", "random": "#d55e00", "N of 32": "#0072b2", "16 x 1": "#009e73", "8 x 1": "#56b4e9",
          "4 x 4": "#e69f00", "complementary": "#cc79a7"}

Row = Dict[str, Any]


def read(work: Path, network: str) -> List[Row]:
    """The cells that are finished."""
    paths = [work / f"{cell.id}.json" for cell in all_cells(network)]
    return [json.loads(path.read_text()) for path in paths if path.exists()]


def summarize(cells: List[Row], network: str) -> List[Row]:
    """A row for each pattern, method and density that has a seed."""
    rows = []
    requests: List[Row] = []
    for cell in [cell for cell in all_cells(network) if cell.seed == SEEDS[0]]:
        runs = [run for run in cells if (run["pattern"], run["method"], run["density"]) == (cell.pattern, cell.method, cell.density)]
        if runs:
            accuracies = [run["accuracy"] for run in runs]
            rows.append({
                "pattern": cell.pattern, "method": cell.method, "density": cell.density, "seeds": len(runs), "accuracy": statistics.mean(accuracies),
                "deviation": statistics.stdev(accuracies) if len(runs) > 1 else None, "nonZeros": sum(layer["nonZeros"] for layer in runs[0]["layers"]),
                "found": [layer["pattern"] for layer in runs[0]["layers"]],
            })
            requests += [request(len(rows) - 1, cell, layer) for layer in runs[0]["layers"] if len(layer["shape"]) == 2]
    for row in rows:
        row.update({"macs": 0, "nanoseconds": 0.0, "cycles": {target: 0 for target in TARGETS}})
    for answer in estimate(requests, targets=list(TARGETS)):
        row = rows[int(answer["name"])]
        row["macs"] += answer["macs"]
        row["nanoseconds"] += answer["nanoseconds"]
        for target in TARGETS:
            row["cycles"][target] += answer["cycles"][target]
    return rows


def request(row: int, cell: Cell, layer: Row) -> Row:
    """What ``sparsec estimate`` is asked of a linear layer, those that are not pruned as well; the name is the number of the row."""
    return {"name": str(row), "rows": layer["shape"][0], "columns": layer["shape"][1],
            "pattern": cell.word if layer["pattern"] != "dense" else "dense", "density": cell.share if layer["pattern"] != "dense" else 1}


def table(rows: List[Row]) -> str:
    """Markdown: a line for each pattern and density, a column for each method."""
    lines = [f"| pattern | density | executed MACs | time | {' | '.join(f'`{target}`' for target in TARGETS)} | gradual | dynamic |", "|---" * (6 + len(TARGETS)) + "|"]
    known = {(row["pattern"], row["method"], row["density"]): row for row in rows}
    dense = known.get(("dense", "-", "1"))
    if dense:
        lines.append(f"| dense | 1 | {figures(dense)} | {spelled(dense)} | |")
    for density in ("1/8", "1/16", "1/32"):
        for pattern in PATTERNS:
            found = [known.get((pattern, method, density)) for method in METHODS]
            first = next((row for row in found if row), None)
            lines.append(f"| {pattern} | {density} | {figures(first)} | {spelled(found[0])} | {spelled(found[1])} |")
    return "\n".join(lines)


def figures(row: Optional[Row]) -> str:
    """Executed multiply-accumulates, time, and cycles of each target."""
    if row is None:
        return " | ".join([""] * (2 + len(TARGETS)))
    return " | ".join([f"{row['macs']:,}", f"{row['nanoseconds'] / 1000:.2f} us", *(f"{row['cycles'][target]:,}" for target in TARGETS)])


def spelled(row: Optional[Row]) -> str:
    """Mean, deviation and number of seeds."""
    if row is None:
        return "not run"
    deviation = f" ± {row['deviation'] * 100:.2f}" if row["deviation"] is not None else ""
    return f"{row['accuracy'] * 100:.2f}{deviation} % ({row['seeds']})"


def picture(rows: List[Row]) -> str:
    """Accuracy over time as SVG: a point for each row, filled where the training was dynamic."""
    width, height, left, bottom = 760, 420, 60, 50
    times = [row["nanoseconds"] / 1000 for row in rows]
    accuracies = [row["accuracy"] * 100 for row in rows]
    low, high = min(accuracies) - 0.2, max(accuracies) + 0.2
    first, last = math.floor(math.log2(min(times))), math.ceil(math.log2(max(times)))

    def across(time: float) -> float:
        return left + (width - left - 170) * (math.log2(time) - first) / (last - first)

    def place(row: Row) -> Tuple[float, float]:
        return (across(row["nanoseconds"] / 1000), 20 + (height - 20 - bottom) * (high - row["accuracy"] * 100) / (high - low))

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
             f'<rect width="{width}" height="{height}" fill="white"/>',
             f'<path d="M{left} 20V{height - bottom}H{width - 170}" fill="none" stroke="#888"/>',
             f'<text x="{(left + width - 170) / 2}" y="{height - 12}" text-anchor="middle">estimated time, microseconds, logarithmic</text>',
             f'<text x="14" y="{height / 2}" transform="rotate(-90 14 {height / 2})" text-anchor="middle">accuracy, %</text>']
    for i in range(6):
        value, y = low + (high - low) * i / 5, 20 + (height - 20 - bottom) * (5 - i) / 5
        parts.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{value:.1f}</text>')
    for power in range(first, last + 1):
        parts.append(f'<text x="{across(2.0 ** power):.1f}" y="{height - bottom + 16}" text-anchor="middle">{2.0 ** power:g}</text>')
    for row in rows:
        x, y = place(row)
        color = COLORS[row["pattern"]]
        fill = color if row["method"] != "gradual" else "white"
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{fill}" stroke="{color}" stroke-width="2">'
                     f'<title>{row["pattern"]}, {row["density"]}, {row["method"]}: {row["accuracy"] * 100:.2f} %, {row["nanoseconds"] / 1000:.2f} us</title></circle>')
    for i, (pattern, color) in enumerate(COLORS.items()):
        parts.append(f'<circle cx="{width - 150}" cy="{30 + 20 * i}" r="5" fill="{color}"/><text x="{width - 138}" y="{34 + 20 * i}">{pattern}</text>')
    parts.append(f'<text x="{width - 155}" y="{34 + 20 * len(COLORS)}">ring: gradual; disc: dynamic</text></svg>')
    return "\n".join(parts) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("work", type=Path)
    parser.add_argument("--network", choices=["mlp"], default="mlp", help="networks of linear layers")
    arguments = parser.parse_args()
    cells = read(arguments.work, arguments.network)
    rows = summarize(cells, arguments.network)
    (Path(__file__).resolve().parent / "results.json").write_text(json.dumps({"cells": [{name: value for name, value in cell.items() if name != "layers"} for cell in cells], "rows": rows}, indent=1) + "\n")
    (DOCS / "frontier.svg").write_text(picture(rows))
    page = DOCS / "training.md"
    before, rest = page.read_text().split(BEGIN)
    note = f"{len(cells)} of {len(all_cells(arguments.network))} trainings were run; the number of seeds is in parentheses."
    page.write_text(f"{before}{BEGIN}\n{note}\n\n{table(rows)}\n{END}{rest.split(END)[1]}")
    print(f"{len(cells)} cells, {len(rows)} rows, densities {', '.join(DENSITIES)}")


if __name__ == "__main__":
    main()
