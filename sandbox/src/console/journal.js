// The live journal.

import { request } from "./api.js";
import { byId, cells, complain, element } from "./dom.js";

const INTERVAL = 1000;
// Entries per request, and entries that the page keeps.
const AT_ONCE = 200;
const KEPT = 1000;

let entries = [];
let isPaused = false;
let isShown = false;
const opened = new Set();

// From the last entry on, not after it: if it is missing or another one, the journal was reset.
async function poll() {
  const last = entries.at(-1);
  const since = last === undefined ? 0 : last.seq - 1;
  const page = await request("GET", `journal?since=${since}&last=${AT_ONCE}`);
  const [first] = page;
  const isReset = last !== undefined
    && (first === undefined || (first.seq === last.seq && first.arrived_ms !== last.arrived_ms));
  if (isReset) {
    entries = [];
    opened.clear();
    return poll();
  }
  const added = page.filter((entry) => last === undefined || entry.seq > last.seq);
  entries = entries.concat(added).slice(-KEPT);
  return added.length > 0 || last === undefined;
}

function matches(entry) {
  const outcome = byId("journal-outcome").value;
  const filter = byId("journal-filter").value.trim().toLowerCase();
  const account = entry.user ?? entry.on_behalf_of;
  const texts = [entry.method, entry.path, entry.operation, account, entry.fault?.kind];
  return (outcome === "" || entry.outcome === outcome)
    && (filter === "" || texts.some((text) => (text ?? "").toLowerCase().includes(filter)));
}

function display() {
  const shown = entries.filter(matches).reverse();
  byId("journal-body").replaceChildren(...shown.flatMap(lines));
  const kept = `${shown.length} of the last ${entries.length} entries`;
  byId("journal-count").textContent = kept;
}

function lines(entry) {
  const isOpen = opened.has(entry.seq);
  const button = element("button", { type: "button" }, String(entry.seq));
  button.setAttribute("aria-expanded", String(isOpen));
  button.setAttribute("aria-label", `Entry ${entry.seq}: request and response`);
  button.addEventListener("click", () => toggle(entry.seq));
  const outcome = entry.fault === null ? entry.outcome : `fault: ${entry.fault.kind}`;
  const seconds = (entry.arrived_ms / 1000).toFixed(3);
  const line = element(
    "tr", {}, ...cells(
      button, seconds, entry.method, entry.path, entry.operation,
      entry.user ?? entry.on_behalf_of, entry.status === 0 ? "none" : entry.status, outcome,
    ),
  );
  line.lastElementChild.className = entry.outcome;
  line.dataset.seq = entry.seq;
  return isOpen ? [line, details(entry)] : [line];
}

function details(entry) {
  const { body, response, user_agent, connection, applied } = entry;
  const text = JSON.stringify({ body, response, applied, user_agent, connection }, null, 2);
  return element("tr", {}, element("td", { colSpan: 8 }, element("pre", {}, text)));
}

function toggle(seq) {
  if (!opened.delete(seq)) {
    opened.add(seq);
  }
  display();
  // The button is a new element.
  document.querySelector(`tr[data-seq="${seq}"] button`)?.focus();
}

function focusedEntry() {
  return document.activeElement?.closest("tr[data-seq]")?.dataset.seq;
}

async function tick() {
  if (isShown && !isPaused) {
    try {
      if (await poll()) {
        const focused = focusedEntry();
        display();
        if (focused !== undefined) {
          document.querySelector(`tr[data-seq="${focused}"] button`)?.focus();
        }
      }
    } catch (error) {
      complain(error);
      pause(true);
    }
  }
}

function pause(paused) {
  isPaused = paused;
  byId("journal-pause").setAttribute("aria-pressed", String(paused));
}

export function showJournal(shown) {
  isShown = shown;
  if (shown) {
    display();
  }
  return tick();
}

export function startJournal() {
  byId("journal-filter").addEventListener("input", display);
  byId("journal-outcome").addEventListener("change", display);
  byId("journal-pause").addEventListener("click", () => {
    pause(!isPaused);
    tick();
  });
  const again = async () => {
    await tick();
    setTimeout(again, INTERVAL);
  };
  setTimeout(again, INTERVAL);
}
