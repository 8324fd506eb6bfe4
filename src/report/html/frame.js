
// ---- Around the changes ----------------------------------------------------------------------------------------

const idle = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 50));

/** Does the first of a long list at once, and the rest while nothing else is to do. */
function inPieces(list, run, from = 0) {
  run(list.slice(from, from + 60));
  if (from + 60 < list.length) idle(() => inPieces(list, run, from + 60));
}

const VERDICTS = { runs: ['safe', '✓', 'runs'], refused: ['refused', '✕', 'is refused'], unknown: ['note', '?', 'is not known'] };

function drawLists() {
  const handler = (it, at) => {
    const [key, sign, words] = VERDICTS[it.after];
    const mark = element('span', { class: key, title: `${words} on ${data.target} with the changes` }, sign, element('span', { class: 'sr' }, ` ${words}`));
    const name = element('span', { class: 'name' }, text('b', it.export === '*' ? 'module.exports' : it.export), ' ', text('span', it.exported_in, { class: 'dim' }));
    const number = handlerFindings[at];
    it.item = element('li', {}, element('a', { href: handlerAddress(it) }, mark, name, element('span', { class: number > 0 ? 'tally' : 'tally dim' }, String(number), element('span', { class: 'sr' }, ' findings'))));
    if (filters.handler === at) it.item.firstElementChild.setAttribute('aria-current', 'true');
    return it.item;
  };
  // Those that something was found in are what one looks for.
  const order = [...data.handlers.keys()].sort((one, other) => (handlerFindings[other] > 0) - (handlerFindings[one] > 0));
  const item = (file) => {
    const [folder, name] = [file.path.slice(0, file.path.lastIndexOf('/') + 1), file.path.slice(file.path.lastIndexOf('/') + 1)];
    file.item = element('li', {}, element('a', { href: fileAddress(file.path) }, element('span', { class: 'name' }, text('span', folder, { class: 'dim' }), text('b', name)), tally(file)));
    file.item.hidden = file.element.hidden;
    return file.item;
  };
  inPieces(order, (some) => byId('handlers').append(...some.map((at) => handler(data.handlers[at], at))));
  inPieces(data.files, (some) => byId('files').append(...some.map(item)));
  inPieces(data.files, (some) => some.forEach(drawHead));
  byId('handlers-title').append(element('span', { class: 'dim' }, ` ${plain(data.handlers.length)}`));
  byId('files-title').append(element('span', { class: 'dim' }, ` ${plain(data.files.length)}`));
}

const handlerFindings = data.handlers.map(() => 0);
for (const finding of data.findings) for (const it of finding.handlers) handlerFindings[it]++;

const sum = (counts) => Object.values(counts).reduce((all, it) => all + it, 0);

function drawOverview() {
  const { totals, target } = data;
  const left = sum(totals.refused);
  const done = data.files.some((it) => it.is_written) ? 'rewritten' : 'would be rewritten';
  byId('summary').textContent = `${count(totals.fixed, 'leak')} ${done}, ${plain(left)} left · ${plain(totals.handlers_running)} of ${count(totals.handlers, 'handler')} run on ${target}, ${plain(totals.handlers_running_after)} with the changes · ${plain(totals.files_changed)} of ${count(totals.files, 'file')} change`;
  const facts = [
    ['Leaks rewritten', totals.fixed],
    ['Need --unsafe', totals.needs_unsafe],
    ['Left, with a reason', left],
    ['Ignored', totals.ignored],
    ['Notes', totals.notes],
    ['Handlers converted', totals.handlers_converted],
    ['Handlers kept', sum(totals.handlers_kept)],
  ];
  const list = element('dl', { class: 'facts' }, ...facts.filter(([, number]) => number > 0).map(([name, number]) => element('div', {}, element('dt', {}, name), element('dd', {}, number.toLocaleString('en')))));
  byId('overview').append(list, ...why('Why leaks are left', totals.refused), ...why('Why handlers stay as they are', totals.handlers_kept));
  if (data.files.length === 0) byId('changes').append(element('p', { class: 'empty' }, 'Nothing was found.'));
}

function why(title, counts) {
  const slugs = Object.entries(counts).sort(([, one], [, other]) => other - one);
  if (slugs.length === 0) return [];
  return [element('p', { class: 'why' }, `${title}: `, ...slugs.map(([slug, number]) => element('span', {}, text('code', slug), ` ${number}`)))];
}

/** The handler that is chosen, or nothing. */
function drawHandler() {
  byId('handler')?.remove();
  for (const it of document.querySelectorAll('#handlers [aria-current]')) it.removeAttribute('aria-current');
  if (filters.handler === null) return;
  const it = data.handlers[filters.handler];
  it.item?.firstElementChild.setAttribute('aria-current', 'true');
  const words = (verdict) => VERDICTS[verdict][2];
  const all = element('button', { type: 'button' }, 'Show everything');
  all.addEventListener('click', () => (clearFilters(), go('#')));
  const list = [...it.objections, ...it.remarks, ...(it.help ? [it.help] : [])];
  const panel = element(
    'section',
    { id: 'handler', 'aria-labelledby': 'handler-title' },
    element('h2', { id: 'handler-title', tabindex: '-1' }, 'Handler ', text('code', it.export === '*' ? 'module.exports' : it.export)),
    element('p', {}, placeLink(it), ` · ${words(it.now)} on ${data.target} as it is, ${words(it.after)} with the changes · ${count(handlerFindings[filters.handler], 'finding')}`),
    list.length > 0 && element('ul', {}, ...list.map((words) => prose('li', sentence(words)))),
    all,
  );
  byId('overview').after(panel);
}

/** What is about no change: deployment files, files that were not read, mistakes of leakfix itself. */
function drawRest() {
  const lists = [
    ['Older runtimes', data.older_runtimes.map((it) => [`${it.path}:${it.line}`, it.runtime])],
    ['Files that were not read', data.unread.map((it) => [it.line ? `${it.path}:${it.line}` : it.path, `${it.kind}: ${it.reason}`])],
    ['Defects of leakfix', data.defects.map((it) => ['', it])],
  ];
  for (const [title, entries] of lists.filter(([, it]) => it.length > 0)) {
    const items = entries.map(([place, words]) => element('li', {}, text('b', place), ' ', text('span', words)));
    byId('rest').append(element('section', {}, element('h2', {}, title), element('ul', {}, ...items)));
  }
}

// ---- Moving about ----------------------------------------------------------------------------------------------

function setCurrent(block) {
  current?.element?.removeAttribute('aria-current');
  current = block;
  current?.element?.setAttribute('aria-current', 'true');
}

/** Brings an element under the bar. Code that is drawn on the way moves it, so twice. */
function bring(made, focused) {
  const scroll = () => made.scrollIntoView({ block: 'start' });
  scroll();
  focused?.focus({ preventScroll: true });
  requestAnimationFrame(() => requestAnimationFrame(scroll));
}

function goToBlock(block) {
  setFolded(block.file, false);
  draw(block.file);
  setCurrent(block);
  const isFirst = block.file.blocks.find(isShown) === block;
  bring(isFirst ? block.file.element : block.element, block.element.querySelector('h3'));
  remember(lineAddress(block.file.path, block.start));
}

function goToFile(file) {
  draw(file);
  setCurrent(file.blocks.find(isShown) ?? null);
  bring(file.element, file.element.querySelector('h2'));
  remember(fileAddress(file.path));
}

function remember(address) {
  try {
    if (location.hash !== address) history.replaceState(null, '', address);
  } catch {
    // Some servers give the page no address of its own.
  }
}

/** Goes where an address leads: `#file/…`, `#line/…/12`, `#handler/…/name`, or to the top. */
function go(address) {
  const [kind, ...rest] = address.replace(/^#/, '').split('/').map(decoded);
  const last = rest.pop() ?? '';
  const path = rest.join('/');
  if (kind === 'handler') {
    const found = data.handlers.findIndex((it) => it.exported_in === path && it.export === last);
    if (found < 0) return;
    filters.handler = found;
    applyFilters();
    bring(document.body, byId('handler-title'));
    remember(address);
  } else if (kind === 'line' && files.has(path)) {
    const block = blockAt(files.get(path), Number(last));
    if (!isShown(block)) clearFilters();
    goToBlock(block);
    remember(address);
  } else if (kind === 'file' && files.has([...rest, last].join('/'))) {
    const file = files.get([...rest, last].join('/'));
    if (file.element.hidden) clearFilters();
    goToFile(file);
  } else if (address === '' || address === '#' || address === '#main') {
    bring(document.body, byId('main'));
    remember('#main');
  }
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The block that shows a line, or the one next to it. */
function blockAt(file, line) {
  const distance = (it) => Math.max(it.start - line, line - it.end + 1, 0);
  // Of those that hold it, the one that is about this line alone.
  const better = (one, other) => distance(one) - distance(other) || one.end - one.start - (other.end - other.start);
  return [...file.blocks].sort(better)[0];
}

const shownFiles = () => data.files.filter((it) => !it.element.hidden);

/** The file under the bar. */
function fileInView() {
  const top = byId('top').getBoundingClientRect().bottom + 8;
  const shown = shownFiles();
  return shown.find((it) => it.element.getBoundingClientRect().bottom > top) ?? shown.at(-1);
}

function step(by) {
  const blocks = shownFiles().flatMap((it) => it.blocks.filter(isShown));
  if (blocks.length === 0) return;
  if (current) return goToBlock(blocks[Math.min(Math.max(blocks.indexOf(current) + by, 0), blocks.length - 1)]);
  const here = fileInView();
  goToBlock(blocks.find((it) => it.file === here) ?? blocks[0]);
}

function stepFile(by) {
  const shown = shownFiles();
  if (shown.length === 0) return;
  if (!current) return goToFile(fileInView());
  goToFile(shown[Math.min(Math.max(shown.indexOf(current.file) + by, 0), shown.length - 1)]);
}

// ---- Views, themes, keys ---------------------------------------------------------------------------------------

function setView(wanted) {
  const here = current ?? null;
  const file = here ? here.file : fileInView();
  view = wanted;
  preferences.set('view', view);
  for (const it of ['unified', 'split']) byId(it).setAttribute('aria-pressed', String(it === view));
  for (const it of data.files.filter((it) => it.isDrawn)) {
    clearFile(it);
    near.unobserve(it.element);
    near.observe(it.element);
  }
  if (here) goToBlock(here);
  else if (file && scrollY > 0) bring(file.element);
}

const THEMES = ['system', 'light', 'dark'];
function setTheme(wanted) {
  const theme = THEMES.includes(wanted) ? wanted : 'system';
  preferences.set('theme', theme);
  document.documentElement.dataset.theme = theme;
  byId('theme').textContent = `Theme: ${theme}`;
}
const nextTheme = () => setTheme(THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % THEMES.length]);

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  n: () => stepFile(1),
  p: () => stepFile(-1),
  u: () => setView('unified'),
  s: () => setView('split'),
  t: nextTheme,
  x: () => {
    const file = current?.file ?? fileInView();
    if (file) setFolded(file, !file.body.hidden);
  },
  '/': () => (byId('text').focus(), byId('text').select()),
  '?': () => byId('keys').showModal(),
  Escape: () => (byId('transforms').open ? (byId('transforms').open = false) : isFiltered() && clearFilters()),
};

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || byId('keys').open) return;
  const isTyping = event.target.matches('input[type=search]');
  if (isTyping && event.key === 'Escape') event.target.blur();
  else if (!isTyping && Object.hasOwn(KEYS, event.key)) KEYS[event.key]();
  else return;
  event.preventDefault();
}

function click(event) {
  const link = event.target.closest('a[href^="#"]');
  const fold = event.target.closest('.fold');
  if (fold) {
    const { file } = fold.closest('.file');
    setFolded(file, !file.body.hidden);
  }
  if (!byId('transforms').contains(event.target)) byId('transforms').open = false;
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const address = link.getAttribute('href');
  try {
    if (location.hash !== address) history.pushState(null, '', address);
  } catch {
    // As in `remember`.
  }
  go(address);
}

// ---- Paper -----------------------------------------------------------------------------------------------------

let unfolded = [];
addEventListener('beforeprint', () => {
  shownFiles().forEach(draw);
  unfolded = [...document.querySelectorAll('main details:not([open])')];
  for (const it of unfolded) it.open = true;
});
addEventListener('afterprint', () => unfolded.forEach((it) => (it.open = false)));

/** Draws the rest of a short report while nothing else is to do, so that the browser's search finds it. */
function drawAhead(budget) {
  const next = data.files.find((it) => !it.isDrawn);
  const lines = next?.blocks.reduce((all, it) => all + (it.isHunk ? it.lines.length : 10), 0);
  if (!next || lines > budget) return;
  idle(() => {
    draw(next);
    drawAhead(budget - lines);
  });
}

Object.assign(filters, { outcomes: new Set(allOutcomes), transforms: new Set(allTransforms) });
byId('changes').append(...data.files.map(fileElement));
drawLists();
drawFilters();
drawOverview();
drawRest();
applyFilters();
setTheme(preferences.get('theme'));
for (const it of ['unified', 'split']) {
  byId(it).setAttribute('aria-pressed', String(it === view));
  byId(it).addEventListener('click', () => setView(it));
}
byId('theme').addEventListener('click', nextTheme);
byId('help').addEventListener('click', () => byId('keys').showModal());
document.addEventListener('keydown', press);
document.addEventListener('click', click);
addEventListener('hashchange', () => go(location.hash));
byId('app').hidden = false;
// The bar has more lines in a narrow window; what sticks under it has to know.
new ResizeObserver(([{ target }]) => {
  const isSticky = getComputedStyle(target).position === 'sticky';
  document.documentElement.style.setProperty('--bar', `${isSticky ? target.offsetHeight : 0}px`);
}).observe(byId('top'));
for (const file of data.files) near.observe(file.element);
if (location.hash.length > 1) go(location.hash);
if (data.files.length < 1000) drawAhead(4000);
