// Bindings as leakfix works with them: what is declared by one identifier is one, whatever a reader of names calls it.
'use strict';

module.exports = class Groups {
  #offsets = new Map();
  #parents = new Map();
  #byOffset = new Map();
  #references = new Map();

  /// A variable declared by the identifiers at these offsets.
  declare(variable, offsets) {
    if (!this.#parents.has(variable)) {
      this.#parents.set(variable, variable);
      this.#offsets.set(variable, new Set());
    }
    for (const offset of offsets) {
      const other = this.#byOffset.get(offset);
      if (other) this.join(variable, other);
      this.#byOffset.set(offset, variable);
      this.#offsets.get(this.#root(variable)).add(offset);
    }
  }

  /// From now on they are one.
  join(variable, other) {
    const [root, gone] = [this.#root(variable), this.#root(other)];
    if (root === gone) return;
    this.#parents.set(gone, root);
    this.#offsets.get(gone).forEach((offset) => this.#offsets.get(root).add(offset));
    this.#offsets.delete(gone);
  }

  /// Takes a declaring identifier from its variable, and gives it to another.
  move(offset, variable) {
    this.#offsets.get(this.#root(this.#byOffset.get(offset))).delete(offset);
    this.#byOffset.set(offset, variable);
    this.#offsets.get(this.#root(variable)).add(offset);
  }

  /// The identifier at `offset` means `variable`; `null` where nothing in the file declares it.
  refer(offset, variable) {
    this.#references.set(offset, variable);
  }

  /// The variables, each as the offsets that declare it, and for each mention the place of its variable, or -1.
  result() {
    // The variable `arguments` is declared by nothing.
    const roots = [...this.#offsets.keys()].filter((root) => this.#offsets.get(root).size > 0);
    const places = new Map(roots.map((root, place) => [root, place]));
    const place = (variable) => (variable ? places.get(this.#root(variable)) : -1);
    return {
      bindings: roots.map((root) => [...this.#offsets.get(root)]),
      references: [...this.#references].map(([offset, variable]) => [offset, place(variable)]),
    };
  }

  #root(variable) {
    let root = variable;
    while (this.#parents.get(root) !== root) root = this.#parents.get(root);
    return root;
  }
};
