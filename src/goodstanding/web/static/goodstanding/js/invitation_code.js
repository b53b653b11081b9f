// Fills in the code of an invitation that was opened by its link or by the camera. It stands behind the # of the address,
// which browsers send to no server, and is taken out of the address at once, so that it is in no history.

const CODE = /^#((?:[A-Z2-7]{5}-){3}[A-Z2-7]{5})$/;
const [, code] = CODE.exec(location.hash) ?? [];
const field = document.querySelector("input[name=code]");

if (code && field) {
  field.value = code;
  history.replaceState(history.state, "", location.pathname + location.search);
  document.querySelector("input[name=password]").focus();
}
