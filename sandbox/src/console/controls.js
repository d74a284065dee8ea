// Faults, rate limits, clock, outage, generated subusers and reset.

import { request } from "./api.js";
import { byId, complain, options, row, say } from "./dom.js";

const INTERVAL = 2000;

// A useful example of each kind.
const KINDS = {
  status: { status: 503, headers: { "Retry-After": "2" } },
  reset: { apply: true },
  close: { after_bytes: 20 },
  stall: { ms: 5000 },
  delay: { before_response_ms: 1000 },
  html: { status: 502 },
  redirect: { status: 307, location: "//other.example/" },
  echo: { status: 400 },
  dribble: { bytes: 1, every_ms: 1000 },
  raw: { text: "HTTP/9.9 200 OK\r\n\r\n" },
  headers: { set: { Date: "x" }, remove: ["Allow"] },
  flip: { byte: 0, bit: 7 },
  truncate: { at: 10 },
  oversize: { form: "chunks" },
  close_idle: { after_ms: 50 },
};

let isShown = false;

const number = (id) => byId(id).valueAsNumber;

async function addFault() {
  let fields;
  try {
    fields = JSON.parse(byId("fault-fields").value || "{}");
  } catch (error) {
    throw new Error(`The fields are not JSON: ${error.message}`);
  }
  const on = { nth: number("fault-nth") };
  const user = byId("fault-user").value;
  if (user !== "") {
    on.user = user;
  }
  const { numbers } = await request("POST", "faults", [{
    operation: byId("fault-operation").value,
    on,
    times: number("fault-times"),
    fault: { kind: byId("fault-kind").value, ...fields },
  }]);
  return `Added ${numbers.length === 1 ? "fault" : "faults"} ${numbers.slice(0, 3).join(", ")}`
    + (numbers.length > 3 ? " and more" : "");
}

async function setWindow() {
  const scope = byId("window-scope").value;
  const rule = {
    limit: number("window-limit"),
    window_seconds: number("window-seconds"),
    retry_after: byId("window-retry").value,
  };
  const isApi = scope === "v3" || scope === "customers";
  await request("POST", "windows", isApi ? { [scope]: rule } : { operations: { [scope]: rule } });
  return `Set the limit of ${scope}`;
}

async function shiftClock(seconds) {
  await request("POST", "clock", { shift_seconds: seconds });
  return seconds === 0 ? "The clock has the real time" : `Shifted the clock by ${seconds} s`;
}

async function setDown(down) {
  await request("POST", "down", down ? { down, status: number("down-status") } : { down });
  return down ? "The outage begins" : "The outage ends";
}

async function addSubusers() {
  const count = number("subusers-count");
  await request("POST", "subusers", { count });
  return `Added ${count} subusers`;
}

async function reset() {
  if (!confirm("Restore the accounts of the start and remove the journal?")) {
    return "Nothing was reset";
  }
  await request("POST", "reset");
  return "The sandbox is as at the start";
}

function displayFaults({ waiting, consumed }) {
  const line = (fault, state) => {
    const on = fault.on === undefined ? "" : ` on ${JSON.stringify(fault.on)}`;
    return row(fault.number, fault.operation, JSON.stringify(fault.fault) + on, state);
  };
  const lines = waiting.slice(0, 100).map((fault) => line(fault, "waiting"));
  const met = consumed.slice(-100).reverse().map((fault) => {
    return line(fault, fault.journal === null ? "in progress" : `met by entry ${fault.journal}`);
  });
  const none = lines.length + met.length === 0 ? [row("", "", "No faults", "")] : [];
  byId("faults-body").replaceChildren(...lines, ...met, ...none);
}

function displayWindows({ v3, customers, operations }) {
  const line = ([scope, { limit, window_seconds, windows }]) => {
    const { admitted = 0, rejected = 0 } = windows.at(-1) ?? {};
    return row(scope, limit, window_seconds, admitted, rejected);
  };
  const all = [["v3", v3], ["customers", customers], ...Object.entries(operations)];
  byId("windows-body").replaceChildren(...all.map(line));
}

async function refresh() {
  const [faults, windows, clock, down] = await Promise.all(
    ["faults", "windows", "clock", "down"].map((path) => request("GET", path)),
  );
  displayFaults(faults);
  displayWindows(windows);
  const time = new Date(clock.now * 1000).toISOString().slice(0, 19).replace("T", " ");
  byId("clock-now").textContent = `${time} UTC, shifted by ${clock.shift_seconds} s`;
  byId("down-state").textContent = down.down
    ? `Every request gets status ${down.status}` : "No outage";
}

// Runs an action, and shows its result and the new state.
async function run(action) {
  try {
    const done = await action();
    await refresh();
    say(done);
  } catch (error) {
    complain(error);
  }
}

async function tick() {
  if (isShown) {
    await refresh().catch(complain);
  }
}

export async function showControls(shown) {
  isShown = shown;
  if (shown && byId("fault-operation").options.length === 0) {
    try {
      const { faults, windows } = await request("GET", "operations");
      options(byId("fault-operation"), faults);
      options(byId("window-scope"), ["v3", "customers", ...windows]);
    } catch (error) {
      complain(error);
    }
  }
  return tick();
}

export function startControls() {
  const kinds = byId("fault-kind");
  const example = () => {
    byId("fault-fields").value = JSON.stringify(KINDS[kinds.value]);
  };
  options(kinds, Object.keys(KINDS));
  kinds.addEventListener("change", example);
  example();
  const forms = {
    "faults-form": addFault,
    "windows-form": setWindow,
    "clock-form": () => shiftClock(number("clock-shift")),
    "down-form": () => setDown(true),
    "subusers-form": addSubusers,
    "reset-form": reset,
  };
  for (const [id, action] of Object.entries(forms)) {
    byId(id).addEventListener("submit", (event) => {
      event.preventDefault();
      run(action);
    });
  }
  byId("faults-clear").addEventListener("click", () => run(async () => {
    await request("DELETE", "faults");
    return "Removed all faults";
  }));
  byId("clock-real").addEventListener("click", () => run(() => shiftClock(0)));
  byId("down-end").addEventListener("click", () => run(() => setDown(false)));
  const again = async () => {
    await tick();
    setTimeout(again, INTERVAL);
  };
  setTimeout(again, INTERVAL);
}
