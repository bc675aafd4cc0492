"""Patterns that keep or prune several weights as a whole: blocks, rows and columns."""

import math
from typing import Sequence, Tuple

import numpy as np

from .base import Pattern, count_of, largest, padded


class Blocks(Pattern):
    """Aligned blocks of rows x columns. Every 16 rows (or however high a block is) keep the same number of blocks.

    Args:
        height: Rows of a block.
        width: Columns of a block.
    """

    def __init__(self, height: int = 16, width: int = 1):
        if height < 1 or width < 1 or height * width < 2:
            raise ValueError(f"Invalid block: {height} x {width}. Expected two weights or more.")
        self.height = height
        self.width = width

    @property
    def spec(self) -> str:
        return f"{self.height}x{self.width}"

    def name(self, shape: Sequence[int], density: float) -> str:
        return f"blocks of {self.height} x {self.width}"

    def pool(self, score: np.ndarray) -> np.ndarray:
        # Sums of squares: what a block adds to the error if it goes. Of blocks that the border cuts, the average counts.
        places = self._sums(np.ones(score.shape))
        return np.sqrt(self._sums(score.astype(np.float64) ** 2) / places).astype(np.float32)

    def select(self, score: np.ndarray, density: float) -> np.ndarray:
        return largest(score, count_of(density, score.shape[1]))

    def expand(self, units: np.ndarray, shape: Tuple[int, int]) -> np.ndarray:
        return units.repeat(self.height, 0).repeat(self.width, 1)[: shape[0], : shape[1]]

    def places(self, nonzero: np.ndarray) -> int:
        return int(self.expand(self._sums(nonzero.astype(np.float64)) > 0.0, nonzero.shape).sum())

    def _sums(self, values: np.ndarray) -> np.ndarray:
        tiles = padded(values, self.height, self.width, 0.0)
        rows, columns = tiles.shape
        return tiles.reshape(rows // self.height, self.height, columns // self.width, self.width).sum((1, 3))


class Lines(Pattern):
    """Whole rows and columns are pruned; what is left is a smaller dense layer.

    Args:
        axis: ``"rows"``, ``"columns"``, or ``"both"``, which keeps the same share of each.
    """

    def __init__(self, axis: str = "both"):
        if axis not in ("rows", "columns", "both"):
            raise ValueError(f"Invalid axis: {axis!r}. Expected 'rows', 'columns' or 'both'.")
        self.axis = axis

    @property
    def spec(self) -> str:
        return "lines" if self.axis == "both" else self.axis[:-1] + "-lines"

    def name(self, shape: Sequence[int], density: float) -> str:
        rows, columns = int(shape[0]), int(np.prod(shape[1:]))
        kept_rows, kept_columns = self._counts(rows, columns, density)
        return f"whole lines, {rows - kept_rows} rows and {columns - kept_columns} columns pruned"

    def select(self, score: np.ndarray, density: float) -> np.ndarray:
        kept_rows, kept_columns = self._counts(*score.shape, density)
        squares = score.astype(np.float64) ** 2
        rows = largest(squares.sum(1), kept_rows)
        columns = largest(squares[rows].sum(0), kept_columns)
        return rows[:, None] & columns[None, :]

    def places(self, nonzero: np.ndarray) -> int:
        return int(nonzero.any(1).sum()) * int(nonzero.any(0).sum())

    def _counts(self, rows: int, columns: int, density: float) -> Tuple[int, int]:
        if self.axis == "rows":
            return count_of(density, rows), columns
        if self.axis == "columns":
            return rows, count_of(density, columns)
        kept_rows = count_of(math.sqrt(density), rows)
        return kept_rows, count_of(density * rows / kept_rows, columns)
