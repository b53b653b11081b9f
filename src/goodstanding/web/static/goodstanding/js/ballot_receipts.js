// The receipts of the votes of this phone, until sign-out: with them a page can say that the own vote is in the list.

const PLACE = "ballot-receipts";

export function storeReceipt(ballot, receipt) {
  localStorage.setItem(PLACE, JSON.stringify({ ...storedReceipts(), [ballot]: receipt }));
}

export function storedReceipts() {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? "{}");
  } catch {
    return {};
  }
}

export function clearReceipts() {
  localStorage.removeItem(PLACE);
}
