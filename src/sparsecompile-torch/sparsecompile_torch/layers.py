"""The layers whose weights are pruned, and where their masks take effect."""

from typing import Callable, Dict, Iterable, List, Optional

import torch
from torch import Tensor, nn
from torch.nn.utils import parametrize

PRUNABLE = (nn.Linear, nn.Conv1d, nn.Conv2d)


def prunable(model: nn.Module) -> Dict[str, nn.Module]:
    """Linear layers and convolutions by name, in the model's order."""
    return {name: module for name, module in model.named_modules() if isinstance(module, PRUNABLE)}


def find_layers(model: nn.Module, names: Iterable[str]) -> Dict[str, nn.Module]:
    """The layers of these names.

    Raises:
        ValueError: a name is none of a linear layer or convolution.
    """
    known = prunable(model)
    for name in names:
        if name not in known:
            raise ValueError(f"Unknown layer: {name!r}. Expected a linear layer or convolution: {', '.join(known) or 'the model has none'}.")
    return {name: known[name] for name in names}


class MaskedLayer:
    """The weight tensor of one layer, with its mask.

    Pruned weights are exactly +0 in the layer's own tensor. In a layer that ``torch.nn.utils.prune`` has masked, they are 0 in
    ``weight_orig``, and ``weight_mask`` is kept equal to the mask. Under ``straight_through``, the stored tensor stays dense, and
    the layer computes with the masked one.
    """

    def __init__(self, name: str, module: nn.Module):
        self.name = name
        self.module = module
        self.is_masked_by_torch = "weight_mask" in dict(module.named_buffers(recurse=False))
        self.gradient: Optional[Tensor] = None
        self._handles: List[torch.utils.hooks.RemovableHandle] = []
        self.mask = module.weight_mask.bool() if self.is_masked_by_torch else torch.ones_like(module.weight, dtype=torch.bool)

    @property
    def parameter(self) -> nn.Parameter:
        """The tensor that the optimizer updates."""
        if self.is_masked_by_torch:
            return self.module.weight_orig
        if parametrize.is_parametrized(self.module, "weight"):
            return self.module.parametrizations.weight.original
        return self.module.weight

    @property
    def weight(self) -> Tensor:
        """The stored weights, without gradients."""
        return self.parameter.detach()

    def set_mask(self, mask: Tensor) -> None:
        """Takes a mask of the weights' shape. It has no effect on the weights before ``clear``."""
        self.mask = mask
        if self.is_masked_by_torch:
            self.module.weight_mask.copy_(mask)

    def clear(self, optimizer: Optional[torch.optim.Optimizer] = None) -> None:
        """Sets pruned weights to +0, and what the optimizer remembers of them: momentum must not move weights that grow again."""
        with torch.no_grad():
            # Not a product: -w * 0 is -0.
            self.parameter.masked_fill_(~self.mask, 0.0)
            state = optimizer.state.get(self.parameter, {}) if optimizer else {}
            for value in state.values():
                if torch.is_tensor(value) and value.shape == self.mask.shape:
                    value.masked_fill_(~self.mask, 0.0)

    def record_gradients(self) -> None:
        """From now on, ``gradient`` is the sum of the gradients, of pruned weights too, since it was last set to None."""
        if not self.is_masked_by_torch:
            self._handles.append(self.parameter.register_hook(self._add))
            return

        # The gradient of weight_orig is masked; that of the product is not. torch computes the product anew before each forward pass.
        def watch(module: nn.Module, _: object) -> None:
            if module.weight.requires_grad:
                module.weight.register_hook(self._add)

        self._handles.append(self.module.register_forward_pre_hook(watch))

    def straight_through(self, transform: Callable[[], nn.Module]) -> None:
        """Computes with a function of the stored weights from now on."""
        if self.is_masked_by_torch:
            raise ValueError(
                f"Layer '{self.name}' is masked by torch.nn.utils.prune, which stops the gradients of pruned weights. "
                "Expected a layer without a mask: call torch.nn.utils.prune.remove first.")
        parametrize.register_parametrization(self.module, "weight", transform())

    def release(self) -> None:
        """Removes all hooks; the weights that the layer computes with are its own."""
        for handle in self._handles:
            handle.remove()
        self._handles.clear()
        if not self.is_masked_by_torch and parametrize.is_parametrized(self.module, "weight"):
            # The stored tensor is the layer's again, the one that the optimizer knows; the caller clears what is pruned.
            parametrize.remove_parametrizations(self.module, "weight", leave_parametrized=False)

    def _add(self, gradient: Tensor) -> None:
        self.gradient = gradient.detach().clone() if self.gradient is None else self.gradient + gradient.detach()
