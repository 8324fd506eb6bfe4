; items.forEach(async (item) => { … }), items.map(save)
((call_expression
  function: (member_expression
    object: (_) @items
    property: (property_identifier) @method)
  arguments: (arguments (_) @callback)) @leak
  (#is? @callback first-argument)
  (#match? @method "^(forEach|map|flatMap)$")
  (#is? @callback gives-promise)
  (#is? @leak drops-items)
  (#is-not? @callback settles)
  (#is-not? @leak detached))

; _.forEach(items, async (item) => { … })
((call_expression
  function: (_) @collection
  arguments: (arguments (_) @callback)) @leak
  (#is? @callback second-argument)
  (#is? @collection collection.function)
  (#is? @callback gives-promise)
  (#is? @leak uncollected)
  (#is-not? @callback settles)
  (#is-not? @leak detached))

; items.reduce(async (before, item) => { await before; … }, Promise.resolve())
((call_expression
  function: (member_expression
    property: (property_identifier) @reduce)
  arguments: (arguments (_) @callback)) @leak
  (#is? @callback first-argument)
  (#match? @reduce "^reduce(Right)?$")
  (#is? @callback gives-promise)
  (#is? @leak drops-items)
  (#is-not? @callback settles)
  (#is-not? @leak detached))

; items.reduce((before, item) => before.then(() => save(item)), Promise.resolve())
((call_expression
  function: (member_expression
    property: (property_identifier) @chain)
  arguments: (arguments (_) @callback)) @leak
  (#is? @callback first-argument)
  (#match? @chain "^reduce(Right)?$")
  (#is? @leak drops-chain)
  (#is-not? @callback settles)
  (#is-not? @leak detached))

; for (const item of items) { (async () => { … })(); }
((call_expression
  function: (parenthesized_expression (_) @callback)) @leak
  (#is? @callback gives-promise)
  (#is? @leak dropped)
  (#is? @leak per-turn)
  (#is-not? @callback settles)
  (#is-not? @leak detached))

; the same with a link: (async () => { … })().catch(log);
((call_expression
  function: (member_expression
    object: (call_expression
      function: (parenthesized_expression (_) @callback))
    property: (property_identifier) @link)) @leak
  (#match? @link "^(then|catch|finally)$")
  (#is? @callback gives-promise)
  (#is? @leak dropped)
  (#is? @leak per-turn)
  (#is-not? @leak settles)
  (#is-not? @leak detached))

; items.filter(async (item) => …)
((call_expression
  function: (member_expression
    object: (_) @items
    property: (property_identifier) @tested)
  arguments: (arguments (_) @callback)) @leak
  (#is? @callback first-argument)
  (#match? @tested "^(filter|some|every|find|findIndex|findLast|findLastIndex|sort|toSorted)$")
  (#is? @items tests-items)
  (#is? @callback gives-promise)
  (#set! message "the promise that this callback gives is taken for its answer, and nobody waits for it")
  (#set! why "a promise is true whatever comes of it, and no number to sort by; its work goes on when the handler has answered"))
