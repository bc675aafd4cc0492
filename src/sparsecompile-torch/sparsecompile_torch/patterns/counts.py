"""Patterns that count: any weights of a layer, of each row, or of each group of a row."""

from typing import Optional, Sequence

import numpy as np

from .base import Pattern, count_of, largest, padded


LARGEST_GROUP = 64
"""Columns up to which the compiler takes a row for one group of N:M."""


class Unstructured(Pattern):
    """Any weights of the layer. With ``densities.by_magnitude``, this is global magnitude pruning."""

    @property
    def spec(self) -> str:
        return "any"

    def name(self, shape: Sequence[int], density: float) -> str:
        return "unstructured"

    def select(self, score: np.ndarray, density: float) -> np.ndarray:
        return largest(score.reshape(-1), count_of(density, score.size)).reshape(score.shape)

    def places(self, nonzero: np.ndarray) -> int:
        return int(nonzero.sum())


class Rows(Pattern):
    """Any weights of a row, the same number in every row: lanes that each compute a row finish together."""

    @property
    def spec(self) -> str:
        return "rows"

    def name(self, shape: Sequence[int], density: float) -> str:
        columns = int(np.prod(shape[1:]))
        count = count_of(density, columns)
        return f"{count} in every row" if columns > LARGEST_GROUP else f"{count}:{columns}"

    def select(self, score: np.ndarray, density: float) -> np.ndarray:
        return largest(score, count_of(density, score.shape[1]))

    def places(self, nonzero: np.ndarray) -> int:
        return int(nonzero.sum(1).max()) * nonzero.shape[0]


class NOfM(Pattern):
    """N of every M adjacent columns of a row (N:M).

    Args:
        group: M, the columns of a group.
        spread: Where N of all groups would miss the density, some groups keep one more than others, the same in all rows.
        channels: Groups lie along the channels of a pixel, as compiled code keeps images, and not along the taps of a window. 0 takes
            their number from a convolution; a linear layer that reads a flattened image states it. None keeps PyTorch's order.
    """

    def __init__(self, group: int = 32, spread: bool = False, channels: Optional[int] = None):
        if group < 2:
            raise ValueError(f"Invalid group: {group}. Expected 2 or more columns.")
        self.group = group
        self.spread = spread
        self.channels = channels

    @property
    def spec(self) -> str:
        return f"n:{self.group}" + ("+" if self.spread else "") + ("" if self.channels is None else f"@{self.channels}")

    def name(self, shape: Sequence[int], density: float) -> str:
        columns = int(np.prod(shape[1:]))
        most = int(self._counts(density, columns).max())
        order = self.columns(shape)
        return f"{most}:{min(self.group, columns)}" + ("" if order is None else ", channels last")

    def columns(self, shape: Sequence[int]) -> Optional[np.ndarray]:
        columns = int(np.prod(shape[1:]))
        channels = self.channels or int(shape[1])
        if self.channels is None or channels == columns:
            return None
        if columns % channels:
            raise ValueError(f"Invalid channels: {channels}. Expected a divisor of the {columns} columns of the layer.")
        return np.arange(columns).reshape(channels, -1).T.reshape(-1)

    def select(self, score: np.ndarray, density: float) -> np.ndarray:
        rows, columns = score.shape
        groups = padded(score, 1, self.group).reshape(rows, -1, self.group)
        return largest(groups, self._counts(density, columns)[None, :]).reshape(rows, -1)[:, :columns]

    def places(self, nonzero: np.ndarray) -> int:
        counts = padded(nonzero.astype(np.float32), 1, self.group, 0.0).reshape(nonzero.shape[0], -1, self.group).sum(2)
        return int(counts.max()) * counts.size

    def _counts(self, density: float, columns: int) -> np.ndarray:
        groups = -(-columns // self.group)
        if not self.spread:
            return np.full(groups, count_of(density, self.group))
        total, bounds = count_of(density, columns), np.arange(groups + 1)
        return np.minimum(self.group, np.diff(total * bounds // groups))
