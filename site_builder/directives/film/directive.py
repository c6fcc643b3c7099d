"""`film`: a long training as keyframes made at build, to play and to scrub before Python has arrived."""

from typing import Any

from pydantic import Field, field_validator

from engine.names import shape_in_words
from engine.session import SessionError
from engine.stage import stage
from site_builder.directives import DirectiveOptions, DirectiveType, Use
from site_builder.directives.film.filming import Scene, shoot, spaced, weights_of
from site_builder.formats import json_in_page
from site_builder.model import NetworkModel
from site_builder.rehearsal import MOST_REHEARSED, rehearse, steps_per_cycle
from site_builder.stage import BODY, HALO, painted, stage_for_browser

MOST_SCENES = 60
MOST_NEURONS = 60
DIGITS = 7  # of the numbers in a frame


class Options(DirectiveOptions):
    cycles: tuple[int, ...] | None = Field(None, description="The cycles to show, counted from 1, separated by spaces.")
    frames: int = Field(13, ge=2, le=MOST_SCENES, description="In place of `cycles`: how many, evenly spaced on a log scale.")
    until: int = Field(1000, ge=2, description="With `frames`: the last cycle.")
    examples: int = Field(12, ge=1, le=50, description="How many updates of each cycle to show at most.")
    stills: bool = Field(True, description="Show the network before and after, side by side.")

    @field_validator("cycles", mode="before")
    @classmethod
    def _cycles(cls, value: str) -> tuple[int, ...]:
        try:
            cycles = tuple(int(word.replace(",", "")) for word in value.split())
        except ValueError:
            raise ValueError("cycles are whole numbers, separated by spaces") from None
        if not cycles or min(cycles) < 1 or list(cycles) != sorted(set(cycles)):
            raise ValueError("cycles are counted from 1, each one later than the one before")
        if len(cycles) > MOST_SCENES:
            raise ValueError(f"a film has {MOST_SCENES} cycles at most")
        return cycles


def cycles_of(options: Any) -> tuple[int, ...]:
    return options.cycles or spaced(options.frames, options.until)


def render(use: Use) -> str:
    network, options, cycles = use.network, use.options, cycles_of(use.options)
    place = use.at("cycles" if options.cycles else "until")
    if not network.spec["data"]:
        use.problem("a film needs a network that learns from data; this one has a single example")
        return ""
    if sum(network.shape) > MOST_NEURONS:
        use.problem(f"a film shows {MOST_NEURONS} neurons at most; this network has {sum(network.shape)}")
        return ""
    if cycles[-1] * steps_per_cycle(network.spec) > MOST_REHEARSED:
        use.problem(f"that is more than {MOST_REHEARSED:,} steps, too many to go through at build", place)
        return ""
    try:
        scenes = shoot(network, cycles, options.examples)
    except SessionError as error:
        use.problem(f"this training cannot be gone through: {error}", place)
        return ""
    use.page.made.setdefault(("film", network.name), (network, scenes))
    return use.template(
        scenes=scenes,
        first=scenes[0].frames[0],
        state=json_in_page(_for_browser(network, scenes)),
        stills=_stills(network, scenes) if options.stills else [],
        examples=_examples(network, scenes),
        words=shape_in_words(network.shape),
        asked=not network.averaged,
        length=sum(len(scene.frames) for scene in scenes),
        scale=max(max(scene.error for scene in scenes), 1e-9),
        place=stage(network.shape),
        look=lambda activations, weights: painted(network.shape, activations, weights),
        halo=HALO,
        body=BODY,
        caption=use.body_html,
    )


def _for_browser(network: NetworkModel, scenes: tuple[Scene, ...]) -> dict[str, Any]:
    short = [
        [frame.example, *(_short(value) for value in frame.activations + frame.weights)]
        for scene in scenes
        for frame in scene.frames
    ]
    return {
        **stage_for_browser(network.shape),
        "neurons": sum(network.shape),
        "cycles": [scene.cycle for scene in scenes],
        "lengths": [len(scene.frames) for scene in scenes],
        "errors": [_short(scene.error) for scene in scenes],
        "parameters": [scene.parameters for scene in scenes],
        "frames": short,
        "answers": [[scene.answer(example) for example in range(len(scene.answers))] for scene in scenes],
        "alone": not network.averaged,
    }


def _short(value: float) -> float | int:
    number = float(f"{value:.{DIGITS}g}")
    return int(number) if number.is_integer() else number


def _stills(network: NetworkModel, scenes: tuple[Scene, ...]) -> list[dict[str, Any]]:
    """The network before it has learned anything and after the film's last cycle, with one and the same example."""
    last, data = scenes[-1].cycle, network.spec["data"]
    steps = last * steps_per_cycle(network.spec)
    sessions = rehearse(network.spec, [0, steps])
    example = scenes[0].frames[0].example
    return [
        {
            "words": words,
            "activations": sessions[step].ask(["answers", [data["inputs"][example]]])[0].tolist(),
            "weights": weights_of(sessions[step]),
        }
        for step, words in ((0, "Before"), (steps, f"After {last:,} cycles"))
    ]


def _examples(network: NetworkModel, scenes: tuple[Scene, ...]) -> list[dict[str, Any]]:
    """The examples that the film shows, as text, each with its answer in every scene."""
    data = network.spec["data"]
    return [
        {
            "inputs": _written(data["inputs"][index]),
            "targets": _written(data["targets"][index]),
            "answers": [scene.answer(index) for scene in scenes],
        }
        for index in range(len(scenes[0].answers))
    ]


def _written(numbers: list[float]) -> str:
    return " ".join(f"{value:g}" for value in numbers).replace("-", "−")


DIRECTIVE = DirectiveType(
    name="film",
    summary="A long training as a film: to play, to scrub, and to go on from.",
    options=Options,
    argument="network",
    body="markdown",
    render=render,
    called="Film of the network",
)
