// The link behind the code on a venue's screen.

const CODE = "[\\w-]{55}";

// The code in a path, or null. `link` is the path of such a link, with CODE in place of the code.
export function codeIn(path, link) {
  const [before, after] = link.split("CODE");
  const found = new RegExp(`^${before}(${CODE})${after}$`).exec(path);
  return found?.[1] ?? null;
}
