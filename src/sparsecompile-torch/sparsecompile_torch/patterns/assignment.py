"""The assignment problem, for many small matrices at once."""

import numpy as np


def assign(cost: np.ndarray) -> np.ndarray:
    """The column of each row, [matrices, n], of the permutations of least cost [matrices, n, n].

    The Hungarian method by shortest augmenting paths. All matrices take a step together, so that numpy has long vectors; column 0
    stands for "no column yet".
    """
    matrices, size, _ = cost.shape
    row_price = np.zeros((matrices, size + 1))
    column_price = np.zeros((matrices, size + 1))
    row_of = np.zeros((matrices, size + 1), dtype=np.int64)
    for row in range(1, size + 1):
        row_of[:, 0] = row
        column = np.zeros(matrices, dtype=np.int64)
        way = np.zeros((matrices, size + 1), dtype=np.int64)
        least = np.full((matrices, size + 1), np.inf)
        is_used = np.zeros((matrices, size + 1), dtype=bool)
        active = np.arange(matrices)
        while len(active):
            here = column[active]
            is_used[active, here] = True
            at = row_of[active, here]
            reduced = cost[active, at - 1] - row_price[active, at][:, None] - column_price[active, 1:]
            used, found, back = is_used[active], least[active], way[active]
            is_less = ~used[:, 1:] & (reduced < found[:, 1:])
            found[:, 1:] = np.where(is_less, reduced, found[:, 1:])
            back[:, 1:] = np.where(is_less, here[:, None], back[:, 1:])
            following = np.where(used[:, 1:], np.inf, found[:, 1:]).argmin(1) + 1
            step = found[np.arange(len(active)), following][:, None]
            row_price[active[:, None], row_of[active]] += np.where(used, step, 0.0)
            column_price[active] -= np.where(used, step, 0.0)
            least[active] = np.where(used, found, found - step)
            way[active] = back
            column[active] = following
            active = active[row_of[active, following] != 0]
        _augment(row_of, way, column)
    result = np.zeros((matrices, size), dtype=np.int64)
    np.put_along_axis(result, row_of[:, 1:] - 1, np.broadcast_to(np.arange(size), (matrices, size)), axis=1)
    return result


def _augment(row_of: np.ndarray, way: np.ndarray, column: np.ndarray) -> None:
    """Moves every row of the path to the next column."""
    active = np.flatnonzero(column)
    while len(active):
        here = column[active]
        before = way[active, here]
        row_of[active, here] = row_of[active, before]
        column[active] = before
        active = active[before != 0]
