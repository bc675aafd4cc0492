"""Pruning in any training loop: construct, ``step`` after each step of the optimizer, ``finish`` at the end."""

from typing import Any, Dict, List, Mapping, Optional, Union

import torch
from torch import Tensor, nn

from .densities import Density, given
from .layers import MaskedLayer, find_layers
from .methods import Method, OneShot, Target
from .patterns import Pattern, parse_pattern


class Pruner:
    """Prunes layers of a model to their patterns while it is trained.

    ::

        pruner = Pruner(model, {"conv2": "16x1", "fc1": "n:32"}, density=1 / 16, method=Gradual(steps=1000))
        for x, y in batches:
            ...                         # forward, backward, optimizer.step(), in any form
            pruner.step()
        pruner.finish()

    Pruned weights are exactly +0 after every step. Save ``pruner.state_dict()`` with the model's and the optimizer's.

    Args:
        model: The model. Layers that ``torch.nn.utils.prune`` has masked keep their representation.
        patterns: Patterns by layer name, or their words (``parse_pattern``).
        density: Share of the weights that is kept in the end: one number, or one for each layer (``densities``).
        method: How to get there. The default prunes at once.
        optimizer: If given, momentum of pruned weights is cleared.
    """

    def __init__(
        self,
        model: nn.Module,
        patterns: Mapping[str, Union[str, Pattern]],
        density: Density,
        method: Optional[Method] = None,
        optimizer: Optional[torch.optim.Optimizer] = None,
    ):
        self.method = method or OneShot()
        self.optimizer = optimizer
        self.steps = 0
        self.finished = False
        layers = find_layers(model, patterns)
        densities = given(model, density, layers)
        self.targets: List[Target] = [
            Target(MaskedLayer(name, module), parse_pattern(patterns[name]), densities[name]) for name, module in layers.items()
        ]
        for target in self.targets:
            self.method.begin(target)
            self._clear(target)

    @property
    def masks(self) -> Dict[str, Tensor]:
        """The mask of each layer by its name."""
        return {target.name: target.layer.mask for target in self.targets}

    def step(self) -> None:
        """Call after each step of the optimizer: prunes what is to be pruned, and clears what is pruned.

        Raises:
            RuntimeError: ``finish`` was called before.
        """
        if self.finished:
            raise RuntimeError("Pruning is finished; expected no step after finish().")
        self.steps += 1
        for target in self.targets:
            self.method.update(target, self.steps)
            self._clear(target)

    def finish(self) -> None:
        """Ends pruning: every layer has its pattern and density, its weights are plain, and all hooks are gone."""
        if self.finished:
            return
        for target in self.targets:
            self.method.end(target)
            target.layer.release()
            target.layer.clear(self.optimizer)
        self.finished = True

    def state_dict(self) -> Dict[str, Any]:
        """Step and masks, and what the method remembers, for a checkpoint."""
        return {
            "steps": self.steps,
            "masks": {target.name: target.layer.mask.clone() for target in self.targets},
            "memory": {target.name: dict(target.memory) for target in self.targets},
        }

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Continues from a checkpoint; load the model's before.

        Raises:
            ValueError: the checkpoint is that of other layers or shapes.
        """
        for target in self.targets:
            mask = state["masks"].get(target.name)
            expected = list(target.layer.mask.shape)
            if mask is None or list(mask.shape) != expected:
                found = "no mask" if mask is None else f"a mask of shape {list(mask.shape)}"
                raise ValueError(f"The checkpoint does not fit layer '{target.name}': found {found}; expected one of shape {expected}.")
        self.steps = int(state["steps"])
        for target in self.targets:
            target.layer.set_mask(state["masks"][target.name].to(target.layer.weight.device).clone())
            target.memory.clear()
            target.memory.update(state["memory"][target.name])
            self.method.resume(target)
            self._clear(target)

    def _clear(self, target: Target) -> None:
        if not self.method.keeps_pruned_weights:
            target.layer.clear(self.optimizer)
