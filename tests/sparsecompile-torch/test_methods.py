"""Every method: masks are exact at every step, gradients reach what regrows, seeds decide, checkpoints continue."""

import copy

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.utils import prune

from models import PATTERNS, batch, small, train
from sparsecompile_torch import ComplementaryEvolution, Gradual, OneShot, Pruner, RigL, StraightThrough, identify, parse_pattern

STEPS = 40
METHODS = {
    "one-shot": lambda: OneShot(at=10),
    "gradual": lambda: Gradual(STEPS, every=4),
    "rigl": lambda: RigL(STEPS, every=4),
    "straight-through": lambda: StraightThrough(STEPS, every=4),
    "evolution": lambda: ComplementaryEvolution(STEPS, every=4),
}


def patterns_of(method):
    return {"2": "complementary8", "5": "complementary8"} if method == "evolution" else PATTERNS


def run(method, seed=0, steps=STEPS, each=lambda pruner: None):
    model = small()
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
    pruner = Pruner(model, patterns_of(method), 1 / 8, METHODS[method](), optimizer)

    def step():
        pruner.step()
        each(pruner)

    train(model, steps, step, optimizer, seed)
    pruner.finish()
    return model, pruner


@pytest.mark.parametrize("method", METHODS)
def test_masks_are_exact_at_every_step_and_pruned_weights_are_plus_zero(method):
    densities = []

    def check(pruner):
        for target in pruner.targets:
            weight, mask = target.layer.module.weight, target.layer.mask
            assert (weight[~mask] == 0).all() and not torch.signbit(weight[~mask]).any()
            again = target.pattern.mask(mask.float() + 1e-3 * torch.rand(mask.shape), float(mask.float().mean()))
            assert torch.equal(again, mask), f"{target.name} at step {pruner.steps} has no mask of {target.pattern!r}"
            densities.append(float(mask.float().mean()))

    model, pruner = run(method, each=check)
    assert densities[-1] == pytest.approx(1 / 8) and max(densities) <= 1
    if method in ("rigl", "evolution"):
        assert max(densities) == 1 / 8 and min(densities) > 0.11, "a dynamic method is as sparse at every step as in the end"
    for name, word in patterns_of(method).items():
        weight = dict(model.named_modules())[name].weight
        assert type(weight) is nn.Parameter
        assert identify(weight).name == parse_pattern(word).name(weight.shape, 1 / 8)


@pytest.mark.parametrize("method", METHODS)
def test_the_same_seed_gives_the_same_bits_and_another_one_does_not(method):
    first, second, other = run(method)[0], run(method)[0], run(method, seed=1)[0]
    assert all(torch.equal(a, b) for a, b in zip(first.parameters(), second.parameters()))
    assert not all(torch.equal(a, b) for a, b in zip(first.parameters(), other.parameters()))


@pytest.mark.parametrize("method", ["rigl", "straight-through", "evolution"])
def test_what_regrows_is_reached_by_gradients(method):
    previous, fresh, moved = {}, {}, []

    def watch(pruner):
        for target in pruner.targets:
            mask = target.layer.mask.clone()
            grown = fresh.get(target.name)
            if grown is not None and (grown & mask).any():
                # Inputs that are 0 for all of a batch have no gradient to give.
                is_reached = target.layer.parameter.grad[grown & mask] != 0
                assert (target.layer.weight[grown & mask][is_reached] != 0).all()
                moved.append(float(is_reached.float().mean()))
            fresh[target.name] = mask & ~previous.get(target.name, mask)
            previous[target.name] = mask

    run(method, each=watch)
    assert len(moved) >= 4 and sum(moved) / len(moved) > 0.5, "weights that grew get no gradient"


def test_regrowth_follows_the_gradient_of_weights_that_are_zero():
    layer = nn.Linear(64, 2, bias=False)
    model = nn.Sequential(layer)
    with torch.no_grad():
        layer.weight.copy_(torch.linspace(1, 2, 64).expand(2, 64))
    pruner = Pruner(model, {"0": "rows"}, 0.25, RigL(100, share=0.5, every=1))
    assert (layer.weight[:, :48] == 0).all()
    gradient = torch.zeros(2, 64)
    gradient[:, 5:13] = 1.0
    (layer.weight * gradient).sum().backward()
    pruner.step()
    assert pruner.masks["0"][:, 5:13].all() and pruner.masks["0"][:, 56:].all() and int(pruner.masks["0"].sum()) == 32


def test_evolution_begins_and_stays_packed_and_balanced():
    owners = set()

    def check(pruner):
        for target in pruner.targets:
            matrix = target.layer.mask.flatten(1).numpy()
            sets = matrix.reshape(-1, 8, matrix.shape[1])
            assert (sets.sum(1) == 1).all()
            assert sets.sum(2).max() - sets.sum(2).min() <= 8
            owners.add(matrix.tobytes())

    run("evolution", each=check)
    assert len(owners) > 8, "owners never changed"


@pytest.mark.parametrize("method", METHODS)
def test_a_training_continues_from_a_checkpoint_to_the_bit(method):
    whole = run(method)[0]
    model = small()
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
    pruner = Pruner(model, patterns_of(method), 1 / 8, METHODS[method](), optimizer)
    train(model, 15, pruner.step, optimizer)
    saved = copy.deepcopy({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "pruner": pruner.state_dict()})

    resumed = small()
    optimizer = torch.optim.Adam(resumed.parameters(), lr=2e-3)
    pruner = Pruner(resumed, patterns_of(method), 1 / 8, METHODS[method](), optimizer)
    resumed.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    pruner.load_state_dict(saved["pruner"])
    for step in range(15, STEPS):
        x, y = batch(step)
        optimizer.zero_grad()
        nn.functional.cross_entropy(resumed(x), y).backward()
        optimizer.step()
        pruner.step()
    pruner.finish()
    assert all(torch.equal(a, b) for a, b in zip(whole.parameters(), resumed.parameters()))


@pytest.mark.parametrize("method", ["one-shot", "gradual", "rigl", "evolution"])
def test_masks_of_torch_are_kept_equal_and_dense_gradients_are_seen(method):
    model = small()
    for name in patterns_of(method):
        prune.identity(dict(model.named_modules())[name], "weight")
    changed = set()
    pruner = Pruner(model, patterns_of(method), 1 / 8, METHODS[method]())

    def check():
        pruner.step()
        for target in pruner.targets:
            assert torch.equal(target.layer.module.weight_mask.bool(), target.layer.mask)
            assert (target.layer.module.weight_orig[~target.layer.mask] == 0).all()
        changed.add(pruner.masks["5"].numpy().tobytes())

    train(model, STEPS, check)
    pruner.finish()
    model(batch(0)[0])
    for target in pruner.targets:
        prune.remove(target.layer.module, "weight")
        assert float((target.layer.module.weight != 0).float().mean()) <= 1 / 8
    assert len(changed) >= (2 if method == "one-shot" else 4)


def test_straight_through_refuses_what_torch_has_masked():
    model = small()
    prune.identity(model[5], "weight")
    with pytest.raises(ValueError, match="'5' is masked by torch.nn.utils.prune"):
        Pruner(model, {"5": "rows"}, 0.5, StraightThrough(10))


def test_straight_through_keeps_pruned_weights_alive_and_lets_them_decay():
    model = nn.Sequential(nn.Linear(8, 1, bias=False))
    pruner = Pruner(model, {"0": "rows"}, 0.25, StraightThrough(100, decay=0.5, ramp=0.0))
    layer = pruner.targets[0].layer
    mask, stored = layer.mask.clone(), layer.weight.clone()
    assert (model[0].weight == stored.masked_fill(~mask, 0)).all()
    model(torch.ones(1, 8)).sum().backward()
    assert torch.allclose(layer.parameter.grad, 1 + 0.5 * stored.masked_fill(mask, 0))
    pruner.finish()
    assert torch.equal(model[0].weight, stored.masked_fill(~mask, 0)) and model[0].weight is layer.parameter


def test_momentum_of_pruned_weights_is_cleared():
    model = small()
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
    pruner = Pruner(model, PATTERNS, 1 / 8, OneShot(), optimizer)
    train(model, 3, pruner.step, optimizer)
    for target in pruner.targets:
        state = optimizer.state[target.layer.parameter]
        assert (state["exp_avg"][~target.layer.mask] == 0).all() and (state["exp_avg"][target.layer.mask] != 0).any()


def test_a_gradient_that_is_missing_is_said_so():
    pruner = Pruner(small(), PATTERNS, 1 / 8, RigL(10, every=1))
    with pytest.raises(RuntimeError, match="Expected a backward pass"):
        pruner.step()


@pytest.mark.parametrize("patterns, density, method, message", [
    ({"9": "rows"}, 0.5, None, "Unknown layer: '9'"),
    ({"1": "rows"}, 0.5, None, "Unknown layer: '1'"),
    ({"5": "row"}, 0.5, None, "Unknown pattern: 'row'"),
    ({"5": "rows"}, 0.0, None, "Invalid density"),
    ({"5": "rows"}, {"2": 0.5}, None, "Layer '5' has no density"),
    ({"5": "rows"}, 0.5, ComplementaryEvolution(10), "cannot evolve complementary sets"),
    ({"5": "complementary8"}, 0.5, ComplementaryEvolution(10), "cannot evolve complementary sets"),
])
def test_what_cannot_be_pruned_is_refused_and_the_model_is_as_it_was(patterns, density, method, message):
    model = small()
    before = copy.deepcopy(model.state_dict())
    with pytest.raises(ValueError, match=message):
        Pruner(model, patterns, density, method)
    assert all(np.array_equal(value, model.state_dict()[name]) for name, value in before.items())


def test_a_checkpoint_of_another_model_is_refused():
    pruner = Pruner(small(), PATTERNS, 1 / 8)
    state = pruner.state_dict()
    state["masks"]["5"] = torch.ones(2, 2, dtype=torch.bool)
    with pytest.raises(ValueError, match=r"'5': found a mask of shape \[2, 2\]; expected one of shape \[48, 512\]"):
        pruner.load_state_dict(state)
    del state["masks"]["5"]
    with pytest.raises(ValueError, match="'5': found no mask"):
        pruner.load_state_dict(state)


def test_no_step_after_the_end():
    pruner = Pruner(small(), PATTERNS, 1 / 8)
    pruner.finish()
    pruner.finish()
    with pytest.raises(RuntimeError, match="finished"):
        pruner.step()
