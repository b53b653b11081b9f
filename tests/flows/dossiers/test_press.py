"""Documents printed by processes of their own are the same as those printed here."""

from datetime import UTC, datetime

from goodstanding.documents.seal import new_seal, read_seal
from goodstanding.flows.dossiers.press import PrintOrder, press

AT = datetime(2026, 12, 31, 16, tzinfo=UTC)


def test_processes_of_their_own_print_the_same_bytes_in_the_same_order() -> None:
    pems = new_seal("某组织", AT, bits=2048)
    seal = read_seal(*pems)
    part = {"title": "买买提·艾力", "over": "", "foot": "AB12", "sections": []}
    orders = [PrintOrder({"parts": [part]}, str(number), "about", "zh-hans", AT, "") for number in range(3)]
    with press(seal, pems, many=False) as here, press(seal, pems, many=True) as apart:
        assert list(apart(orders)) == list(here(orders))
        assert len(set(here(orders))) == 3
