'use strict';
// Loads two pages in turns and says on stdout how many milliseconds each takes until it is painted: the medians.

const { pathToFileURL } = require('node:url');
const puppeteer = require('puppeteer-core');

const ROUNDS = 9;

const median = (times) => times.sort((one, other) => one - other)[Math.floor(times.length / 2)];

(async () => {
  const browser = await puppeteer.launch({ executablePath: process.env.LEAKFIX_CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  const pages = process.argv.slice(2).map((file) => pathToFileURL(file).href);
  const times = pages.map(() => []);
  // The first round is for the caches.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [at, url] of pages.entries()) {
      const page = await browser.newPage();
      // The peer has another script than its policy knows.
      await page.setBypassCSP(true);
      await page.goto(url, { waitUntil: 'load' });
      const taken = await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))),
      );
      if (round > 0) times[at].push(taken);
      await page.close();
    }
  }
  await browser.close();
  process.stdout.write(JSON.stringify(times.map(median)));
})();
