// Accounts, subusers, customers and API keys, page by page.

import { request } from "./api.js";
import { byId, complain, element, row } from "./dom.js";

const ROWS = 100;

const yes = (value) => (value ? "yes" : "no");
const name = (account) => [account.profile.first_name, account.profile.last_name].join(" ").trim();

const NUMBER = ["Number", (it) => it.user_id];
const USERNAME = ["Username", (it) => it.username];
const EMAIL = ["Email", (it) => it.email];
const CREDITS = ["Credits left", (it) => it.credits.remain];

const VIEWS = {
  accounts: {
    title: "Accounts",
    path: "accounts?",
    columns: [
      NUMBER, USERNAME, ["Relation", (it) => it.relation], EMAIL,
      ["Name", name], ["Company", (it) => it.profile.company], ["Type", (it) => it.type],
    ],
  },
  subusers: {
    title: "Subusers",
    path: "accounts?relation=subuser&",
    columns: [
      NUMBER, USERNAME, EMAIL, ["Disabled", (it) => yes(!it.active)],
      ["Website access", (it) => yes(it.website_access)], ["Region", (it) => it.region],
      ["Allocation", (it) => it.allocation], CREDITS,
      ["Reputation", (it) => it.reputation],
    ],
  },
  customers: {
    title: "Customers",
    path: "accounts?relation=customer&",
    columns: [
      NUMBER, ["Account ID", (it) => it.account_id], USERNAME, EMAIL, ["Name", name],
      ["Can send", (it) => yes(it.active)],
      ["Website access", (it) => yes(it.website_access)], ["Type", (it) => it.type], CREDITS,
    ],
  },
  keys: {
    title: "API keys",
    path: "api_keys?",
    columns: [
      ["ID", (it) => it.api_key_id], ["Name", (it) => it.name], ["Account", (it) => it.username],
      ["Scopes", (it) => it.scopes.join(", ")],
    ],
  },
};

let view = VIEWS.accounts;
let offset = 0;

export const isTable = (id) => id in VIEWS;

export function showTable(id) {
  view = VIEWS[id];
  offset = 0;
  byId("rows-search").value = "";
  byId("rows-title").textContent = view.title;
  const columns = view.columns.map(([title]) => element("th", { scope: "col" }, title));
  byId("rows-head").replaceChildren(...columns);
  byId("rows-body").replaceChildren();
  return load();
}

async function load() {
  const shown = view;
  const search = encodeURIComponent(byId("rows-search").value);
  try {
    const path = `${view.path}offset=${offset}&limit=${ROWS}&search=${search}`;
    const { total, rows } = await request("GET", path);
    if (shown === view) {
      display(total, rows);
    }
  } catch (error) {
    complain(error);
  }
}

function display(total, rows) {
  const lines = rows.map((it) => row(...view.columns.map(([, value]) => value(it))));
  byId("rows-body").replaceChildren(...lines);
  const last = offset + rows.length;
  const range = rows.length === 0 ? "No rows" : `Rows ${offset + 1} to ${last}`;
  byId("rows-range").textContent = `${range} of ${total.toLocaleString("en")}`;
  byId("rows-previous").disabled = offset === 0;
  byId("rows-next").disabled = last >= total;
}

function move(rows) {
  offset = Math.max(0, offset + rows);
  return load();
}

export function startTables() {
  byId("rows-form").addEventListener("submit", (event) => {
    event.preventDefault();
    offset = 0;
    load();
  });
  byId("rows-reload").addEventListener("click", load);
  byId("rows-previous").addEventListener("click", () => move(-ROWS));
  byId("rows-next").addEventListener("click", () => move(ROWS));
}
