"""Modules that need no page, each run by itself in the browser: encoding, waiting, and what marks of a roll mean."""

from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from playwright.sync_api import Browser, Page

from goodstanding.proofs.sealed_vote import MARK, to_bytes, to_text
from tests.ballots import Teller, opened_layer, sealed_layer
from tests.journeys.walking import PHONE


@pytest.fixture
def blank(browser: Browser, demo: str, pages: list[Page]) -> Page:
    """A page of the demonstration from which modules can be imported."""
    page = browser.new_context(viewport=PHONE).new_page()
    pages.append(page)
    page.goto(demo)
    return page


def run(page: Page, module: str, body: str, given: Any = None) -> Any:
    """What a function body returns that has the exports of a module as `module`."""
    script = f"async (given) => {{ const module = await import('/static/goodstanding/js/{module}.js'); {body} }}"
    return page.evaluate(script, given)


def test_base64url_is_what_python_writes_and_comes_back(blank: Page) -> None:
    body = """
      const bytes = Uint8Array.from({ length: 256 }, (_, place) => place);
      const text = module.toBase64url(bytes);
      const ids = new Set(Array.from({ length: 50 }, () => module.randomId()));
      return [text, [...module.fromBase64url(text)], [...ids]];
    """
    text, back, ids = run(blank, "base64url", body)
    assert text.startswith("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v")
    assert not set(text) & set("+/=")
    assert {"-", "_"} <= set(text)
    assert back == list(range(256))
    assert len(ids) == 50
    assert {len(one) for one in ids} == {22}


def test_waiting_doubles_with_jitter_and_never_comes_before_the_server_asked(blank: Page) -> None:
    body = """
      const many = (failures, how) => Array.from({ length: 300 }, () => module.waitAfter(failures, how));
      const how = { shortest: 1000, longest: 60000 };
      const asked = module.retryAfter(new Response("", { headers: { "Retry-After": "90" } }));
      return [[1, 2, 3, 50].map((failures) => many(failures, how)), asked, many(1, { ...how, asked }),
              module.retryAfter(new Response(""))];
    """
    waits, asked, after_asking, unasked = run(blank, "backoff", body)
    for doubled, found in zip((2000, 4000, 8000, 60_000), waits, strict=True):
        assert max(1000, doubled // 2) <= min(found) < max(found) <= doubled * 1.5
        assert max(found) - min(found) > doubled / 2, "phones of one room come back at different moments"
    assert (asked, unasked) == (90_000, 0)
    assert set(after_asking) == {90_000}


ROLL = {
    "people": [
        {"member": "a", "due": True, "votes": True, "said": None, "mine": None},
        {"member": "b", "due": True, "votes": False, "said": "present", "mine": None},
        {"member": "c", "due": False, "votes": True, "said": None, "mine": {"once": "1", "verdict": "late"}},
        {"member": "d", "due": True, "votes": True, "said": "leave", "mine": {"once": "2", "verdict": "absent"}},
    ]
}
COUNTS = "return module.countsOf(given.roll, module.verdictsOf(given.roll, given.waiting));"


@pytest.mark.parametrize(
    ("waiting", "came", "guests", "there", "voters"),
    [
        ([], 1, 1, 1, 3),
        ([{"once": "3", "member": "a", "do": "present"}], 2, 1, 2, 3),
        ([{"once": "3", "member": "c", "do": "undo", "of": "1"}], 1, 0, 0, 2),
        ([{"once": "3", "member": "d", "do": "code", "code": "x", "verdict": "late"}], 2, 1, 2, 3),
        ([{"once": "3", "member": "b", "do": "present"}, {"once": "4", "member": "b", "do": "absent"}], 0, 1, 1, 3),
    ],
)
def test_marks_that_wait_count_before_those_that_were_delivered(
    blank: Page, waiting: list[dict[str, str]], came: int, guests: int, there: int, voters: int
) -> None:
    counts = run(blank, "offline_roll_marks", COUNTS, {"roll": ROLL, "waiting": waiting})
    assert counts == {"due": 3, "came": came, "guests": guests, "there": there, "voters": voters}


def test_a_chat_s_own_browser_is_sent_elsewhere_only_where_it_has_no_passkeys(blank: Page) -> None:
    agents = {
        "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 MicroMessenger/8.0.40": True,
        "Mozilla/5.0 (iPhone) AppleWebKit/605 wxwork/4.1.9 MicroMessenger/7.0.1": True,
        "Mozilla/5.0 (Linux; Android 12) DingTalk/7.0.0": True,
        "Mozilla/5.0 (Linux; Android 12) Lark/6.1.0 LarkLocale/zh_CN": True,
        "Mozilla/5.0 (iPhone) Feishu/6.1": True,
        "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36": False,
    }
    body = "return given.map((agent) => [module.lacksPasskeys(agent, false), module.lacksPasskeys(agent, true)]);"
    found = run(blank, "inner_browser", body, list(agents))
    assert found == [[lacks, False] for lacks in agents.values()]


#: A camera that shows a picture or stays dark, and a reader of codes that sees one.
CAMERA = """
  const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 64 });
  canvas.getContext("2d").fillRect(0, 0, 64, 64);
  const dark = Object.assign(document.createElement("canvas"), { width: 64, height: 64 });
  const media = { getUserMedia: async () => given.dark ? new MediaStream() : canvas.captureStream(20),
                  enumerateDevices: async () => given.none ? [] : [{ kind: "videoinput" }] };
  Object.defineProperty(navigator, "mediaDevices", { value: media, configurable: true });
  const query = async () => ({ state: given.allowed });
  Object.defineProperty(navigator, "permissions", { value: { query }, configurable: true });
  window.BarcodeDetector = class {
    static async getSupportedFormats() { return ["qr_code"]; }
    async detect() { return [{ rawValue: "seen" }]; }
  };
  const root = document.createElement("div");
  root.innerHTML = `<p data-scanner hidden><button data-scan></button></p><p data-camera-starting hidden></p>
    <div data-viewfinder hidden><video muted data-video></video></div><p data-camera-refused hidden></p>`;
  document.body.append(root);
  const seen = [];
  await module.offerScanner(root, (text) => seen.push(text) > 0, { atOnce: true });
  await new Promise((resume) => setTimeout(resume, 500));
  const shown = [...root.querySelectorAll("p:not([hidden]), div:not([hidden])")];
  return [shown.map((part) => Object.keys(part.dataset)[0]), seen];
"""


@pytest.mark.parametrize(
    ("camera", "shown", "seen"),
    [
        ({"allowed": "granted"}, ["viewfinder"], ["seen"]),
        ({"allowed": "prompt"}, ["scanner"], []),
        ({"allowed": "granted", "dark": True}, ["scanner", "cameraRefused"], []),
        ({"allowed": "granted", "none": True}, [], []),
    ],
)
def test_the_camera_opens_at_once_where_it_may_and_never_shows_a_black_box(
    blank: Page, camera: dict[str, Any], shown: list[str], seen: list[str]
) -> None:
    assert run(blank, "qr_scanner", CAMERA, camera) == [shown, seen]


FORM = """
  const store = await import('/static/goodstanding/js/form_store.js');
  const row = { id: "/x/#text", visit: "v", title: "x", page: "/x/", address: "/x/", fields: [], problem: "" };
  const sent = [];
  const answer = (ok) => async () => {
    sent.push(ok);
    if (!ok) throw new TypeError("no signal");
    return new Response("{}");
  };
"""


def of_visit(page: Page, body: str) -> Any:
    """The same, with the modules as they are on a page of somebody who is signed in."""
    page.evaluate("document.body.dataset.visit = 'v'")
    return run(page, "form_queue", FORM + body)


def test_what_failed_without_signal_makes_no_wait_longer_once_the_signal_is_back(blank: Page) -> None:
    body = """
      await store.putForm({ ...row, tries: 9, nextAt: Date.now() + 6e5 });
      window.fetch = answer(false);
      await module.deliverForms(true);
      const { tries, nextAt } = await store.storedForm(row.id);
      return [sent, tries, nextAt - Date.now()];
    """
    sent, tries, wait = of_visit(blank, body)
    assert (sent, tries) == ([False], 1)
    assert 0 < wait <= 15_000, "the first request after the signal is back often fails"


def test_a_form_is_delivered_although_another_page_was_at_it_when_the_signal_came_back(blank: Page) -> None:
    body = """
      await store.putForm({ ...row, tries: 0, nextAt: 0 });
      window.fetch = answer(true);
      let close;
      const closed = new Promise((resolve) => (close = resolve));
      navigator.locks.request("goodstanding-forms", () => closed);
      const delivered = module.deliverForms(true);
      const before = [...sent];
      close();
      await delivered;
      return [before, sent, await store.allForms()];
    """
    assert of_visit(blank, body) == [[], [True], []]


def test_a_check_in_goes_out_when_the_signal_is_back_unless_the_server_put_it_off(blank: Page) -> None:
    body = """
      const store = await import('/static/goodstanding/js/check_in_store.js');
      const row = { handle: "h", code: "c", nonce: "n", assertion: {}, madeAt: 0, tries: 9, nextAt: Date.now() + 6e5 };
      await store.putCheckIn({ ...row, id: "waits" });
      await store.putCheckIn({ ...row, id: "put off", notBefore: Date.now() + 3e5 });
      window.fetch = async () => { throw new TypeError("no signal"); };
      await module.deliver();
      const before = (await store.allCheckIns()).map(({ tries }) => tries);
      await module.deliver("", true);
      const after = Object.fromEntries((await store.allCheckIns()).map((row) => [row.id, row]));
      return [before, after["waits"].tries, after["waits"].nextAt - Date.now(), after["put off"].tries];
    """
    before, tries, wait, put_off = run(blank, "check_in_queue", body)
    assert (before, tries, put_off) == ([9, 9], 10, 9)
    assert 0 < wait <= 15_000


def test_what_the_phone_seals_is_opened_as_the_tests_of_ballots_open_it_and_the_other_way_round(blank: Page) -> None:
    """Those tests seal and open votes in Python; here it is seen that the browser does the same."""
    tellers = [Teller("first"), Teller("second")]
    body = """
      const code = module.newCode();
      const made = await module.newKey(code, "ballot");
      const votes = await module.sealVote([2, 0, 1], given, "ballot");
      return { votes, made, code };
    """
    found = run(blank, "ballot_seal", body, [to_text(teller.public) for teller in tellers])
    for vote, (outer, inner) in zip(found["votes"], (tellers, tellers[::-1]), strict=True):
        opened = opened_layer(opened_layer(to_bytes(vote), outer.private, "ballot"), inner.private, "ballot")
        assert opened[MARK:] == bytes([2, 0, 1])
        with pytest.raises(InvalidTag):
            opened_layer(to_bytes(vote), outer.private, "another ballot")
    sealed = to_text(sealed_layer(b"a vote", to_bytes(found["made"]["publicKey"]), "ballot"))
    body = """
      const key = await module.unlockKey(given.made, given.code, "ballot");
      const own = await module.openLayer(given.sealed, key, "ballot");
      return [[...own], await module.openLayer(given.sealed, key, "another ballot")];
    """
    own, other = run(blank, "ballot_seal", body, found | {"sealed": sealed})
    assert bytes(own) == b"a vote"
    assert other is None
