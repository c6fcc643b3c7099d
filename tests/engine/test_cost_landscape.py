"""The cost as a landscape: heights that the network itself would have, and lines where they are equal."""

import numpy as np
import pytest

from engine.landscape import contours, equal_steps, heights, labels, light, outputs_at, parameter_place
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


AT = np.linspace(-2, 2, 81)
BOWL = np.hypot(AT[None, :], AT[:, None])


def test_the_lines_of_a_bowl_are_circles_at_equal_steps() -> None:
    step, top = equal_steps(BOWL)
    assert (step, top) == pytest.approx((0.5, 3))
    lines = contours(BOWL, AT, AT, step)
    assert np.unique(lines[:, 0]).tolist() == [0.5, 1, 1.5, 2, 2.5]
    np.testing.assert_allclose(np.hypot(lines[:, 1], lines[:, 2]), lines[:, 0], atol=5e-3)


def test_every_label_stands_on_its_line_and_apart_from_the_others() -> None:
    lines = contours(BOWL, AT, AT, 0.25)
    found = labels(lines, -2, 2)
    assert len(found) >= 5
    np.testing.assert_allclose(np.hypot(found[:, 1], found[:, 2]), found[:, 0], atol=0.02)
    apart = np.abs(found[:, None, 1:] - found[None, :, 1:]) / (0.13 * 4, 0.065 * 4)
    assert (apart.max(axis=2)[~np.eye(len(found), dtype=bool)] > 1).all()


def test_light_from_the_upper_left_falls_on_the_slopes_that_face_it() -> None:
    hill = light(3 - BOWL, AT, AT, 3)
    assert hill[60, 20] > np.sqrt(0.5) > hill[20, 60]  # rows run upwards
    np.testing.assert_allclose(light(np.ones((81, 81)), AT, AT, 3), np.sqrt(0.5))
