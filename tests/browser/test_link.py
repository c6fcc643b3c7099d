"""The state of a page in its address: copied, opened elsewhere, and said to be broken where it is."""

from base64 import urlsafe_b64encode

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PYTHON_START, OpenPage, allow_copying, choose_pace, expect_numbers, hold_python, paste

COPY = "Copy link to this state"
CONTROLS = ("Controls: Network of 2 inputs, 3 hidden neurons and 1 output", "Controls: Network of 1 input and 1 output")
LAB = 'await import(performance.getEntriesByType("resource").find(({ name }) => name.includes("/lab."))?.name)'
NUMBERS = f"""async () => {{
  const {{ networks }} = {LAB};
  const named = networks().flatMap((each) => [...each.numbers].map((value, place) => [`${{each.name}} ${{place}}`, value]));
  const steps = networks().map((each) => [`${{each.name}}.step`, each.value("step")]);
  return [...named, ...steps];
}}"""
UNDO_ALL = f"""async () => {{
  const {{ networks }} = {LAB};
  for (const each of networks()) while (each.canUndo) await each.act(["undo"]);
}}"""
SAVED = f'async () => {{ const {{ network }} = {LAB}; return network("first").save(); }}'
UNPACKED = """async (link) => {
  const letters = atob(link.split("#state=d")[1].replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
}"""
ACT = f"async ([name, action]) => {{ const {{ network }} = {LAB}; return network(name).act(action); }}"


def controls(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name, exact=True)


def ready(page: Page) -> Page:
    expect(page.locator("html")).to_have_attribute("data-python", "ready", timeout=PYTHON_START)
    return page


def act(page: Page, network: str, *action: object) -> None:
    assert page.evaluate(ACT, [network, list(action)])


def copied(page: Page) -> str:
    """The link that the first controls give."""
    allow_copying(page)
    button = controls(page, CONTROLS[0]).get_by_role("button", name=COPY)
    button.focus()
    button.press("Enter")
    expect(controls(page, CONTROLS[0]).locator(".status")).to_have_text("The link is copied.")
    return paste(page)


def numbers(page: Page) -> dict[str, float]:
    return dict(page.evaluate(NUMBERS))


def expect_restored(page: Page, wanted: dict[str, float]) -> None:
    step = page.locator('[data-live="first.step"]').first
    expect(step).to_have_attribute("data-exact", f"{wanted['first.step']:g}", timeout=PYTHON_START)
    expect(controls(page, CONTROLS[0]).locator(".status")).to_have_text("")
    assert numbers(page) == pytest.approx(wanted, abs=1e-9)


def test_a_link_brings_all_networks_of_a_page_to_their_state(site: str, open_page: OpenPage) -> None:
    page = ready(open_page(f"{site}/link/"))
    start = numbers(page)
    choose_pace(controls(page, CONTROLS[0]), steps="100")
    controls(page, CONTROLS[0]).get_by_role("button", name="Train").click()
    expect(page.locator('[data-live="first.step"]').first).to_have_text("100")
    page.get_by_role("slider", name="Learning rate").press("ArrowRight")
    act(page, "first", "set", "weights[1][2][0]", 0.75)
    act(page, "first", "train", 7)
    act(page, "second", "set", "inputs[0]", 0.25)
    act(page, "second", "backprop")
    wanted = numbers(page)
    expect_numbers(page, {'[data-live="first.rate"]': 0.6, '[data-live="second.step"]': 1})

    other = open_page(copied(page))
    expect_restored(other, wanted)
    assert "#state=" in other.url
    expect(other.get_by_role("figure").first).to_be_in_viewport()
    other.evaluate(UNDO_ALL)
    expect(controls(other, CONTROLS[0]).get_by_role("button", name="Undo")).to_be_disabled()
    assert numbers(other) == pytest.approx(start, abs=1e-9)
    assert "#state=" not in other.url


def test_after_long_training_the_link_holds_the_numbers(site: str, open_page: OpenPage) -> None:
    page = ready(open_page(f"{site}/link/"))
    start = numbers(page)
    act(page, "first", "train", 20_001)
    act(page, "first", "set", "rate", 2)
    wanted = numbers(page)

    other = open_page(copied(page))
    expect_restored(other, wanted)
    controls(other, CONTROLS[0]).get_by_role("button", name="Undo").click()
    expect(other.locator('[data-live="first.step"]').first).to_have_text("0")
    assert numbers(other) == pytest.approx(start, abs=1e-9)

    act(other, "first", "restore", page.evaluate(SAVED))
    for each in (page, other):
        act(each, "first", "train", 5)
    assert numbers(other) == pytest.approx(numbers(page), abs=1e-9)


def test_restoring_waits_for_python_and_says_so(site: str, open_page: OpenPage) -> None:
    page = ready(open_page(f"{site}/link/"))
    act(page, "first", "backprop")
    other = open_page(copied(page), prepare=hold_python)
    expect(controls(other, CONTROLS[0]).locator(".status")).to_contain_text("Restoring the state of the link.")
    expect(other.locator('[data-live="first.step"]').first).to_have_text("0")


def test_a_link_pasted_into_an_open_page_replaces_what_was_done(site: str, open_page: OpenPage) -> None:
    page = ready(open_page(f"{site}/link/"))
    act(page, "first", "train", 3)
    wanted, link = numbers(page), copied(page)
    act(page, "first", "train", 4)
    act(page, "second", "train", 1)
    expect(page.locator('[data-live="first.step"]').first).to_have_text("7")
    page.goto(link)
    expect(page.locator('[data-live="second.step"]').first).to_have_text("0")
    expect_restored(page, wanted)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("d!!!", "a part of the link is missing or changed"),
        ("", "a part of the link is missing or changed"),
        ('{"networks": {"first": ["x", "train"]}}', "a part of the link is missing or changed"),
        ('{"networks": {"first": ["x", [["train", 5]]]}}', "belongs to another page"),
        ('{"networks": {"third": ["x", []]}}', "belongs to another page"),
    ],
)
def test_a_broken_or_foreign_link_is_said_and_changes_nothing(site: str, open_page: OpenPage, state: str, words: str) -> None:
    packed = plain(state) if state.startswith("{") else state
    page = open_page(f"{site}/link/#state={packed}", prepare=hold_python)
    expect(controls(page, CONTROLS[0]).locator(".status")).to_contain_text(words)
    expect(page.locator('[data-live="first.step"]').first).to_have_text("0")
    controls(page, CONTROLS[0]).get_by_role("button", name="Backprop").click()
    expect(page.locator('[data-live="first.step"]').first).to_have_text("1")


def test_an_action_that_is_refused_leaves_every_network_as_it_was(site: str, open_page: OpenPage) -> None:
    page = ready(open_page(f"{site}/link/"))
    act(page, "first", "train", 3)
    act(page, "second", "train", 2)
    wanted = numbers(page)
    text = (
        page.evaluate(UNPACKED, copied(page))
        .replace('["train",2]', '["set","weights[9]",2]')
        .replace('["train",3]', '["train",4]')
    )
    page.evaluate("(hash) => { location.hash = hash; }", f"#state={plain(text)}")
    expect(controls(page, CONTROLS[0]).locator(".status")).to_contain_text("cannot be restored")
    assert numbers(page) == pytest.approx(wanted, abs=1e-9)


def test_where_the_clipboard_is_closed_the_link_goes_into_the_address(site: str, open_page: OpenPage) -> None:
    page = ready(open_page(f"{site}/link/"))
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    act(page, "first", "train", 3)
    wanted = numbers(page)
    controls(page, CONTROLS[1]).get_by_role("button", name=COPY).click()
    expect(controls(page, CONTROLS[1]).locator(".status")).to_have_text("The link is in the address bar.")
    page.reload()
    expect_restored(page, wanted)


def plain(text: str) -> str:
    """A link's state as browsers write it that cannot compress."""
    return "j" + urlsafe_b64encode(text.encode()).decode().rstrip("=")
