// The page of new recovery codes: copies them, or saves them as a file, without asking the server for them again.

const codes = document.getElementById("recovery_codes");
const said = document.querySelector("[data-codes-said]");

document.querySelector("[data-codes-copy]")?.addEventListener("click", copy);
document.querySelector("[data-codes-download]")?.addEventListener("click", download);

async function copy() {
  codes.select();
  const isCopied = await navigator.clipboard?.writeText(codes.value).then(() => true, () => false);
  said.textContent = said.dataset[isCopied || document.execCommand("copy") ? "copied" : "failed"];
}

function download() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`${codes.value}\n`], { type: "text/plain" }));
  link.download = codes.dataset.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  said.textContent = said.dataset.saved;
}
