'use strict';
// Code as tables: unified, side by side, and excerpts. Knows lines and classes, no findings and no page.
// All that comes from the user goes through `show`, which makes text of it.

/** An element with attributes and children; strings become text. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (key === 'class') made.className = value;
    else made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter((it) => it !== null && it !== undefined && it !== false));
  return made;
}

// What a reader cannot see, or what makes the rest look like something else.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** Appends text; characters that cannot be seen are told by their numbers. */
function show(into, text) {
  let at = 0;
  for (const found of text.matchAll(UNSEEN)) {
    if (found.index > at) into.append(text.slice(at, found.index));
    const number = found[0].codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
    into.append(element('span', { class: 'unseen' }, `U+${number}`));
    at = found.index + 1;
  }
  if (at < text.length) into.append(at ? text.slice(at) : text);
  return into;
}

/** A cell with a line: `runs` are its classes, `marked` is the part that is set apart. */
function codeCell(text, runs, marked) {
  const cell = element('td', { class: 'c' });
  const [from, to] = marked ?? [0, 0];
  let at = 0;
  const put = (end, letter) => {
    while (at < end) {
      const inside = at >= from && at < to;
      const edge = Math.min(end, at < from ? from : inside ? to : end);
      const part = text.slice(at, edge);
      if (letter === '.' && !inside) show(cell, part);
      else cell.append(show(element(inside ? 'mark' : 'span', { class: letter === '.' ? false : `h${letter}` }), part));
      at = edge;
    }
  };
  for (const [, count, letter] of runs.matchAll(/(\d+)(\D)/g)) put(at + Number(count), letter);
  put(text.length, '.');
  return cell;
}

const numberCell = (number) => element('td', { class: 'n', 'data-n': number ?? '' });
const WORDS = { '+': 'added', '-': 'removed', '!': 'found here' };
const signCell = (sign) => element('td', { class: 's' }, WORDS[sign] ? element('span', { class: 'sr' }, WORDS[sign]) : null);
const KINDS = { '+': 'add', '-': 'del' };

function table(label, columns, rows) {
  const head = element('tr', {}, ...columns.map(([, name]) => element('th', { scope: 'col' }, name)));
  const widths = columns.map(([kind]) => element('col', { class: kind }));
  return element(
    'table',
    {},
    element('caption', { class: 'sr' }, label),
    element('colgroup', {}, ...widths),
    element('thead', { class: 'sr' }, head),
    element('tbody', {}, ...rows),
  );
}

const UNIFIED = [['n', 'Old line'], ['n', 'New line'], ['s', 'Change'], ['c', 'Code']];
const SPLIT = [['n', 'Old line'], ['s', 'Change'], ['c', 'Old code'], ['n', 'New line'], ['s', 'Change'], ['c', 'New code']];
const EXCERPT = [['n', 'Line'], ['s', 'Place'], ['c', 'Code']];

/** The lines of a hunk with their numbers; each run of changed lines as pairs. */
function parts(hunk) {
  let { old, new: now } = hunk;
  const all = [];
  let changed = null;
  const open = () => {
    if (!changed) all.push((changed = { removed: [], added: [], last: null }));
    return changed;
  };
  hunk.lines.forEach((raw, at) => {
    const [sign, text] = [raw[0], raw.slice(1)];
    const line = { sign, text, runs: hunk.runs[at] };
    if (sign === '-') open().removed.push((open().last = { ...line, old: old++ }));
    else if (sign === '+') open().added.push((open().last = { ...line, new: now++ }));
    else if (sign === '\\') (changed ? changed.last : all.at(-1).same).isUnended = true;
    else {
      changed = null;
      all.push({ same: { ...line, old: old++, new: now++ } });
    }
  });
  for (const it of all) if (!it.same) it.pairs = pairs(it.removed, it.added);
  return all;
}

/** Puts lines that became each other side by side, and marks what differs in them. */
function pairs(removed, added) {
  const found = [];
  let next = 0;
  const between = (end, until) => {
    for (; next < until || found.at < end; ) {
      found.push([found.at < end ? removed[found.at++] : null, next < until ? added[next++] : null]);
    }
  };
  found.at = 0;
  removed.forEach((line, at) => {
    for (let candidate = next; candidate < added.length; candidate++) {
      const marks = difference(line.text, added[candidate].text);
      if (!marks) continue;
      between(at, candidate);
      [line.marked, added[candidate].marked] = marks;
      between(at + 1, candidate + 1);
      return;
    }
  });
  between(removed.length, added.length);
  return found;
}

/** The middle that differs in two lines that begin and end alike, or null where they have little in common. */
function difference(one, other) {
  const [a, b] = [one.trim(), other.trim()];
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  const splits = (text, at) => /\w\w/.test(text.slice(Math.max(at - 1, 0), at + 1)) && at > 0;
  while (start > 0 && (splits(a, start) || splits(b, start))) start--;
  let end = 0;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  while (end > 0 && (splits(a, a.length - end) || splits(b, b.length - end))) end--;
  if (start + end < 3 || (start + end) * 2 < Math.max(a.length, b.length)) return null;
  const range = (text, trimmed) => {
    const indent = text.length - text.trimStart().length;
    return [indent + start, indent + trimmed.length - end];
  };
  return [range(one, a), range(other, b)];
}

const unended = (line, span) =>
  line?.isUnended
    ? [element('tr', { class: 'unended' }, element('td', { colspan: span }, 'No newline at end of file'))]
    : [];

function unifiedRow(line) {
  const row = element('tr', { class: KINDS[line.sign] ?? false });
  row.append(numberCell(line.old), numberCell(line.new), signCell(line.sign), codeCell(line.text, line.runs, line.marked));
  return [row, ...unended(line, 4)];
}

function splitRow([one, other]) {
  const side = (line) => {
    const cells = line
      ? [numberCell(line.sign === '+' ? line.new : line.old), signCell(line.sign), codeCell(line.text, line.runs, line.marked)]
      : [numberCell(), signCell(), element('td', { class: 'c' })];
    for (const cell of cells) cell.classList.add(line ? (KINDS[line.sign] ?? 'same') : 'none');
    return cells;
  };
  const right = side(other);
  if (other && other.sign === ' ') right[0].dataset.n = other.new;
  return [element('tr', {}, ...side(one), ...right), ...unended(one?.isUnended ? one : other, 6)];
}

/** The table of a hunk. */
function hunkTable(label, hunk, view) {
  const rows = parts(hunk).flatMap((part) => {
    if (view === 'split') return part.same ? splitRow([part.same, part.same]) : part.pairs.flatMap(splitRow);
    return (part.same ? [part.same] : [...part.removed, ...part.added]).flatMap(unifiedRow);
  });
  return table(label, view === 'split' ? SPLIT : UNIFIED, rows);
}

/** The table of an excerpt; the place is marked in its first line. */
function excerptTable(label, excerpt) {
  const rows = excerpt.lines.map((text, at) => {
    const number = excerpt.start + at;
    const isHit = number >= excerpt.hit[0] && number <= excerpt.hit[1];
    const marked = number === excerpt.hit[0] ? excerpt.columns : null;
    const cells = [numberCell(number), signCell(isHit ? '!' : ' '), codeCell(text, excerpt.runs[at], marked)];
    return element('tr', { class: isHit ? 'hit' : false }, ...cells);
  });
  const rest = excerpt.hit[1] - (excerpt.start + excerpt.lines.length - 1);
  if (rest > 0) rows.push(element('tr', { class: 'unended' }, element('td', { colspan: 3 }, `and ${rest} more lines`)));
  return table(label, EXCERPT, rows);
}

