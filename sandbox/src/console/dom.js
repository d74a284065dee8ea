// Elements of the page. Text is only ever set as text: accounts have names with markup.

export const byId = (id) => document.getElementById(id);

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export function cells(...values) {
  return values.map((value) => element("td", {}, value ?? ""));
}

export const row = (...values) => element("tr", {}, ...cells(...values));

export function options(select, names) {
  select.replaceChildren(...names.map((name) => element("option", { value: name }, name)));
}

export function say(text) {
  byId("problem").hidden = true;
  byId("status").textContent = text;
}

export function complain(error) {
  byId("status").textContent = "";
  byId("problem").textContent = error.message;
  byId("problem").hidden = false;
}
