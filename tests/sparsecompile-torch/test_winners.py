"""K-winners: which values are kept, how duty cycles are counted, and what the state dict holds."""

import math

import numpy as np
import pytest
import torch

from sparsecompile_torch import KWinners, KWinnersPerPixel


def reference(values, winners, factors):
    """The definition, value by value: kept unless ranked below the k-th largest."""
    ranked = [np.float32(value) * np.float32(factor) for value, factor in zip(values, factors)]
    least = sorted(ranked, reverse=True)[winners - 1]
    return [value if rank >= least else np.float32(0) for value, rank in zip(values, ranked)]


@pytest.mark.parametrize("boost", [0.0, 1.5])
def test_values_with_many_ties_are_kept_as_defined(boost):
    generator = np.random.default_rng(2)
    module = KWinners(12, count=4, boost=boost).eval()
    module.duty_cycle.copy_(torch.from_numpy(generator.random(12).astype(np.float32)))
    factors = [np.float32(math.exp(boost * (4 / 12 - float(cycle)))) for cycle in module.duty_cycle.numpy()]
    for _ in range(300):
        values = generator.integers(-3, 4, 12).astype(np.float32) / 2
        found = module(torch.from_numpy(values)[None])[0].numpy()
        assert found.tobytes() == np.array(reference(values, 4, factors), np.float32).tobytes()


def test_channels_of_each_pixel_compete():
    x = torch.randn(3, 8, 5, 4)
    kept = KWinnersPerPixel(8, count=2).eval()(x) != 0
    assert (kept.sum(1) == 2).all()
    assert (KWinners(8, share=0.25).eval()(x) != 0).sum((1, 2, 3)).tolist() == [40, 40, 40]


@pytest.mark.parametrize("share, competing, winners", [(0.095, 12544, 1192), (0.5, 5, 2), (0.5, 7, 4), (0.1, 1500, 150)])
def test_shares_are_rounded_halves_to_even(share, competing, winners):
    assert KWinners(1, share=share).winners_of(competing) == winners


def test_duty_cycles_are_exact_over_the_first_inputs_and_in_the_state_dict():
    module = KWinners(6, count=2, period=100)
    seen = []
    for _ in range(4):
        x = torch.randn(10, 6)
        seen.append((module(x) != 0).float())
    assert torch.allclose(module.duty_cycle, torch.cat(seen).mean(0), atol=1e-6)
    other = KWinners(6, count=2, period=100)
    other.load_state_dict(module.state_dict())
    assert torch.equal(other.duty_cycle, module.duty_cycle) and int(other.seen) == 40
    module.eval()(torch.randn(5, 6))
    assert torch.equal(other.duty_cycle, module.duty_cycle), "duty cycles change in training only"


def test_boosting_prefers_channels_that_seldom_win_and_never_changes_a_value():
    module = KWinners(2, count=1, boost=5.0).eval()
    module.duty_cycle.copy_(torch.tensor([0.9, 0.1]))
    assert module(torch.tensor([[1.0, 0.9]])).tolist() == [[0.0, pytest.approx(0.9)]]


def test_nan_ranks_above_every_number_and_losers_are_plus_zero():
    found = KWinners(4, count=2).eval()(torch.tensor([[float("nan"), 3.0, -2.0, 1.0]]))
    assert torch.isnan(found[0, 0]) and found[0, 1:].tolist() == [3.0, 0.0, 0.0] and not torch.signbit(found[0, 2])


def test_gradients_reach_the_winners_only():
    x = torch.randn(4, 9, requires_grad=True)
    KWinners(9, count=3)(x).sum().backward()
    assert (x.grad.sum(1) == 3).all()


@pytest.mark.parametrize("arguments", [{}, {"share": 0.5, "count": 2}])
def test_a_share_or_a_count_is_needed(arguments):
    with pytest.raises(ValueError, match="either share or count"):
        KWinners(3, **arguments)


@pytest.mark.parametrize("module, x, message", [
    (KWinners(3, count=4), torch.ones(1, 3), "4 of 3 values"),
    (KWinners(3, share=0.1), torch.ones(1, 3), "0 of 3 values"),
    (KWinners(3, count=1), torch.ones(1, 4), "Expected 3 channels"),
])
def test_what_does_not_fit_is_refused(module, x, message):
    with pytest.raises(ValueError, match=message):
        module(x)
