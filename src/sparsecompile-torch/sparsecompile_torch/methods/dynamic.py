"""Dynamic training: weights are pruned and regrown under the pattern; at every step the model is as sparse as in the end."""

import numpy as np
import torch
from torch import Tensor, nn

from .base import CubicRamp, Method, Target, cosine_share, require_gradient


class RigL(Method):
    """Prunes what is small and regrows where the gradient is large (after RigL, Evci et al., 2020), in units of the pattern.

    A share of the kept units, those of smallest magnitude, compete by their gradients with all that are pruned. What wins under
    the pattern is kept; what is new starts at 0.

    Args:
        steps: All steps of the training.
        share: Share of the units that compete at first; it falls to 0 along half a cosine.
        until: Share of the training after which masks are fixed.
        every: Steps between two masks.
    """

    def __init__(self, steps: int, share: float = 0.3, until: float = 0.75, every: int = 40):
        self.share = share
        self.until = max(1, round(steps * until))
        self.every = every

    def begin(self, target: Target) -> None:
        target.prune(target.density)
        target.layer.record_gradients()

    def update(self, target: Target, step: int) -> None:
        if step >= self.until or step % self.every != 0:
            target.layer.gradient = None
            return
        gradient = require_gradient(target)
        kept, pattern = target.kept_units(), target.pattern
        score = regrowth(pattern.score(target.layer.weight), pattern.score(gradient), kept, cosine_share(step, self.share, self.until))
        target.layer.set_mask(pattern.mask_of_units(pattern.select(score, target.density), target.layer.weight))


def regrowth(magnitude: np.ndarray, gradient: np.ndarray, kept: np.ndarray, share: float) -> np.ndarray:
    """Scores by which a pattern selects again: what stays in any case is above 2; the others have their gradients, below 1."""
    score = gradient / (gradient.max() + np.finfo(np.float32).tiny) * 0.999
    places = np.flatnonzero(kept)
    order = np.argsort(magnitude.reshape(-1)[places], kind="stable")
    staying = places[order[round(share * len(places)):]]
    score.reshape(-1)[staying] = 2.0 + magnitude.reshape(-1)[staying] / (magnitude.max() + np.finfo(np.float32).tiny)
    return score


class StraightThrough(Method):
    """Computes with the masked weights while the stored ones stay dense: gradients reach all weights straight through the mask.

    Pruned weights decay (SR-STE, Zhou et al., 2021). Masks follow the magnitudes of the stored weights until they are fixed.

    Args:
        steps: All steps of the training.
        decay: What is added to the gradient of a pruned weight, as a share of the weight.
        ramp: Share of the training during which the density falls along a cubic; 0 starts with the final density.
        until: Share of the training after which masks are fixed.
        every: Steps between two masks.
    """

    keeps_pruned_weights = True

    def __init__(self, steps: int, decay: float = 2e-4, ramp: float = 0.25, until: float = 0.75, every: int = 20):
        self.decay = decay
        self.ramp = CubicRamp(0, max(1, round(steps * ramp)))
        self.starts_dense = ramp > 0.0
        self.until = max(1, round(steps * until))
        self.every = every

    def begin(self, target: Target) -> None:
        if not self.starts_dense:
            target.prune(target.density)
        target.layer.straight_through(lambda: _Masked(target, self.decay))

    def update(self, target: Target, step: int) -> None:
        if step < self.until and step % self.every == 0 or step == self.until:
            target.prune(self.ramp.density(step, target.density) if step < self.until else target.density)
        target.memory["settled"] = step >= self.until

    def end(self, target: Target) -> None:
        if not target.memory.get("settled", False):
            target.prune(target.density)


class _Masked(nn.Module):
    """The weights under the mask of a target, which may change."""

    def __init__(self, target: Target, decay: float):
        super().__init__()
        self._target = target
        self._decay = decay

    def forward(self, weight: Tensor) -> Tensor:
        """The masked weights."""
        return _MaskStraightThrough.apply(weight, self._target.layer.mask, self._decay)


class _MaskStraightThrough(torch.autograd.Function):
    """Masks weights; the gradient passes as if there were no mask."""

    @staticmethod
    def forward(ctx, weight: Tensor, mask: Tensor, decay: float) -> Tensor:
        ctx.save_for_backward(weight, mask)
        ctx.decay = decay
        return weight.masked_fill(~mask, 0.0)

    @staticmethod
    def backward(ctx, gradient: Tensor):
        weight, mask = ctx.saved_tensors
        return gradient + ctx.decay * weight.masked_fill(mask, 0.0), None, None
