"""Identifiers that the house refuses."""

BAD = (
    "", ".", "..", "../CITY", "a/b", "tree/", "D1?x=1", "D1#x", "D1%2F", "a b", " D1", "D1\n", "D1\t", "-D1", "_D1",
    ".D1", "Ｄ１", "１２３", "支部", "D1\u202e",
    "D1\u200b", "Д1", "D1\u00e9", "a\\b", "a;b", "a:b", "a@b", "\u01311", "\u212a1", "D" * 41,
)  # fmt: skip
