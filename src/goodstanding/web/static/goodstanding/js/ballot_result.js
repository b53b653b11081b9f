// Says on the page of a ballot whether the own receipt, if this phone has it, is in the published list.

import { storedReceipts } from "./ballot_receipts.js";

const place = document.querySelector("[data-ballot-own-receipt]");
const receipt = storedReceipts()[place.dataset.ballotOwnReceipt];
if (receipt) {
  place.hidden = false;
  place.querySelector("[data-receipt]").textContent = receipt;
  const codes = [...document.querySelectorAll("[data-receipt-code]")].map((one) => one.textContent.trim());
  const isThere = codes.includes(receipt);
  for (const [name, isShown] of [
    ["found", codes.length > 0 && isThere],
    ["missing", codes.length > 0 && !isThere],
  ])
    place.querySelector(`[data-${name}]`).hidden = !isShown;
}
