; setTimeout(callback, delay), setImmediate(callback), setInterval(callback, delay)
((call_expression
  function: (_) @function
  arguments: (arguments)) @leak
  (#match? @function "(setTimeout|setImmediate|setInterval)$")
  (#is? @leak timer)
  (#is-not? @leak timer.looked-after)
  (#is-not? @leak settles)
  (#is-not? @leak detached))
