"""Complementary sets: adjacent rows whose non-zeros lie in different columns and together fill one dense row."""

from typing import Optional, Sequence

import numpy as np

from .base import Pattern, count_of, largest, padded


class Complementary(Pattern):
    """Sets of K adjacent rows: every column of a set has one owner, so that a set is stored and read as one dense row.

    The density is 1 / K. At larger densities, while a gradual method is under way, every column has several owners.

    Args:
        rows: K, the rows of a set.
        balanced: Every row of a set owns the same number of columns, or one less.
    """

    def __init__(self, rows: int = 16, balanced: bool = True):
        if rows < 2:
            raise ValueError(f"Invalid set: {rows} rows. Expected 2 or more.")
        self.rows = rows
        self.balanced = balanced

    @property
    def spec(self) -> str:
        return f"complementary{self.rows}" + ("" if self.balanced else "-free")

    def name(self, shape: Sequence[int], density: float) -> str:
        owners = count_of(density, self.rows)
        rows = min(self.rows, int(shape[0]))
        return f"complementary sets of {rows} rows" if owners == 1 else f"{owners} of {rows} rows in every column of a set"

    def select(self, score: np.ndarray, density: float) -> np.ndarray:
        owners = count_of(density, self.rows)
        whole = score.shape[0] // self.rows * self.rows
        parts = [self._sets(score[:whole], self.rows, owners)] if whole else []
        if whole < score.shape[0]:
            # The last rows are a smaller set: it is packed as well.
            parts.append(self._sets(score[whole:], score.shape[0] - whole, min(owners, score.shape[0] - whole)))
        return np.concatenate(parts)

    def places(self, nonzero: np.ndarray) -> int:
        most = self.most_owners(nonzero)
        heights = np.minimum(self.rows, nonzero.shape[0] - np.arange(0, nonzero.shape[0], self.rows))
        return int(np.minimum(most, heights).sum()) * nonzero.shape[1]

    def most_owners(self, nonzero: np.ndarray) -> int:
        """Owners of the column that has the most in a set; 1 if sets are complementary."""
        sets = padded(nonzero.astype(np.float32), self.rows, 1, 0.0).reshape(-1, self.rows, nonzero.shape[1])
        return int(sets.sum(1).max())

    def _sets(self, score: np.ndarray, rows: int, owners: int) -> np.ndarray:
        sets = score.reshape(-1, rows, score.shape[1])
        if owners > 1 or not self.balanced:
            kept = largest(sets.transpose(0, 2, 1), owners).transpose(0, 2, 1)
        else:
            kept = owner_masks(assign_owners(sets), rows)
        return kept.reshape(score.shape)


def owner_masks(owner: np.ndarray, rows: int) -> np.ndarray:
    """Masks [sets, rows, columns] of owners [sets, columns]."""
    return owner[:, None, :] == np.arange(rows)[None, :, None]


def assign_owners(score: np.ndarray, shares: Optional[np.ndarray] = None) -> np.ndarray:
    """An owner for every column of every set, [sets, columns], of scores [sets, rows, columns].

    Columns go to the row of largest score; rows that have their share keep those of largest score, and the other columns go on to
    the next best row that has room. Equals go to the first. The shares [sets, rows] are equal, or given: columns in all.
    """
    sets, rows, columns = score.shape
    owner = np.full((sets, columns), -1)
    room = np.full((sets, rows), -(-columns // rows)) if shares is None else shares.copy()
    while (owner < 0).any():
        is_open = (room > 0)[:, :, None] & (owner < 0)[:, None, :]
        offered = np.where(is_open, score.astype(np.float64), -np.inf)
        is_bid = owner_masks(offered.argmax(1), rows) & is_open
        accepted = largest(np.where(is_bid, offered, -np.inf), room) & is_bid
        owner = np.where(accepted.any(1), accepted.argmax(1), owner)
        room -= accepted.sum(2)
    return owner
