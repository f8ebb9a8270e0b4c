// Elements. Every text goes in as text: nothing here reads markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
    else if (name === "vars") for (const [key, one] of Object.entries(value)) node.style.setProperty(`--${key}`, one);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const h = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);
const s = (name, attributes, ...children) => fill(document.createElementNS(SVG, name), attributes, children);

// A text of strangers: kept apart from the direction of what stands around it.
const foreign = (text, language) => h("bdi", { dir: "auto", lang: tag(language) }, text);
const tag = (language) => (/^[a-z]{2,3}$/.test(language || "") ? language : null);

const unseen = (text) => h("span", { class: "unseen" }, text);

// A link away from the report: addresses of the web only.
const away = (url, ...children) =>
  /^https?:\/\//i.test(url) ? h("a", { href: url, rel: "noopener noreferrer external", class: "away" }, ...children) : null;

const say = (text) => { document.getElementById("status").textContent = text; };

const option = (value, label, chosen) => h("option", { value, selected: value === chosen }, label);

// A select with a label of its own.
const choice = (label, options, chosen, act) =>
  h("label", { class: "choice" }, h("span", null, label),
    h("select", { on: { change: (event) => act(event.target.value) } },
      options.map(([value, text]) => option(value, text, chosen))));

// Buttons of which one is pressed.
function switches(label, options, chosen, act) {
  return h("div", { class: "switches", role: "group", "aria-label": label }, options.map(([value, text]) =>
    h("button", { type: "button", "aria-pressed": String(value === chosen), on: { click: () => act(value) } }, text)));
}

// A table that may be wider than the screen: it scrolls by itself, by keyboard too.
const scrolling = (label, ...children) =>
  h("div", { class: "scrolling", role: "region", "aria-label": label, tabindex: "0" }, ...children);
