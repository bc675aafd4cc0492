"""Methods that prune by magnitude: at once, or gradually."""

from .base import CubicRamp, Method, Target


class OneShot(Method):
    """Prunes once; the masks are fixed from then on.

    Args:
        at: The step after which to prune; 0 prunes before training.
    """

    def __init__(self, at: int = 0):
        self.at = at

    def begin(self, target: Target) -> None:
        if self.at == 0:
            target.prune(target.density)

    def update(self, target: Target, step: int) -> None:
        if step == self.at:
            target.prune(target.density)

    def end(self, target: Target) -> None:
        if target.layer.mask.all():
            target.prune(target.density)


class Gradual(Method):
    """Gradual magnitude pruning (Zhu and Gupta, 2017) under a pattern: the density falls along a cubic.

    Args:
        steps: All steps of the training. Pruning takes place from a tenth to half of it, unless `begin` and `end` are given.
        begin: Last step with all weights.
        end: First step with the final masks, which are fixed from then on.
        every: Steps between two masks.
    """

    def __init__(self, steps: int, begin: "int | None" = None, end: "int | None" = None, every: int = 40):
        self.ramp = CubicRamp(steps // 10 if begin is None else begin, max(1, steps // 2) if end is None else end)
        self.every = every

    def update(self, target: Target, step: int) -> None:
        if self.ramp.begin < step <= self.ramp.end and ((step - self.ramp.begin) % self.every == 0 or step == self.ramp.end):
            target.prune(self.ramp.density(step, target.density))
        target.memory["settled"] = step >= self.ramp.end

    def end(self, target: Target) -> None:
        # A training that was shorter than planned.
        if not target.memory.get("settled", False):
            target.prune(target.density)
