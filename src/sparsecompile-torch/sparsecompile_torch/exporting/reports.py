"""What is left of a model: patterns and densities, layer by layer."""

from typing import Any, Dict, List

import torch
from torch import nn

from ..layers import prunable
from ..patterns import identify
from .files import plain_state


class Report(List[Dict[str, Any]]):
    """Rows of ``layer``, ``shape``, ``weights``, ``nonZeros``, ``density``, ``pattern`` and ``fit``; ``str`` is a table."""

    def __str__(self) -> str:
        head = ["layer", "shape", "non-zeros", "density", "pattern"]
        rows = [[row["layer"], " x ".join(map(str, row["shape"])), f"{row['nonZeros']:,}", f"{row['density'] * 100:.2f} %",
                 f"{row['pattern']} (fit {row['fit'] * 100:.2f} %)"] for row in self]
        widths = [max(len(cells[i]) for cells in [head, *rows]) for i in range(len(head))]
        return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(cells, widths)).rstrip() for cells in [head, *rows])


def report(model: nn.Module) -> Report:
    """Pattern, as the compiler names it, and density of each linear layer and convolution."""
    state = plain_state(model)
    rows = Report()
    for name in prunable(model):
        weight = torch.from_numpy(state[f"{name}.weight" if name else "weight"])
        count = int((weight != 0.0).sum())
        found = identify(weight)
        rows.append({
            "layer": name, "shape": list(weight.shape), "weights": weight.numel(), "nonZeros": count,
            "density": count / weight.numel(), "pattern": found.name, "fit": found.fit,
        })
    return rows
