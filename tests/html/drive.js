'use strict';
// Reads pages of leakfix as somebody would, in a real browser, and says on stdout what is wrong: an object with a list
// of complaints for each check. `node drive.js SAMPLE NASTY MANY WRITTEN SHOTS`: four pages, and a directory for pictures.

const assert = require('node:assert/strict');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const fs = require('node:fs');
const puppeteer = require('puppeteer-core');

const [sample, nasty, many, written, shots] = process.argv.slice(2);
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** The page, its complaints, and what tests do with it. */
class Reader {
  static async open(browser, file, { hash = '', width = 1400, height = 900, scheme = 'light', scripts = true } = {}) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    const reader = new Reader(page, context);
    page.on('console', (it) => reader.noise.push(`${it.type()}: ${it.text()}`));
    page.on('pageerror', (it) => reader.noise.push(`error: ${it.message}`));
    page.on('request', (it) => {
      const url = it.url();
      if (!url.startsWith(pathToFileURL(file).href) && !url.startsWith('data:')) reader.noise.push(`request: ${url}`);
    });
    await page.setJavaScriptEnabled(scripts);
    await page.setViewport({ width, height });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.goto(pathToFileURL(file).href + hash);
    if (scripts) await reader.settle();
    return reader;
  }

  constructor(page, context) {
    Object.assign(this, { page, context, noise: [] });
  }

  /** Nothing may be said on the console, and nothing asked of a network. */
  async close() {
    await this.context.close();
    assert.deepEqual(this.noise, []);
  }

  /** Until what comes near the view is drawn. */
  async settle() {
    await this.page.evaluate(async () => {
      for (let at = 0; at < 4; at++) await new Promise((done) => requestAnimationFrame(done));
    });
  }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
    await this.settle();
  }

  async click(selector) {
    await this.page.click(selector);
    await this.settle();
  }

  async shot(name) {
    await this.page.screenshot({ path: path.join(shots, `${name}.png`) });
  }

  texts(selector) {
    return this.page.$$eval(selector, (all) => all.filter((it) => it.checkVisibility()).map((it) => it.textContent.trim()));
  }

  paths() {
    return this.page.$$eval('.file:not([hidden]) h2', (all) => all.map((it) => it.textContent));
  }

  hash() {
    return this.page.evaluate(() => location.hash);
  }

  /** The path and the line of what is looked at. */
  current() {
    return this.page.evaluate(() => {
      const it = document.querySelector('.block[aria-current]');
      return it && `${it.closest('.file').querySelector('h2').textContent} ${it.querySelector('h3 a').textContent}`;
    });
  }

  /** Whether the element is in the window and nothing lies over its beginning. */
  isInView(selector) {
    return this.page.$eval(selector, (it) => {
      const box = it.getBoundingClientRect();
      const bar = document.getElementById('top').getBoundingClientRect();
      return box.top >= bar.bottom - 1 && box.top < innerHeight;
    });
  }

  /** What the rules of accessibility have against the page as it is. */
  async violations() {
    await this.page.evaluate(axe);
    return this.page.evaluate(async () => {
      const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
      return violations.map((it) => `${it.id}: ${it.nodes.map((node) => `${node.html.slice(0, 120)} ${node.any[0]?.message ?? ''}`).slice(0, 3).join(' | ')}`);
    });
  }
}

const checks = {
  async 'shows findings at their places'(open) {
    const it = await open(sample);
    assert.deepEqual(await it.paths(), ['lib/orders.js', 'src/cancel.js', 'src/greet.ts', 'src/place.js', 'src/report.js']);
    assert.deepEqual(await it.texts('#handlers b'), ['handler', 'handler', 'handler', 'handler']);
    const refused = await it.texts('.block.refused');
    assert.equal(refused.length, 1);
    for (const words of ['exports.byAge = (orders) =>', 'cannot become async', 'Call the function directly', 'The reason stands in lib/orders.js:14']) {
      assert.ok(refused[0].includes(words), `${words} in ${refused[0]}`);
    }
    const way = await it.texts('.block.refused .way li');
    assert.deepEqual(way, ['exports.handler src/report.js:6', 'exports.byAge src/report.js:7', 'the function in line 14 lib/orders.js:14', 'here: lib/orders.js:15']);
    const marked = await it.page.$$eval('.block.refused tr.hit mark', (all) => all.map((mark) => mark.textContent).join(''));
    assert.ok(marked.startsWith('db.put({'), marked);
    const ignored = (await it.texts('.block.ignored')).join();
    assert.ok(ignored.includes('the bill of last month may be late') || ignored.includes('The bill of last month'), ignored);
    const rest = (await it.texts('#rest')).join();
    assert.ok(rest.includes('src/broken.js') && rest.includes('nodejs18.x'), rest);
    await it.shot('unified');
    await it.close();
  },

  async 'shows the lines of the diff'(open) {
    const it = await open(sample);
    const lines = await it.page.$$eval('#changes .hunk table', (tables) =>
      tables[0].closest('.file').querySelector('h2').textContent + '\n' +
      [...tables[0].tBodies[0].rows].map((row) => {
        const sign = { add: '+', del: '-' }[row.className] ?? ' ';
        const [old, now] = [...row.querySelectorAll('.n')].map((cell) => cell.dataset.n);
        return `${old}|${now}|${sign}${row.querySelector('.c').textContent}`;
      }).join('\n'));
    const wanted = ['5||-exports.saveOrder = (order) => {', '|5|+exports.saveOrder = async (order) => {', '11|11| };'];
    for (const line of wanted) assert.ok(lines.includes(`\n${line}`), lines);
    const classes = await it.page.$$eval('.hunk .c span, .hunk .c mark', (all) => [...new Set(all.map((span) => span.className))]);
    for (const name of ['hk', 'hs', 'hf', 'hp', 'ht']) assert.ok(classes.includes(name), `${name} in ${classes}`);
    assert.ok((await it.texts('tr.add .s .sr')).every((words) => words === 'added'));
    assert.equal(await it.page.$$eval('tr.add mark', (all) => all.some((mark) => mark.textContent.trim() === 'async')), true);
    await it.close();
  },

  async 'shows both views, light and dark'(open) {
    const it = await open(sample, { scheme: 'dark' });
    const ground = () => it.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();
    await it.press('s');
    const widths = await it.page.$eval('.hunk table', (table) => [...table.tBodies[0].rows].map((row) => row.cells.length));
    assert.ok(widths.every((width) => width === 6 || width === 1), String(widths));
    const beside = await it.page.$$eval('.hunk tr', (rows) => rows.map((row) => [...row.querySelectorAll('.c')].map((cell) => cell.textContent)));
    assert.ok(beside.some(([old, now]) => old === 'exports.saveOrder = (order) => {' && now === 'exports.saveOrder = async (order) => {'));
    assert.equal(await it.page.$eval('#split', (button) => button.getAttribute('aria-pressed')), 'true');
    await it.shot('split-dark');
    await it.press('t');
    assert.notEqual(await ground(), dark);
    assert.equal(await it.page.$eval('#theme', (button) => button.textContent), 'Theme: light');
    await it.shot('split-light');
    await it.click('#theme');
    assert.equal(await ground(), dark);
    await it.press('u');
    assert.equal(await it.page.$eval('.hunk table', (table) => table.tBodies[0].rows[0].cells.length), 4);
    await it.shot('unified-dark');
    await it.close();
  },

  async 'filters by outcome, transform, file and handler'(open) {
    const it = await open(sample);
    await it.click('[data-outcome=safe]');
    assert.deepEqual(await it.paths(), ['lib/orders.js', 'src/report.js']);
    assert.equal((await it.texts('.block.hunk')).length, 0);
    assert.match((await it.texts('#shown'))[0], /^2 places in 2 files shown, of 5 files$/);
    await it.shot('filtered');
    await it.click('#clear');
    assert.equal((await it.paths()).length, 5);

    await it.click('#transforms summary');
    await it.shot('transforms');
    await it.click('button[aria-label="Only async-handler"]');
    assert.deepEqual(await it.paths(), ['src/cancel.js']);
    await it.press('Escape', 'Escape');
    assert.equal((await it.paths()).length, 5);

    await it.press('/');
    await it.page.keyboard.type('PLACE');
    await it.settle();
    assert.deepEqual(await it.paths(), ['src/place.js']);
    await it.press('Escape');
    assert.deepEqual(await it.paths(), ['src/place.js'], 'the first Esc leaves the field');
    await it.press('Escape');
    assert.equal((await it.paths()).length, 5);

    await it.click('#handlers li:nth-child(3) a');
    assert.deepEqual(await it.paths(), ['lib/orders.js', 'src/place.js']);
    assert.equal(await it.hash(), '#handler/src/place.js/handler');
    assert.ok((await it.texts('#handler'))[0].includes('runs on nodejs24.x as it is'));
    await it.shot('handler');
    await it.click('#handler button');
    assert.equal((await it.paths()).length, 5);
    await it.close();
  },

  async 'moves by keys'(open) {
    const it = await open(sample);
    await it.press('j');
    assert.equal(await it.current(), 'lib/orders.js Lines 2 to 13');
    await it.press('j');
    assert.equal(await it.current(), 'lib/orders.js Line 15');
    assert.equal(await it.hash(), '#line/lib/orders.js/15');
    assert.equal(await it.page.evaluate(() => document.activeElement.tagName), 'H3');
    await it.press('j', 'k');
    assert.equal(await it.current(), 'lib/orders.js Line 15');
    assert.ok(await it.isInView('.block[aria-current]'));
    await it.shot('current');
    await it.press('n', 'n');
    assert.match(await it.current(), /^src\/greet\.ts /);
    await it.press('p');
    assert.match(await it.current(), /^src\/cancel\.js /);
    await it.press('x');
    assert.equal(await it.page.$eval('.file:nth-child(2) .fold', (fold) => fold.getAttribute('aria-expanded')), 'false');
    await it.press('j');
    await it.press('k');
    assert.equal(await it.page.$eval('.file:nth-child(2) .fold', (fold) => fold.getAttribute('aria-expanded')), 'true', 'who goes there sees it');
    await it.press('?');
    assert.ok((await it.texts('#keys dt')).length >= 6);
    await it.shot('keys');
    await it.press('j');
    assert.match(await it.current(), /^src\/cancel\.js /, 'the keys of the page rest meanwhile');
    await it.press('Escape');
    assert.equal(await it.page.$eval('#keys', (dialog) => dialog.open), false);
    await it.close();
  },

  async 'follows addresses'(open) {
    const it = await open(many, { hash: '#line/services/service-0150/src/handler.js/21' });
    assert.match(await it.current(), /^services\/service-0150\/src\/handler\.js Lines 18 to 23$/);
    await new Promise((done) => setTimeout(done, 200));
    assert.ok(await it.isInView('.block[aria-current]'));
    await it.page.evaluate(() => (location.hash = '#file/services/service-0020/src/handler.js'));
    await it.settle();
    assert.match(await it.current(), /^services\/service-0020\//);
    await it.press('/');
    await it.page.keyboard.type('service-0031');
    await it.settle();
    assert.equal((await it.paths()).length, 1);
    await it.press('Escape');
    await it.page.evaluate(() => (location.hash = '#line/services/service-0002/src/handler.js/1'));
    await it.settle();
    assert.match(await it.current(), /^services\/service-0002\//, 'what a filter hides is shown when asked for');
    await it.page.goBack();
    await it.settle();
    assert.match(await it.current(), /^services\/service-0020\//);
    await it.close();
  },

  async 'draws what is near alone'(open) {
    const it = await open(many);
    const drawn = () => it.page.$$eval('.block', (all) => all.length);
    const all = await it.page.$$eval('.file', (files) => files.length);
    const first = await drawn();
    assert.ok(all === 1200 && first > 0 && first < 60, `${first} of ${all}`);
    for (let at = 0; at < 8; at++) await it.press('n');
    await it.press('End');
    await it.settle();
    assert.ok((await drawn()) < 200);
    const last = await it.page.$eval('.file:last-child', (file) => file.querySelectorAll('.block').length);
    assert.ok(last > 0, 'the end is drawn when one comes there');
    await it.shot('many');
    await it.close();
  },

  async 'takes all code for text'(open) {
    const it = await open(nasty);
    assert.equal(await it.page.evaluate(() => globalThis.hacked), undefined);
    assert.equal(await it.page.$('main img, nav img'), null);
    const all = await it.page.evaluate(() => document.getElementById('main').textContent);
    assert.ok(all.includes('</script><img src=x onerror=hacked=1>'), all);
    const paths = await it.paths();
    assert.ok(paths.some((name) => name.includes('<img src=x onerror=hacked=1>')), String(paths));
    assert.ok((await it.texts('.unseen')).includes('U+202E'), 'what turns text round is told');
    await it.press('j', 'j', 's', 'n', 'p');
    await it.press('/');
    await it.page.keyboard.type('<img');
    await it.settle();
    assert.equal((await it.paths()).length, 1);
    await it.press('Escape', 'j');
    const hash = await it.hash();
    await it.press('Escape');
    await it.page.evaluate((wanted) => ((location.hash = ''), (location.hash = wanted)), hash);
    await it.settle();
    assert.ok((await it.current()).includes('<img'), 'its address leads there');
    await it.shot('nasty');
    await it.close();
    const plain = await open(nasty, { scripts: false });
    assert.deepEqual(await plain.page.evaluate(() => [document.querySelectorAll('.plain img, .plain script').length, document.querySelectorAll('.plain h3').length]), [0, 3]);
    await plain.close();
  },

  async 'runs no other script and asks for nothing'(open) {
    const it = await open(sample);
    const happened = await it.page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.hacked = 1';
      const image = new Image();
      const failed = new Promise((done) => ((image.onerror = () => done('no image')), (image.onload = () => done('an image'))));
      image.src = 'https://example.com/a.png';
      document.body.append(script, image);
      const fetched = fetch('https://example.com/').then(() => 'an answer', () => 'no answer');
      return [globalThis.hacked ?? 'no script', await failed, await fetched];
    });
    assert.deepEqual(happened, ['no script', 'no image', 'no answer']);
    const refusals = it.noise.filter((words) => words.includes('Content Security Policy'));
    assert.ok(refusals.length >= 3, it.noise.join('\n'));
    await it.context.close();
  },

  async 'says what was written'(open) {
    const it = await open(written);
    assert.equal((await it.texts('h1'))[0], 'leakfix: what was changed');
    assert.equal((await it.texts('.badge.written')).length, 5);
    await it.close();
  },

  async 'can be read without scripts'(open) {
    const it = await open(sample, { scripts: false });
    await it.shot('plain');
    const snapshot = await it.page.accessibility.snapshot({ interestingOnly: false });
    const words = JSON.stringify(snapshot);
    for (const wanted of ['Scripts do not run here', 'lib/orders.js:15', 'Stays: the function in line 14', '+exports.saveOrder = async']) {
      assert.ok(words.includes(wanted), `${wanted} in ${words.slice(0, 2000)}`);
    }
    await it.close();
  },

  async 'prints all that is shown'(open) {
    const it = await open(sample);
    await it.press('j', 'x');
    const pdf = await it.page.pdf({ path: path.join(shots, 'print.pdf'), format: 'A4' });
    assert.ok(pdf.length > 10_000);
    await it.page.emulateMediaType('print');
    await it.page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    assert.ok(await it.page.$$eval('.file', (files) => files.every((file) => file.querySelector('.block')?.checkVisibility())), 'folded files, too');
    assert.ok(await it.page.$$eval('main details', (all) => all.length > 0 && all.every((details) => details.open)));
    assert.equal(await it.page.$eval('nav', (nav) => nav.checkVisibility()), false);
    await it.page.screenshot({ path: path.join(shots, 'print.png'), fullPage: true });
    await it.page.evaluate(() => dispatchEvent(new Event('afterprint')));
    assert.ok(await it.page.$$eval('main details', (all) => all.every((details) => !details.open)));
    await it.close();
  },

  async 'can be used with a screen reader'(open) {
    for (const scheme of ['light', 'dark']) {
      const it = await open(sample, { scheme });
      assert.deepEqual(await it.violations(), [], `${scheme}, unified`);
      await it.press('s', 'j');
      assert.deepEqual(await it.violations(), [], `${scheme}, side by side`);
      await it.click('#transforms summary');
      assert.deepEqual(await it.violations(), [], `${scheme}, menu`);
      await it.press('Escape', '?');
      assert.deepEqual(await it.violations(), [], `${scheme}, keys`);
      await it.close();
    }
    const it = await open(sample, { hash: '#handler/src/cancel.js/handler' });
    assert.deepEqual(await it.violations(), [], 'a handler');
    await it.page.keyboard.press('Tab');
    const outline = await it.page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.equal(outline, 'solid', 'the focus can be seen');
    await it.close();
  },

  async 'fits narrow windows'(open) {
    const it = await open(sample, { width: 420, height: 800 });
    const overflow = () => it.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok((await overflow()) <= 0, `${await overflow()} pixels too wide`);
    await it.press('s', 'j');
    assert.ok((await overflow()) <= 0, `${await overflow()} pixels too wide`);
    await it.shot('narrow');
    await it.close();
  },
};

(async () => {
  // Code of tests is no danger to the machine, and in a container of root the sandbox cannot be had.
  const browser = await puppeteer.launch({ executablePath: process.env.LEAKFIX_CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  const verdicts = {};
  for (const [name, check] of Object.entries(checks)) {
    const opened = [];
    try {
      await check(async (...where) => opened.at(opened.push(await Reader.open(browser, ...where)) - 1));
      verdicts[name] = null;
    } catch (error) {
      const noise = opened.flatMap((it) => it.noise);
      verdicts[name] = [error.stack, ...noise].join('\n');
      await opened.at(-1)?.shot(`failed-${name.replaceAll(/\W+/g, '-')}`).catch(() => {});
    }
  }
  await browser.close();
  process.stdout.write(JSON.stringify(verdicts));
})();
