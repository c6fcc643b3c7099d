"""Names of their own for inputs and outputs."""

from engine.names import Named, neuron_name, neuron_names, quantity_name


def test_a_shape_with_names_is_the_shape_and_its_parts_go_by_them() -> None:
    shape = Named((3, 2, 1), ["red", "green", "blue"], ["warm"])
    assert shape == (3, 2, 1)
    assert neuron_names(shape) == [["Red", "Green", "Blue"], ["Hidden 1", "Hidden 2"], ["Warm"]]
    assert quantity_name(shape, "weights[1][1][2]") == "Weight from Blue to Hidden 2"
    assert quantity_name(shape, "targets[0]") == "Target of Warm"


def test_names_of_other_layers_are_let_go_of() -> None:
    shape = Named((2, 2, 1), ["red", "green", "blue"], ["warm"])
    assert (neuron_name(shape, 0, 1), neuron_name(shape, 2, 0)) == ("Input 2", "Warm")
