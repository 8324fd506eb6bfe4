// Callbacks that cannot be followed, timers that are used.
class Buffered {
  constructor() {
    this.rows = [];
  }

  add(row) {
    this.rows.push(row);
    if (!this.timer) this.timer = setTimeout(this.flush.bind(this), 100);
  }

  flush() {
    console.log(this.rows);
  }
}

const buffered = new Buffered();

exports.kept = async (event) => {
  buffered.add(event.row);
};

exports.text = async (event) => {
  setTimeout('console.log(1)', 10);
};

exports.given = async (event) => {
  later(event.work);
};

function later(work) {
  setTimeout(work, 10);
}

exports.changes = async (event) => {
  let { name } = event;
  setTimeout(console.log, 10, name);
  name = 'other';
};

exports.refreshed = async (event) => {
  const timer = setTimeout(() => console.log('late'), 10);
  timer.refresh();
};

exports.ownTry = async (event) => {
  try {
    setTimeout(() => check(event), 10);
  } catch (err) {
    console.log('not started');
  }
};

function check(event) {
  if (!event.id) throw new Error('no id');
}
