#!/usr/bin/env bash
# gift-pegjs 1.0.2, the parser of GIFT for JavaScript, refuses what real banks are full of and Moodle reads: a right answer
# with both marks (~=), and a colon in the text of a matching question. So it is a second opinion on our reader, never the
# measure of it. Installs the pinned package into a temporary folder, states what it does, and fails once it does something
# else.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix "$folder" gift-pegjs@1.0.2 >/dev/null 2>&1
node - <<'JAVASCRIPT'
const assert = require("node:assert");
const gift = require("gift-pegjs");

function read(text) {
  try {
    return gift.parse(text).map((question) => question.type);
  } catch (error) {
    return "refused";
  }
}

const observed = {
  "one mark before the right answer": read("Which?{=a ~b}\n\n"),
  "both marks before the right answer": read("Which?{~=a ~b}\n\n"),
  "a matching question": read("Which belong together{=a -> x =b -> y}\n\n"),
  "the same with a colon": read("Which belong together: {=a -> x =b -> y}\n\n"),
};
const expected = {
  "one mark before the right answer": ["MC"],
  "both marks before the right answer": "refused",
  "a matching question": ["Matching"],
  "the same with a colon": "refused",
};
console.log("gift-pegjs", require("gift-pegjs/package.json").version);
for (const [name, value] of Object.entries(observed)) console.log(`${name}: ${JSON.stringify(value)}`);
assert.deepStrictEqual(observed, expected, "it behaves otherwise by now; see docs/reference/question-banks.md");
JAVASCRIPT
