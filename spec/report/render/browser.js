// browser: opens a page in a headless Chromium and prints as JSON what there is
// to see: node browser.js PAGE FOLDER. The folder gets a picture in each scheme
// (light.png, dark.png) and the print (page.pdf).
//
// SPDX-License-Identifier: MIT

'use strict';

const puppeteer = require('puppeteer-core');

const [, , page, folder] = process.argv;

// ---- what is asked inside the page ----

function tables() {
  const found = {};
  for (const section of document.querySelectorAll('section')) {
    found[section.id] = [...section.querySelectorAll('tbody tr')].map(
      (row) => [...row.cells].map((cell) => cell.textContent));
  }
  const summary = document.querySelector('#summary');
  if (summary) found.summary = [...summary.querySelectorAll('li')].map((li) => [li.textContent]);
  return found;
}

// Texts of a drawing that lie upon each other, or leave it.
function misplaced() {
  const wrong = [];
  for (const svg of document.querySelectorAll('svg')) {
    const frame = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll('text')].map(
      (text) => ({ text: text.textContent, box: text.getBoundingClientRect() })).filter(
      ({ box }) => box.width > 0);
    boxes.forEach(({ text, box }, i) => {
      if (box.left < frame.left - 1 || box.right > frame.right + 1) wrong.push(`outside: ${text}`);
      for (const other of boxes.slice(i + 1)) {
        const apart = box.right <= other.box.left || other.box.right <= box.left ||
          box.bottom <= other.box.top + 2 || other.box.bottom <= box.top + 2;
        if (!apart) wrong.push(`${text} upon ${other.text}`);
      }
    });
  }
  return wrong;
}

// The contrast of each kind of text and bar with the paper (WCAG).
function contrasts() {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\d.]+/g).map((part) => {
      const c = part / 255;
      return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = light(getComputedStyle(document.body).backgroundColor);
  const found = {};
  for (const [name, property] of [['h2', 'color'], ['p.note', 'color'], ['a', 'color'],
    ['td', 'color'], ['svg text', 'fill'], ['rect.bar', 'fill'], ['rect.part', 'fill']]) {
    const element = document.querySelector(name);
    if (!element) continue;
    const ink = light(getComputedStyle(element)[property]);
    found[name] = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
  }
  return found;
}

function breaks() {
  const of = (name) => getComputedStyle(document.querySelector(name)).breakInside;
  return { tr: of('tr'), svg: of('svg'), p: of('p') };
}

// Words of usual length that a cell breaks in two.
function torn() {
  const found = new Set();
  const range = document.createRange();
  for (const text of [...document.querySelectorAll('td bdi, th')].map((cell) => cell.firstChild)) {
    for (const word of text ? text.data.matchAll(/\b[A-Za-z]{2,19}\b/g) : []) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (lines.size > 1) found.add(word[0]);
    }
  }
  return [...found];
}

// How far the page is too wide, the letters of its drawings are too small, and its
// drawings lie in what has to be scrolled sideways.
function cramped() {
  const root = document.documentElement;
  const letters = [...document.querySelectorAll('svg text')].map(
    (text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a);
  return { beyond: root.scrollWidth - root.clientWidth, small: letters.filter((size) => size < 12).length,
    scrolled: document.querySelectorAll('.scroll svg').length };
}

// ---- the run ----

const PHONE = { width: 360, height: 800 };
const PAPER = { width: 680, height: 1000 }; // A4 without its margins

async function look(tab, found) {
  for (const scheme of ['light', 'dark']) {
    await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await tab.goto(`file://${page}`);
    found.contrasts[scheme] = await tab.evaluate(contrasts);
    await tab.screenshot({ path: `${folder}/${scheme}.png`,
      clip: { x: 0, y: 0, width: 1000, height: 4000 } });
  }
  found.tables = await tab.evaluate(tables);
  found.misplaced = await tab.evaluate(misplaced);
  await tab.setViewport(PHONE);
  found.cramped = await tab.evaluate(cramped);
  found.misplaced.push(...await tab.evaluate(misplaced));
  found.torn.phone = await tab.evaluate(torn);
  await tab.emulateMediaType('print');
  await tab.setViewport(PAPER);
  found.torn.paper = await tab.evaluate(torn);
  found.breaks = await tab.evaluate(breaks);
  await tab.pdf({ path: `${folder}/page.pdf`, preferCSSPageSize: true });
}

async function main() {
  const found = { messages: [], requests: [], contrasts: {}, torn: {} };
  const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM,
    args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  try {
    const tab = await browser.newPage();
    await tab.setViewport({ width: 1000, height: 1400 });
    tab.on('console', (message) => found.messages.push(message.text()));
    tab.on('pageerror', (error) => found.messages.push(String(error)));
    tab.on('request', (request) => found.requests.push(request.url()));
    await look(tab, found);
  } finally {
    await browser.close();
  }
  console.log(JSON.stringify(found));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
