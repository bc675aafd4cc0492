"""Complementary evolution: owners of columns compete while training goes on."""

import numpy as np

from ..patterns import Complementary
from ..patterns.complementary import assign_owners, owner_masks
from .base import Method, Target, cosine_share, require_gradient


class ComplementaryEvolution(Method):
    """Complementary sets that evolve. The masks are complementary at every step: each column of a set has exactly one owner.

    Every few steps, the owners of smallest magnitude give up their columns. All rows of the set compete for a column by the
    gradient they would have there, and a row gets as many columns as it gave up, so that sets remain packed and balanced.

    This is our reconstruction of training that evolves complementary patterns (Ozen and Orailoglu, 2021 and 2023, whose method is
    public in outline only); it is not theirs.

    Args:
        steps: All steps of the training.
        share: Share of the columns that change hands at first; it falls to 0 along half a cosine.
        until: Share of the training after which owners are fixed.
        every: Steps between two changes.
    """

    def __init__(self, steps: int, share: float = 0.3, until: float = 0.75, every: int = 40):
        self.share = share
        self.until = max(1, round(steps * until))
        self.every = every

    def begin(self, target: Target) -> None:
        pattern = target.pattern
        if not isinstance(pattern, Complementary) or round(target.density * pattern.rows) != 1:
            raise ValueError(
                f"Layer '{target.name}' cannot evolve complementary sets: found {pattern!r} at density {target.density:.4g}; "
                "expected Complementary(K) at density 1 / K.")
        target.prune(target.density)
        target.layer.record_gradients()

    def update(self, target: Target, step: int) -> None:
        if step >= self.until or step % self.every != 0:
            target.layer.gradient = None
            return
        share = cosine_share(step, self.share, self.until)
        gradient = target.pattern.score(require_gradient(target))
        magnitude = target.pattern.score(target.layer.weight)
        kept = target.kept_units()
        rows = target.pattern.rows
        whole = kept.shape[0] // rows * rows
        parts = [_evolve(magnitude[:whole], gradient[:whole], kept[:whole], rows, share)] if whole else []
        if whole < kept.shape[0]:
            parts.append(_evolve(magnitude[whole:], gradient[whole:], kept[whole:], kept.shape[0] - whole, share))
        target.layer.set_mask(target.pattern.mask_of_units(np.concatenate(parts), target.layer.weight))


def _evolve(magnitude: np.ndarray, gradient: np.ndarray, kept: np.ndarray, rows: int, share: float) -> np.ndarray:
    """Masks [rows, columns] of sets of `rows` rows after a share of each set's columns was given up and won."""
    shape, columns = kept.shape, kept.shape[1]
    kept = kept.reshape(-1, rows, columns)
    gradient = gradient.reshape(kept.shape)
    owner = kept.argmax(1)
    held = np.where(kept, magnitude.reshape(kept.shape), 0.0).sum(1)
    count = round(share * columns)
    given_up = np.argsort(held, axis=1, kind="stable")[:, :count]
    for number, places in enumerate(given_up):
        lost = np.bincount(owner[number, places], minlength=rows)
        owner[number, places] = assign_owners(gradient[number][None, :, places], lost[None])[0]
    return owner_masks(owner, rows).reshape(shape)
