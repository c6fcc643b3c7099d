"""The cost as a landscape: heights that the network itself would have, and lines where they are equal."""

import numpy as np
import pytest

from engine.landscape import contours, heights, outputs_at, parameter_place
from engine.network import Network

RANDOM = np.random.RandomState(4)


def network(has_biases: bool = True) -> Network:
    made = Network([2, 3, 1], ["tanh", "sigmoid"], "squared-error", has_biases)
    made.parameters[:] = RANDOM.uniform(-1, 1, len(made.parameters))
    return made


@pytest.mark.parametrize("has_biases", [True, False])
def test_many_networks_at_once_answer_as_each_alone(has_biases: bool) -> None:
    net, inputs = network(has_biases), RANDOM.uniform(-1, 1, (5, 2))
    others = RANDOM.uniform(-2, 2, (4, len(net.parameters)))
    sums, together = outputs_at(net, inputs, others)
    for row, parameters in enumerate(others):
        net.parameters[:] = parameters
        alone = net.forward(inputs)
        np.testing.assert_allclose(sums[row], alone[0][-1], rtol=1e-13, atol=1e-15)
        np.testing.assert_allclose(together[row], alone[1][-1], rtol=1e-13)


def test_a_height_is_the_mean_cost_with_these_two_values() -> None:
    net, inputs, targets = network(), RANDOM.uniform(-1, 1, (5, 2)), RANDOM.uniform(0, 1, (5, 1))
    found = heights(net, inputs, targets, "weights[1][2][1]", "biases[2][0]", np.array([-1.0, 0.5]), np.array([2.0, 3.0, 4.0]))
    assert found.shape == (3, 2)
    net.weights[0][2, 1], net.biases[1][0] = 0.5, 4.0
    sums, activations = net.forward(inputs)
    assert found[2, 1] == pytest.approx(net.cost.value(sums[-1], activations[-1], targets).mean(), rel=1e-13)


def test_every_parameter_has_its_place() -> None:
    net = network()
    for place in range(len(net.parameters)):
        net.parameters[:] = 0
        net.parameters[place] = 1
        names = [f"weights[{n + 1}][{i}][{j}]" for n, w in enumerate(net.weights) for i, j in np.argwhere(w)]
        names += [f"biases[{n + 1}][{i}]" for n, b in enumerate(net.biases) for (i,) in np.argwhere(b)]
        assert [parameter_place(net, name) for name in names] == [place]
    with pytest.raises(KeyError, match="neither a weight nor a bias"):
        parameter_place(net, "rate")


def test_the_lines_of_a_bowl_are_circles_with_as_much_land_between_them() -> None:
    at = np.linspace(-2, 2, 81)
    lines = contours(np.hypot(at[None, :], at[:, None]), at, at, 3)
    radii = np.unique(lines[:, 0])
    assert len(radii) == 3
    np.testing.assert_allclose(np.hypot(lines[:, 1], lines[:, 2]), lines[:, 0], atol=5e-3)
    assert np.pi * radii[0] ** 2 == pytest.approx(16 / 4, rel=0.05)
