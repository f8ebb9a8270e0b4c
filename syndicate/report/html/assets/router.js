// Addresses to views. Every view has one, so that it can be kept, sent, and gone back to.

const VIEWS = { stories: viewStories, story: viewStory, article: viewArticle, pair: viewPair, outlets: viewOutlets, methods: viewMethods };
const TITLES = { stories: "Stories", outlets: "Outlets", methods: "Methods" };
const THEMES = { auto: "Auto", light: "Light", dark: "Dark" };

function start() {
  const model = readModel(JSON.parse(document.getElementById("payload").textContent));
  themes(document.getElementById("theme"));
  const home = model.home || "", nav = document.getElementById("nav");
  document.getElementById("home").setAttribute("href", `${home}#/stories`);
  nav.append(...["stories", "outlets", "methods"].map((name) => h("a", { href: `${home}#/${name}`, "data-view": name }, TITLES[name])));
  const left = new Map();
  let before = null, entries = Date.now(), entry = 0;
  const show = () => {
    const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
    const [name, ...parts] = path.split("/").map(decoded);
    const view = Object.hasOwn(VIEWS, name) && !(model.home && TITLES[name]) ? name : model.home ? "story" : "stories";
    const place = JSON.stringify([view, query || "", ...(view === "story" ? [parts[0], reportNumber(parts[1])] : parts.slice(0, 2))]);
    if (place !== before) draw(view, parts, new URLSearchParams(query || ""), before === null);
    before = place;
    // An entry that has been here before is gone back to where its reader left it.
    if (history.state) scroll(0, left.get(history.state.entry) || 0);
    else history.replaceState({ entry: ++entries }, "");
    entry = history.state.entry;
    if (view === "story" && parts[1]) scrollToSection(parts[1]);
  };
  const draw = (view, parts, query, first) => {
    const main = document.getElementById("main");
    main.replaceChildren(...VIEWS[view](model, parts, query).flat(9).filter(Boolean));
    main.dataset.view = view;
    for (const one of nav.children) {
      if (one.dataset.view === (TITLES[view] ? view : "stories")) one.setAttribute("aria-current", TITLES[view] ? "page" : "true");
      else one.removeAttribute("aria-current");
    }
    const heading = main.querySelector("h1");
    document.title = `${heading ? heading.textContent : "Report"} – Syndication report`;
    if (!first) { scroll(0, 0); heading?.focus({ preventScroll: true }); }
  };
  history.scrollRestoration = "manual";
  addEventListener("scroll", () => left.set(entry, scrollY), { passive: true });
  addEventListener("hashchange", show);
  // Nobody can unfold what is on paper.
  addEventListener("beforeprint", () => document.querySelectorAll(".piece button.more").forEach((one) => one.click()));
  show();
  prepareSearch(model.stories);
}

const decoded = (part) => { try { return decodeURIComponent(part); } catch { return part; } };

function scrollToSection(name) {
  const section = document.getElementById(`at-${name}`);
  if (!section) return;
  section.scrollIntoView({ block: "start" });
  section.querySelector("h2").focus({ preventScroll: true });
}

// Light, dark, or as the system has it; remembered where the browser allows a page from disk to remember.
function themes(button) {
  const kept = { get: () => { try { return localStorage.getItem("syndicate-theme"); } catch { return null; } },
    set: (name) => { try { localStorage.setItem("syndicate-theme", name); } catch { /* then it is forgotten */ } } };
  const names = Object.keys(THEMES);
  const set = (name) => {
    document.documentElement.dataset.theme = name;
    button.textContent = `◐ ${THEMES[name]}`;
    button.setAttribute("aria-label", `◐ ${THEMES[name]} colours`);
    button.title = "Light, dark, or as the system has it";
  };
  set(names.includes(kept.get()) ? kept.get() : "auto");
  button.addEventListener("click", () => {
    const next = names[(names.indexOf(document.documentElement.dataset.theme) + 1) % names.length];
    set(next);
    kept.set(next);
  });
}

start();
