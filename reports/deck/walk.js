// Walking a deck of slides. Everything is on the page already: a page change shows one section and hides another.

const PAGES = { PageDown: 1, ArrowRight: 1, ArrowDown: 1, " ": 1, PageUp: -1, ArrowLeft: -1, ArrowUp: -1, Backspace: -1 };
const LARGEST = 1.5;
const SMALLEST = 0.5;
const AIRY = 0.5;
const STEPS = 6;
const SAID_FOR = 2600;

class Deck {
  // `heard` says what happens outside: pin(pin) keeps a pin and answers with a sentence, pins() lists those kept,
  // leave() when the deck is left (absent where there is nothing to go back to).
  constructor(element, heard) {
    this.element = element;
    this.heard = heard;
    this.slides = [...element.querySelectorAll(".slide")];
    this.at = 0;
    this.typed = "";
    this.fitted = new WeakMap();
    this.panel = null;
    this.listening = new AbortController();
    element.classList.add("walking");
    this.listen();
    this.show(0);
    this.showPointer();
    element.focus();
  }

  listen() {
    const { signal } = this.listening;
    const on = (target, name, act, capture = false) => target.addEventListener(name, act, { signal, capture });
    on(window, "keydown", event => this.key(event), true);
    on(window, "keyup", event => event.stopPropagation(), true);
    on(window, "resize", () => this.refit());
    on(window, "beforeprint", () => this.print(true));
    on(window, "afterprint", () => this.print(false));
    on(this.element, "click", event => this.click(event));
    on(this.element, "mousemove", () => this.showPointer());
  }

  get slide() {
    return this.slides[this.at];
  }

  show(at) {
    this.at = Math.min(Math.max(at, 0), this.slides.length - 1);
    this.typed = "";
    this.said?.remove();
    this.slides.forEach((slide, place) => slide.classList.toggle("shown", place === this.at));
    this.fit(this.slide);
  }

  // The largest text with which nothing runs over, and then the widest spacing. What else the deck says plays no part.
  fit(slide) {
    const size = `${slide.clientWidth}x${slide.clientHeight}`;
    if (this.fitted.get(slide) === size) return;
    const inTwoRows = grown(slide, false);
    if (inTwoRows < LARGEST && slide.querySelector(".figures") && grown(slide, true) <= inTwoRows) grown(slide, false);
    greatest(slide, "--air", 0, AIRY);
    this.fitted.set(slide, size);
  }

  refit() {
    this.fitted = new WeakMap();
    this.fit(this.slide);
  }

  print(begins) {
    this.close();
    this.element.classList.toggle("printing", begins);
    this.fitted = new WeakMap();
    if (!begins) return this.show(this.at);
    this.slides.forEach(slide => {
      slide.classList.add("shown");
      this.fit(slide);
    });
  }

  key(event) {
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "F5") return event.preventDefault();
    if (this.panel) return this.panel.key(event);
    if (this.black && event.key !== "Escape") {
      event.preventDefault();
      return this.darken();
    }
    const act = this.command(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  }

  command(key) {
    if (key in PAGES) return () => this.show(this.at + PAGES[key]);
    if (/^[0-9]$/.test(key)) return () => this.type(key);
    const commands = {
      Home: () => this.show(0),
      End: () => this.show(this.slides.length - 1),
      Enter: () => this.show(this.typed ? Number(this.typed) - 1 : this.at + 1),
      Escape: () => this.escape(),
      g: () => this.open(pickerPanel),
      o: () => this.open(pickerPanel),
      m: () => this.open(pinPanel),
      n: () => this.open(notesPanel),
      l: () => this.open(pinsPanel),
      h: () => this.open(helpPanel),
      "?": () => this.open(helpPanel),
      t: () => this.turnLight(),
      f: () => this.fillScreen(),
      b: () => this.darken(),
      ".": () => this.darken(),
    };
    return commands[key.length === 1 ? key.toLowerCase() : key];
  }

  type(digit) {
    this.typed = `${this.typed}${digit}`.slice(-3);
    this.say(`第 ${this.typed} 页，按回车`);
  }

  // A click on the number of the page picks another; any other click on a slide goes on, as a mouse does elsewhere.
  click(event) {
    if (this.black) return this.darken();
    if (event.target.closest(".page")) return this.open(pickerPanel);
    const selecting = String(getSelection()).length > 0;
    if (!this.panel && event.target.closest(".slide") && !selecting) this.show(this.at + 1);
  }

  // The pointer is out of the way unless it is moved.
  showPointer() {
    this.element.classList.remove("still");
    clearTimeout(this.pointing);
    this.pointing = setTimeout(() => this.element.classList.add("still"), SAID_FOR);
  }

  escape() {
    if (this.black) return this.darken();
    if (this.typed) this.typed = "";
    else if (this.heard.leave) this.leave();
  }

  leave() {
    this.listening.abort();
    if (document.fullscreenElement) document.exitFullscreen();
    this.heard.leave();
  }

  turnLight() {
    const { dataset } = this.element;
    dataset.theme = dataset.theme === "dark" ? "light" : "dark";
  }

  fillScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => this.say("这台电脑不能全屏，请按 F11"));
  }

  darken() {
    this.black = this.black ? this.black.remove() : this.element.appendChild(made("div", "black"));
  }

  open(panel) {
    this.close();
    this.panel = panel(this);
    this.element.append(this.panel.element);
    this.panel.begin();
  }

  close() {
    if (!this.panel) return;
    this.panel.element.remove();
    this.panel = null;
    this.slide.querySelectorAll(".disputed").forEach(one => one.classList.remove("disputed"));
    this.element.focus();
  }

  say(sentence) {
    this.said?.remove();
    this.said = made("div", "said", sentence);
    this.said.setAttribute("role", "status");
    this.element.append(this.said);
    clearTimeout(this.saying);
    this.saying = setTimeout(() => this.said.remove(), SAID_FOR);
  }
}

// Let the text of the slide grow, its big figures in one row or in two; how far it went.
function grown(slide, oneRow) {
  slide.classList.toggle("one-row", oneRow);
  slide.style.setProperty("--air", 0);
  if (!greatest(slide, "--fit", 1, LARGEST)) greatest(slide, "--fit", SMALLEST, 1);
  return Number(slide.style.getPropertyValue("--fit"));
}

// Give the property its greatest value between the two with which everything stays inside; whether the least one does.
function greatest(slide, property, least, most) {
  const fits = value => {
    slide.style.setProperty(property, value);
    return staysInside(slide);
  };
  if (fits(most)) return true;
  let [under, over] = [least, most];
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (under + over) / 2;
    if (fits(middle)) under = middle;
    else over = middle;
  }
  return fits(under);
}

function staysInside(slide) {
  const body = slide.querySelector(".body");
  const wide = [slide, body, ...body.querySelectorAll(".block, .figures > div, .figures .number")];
  return [slide, body].every(box => box.scrollHeight <= box.clientHeight) && wide.every(box => box.scrollWidth <= box.clientWidth);
}

function made(name, kind = "", words = "") {
  const element = document.createElement(name);
  if (kind) element.className = kind;
  element.textContent = words;
  return element;
}

function openDeck(element, heard) {
  return new Deck(element, heard);
}
