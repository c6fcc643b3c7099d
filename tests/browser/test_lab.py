"""What a directive's own script may ask of a network."""

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, hold_python, undo_of

LAB = 'await import(performance.getEntriesByType("resource").find(({ name }) => name.includes("/lab."))?.name)'


def test_a_question_is_answered_without_changing_the_network(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/")
    answer = page.evaluate(f"""async () => {{
      const {{ network }} = {LAB};
      return [...await network("learner").ask(["answers", [[0.5, -0.25, 0.75], [0, 0, 0]]], {{ wait: true }})];
    }}""")
    assert len(answer) == 2 * 8
    shares = np.exp([0.46664874, 0.53613456, 0.48600918])  # under softmax a network answers shares of one
    assert answer[5:8] == pytest.approx(shares / shares.sum(), abs=1e-8)
    expect(undo_of(page)).to_be_disabled()


def test_a_question_that_does_not_wait_gets_nothing_without_python(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/", prepare=hold_python)
    assert (
        page.evaluate(f'async () => {{ const {{ network }} = {LAB}; return network("learner").ask(["answers", [[0, 0, 0]]]); }}')
        is None
    )


def test_lighting_a_weight_lights_it_in_every_view(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/", prepare=hold_python)
    page.evaluate(f'async () => {{ const {{ network }} = {LAB}; network("learner").light(["weights[1][0][2]"]); }}')
    expect(page.locator('[data-connection="1.0.2"][data-lit]')).to_have_count(1)
    expect(page.locator('[data-label="1.0.2"][data-lit]')).to_have_count(1)
    expect(page.locator('[data-connection="1.0.1"][data-lit]')).to_have_count(0)


def test_the_data_follow_edits_undo_and_reset(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/boundary/")
    found = page.evaluate(f"""async () => {{
      const {{ network }} = {LAB};
      const net = network("winding");
      const sizes = () => ["inputs", "targets", "testInputs", "testTargets"].map((part) => net.data[part].length);
      const seen = [sizes()];
      for (const action of [
        ["data", [[1, 2]], [[1]], [[0, 0], [1, 1]], [[0], [1]]], ["data", [[1, 2], [3, 4]], [[1], [0]]], ["train", 1],
        ["reset"], ["undo"], ["undo"], ["undo"], ["undo"],
      ]) {{
        if (!(await net.act(action))) throw new Error(net.message);
        seen.push(sizes());
      }}
      return seen;
    }}""")
    start, one, two = [90, 90, 30, 30], [1, 1, 2, 2], [2, 2, 2, 2]
    assert found == [start, one, two, two, start, two, two, one, start]


def test_a_single_example_is_the_one_on_show(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/learner/")
    found = page.evaluate(f"""async () => {{
      const {{ network }} = {LAB};
      await network("learner").act(["set", "inputs[0]", 0.25]);
      return network("learner").data;
    }}""")
    assert found == {"inputs": [[0.25, -0.25, 0.75]], "targets": [[0, 1, 0]], "testInputs": [], "testTargets": []}
