// The views of the console, and the token.

import { dropToken, request, takeToken, useToken } from "./api.js";
import { showControls, startControls } from "./controls.js";
import { byId, complain, say } from "./dom.js";
import { showJournal, startJournal } from "./journal.js";
import { isTable, showTable, startTables } from "./tables.js";

const VIEWS = ["accounts", "subusers", "customers", "keys", "journal", "controls"];

let current = null;

function show(view) {
  say("");
  current = view;
  byId("rows").hidden = !isTable(view);
  byId("journal").hidden = view !== "journal";
  byId("controls").hidden = view !== "controls";
  for (const link of byId("views").querySelectorAll("a")) {
    const isCurrent = link.hash === "#" + view;
    isCurrent ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
  }
  showJournal(view === "journal");
  showControls(view === "controls");
  if (isTable(view)) {
    showTable(view);
  }
}

function askForToken() {
  for (const id of ["views", "rows", "journal", "controls"]) {
    byId(id).hidden = true;
  }
  byId("sign-in").hidden = false;
  byId("token").focus();
}

async function open() {
  if (!takeToken()) {
    askForToken();
    return;
  }
  try {
    await request("GET", "clock");
  } catch (error) {
    if (error.status === 401) {
      dropToken();
      askForToken();
    }
    complain(error);
    return;
  }
  byId("sign-in").hidden = true;
  byId("views").hidden = false;
  navigate();
}

function navigate() {
  const view = location.hash.slice(1);
  if (VIEWS.includes(view)) {
    show(view);
  } else if (current === null) {
    show("journal");
  }
}

byId("server").textContent = location.origin;
byId("sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  useToken(byId("token").value);
  byId("token").value = "";
  open();
});
// A link with a token can be opened while the page is shown.
addEventListener("hashchange", () => (location.hash.startsWith("#token=") ? open() : navigate()));
startTables();
startJournal();
startControls();
open();
