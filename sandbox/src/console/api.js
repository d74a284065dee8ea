// Requests to the control API.

const STORED = "sandbox-token";

// The session storage belongs to this tab and this origin: no other page reads it, and it ends with
// the tab. The token leaves the address bar at once, so that no bookmark, screenshot or history has it.
export function takeToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given !== null) {
    sessionStorage.setItem(STORED, given);
    history.replaceState(null, "", location.pathname + "#journal");
  }
  return sessionStorage.getItem(STORED) !== null;
}

export const useToken = (token) => sessionStorage.setItem(STORED, token);
export const dropToken = () => sessionStorage.removeItem(STORED);

export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export async function request(method, path, body) {
  let response;
  try {
    response = await fetch("/__sandbox/" + path, {
      method,
      headers: { "X-Sandbox-Token": sessionStorage.getItem(STORED) ?? "" },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: "no-store",
    });
  } catch {
    throw new Refusal(0, "The sandbox does not respond.");
  }
  const text = await response.text();
  if (response.ok) {
    return text === "" ? null : JSON.parse(text);
  }
  throw new Refusal(response.status, message(text) ?? `Status ${response.status}`);
}

function message(text) {
  try {
    const [error] = JSON.parse(text).errors;
    return (error.field ? error.field + ": " : "") + error.message;
  } catch {
    return null;
  }
}
