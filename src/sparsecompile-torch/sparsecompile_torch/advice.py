"""Patterns and densities for a budget of time: what the hardware takes, against what the model loses."""

import math
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Sequence, Tuple, Union

import torch
from torch import Tensor, nn
from torch.nn import functional

from .layers import prunable
from .patterns import Pattern, parse_pattern
from .sparsec import estimate

PATTERNS = ("rows", "n:32", "16x1", "8x1", "4x4", "tiles16")
DENSITIES = (0.5, 0.25, 0.125, 0.0625, 0.03125)

Estimator = Callable[[Sequence[Dict[str, Any]]], Sequence[Dict[str, Any]]]


class Choice(NamedTuple):
    """A pattern and density of one layer."""

    layer: str
    pattern: str
    """The pattern's word; ``"dense"`` for none."""
    density: float
    nanoseconds: float
    """Estimated time of the layer for one inference."""
    loss: float
    """By how much the loss on the batch grows if only this layer is pruned, without training."""
    kernel: str


class Advice(NamedTuple):
    """A choice for each layer."""

    choices: Tuple[Choice, ...]
    nanoseconds: float
    """Estimated time of all layers."""
    dense_nanoseconds: float
    loss: float
    """Sum of the layers' losses."""
    alternatives: Tuple[Choice, ...]
    """All that was considered."""

    @property
    def patterns(self) -> Dict[str, Pattern]:
        """For ``Pruner``: the pattern of each layer that is to be pruned."""
        return {choice.layer: parse_pattern(choice.pattern) for choice in self.choices if choice.pattern != "dense"}

    @property
    def densities(self) -> Dict[str, float]:
        """For ``Pruner``: the density of each layer that is to be pruned."""
        return {choice.layer: choice.density for choice in self.choices if choice.pattern != "dense"}

    def __str__(self) -> str:
        lines = [f"{choice.layer}: {choice.pattern} at {choice.density:.4g}, {choice.nanoseconds / 1000:.2f} us, loss +{choice.loss:.4f}, {choice.kernel}"
                 for choice in self.choices]
        return "\n".join([*lines, f"all: {self.nanoseconds / 1000:.2f} us of {self.dense_nanoseconds / 1000:.2f} us dense"])


def advise(
    model: nn.Module,
    budget: float,
    batch: Tuple[Tensor, Tensor],
    patterns: Sequence[Union[str, Pattern]] = PATTERNS,
    densities: Sequence[float] = DENSITIES,
    loss: Callable[[Tensor, Tensor], Tensor] = functional.cross_entropy,
    estimator: Optional[Estimator] = None,
) -> Advice:
    """Proposes a pattern and density for each layer, such that the estimated time of all layers is within a budget.

    Times are the compiler's estimates (``sparsec estimate``). Losses are measured on the batch by projecting one layer at a time;
    they overstate what is left after training, but rank the alternatives. Of all combinations within the budget, the one of least
    total loss is selected, exactly but for rounding times to a 2,000th of the budget.

    Args:
        model: The trained model.
        budget: Nanoseconds that one inference may take in its linear layers and convolutions.
        batch: Inputs and what ``loss`` compares the outputs with.
        patterns: Patterns to consider.
        densities: Densities to consider; 1, a dense layer, always is.
        loss: The loss of outputs and targets.
        estimator: Replaces ``sparsec``: takes requests and returns estimates, as ``sparsec.estimate`` does.

    Raises:
        ValueError: no combination fits the budget; the message states the least time.
        SparsecError: ``sparsec`` is missing or refuses a request.
    """
    layers = prunable(model)
    words = [parse_pattern(pattern).spec for pattern in patterns]
    options = [("dense", 1.0), *((word, density) for word in words for density in densities)]
    requests = [
        {**shape, "name": name, "pattern": word, "density": density}
        for name, shape in _shapes(model, layers, batch[0]).items() for word, density in options
    ]
    estimates = (estimator or estimate)(requests)
    losses = _Sensitivity(model, batch, loss)
    choices = [
        Choice(request["name"], request["pattern"], request["density"], float(found["nanoseconds"]),
               losses.of(layers[request["name"]], request["pattern"], request["density"]), str(found["kernel"]))
        for request, found in zip(requests, estimates)
    ]
    by_layer = [[choice for choice in choices if choice.layer == name] for name in layers]
    chosen = _least_loss(by_layer, budget)
    dense = sum(options[0].nanoseconds for options in by_layer)
    return Advice(tuple(chosen), sum(choice.nanoseconds for choice in chosen), dense, sum(choice.loss for choice in chosen), tuple(choices))


class _Sensitivity:
    """Losses of a batch with one layer projected."""

    def __init__(self, model: nn.Module, batch: Tuple[Tensor, Tensor], loss: Callable[[Tensor, Tensor], Tensor]):
        self._model = model
        self._batch = batch
        self._loss = loss
        self._base = self._measure()

    def of(self, module: nn.Module, word: str, density: float) -> float:
        """The growth of the loss; 0 for a dense layer."""
        if word == "dense":
            return 0.0
        kept = module.weight.detach().clone()
        try:
            with torch.no_grad():
                module.weight.copy_(parse_pattern(word).project(kept, density))
            return self._measure() - self._base
        finally:
            with torch.no_grad():
                module.weight.copy_(kept)

    def _measure(self) -> float:
        modes = {module: module.training for module in self._model.modules()}
        self._model.eval()
        try:
            with torch.no_grad():
                return float(self._loss(self._model(self._batch[0]), self._batch[1]))
        finally:
            for module, mode in modes.items():
                module.training = mode


def _shapes(model: nn.Module, layers: Dict[str, nn.Module], inputs: Tensor) -> Dict[str, Dict[str, Any]]:
    """What ``sparsec estimate`` needs to know of each layer; sizes of images are those of the batch."""
    shapes: Dict[str, Dict[str, Any]] = {}

    def hook(name: str) -> Callable[[nn.Module, Tuple[Tensor, ...]], None]:
        def record(module: nn.Module, arguments: Tuple[Tensor, ...]) -> None:
            shapes[name] = _shape(module, arguments[0])
        return record

    handles = [module.register_forward_pre_hook(hook(name)) for name, module in layers.items()]
    mode = model.training
    try:
        with torch.no_grad():
            model.eval()(inputs[:1])
    finally:
        model.train(mode)
        for handle in handles:
            handle.remove()
    return shapes


def _shape(module: nn.Module, inputs: Tensor) -> Dict[str, Any]:
    rows = int(module.weight.shape[0])
    if isinstance(module, nn.Linear):
        return {"rows": rows, "columns": int(module.weight.shape[1])}
    height = int(inputs.shape[2]) if inputs.ndim == 4 else 1
    windows = {key: [int(v) for v in getattr(module, attribute)] for key, attribute in
               (("kernel", "kernel_size"), ("stride", "stride"), ("padding", "padding"), ("dilation", "dilation"))}
    return {"rows": rows, "channels": int(inputs.shape[1]), "height": height, "width": int(inputs.shape[-1]), "groups": module.groups, **windows}


def _least_loss(by_layer: List[List[Choice]], budget: float) -> List[Choice]:
    """The choices of least total loss within the budget: a knapsack with one item of each layer."""
    least = sum(min(choice.nanoseconds for choice in options) for options in by_layer)
    if least > budget:
        raise ValueError(f"No combination takes {budget:.0f} ns or less. Expected a budget of at least {least:.0f} ns.")
    fastest = [min(options, key=lambda choice: choice.nanoseconds) for options in by_layer]
    steps = 2000
    best: Dict[int, Tuple[float, List[Choice]]] = {0: (0.0, [])}
    for options in by_layer:
        following: Dict[int, Tuple[float, List[Choice]]] = {}
        for used, (total, chosen) in best.items():
            for choice in options:
                # Rounded up: the sum of what is chosen is within the budget.
                time = used + math.ceil(choice.nanoseconds / budget * steps)
                candidate = total + max(0.0, choice.loss)
                if time <= steps and (time not in following or candidate < following[time][0]):
                    following[time] = (candidate, [*chosen, choice])
        best = following
    return min(best.values(), key=lambda found: found[0])[1] if best else fastest
