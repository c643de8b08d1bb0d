// The deck on the page: over everything, taking every key, until the speaker leaves it. It asks the server for nothing.
// Pins are kept here until the server says that it has them, through a lost connection and a reloaded page too.

const KEPT = "briefing-pins";
const PATIENCE = 5000;

let tell = null;
let turn = "";
let kept = load();
let pinned = [];
let handedAt = 0;
let waiting = 0;
let last = { fingerprint: "", at: 0 };

export default function ({ data, setTriggerValue }) {
  const mine = setTriggerValue;
  tell = mine;
  kept = kept.filter(pin => !data.taken.includes(pin.mark));
  save();
  if (data.turn && data.turn !== turn && !document.getElementById("briefing")) open(data);
  handOver();
  return () => {
    if (tell === mine) tell = null;
  };
}

function open(data) {
  turn = data.turn;
  pinned = [];
  const host = document.createElement("div");
  host.id = "briefing";
  host.style.cssText = "position:fixed;inset:0;z-index:2147483647";
  host.attachShadow({ mode: "open" }).innerHTML = `<style>${data.css}</style>${data.html}`;
  document.body.append(host);
  const restore = [silence(host), printAlone()];
  const heard = {
    pin: pin => keep({ ...pin, by: data.by }),
    pins: () => pinned.map(pin => ({ ...pin, state: isKept(pin) ? "等待交给系统" : "已交给系统" })),
    leave: () => {
      last = { fingerprint: deck.element.dataset.fingerprint, at: deck.at };
      host.remove();
      restore.forEach(act => act());
      say("left", data.turn);
    },
  };
  const deck = openDeck(host.shadowRoot.querySelector(".deck"), heard);
  resume(deck);
}

// Whoever has left by mistake goes on where they were, as long as the numbers are the same.
function resume(deck) {
  const same = last.fingerprint === deck.element.dataset.fingerprint && last.at > 0;
  if (same) deck.show(last.at);
  deck.say(same ? "接着上次那一页，按 Home 从头开始" : "按 H 看按键，按 F 全屏");
}

// Nothing behind the deck takes the focus or is read out, not even what appears there later.
function silence(host) {
  const silenced = new Set();
  const still = () => [...document.body.children].filter(one => one !== host && !one.inert).forEach(one => {
    one.inert = true;
    silenced.add(one);
  });
  still();
  const watch = new MutationObserver(still);
  watch.observe(document.body, { childList: true });
  return () => {
    watch.disconnect();
    silenced.forEach(one => { one.inert = false; });
  };
}

function printAlone() {
  const style = document.createElement("style");
  style.textContent = "@page { size: A4 landscape; margin: 0 } @media print { "
    + "body > :not(#briefing) { display: none !important } #briefing { position: static !important } "
    + "html, body { height: auto !important; overflow: visible !important } }";
  document.head.append(style);
  return () => style.remove();
}

function keep(pin) {
  pinned.push(pin);
  kept.push(pin);
  save();
  handedAt = 0;
  handOver();
  return "已标记，会后在“会上存疑”里办理";
}

function isKept(pin) {
  return kept.some(one => one.mark === pin.mark);
}

function handOver() {
  clearTimeout(waiting);
  if (!kept.length) return;
  if (Date.now() - handedAt >= PATIENCE) {
    handedAt = Date.now();
    say("pinned", kept);
  }
  waiting = setTimeout(handOver, PATIENCE);
}

// Without a connection nothing is said now; what is kept is handed over later.
function say(what, value) {
  try {
    tell?.(what, value);
  } catch (error) {
    console.warn(error);
  }
}

function load() {
  try {
    const found = JSON.parse(localStorage.getItem(KEPT));
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

function save() {
  try {
    localStorage.setItem(KEPT, JSON.stringify(kept));
  } catch {
    // a browser that keeps nothing: what is held in memory has to do
  }
}
