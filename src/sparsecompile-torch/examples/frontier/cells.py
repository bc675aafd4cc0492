"""What the frontier is made of: networks, patterns, methods and densities; a cell for each combination and seed."""

from typing import Dict, List, NamedTuple, Optional

import torch
from torch import nn

from sparsecompile_torch import ComplementaryEvolution, Gradual, RigL
from sparsecompile_torch.methods import Method

DENSITIES = {"1/16": 1 / 16, "1/8": 1 / 8, "1/32": 1 / 32}
SEEDS = (1, 2, 3)
PATTERNS = {
    "random": "rows", "N of 32": "n:32", "16 x 1": "16x1", "8 x 1": "8x1", "4 x 4": "4x4", "complementary": "complementary{rows}",
}
METHODS = ("gradual", "dynamic")


class Cell(NamedTuple):
    """One training."""

    network: str
    pattern: str
    method: str
    density: str
    seed: int

    @property
    def id(self) -> str:
        """Name of its file."""
        return "-".join([self.network, self.pattern, self.method, self.density, str(self.seed)]).replace(" ", "").replace("/", "of")

    @property
    def word(self) -> str:
        """The pattern as the package and ``sparsec`` have it; ``dense`` for none."""
        return "dense" if self.pattern == "dense" else PATTERNS[self.pattern].format(rows=round(1 / self.share))

    @property
    def share(self) -> float:
        """The density as a number."""
        return DENSITIES.get(self.density, 1.0)


def all_cells(network: str) -> List[Cell]:
    """In the order in which they are trained: the first seed of everything, then the second."""
    cells = []
    for seed in SEEDS:
        cells.append(Cell(network, "dense", "-", "1", seed))
        cells += [Cell(network, pattern, method, density, seed) for density in DENSITIES for method in METHODS for pattern in PATTERNS]
    return cells


def method_of(cell: Cell, steps: int) -> Optional[Method]:
    """How a cell is pruned. Dynamic training of complementary sets is evolution, of all others RigL."""
    if cell.method == "gradual":
        return Gradual(steps)
    return ComplementaryEvolution(steps) if cell.pattern == "complementary" else RigL(steps)


def build(network: str) -> nn.Module:
    """``mlp``: linear 784-256-256-10. ``conv``: conv 5x5 32, pool, conv 5x5 64, pool, linear 1024-256-10. Batch norm and ReLU."""
    if network == "mlp":
        return nn.Sequential(
            nn.Flatten(), nn.Linear(784, 256, bias=False), nn.BatchNorm1d(256), nn.ReLU(),
            nn.Linear(256, 256, bias=False), nn.BatchNorm1d(256), nn.ReLU(), nn.Linear(256, 10))
    return nn.Sequential(
        nn.Conv2d(1, 32, 5, bias=False), nn.BatchNorm2d(32), nn.MaxPool2d(2), nn.ReLU(),
        nn.Conv2d(32, 64, 5, bias=False), nn.BatchNorm2d(64), nn.MaxPool2d(2), nn.ReLU(),
        nn.Flatten(), nn.Linear(1024, 256, bias=False), nn.BatchNorm1d(256), nn.ReLU(), nn.Linear(256, 10))


PRUNED: Dict[str, List[str]] = {"mlp": ["1", "4"], "conv": ["4", "9"]}
"""Layers that are pruned; the others are dense."""


def to_memory_format(network: str, model: nn.Module) -> nn.Module:
    """Convolutions are twice as fast with channels last."""
    return model.to(memory_format=torch.channels_last) if network == "conv" else model
